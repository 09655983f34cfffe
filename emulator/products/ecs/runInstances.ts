import * as ipaddr from "ipaddr.js";

import { ApiError, invalidParameter, missingParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { flag, integer, refuseParameters, requiredText, text, texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { newIdentifier } from "../../identifiers";
import { resourceGroupOf } from "../../resourceGroups";
import { readTags } from "../../tags";
import type { VSwitch } from "../vpc/state";
import { checkDescription, checkName, dryRun } from "./checks";
import { findImage, isRunnable, newestOfFamily, type Image } from "./images";
import {
    checkHostName,
    checkPassword,
    checkUserData,
    readCreditSpecification,
} from "./instanceAttributes";
import { findInstanceType, isOffered, type InstanceType } from "./instanceTypes";
import { createNetworkInterface } from "./networkInterfaces";
import { checkMemberships } from "./memberships";
import type { SecurityGroup } from "./state";
import { readSystemDisk, type SystemDiskRequest } from "./systemDisks";
import { callRegion } from "./zones";

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

export function runInstances(cloud: Cloud, call: Call): Answer {
    const chargeType = text(call, "InstanceChargeType");
    if (chargeType !== undefined && !["PostPaid", "PrePaid"].includes(chargeType)) {
        throw notFound(
            "InvalidInstanceChargeType.NotFound",
            "The InstanceChargeType does not exist in our records.",
        );
    }
    refuseParameters(call, UNSUPPORTED, HARMLESS);
    const image = readImage(call);
    const instanceType = findInstanceType(requiredText(call, "InstanceType"));
    const vswitch = readVSwitch(cloud, call);
    checkOffer(image, instanceType, vswitch);
    const groups = readSecurityGroups(cloud, call, vswitch);
    const attributes = readAttributes(call, image, instanceType);
    const systemDisk = readSystemDisk(call, image, instanceType);
    const amount = readAmount(call);
    const privateIpAddress = readPrivateIpAddress(call, vswitch, amount);
    dryRun(call);
    const ids: string[] = [];
    for (let created = 0; created < amount; created += 1) {
        const suffix = flag(call, "UniqueSuffix") === true && amount > 1 ? number(created) : "";
        ids.push(
            createInstance(cloud, call, {
                image,
                instanceType,
                vswitch,
                groups,
                systemDisk,
                attributes,
                privateIpAddress,
                suffix,
            }),
        );
    }
    return { InstanceIdSets: { InstanceIdSet: ids } };
}

interface InstanceRequest {
    readonly image: Image;
    readonly instanceType: InstanceType;
    readonly vswitch: VSwitch;
    readonly groups: readonly SecurityGroup[];
    readonly systemDisk: SystemDiskRequest;
    readonly attributes: ReturnType<typeof readAttributes>;
    readonly privateIpAddress: string | undefined;
    readonly suffix: string;
}

function createInstance(cloud: Cloud, call: Call, request: InstanceRequest): string {
    const { attributes, image, vswitch, suffix } = request;
    const id = newIdentifier("i-");
    const owner = { accountId: call.account.accountId, regionId: call.regionId };
    const networkInterface = createNetworkInterface(cloud, {
        vswitch,
        securityGroupIds: request.groups.map((group) => group.id),
        privateIpAddress: request.privateIpAddress,
        instanceId: id,
        tags: attributes.tags,
    });
    const createdAt = cloud.clock.now();
    const { sizeGib, category, performanceLevel, name, description } = request.systemDisk;
    const disk = cloud.ecs.disks.add({
        ...owner,
        id: newIdentifier("d-"),
        zoneId: vswitch.zoneId,
        instanceId: id,
        imageId: image.imageId,
        category,
        performanceLevel,
        sizeGib,
        name,
        description,
        createdAt,
        tags: new Map(attributes.tags),
    });
    const instance = cloud.ecs.instances.add({
        ...owner,
        id,
        vpcId: vswitch.vpcId,
        vswitchId: vswitch.id,
        zoneId: vswitch.zoneId,
        networkInterfaceId: networkInterface.id,
        privateIpAddress: networkInterface.privateIpAddress,
        systemDiskId: disk.id,
        name: (attributes.name ?? id) + (attributes.name === undefined ? "" : suffix),
        description: attributes.description,
        hostName:
            attributes.hostName === undefined ? defaultHostName(id) : attributes.hostName + suffix,
        imageId: image.imageId,
        instanceType: request.instanceType.instanceTypeId,
        userData: attributes.userData,
        status: "Pending",
        releasing: false,
        deletionProtection: attributes.deletionProtection,
        stoppedMode: "Not-applicable",
        creditSpecification: attributes.creditSpecification,
        metadata: attributes.metadata,
        resourceGroupId: attributes.resourceGroupId,
        createdAt,
        tags: new Map(attributes.tags),
    });
    const later = cloud.options.transitionMilliseconds;
    cloud.clock.after(later, () => {
        if (instance.status === "Pending") {
            instance.status = "Starting";
        }
    });
    cloud.clock.after(2 * later, () => {
        if (instance.status === "Starting") {
            instance.status = "Running";
            instance.startedAt = cloud.clock.now();
        }
    });
    return id;
}

function readImage(call: Call): Image {
    const family = text(call, "ImageFamily");
    if (family !== undefined) {
        refuseParameters(call, ["ImageId"]);
        return newestOfFamily(family);
    }
    return findImage(requiredText(call, "ImageId"));
}

function readVSwitch(cloud: Cloud, call: Call): VSwitch {
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

function checkOffer(image: Image, instanceType: InstanceType, vswitch: VSwitch): void {
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

function readSecurityGroups(cloud: Cloud, call: Call, vswitch: VSwitch): SecurityGroup[] {
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

function readAttributes(call: Call, image: Image, instanceType: InstanceType) {
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
        metadata: readMetadata(call),
        resourceGroupId: resourceGroupOf(call),
        tags: readTags(call),
    };
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

function readAmount(call: Call): number {
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
function readPrivateIpAddress(call: Call, vswitch: VSwitch, amount: number): string | undefined {
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

/** Host names of the cloud's own making: `iZ`, the instance's id, `Z`. */
function defaultHostName(id: string): string {
    return `iZ${id.slice(2)}Z`;
}

function defaultCredit(instanceType: InstanceType): string {
    return instanceType.baselineCredit === undefined ? "" : "Standard";
}

function number(position: number): string {
    return String(position + 1).padStart(3, "0");
}

function parametersDoNotMatch(message: string): ApiError {
    return new ApiError("InvalidParameter.NotMatch", message, 403);
}
