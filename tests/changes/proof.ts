import assert from "node:assert/strict";

import { IN_CI, PARTS } from "./parts";

/** A test of what is measured by itself. */
export function prove(name: string): void {
    describe(`the changes of ${name}`, () => {
        it("do what their rows say", async () => {
            const part = PARTS.find((each) => each.name === name);
            assert.ok(part !== undefined && IN_CI.includes(name));
            assert.deepEqual(Object.fromEntries(await part.run(() => undefined)), {});
        });
    });
}
