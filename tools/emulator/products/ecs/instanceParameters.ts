import * as ipaddr from "ipaddr.js";

import { ApiError, invalidParameter, missingParameter, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { flag, integer, refuseParameters, requiredText, text, texts } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { readTags } from "../../tags";
import type { VSwitch } from "../vpc/state";
import {
    checkDescription,
    checkHostName,
    checkName,
    checkPassword,
    checkUserData,
    readCreditSpecification,
} from "./parameters";
import { findImage, isRunnable, newestOfFamily, type Image } from "./images";
import { isOffered, type InstanceType } from "./instanceTypes";
import { checkMemberships } from "./memberships";
import type { SecurityGroup } from "./state";
import { callRegion } from "./regionsAndZones";

/** Parameters that the cloud acts on and that are not here; the values let through change nothing. */
const UNSUPPORTED = [
    "Affinity",
    "Arn",
    "AutoReleaseTime",
    "ClockOptions",
    "CpuOptions",
    "DataDisk",
    "DedicatedHostId",
    "DeploymentSetGroupNo",
    "DeploymentSetId",
    "HibernationOptions",
    "HostNames",
    "HpcClusterId",
    "ImageOptions",
    "InstanceChargeType",
    "InternetMaxBandwidthIn",
    "InternetMaxBandwidthOut",
    "IoOptimized",
    "Ipv6Address",
    "Ipv6AddressCount",
    "Isp",
    "KeyPairName",
    "LaunchTemplateId",
    "LaunchTemplateName",
    "LaunchTemplateVersion",
    "ManagedHostId",
    "NetworkInterface",
    "NetworkInterfaceQueueNumber",
    "NetworkOptions",
    "PasswordInherit",
    "PrivateDnsNameOptions",
    "PrivatePoolOptions",
    "RamRoleName",
    "SchedulerOptions",
    "SecurityOptions",
    "SpotDuration",
    "SpotInterruptionBehavior",
    "SpotPriceLimit",
    "SpotStrategy",
    "StorageSetId",
    "StorageSetPartitionNumber",
    "Tenancy",
];
const HARMLESS = {
    InstanceChargeType: "PostPaid",
    InternetMaxBandwidthOut: 0,
    IoOptimized: "optimized",
    Ipv6AddressCount: 0,
    PasswordInherit: false,
    SpotStrategy: "NoSpot",
    Tenancy: "default",
};

export function checkCharges(call: Call): void {
    const chargeType = text(call, "InstanceChargeType");
    if (chargeType !== undefined && !["PostPaid", "PrePaid"].includes(chargeType)) {
        throw notFound(
            "InvalidInstanceChargeType.NotFound",
            "The InstanceChargeType does not exist in our records.",
        );
    }
    refuseParameters(call, UNSUPPORTED, HARMLESS);
}

export function readImage(call: Call): Image {
    const family = text(call, "ImageFamily");
    if (family !== undefined) {
        refuseParameters(call, ["ImageId"]);
        return newestOfFamily(family);
    }
    return findImage(requiredText(call, "ImageId"));
}

export function readVSwitch(cloud: Cloud, call: Call): VSwitch {
    const zoneId = text(call, "ZoneId");
    if (zoneId !== undefined && !callRegion(call).zoneIds.includes(zoneId)) {
        throw notFound("InvalidZoneId.NotFound", "The specified ZoneId does not exist.");
    }
    const vswitchId = text(call, "VSwitchId");
    if (vswitchId === undefined) {
        throw missingParameter("ecs", "VSwitchId");
    }
    const vswitch = cloud.vpc.vswitches.owned(call, vswitchId);
    if (vswitch === undefined) {
        throw notFound("InvalidVSwitchId.NotFound", "Specified virtual switch does not exist.");
    }
    if (zoneId !== undefined && zoneId !== vswitch.zoneId) {
        throw parametersDoNotMatch("The specified ZoneId and VSwitchId are not in the same zone.");
    }
    if (vswitch.status !== "Available") {
        throw new ApiError(
            "InvalidVPCStatus.NotWorking",
            "The specified VPC subnet status is not working.",
            403,
        );
    }
    return vswitch;
}

export function checkOffer(image: Image, instanceType: InstanceType, vswitch: VSwitch): void {
    if (!isOffered(instanceType, vswitch.regionId, vswitch.zoneId)) {
        throw new ApiError(
            "InvalidInstanceType.ZoneNotSupported",
            "The specified zone does not support this instancetype.",
            403,
        );
    }
    if (!isRunnable(image, instanceType.cpuArchitecture)) {
        throw new ApiError(
            "ImageNotSupportInstanceType",
            "The specified image don't support the InstanceType instance.",
            403,
        );
    }
}

export function readSecurityGroups(cloud: Cloud, call: Call, vswitch: VSwitch): SecurityGroup[] {
    const one = text(call, "SecurityGroupId");
    const many = texts(call, "SecurityGroupIds");
    if (one !== undefined && many.length > 0) {
        throw parametersDoNotMatch("SecurityGroupId and SecurityGroupIds exclude each other.");
    }
    const ids = one === undefined ? many : [one];
    if (ids.length === 0) {
        throw missingParameter("ecs", "SecurityGroupId");
    }
    return checkMemberships(cloud, call, ids, vswitch.vpcId);
}

export function readAttributes(cloud: Cloud, call: Call, image: Image, instanceType: InstanceType) {
    const name = text(call, "InstanceName");
    const description = text(call, "Description");
    const hostName = text(call, "HostName");
    const userData = text(call, "UserData") ?? "";
    checkName(name, "InvalidInstanceName.Malformed", "InstanceName");
    checkDescription(description, "InvalidDescription.Malformed", "Description");
    checkHostName(hostName, image.osType);
    checkPassword(text(call, "Password"), image.osType);
    checkUserData(userData);
    const strategy = text(call, "SecurityEnhancementStrategy");
    if (strategy !== undefined && !["Active", "Deactive"].includes(strategy)) {
        throw invalidParameter("SecurityEnhancementStrategy");
    }
    return {
        name,
        description: description ?? "",
        hostName,
        userData,
        deletionProtection: flag(call, "DeletionProtection") ?? false,
        creditSpecification:
            readCreditSpecification(call, instanceType) ?? defaultCredit(instanceType),
        internetChargeType: readInternetChargeType(call),
        metadata: readMetadata(call),
        resourceGroupId: resourceGroupOf(cloud, call),
        tags: readTags(call),
    };
}

/** Kept although there is no bandwidth to pay for: the cloud answers it again. */
function readInternetChargeType(call: Call): string {
    const chargeType = text(call, "InternetChargeType") ?? "PayByTraffic";
    if (chargeType !== "PayByTraffic" && chargeType !== "PayByBandwidth") {
        throw new ApiError(
            "InvalidInternetChargeType.ValueNotSupported",
            "The specified InternetChargeType is not valid.",
        );
    }
    return chargeType;
}

function readMetadata(call: Call) {
    const httpEndpoint = text(call, "HttpEndpoint") ?? "enabled";
    const httpTokens = text(call, "HttpTokens") ?? "optional";
    if (httpEndpoint !== "enabled" && httpEndpoint !== "disabled") {
        throw invalidParameter("HttpEndpoint", "Valid values: enabled, disabled.");
    }
    if (httpTokens !== "optional" && httpTokens !== "required") {
        throw invalidParameter("HttpTokens", "Valid values: optional, required.");
    }
    refuseParameters(call, ["HttpPutResponseHopLimit"], { HttpPutResponseHopLimit: 1 });
    return { httpEndpoint, httpTokens, httpPutResponseHopLimit: 1 };
}

export function readAmount(call: Call): number {
    const amount = integer(call, "Amount") ?? 1;
    const minAmount = integer(call, "MinAmount") ?? amount;
    if (amount < 1 || amount > 100) {
        throw invalidParameter("Amount", "Valid values: 1 to 100.");
    }
    if (minAmount < 1 || minAmount > amount) {
        throw invalidParameter("MinAmount", "Valid values: 1 to the value of Amount.");
    }
    return amount;
}

/** Checked before anything is made, so that a call makes either all of its instances or none. */
export function readPrivateIpAddress(
    call: Call,
    vswitch: VSwitch,
    amount: number,
): string | undefined {
    const address = text(call, "PrivateIpAddress");
    const [network, prefixLength] = ipaddr.IPv4.parseCIDR(vswitch.cidrBlock);
    if (address === undefined) {
        const reserved = 4;
        if (2 ** (32 - prefixLength) - reserved - vswitch.addresses.size < amount) {
            throw new ApiError(
                "QuotaExceeded.PrivateIpAddress",
                "The specified VSwitch has not enough private IP addresses.",
                403,
            );
        }
        return undefined;
    }
    if (amount > 1) {
        refuseParameters(call, ["PrivateIpAddress"]);
    }
    if (!ipaddr.IPv4.isValidFourPartDecimal(address)) {
        throw new ApiError(
            "InvalidPrivateIpAddress.Malformed",
            "Specified private IP address is malformed.",
        );
    }
    if (vswitch.addresses.has(address)) {
        throw new ApiError(
            "InvalidPrivateIpAddress.Duplicated",
            `The specified private IP address "${address}" is duplicated.`,
        );
    }
    const parsed = ipaddr.IPv4.parse(address);
    const position = toNumber(parsed) - toNumber(network);
    const size = 2 ** (32 - prefixLength);
    if (!parsed.match(network, prefixLength) || position < 1 || position > size - 4) {
        throw new ApiError(
            "InvalidVSwitchId.IpInvalid",
            "The specified private IP address is invalid.",
            403,
        );
    }
    return address;
}

function toNumber(address: ipaddr.IPv4): number {
    return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function defaultCredit(instanceType: InstanceType): string {
    return instanceType.baselineCredit === undefined ? "" : "Standard";
}

function parametersDoNotMatch(message: string): ApiError {
    return new ApiError("InvalidParameter.NotMatch", message, 403);
}
