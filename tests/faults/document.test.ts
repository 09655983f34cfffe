import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { SCENARIOS } from "../../tools/demo/scenarios";
import { FAULT_NAMES } from "../../tools/emulator";
import { readMeasured } from "./measured";
import { isMeasured, ROWS } from "./rows";
import { DOCUMENT, documentOf } from "./table";

describe("docs/faults.md", () => {
    const measured = readMeasured();
    const results = Object.entries(measured).flatMap(([scenario, faults]) =>
        Object.entries(faults).map(([fault, result]) => ({ scenario, fault, ...result })),
    );

    it("has a row for every fault of the emulator", () => {
        assert.deepEqual(ROWS.map(({ fault }) => fault).sort(), [...FAULT_NAMES].sort());
    });

    it("matches the measurements", () => {
        assert.equal(readFileSync(DOCUMENT, "utf8"), documentOf(measured));
    });

    it("was measured with the faults and scenarios that there are (npm run faults)", () => {
        assert.ok(results.length > 0);
        for (const { scenario, fault, calls } of results) {
            const row = ROWS.find((each) => each.fault === fault);
            assert.ok(row !== undefined && Object.hasOwn(SCENARIOS, scenario), fault);
            assert.ok(isMeasured(row, scenario), `${scenario}, ${fault}`);
            assert.equal(calls, row.calls, `${scenario}, ${fault}`);
        }
    });
});
