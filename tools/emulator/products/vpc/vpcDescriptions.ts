import { ApiError } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { pageByNumber } from "../../paging";
import { flag, integer, refuseParameters, requiredText, text } from "../../parameters";
import { hasTags } from "../../tags";
import { ownedVpc } from "./lookups";
import type { Vpc, VSwitch } from "./state";
import { tagFields } from "./tags";

/** PageSize of the lists of VPC. */
const PAGE_SIZES = { standard: 10, largest: 50 };

export function vpcDescriptionActions(cloud: Cloud): Record<string, Action> {
    return {
        DescribeVpcs: (call) => describeVpcs(cloud, call),
        DescribeVpcAttribute: (call) => describeVpcAttribute(cloud, call),
    };
}

function describeVpcs(cloud: Cloud, call: Call): Answer {
    const ids = text(call, "VpcId")?.split(",");
    const name = text(call, "VpcName");
    const resourceGroupId = text(call, "ResourceGroupId");
    if (
        resourceGroupId !== undefined &&
        cloud.resourceGroups.find(call.account.accountId, resourceGroupId) === undefined
    ) {
        throw new ApiError(
            "InvalidResourceGroupId.NotFound",
            "The Specified ResourceGroupId not exists.",
        );
    }
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
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
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
        ...tagFields(vpc.tags),
    };
}

function vswitchesOf(cloud: Cloud, vpc: Vpc): VSwitch[] {
    return cloud.vpc.vswitches.all().filter(({ vpcId }) => vpcId === vpc.id);
}
