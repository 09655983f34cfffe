import assert from "node:assert/strict";

import { type Emulator, startEmulator } from "../../tools/emulator";
import { REGIONS } from "../../tools/emulator/regions";
import { clients, eventually, PRIVATELINK, SLB, VPC } from "./client";

/** Forms of answers that were recorded or reported of the real cloud, with values of our own. */
describe("answers have the form that was recorded of the cloud", () => {
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator();
    });

    after(() => emulator.stop());

    const send = async (parameters: Record<string, string>) => {
        const query = new URLSearchParams({
            AccessKeyId: "LTAInobody",
            Signature: "c2lnbmF0dXJl",
            SignatureMethod: "HMAC-SHA1",
            SignatureNonce: String(Math.random()),
            SignatureVersion: "1.0",
            Timestamp: new Date().toISOString().replace(/\.\d+/, ""),
            Format: "JSON",
            ...parameters,
        });
        const response = await fetch(`http://${emulator.endpoint}/?${query}`);
        const body = (await response.json()) as Record<string, unknown>;
        return { status: response.status, headers: response.headers, body };
    };

    // JupiterOne/graph-alibaba-cloud @8b8302eb, recording access-key-id-auth-error of ECS, 2022-05-04; the
    // address of the advice is that of certimate-go/certimate#1329, 2026-06-10.
    it("a refusal of an unknown access key", async () => {
        const { status, headers, body } = await send({
            Action: "DescribeInstances",
            Version: "2014-05-26",
        });
        const { RequestId, ...rest } = body;
        assert.equal(status, 404);
        assert.match(
            String(RequestId),
            /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
        );
        assert.deepEqual(rest, {
            Message: "Specified access key is not found.",
            Recommend: `https://api.aliyun.com/troubleshoot?q=InvalidAccessKeyId.NotFound&product=Ecs&requestId=${String(RequestId)}`,
            HostId: emulator.endpoint,
            Code: "InvalidAccessKeyId.NotFound",
        });
        assert.equal(headers.get("content-type"), "application/json;charset=utf-8");
        assert.equal(headers.get("x-acs-request-id"), RequestId);
        assert.match(headers.get("x-acs-trace-id") ?? "", /^[0-9a-f]{32}$/);
        assert.equal(headers.get("access-control-allow-origin"), "*");
    });

    // JupiterOne/graph-alibaba-cloud @8b8302eb, recording fetch-vpcs, 2022-08.
    it("a VPC without tags, its times to the second and its owner as a number", async () => {
        const client = clients(emulator);
        const { VpcId } = await client.call(VPC, "CreateVpc", { VpcName: "plain" });
        const { Vpcs } = await eventually(
            () => client.call(VPC, "DescribeVpcs", { VpcId }),
            (answer) => answer.Vpcs.Vpc[0].Status === "Available",
        );
        const [vpc] = Vpcs.Vpc;
        assert.equal("Tags" in vpc, false);
        assert.match(vpc.CreationTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.equal(typeof vpc.OwnerId, "number");
        assert.deepEqual(
            [vpc.VSwitchIds, vpc.SecondaryCidrBlocks, vpc.UserCidrs, vpc.NatGatewayIds],
            [
                { VSwitchId: [] },
                { SecondaryCidrBlock: [] },
                { UserCidr: [] },
                { NatGatewayIds: [] },
            ],
        );
        assert.match(vpc.RouterTableIds.RouterTableIds[0], /^vtb-gw8[0-9a-z]{18}$/);
        assert.match(vpc.VRouterId, /^vrt-gw8[0-9a-z]{18}$/);
    });

    // aliyun/terraform-provider-alicloud, issue 626, 2019-01.
    it("a CLB that is not there", async () => {
        const call = clients(emulator).call(SLB, "DescribeLoadBalancerAttribute", {
            LoadBalancerId: "lb-nothing",
        });
        await assert.rejects(call, {
            code: "InvalidLoadBalancerId.NotFound",
            statusCode: 404,
            message: /The specified LoadBalancerId does not exist\./,
        });
    });

    // Sample answers of the API metadata of PrivateLink of 2024-06-24: these counts are text.
    it("the counts of connections, users and a consumer's services as text", async () => {
        const client = clients(emulator);
        const { ServiceId } = await client.call(PRIVATELINK, "CreateVpcEndpointService");
        for (const [action, parameters] of [
            ["ListVpcEndpointConnections", { ServiceId }],
            ["ListVpcEndpointServiceUsers", { ServiceId }],
            ["ListVpcEndpointServicesByEndUser", {}],
        ] as const) {
            const { TotalCount } = await client.call(PRIVATELINK, action, parameters);
            assert.equal(typeof TotalCount, "string", action);
        }
    });

    // The `endpoints` of the API metadata of PrivateLink of 2024-06-24.
    it("all 28 regions that the metadata of PrivateLink lists", async () => {
        const { Regions } = await clients(emulator).call(PRIVATELINK, "DescribeRegions", {
            RegionId: "",
        });
        assert.equal(Regions.Region.length, 28);
        assert.deepEqual(
            Regions.Region.map(({ RegionId }: { RegionId: string }) => RegionId),
            REGIONS.map(({ regionId }) => regionId),
        );
    });
});
