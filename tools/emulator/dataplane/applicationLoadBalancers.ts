import type { Cloud } from "../cloud";
import { listenersOf, serversOf } from "../products/alb/lookups";
import type { ApplicationLoadBalancer, Listener, Server, ServerGroup } from "../products/alb/state";
import { usableAddresses } from "../products/vpc/addresses";
import { type Connection, DROPPED } from "./connection";
import { connectToInstance } from "./instances";
import type { HealthCheck, Pool, Target } from "./pools";
import type { Peer } from "./securityGroups";

/** The listener of a TCP port that takes connections; QUIC has UDP ports of its own. */
export function runningListener(
    cloud: Cloud,
    loadBalancer: ApplicationLoadBalancer,
    port: number,
): Listener | undefined {
    return listenersOf(cloud, loadBalancer).find(
        (listener) =>
            listener.port === port &&
            listener.protocol !== "QUIC" &&
            (listener.status === "Running" || listener.status === "Configuring"),
    );
}

/** The servers of each group that a listener forwards to. */
export function applicationPools(
    cloud: Cloud,
    loadBalancer: ApplicationLoadBalancer,
    { settings }: Listener,
): Pool[] {
    return settings.serverGroupIds
        .flatMap((id) => cloud.alb.serverGroups.get(id) ?? [])
        .map((group) => poolOf(cloud, loadBalancer, group));
}

function poolOf(cloud: Cloud, loadBalancer: ApplicationLoadBalancer, group: ServerGroup): Pool {
    const peers = addressesOf(cloud, loadBalancer);
    const targets = serversOf(cloud, group)
        .filter(({ status }) => status !== "Removing")
        .map((server): Target => ({
            key: targetKey(server),
            weight: server.weight,
            connect: (port = server.port) => connectToServer(cloud, group, server, port, peers),
        }));
    const { scheduler, hashedBy, healthCheck } = group.settings;
    return {
        key: `${loadBalancer.id}/${group.id}`,
        targets,
        healthCheck: healthCheck.enabled ? healthCheckOf(healthCheck) : undefined,
        scheduler:
            scheduler === "Uch"
                ? { parameter: hashedBy?.value ?? "" }
                : scheduler === "Sch"
                  ? "client address"
                  : "weighted",
        persistenceSeconds: 0,
    };
}

/** How the health of a server is known by. */
export function targetKey({ serverId, ip, port }: Server): string {
    return `${serverId}:${ip}:${port}`;
}

/**
 * An ALB comes from addresses of its vSwitches that are not published: the servers' security groups have to let
 * in all of a vSwitch, of which the first and the last address stand for all.
 */
function addressesOf(cloud: Cloud, { zones }: ApplicationLoadBalancer): Peer[] {
    return zones
        .flatMap(({ vswitchId }) => cloud.vpc.vswitches.get(vswitchId) ?? [])
        .flatMap(({ cidrBlock }) => usableAddresses(cidrBlock))
        .map((address) => ({ address, securityGroupIds: [] }));
}

function connectToServer(
    cloud: Cloud,
    { vpcId }: ServerGroup,
    { type, serverId, ip }: Server,
    port: number,
    peers: readonly Peer[],
): Connection {
    const instances = cloud.ecs.instances.all();
    const instance =
        type === "Ecs"
            ? cloud.ecs.instances.get(serverId)
            : instances.find((other) => other.vpcId === vpcId && other.privateIpAddress === ip);
    return instance === undefined ? DROPPED : connectToInstance(cloud, instance, port, peers);
}

function healthCheckOf(check: ServerGroup["settings"]["healthCheck"]): HealthCheck {
    return {
        port: check.connectPort === 0 ? undefined : check.connectPort,
        http:
            check.protocol === "TCP"
                ? undefined
                : {
                      request: { method: check.method, target: check.path, headers: new Map() },
                      // What speaks HTTP in the clear answers no check of another protocol.
                      codes: check.protocol === "HTTP" ? check.codes : [],
                  },
        healthyThreshold: check.healthyThreshold,
        unhealthyThreshold: check.unhealthyThreshold,
    };
}
