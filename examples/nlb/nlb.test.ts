import * as assert from "node:assert/strict";

import { MockCloud } from "@cloud-components/alicloud-privatelink/testing";

import { type Outputs, runExample, stackOf } from "../exampleProgram";

const PROVIDER = "nlb/provider";
const CONSUMER = "nlb/consumer";
const ZONES = ["cn-hangzhou-h", "cn-hangzhou-i"];

describe("the nlb example", () => {
    /** Outputs of the stacks that are deployed, by the stack's name. */
    const stacks: Record<string, Outputs> = {};

    before(async () => {
        stacks[stackOf(PROVIDER)] = await runExample(new MockCloud(), PROVIDER);
        stacks[stackOf(CONSUMER)] = await runExample(new MockCloud({ stacks }), CONSUMER);
    });

    it("offers its NLB in both zones", async () => {
        const cloud = new MockCloud();
        const { offer } = await runExample(cloud, PROVIDER);

        assert.deepEqual(offer.zoneIds, ZONES);
        assert.deepEqual(
            cloud.resourcesOf("VpcEndpointServiceResource").map(({ inputs }) => inputs.zoneId),
            ZONES,
        );
    });

    it("has an endpoint with a network interface in each zone", async () => {
        const cloud = new MockCloud({ stacks });
        await runExample(cloud, CONSUMER);

        assert.deepEqual(
            cloud.resourcesOf("VpcEndpointZone").map(({ inputs }) => inputs.zoneId),
            ZONES,
        );
    });

    it("connects the endpoint that requests it, and passes its check", async () => {
        const owner = new MockCloud({ stacks });
        const { connectionStatus } = await runExample(owner, "nlb/connection");
        const { passed } = await runExample(new MockCloud({ stacks }), "nlb/check");

        assert.equal(connectionStatus, "Connected");
        assert.equal(passed, true);
    });
});
