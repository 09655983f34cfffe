import { missingParameter } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { pageByNumber } from "../../paging";
import { flag, integer, refuseParameters, requiredText, text } from "../../parameters";
import { hasTags } from "../../tags";
import { ownedVpc, ownedVSwitch } from "./checks";
import { addressCount, parseCidrBlock, type CidrBlock } from "./cidrBlocks";
import type { Vpc, VSwitch } from "./state";

/** PageSize of the lists of VPC. */
const PAGE_SIZES = { standard: 10, largest: 50 };
/** The first address and the last three are the system's (CreateVSwitch). */
const SYSTEM_ADDRESSES = 4;

export function descriptionActions(cloud: Cloud): Record<string, Action> {
    return {
        DescribeVpcs: (call) => describeVpcs(cloud, call),
        DescribeVpcAttribute: (call) => describeVpcAttribute(cloud, call),
        DescribeVSwitches: (call) => describeVSwitches(cloud, call),
        DescribeVSwitchAttributes: (call) => describeVSwitchAttributes(cloud, call),
    };
}

function describeVpcs(cloud: Cloud, call: Call): Answer {
    const ids = text(call, "VpcId")?.split(",");
    const name = text(call, "VpcName");
    const resourceGroupId = text(call, "ResourceGroupId");
    const ownerId = integer(call, "VpcOwnerId");
    // None is a default VPC, has IPv6 or a DHCP options set.
    const none =
        flag(call, "IsDefault") === true ||
        flag(call, "EnableIpv6") === true ||
        text(call, "DhcpOptionsSetId") !== undefined;
    stopIfDryRun(call);
    const vpcs = cloud.vpc.vpcs
        .allOwned(call)
        .filter(
            (vpc) =>
                !none &&
                (ids === undefined || ids.includes(vpc.id)) &&
                (name === undefined || vpc.name === name) &&
                (resourceGroupId === undefined || vpc.resourceGroupId === resourceGroupId) &&
                (ownerId === undefined || String(ownerId) === vpc.accountId) &&
                hasTags(call, vpc),
        );
    const { page, fields } = pageByNumber(call, vpcs, PAGE_SIZES);
    return {
        ...fields,
        Vpcs: {
            Vpc: page.map((vpc) => ({
                ...vpcFields(cloud, vpc),
                CenStatus: "Detached",
                RouterTableIds: { RouterTableIds: [vpc.routeTable.id] },
                NatGatewayIds: { NatGatewayIds: [] },
            })),
        },
    };
}

function describeVpcAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IsDefault"], { IsDefault: false });
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"), "InvalidVpcID.NotFound");
    stopIfDryRun(call);
    return {
        ...vpcFields(cloud, vpc),
        ClassicLinkEnabled: false,
        SupportIpv4Gateway: false,
        Ipv4GatewayId: "",
        AssociatedCens: { AssociatedCen: [] },
        AssociatedPropagationSources: { AssociatedPropagationSources: [] },
        CloudResources: {
            CloudResourceSetType: [
                { ResourceType: "VSwitch", ResourceCount: vswitchesOf(cloud, vpc).length },
                { ResourceType: "VRouter", ResourceCount: 1 },
                { ResourceType: "RouteTable", ResourceCount: 1 },
            ],
        },
    };
}

function vpcFields(cloud: Cloud, vpc: Vpc): Answer {
    return {
        VpcId: vpc.id,
        VpcName: vpc.name,
        Description: vpc.description,
        RegionId: vpc.regionId,
        OwnerId: Number(vpc.accountId),
        Status: vpc.status,
        CidrBlock: vpc.cidrBlock,
        SecondaryCidrBlocks: { SecondaryCidrBlock: vpc.secondaryCidrBlocks },
        UserCidrs: { UserCidr: vpc.userCidrs },
        EnabledIpv6: false,
        Ipv6CidrBlock: "",
        Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
        IsDefault: false,
        DnsHostnameStatus: vpc.dnsHostnameEnabled ? "ENABLED" : "DISABLED",
        DhcpOptionsSetId: "",
        DhcpOptionsSetStatus: "",
        ResourceGroupId: vpc.resourceGroupId,
        VRouterId: vpc.routerId,
        VSwitchIds: { VSwitchId: vswitchesOf(cloud, vpc).map(({ id }) => id) },
        CreationTime: apiTime(vpc.createdAt),
        Tags: tagFields(vpc.tags),
    };
}

