import * as assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { ensureEngine } from "../../tools/engine";
import { outputOf } from "../../tools/release/command";
import { SCHEMA_FILE } from "../../tools/release/packageFolder";
import { codeBlocks, document } from "../release/documents";
import { suiteFolder } from "../release/temporary";
import { installPythonSdk, type PythonSdk } from "./pythonSdk";

describe("unit tests in Python", () => {
    const folder = suiteFolder();
    let sdk: PythonSdk;

    before(async () => {
        const engine = await ensureEngine({ progress: () => undefined, withSdkGenerator: true });
        const sdkFolder = path.join(folder.path, "sdk");
        mkdirSync(sdkFolder);
        sdk = await installPythonSdk(engine, readFileSync(SCHEMA_FILE, "utf8"), sdkFolder);
    });

    it("pass, as docs/unit-tests.md shows them", async () => {
        for (const { introduction, code } of codeBlocks(document("docs/unit-tests.md"))) {
            const file = /`(\w+\.py)`:$/.exec(introduction)?.[1];
            if (file !== undefined) {
                writeFileSync(path.join(folder.path, file), code);
            }
        }

        const said = await outputOf("Running the tests of the page", folder.path, [
            "sh",
            "-c",
            `PYTHONPATH='${sdk.folder}' PYTHONDONTWRITEBYTECODE=1 '${sdk.python}' -m unittest test_provider.py 2>&1`,
        ]);

        assert.match(said, /^Ran 2 tests/m);
        assert.match(said, /^OK$/m);
    });
});
