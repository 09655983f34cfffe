import assert from "node:assert/strict";

import { Stage } from "../kills/stage";

describe("a consumer stack whose runs are killed", () => {
    let stage: Stage;

    before(async () => {
        stage = await Stage.open({ scenario: "cross-account", stack: "consumer" });
    });

    after(() => stage?.close());

    for (const [action, found] of [
        ["CreateSecurityGroup", /^ecs\.SecurityGroup \w+: sg-\w+ exists, and/m],
        ["CreateVpcEndpoint", /^privatelink\.VpcEndpoint endpoint: ep-\w+ exists, and/m],
        [
            "AddZoneToVpcEndpoint",
            /^privatelink\.VpcEndpointZone .*: ep-\w+:eu-central-1b exists, and/m,
        ],
    ] as const) {
        it(`goes on after it was killed after ${action}`, async () => {
            assert.match(await stage.killAndRepair({ action, when: "after" }), found);
        });
    }

    it("is in the end what the cloud has, and goes away as a whole", () => stage.finish());
});
