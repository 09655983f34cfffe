/** What the demo runs in. */
export interface Surroundings {
    readonly platform: NodeJS.Platform;
    readonly environment: NodeJS.ProcessEnv;
    /** Whether somebody reads what is printed, or it goes to a file or another program. */
    readonly isTerminal: boolean;
}

/** Whether somebody sits in front of a desktop on which a page can be opened. */
export function hasDesktop({ platform, environment, isTerminal }: Surroundings): boolean {
    if (!isTerminal || isSet(environment.CI)) {
        return false;
    }
    if (platform === "win32" || platform === "darwin") {
        // Anyone who came through SSH would find the page on a screen elsewhere.
        return !isSet(environment.SSH_CONNECTION);
    }
    return isSet(environment.DISPLAY) || isSet(environment.WAYLAND_DISPLAY);
}

function isSet(value: string | undefined): boolean {
    return value !== undefined && value !== "" && value !== "false";
}

/** Opens a file as a double click does; gives back why that failed, if it did at once. */
export async function openFile(file: string): Promise<string | undefined> {
    try {
        const { default: open } = await import("open");
        const opening = await open(file);
        // It runs on by itself: a browser may end long after the demo.
        opening.on("error", () => undefined);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}
