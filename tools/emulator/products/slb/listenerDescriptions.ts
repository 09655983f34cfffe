import { invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import { integer, text, texts } from "../../parameters";
import { pageByToken } from "../../paging";
import { classicPool, serversOf, targetKey } from "../../dataplane/classicLoadBalancers";
import { LISTENER_FIELDS } from "./listenerParameters";
import { ownedListener, ownedLoadBalancer } from "./lookups";
import type { ClassicLoadBalancer, Listener, ListenerProtocol } from "./state";

export function describeListenerAttribute(
    cloud: Cloud,
    call: Call,
    protocol: ListenerProtocol,
): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const listener = ownedListener(loadBalancer, call, protocol);
    return {
        LoadBalancerId: loadBalancer.id,
        ListenerPort: listener.port,
        Status: listener.status,
        ...settings(listener),
        AclIds: { AclId: [] },
        Tags: { Tag: [] },
        ...(protocol === "http" || protocol === "https"
            ? { Rules: { Rule: [] }, SecurityStatus: "off" }
            : {}),
        ...(protocol === "https" ? { DomainExtensions: { DomainExtension: [] } } : {}),
    };
}

/** The fields that stand beside the protocol's own ones in DescribeLoadBalancerListeners. */
const SHARED_FIELDS = [
    "AclStatus",
    "BackendServerPort",
    "Bandwidth",
    "Description",
    "Scheduler",
    "VServerGroupId",
];

export function describeListeners(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "LoadBalancerId");
    const protocol = text(call, "ListenerProtocol")?.toLowerCase();
    const port = integer(call, "ListenerPort");
    const description = text(call, "Description");
    if (protocol !== undefined && !(protocol in LISTENER_FIELDS)) {
        throw invalidParameter("ListenerProtocol");
    }
    const matching = cloud.slb.loadBalancers
        .allOwned(call)
        .filter(({ id }) => ids.length === 0 || ids.includes(id))
        .flatMap((loadBalancer) =>
            loadBalancer.listeners.map((listener) => ({ loadBalancer, listener })),
        )
        .filter(
            ({ listener }) =>
                (protocol === undefined || listener.protocol === protocol) &&
                (port === undefined || listener.port === port) &&
                (description === undefined || listener.attributes["Description"] === description) &&
                call.parameters["Tag"] === undefined,
        );
    const sizes = { standard: 20, largest: 100 };
    const { page, nextToken } = pageByToken(call, matching, sizes);
    return {
        MaxResults: integer(call, "MaxResults") ?? sizes.standard,
        NextToken: nextToken,
        TotalCount: matching.length,
        Listeners: page.map(({ loadBalancer, listener }) => describe(loadBalancer, listener)),
    };
}

function describe(loadBalancer: ClassicLoadBalancer, listener: Listener): Answer {
    const shared: Answer = {};
    const own: Answer = {};
    for (const [name, value] of Object.entries(settings(listener))) {
        if (SHARED_FIELDS.includes(name)) {
            shared[name] = value;
        } else {
            own[name] = typeof value === "boolean" ? String(value) : value;
        }
    }
    return {
        LoadBalancerId: loadBalancer.id,
        ListenerPort: listener.port,
        ListenerProtocol: listener.protocol,
        Status: listener.status,
        ...shared,
        [`${listener.protocol.toUpperCase()}ListenerConfig`]: own,
        AclIds: [],
        Tags: [],
    };
}

/** The settings as they are answered: without those of health checks while there are none. */
function settings({ protocol, attributes }: Listener): Answer {
    const answer: Answer = {};
    for (const { name, ofHealthCheck } of LISTENER_FIELDS[protocol]) {
        if (ofHealthCheck !== true || attributes["HealthCheck"] === "on") {
            answer[name] = attributes[name];
        }
    }
    const checkPort = answer["HealthCheckConnectPort"];
    if (attributes["HealthCheck"] === "on" && (checkPort === undefined || checkPort === -520)) {
        answer["HealthCheckConnectPort"] = attributes["BackendServerPort"];
    }
    if (attributes["HealthCheckType"] === "http") {
        answer["HealthCheckURI"] ??= "/";
        answer["HealthCheckHttpCode"] ??= "http_2xx";
    }
    answer["VServerGroupId"] = attributes["VServerGroupId"];
    return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
}

/** What the health checks of the listeners have found. */
export function describeHealthStatus(cloud: Cloud, call: Call, health: ServerHealth): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const port = integer(call, "ListenerPort");
    const protocol = text(call, "ListenerProtocol")?.toLowerCase();
    const listeners =
        port === undefined ? loadBalancer.listeners : [ownedListener(loadBalancer, call, protocol)];
    return {
        BackendServers: {
            BackendServer: listeners
                .filter((listener) => listener.status === "running")
                .filter((listener) => protocol === undefined || listener.protocol === protocol)
                .flatMap((listener) => healthOf(cloud, health, loadBalancer, listener)),
        },
    };
}

function healthOf(
    cloud: Cloud,
    health: ServerHealth,
    loadBalancer: ClassicLoadBalancer,
    listener: Listener,
): Answer[] {
    const pool = classicPool(cloud, loadBalancer, listener);
    return serversOf(cloud, loadBalancer, listener).map(({ serverId, serverIp, port }) => {
        const target = pool.targets.find(({ key }) => key === targetKey(serverId, port));
        const isHealthy = target !== undefined && health.isHealthy(pool, target);
        const address = cloud.ecs.instances.get(serverId)?.privateIpAddress ?? "";
        return {
            ListenerPort: listener.port,
            Protocol: listener.protocol,
            ServerId: serverId,
            Port: port,
            ServerIp: serverIp === "" ? address : serverIp,
            ServerHealthStatus:
                pool.healthCheck === undefined ? "unavailable" : isHealthy ? "normal" : "abnormal",
        };
    });
}
