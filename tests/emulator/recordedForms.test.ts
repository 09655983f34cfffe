import assert from "node:assert/strict";

import { type Emulator, startEmulator } from "../../tools/emulator";
import { REGIONS } from "../../tools/emulator/regions";
import { withAlb } from "./albScene";
import {
    ALB,
    clients,
    type Clients,
    ECS,
    eventually,
    PRIVATELINK,
    PROVIDER,
    REGION,
    SLB,
    VPC,
} from "./client";
import { IMAGE } from "./networkScene";

type Body = Record<string, any>;

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
        assert.deepEqual(
            [
                headers.get("access-control-allow-origin"),
                headers.get("access-control-allow-methods"),
                headers.get("access-control-allow-headers"),
                headers.get("access-control-max-age"),
            ],
            [
                "*",
                "POST, GET, OPTIONS, PUT, DELETE",
                "X-Requested-With, X-Sequence, _aop_secret, _aop_signature, x-acs-action, x-acs-version, x-acs-date, Content-Type",
                "172800",
            ],
        );
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

    // The same recording: of a VPC, and what is in it by kind and number.
    it("a VPC's attributes", async () => {
        const client = clients(emulator);
        const { VpcId } = await newNetwork(client);
        const vpc = await client.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.deepEqual(vpc.CloudResources.CloudResourceSetType, [
            { ResourceCount: 2, ResourceType: "VSwitch" },
            { ResourceCount: 1, ResourceType: "VRouter" },
            { ResourceCount: 1, ResourceType: "RouteTable" },
        ]);
        assert.deepEqual(
            [vpc.ClassicLinkEnabled, vpc.IsDefault, vpc.Status, vpc.Ipv6CidrBlock],
            [false, false, "Available", ""],
        );
        assert.equal(typeof vpc.OwnerId, "number");
    });

    // JupiterOne/graph-alibaba-cloud @8b8302eb, recording fetch-alb-load-balancers, 2022-08-23.
    it("a list of ALBs on one page, and an empty one", async () => {
        const client = clients(emulator);
        const list = () => client.call(ALB, "ListLoadBalancers", { MaxResults: 50 });
        const { RequestId: _requestId, ...empty } = await list();
        assert.deepEqual(empty, { TotalCount: 0, MaxResults: 50, LoadBalancers: [] });
        const { VpcId, vswitches } = await newNetwork(client);
        await client.call(ALB, "CreateLoadBalancer", {
            LoadBalancerName: "plain",
            LoadBalancerEdition: "Basic",
            AddressType: "Intranet",
            AddressAllocatedMode: "Fixed",
            LoadBalancerBillingConfig: { PayType: "PostPay" },
            VpcId,
            ZoneMappings: vswitches,
        });
        const { LoadBalancers, ...rest } = await eventually(list, (answer) =>
            answer.LoadBalancers.every(
                ({ LoadBalancerStatus }: Body) => LoadBalancerStatus === "Active",
            ),
        );
        assert.deepEqual(Object.keys(rest).sort(), ["MaxResults", "RequestId", "TotalCount"]);
        const [alb] = LoadBalancers;
        assert.match(alb.LoadBalancerId, /^alb-[0-9a-z]{18}$/);
        assert.equal(alb.DNSName, `${alb.LoadBalancerId}.${REGION}.alb.aliyuncs.com`);
        assert.match(alb.CreateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.equal("Tags" in alb, false);
        assert.deepEqual(
            [
                alb.LoadBalancerBussinessStatus,
                alb.LoadBalancerBillingConfig,
                alb.DeletionProtectionConfig,
                alb.ModificationProtectionConfig,
                alb.AccessLogConfig,
            ],
            ["Normal", { PayType: "PostPay" }, { Enabled: false }, {}, {}],
        );
    });

    // JupiterOne/graph-alibaba-cloud @8b8302eb, recording fetch-ecs-instances, 2022.
    it("an instance without tags, its times to the minute, and a list by pages", async () => {
        const client = clients(emulator);
        const { VpcId, vswitches } = await newNetwork(client);
        const { SecurityGroupId } = await client.call(ECS, "CreateSecurityGroup", { VpcId });
        await client.call(ECS, "RunInstances", {
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId: vswitches[0].VSwitchId,
            SecurityGroupId,
        });
        const { Instances, ...rest } = await client.call(ECS, "DescribeInstances", { VpcId });
        assert.deepEqual(Object.keys(rest).sort(), [
            "NextToken",
            "PageNumber",
            "PageSize",
            "RequestId",
            "TotalCount",
        ]);
        const [instance] = Instances.Instance;
        assert.equal("Tags" in instance, false);
        assert.match(instance.CreationTime, /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
        assert.equal(instance.ExpiredTime, "2099-12-31T15:59Z");
        assert.equal(instance.InternetMaxBandwidthIn, -1);
        assert.match(instance.InstanceId, /^i-gw8[0-9a-z]{17}$/);
    });

    // alibaba/packer-provider#25, 2017.
    it("a security group that an instance is in", async () => {
        const client = clients(emulator);
        const { Instances } = await client.call(ECS, "DescribeInstances", {});
        const [SecurityGroupId] = Instances.Instance[0].SecurityGroupIds.SecurityGroupId;
        await assert.rejects(client.call(ECS, "DeleteSecurityGroup", { SecurityGroupId }), {
            code: "DependencyViolation",
            statusCode: 403,
            message: /There is still instance\(s\) in the specified security group\./,
        });
    });

    // aliyun/terraform-provider-alicloud, issue 564, 2018.
    it("an instance in a security group that is not there", async () => {
        const client = clients(emulator);
        const { vswitches } = await newNetwork(client);
        const launch = client.call(ECS, "RunInstances", {
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId: vswitches[0].VSwitchId,
            SecurityGroupId: "sg-nothing",
        });
        await assert.rejects(launch, { code: "InvalidSecurityGroupId", statusCode: 404 });
    });

    // aliyun/terraform-provider-alicloud, pull requests 9758 and 9759, 2026-05.
    it("a VPC whose ALB has just been deleted", () =>
        withAlb(
            async (scene) => {
                const LoadBalancerId = await scene.active();
                await scene.owner.call(ALB, "DeleteLoadBalancer", { LoadBalancerId });
                await eventually(
                    () => scene.owner.call(ALB, "ListLoadBalancers"),
                    ({ TotalCount }) => TotalCount === 0,
                );
                await scene.ecs("DeleteSecurityGroup", { SecurityGroupId: scene.groupId });
                for (const VSwitchId of Object.values(scene.vswitchIds)) {
                    await scene.owner.call(VPC, "DeleteVSwitch", { VSwitchId });
                    await eventually(
                        () => scene.owner.call(VPC, "DescribeVSwitches", { VSwitchId }),
                        ({ TotalCount }) => TotalCount === 0,
                    );
                }
                await assert.rejects(scene.owner.call(VPC, "DeleteVpc", { VpcId: scene.vpcId }), {
                    code: "DependencyViolation.SecurityGroup",
                    statusCode: 400,
                });
            },
            { cleanupMilliseconds: 600_000 },
        ));

    // The refusal of a CLB for a RAM user without rights, certimate-go/certimate#1329, 2026-06-10.
    it("a RAM user without rights", async () => {
        const { ram } = emulator.cloud;
        const user = ram.addUser(PROVIDER.accountId, "nobody", []);
        const query = clients(emulator, user).call(SLB, "DescribeLoadBalancers");
        await assert.rejects(query, (error: Body) => {
            const { AccessDeniedDetail: detail } = error.data;
            assert.equal(error.code, "Forbidden");
            assert.equal(error.statusCode, 403);
            assert.match(
                error.message,
                /User not authorized to operate on the specified resource\./,
            );
            assert.deepEqual(
                [
                    detail.AuthPrincipalType,
                    detail.AuthPrincipalOwnerId,
                    detail.AuthPrincipalDisplayName,
                ],
                ["SubUser", PROVIDER.accountId, user.id],
            );
            assert.ok(detail.EncodedDiagnosticMessage.length > 0);
            return true;
        });
    });

    // help.aliyun.com/document_detail/149360.
    it("a call too many", async () => {
        emulator.faults.set({
            rules: [{ fault: "throttle", turns: { every: 1 }, actions: "DescribeVpcs" }],
        });
        const call = clients(emulator).call(VPC, "DescribeVpcs");
        await assert.rejects(call, (error: Body) => {
            assert.match(error.code, /^Throttling(\.User)?$/);
            assert.match(
                error.message,
                /Request was denied due to (user flow control|request throttling)\./,
            );
            return true;
        });
        emulator.faults.clear();
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

/** An Available VPC with a vSwitch in each of two zones. */
async function newNetwork(client: Clients) {
    const { VpcId } = await client.call(VPC, "CreateVpc", { CidrBlock: "10.0.0.0/16" });
    await eventually(
        () => client.call(VPC, "DescribeVpcs", { VpcId }),
        ({ Vpcs }) => Vpcs.Vpc[0].Status === "Available",
    );
    const vswitches: { ZoneId: string; VSwitchId: string }[] = [];
    for (const [position, ZoneId] of [`${REGION}a`, `${REGION}b`].entries()) {
        const { VSwitchId } = await client.call(VPC, "CreateVSwitch", {
            VpcId,
            ZoneId,
            CidrBlock: `10.0.${position}.0/24`,
        });
        await eventually(
            () => client.call(VPC, "DescribeVSwitches", { VSwitchId }),
            ({ VSwitches }) => VSwitches.VSwitch[0].Status === "Available",
        );
        vswitches.push({ ZoneId, VSwitchId });
    }
    return { VpcId: VpcId as string, vswitches };
}
