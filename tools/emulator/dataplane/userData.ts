import * as path from "node:path";

/** A web server that a start-up script runs: the port it listens on and the folder it shows. */
export interface DeclaredServer {
    readonly port: number;
    readonly directory: string;
}

/** What a start-up script leaves behind on its instance, as far as the emulator reads such scripts. */
export interface Boot {
    readonly servers: readonly DeclaredServer[];
    /** The content of the files that it writes, by their path. */
    readonly files: ReadonlyMap<string, string>;
}

const SERVER =
    /(?:^|[\s=/])python3?(?:\.\d+)?\s+-m\s+http\.server\s+(\d{1,5})(?:\s+(?:--directory|-d)[\s=](\S+))?\s*&?\s*$/;
const FILE = /^\s*echo\s+(?:'([^']*)'|"([^"$`\\]*)")\s*>\s*(\S+)\s*$/;

/**
 * The emulator does not run user data. It reads from it which web servers are started by
 * `python3 -m http.server` and which files are written by `echo '...' > file`; every other line has no effect.
 * Only a script, which begins with `#!`, is run by the cloud.
 */
export function readUserData(userData: string): Boot {
    const script = Buffer.from(userData, "base64").toString("utf8");
    if (!script.startsWith("#!")) {
        return { servers: [], files: new Map() };
    }
    const servers: DeclaredServer[] = [];
    const files = new Map<string, string>();
    for (const line of script.split("\n")) {
        const server = /^\s*#/.test(line) ? null : SERVER.exec(line);
        if (server !== null) {
            const [, port, directory = "/"] = server;
            servers.push({ port: Number(port), directory: path.posix.resolve("/", directory) });
        }
        const file = FILE.exec(line);
        if (file !== null) {
            const [, quoted, doubleQuoted, name] = file;
            const content = quoted ?? doubleQuoted;
            files.set(path.posix.resolve("/", name), `${content}\n`);
        }
    }
    return { servers, files };
}
