import assert from "node:assert/strict";

import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

describe("components of a private service that get another name or parent, with aliases", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];

    before(async () => {
        bench = await openMovesBench("names");
        held = (await bench.become("web")).outputs;
    });

    after(() => bench?.close());

    async function keepsAllOfIt({ outputs }: Moved): Promise<void> {
        assert.deepEqual(outputs, held);
        assert.deepEqual(await bench.connections(outputs.serviceId), [
            `${held.endpointId} Connected`,
        ]);
        assert.equal(await bench.page(outputs), "<h1>Hello from one</h1>");
    }

    it("keep everything under another name, except the description of the security group, which contains the name", async () => {
        const moved = await bench.become("renamed");
        assert.deepEqual(moved.operations, ["update ecs.SecurityGroup orders"]);
        await keepsAllOfIt(moved);
    });

    it("keep everything under a parent", async () => {
        const moved = await bench.become("under a parent");
        assert.deepEqual(moved.operations, ["create Platform platform"]);
        await keepsAllOfIt(moved);
    });

    it("do not change afterwards, and are destroyed completely", () => bench.settleAndDestroy());
});
