import { missingParameter } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { pageByNumber } from "../../paging";
import { flag, integer, requiredText, text } from "../../parameters";
import { hasTags } from "../../tags";
import { addressCount, parseCidrBlock, type CidrBlock } from "./cidrBlocks";
import { ownedVSwitch } from "./lookups";
import type { Vpc, VSwitch } from "./state";
import { tagFields } from "./tags";

/** PageSize of the lists of VPC. */
const PAGE_SIZES = { standard: 10, largest: 50 };
/** The first address and the last three are the system's (CreateVSwitch). */
const SYSTEM_ADDRESSES = 4;

export function vswitchDescriptionActions(cloud: Cloud): Record<string, Action> {
    return {
        DescribeVSwitches: (call) => describeVSwitches(cloud, call),
        DescribeVSwitchAttributes: (call) => describeVSwitchAttributes(cloud, call),
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
    const vswitch = ownedVSwitch(cloud, call, id);
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
        ...tagFields(vswitch.tags),
    };
}

/** A VPC outlives its vSwitches: DeleteVpc refuses otherwise. */
function vpcOf(cloud: Cloud, { vpcId }: VSwitch): Vpc {
    return cloud.vpc.vpcs.get(vpcId) as Vpc;
}

/** A vSwitch is in the resource group of its VPC. */
function resourceGroupId(cloud: Cloud, vswitch: VSwitch): string {
    return vpcOf(cloud, vswitch).resourceGroupId;
}
