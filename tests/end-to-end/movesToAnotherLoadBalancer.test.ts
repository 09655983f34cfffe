import assert from "node:assert/strict";

import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

describe("a service that goes from one CLB to two, and then to the second one", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];

    before(async () => {
        bench = await openMovesBench("balancers");
        held = (await bench.become("first")).outputs;
    });

    after(() => bench?.close());

    it("gets the second CLB beside the first, and the connection keeps using the first", async () => {
        const { operations, outputs } = await bench.become("two");
        assert.deepEqual(operations, [
            "create ClbServiceResource second",
            "create privatelink.VpcEndpointServiceResource web-second-eu-central-1a",
            "create slb.ApplicationLoadBalancer second",
            "create slb.BackendServer second",
            "create slb.Listener second-80",
        ]);
        assert.deepEqual(outputs, held);
        assert.deepEqual(await bench.connections(outputs.serviceId), [
            `${held.endpointId} Connected`,
        ]);
        assert.equal(await bench.page(outputs), "<h1>Hello from one</h1>");
    });

    it("keeps the first CLB while the connection exists, and loses the connection first", async () => {
        assert.match(
            await bench.refusal("second closed", "up"),
            /First remove EndpointConnection "web" from the program/,
        );
        const { operations, outputs } = await bench.become("two closed");
        assert.deepEqual(operations, [
            "delete EndpointConnection web",
            "delete privatelink.VpcEndpointServiceConnection web",
        ]);
        assert.deepEqual(outputs, held);
    });

    it("then loses the first CLB, and keeps service and endpoint", async () => {
        const { operations, outputs } = await bench.become("second closed");
        assert.deepEqual(operations, [
            "delete ClbServiceResource web",
            "delete privatelink.VpcEndpointServiceResource web-eu-central-1a",
            "delete slb.ApplicationLoadBalancer web",
            "delete slb.BackendServer web",
            "delete slb.Listener web-80",
        ]);
        assert.deepEqual(outputs, held);
    });

    it("is reached through the second CLB once the endpoint is accepted again", async () => {
        const { operations, outputs } = await bench.become("second");
        assert.deepEqual(operations, [
            "create EndpointConnection web",
            "create privatelink.VpcEndpointServiceConnection web",
        ]);
        assert.deepEqual(outputs, held);
        assert.equal(await bench.page(outputs), "<h1>Hello from two</h1>");
    });

    it("does not change afterwards, and is destroyed completely", () => bench.settleAndDestroy());
});
