import assert from "node:assert/strict";

import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

describe("resources of the provider that components take over, with aliases", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];

    before(async () => {
        bench = await openMovesBench("raw");
        held = (await bench.become("raw")).outputs;
    });

    after(() => bench?.close());

    // The program left settings of the listener out, to which the component gives its defaults.
    const EXPECTED = [
        "create ClbServiceResource web",
        "create EndpointConnection web",
        "create EndpointService web",
        "create InterfaceEndpoint web",
        "create ecs.SecurityGroupRule web-icmp-10.0.0.0/16",
        "update ecs.SecurityGroup web",
        "update slb.Listener web-80",
    ];

    it("are all found in the preview, which only creates what did not exist", async () => {
        assert.deepEqual(await bench.preview("components"), EXPECTED);
    });

    it("stay the same resources: only what the components add is created, and traffic continues", async () => {
        const { operations, outputs } = await bench.become("components");
        assert.deepEqual(operations, EXPECTED);
        assert.deepEqual(outputs, held);
        assert.deepEqual(await bench.connections(outputs.serviceId), [
            `${held.endpointId} Connected`,
        ]);
        assert.equal(await bench.page(outputs), "<h1>Hello from one</h1>");
    });

    it("do not change afterwards, and are destroyed completely", () => bench.settleAndDestroy());
});