function describeVSwitches(cloud: Cloud, call: Call): Answer {
    if (text(call, "RegionId") === undefined && text(call, "VpcId") === undefined) {
        throw missingParameter(call.product, "RegionId");
    }
    const filters: [string | undefined, (vswitch: VSwitch) => string | undefined][] = [
        [text(call, "VpcId"), ({ vpcId }) => vpcId],
        [text(call, "VSwitchId"), ({ id }) => id],
        [text(call, "VSwitchName"), ({ name }) => name],
        [text(call, "ZoneId"), ({ zoneId }) => zoneId],
        [text(call, "RouteTableId"), (vswitch) => vpcOf(cloud, vswitch).routeTable.id],
        [text(call, "ResourceGroupId"), (vswitch) => resourceGroupId(cloud, vswitch)],
        [integer(call, "VSwitchOwnerId")?.toString(), ({ accountId }) => accountId],
    ];
    const none = flag(call, "IsDefault") === true || flag(call, "EnableIpv6") === true;
    stopIfDryRun(call);
    const vswitches = cloud.vpc.vswitches
        .allOwned(call)
        .filter(
            (vswitch) =>
                !none &&
                filters.every(([wanted, of]) => wanted === undefined || of(vswitch) === wanted) &&
                hasTags(call, vswitch),
        );
    const { page, fields } = pageByNumber(call, vswitches, PAGE_SIZES);
    return {
        ...fields,
        VSwitches: { VSwitch: page.map((vswitch) => vswitchFields(cloud, vswitch)) },
    };
}

function describeVSwitchAttributes(cloud: Cloud, call: Call): Answer {
    const id = requiredText(call, "VSwitchId");
    const vswitch = ownedVSwitch(cloud, call, id, "InvalidVswitchID.NotFound");
    stopIfDryRun(call);
    return vswitchFields(cloud, vswitch);
}

function vswitchFields(cloud: Cloud, vswitch: VSwitch): Answer {
    const block = parseCidrBlock(vswitch.cidrBlock) as CidrBlock;
    return {
        VSwitchId: vswitch.id,
        VSwitchName: vswitch.name,
        Description: vswitch.description,
        VpcId: vswitch.vpcId,
        ZoneId: vswitch.zoneId,
        OwnerId: Number(vswitch.accountId),
        Status: vswitch.status,
        CidrBlock: vswitch.cidrBlock,
        AvailableIpAddressCount: addressCount(block) - SYSTEM_ADDRESSES - vswitch.addresses.size,
        EnabledIpv6: false,
        Ipv6CidrBlock: "",
        IsDefault: false,
        ShareType: "",
        NetworkAclId: "",
        ResourceGroupId: resourceGroupId(cloud, vswitch),
        RouteTable: {
            RouteTableId: vpcOf(cloud, vswitch).routeTable.id,
            RouteTableType: "System",
        },
        CreationTime: apiTime(vswitch.createdAt),
        Tags: tagFields(vswitch.tags),
    };
}

function tagFields(tags: ReadonlyMap<string, string>): Answer {
    return { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

function vswitchesOf(cloud: Cloud, vpc: Vpc): VSwitch[] {
    return cloud.vpc.vswitches.all().filter(({ vpcId }) => vpcId === vpc.id);
}

/** A VPC outlives its vSwitches: DeleteVpc refuses otherwise. */
function vpcOf(cloud: Cloud, { vpcId }: VSwitch): Vpc {
    return cloud.vpc.vpcs.get(vpcId) as Vpc;
}

/** A vSwitch is in the resource group of its VPC. */
function resourceGroupId(cloud: Cloud, vswitch: VSwitch): string {
    return vpcOf(cloud, vswitch).resourceGroupId;
}
