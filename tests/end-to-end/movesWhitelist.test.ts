import assert from "node:assert/strict";

import { service, writes } from "./holdings";
import { type MovesBench, openMovesBench } from "./movesBench";

describe("a whitelist that becomes a component of its own", () => {
    let bench: MovesBench;

    before(async () => {
        bench = await openMovesBench("whitelist");
    });

    after(() => bench?.close());

    it("keeps every account, without a call that writes, and so does the way back", async () => {
        const { outputs } = await bench.become("inside");
        const held = async () => (await service(bench.owner, outputs.serviceId)).allowedAccountIds;
        const before = await held();
        const calls = bench.emulator.calls.length;
        for (const shape of ["separate", "inside again"]) {
            const moved = await bench.become(shape);
            assert.deepEqual(moved.operations, [], shape);
            assert.deepEqual(moved.outputs, outputs);
            assert.deepEqual(await held(), before);
        }
        assert.deepEqual(writes(bench.emulator, calls), []);
    });

    it("does not change afterwards, and is destroyed completely", () => bench.settleAndDestroy());
});
