import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import { flag, refuseParameters, requiredText, text, texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { checkDescription, checkName, incorrectInstanceStatus, ownedInstance } from "./checks";
import { findImage } from "./images";
import { findInstanceType, type InstanceType } from "./instanceTypes";
import { checkMemberships, primaryInterface } from "./memberships";

/** Before base64 (RunInstances, UserData). */
const LARGEST_USER_DATA = 32 * 1024;

export function modifyInstanceAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, [
        "CpuOptions",
        "EnableJumboFrame",
        "EnableNetworkEncryption",
        "NetworkInterfaceQueueNumber",
        "PrivateDnsNameOptions",
        "Recyclable",
        "RemoteConnectionOptions",
    ]);
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    const { osType } = findImage(instance.imageId);
    const name = text(call, "InstanceName");
    const description = text(call, "Description");
    const hostName = text(call, "HostName");
    const password = text(call, "Password");
    const userData = text(call, "UserData");
    const groupIds = texts(call, "SecurityGroupIds");
    checkName(name, "InvalidInstanceName.Malformed", "InstanceName");
    checkDescription(description, "InvalidDescription.Malformed", "Description");
    checkHostName(hostName, osType);
    checkPassword(password, osType);
    checkUserData(userData ?? "");
    const isSettled = ["Running", "Stopped"].includes(instance.status);
    const needsSettled = hostName !== undefined || password !== undefined || groupIds.length > 0;
    if (instance.releasing || (needsSettled && !isSettled)) {
        throw incorrectInstanceStatus();
    }
    const credit = readCreditSpecification(call, findInstanceType(instance.instanceType));
    if (groupIds.length > 0) {
        checkMemberships(cloud, call, groupIds, instance.vpcId);
        primaryInterface(cloud, instance).securityGroupIds = groupIds;
    }
    instance.name = name ?? instance.name;
    instance.description = description ?? instance.description;
    instance.hostName = hostName ?? instance.hostName;
    instance.userData = userData ?? instance.userData;
    instance.deletionProtection = flag(call, "DeletionProtection") ?? instance.deletionProtection;
    instance.creditSpecification = credit ?? instance.creditSpecification;
    return {};
}

/** The instance type of a pay-as-you-go instance changes while it is stopped. */
export function modifyInstanceSpec(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, [
        "AllowMigrateAcrossZone",
        "Async",
        "Disk",
        "InternetMaxBandwidthIn",
        "InternetMaxBandwidthOut",
        "ModifyMode",
        "SystemDisk",
        "Temporary",
    ]);
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    const instanceType = findInstanceType(requiredText(call, "InstanceType"));
    if (instance.status !== "Stopped") {
        throw incorrectInstanceStatus();
    }
    const current = findInstanceType(instance.instanceType);
    const disk = cloud.ecs.disks.get(instance.systemDiskId);
    if (
        instanceType.cpuArchitecture !== current.cpuArchitecture ||
        !instanceType.diskCategories.includes(disk?.category ?? "")
    ) {
        throw new ApiError(
            "InvalidInstanceType.NotSupported",
            "The specified InstanceType is not Supported.",
            403,
        );
    }
    instance.instanceType = instanceType.instanceTypeId;
    instance.creditSpecification = instanceType.baselineCredit === undefined ? "" : "Standard";
    return {};
}

/** Of burstable instance types only. */
export function readCreditSpecification(
    call: Call,
    instanceType: InstanceType,
): string | undefined {
    const value = text(call, "CreditSpecification");
    if (
        value !== undefined &&
        (instanceType.baselineCredit === undefined || !["Standard", "Unlimited"].includes(value))
    ) {
        throw new ApiError(
            "InvalidParameter.CreditSpecification",
            "The specified CreditSpecification is not supported.",
        );
    }
    return value;
}

/** No dot or hyphen at the ends, none next to another; Windows names are shorter and have no dots. */
export function checkHostName(hostName: string | undefined, osType: "linux" | "windows"): void {
    if (hostName === undefined) {
        return;
    }
    const isValid =
        osType === "windows"
            ? /^(?!\d+$)[a-z\d]+(-[a-z\d]+)*$/i.test(hostName) &&
              hostName.length >= 2 &&
              hostName.length <= 15
            : /^[a-z\d]+([.-][a-z\d]+)*$/i.test(hostName) &&
              hostName.length >= 2 &&
              hostName.length <= 64;
    if (!isValid) {
        throw new ApiError(
            "InvalidHostName.Malformed",
            'The specified parameter "HostName" is not valid.',
        );
    }
}

/** 8 to 30 characters of at least three kinds. */
export function checkPassword(password: string | undefined, osType: "linux" | "windows"): void {
    if (password === undefined) {
        return;
    }
    const special = /[()`~!@#$%^&*_+=|{}[\]:;'<>,.?/\\"-]/;
    const kinds = [/[A-Z]/, /[a-z]/, /\d/, special].filter((kind) => kind.test(password));
    if (
        password.length < 8 ||
        password.length > 30 ||
        kinds.length < 3 ||
        (osType === "windows" && password.startsWith("/"))
    ) {
        throw new ApiError(
            "InvalidPassword.Malformed",
            'The specified parameter "Password" is not valid.',
        );
    }
}

export function checkUserData(userData: string): void {
    const decoded = Buffer.from(userData, "base64");
    if (decoded.toString("base64").replace(/=+$/, "") !== userData.replace(/=+$/, "")) {
        throw new ApiError(
            "InvalidUserData.Base64FormatInvalid",
            "The specified UserData is not valid.",
            403,
        );
    }
    if (decoded.length > LARGEST_USER_DATA) {
        throw new ApiError(
            "InvalidUserData.SizeExceeded",
            'The specified parameter "UserData" exceeds the size.',
        );
    }
}
