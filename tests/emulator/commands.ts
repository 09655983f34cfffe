import { execFile } from "node:child_process";

import type { CommandResult } from "../../tools/emulator/instance/emulatedCommand";

/** What a command line ends in: the streams and the exit code. */
export interface Ending {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** The machine's own curl, with a command line. */
export function realCurl(args: readonly string[]): Promise<Ending> {
    return new Promise((resolve, reject) => {
        execFile("curl", ["-q", ...args], { env: {} }, (error, stdout, stderr) => {
            const code = error?.code ?? 0;
            if (typeof code !== "number") {
                reject(new Error(`curl could not be run: ${error?.message}`));
                return;
            }
            resolve({ exitCode: code, stdout, stderr });
        });
    });
}

/** The same of a command that the emulator answers for. */
export function endingOf({ exitCode, output }: CommandResult): Ending {
    const written = (to: "stdout" | "stderr") =>
        output
            .filter((part) => part.to === to)
            .map(({ data }) => data.toString())
            .join("");
    return { exitCode, stdout: written("stdout"), stderr: written("stderr") };
}
