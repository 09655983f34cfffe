import { ApiError } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newRegionalIdentifier } from "../../identifiers";
import { flag, refuseParameters, requiredText, text } from "../../parameters";
import { readTags } from "../../tags";
import { checkAvailable, checkStatus, ownedVpc } from "./lookups";
import {
    blocksOf,
    readDescription,
    readName,
    readResourceGroup,
    readUserCidrs,
    readVpcCidrBlock,
} from "./parameters";
import { contains, overlap, parseCidrBlock, type CidrBlock } from "./cidrBlocks";
import type { Vpc } from "./state";
import { TAG_REFUSALS } from "./tags";

/** The block of a VPC whose creator names none (CreateVpc, CidrBlock). */
const DEFAULT_CIDR_BLOCK = "172.16.0.0/12";
/** Of an account in a region, unless it asks for more (VPC, Limits). */
const VPC_QUOTA = 10;
/** Of a VPC (AssociateVpcCidrBlock). */
const SECONDARY_BLOCK_QUOTA = 5;

export function vpcActions(cloud: Cloud): Record<string, Action> {
    return {
        CreateVpc: (call) => createVpc(cloud, call),
        ModifyVpcAttribute: (call) => modifyVpcAttribute(cloud, call),
        DeleteVpc: (call) => deleteVpc(cloud, call),
        AssociateVpcCidrBlock: (call) => associateVpcCidrBlock(cloud, call),
        UnassociateVpcCidrBlock: (call) => unassociateVpcCidrBlock(cloud, call),
    };
}

function createVpc(cloud: Cloud, call: Call): Answer {
    refuseParameters(
        call,
        [
            "EnableIpv6",
            "Ipv4CidrMask",
            "Ipv4IpamPoolId",
            "Ipv6CidrBlock",
            "Ipv6CidrMask",
            "Ipv6IpamPoolId",
            "Ipv6Isp",
        ],
        { EnableIpv6: false },
    );
    const cidrBlock = text(call, "CidrBlock") ?? DEFAULT_CIDR_BLOCK;
    readVpcCidrBlock(cidrBlock);
    const request = {
        name: readName(call, "VpcName") ?? "",
        description: readDescription(call, "Vpc") ?? "",
        userCidrs: readUserCidrs(call),
        resourceGroupId: readResourceGroup(cloud, call, "ResourceGroupId"),
        tags: readTags(call, TAG_REFUSALS),
    };
    if (cloud.vpc.vpcs.allOwned(call).length >= VPC_QUOTA) {
        throw new ApiError("QuotaExceeded.Vpc", "VPC quota exceeded.");
    }
    stopIfDryRun(call);
    const vpc: Vpc = cloud.vpc.vpcs.add({
        ...request,
        id: newRegionalIdentifier("vpc-", call.regionId, 21),
        accountId: call.account.accountId,
        regionId: call.regionId,
        cidrBlock,
        status: "Pending",
        dnsHostnameEnabled: flag(call, "EnableDnsHostname") ?? false,
        secondaryCidrBlocks: [],
        routerId: newRegionalIdentifier("vrt-", call.regionId, 21),
        routeTable: {
            id: newRegionalIdentifier("vtb-", call.regionId, 21),
            name: "",
            description: "",
            routePropagationEnabled: true,
        },
        createdAt: cloud.clock.now(),
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        vpc.status = "Available";
    });
    return {
        VpcId: vpc.id,
        VRouterId: vpc.routerId,
        RouteTableId: vpc.routeTable.id,
        ResourceGroupId: vpc.resourceGroupId,
    };
}

function modifyVpcAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["EnableIPv6", "Ipv6CidrBlock", "Ipv6Isp"], { EnableIPv6: false });
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
    const name = readName(call, "VpcName");
    const description = readDescription(call, "Vpc");
    const cidrBlock = text(call, "CidrBlock");
    checkAvailable(vpc);
    if (cidrBlock !== undefined) {
        checkNewCidrBlock(cloud, vpc, cidrBlock);
        vpc.cidrBlock = cidrBlock;
    }
    vpc.name = name ?? vpc.name;
    vpc.description = description ?? vpc.description;
    vpc.dnsHostnameEnabled = flag(call, "EnableDnsHostname") ?? vpc.dnsHostnameEnabled;
    return {};
}

