import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { isExecutableFile } from "./searchPath";
import type { Part } from "./parts";

/**
 * What a part's binary depends on, less the Go version, which is a name's last piece so that it can
 * be left open.
 */
export function inputHash(part: Part, source: string): string {
    const hash = createHash("sha256");
    const files = fs
        .readdirSync(source)
        .filter((file) => file === "go.mod" || file === "go.sum" || file.endsWith(".go"))
        .sort();
    for (const file of files) {
        const content = fs.readFileSync(path.join(source, file));
        hash.update(`${file}\0${content.length}\0`).update(content);
    }
    hash.update(`\0${part.goPackage}\0${part.linkFlags}\0${process.platform}\0${process.arch}`);
    if (part.script !== undefined) {
        hash.update(`\0${part.script.module}\0${part.script.file}`);
    }
    if (part.launcher !== undefined) {
        hash.update("\0").update(fs.readFileSync(path.join(source, part.launcher)));
    }
    if (part.ingredients !== undefined) {
        hash.update(`\0${part.ingredients}`);
    }
    return hash.digest("hex").slice(0, 16);
}

/** Name of the part's folder in the cache. */
export function partKey(part: Part, source: string, goVersion: string): string {
    return `${part.name}-${inputHash(part, source)}-${goVersion}`;
}

/**
 * The part's folder in the cache, if it was built. Where Go is gone since, a build of the same
 * inputs by whatever Go there was serves as well: it could not be built again anyway.
 */
export function findBuilt(
    part: Part,
    source: string,
    cache: string,
    goVersion: string | undefined,
): string | undefined {
    const names =
        goVersion !== undefined
            ? [partKey(part, source, goVersion)]
            : listFolder(cache).filter((name) => name.startsWith(partKey(part, source, "go")));
    return names
        .map((name) => path.join(cache, name))
        .find((folder) => isExecutableFile(path.join(folder, part.executable)));
}

function listFolder(folder: string): string[] {
    try {
        return fs.readdirSync(folder);
    } catch {
        return [];
    }
}
