import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { readMeasured } from "./measured";
import { PARTS } from "./parts";
import { DOCUMENT, documentOf } from "./table";

describe("docs/changes.md", () => {
    const measured = readMeasured();

    it("matches the rows and the measurements", () => {
        assert.equal(readFileSync(DOCUMENT, "utf8"), documentOf(measured));
    });

    for (const { name, expected } of PARTS) {
        it(`was measured with the current rows: ${name} (npm run changes -- "${name}")`, () => {
            const results = Object.entries(measured.parts[name]?.results ?? {});
            assert.deepEqual(
                new Map(results.map(([title, result]) => [title, result.expected])),
                expected,
            );
        });
    }
});
