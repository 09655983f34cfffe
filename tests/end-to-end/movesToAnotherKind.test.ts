import assert from "node:assert/strict";

import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

describe("a private service that goes from a CLB to an ALB", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];

    before(async () => {
        bench = await openMovesBench("anotherKind");
        held = (await bench.become("CLB")).outputs;
    });

    after(() => bench?.close());

    const page = ({ outputs }: Moved, kind: "old" | "new") =>
        bench.page({ ...outputs, ...(outputs[kind] as object) });

    it("gets a second service and endpoint beside the first, which clients reach meanwhile", async () => {
        const moved = await bench.become("both");
        assert.ok(
            moved.operations.every((operation) => operation.startsWith("create ")),
            moved.operations.join("\n"),
        );
        assert.deepEqual(moved.outputs.old, held.old);
        assert.equal(await page(moved, "old"), "<h1>Hello from one</h1>");
        assert.equal(await page(moved, "new"), "<h1>Hello from one</h1>");
    });

    it("loses the first ones when no client uses them any more, and the second ones do not change", async () => {
        const { outputs: both } = await bench.become("both");
        const moved = await bench.become("ALB");
        assert.ok(
            moved.operations.every((operation) => operation.startsWith("delete ")),
            moved.operations.join("\n"),
        );
        assert.deepEqual(moved.outputs.new, both.new);
        assert.equal(await page(moved, "new"), "<h1>Hello from one</h1>");
    });

    it("does not change afterwards, and is destroyed completely", () => bench.settleAndDestroy());
});
