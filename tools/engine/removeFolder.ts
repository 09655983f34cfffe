import * as fs from "node:fs";
import { promises as fsp } from "node:fs";
import * as path from "node:path";

/**
 * Removes a folder that may hold folders without write permission, as Go leaves them in its module
 * cache.
 */
export async function removeFolder(folder: string): Promise<void> {
    try {
        await fsp.rm(folder, { recursive: true, force: true });
    } catch {
        makeWritable(folder);
        await fsp.rm(folder, { recursive: true, force: true });
    }
}

function makeWritable(folder: string): void {
    fs.chmodSync(folder, 0o755);
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) {
            makeWritable(path.join(folder, entry.name));
        }
    }
}
