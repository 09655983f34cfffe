import { once } from "node:events";
import { chmod } from "node:fs/promises";
import * as net from "node:net";

import { curl } from "./curl";
import {
    type CommandResult,
    type EmulatedCommand,
    type InstanceNetwork,
    toStderr,
} from "./emulatedCommand";
import { getent } from "./getent";

/** The commands that reach the network of an instance. */
export const EMULATED_COMMANDS: Readonly<Record<string, EmulatedCommand>> = { curl, getent };

const LONGEST_REQUEST = 256 * 1024;

/**
 * The way from the commands of one script to the network of its instance: a socket in a folder that only
 * the script's user can enter. It is closed with the script.
 */
export class CommandSocket {
    private readonly sockets = new Set<net.Socket>();

    private constructor(
        private readonly server: net.Server,
        private readonly network: InstanceNetwork,
    ) {
        server.on("connection", (socket) => {
            this.sockets.add(socket);
            socket.on("close", () => this.sockets.delete(socket));
            socket.on("error", () => socket.destroy());
            void this.serve(socket);
        });
    }

    static async listen(path: string, network: InstanceNetwork): Promise<CommandSocket> {
        // A command stops writing before it reads the answer.
        const server = net.createServer({ allowHalfOpen: true });
        server.listen(path);
        await once(server, "listening");
        await chmod(path, 0o600);
        return new CommandSocket(server, network);
    }

    close(): void {
        this.server.close();
        for (const socket of this.sockets) {
            socket.destroy();
        }
    }

    /** Whatever a script writes into its socket is answered, or ends the connection. */
    private async serve(socket: net.Socket): Promise<void> {
        const ended = new AbortController();
        socket.on("close", () => ended.abort());
        const request = readRequest(await firstLine(socket));
        if (request === undefined) {
            socket.destroy();
            return;
        }
        const { exitCode, output } = await this.run(request, ended.signal);
        if (!ended.signal.aborted) {
            const parts = output.map(({ to, data }) => ({ to, base64: data.toString("base64") }));
            socket.end(JSON.stringify({ exitCode, output: parts }));
        }
    }

    private async run(
        { name, args, folder }: CommandRequest,
        signal: AbortSignal,
    ): Promise<CommandResult> {
        try {
            return await EMULATED_COMMANDS[name](args, this.network, signal, folder);
        } catch (error) {
            const text = `${name}: the emulator failed: ${(error as Error).message}\n`;
            return { exitCode: 1, output: [toStderr(text)] };
        }
    }
}

interface CommandRequest {
    readonly name: string;
    readonly args: readonly string[];
    readonly folder: string;
}

function readRequest(line: string | undefined): CommandRequest | undefined {
    let request: Partial<CommandRequest> | null;
    try {
        request = JSON.parse(line ?? "null") as Partial<CommandRequest> | null;
    } catch {
        return undefined;
    }
    const { name, args, folder } = request ?? {};
    const isCommand = typeof name === "string" && Object.hasOwn(EMULATED_COMMANDS, name);
    return isCommand &&
        Array.isArray(args) &&
        args.every((arg) => typeof arg === "string") &&
        typeof folder === "string"
        ? { name, args, folder }
        : undefined;
}

/** What comes before the first line's end; undefined when it does not come. */
function firstLine(socket: net.Socket): Promise<string | undefined> {
    return new Promise((resolve) => {
        let received = "";
        socket.setEncoding("utf8");
        socket.on("data", (chunk: string) => {
            received += chunk;
            const end = received.indexOf("\n");
            if (end >= 0 || received.length > LONGEST_REQUEST) {
                resolve(end >= 0 ? received.slice(0, end) : undefined);
            }
        });
        socket.on("close", () => resolve(undefined));
    });
}
