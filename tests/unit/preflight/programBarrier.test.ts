import * as assert from "node:assert/strict";

import { Gate } from "../../../components/preflight/programBarrier";

const FINDING = { component: "Thing", propertyPath: "size", reason: "size: is bad." };

describe("The gate that components wait at", () => {
    it("opens once every question has been answered, also those that an answer led to", async () => {
        const answered: string[] = [];
        const gate = new Gate(() => answered.push("closed"));
        gate.ask(
            Promise.resolve().then(() => {
                answered.push("first");
                gate.ask(Promise.resolve().then(() => answered.push("second")));
            }),
        );
        await gate.opened;

        assert.deepEqual(answered, ["first", "second", "closed"]);
    });

    it("is rejected with what was found, also by an answer", async () => {
        const gate = new Gate(() => undefined);
        gate.add(FINDING);
        gate.ask(
            Promise.resolve().then(() => {
                gate.add({ ...FINDING, component: "Other" });
            }),
        );

        await assert.rejects(gate.opened, {
            message: "Thing:\n  - size: is bad.\nOther:\n  - size: is bad.",
        });
    });

    it("is rejected in the end when an answer never comes, and says what may be the matter", async () => {
        const gate = new Gate(() => undefined, 20);
        gate.ask(new Promise(() => undefined));

        await assert.rejects(gate.opened, {
            message: /^The preflight:\n {2}- the cloud was asked, .*set preflight to "offline"/,
        });
    });
});
