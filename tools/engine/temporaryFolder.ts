import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { cleanUpOnce } from "./cleanUp";
import { removeFolder } from "./removeFolder";

const temporaryPrefix = "unfinished-";

/** Gives `work` a folder in the cache that is gone afterwards, unless it was renamed. */
export async function inTemporaryFolder<T>(
    cache: string,
    work: (folder: string) => T | Promise<T>,
): Promise<T> {
    const folder = path.join(cache, `${temporaryPrefix}${randomUUID()}`);
    fs.mkdirSync(folder, { recursive: true });
    const remove = cleanUpOnce(() =>
        fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
    );
    try {
        return await work(folder);
    } finally {
        remove();
    }
}

/**
 * Renames a whole folder to its final name. What another process has put there in the meantime is
 * as good: it stays.
 */
export function publish(folder: string, target: string): void {
    try {
        fs.renameSync(folder, target);
    } catch (error) {
        if (!fs.existsSync(target)) {
            throw error;
        }
    }
}

/** Removes what builds left that were killed without a chance to tidy up. Called under the lock. */
export async function removeLeftovers(cache: string): Promise<void> {
    const names = fs.existsSync(cache) ? fs.readdirSync(cache) : [];
    for (const name of names.filter((candidate) => candidate.startsWith(temporaryPrefix))) {
        await removeFolder(path.join(cache, name));
    }
}
