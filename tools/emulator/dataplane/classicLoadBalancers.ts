import type { Cloud } from "../cloud";
import { dropReleased } from "../products/slb/lookups";
import type {
    BackendServer,
    ClassicLoadBalancer,
    GroupServer,
    Listener,
} from "../products/slb/state";
import { type Connection, DROPPED, errorResponse, type Reply } from "./connection";
import { CLOUD_ADDRESSES, connectToInstance } from "./instances";
import type { HealthCheck, Pool, Target } from "./pools";

/** The TCP listener of a port that takes connections; UDP has ports of its own. */
export function runningListener(
    { listeners, status }: ClassicLoadBalancer,
    port: number,
): Listener | undefined {
    return status === "active"
        ? listeners.find(
              (listener) =>
                  listener.port === port &&
                  listener.protocol !== "udp" &&
                  listener.status === "running",
          )
        : undefined;
}

/** The servers of a listener: those of its vServer group, else the load balancer's own. */
export function serversOf(
    cloud: Cloud,
    loadBalancer: ClassicLoadBalancer,
    { attributes }: Listener,
): GroupServer[] {
    const groupId = attributes["VServerGroupId"];
    const group = typeof groupId === "string" ? cloud.slb.vServerGroups.get(groupId) : undefined;
    if (group !== undefined) {
        dropReleased(cloud, group.servers);
        return group.servers;
    }
    dropReleased(cloud, loadBalancer.backendServers);
    const port = Number(attributes["BackendServerPort"]);
    return loadBalancer.backendServers.map((server) => ({ ...server, port }));
}

export function classicPool(
    cloud: Cloud,
    loadBalancer: ClassicLoadBalancer,
    listener: Listener,
): Pool {
    const { protocol, port, attributes } = listener;
    const targets = serversOf(cloud, loadBalancer, listener).map((server): Target => ({
        key: targetKey(server.serverId, server.port),
        weight: server.weight,
        connect: (other = server.port) => connectToServer(cloud, server, other),
    }));
    return {
        key: `${loadBalancer.id}/${protocol}/${port}`,
        targets,
        healthCheck: healthCheckOf(attributes),
        scheduler: SCHEDULERS[String(attributes["Scheduler"])] ?? "weighted",
        persistenceSeconds: Number(attributes["PersistenceTimeout"] ?? 0),
    };
}

/** How the health of a server is known by. */
export function targetKey(serverId: string, port: number): string {
    return `${serverId}:${port}`;
}

/** A proxy protocol's preamble is no request of HTTP: a server that does not know it answers so. */
export function withPreamble(connection: Connection, { attributes }: Listener): Connection {
    return attributes["ProxyProtocolV2Enabled"] === true && connection.outcome === "connected"
        ? { ...connection, send: () => immediately(400, "Bad request syntax") }
        : connection;
}

/** Where an HTTP listener sends its clients to an HTTPS listener instead of a server. */
export function redirection({ attributes }: Listener): number | undefined {
    return attributes["ListenerForward"] === "on" ? Number(attributes["ForwardPort"]) : undefined;
}

function immediately(status: number, reason: string): Reply {
    return { response: errorResponse(status, reason), afterMilliseconds: 0 };
}

const SCHEDULERS: Readonly<Record<string, Pool["scheduler"]>> = {
    wrr: "weighted",
    // Connections end at once here: the least loaded server is the one whose turn it is.
    wlc: "weighted",
    rr: "in turn",
    sch: "client address",
    tch: "client address",
};

function connectToServer(
    cloud: Cloud,
    { type, serverId }: BackendServer,
    port: number,
): Connection {
    const instanceId =
        type === "ecs" ? serverId : cloud.ecs.networkInterfaces.get(serverId)?.instanceId;
    const instance = cloud.ecs.instances.get(instanceId ?? "");
    return instance === undefined
        ? DROPPED
        : connectToInstance(cloud, instance, port, CLOUD_ADDRESSES);
}

function healthCheckOf(attributes: Listener["attributes"]): HealthCheck | undefined {
    if (attributes["HealthCheck"] !== "on") {
        return undefined;
    }
    const port = Number(attributes["HealthCheckConnectPort"] ?? -520);
    const isHttp =
        attributes["HealthCheckType"] === "http" || attributes["HealthCheckType"] === undefined;
    return {
        port: port === -520 ? undefined : port,
        http: isHttp
            ? {
                  request: {
                      method: String(attributes["HealthCheckMethod"] ?? "head").toUpperCase(),
                      target: String(attributes["HealthCheckURI"] ?? "/"),
                      headers: new Map(),
                  },
                  codes: String(attributes["HealthCheckHttpCode"] ?? "http_2xx").split(","),
              }
            : undefined,
        healthyThreshold: Number(attributes["HealthyThreshold"] ?? 3),
        unhealthyThreshold: Number(attributes["UnhealthyThreshold"] ?? 3),
    };
}
