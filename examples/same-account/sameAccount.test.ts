import * as assert from "node:assert/strict";

import { PreflightError } from "@cloud-components/alicloud-privatelink";
import { MockCloud } from "@cloud-components/alicloud-privatelink/testing";

import { type Outputs, runExample, stackOf } from "../exampleProgram";

const PROVIDER = "same-account/provider";
const CONSUMER = "same-account/consumer";

describe("the same-account example", () => {
    /** Outputs of the stacks that are deployed, by the stack's name. */
    const stacks: Record<string, Outputs> = {};

    before(async () => {
        stacks[stackOf(PROVIDER)] = await runExample(new MockCloud(), PROVIDER);
        stacks[stackOf(CONSUMER)] = await runExample(new MockCloud({ stacks }), CONSUMER);
    });

    it("offers port 80 of its CLB in one zone, and accepts no endpoint by itself", () => {
        const { offer } = stacks[stackOf(PROVIDER)];

        assert.deepEqual(offer.zoneIds, ["eu-central-1b"]);
        assert.deepEqual(offer.ports, [{ port: 80, protocol: "tcp" }]);
        assert.equal(offer.acceptanceRequired, true);
    });

    it("sends the traffic to both servers, in equal parts", async () => {
        const cloud = new MockCloud();
        await runExample(cloud, PROVIDER);

        const [{ inputs }] = cloud.resourcesOf("BackendServer");
        assert.deepEqual(
            (inputs.backendServers as { weight: number }[]).map(({ weight }) => weight),
            [100, 100],
        );
    });

    it("lets the consumer's VPC reach the port of the offer, and nothing else but a ping", async () => {
        const cloud = new MockCloud({ stacks });
        await runExample(cloud, CONSUMER);

        assert.deepEqual(
            cloud
                .resourcesOf("SecurityGroupRule")
                .map(({ inputs }) => [inputs.ipProtocol, inputs.portRange, inputs.cidrIp]),
            [
                ["tcp", "80/80", "10.10.0.0/16"],
                ["icmp", "-1/-1", "10.10.0.0/16"],
            ],
        );
    });

    it("is refused in a zone in which the service is not", async () => {
        const elsewhere = runExample(new MockCloud({ stacks }), CONSUMER, {
            zoneId: "eu-central-1a",
        });

        await assert.rejects(elsewhere, PreflightError);
    });

    it("connects the endpoint that requests it, and passes its check", async () => {
        const cloud = new MockCloud({ stacks });
        const connection = await runExample(cloud, "same-account/connection");
        const check = await runExample(new MockCloud({ stacks }), "same-account/check");

        const [{ inputs }] = cloud.resourcesOf("VpcEndpointServiceConnection");
        assert.equal(inputs.endpointId, stacks[stackOf(CONSUMER)].endpointId);
        assert.equal(connection.connectionStatus, "Connected");
        assert.equal(check.passed, true);
    });
});
