import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import type { Vpc } from "../vpc/state";
import { refusal } from "./errors";
import type { ApplicationLoadBalancer, Listener, Server, ServerGroup } from "./state";

export function ownedLoadBalancer(
    cloud: Cloud,
    call: Call,
    name: "LoadBalancerId" | "ResourceId" = "LoadBalancerId",
): ApplicationLoadBalancer {
    const id = requiredText(call, name);
    const loadBalancer = cloud.alb.loadBalancers.ownedByHost(call, id);
    if (loadBalancer === undefined) {
        throw refusal("ResourceNotFound.LoadBalancer", id);
    }
    return loadBalancer;
}

/** The ALB of a call that changes it: one change at a time. */
export function activeLoadBalancer(
    cloud: Cloud,
    call: Call,
    name: "LoadBalancerId" | "ResourceId" = "LoadBalancerId",
): ApplicationLoadBalancer {
    const loadBalancer = ownedLoadBalancer(cloud, call, name);
    requireActive(loadBalancer);
    return loadBalancer;
}

export function requireActive({ id, status }: ApplicationLoadBalancer): void {
    if (status !== "Active") {
        throw refusal("IncorrectStatus.LoadBalancer", "loadbalancer", id);
    }
}

export function ownedServerGroup(cloud: Cloud, call: Call, id: string): ServerGroup {
    const group = cloud.alb.serverGroups.ownedByHost(call, id);
    if (group === undefined) {
        throw refusal("ResourceNotFound.ServerGroup", id);
    }
    return group;
}

/** The server group of a call that changes it: one change at a time. */
export function availableServerGroup(cloud: Cloud, call: Call): ServerGroup {
    const group = ownedServerGroup(cloud, call, requiredText(call, "ServerGroupId"));
    if (group.status !== "Available") {
        throw refusal("IncorrectStatus.ServerGroup", "servergroup", group.id);
    }
    return group;
}

export function ownedListener(cloud: Cloud, call: Call): Listener {
    const id = requiredText(call, "ListenerId");
    const listener = cloud.alb.listeners.ownedByHost(call, id);
    if (listener === undefined) {
        throw refusal("ResourceNotFound.Listener", id);
    }
    return listener;
}

/** A listener is deleted with its ALB, so that it always has one. */
export function loadBalancerOf(cloud: Cloud, listener: Listener): ApplicationLoadBalancer {
    const loadBalancer = cloud.alb.loadBalancers.get(listener.loadBalancerId);
    if (loadBalancer === undefined) {
        throw new Error(`${listener.id} has lost its ALB ${listener.loadBalancerId}`);
    }
    return loadBalancer;
}

export function listenersOf(cloud: Cloud, { id }: ApplicationLoadBalancer): Listener[] {
    return cloud.alb.listeners.all().filter(({ loadBalancerId }) => loadBalancerId === id);
}

/** The listeners that forward to a server group. */
export function listenersTo(cloud: Cloud, { id }: ServerGroup): Listener[] {
    return cloud.alb.listeners.all().filter(({ settings }) => settings.serverGroupIds.includes(id));
}

/** The VPC that says in which region a new ALB or server group is. */
export function ownedVpc(cloud: Cloud, call: Call): Vpc {
    const id = requiredText(call, "VpcId");
    const vpc = cloud.vpc.vpcs.ownedByHost(call, id);
    if (vpc === undefined) {
        throw refusal("ResourceNotFound.Vpc", id);
    }
    return vpc;
}

/** The servers of a group. A released instance or deleted interface leaves its groups by itself. */
export function serversOf(cloud: Cloud, { servers }: ServerGroup): Server[] {
    const { instances, networkInterfaces } = cloud.ecs;
    const existing = servers.filter(
        ({ type, serverId }) =>
            type === "Ip" ||
            (type === "Ecs" ? instances : networkInterfaces).get(serverId) !== undefined,
    );
    servers.splice(0, servers.length, ...existing);
    return servers;
}
