import { accessSync, constants } from "node:fs";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { EMULATED_COMMANDS } from "./commandSocket";

/** What a script finds on its PATH, as far as this machine has it. None of it reaches a network by itself. */
export const TOOLS: readonly string[] = [
    ...["sh", "bash", "awk", "base64", "basename", "cat", "chmod", "cp", "cut", "date", "dirname"],
    ...["echo", "env", "expr", "false", "grep", "head", "id", "kill", "ls", "mkdir", "mktemp"],
    ...["mv", "nl", "od", "paste", "printf", "pwd", "rm", "rmdir", "sed", "seq", "sleep", "sort"],
    ...["stat", "tail", "tee", "test", "[", "timeout", "touch", "tr", "true", "uname", "uniq"],
    ...["wc", "xargs"],
];
const FOLDERS = ["/bin", "/usr/bin", "/usr/local/bin"];

let found: readonly (readonly [name: string, file: string])[] | undefined;

/** A folder with the tools and with the commands that go to the socket. */
export async function makeToolbox(folder: string, socketPath: string): Promise<void> {
    await mkdir(folder);
    found ??= TOOLS.flatMap((name) => {
        const file = FOLDERS.map((candidate) => path.join(candidate, name)).find(isExecutable);
        return file === undefined ? [] : [[name, file] as const];
    });
    await Promise.all([
        ...found.map(([name, file]) => symlink(file, path.join(folder, name))),
        ...Object.keys(EMULATED_COMMANDS).map((name) =>
            makeCommand(path.join(folder, name), name, socketPath),
        ),
    ]);
}

async function makeCommand(file: string, name: string, socketPath: string): Promise<void> {
    const words = [process.execPath, path.join(__dirname, "command.mjs"), socketPath, name];
    await writeFile(file, `#!/bin/sh\nexec ${words.map(quoted).join(" ")} "$@"\n`);
    await chmod(file, 0o700);
}

function quoted(word: string): string {
    return `'${word.replaceAll("'", "'\\''")}'`;
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
