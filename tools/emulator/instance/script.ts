import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { CommandSocket } from "./commandSocket";
import type { InstanceNetwork } from "./emulatedCommand";
import { isolation } from "./isolation";
import { ScriptOutput } from "./scriptOutput";
import { makeToolbox } from "./toolbox";

export interface ScriptRequest {
    readonly content: Buffer;
    readonly timeoutSeconds: number;
    readonly network: InstanceNetwork;
}

export interface ScriptResult {
    readonly end: "exited" | "timed out" | "stopped";
    /** Of a script that came to its end by itself; as a shell counts, 128 and the signal's number for a signal. */
    readonly exitCode: number;
}

/** What a last write may take after the last process has gone. */
const DRAIN_MILLISECONDS = 1000;

/**
 * One run of a script: a process of this machine with nothing of the emulator's environment, in a folder of
 * its own that goes when it ends, together with every process that it started.
 */
export class Script {
    readonly output = new ScriptOutput();
    readonly result: Promise<ScriptResult>;
    private readonly ended = new AbortController();
    private child: ChildProcess | undefined;

    constructor(request: ScriptRequest) {
        this.result = this.run(request);
    }

    stop(): void {
        this.ended.abort();
        this.kill();
    }

    /** Ends every process of the script at once. */
    kill(): void {
        if (this.child?.pid !== undefined) {
            try {
                process.kill(-this.child.pid, "SIGKILL");
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
                    throw error;
                }
            }
        }
    }

    private async run({ content, timeoutSeconds, network }: ScriptRequest): Promise<ScriptResult> {
        const folder = await mkdtemp(path.join(tmpdir(), "ecs-"));
        const home = path.join(folder, "root");
        const socketPath = path.join(folder, "network");
        const socket = await CommandSocket.listen(socketPath, network);
        try {
            await mkdir(home);
            await makeToolbox(path.join(folder, "bin"), socketPath);
            const file = path.join(folder, "script");
            await writeFile(file, content);
            await chmod(file, 0o700);
            const hasInterpreter = content.subarray(0, 2).toString() === "#!";
            const command = [...(await isolation()), ...(hasInterpreter ? [] : ["sh"]), file];
            if (this.ended.signal.aborted) {
                return { end: "stopped", exitCode: 0 };
            }
            return await this.execute(command, folder, home, timeoutSeconds);
        } finally {
            socket.close();
            await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        }
    }

    private async execute(
        command: readonly string[],
        folder: string,
        home: string,
        timeoutSeconds: number,
    ): Promise<ScriptResult> {
        // Both streams are one output: what was written first comes first.
        const child = spawn("/bin/sh", ["-c", 'exec "$@" 2>&1', "sh", ...command], {
            cwd: home,
            env: { PATH: path.join(folder, "bin"), HOME: home, TMPDIR: home, USER: "root" },
            stdio: ["ignore", "pipe", "ignore"],
            // A process group of its own, which ends as a whole.
            detached: true,
        });
        this.child = child;
        this.output.collect(child.stdout);
        let hasTimedOut = false;
        const timer = setTimeout(() => {
            hasTimedOut = true;
            this.kill();
        }, timeoutSeconds * 1000);
        const closed = once(child, "close");
        const [code, signal] = (await once(child, "exit")) as [
            number | null,
            NodeJS.Signals | null,
        ];
        clearTimeout(timer);
        this.kill();
        const drained = new AbortController();
        await Promise.race([
            closed.then(() => drained.abort()),
            wait(DRAIN_MILLISECONDS, undefined, { signal: drained.signal }).catch(() => undefined),
        ]);
        child.stdout.destroy();
        this.child = undefined;
        return {
            end: this.ended.signal.aborted ? "stopped" : hasTimedOut ? "timed out" : "exited",
            exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
        };
    }
}
