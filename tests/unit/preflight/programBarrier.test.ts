import * as assert from "node:assert/strict";

import { ProgramBarrier } from "../../../components/preflight/programBarrier";

const FINDING = { component: "Thing", propertyPath: "size", reason: "size: is bad." };

describe("The barrier that components wait for", () => {
    it("passes once every lookup is answered, including lookups that follow from an answer", async () => {
        const answered: string[] = [];
        const barrier = new ProgramBarrier(() => answered.push("closed"));
        barrier.waitFor(
            Promise.resolve().then(() => {
                answered.push("first");
                barrier.waitFor(Promise.resolve().then(() => answered.push("second")));
            }),
        );
        await barrier.passed;

        assert.deepEqual(answered, ["first", "second", "closed"]);
    });

    it("is rejected with what was found, also by an answer", async () => {
        const barrier = new ProgramBarrier(() => undefined);
        barrier.add(FINDING);
        barrier.waitFor(
            Promise.resolve().then(() => {
                barrier.add({ ...FINDING, component: "Other" });
            }),
        );

        await assert.rejects(barrier.passed, {
            message: "Thing:\n  - size: is bad.\nOther:\n  - size: is bad.",
        });
    });

    it("is rejected in the end when an answer never comes, and says what may be the matter", async () => {
        const barrier = new ProgramBarrier(() => undefined, 20);
        barrier.waitFor(new Promise(() => undefined));

        await assert.rejects(barrier.passed, {
            message:
                /^The preflight:\n {2}- a lookup has had no answer .*set preflight to "offline"/,
        });
    });
});
