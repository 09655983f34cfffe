import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Instance, SecurityGroup } from "./state";

export function ownedInstance(cloud: Cloud, call: Call, id: string): Instance {
    const instance = cloud.ecs.instances.owned(call, id);
    if (instance === undefined) {
        throw instanceNotFound(call);
    }
    return instance;
}

function instanceNotFound({ action }: Call): ApiError {
    switch (action) {
        case "DescribeCloudAssistantStatus":
        case "InvokeCommand":
        case "RunCommand":
            return notFound("InvalidInstance.NotFound", "The specified instance does not exist.");
        case "JoinResourceGroup":
            return resourceNotFound();
        default:
            return notFound(
                "InvalidInstanceId.NotFound",
                "The specified InstanceId does not exist.",
            );
    }
}

function resourceNotFound(): ApiError {
    return notFound(
        "InvalidResourceId.NotFound",
        "The ResourceId provided does not exist in our records.",
    );
}

/** The group of a call that only reads. */
export function readableSecurityGroup(cloud: Cloud, call: Call, id: string): SecurityGroup {
    return cloud.ecs.managedSecurityGroups.owned(call, id) ?? ownedSecurityGroup(cloud, call, id);
}

/** The group of a call that changes it or its members, which those of cloud products do not allow. */
export function ownedSecurityGroup(cloud: Cloud, call: Call, id: string): SecurityGroup {
    const group = cloud.ecs.securityGroups.owned(call, id);
    if (cloud.ecs.managedSecurityGroups.owned(call, id) !== undefined) {
        throw new ApiError(
            "InvalidOperation.ResourceManagedByCloudProduct",
            "You cannot modify security groups managed by cloud products.",
            403,
        );
    }
    if (group === undefined) {
        throw securityGroupNotFound(call);
    }
    return group;
}

function securityGroupNotFound({ action }: Call): ApiError {
    switch (action) {
        case "DeleteSecurityGroup":
            return notFound(
                "InvalidSecurityGroup.NotFound",
                "The specified security group is not found.",
            );
        case "JoinResourceGroup":
            return resourceNotFound();
        case "RunInstances":
            return notFound(
                "InvalidSecurityGroupId",
                "The specified SecurityGroupId is invalid or does not exist.",
            );
        default:
            return notFound(
                "InvalidSecurityGroupId.NotFound",
                "The specified SecurityGroupId does not exist.",
            );
    }
}
