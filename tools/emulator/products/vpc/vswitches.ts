import { ApiError, missingParameter, notFound } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newRegionalIdentifier } from "../../identifiers";
import { refuseParameters, requiredText, text } from "../../parameters";
import { findRegion } from "../../regions";
import { readTags } from "../../tags";
import { checkAvailable, checkNoVSwitchPending, ownedVpc, ownedVSwitch } from "./lookups";
import { readDescription, readName, readVSwitchCidrBlock } from "./parameters";
import { overlap, parseCidrBlock, type CidrBlock } from "./cidrBlocks";
import type { Vpc, VSwitch } from "./state";
import { TAG_REFUSALS } from "./tags";

/** Of a VPC (CreateVSwitch). */
const VSWITCH_QUOTA = 150;

export function vswitchActions(cloud: Cloud): Record<string, Action> {
    return {
        CreateVSwitch: (call) => createVSwitch(cloud, call),
        ModifyVSwitchAttribute: (call) => modifyVSwitchAttribute(cloud, call),
        DeleteVSwitch: (call) => deleteVSwitch(cloud, call),
    };
}

function createVSwitch(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["CidrMask", "Ipv6CidrBlock", "Ipv6CidrMask", "VpcIpv6CidrBlock"]);
    const vpc = ownedVpc(cloud, call, requiredText(call, "VpcId"));
    const zoneId = requiredText(call, "ZoneId");
    if (findRegion(call.regionId)?.zoneIds.includes(zoneId) !== true) {
        throw notFound("InvalidZoneId.NotFound", "Specified zone does not exist.");
    }
    const cidrBlock = text(call, "CidrBlock");
    if (cidrBlock === undefined) {
        throw missingParameter(call.product, "CidrBlock");
    }
    const block = readVSwitchCidrBlock(vpc, cidrBlock);
    const request = {
        name: readName(call, "VSwitchName") ?? "",
        description: readDescription(call, "VSwitch") ?? "",
        tags: readTags(call, TAG_REFUSALS),
    };
    checkAvailable(vpc);
    checkNoVSwitchPending(cloud, vpc);
    checkRoom(cloud, vpc, block);
    const vswitch: VSwitch = cloud.vpc.vswitches.add({
        ...request,
        id: newRegionalIdentifier("vsw-", call.regionId, 21),
        accountId: call.account.accountId,
        regionId: call.regionId,
        vpcId: vpc.id,
        zoneId,
        cidrBlock,
        status: "Pending",
        createdAt: cloud.clock.now(),
        addresses: new Map(),
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        vswitch.status = "Available";
    });
    return { VSwitchId: vswitch.id };
}

function checkRoom(cloud: Cloud, vpc: Vpc, block: CidrBlock): void {
    const siblings = cloud.vpc.vswitches.all().filter(({ vpcId }) => vpcId === vpc.id);
    if (siblings.some(({ cidrBlock }) => overlap(parseCidrBlock(cidrBlock) as CidrBlock, block))) {
        throw new ApiError(
            "InvalidCidrBlock.Overlapped",
            "Specified CIDR block overlapped with other subnets.",
        );
    }
    if (siblings.length >= VSWITCH_QUOTA) {
        throw new ApiError("QuotaExceeded.VSwitch", "Virtual switch quota exceeded.");
    }
}

function modifyVSwitchAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["EnableIPv6", "Ipv6CidrBlock", "Ipv6CidrMask", "VpcIpv6CidrBlock"], {
        EnableIPv6: false,
    });
    const vswitch = ownedVSwitch(cloud, call, requiredText(call, "VSwitchId"));
    const name = readName(call, "VSwitchName");
    const description = readDescription(call, "VSwitch");
    if (vswitch.status !== "Available") {
        throw incorrectStatus();
    }
    vswitch.name = name ?? vswitch.name;
    vswitch.description = description ?? vswitch.description;
    return {};
}

function deleteVSwitch(cloud: Cloud, call: Call): Answer {
    const vswitch = ownedVSwitch(cloud, call, requiredText(call, "VSwitchId"));
    if (vswitch.status !== "Available") {
        throw incorrectStatus();
    }
    checkNoVSwitchPending(cloud, cloud.vpc.vpcs.get(vswitch.vpcId) as Vpc);
    if (vswitch.addresses.size > 0) {
        throw new ApiError(
            "DependencyViolation",
            "Resources deployed in the vSwitch have not been deleted.",
        );
    }
    stopIfDryRun(call);
    vswitch.status = "Pending";
    cloud.clock.after(cloud.options.transitionMilliseconds, () =>
        cloud.vpc.vswitches.remove(vswitch.id),
    );
    return {};
}

function incorrectStatus(): ApiError {
    return new ApiError(
        "IncorrectVSwitchStatus",
        "The current virtual switch status does not support this operation.",
    );
}
