import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredInteger, requiredText, text } from "../../parameters";
import { vServerGroupNotFound, illegal } from "./errors";
import type { BackendServer, ClassicLoadBalancer, Listener, VServerGroup } from "./state";

export function ownedLoadBalancer(cloud: Cloud, call: Call): ClassicLoadBalancer {
    const loadBalancer = cloud.slb.loadBalancers.owned(call, requiredText(call, "LoadBalancerId"));
    if (loadBalancer === undefined) {
        throw notFound(
            "InvalidLoadBalancerId.NotFound",
            "The specified LoadBalancerId does not exist.",
        );
    }
    return loadBalancer;
}

export function ownedVServerGroup(cloud: Cloud, call: Call): VServerGroup {
    const group = cloud.slb.vServerGroups.owned(call, requiredText(call, "VServerGroupId"));
    if (group === undefined) {
        throw vServerGroupNotFound();
    }
    return group;
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

/**
 * The listener of ListenerPort. The port alone names it unless a TCP and a UDP listener share it. The code
 * of the refusal is the general one: clients go by the message.
 */
export function ownedListener(
    loadBalancer: ClassicLoadBalancer,
    call: Call,
    protocol = text(call, "ListenerProtocol")?.toLowerCase(),
): Listener {
    const port = requiredInteger(call, "ListenerPort");
    const listeners = loadBalancer.listeners.filter(
        (listener) =>
            listener.port === port && (protocol === undefined || listener.protocol === protocol),
    );
    if (listeners.length > 1) {
        throw new ApiError(
            "MissingParameter",
            "ListenerProtocol is required: listeners of several protocols have the specified port.",
        );
    }
    if (listeners[0] === undefined && call.action === "DeleteLoadBalancerListener") {
        throw notFound("ResourceNotFound.Listener", "The specified listener is not found.");
    }
    if (listeners[0] === undefined) {
        throw illegal("The specified resource does not exist.");
    }
    return listeners[0];
}
