import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import type { BackendServer, ClassicLoadBalancer, VServerGroup } from "./state";

export function namedLoadBalancer(cloud: Cloud, call: Call): ClassicLoadBalancer {
    const loadBalancer = cloud.slb.loadBalancers.owned(call, requiredText(call, "LoadBalancerId"));
    if (loadBalancer === undefined) {
        throw notFound(
            "InvalidLoadBalancerId.NotFound",
            "The specified LoadBalancerId does not exist.",
        );
    }
    return loadBalancer;
}

export function namedVServerGroup(cloud: Cloud, call: Call): VServerGroup {
    const group = cloud.slb.vServerGroups.owned(call, requiredText(call, "VServerGroupId"));
    if (group === undefined) {
        throw vServerGroupNotFound();
    }
    return group;
}

/** The code is the general one: clients go by the message. */
export function vServerGroupNotFound(): ApiError {
    return notFound("InvalidParameter", "The specified VServerGroupId does not exist.");
}

export function illegal(message: string): ApiError {
    return new ApiError("InvalidParameter", message);
}

/** A released instance or deleted interface leaves every server group by itself. */
export function dropReleased(cloud: Cloud, servers: BackendServer[]): void {
    const existing = servers.filter(({ serverId, type }) =>
        type === "ecs"
            ? cloud.ecs.instances.get(serverId) !== undefined
            : cloud.ecs.networkInterfaces.get(serverId) !== undefined,
    );
    servers.splice(0, servers.length, ...existing);
}
