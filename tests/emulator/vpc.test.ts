import assert from "node:assert/strict";

import {
    CreateVpcRequest,
    CreateVSwitchRequest,
    CreateVSwitchRequestTag,
    DeleteVpcRequest,
    DeleteVSwitchRequest,
    DescribeVpcAttributeRequest,
    DescribeVpcsRequest,
    DescribeVSwitchAttributesRequest,
    DescribeVSwitchesRequest,
} from "@alicloud/vpc20160428";

import { startEmulator, type Emulator } from "../../tools/emulator";
import { clients, CONSUMER, eventually, ECS, refusal, REGION, VPC, type Clients } from "./client";

describe("the emulator's VPC", () => {
    let emulator: Emulator;
    let owner: Clients;

    beforeEach(async () => {
        emulator = await startEmulator({ transitionMilliseconds: 20 });
        owner = clients(emulator);
    });

    afterEach(() => emulator.stop());

    async function availableVpc(cidrBlock = "10.0.0.0/16"): Promise<string> {
        const { body } = await owner.vpc.createVpc(
            new CreateVpcRequest({ regionId: REGION, cidrBlock, vpcName: "network" }),
        );
        const vpcId = body?.vpcId ?? "";
        await eventually(
            () => owner.call(VPC, "DescribeVpcAttribute", { VpcId: vpcId }),
            ({ Status }) => Status === "Available",
        );
        return vpcId;
    }

    async function availableVSwitch(vpcId: string, cidrBlock: string): Promise<string> {
        const { body } = await owner.vpc.createVSwitch(
            new CreateVSwitchRequest({
                regionId: REGION,
                vpcId,
                cidrBlock,
                zoneId: "eu-central-1a",
            }),
        );
        const vswitchId = body?.vSwitchId ?? "";
        await eventually(
            () => owner.call(VPC, "DescribeVSwitchAttributes", { VSwitchId: vswitchId }),
            ({ Status }) => Status === "Available",
        );
        return vswitchId;
    }

    it("creates a VPC that is Pending first and then Available, with a system route table", async () => {
        const becomeAvailable = emulator.cloud.clock.hold();
        const { body: created } = await owner.vpc.createVpc(
            new CreateVpcRequest({
                regionId: REGION,
                cidrBlock: "10.0.0.0/16",
                vpcName: "network",
                description: "for a test",
            }),
        );
        const describe = async () =>
            (
                await owner.vpc.describeVpcAttribute(
                    new DescribeVpcAttributeRequest({ regionId: REGION, vpcId: created?.vpcId }),
                )
            ).body;
        assert.equal((await describe())?.status, "Pending");
        becomeAvailable();
        const described = await eventually(describe, (vpc) => vpc?.status === "Available");
        assert.match(described?.vpcId ?? "", /^vpc-gw8[0-9a-z]{18}$/);
        assert.equal(described?.cidrBlock, "10.0.0.0/16");
        assert.equal(described?.vpcName, "network");
        assert.equal(described?.description, "for a test");
        assert.equal(described?.VRouterId, created?.VRouterId);
        assert.equal(described?.dnsHostnameStatus, "DISABLED");
        assert.match(described?.creationTime ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.match(described?.resourceGroupId ?? "", /^rg-/);
        const { RouterTableList } = await owner.call(VPC, "DescribeRouteTableList", {
            VpcId: created?.vpcId,
        });
        assert.equal(RouterTableList.RouterTableListType.length, 1);
        assert.equal(RouterTableList.RouterTableListType[0].RouteTableId, created?.routeTableId);
        assert.equal(RouterTableList.RouterTableListType[0].RouteTableType, "System");
    });

    it("uses 172.16.0.0/12 for a VPC that is created without a block", async () => {
        const { VpcId } = await owner.call(VPC, "CreateVpc");
        const { CidrBlock } = await owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.equal(CidrBlock, "172.16.0.0/12");
    });

    for (const cidrBlock of [
        "10.0.0.1/16",
        "10.0.0.0/7",
        "10.0.0.0/29",
        "10.0.0.0",
        "10.0.0.0/016",
        "010.0.0.0/16",
        "10.0.0/16",
        "300.0.0.0/16",
        "100.64.0.0/16",
        "127.0.0.0/16",
        "169.254.0.0/24",
        "224.0.0.0/8",
        "fd00::/16",
        "network",
    ]) {
        it(`refuses ${cidrBlock} as the block of a VPC`, async () => {
            const { code, status } = await refusal(
                owner.call(VPC, "CreateVpc", { CidrBlock: cidrBlock }),
            );
            assert.deepEqual({ code, status }, { code: "InvalidParameter", status: 400 });
        });
    }

    for (const [wrong, code] of [
        [{ VpcName: "https://network" }, "InvalidVpcName.Malformed"],
        [{ VpcName: "n".repeat(129) }, "InvalidVpcName.Malformed"],
        [{ Description: "http://network" }, "InvalidVpcDiscription.Malformed"],
        [{ Description: "d".repeat(257) }, "InvalidVpcDiscription.Malformed"],
        [{ UserCidr: "1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8" }, "InvalidUserCidr.Quota"],
        [{ UserCidr: "100.64.1.0/24" }, "InvalidUserCidr.Malformed"],
        [{ UserCidr: "somewhere" }, "IllegalParam.UserCidr"],
        [{ Tag: [{ Key: "aliyun-team" }] }, "InvalidTagKey"],
        [{ EnableIpv6: true }, "EmulatorUnsupportedParameter"],
        [{ Ipv4IpamPoolId: "ipam-pool-1" }, "EmulatorUnsupportedParameter"],
        [{ ResourceGroupId: "rg-nobodys" }, "InvalidResourceGroupId"],
        [{ DryRun: true }, "DryRunOperation"],
        [{ RegionId: "moon-1" }, "InvalidRegionId.NotFound"],
    ] as const) {
        it(`refuses a VPC with ${JSON.stringify(wrong).slice(0, 60)} and creates none`, async () => {
            assert.equal((await refusal(owner.call(VPC, "CreateVpc", wrong))).code, code);
            assert.deepEqual(emulator.inventory(), []);
        });
    }

    it("allows ten VPCs per account in a region", async () => {
        for (let count = 0; count < 10; count += 1) {
            await owner.call(VPC, "CreateVpc");
        }
        assert.equal((await refusal(owner.call(VPC, "CreateVpc"))).code, "QuotaExceeded.Vpc");
        await clients(emulator, CONSUMER).call(VPC, "CreateVpc");
        await owner.call(VPC, "CreateVpc", { RegionId: "cn-hangzhou" });
    });

    it("changes name, description and DNS host names, and only what a call sets", async () => {
        const VpcId = await availableVpc();
        await owner.call(VPC, "ModifyVpcAttribute", {
            VpcId,
            Description: "changed",
            EnableDnsHostname: true,
        });
        const vpc = await owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.equal(vpc.VpcName, "network");
        assert.equal(vpc.Description, "changed");
        assert.equal(vpc.DnsHostnameStatus, "ENABLED");
        const wrong = owner.call(VPC, "ModifyVpcAttribute", { VpcId, VpcName: "http://a" });
        assert.equal((await refusal(wrong)).code, "InvalidVpcName.Malformed");
    });

    it("allows a VPC's block to grow and shrink, but not to exclude its vSwitches", async () => {
        const VpcId = await availableVpc("10.0.0.0/16");
        await availableVSwitch(VpcId, "10.0.4.0/24");
        const change = (CidrBlock: string) =>
            owner.call(VPC, "ModifyVpcAttribute", { VpcId, CidrBlock });
        await change("10.0.0.0/12");
        await change("10.0.0.0/20");
        assert.equal((await refusal(change("10.0.0.0/24"))).code, "IllegalCidrBlock");
        assert.equal((await refusal(change("192.168.0.0/16"))).code, "InvalidCidrBlock.Malformed");
        const { CidrBlock } = await owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.equal(CidrBlock, "10.0.0.0/20");
    });

    it("accepts a second block with vSwitches, and removes it when they are deleted", async () => {
        const VpcId = await availableVpc("10.0.0.0/16");
        const second = { VpcId, SecondaryCidrBlock: "192.168.0.0/16" };
        const overlapping = { VpcId, SecondaryCidrBlock: "10.0.1.0/24" };
        assert.equal(
            (await refusal(owner.call(VPC, "AssociateVpcCidrBlock", overlapping))).code,
            "InvalidCidrBlock",
        );
        await owner.call(VPC, "AssociateVpcCidrBlock", second);
        const VSwitchId = await availableVSwitch(VpcId, "192.168.1.0/24");
        assert.equal(
            (await refusal(owner.call(VPC, "UnassociateVpcCidrBlock", second))).code,
            "OperationFailed.CidrInUse",
        );
        await owner.call(VPC, "DeleteVSwitch", { VSwitchId });
        await eventually(
            () => emulator.inventory(),
            ({ length }) => length === 1,
        );
        await owner.call(VPC, "UnassociateVpcCidrBlock", second);
        const vpc = await owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.deepEqual(vpc.SecondaryCidrBlocks, { SecondaryCidrBlock: [] });
    });

    it("creates a vSwitch with its zone, its tags and the count of its free addresses", async () => {
        const vpcId = await availableVpc();
        emulator.cloud.clock.hold();
        const { body: created } = await owner.vpc.createVSwitch(
            new CreateVSwitchRequest({
                regionId: REGION,
                vpcId,
                zoneId: "eu-central-1b",
                cidrBlock: "10.0.1.0/24",
                vSwitchName: "subnet",
                tag: [new CreateVSwitchRequestTag({ key: "team", value: "" })],
            }),
        );
        const { body } = await owner.vpc.describeVSwitchAttributes(
            new DescribeVSwitchAttributesRequest({
                regionId: REGION,
                vSwitchId: created?.vSwitchId,
            }),
        );
        assert.match(body?.vSwitchId ?? "", /^vsw-gw8[0-9a-z]{18}$/);
        assert.equal(body?.status, "Pending");
        assert.equal(body?.zoneId, "eu-central-1b");
        assert.equal(body?.vSwitchName, "subnet");
        assert.equal(body?.availableIpAddressCount, 252);
        assert.equal(body?.ipv6CidrBlock, "");
        assert.equal(body?.routeTable?.routeTableType, "System");
        assert.deepEqual(
            body?.tags?.tag?.map(({ key, value }) => [key, value]),
            [["team", ""]],
        );
    });

    for (const [wrong, code, status] of [
        [{ VpcId: "vpc-unknown" }, "InvalidVpcId.NotFound", 404],
        [{ VpcId: "" }, "MissingVpcId", 400],
        [{ ZoneId: "eu-central-1z" }, "InvalidZoneId.NotFound", 404],
        [{ ZoneId: "cn-hangzhou-b" }, "InvalidZoneId.NotFound", 404],
        [{ ZoneId: "" }, "MissingZoneId", 400],
        [{ CidrBlock: "" }, "MissingCidrBlock", 400],
        [{ CidrBlock: "10.0.1.1/24" }, "InvalidCidrBlock.Malformed", 400],
        [{ CidrBlock: "100.64.0.0/24" }, "InvalidCidrBlock.Malformed", 400],
        [{ CidrBlock: "10.0.0.0/15" }, "InvalidCirdrBlock.MaskLength", 400],
        [{ CidrBlock: "10.0.0.0/30" }, "InvalidCirdrBlock.MaskLength", 400],
        [{ CidrBlock: "10.1.0.0/24" }, "InvalidParameter", 400],
        [{ CidrBlock: "10.0.0.0/16" }, "InvalidCidrBlock.Overlapped", 400],
        [{ CidrBlock: "10.0.9.0/28" }, "InvalidCidrBlock.Overlapped", 400],
        [{ VSwitchName: "http://subnet" }, "InvalidVSwitchName.Malformed", 400],
        [{ Description: "https://subnet" }, "InvalidVSwitchDiscription.Malformed", 400],
        [{ Ipv6CidrBlock: 1 }, "EmulatorUnsupportedParameter", 400],
        [{ Ipv6CidrBlock: "one" }, "InvalidParameter", 400],
    ] as [Record<string, unknown>, string, number][]) {
        it(`refuses a vSwitch with ${JSON.stringify(wrong)}: ${code}`, async () => {
            const VpcId = await availableVpc();
            await availableVSwitch(VpcId, "10.0.9.0/24");
            const answer = await refusal(
                owner.call(VPC, "CreateVSwitch", {
                    VpcId,
                    ZoneId: "eu-central-1a",
                    CidrBlock: "10.0.1.0/24",
                    ...wrong,
                }),
            );
            assert.deepEqual([answer.code, answer.status], [code, status]);
        });
    }

    it("creates one vSwitch of a VPC at a time, and none before the VPC exists", async () => {
        const becomeAvailable = emulator.cloud.clock.hold();
        const { VpcId } = await owner.call(VPC, "CreateVpc", { CidrBlock: "10.0.0.0/16" });
        const create = (CidrBlock: string) =>
            owner.call(VPC, "CreateVSwitch", { VpcId, ZoneId: "eu-central-1a", CidrBlock });
        assert.equal((await refusal(create("10.0.1.0/24"))).code, "IncorrectVpcStatus");
        becomeAvailable();
        await eventually(
            () => owner.call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        emulator.cloud.clock.hold();
        const { VSwitchId } = await create("10.0.1.0/24");
        assert.equal((await refusal(create("10.0.2.0/24"))).code, "IncorrectVSwitchStatus");
        assert.equal(
            (await refusal(owner.call(VPC, "DeleteVSwitch", { VSwitchId }))).code,
            "IncorrectVSwitchStatus",
        );
    });

    it("keeps a vSwitch whose addresses are in use, and the VPC of a vSwitch or security group", async () => {
        const vpcId = await availableVpc();
        const vSwitchId = await availableVSwitch(vpcId, "10.0.1.0/24");
        emulator.cloud.vpc.vswitches.get(vSwitchId)?.addresses.set("10.0.1.1", "eni-1");
        const deleteVSwitch = () =>
            owner.vpc.deleteVSwitch(new DeleteVSwitchRequest({ regionId: REGION, vSwitchId }));
        const deleteVpc = () =>
            owner.vpc.deleteVpc(new DeleteVpcRequest({ regionId: REGION, vpcId }));
        assert.equal((await refusal(deleteVSwitch())).code, "DependencyViolation");
        assert.equal((await refusal(deleteVpc())).code, "DependencyViolation.VSwitch");

        emulator.cloud.vpc.vswitches.get(vSwitchId)?.addresses.clear();
        const deleted = emulator.cloud.clock.hold();
        await deleteVSwitch();
        assert.equal((await refusal(deleteVpc())).code, "DependencyViolation.VSwitch");
        deleted();
        const gone = await eventually(
            () =>
                owner.call(VPC, "DescribeVSwitchAttributes", { VSwitchId: vSwitchId }).then(
                    () => undefined,
                    (error: { code: string; statusCode: number }) => error,
                ),
            (error) => error !== undefined,
        );
        assert.deepEqual([gone?.code, gone?.statusCode], ["InvalidVswitchID.NotFound", 404]);

        const { SecurityGroupId } = await owner.call(ECS, "CreateSecurityGroup", { VpcId: vpcId });
        assert.equal((await refusal(deleteVpc())).code, "DependencyViolation.SecurityGroup");
        await owner.call(ECS, "DeleteSecurityGroup", { SecurityGroupId });
        const vpcDeleted = emulator.cloud.clock.hold();
        await deleteVpc();
        assert.equal((await refusal(deleteVpc())).code, "IncorrectVpcStatus");
        vpcDeleted();
        await eventually(
            () => emulator.inventory(),
            ({ length }) => length === 0,
        );
        const describe = refusal(owner.call(VPC, "DescribeVpcAttribute", { VpcId: vpcId }));
        const { code, status } = await describe;
        assert.deepEqual({ code, status }, { code: "InvalidVpcID.NotFound", status: 404 });
    });

    it("lists by page and filter", async () => {
        const vpcId = await availableVpc();
        const vSwitchId = await availableVSwitch(vpcId, "10.0.1.0/24");
        await availableVSwitch(vpcId, "10.0.2.0/24");
        await owner.call(VPC, "CreateVpc", { VpcName: "other", Tag: [{ Key: "a", Value: "b" }] });
        const names = async (filter: ConstructorParameters<typeof DescribeVpcsRequest>[0]) =>
            (
                await owner.vpc.describeVpcs(
                    new DescribeVpcsRequest({ regionId: REGION, ...filter }),
                )
            ).body?.vpcs?.vpc?.map(({ vpcName }) => vpcName);
        assert.deepEqual(await names({}), ["other", "network"]);
        assert.deepEqual(await names({ pageSize: 1, pageNumber: 2 }), ["network"]);
        assert.deepEqual(await names({ vpcName: "other" }), ["other"]);
        assert.deepEqual(await names({ vpcId: `${vpcId},vpc-unknown` }), ["network"]);
        assert.deepEqual(await names({ isDefault: true }), []);
        assert.deepEqual(await names({ tag: [{ key: "a", value: "b" } as never] }), ["other"]);
        assert.deepEqual(await names({ tag: [{ key: "a", value: "c" } as never] }), []);

        const { body } = await owner.vpc.describeVSwitches(
            new DescribeVSwitchesRequest({ regionId: REGION, vpcId, pageSize: 1, pageNumber: 2 }),
        );
        assert.equal(body?.totalCount, 2);
        assert.deepEqual(
            body?.vSwitches?.vSwitch?.map((vswitch) => vswitch.vSwitchId),
            [vSwitchId],
        );
        const tooLarge = owner.call(VPC, "DescribeVSwitches", { PageSize: 51 });
        assert.equal((await refusal(tooLarge)).code, "InvalidParameter");
    });

    it("tags VPCs and vSwitches, also repeatedly, and untags them", async () => {
        const vpcId = await availableVpc();
        const resource = { ResourceType: "vpc", ResourceId: [vpcId] };
        const tags = async () =>
            (await owner.call(VPC, "ListTagResources", resource)).TagResources.TagResource.map(
                ({ TagKey, TagValue }: Record<string, string>) => `${TagKey}=${TagValue}`,
            );
        const Tag = [
            { Key: "team", Value: "network" },
            { Key: "empty", Value: "" },
        ];
        await owner.call(VPC, "TagResources", { ...resource, Tag });
        await owner.call(VPC, "TagResources", { ...resource, Tag });
        assert.deepEqual(await tags(), ["team=network", "empty="]);
        await owner.call(VPC, "UnTagResources", { ...resource, TagKey: ["team"] });
        assert.deepEqual(await tags(), ["empty="]);
        await owner.call(VPC, "UnTagResources", { ...resource, All: true });
        assert.deepEqual(await tags(), []);
    });

    for (const [wrong, code] of [
        [{ ResourceId: ["vpc-unknown"] }, "InvalidInstanceIds.NotFound"],
        [{ ResourceType: "moon" }, "InvalidInstanceType.NotFound"],
        [{ Tag: [{ Key: "k".repeat(129) }] }, "InvalidTagKey"],
        [{ Tag: [{ Key: "a", Value: "see http://a" }] }, "InvalidTagValue"],
        [{ Tag: [{ Key: "a" }, { Key: "a" }] }, "Forbidden.TagKey.Duplicated"],
        [
            { Tag: Array.from({ length: 21 }, (_, position) => ({ Key: `key-${position}` })) },
            "SizeLimitExceeded.TagNum",
        ],
        [{ Tag: [] }, "MissingTag"],
    ] as [Record<string, unknown>, string][]) {
        it(`refuses to tag with ${JSON.stringify(wrong).slice(0, 50)}: ${code}`, async () => {
            const answer = refusal(
                owner.call(VPC, "TagResources", {
                    ResourceType: "VPC",
                    ResourceId: [await availableVpc()],
                    Tag: [{ Key: "team", Value: "network" }],
                    ...wrong,
                }),
            );
            assert.equal((await answer).code, code);
        });
    }

    it("never shows an account the VPCs of another", async () => {
        const vpcId = await availableVpc();
        const vSwitchId = await availableVSwitch(vpcId, "10.0.1.0/24");
        const stranger = clients(emulator, CONSUMER);
        const listed = await stranger.call(VPC, "DescribeVpcs");
        assert.equal(listed.TotalCount, 0);
        assert.equal((await stranger.call(VPC, "DescribeVSwitches")).TotalCount, 0);
        for (const [action, parameters] of [
            ["DescribeVpcAttribute", { VpcId: "?" }],
            ["ModifyVpcAttribute", { VpcId: "?", VpcName: "mine" }],
            ["DeleteVpc", { VpcId: "?" }],
            ["CreateVSwitch", { VpcId: "?", ZoneId: "eu-central-1a", CidrBlock: "10.0.2.0/24" }],
            ["TagResources", { ResourceType: "VPC", ResourceId: ["?"], Tag: [{ Key: "a" }] }],
            ["DescribeVSwitchAttributes", { VSwitchId: "?" }],
            ["DeleteVSwitch", { VSwitchId: "?" }],
        ] as const) {
            const ask = (id: string) =>
                refusal(
                    stranger.call(
                        VPC,
                        action,
                        JSON.parse(JSON.stringify(parameters).replaceAll("?", id)),
                    ),
                );
            const id = JSON.stringify(parameters).includes("VSwitchId") ? vSwitchId : vpcId;
            const [others, nobodys] = [await ask(id), await ask("vpc-nobody")];
            assert.match(others.code, /NotFound$/);
            assert.deepEqual([others.code, others.status], [nobodys.code, nobodys.status]);
        }
    });

    it("never shows a resource in another region than its own", async () => {
        const vpcId = await availableVpc();
        const elsewhere = clients(emulator, undefined, "cn-hangzhou");
        const { code } = await refusal(
            elsewhere.call(VPC, "DescribeVpcAttribute", { VpcId: vpcId }),
        );
        assert.equal(code, "InvalidVpcID.NotFound");
    });

    it("moves a VPC to another resource group, its vSwitches with it", async () => {
        const vpcId = await availableVpc();
        await availableVSwitch(vpcId, "10.0.1.0/24");
        const { accountId } = owner.account;
        const ResourceGroupId = emulator.cloud.resourceGroups.add({ accountId, name: "other" }).id;
        const move = {
            ResourceType: "vpc",
            ResourceId: vpcId,
            NewResourceGroupId: ResourceGroupId,
        };
        await owner.call(VPC, "MoveResourceGroup", move);
        const { VSwitches } = await owner.call(VPC, "DescribeVSwitches", { ResourceGroupId });
        assert.equal(VSwitches.VSwitch.length, 1);
    });

    it("names the zones of a region and its system route table as configured", async () => {
        const { Zones } = await owner.call(VPC, "DescribeZones");
        assert.deepEqual(
            Zones.Zone.map(({ ZoneId }: { ZoneId: string }) => ZoneId),
            ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
        );
        const VpcId = await availableVpc();
        const list = async () =>
            (await owner.call(VPC, "DescribeRouteTableList", { VpcId })).RouterTableList
                .RouterTableListType[0];
        const { RouteTableId } = await list();
        await owner.call(VPC, "ModifyRouteTableAttributes", {
            RouteTableId,
            RouteTableName: "routes",
        });
        assert.equal((await list()).RouteTableName, "routes");
    });
});
