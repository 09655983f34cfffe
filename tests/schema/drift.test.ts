import assert from "node:assert/strict";

import { DRIFT } from "../changes/drift";
import { driftTitle } from "../changes/driftRun";
import { kind } from "../changes/events";
import { run } from "../unit/harness";
import { EVERY_COMPONENT } from "./everyComponent";

describe("the changes made by hand", () => {
    it("are about every type of resource that a component makes", async () => {
        const made = new Set<string>();
        for (const { make } of Object.values(EVERY_COMPONENT)) {
            const { registrations } = await run(make);
            registrations
                .filter(({ type, readId }) => type.startsWith("alicloud:") && readId === undefined)
                .forEach(({ type }) => made.add(kind(type)));
        }
        const there = new Set(DRIFT.map(({ type }) => type));
        assert.deepEqual(
            [...made].filter((type) => !there.has(type)),
            [],
        );
    });

    it("have a title each that no other has", () => {
        const titles = DRIFT.map(driftTitle);
        assert.equal(new Set(titles).size, titles.length);
    });
});
