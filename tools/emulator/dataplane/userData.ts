import * as path from "node:path";

import { type IdentityServer, isIdentityServer } from "./identityServer";

/** A web server that a start-up script runs: the port it listens on and the folder it shows. */
export interface DeclaredServer {
    readonly port: number;
    readonly directory: string;
}

/** What a start-up script leaves behind on its instance, as far as the emulator reads such scripts. */
export interface Boot {
    readonly servers: readonly DeclaredServer[];
    readonly identityServers: readonly IdentityServer[];
    /** The content of the files that it writes, by their path. */
    readonly files: ReadonlyMap<string, string>;
}

/** Without --directory, which Python 3.6 of the image does not know: the server would not start. */
const SERVER = /(?:^|[\s=/])python3?(?:\.\d+)?\s+-m\s+http\.server\s+(\d{1,5})\s*&?\s*$/;
/** A folder for the lines that follow, or, before `&&`, for the command of the same line. */
const FOLDER = /^\s*(?:cd\s+|WorkingDirectory=)([^\s;&]+)\s*(&&|$)/;
const PROGRAM = /^\s*python3\s+(\S+)\s+(\d{1,5})\s+([\w-]+)\s*&?\s*$/;
const HERE_DOCUMENT = /^cat > (\S+) <<'(\w+)'\n(.*?\n)\2$/gms;
const FILE = /^\s*echo\s+(?:'([^']*)'|"([^"$`\\]*)")\s*>\s*(\S+)\s*$/;

/**
 * The emulator does not run user data. It reads from it which web servers are started by
 * `python3 -m http.server`, and in which folder (`cd`), which files are written by `echo '...' > file` and `cat > file <<'END'`, and whether a
 * written Python program that it knows is started; every other line has no effect. Only a script, which begins with `#!`, is run by the cloud.
 */
export function readUserData(userData: string): Boot {
    const script = Buffer.from(userData, "base64").toString("utf8");
    if (!script.startsWith("#!")) {
        return { servers: [], identityServers: [], files: new Map() };
    }
    const servers: DeclaredServer[] = [];
    const identityServers: IdentityServer[] = [];
    const files = new Map<string, string>();
    for (const [, name, , content] of script.matchAll(HERE_DOCUMENT)) {
        files.set(path.posix.resolve("/", name), content);
    }
    let current = "/";
    for (const line of script.split("\n")) {
        const [, folder, then] = FOLDER.exec(line) ?? [];
        const directory = path.posix.resolve(current, folder ?? ".");
        if (then === "") {
            current = directory;
        }
        const server = /^\s*#/.test(line) ? null : SERVER.exec(line);
        if (server !== null) {
            servers.push({ port: Number(server[1]), directory });
        }
        const [, program, port, name] = PROGRAM.exec(line) ?? [];
        if (
            program !== undefined &&
            isIdentityServer(files.get(path.posix.resolve("/", program)))
        ) {
            identityServers.push({ port: Number(port), name });
        }
        const file = FILE.exec(line);
        if (file !== null) {
            const [, quoted, doubleQuoted, written] = file;
            const content = quoted ?? doubleQuoted;
            files.set(path.posix.resolve("/", written), `${content}\n`);
        }
    }
    return { servers, identityServers, files };
}
