import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { applicationPools, targetKey } from "../../dataplane/applicationLoadBalancers";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import type { Pool } from "../../dataplane/pools";
import { flag, text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { loadBalancerOf, ownedListener, serversOf } from "./lookups";
import type { Listener, Server, ServerGroup } from "./state";

export function getListenerAttribute(cloud: Cloud, call: Call): Answer {
    const listener = ownedListener(cloud, call);
    return {
        ...describeListener(listener),
        Certificates: listener.settings.certificateIds.map((CertificateId) => ({ CertificateId })),
        CaCertificates: [],
        CaEnabled: false,
    };
}

export function listListeners(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "ListenerIds");
    const loadBalancerIds = texts(call, "LoadBalancerIds");
    const protocol = text(call, "ListenerProtocol");
    const matching = cloud.alb.listeners
        .allOwnedByHost(call)
        .filter(
            (listener) =>
                (ids.length === 0 || ids.includes(listener.id)) &&
                (loadBalancerIds.length === 0 ||
                    loadBalancerIds.includes(listener.loadBalancerId)) &&
                (protocol ?? listener.protocol) === listener.protocol &&
                hasTags(call, listener),
        );
    return listed(call, "Listeners", matching, describeListener);
}

/** Further certificates would need an action that the emulator lacks: the default one is all there is. */
export function listListenerCertificates(cloud: Cloud, call: Call): Answer {
    const wanted = texts(call, "CertificateIds");
    const type = text(call, "CertificateType") ?? "Server";
    const certificates = ownedListener(cloud, call).settings.certificateIds.filter(
        (id) => type === "Server" && (wanted.length === 0 || wanted.includes(id)),
    );
    return listed(call, "Certificates", certificates, (CertificateId) => ({
        CertificateId,
        CertificateType: "Server",
        IsDefault: true,
        Status: "Associated",
    }));
}

/** What the health checks of the ALB have found. */
export function getListenerHealthStatus(cloud: Cloud, call: Call, health: ServerHealth): Answer {
    const listener = ownedListener(cloud, call);
    const { id, port, protocol, settings } = listener;
    const pools = applicationPools(cloud, loadBalancerOf(cloud, listener), listener);
    const groups = settings.serverGroupIds.flatMap(
        (groupId) => cloud.alb.serverGroups.get(groupId) ?? [],
    );
    return {
        ListenerHealthStatus: [
            {
                ListenerId: id,
                ListenerPort: port,
                ListenerProtocol: protocol.toLowerCase(),
                ServerGroupInfos: groups.map((group, position) =>
                    describeHealth(health, group, pools[position], serversOf(cloud, group)),
                ),
            },
        ],
        ...(flag(call, "IncludeRule") === true ? { RuleHealthStatus: [] } : {}),
    };
}

function describeListener({ settings, ...listener }: Listener): Answer {
    const isHttps = listener.protocol === "HTTPS";
    return {
        ListenerId: listener.id,
        LoadBalancerId: listener.loadBalancerId,
        ListenerProtocol: listener.protocol,
        ListenerPort: listener.port,
        ListenerStatus: listener.status,
        ListenerDescription: settings.description,
        DefaultActions: [
            {
                Type: "ForwardGroup",
                ForwardGroupConfig: {
                    ServerGroupTuples: settings.serverGroupIds.map((ServerGroupId) => ({
                        ServerGroupId,
                    })),
                },
            },
        ],
        IdleTimeout: settings.idleTimeout,
        RequestTimeout: settings.requestTimeout,
        GzipEnabled: settings.gzipEnabled,
        ...(isHttps
            ? {
                  Http2Enabled: settings.http2Enabled,
                  SecurityPolicyId: settings.securityPolicyId,
              }
            : {}),
        QuicConfig: {
            QuicUpgradeEnabled: settings.quicListenerId !== "",
            ...(settings.quicListenerId === "" ? {} : { QuicListenerId: settings.quicListenerId }),
        },
        XForwardedForConfig: settings.forwardedFor,
        // Without the tracing part: the provider takes an empty one for a setting to remove.
        LogConfig: { AccessLogRecordCustomizedHeadersEnabled: false },
        Tags: describeTags(listener.tags),
    };
}

function describeHealth(
    health: ServerHealth,
    group: ServerGroup,
    pool: Pool,
    servers: readonly Server[],
): Answer {
    return {
        ServerGroupId: group.id,
        ActionType: "ForwardGroup",
        HealthCheckEnabled: group.settings.healthCheck.enabled ? "on" : "off",
        ServerCount: servers.length,
        NonNormalServers: servers.flatMap((server) => {
            const problem = problemOf(health, pool, server);
            return problem === undefined
                ? []
                : [
                      {
                          ServerId: server.serverId,
                          ServerIp: server.ip,
                          Port: server.port,
                          ...problem,
                      },
                  ];
        }),
    };
}

function problemOf(health: ServerHealth, pool: Pool, server: Server): Answer | undefined {
    if (pool.healthCheck === undefined) {
        return { Status: "Unavailable" };
    }
    if (server.weight === 0) {
        return { Status: "Unused" };
    }
    const target = pool.targets.find(({ key }) => key === targetKey(server));
    const isHealthy = target !== undefined && health.isHealthy(pool, target);
    return isHealthy
        ? undefined
        : { Status: "Unhealthy", Reason: { ReasonCode: reasonOf(target?.connect().outcome) } };
}

function reasonOf(outcome: "connected" | "refused" | "dropped" | undefined): string {
    return outcome === "connected"
        ? "RESPONSE_MISMATCH"
        : outcome === "refused"
          ? "CONNECT_FAILED"
          : "CONNECT_TIMEOUT";
}
