import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

interface Process {
    readonly id: number;
    /** The id of the process that started it, or that has taken its place. */
    readonly parent: number;
    readonly command: string;
}

/** The vendor's plugin, which checks only every five minutes whether its engine is still there. */
const PROVIDER = /^\S*\/pulumi-resource-alicloud /;

/**
 * Processes that a CLI working on the folder started, once those about to end have ended. A CLI whose run fails sometimes
 * leaves its plugins behind on a busy machine.
 *
 * @param whileLeft is called with those that are left, at each look
 */
export async function processesLeft(
    folder: string,
    whileLeft: (left: readonly Process[]) => void = () => undefined,
): Promise<string[]> {
    const deadline = Date.now() + 360_000;
    for (;;) {
        const left = processesOf(folder);
        if (left.length === 0 || Date.now() > deadline) {
            return left.map(({ id, command }) => `${id} ${command}`);
        }
        whileLeft(left);
        await wait(100);
    }
}

/** Of the processes on a folder, ends the vendor's plugins whose CLI has ended. */
export function endOrphanedProviders(processes: readonly Process[]): void {
    const ids = new Set(processes.map(({ id }) => id));
    for (const { id, parent, command } of processes) {
        if (!ids.has(parent) && PROVIDER.test(command)) {
            endIfRunning(id);
        }
    }
}

/**
 * Ends at once, and without a chance to say anything, every process of a CLI that works on the folder: the CLI, its
 * plugins and the program. Gives back how many there were.
 */
export function killProcesses(folder: string): number {
    const found = processesOf(folder);
    found.forEach(({ id }) => endIfRunning(id));
    return found.length;
}

function endIfRunning(id: number): void {
    try {
        process.kill(id, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
    }
}

/** Waits until all of these processes, by their IDs, have ended. */
export async function endOf(processes: readonly number[]): Promise<void> {
    while (processes.some(isRunning)) {
        await wait(20);
    }
}

/** Running, and not merely waiting for somebody to take note of its end. */
export function isRunning(id: number): boolean {
    try {
        process.kill(id, 0);
        return !/\) Z /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
    } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        // Without /proc, only the signal shows whether it runs.
        return code === "ENOENT" && syscall === "open" && !existsSync("/proc/self");
    }
}

/** Every process inherits the state backend's address. Only Linux shows it: elsewhere, none is found. */
export function processesOf(folder: string): Process[] {
    const found: Process[] = [];
    if (!existsSync("/proc/self/environ")) {
        return found;
    }
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
        try {
            if (readFileSync(`/proc/${id}/environ`, "utf8").includes(`file://${folder}`)) {
                const command = readFileSync(`/proc/${id}/cmdline`, "utf8");
                const [, parent] =
                    /\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
                found.push({
                    id: Number(id),
                    parent: Number(parent),
                    command: command.replaceAll("\0", " "),
                });
            }
        } catch {
            // It has ended, or belongs to someone else.
        }
    }
    return found;
}
