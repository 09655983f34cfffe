import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import { flag, refuseParameters, requiredText, text, texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { incorrectInstanceStatus } from "./errors";
import { ownedInstance } from "./lookups";
import {
    checkDescription,
    checkHostName,
    checkName,
    checkPassword,
    checkUserData,
    readCreditSpecification,
} from "./parameters";
import { findImage } from "./images";
import { findInstanceType } from "./instanceTypes";
import { checkMemberships, primaryInterface } from "./memberships";

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
