import { notFound } from "../../apiError";
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

export function ownedSecurityGroup(cloud: Cloud, call: Call, id: string): SecurityGroup {
    const group = cloud.ecs.securityGroups.owned(call, id);
    if (group === undefined) {
        throw notFound(
            "InvalidSecurityGroupId.NotFound",
            "The specified SecurityGroupId does not exist.",
        );
    }
    return group;
}
