import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { createInterface } from "node:readline";

export interface WatchedCommand {
    readonly title: string;
    readonly executable: string;
    readonly arguments: readonly string[];
    readonly folder: string;
    readonly environment: NodeJS.ProcessEnv;
    /** Takes what the command says on stderr. */
    readonly log: string;
    readonly signal: AbortSignal;
    readonly onOutput?: (line: string) => void;
    readonly onError?: (line: string) => void;
}

const shownLines = 15;

export class CommandFailure extends Error {
    constructor(
        message: string,
        /** The last thing that the command said. */
        readonly lastWords: string,
    ) {
        super(message);
    }
}

/** Runs a command to its end; when `signal` is aborted, ends it and everything that it started. */
export async function runWatched(command: WatchedCommand): Promise<void> {
    const { signal } = command;
    signal.throwIfAborted();
    const log = fs.openSync(command.log, "a");
    const child = spawn(command.executable, command.arguments, {
        cwd: command.folder,
        env: command.environment,
        stdio: ["ignore", "pipe", "pipe"],
        // A group of its own, for a compiler's children must go with it.
        detached: true,
    });
    const kill = () => killGroup(child);
    process.once("exit", kill);
    signal.addEventListener("abort", kill, { once: true });
    createInterface({ input: child.stdout }).on("line", (line) => command.onOutput?.(line));
    createInterface({ input: child.stderr }).on("line", (line) => {
        fs.writeSync(log, `${line}\n`);
        command.onError?.(line);
    });
    try {
        const outcome = await endOf(child);
        signal.throwIfAborted();
        if (outcome !== "exit code 0") {
            throw explain(command, outcome);
        }
    } finally {
        signal.removeEventListener("abort", kill);
        process.removeListener("exit", kill);
        fs.closeSync(log);
    }
}

function endOf(child: ChildProcess): Promise<string> {
    return new Promise((resolve) => {
        child.once("error", (error) => resolve(error.message));
        child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
}

function killGroup(child: ChildProcess): void {
    if (child.pid === undefined) {
        return;
    }
    try {
        process.kill(-child.pid, "SIGKILL");
    } catch {
        // The whole group has ended already.
    }
}

function explain({ title, log }: WatchedCommand, outcome: string): CommandFailure {
    const lines = fs.readFileSync(log, "utf8").trimEnd().split("\n");
    const last = lines.filter(isMessage).slice(-shownLines);
    const message = [
        `${title} failed (${outcome}).`,
        ...last.map((line) => `    ${line}`),
        `All that it said is in ${log}`,
    ].join("\n");
    return new CommandFailure(message, last.at(-1)?.trim() ?? outcome);
}

/** Not a bare package path, as `go build -v` names each one that it compiles. */
function isMessage(line: string): boolean {
    return /\s/.test(line.trim());
}
