import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import type { Vpc } from "../vpc/state";
import { refusal } from "./errors";
import type { Listener, NetworkLoadBalancer, ServerGroup } from "./state";

export function ownedLoadBalancer(
    cloud: Cloud,
    call: Call,
    name: "LoadBalancerId" | "ResourceId" = "LoadBalancerId",
): NetworkLoadBalancer {
    const loadBalancer = cloud.nlb.loadBalancers.owned(call, requiredText(call, name));
    if (loadBalancer === undefined) {
        throw refusal("ResourceNotFound.loadBalancer");
    }
    return loadBalancer;
}

/** The NLB of a call that changes it: one change at a time. */
export function configurableLoadBalancer(
    cloud: Cloud,
    call: Call,
    name: "LoadBalancerId" | "ResourceId" = "LoadBalancerId",
): NetworkLoadBalancer {
    const loadBalancer = ownedLoadBalancer(cloud, call, name);
    switch (loadBalancer.status) {
        case "Active":
            return loadBalancer;
        case "Provisioning":
            throw refusal("ResourceInCreating.loadbalancer");
        case "Configuring":
        case "Deleting":
            throw refusal("ResourceInConfiguring.loadbalancer");
    }
}

/** Actions on listeners have a code of their own for an NLB that is busy. */
export function requireActive({ id, status }: NetworkLoadBalancer): void {
    if (status !== "Active") {
        throw refusal("IncorrectStatus.loadbalancer", id);
    }
}

/** Where the NLB, server group or listener is that a call names. */
export function regionOfNamed(
    { nlb: { loadBalancers, serverGroups, listeners } }: Cloud,
    { parameters }: Pick<Call, "parameters">,
): string | undefined {
    const named = [
        [serverGroups, parameters.ServerGroupId],
        [loadBalancers, parameters.LoadBalancerId],
        [listeners, parameters.ListenerId],
    ] as const;
    return named
        .map(([all, id]) => (typeof id === "string" ? all.get(id) : undefined))
        .find((found) => found !== undefined)?.regionId;
}

export function ownedServerGroup(cloud: Cloud, call: Call, id: string): ServerGroup {
    const group = cloud.nlb.serverGroups.owned(call, id);
    if (group === undefined) {
        throw refusal("ResourceNotFound.serverGroup");
    }
    return group;
}

/** The server group of a call that changes it: one change at a time. */
export function availableServerGroup(cloud: Cloud, call: Call): ServerGroup {
    const group = ownedServerGroup(cloud, call, requiredText(call, "ServerGroupId"));
    if (group.status !== "Available") {
        throw refusal("IncorrectStatus.serverGroup", group.id);
    }
    return group;
}

export function ownedListener(cloud: Cloud, call: Call): Listener {
    const id = requiredText(call, "ListenerId");
    const listener = cloud.nlb.listeners.owned(call, id);
    if (listener === undefined) {
        throw refusal("ResourceNotFound.listener", id);
    }
    return listener;
}

/** A listener is deleted with its NLB, so that it always has one. */
export function loadBalancerOf(cloud: Cloud, listener: Listener): NetworkLoadBalancer {
    const loadBalancer = cloud.nlb.loadBalancers.get(listener.loadBalancerId);
    if (loadBalancer === undefined) {
        throw new Error(`${listener.id} has lost its NLB ${listener.loadBalancerId}`);
    }
    return loadBalancer;
}

export function listenersOf(cloud: Cloud, { id }: NetworkLoadBalancer): Listener[] {
    return cloud.nlb.listeners.all().filter(({ loadBalancerId }) => loadBalancerId === id);
}

/** The listeners that forward to a server group. */
export function listenersTo(cloud: Cloud, { id }: ServerGroup): Listener[] {
    return cloud.nlb.listeners.all().filter(({ settings }) => settings.serverGroupId === id);
}

export function ownedVpc(cloud: Cloud, call: Call): Vpc {
    const vpc = cloud.vpc.vpcs.owned(call, requiredText(call, "VpcId"));
    if (vpc === undefined) {
        throw refusal("ResourceNotFound.Vpc");
    }
    return vpc;
}
