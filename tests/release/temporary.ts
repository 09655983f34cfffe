import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

interface Folder {
    readonly path: string;
}

/** Gives each test of a suite an empty folder, which is gone after it. */
export function temporaryFolder(): Folder {
    return emptyFolder(beforeEach, afterEach);
}

/** Gives a suite an empty folder, which is gone after its last test. */
export function suiteFolder(): Folder {
    return emptyFolder(before, after);
}

function emptyFolder(make: typeof before, remove: typeof after): Folder {
    const folder = { path: "" };
    make(() => {
        folder.path = mkdtempSync(path.join(realpathSync(tmpdir()), "release-test-"));
    });
    remove(() => rmSync(folder.path, { recursive: true }));
    return folder;
}
