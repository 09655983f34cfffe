import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { cleanUpOnce } from "../engine/cleanUp";

/** Runs a command to its end and gives what it wrote; where it fails, throws what it said. */
export async function outputOf(
    title: string,
    folder: string,
    [program, ...parameters]: readonly [string, ...string[]],
): Promise<string> {
    const running = promisify(execFile)(program, parameters, {
        cwd: folder,
        maxBuffer: 64 * 1024 * 1024,
    });
    const end = cleanUpOnce(() => running.child.kill());
    try {
        return (await running).stdout;
    } catch (error) {
        const { stdout = "", stderr = "", message } = error as Error & Partial<Output>;
        const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== "");
        throw new Error(`${title} failed:\n${said.length > 0 ? said.join("\n") : message}`);
    } finally {
        end();
    }
}

interface Output {
    readonly stdout: string;
    readonly stderr: string;
}
