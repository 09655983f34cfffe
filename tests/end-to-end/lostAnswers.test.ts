import assert from "node:assert/strict";

import { STEPS } from "../faults/cell";
import { measure } from "../faults/measurement";
import { ROWS } from "../faults/rows";

describe("the same-account example's provider stack, with the first answer of every write lost", function () {
    this.timeout(900_000);

    it("comes up, changes and goes away, with everything that the cloud has of it in its state", async () => {
        const row = ROWS.find(({ fault }) => fault === "lost");
        assert.ok(row !== undefined);
        const cells = await measure(row, "same-account", () => undefined, ["provider"]);
        for (const step of STEPS) {
            const cell = cells[step];
            assert.ok((cell?.met ?? 0) > 0, `${step}: no call met the fault`);
            assert.deepEqual([cell?.removed, cell?.left], [[], []], step);
            assert.notEqual(cell?.outcome, "stuck", cell?.failures.join("\n"));
        }
    });
});