/** The block may grow or shrink around what is in use, but not move elsewhere (ModifyVpcAttribute). */
function checkNewCidrBlock(cloud: Cloud, vpc: Vpc, cidrBlock: string): void {
    const block = readVpcCidrBlock(cidrBlock, "InvalidCidrBlock.Malformed");
    const [primary, ...secondaries] = blocksOf(vpc);
    if (!overlap(block, primary) || secondaries.some((secondary) => overlap(secondary, block))) {
        throw new ApiError("InvalidCidrBlock.Malformed", "Specified CIDR block is not valid.");
    }
    if (!holdsVSwitches(cloud, vpc, [block, ...secondaries])) {
        throw new ApiError("IllegalCidrBlock", "Some subnet cidrBlock is not in the cidrBlock.");
    }
}

function holdsVSwitches(cloud: Cloud, vpc: Vpc, blocks: readonly CidrBlock[]): boolean {
    return cloud.vpc.vswitches
        .all()
        .filter(({ vpcId }) => vpcId === vpc.id)
        .map(({ cidrBlock }) => parseCidrBlock(cidrBlock) as CidrBlock)
        .every((inner) => blocks.some((block) => contains(block, inner)));
}

function associateVpcCidrBlock(cloud: Cloud, call: Call): Answer {
    refuseParameters(
        call,
        [
            "IPv6CidrBlock",
            "IpVersion",
            "IpamPoolId",
            "Ipv6CidrMask",
            "Ipv6Isp",
            "SecondaryCidrMask",
        ],
        { IpVersion: "IPV4" },
    );
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
    const cidrBlock = requiredText(call, "SecondaryCidrBlock");
    const block = readVpcCidrBlock(cidrBlock, "InvalidCidrBlock.Malformed");
    checkStatus(vpc);
    if (vpc.secondaryCidrBlocks.includes(cidrBlock)) {
        throw new ApiError(
            "Duplicated.SecondaryCidrBlock",
            `The secondary CIDR block ${cidrBlock} is duplicated.`,
        );
    }
    if (blocksOf(vpc).some((present) => overlap(present, block))) {
        throw new ApiError("InvalidCidrBlock", "Specified CIDR block is already exists.");
    }
    if (vpc.secondaryCidrBlocks.length >= SECONDARY_BLOCK_QUOTA) {
        throw new ApiError(
            "QuotaExceeded.VpcMultiCidr",
            `The VPC has ${SECONDARY_BLOCK_QUOTA} secondary CIDR blocks already.`,
        );
    }
    vpc.secondaryCidrBlocks.push(cidrBlock);
    return { CidrBlock: cidrBlock, IpVersion: "IPV4" };
}

function unassociateVpcCidrBlock(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IPv6CidrBlock"]);
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
    const cidrBlock = requiredText(call, "SecondaryCidrBlock");
    checkStatus(vpc);
    const position = vpc.secondaryCidrBlocks.indexOf(cidrBlock);
    if (position < 0) {
        throw new ApiError(
            "InvalidSecondaryCidrBlock.NotFound",
            `The VPC has no secondary CIDR block ${cidrBlock}.`,
        );
    }
    const remaining = blocksOf(vpc).filter((_block, index) => index !== position + 1);
    if (!holdsVSwitches(cloud, vpc, remaining)) {
        throw new ApiError(
            "OperationFailed.CidrInUse",
            `VSwitches are in the CIDR block ${cidrBlock}.`,
        );
    }
    vpc.secondaryCidrBlocks.splice(position, 1);
    return {};
}

/** ForceDelete spares only gateways, which the emulator has none of. */
function deleteVpc(cloud: Cloud, call: Call): Answer {
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
    checkAvailable(vpc);
    const inVpc = ({ vpcId }: { vpcId: string }) => vpcId === vpc.id;
    if (cloud.vpc.vswitches.all().some(inVpc)) {
        throw new ApiError(
            "DependencyViolation.VSwitch",
            "Specified object has dependent resources",
        );
    }
    const { securityGroups, managedSecurityGroups } = cloud.ecs;
    if ([...securityGroups.all(), ...managedSecurityGroups.all()].some(inVpc)) {
        throw new ApiError(
            "DependencyViolation.SecurityGroup",
            "Specified object has dependent resources SecurityGroup.",
        );
    }
    if (cloud.privatelink.endpoints.all().some(inVpc)) {
        throw new ApiError(
            "DependencyViolation.CloudServiceResource",
            "Specified object has dependent resources of a cloud service.",
        );
    }
    stopIfDryRun(call);
    vpc.status = "Pending";
    cloud.clock.after(cloud.options.transitionMilliseconds, () => cloud.vpc.vpcs.remove(vpc.id));
    return {};
}
