import { ApiError, invalidParameter, missingParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { requiredText, text } from "../../parameters";
import type { Cloud } from "../../cloud";
import { incorrectInstanceStatus } from "./errors";
import { ownedInstance, ownedSecurityGroup } from "./lookups";
import type { Instance, NetworkInterface, SecurityGroup } from "./state";

/** An instance or interface is in one to five groups, all basic or all advanced. */
const GROUPS_PER_INTERFACE = 5;

/** The groups of these ids, once it is sure that an interface in the VPC can be in all of them. */
export function checkMemberships(
    cloud: Cloud,
    call: Call,
    ids: readonly string[],
    vpcId: string,
): SecurityGroup[] {
    if (new Set(ids).size !== ids.length) {
        throw invalidParameter("SecurityGroupIds", "Ids must not be repeated.");
    }
    const groups = ids.map((id) => ownedSecurityGroup(cloud, call, id));
    if (groups.some((group) => group.vpcId !== vpcId)) {
        throw new ApiError(
            "OperationDenied.InconsistentNetwork",
            "The specified security group and vswitch are not in the same vpc.",
            403,
        );
    }
    if (new Set(groups.map(({ type }) => type)).size > 1) {
        throw new ApiError(
            "EnterpriseGroupLimited.MutliGroupType",
            "The specified instance can not join multi SecurityGroup types.",
            403,
        );
    }
    if (groups.length > GROUPS_PER_INTERFACE) {
        throw new ApiError(
            "InstanceSecurityGroupLimitExceeded",
            "Exceeds the maximum number of security groups that an instance can belong to.",
            403,
        );
    }
    return groups;
}

export function joinSecurityGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const networkInterface = member(cloud, call);
    if (networkInterface.securityGroupIds.includes(group.id)) {
        throw new ApiError(
            "InvalidInstanceId.AlreadyExists",
            "The specified instance already exists in the specified security group.",
            403,
        );
    }
    if (group.vpcId !== networkInterface.vpcId) {
        throw new ApiError(
            "InvalidInstanceId.Mismatch",
            "Specified instance and security group are not in the same VPC.",
            403,
        );
    }
    const ids = [...networkInterface.securityGroupIds, group.id];
    checkMemberships(cloud, call, ids, networkInterface.vpcId);
    networkInterface.securityGroupIds = ids;
    return {};
}

export function leaveSecurityGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const networkInterface = member(cloud, call);
    if (!networkInterface.securityGroupIds.includes(group.id)) {
        throw new ApiError(
            "InvalidSecurityGroupAssociation.NotFound",
            "The specified instance or network interface is not in the specified security group.",
        );
    }
    if (networkInterface.securityGroupIds.length === 1) {
        throw new ApiError(
            "InstanceLastSecurityGroup",
            "The specified security group is the last security group for the instance.",
            403,
        );
    }
    networkInterface.securityGroupIds = networkInterface.securityGroupIds.filter(
        (id) => id !== group.id,
    );
    return {};
}

export function primaryInterface(cloud: Cloud, instance: Instance): NetworkInterface {
    const networkInterface = cloud.ecs.networkInterfaces.get(instance.networkInterfaceId);
    if (networkInterface === undefined) {
        throw new TypeError(`instance ${instance.id} has lost its network interface`);
    }
    return networkInterface;
}

function member(cloud: Cloud, call: Call): NetworkInterface {
    const instanceId = text(call, "InstanceId");
    const networkInterfaceId = text(call, "NetworkInterfaceId");
    if (instanceId !== undefined && networkInterfaceId !== undefined) {
        throw new ApiError(
            "InvalidParam.EniIdAndInstanceId.Conflict",
            "InstanceId and NetworkInterfaceId cannot be specified at the same time.",
            403,
        );
    }
    if (instanceId !== undefined) {
        const instance = ownedInstance(cloud, call, instanceId);
        if (instance.releasing || !["Running", "Stopped"].includes(instance.status)) {
            throw incorrectInstanceStatus();
        }
        return primaryInterface(cloud, instance);
    }
    if (networkInterfaceId === undefined) {
        throw missingParameter("ecs", "InstanceId");
    }
    const networkInterface = cloud.ecs.networkInterfaces.owned(call, networkInterfaceId);
    if (networkInterface === undefined) {
        throw notFound("InvalidEniId.NotFound", "The specified NetworkInterfaceId is not found.");
    }
    if (networkInterface.managedBy !== undefined) {
        throw new ApiError(
            "InvalidOperation.EniServiceManaged",
            "The network interface is managed by a cloud service.",
            403,
        );
    }
    return networkInterface;
}
