import { spawn } from "node:child_process";
import { once } from "node:events";

import { type MeasuredPart, measureUse, processesOf, type Use } from "./processUse";
import { timed } from "./timing";

export interface MeasuredRun {
    readonly seconds: number;
    /** Of the command and of every process that it started and waited for. */
    readonly processorSeconds: number;
    readonly use: Readonly<Record<MeasuredPart, Use>>;
    readonly output: string;
}

export interface Command {
    readonly line: readonly string[];
    readonly folder: string;
    readonly environment: NodeJS.ProcessEnv;
    /** The folder of the state backend, which tells the command's processes from others. */
    readonly stateFolder: string;
    readonly signal: AbortSignal;
}

/** A shell that writes the times of what it ran where the command does not see it. */
const WITH_TIMES = '"$@" 3>&-; code=$?; times >&3; exit "$code"';

/** Runs a command to its end. It must succeed. */
export async function runMeasured(command: Command): Promise<MeasuredRun> {
    let outcome = { code: null as number | null, output: "", times: "" };
    let seconds = 0;
    const use = await measureUse(command.stateFolder, async () => {
        seconds = await timed(async () => {
            outcome = await run(command);
        });
    });
    command.signal.throwIfAborted();
    const { code, output, times } = outcome;
    if (code !== 0) {
        throw new Error(`${command.line.join(" ")} ended with exit code ${code}:\n${output}`);
    }
    return { seconds, processorSeconds: processorSecondsIn(times), use, output };
}

async function run({ line, folder, environment, stateFolder, signal }: Command) {
    signal.throwIfAborted();
    const shell = spawn("sh", ["-c", WITH_TIMES, "sh", ...line], {
        cwd: folder,
        env: environment,
        stdio: ["ignore", "pipe", "pipe", "pipe"],
        // Ctrl-C then reaches this process alone, which ends the others.
        detached: true,
    });
    const end = () => endProcesses(stateFolder, shell.pid);
    signal.addEventListener("abort", end, { once: true });
    const [, stdout, stderr, three] = shell.stdio as [null, ...NodeJS.ReadableStream[]];
    let output = "";
    let times = "";
    for (const stream of [stdout, stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    three.setEncoding("utf8").on("data", (text: string) => (times += text));
    const [code] = (await once(shell, "close")) as [number | null];
    signal.removeEventListener("abort", end);
    return { code, output, times };
}

/** Ends at once whatever works on a state that nobody needs any more: the cloud behind it is an emulator. */
export function endProcesses(stateFolder: string, group?: number): void {
    const ids = processesOf(stateFolder).map(({ id }) => Number(id));
    for (const id of group === undefined ? ids : [-group, ...ids]) {
        try {
            process.kill(id, "SIGKILL");
        } catch {
            // It has ended.
        }
    }
}

/** The second line of what a shell's `times` writes: user and system time of its children, as 1m2.345s. */
export function processorSecondsIn(times: string): number {
    const children = times.trim().split("\n")[1] ?? "";
    const parts = [...children.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g)];
    if (parts.length !== 2) {
        throw new Error(`The shell's times are ${JSON.stringify(times)}.`);
    }
    return parts.reduce(
        (sum, [, minutes, seconds]) =>
            sum + Number(minutes) * 60 + Number(seconds.replace(",", ".")),
        0,
    );
}
