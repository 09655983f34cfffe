import type { Connection } from "../dataplane/connection";

/** The network as one instance has it. */
export interface InstanceNetwork {
    readonly address: string;
    resolve(name: string): string[];
    connect(address: string, port: number): Connection;
}

/** Bytes for one of the streams, or for a file that the command must write. */
export interface OutputPart {
    readonly to: "stdout" | "stderr" | { readonly file: string };
    readonly data: Buffer;
}

export interface CommandResult {
    readonly exitCode: number;
    readonly output: readonly OutputPart[];
}

/** A command that a script finds on an instance and that the emulator answers for. */
export type EmulatedCommand = (
    args: readonly string[],
    network: InstanceNetwork,
    signal: AbortSignal,
    /** Where it is called, for the files that it reads. */
    folder?: string,
) => Promise<CommandResult>;

export function toStdout(text: string): OutputPart {
    return { to: "stdout", data: Buffer.from(text) };
}

export function toStderr(text: string): OutputPart {
    return { to: "stderr", data: Buffer.from(text) };
}
