import assert from "node:assert/strict";

import { writes } from "./holdings";
import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

describe("a CLB that a stack owns, then only uses, then owns again", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];
    let calls: number;

    before(async () => {
        bench = await openMovesBench("handover");
        held = (await bench.become("owned")).outputs;
        calls = bench.emulator.calls.length;
    });

    after(() => bench?.close());

    async function keepsAllOfIt({ outputs }: Moved): Promise<void> {
        assert.deepEqual(outputs, held);
        assert.deepEqual(await bench.connections(outputs.serviceId), [
            `${held.endpointId} Connected`,
        ]);
        assert.equal(await bench.page(outputs), "<h1>Hello from one</h1>");
        const changed = writes(bench.emulator, calls).filter((call) => !/RunCommand/.test(call));
        assert.deepEqual(changed, []);
    }

    it("is no longer the stack's, but keeps serving its endpoints", async () => {
        const { loadBalancerId } = held;
        const moved = await bench.become("used", { loadBalancerId });
        assert.deepEqual(moved.operations, []);
        await keepsAllOfIt(moved);
    });

    it("is the stack's again with an import, without a call that changes anything", async () => {
        const moved = await bench.become("adopted");
        assert.deepEqual(moved.operations, [
            "discard-replaced slb.ApplicationLoadBalancer web",
            "import-replacement slb.ApplicationLoadBalancer web",
            "replace slb.ApplicationLoadBalancer web",
        ]);
        await keepsAllOfIt(moved);
    });

    it("needs the import no more afterwards", async () => {
        const moved = await bench.become("owned");
        assert.deepEqual(moved.operations, []);
        await keepsAllOfIt(moved);
    });

    it("is destroyed with the stack, completely", () => bench.settleAndDestroy());
});
