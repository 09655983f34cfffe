import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** The files of the repository, with those that a change has deleted: who needs them is affected as well. */
export class Repository {
    private readonly files: ReadonlySet<string>;
    private readonly folders = new Map<string, string[]>();
    private readonly needs = new Map<string, readonly string[]>();

    /** @param files paths below the root with forward slashes, nothing that is installed or compiled */
    constructor(
        private readonly root: string,
        files: readonly string[],
    ) {
        this.files = new Set(files);
        for (const file of this.files) {
            let folder = path.posix.dirname(file);
            while (folder !== ".") {
                const below = this.folders.get(folder);
                if (below === undefined) {
                    this.folders.set(folder, [file]);
                } else {
                    below.push(file);
                }
                folder = path.posix.dirname(folder);
            }
        }
    }

    isFile(file: string): boolean {
        return this.files.has(file);
    }

    /** The text of a file; nothing of one that is deleted. */
    read(file: string): string {
        const target = path.join(this.root, file);
        return existsSync(target) ? readFileSync(target, "utf8") : "";
    }

    filesBelow(folder: string): readonly string[] {
        return this.folders.get(folder) ?? [];
    }

    /** What a file needs, found out once: a file is on the way to many others. */
    needsOf(file: string, find: (file: string) => readonly string[]): readonly string[] {
        const needs = this.needs.get(file) ?? find(file);
        this.needs.set(file, needs);
        return needs;
    }
}
