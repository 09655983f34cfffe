import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Instance, SecurityGroup } from "./state";

export function ownedInstance(cloud: Cloud, call: Call, id: string): Instance {
    const instance = cloud.ecs.instances.owned(call, id);
    if (instance === undefined) {
        throw notFound("InvalidInstanceId.NotFound", "The specified InstanceId does not exist.");
    }
    return instance;
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
        throw notFound(
            "InvalidSecurityGroupId.NotFound",
            "The specified SecurityGroupId does not exist.",
        );
    }
    return group;
}
