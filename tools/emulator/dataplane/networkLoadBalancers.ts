import type { Cloud } from "../cloud";
import { listenersOf } from "../products/nlb/lookups";
import type {
    HealthCheck as ConfiguredHealthCheck,
    Listener,
    NetworkLoadBalancer,
    Server,
    ServerGroup,
} from "../products/nlb/state";
import { type Connection, DROPPED, REFUSED } from "./connection";
import { CLOUD_ADDRESSES, connectToInstance } from "./instances";
import type { HealthCheck, Pool, Target } from "./pools";
import { proxyHeader } from "./proxyProtocol";
import type { Peer } from "./securityGroups";

/** Who opens a connection to an NLB, and at which of its addresses. */
export interface NetworkClient {
    readonly address: string;
    readonly port: number;
    readonly vpcId: string;
    /** The NLB's address that the connection arrives at. */
    readonly destination: string;
    /** Of a connection through an endpoint. */
    readonly endpointId?: string;
    readonly serviceId?: string;
}

/** The listener of a TCP port that takes connections. UDP has ports of its own, and TCPSSL is not for PrivateLink. */
export function runningListener(
    cloud: Cloud,
    loadBalancer: NetworkLoadBalancer,
    port: number,
    { endpointId }: NetworkClient,
): Listener | undefined {
    return listenersOf(cloud, loadBalancer).find(
        ({ protocol, status, ports: [first, last] }) =>
            first <= port &&
            port <= last &&
            (protocol === "TCP" || (protocol === "TCPSSL" && endpointId === undefined)) &&
            (status === "Running" || status === "Configuring"),
    );
}

/** The servers of a listener for a client; without one, as its health checks reach them. */
export function networkPool(
    cloud: Cloud,
    loadBalancer: NetworkLoadBalancer,
    { settings }: Listener,
    client?: NetworkClient & { readonly listenedPort: number },
): Pool {
    const group = cloud.nlb.serverGroups.get(settings.serverGroupId) as ServerGroup;
    const { scheduler, healthCheck } = group.settings;
    const peers = peersOf(group, client);
    const targets = serversFor(loadBalancer, group, client).map((server): Target => ({
        key: targetKey(server),
        weight: server.weight,
        connect: (port = group.anyPortEnabled ? (client?.listenedPort ?? 0) : server.port) =>
            // Nothing on an instance listens on UDP.
            client === undefined && healthCheck.type === "UDP"
                ? REFUSED
                : connectToServer(cloud, group, server, port, peers),
    }));
    return {
        key: `${loadBalancer.id}/${group.id}`,
        targets,
        healthCheck: healthCheck.enabled ? healthCheckOf(healthCheck) : undefined,
        scheduler: SCHEDULERS[scheduler.toLowerCase()] ?? "weighted",
        persistenceSeconds: 0,
    };
}

/** How the health of a server is known by. */
export function targetKey({ serverId, ip, port }: Server): string {
    return `${serverId}:${ip}:${port}`;
}

/** What the listener writes in front of a connection; undefined while it passes on the client's bytes alone. */
export function preambleOf(
    { settings }: Listener,
    client: NetworkClient,
    port: number,
): Buffer | undefined {
    if (!settings.proxyProtocolEnabled) {
        return undefined;
    }
    const { proxyProtocolIds: passedOn } = settings;
    return proxyHeader({
        source: client,
        destination: { address: client.destination, port },
        vpcId: passedOn.vpcId ? client.vpcId : undefined,
        endpointId: passedOn.endpointId ? client.endpointId : undefined,
        serviceId: passedOn.serviceId ? client.serviceId : undefined,
    });
}

const SCHEDULERS: Readonly<Record<string, Pool["scheduler"]>> = {
    wrr: "weighted",
    // Connections end at once here: the least loaded server is the one whose turn it is.
    wlc: "weighted",
    rr: "in turn",
    sch: "client address",
    // Every connection has a source port of its own.
    tch: "weighted",
};

/** Without cross-zone balancing, those of the zone in which the connection arrives. */
function serversFor(
    { crossZoneEnabled, zones }: NetworkLoadBalancer,
    { servers }: ServerGroup,
    client: NetworkClient | undefined,
): Server[] {
    const zone = zones.find(({ privateAddress }) => privateAddress === client?.destination);
    return servers.filter(
        ({ status, zoneId }) =>
            status !== "Removing" &&
            (crossZoneEnabled || client === undefined || zoneId === zone?.zoneId),
    );
}

/** A client of the same VPC keeps its address, if the group says so; the NLB's own are the cloud's. */
function peersOf(
    { vpcId, settings: { preserveClientIpEnabled } }: ServerGroup,
    client: NetworkClient | undefined,
): readonly Peer[] | typeof CLOUD_ADDRESSES {
    return preserveClientIpEnabled && client?.vpcId === vpcId && client.endpointId === undefined
        ? [{ address: client.address, securityGroupIds: [] }]
        : CLOUD_ADDRESSES;
}

function connectToServer(
    cloud: Cloud,
    { vpcId }: ServerGroup,
    { type, serverId, ip }: Server,
    port: number,
    peers: readonly Peer[] | typeof CLOUD_ADDRESSES,
): Connection {
    const { instances } = cloud.ecs;
    const instance =
        type === "Ecs"
            ? instances.get(serverId)
            : instances.all().find((one) => one.vpcId === vpcId && one.privateIpAddress === ip);
    return instance === undefined ? DROPPED : connectToInstance(cloud, instance, port, peers);
}

function healthCheckOf(check: ConfiguredHealthCheck): HealthCheck {
    return {
        port: check.connectPort === 0 ? undefined : check.connectPort,
        http:
            check.type === "HTTP"
                ? {
                      request: { method: check.method, target: check.path, headers: new Map() },
                      codes: check.codes,
                  }
                : undefined,
        healthyThreshold: check.healthyThreshold,
        unhealthyThreshold: check.unhealthyThreshold,
    };
}
