import * as fs from "node:fs";
import * as path from "node:path";

/** The first executable file of that name on PATH, of those that `accept` lets through. */
export function findOnPath(
    name: string,
    environment: NodeJS.ProcessEnv,
    accept: (file: string) => boolean = () => true,
): string | undefined {
    for (const folder of (environment.PATH ?? "").split(path.delimiter)) {
        // An empty entry means the working folder; a program in it is nothing that was installed.
        if (folder === "") {
            continue;
        }
        const candidate = path.resolve(folder, name);
        if (isExecutableFile(candidate) && accept(candidate)) {
            return candidate;
        }
    }
    return undefined;
}

export function isExecutableFile(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}

/**
 * Whether a file is the folder's own: a program that runs in an engine of ours finds our folders in
 * its environment.
 */
export function isBelow(file: string, folder: string): boolean {
    return !path.relative(folder, file).startsWith("..");
}
