import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import { networkPool, targetKey } from "../../dataplane/networkLoadBalancers";
import { stopIfDryRun } from "../../dryRun";
import { text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { attributeTags } from "./loadBalancerDescriptions";
import { loadBalancerOf, ownedListener } from "./lookups";
import type { Listener } from "./state";

export function getListenerAttribute(cloud: Cloud, call: Call): Answer {
    stopIfDryRun(call);
    const listener = ownedListener(cloud, call);
    return { ...describeListener(listener), Tags: attributeTags(listener.tags) };
}

export function listListeners(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "ListenerIds");
    const loadBalancerIds = texts(call, "LoadBalancerIds");
    const protocol = text(call, "ListenerProtocol");
    const matching = cloud.nlb.listeners
        .allOwned(call)
        .filter(
            (listener) =>
                (ids.length === 0 || ids.includes(listener.id)) &&
                (loadBalancerIds.length === 0 ||
                    loadBalancerIds.includes(listener.loadBalancerId)) &&
                (protocol ?? listener.protocol) === listener.protocol &&
                (text(call, "SecSensorEnabled") ?? "false") === "false" &&
                hasTags(call, listener),
        );
    return listed(call, "Listeners", matching, (listener) => ({
        ...describeListener(listener),
        Tags: describeTags(listener.tags),
    }));
}

/** What the health checks of the NLB have found. */
export function getListenerHealthStatus(cloud: Cloud, call: Call, health: ServerHealth): Answer {
    const listener = ownedListener(cloud, call);
    const { protocol, settings } = listener;
    const group = cloud.nlb.serverGroups.get(settings.serverGroupId);
    const pool = networkPool(cloud, loadBalancerOf(cloud, listener), listener);
    const status = pool.healthCheck === undefined ? "Unavailable" : "Unhealthy";
    const unhealthy = (group?.servers ?? []).filter((server) => {
        const target = pool.targets.find(({ key }) => key === targetKey(server));
        return target === undefined || status === "Unavailable" || !health.isHealthy(pool, target);
    });
    return listed(call, "ListenerHealthStatus", [listener], ({ id }) => ({
        ListenerId: id,
        ListenerPort: listenerPort(listener),
        ListenerProtocol: protocol,
        ServerGroupInfos: [
            {
                ServerGroupId: settings.serverGroupId,
                // The API's own spelling.
                HeathCheckEnabled: pool.healthCheck !== undefined,
                NonNormalServers: unhealthy.map(({ serverId, ip, port }) => ({
                    ServerId: serverId,
                    ServerIp: ip,
                    Port: port,
                    Status: status,
                })),
            },
        ],
    }));
}

function describeListener(listener: Listener): Answer {
    const { protocol, ports, isRange, settings } = listener;
    const { vpcId, endpointId, serviceId } = settings.proxyProtocolIds;
    return {
        ListenerId: listener.id,
        LoadBalancerId: listener.loadBalancerId,
        RegionId: listener.regionId,
        ListenerProtocol: protocol,
        ListenerPort: listenerPort(listener),
        ...(isRange ? { StartPort: String(ports[0]), EndPort: String(ports[1]) } : {}),
        ListenerStatus: listener.status,
        ListenerDescription: settings.description,
        ServerGroupId: settings.serverGroupId,
        IdleTimeout: settings.idleTimeout,
        Cps: settings.connectionsPerSecond,
        Mss: settings.maximumSegmentSize,
        ProxyProtocolEnabled: settings.proxyProtocolEnabled,
        ProxyProtocolV2Config: {
            Ppv2VpcIdEnabled: vpcId,
            Ppv2PrivateLinkEpIdEnabled: endpointId,
            Ppv2PrivateLinkEpsIdEnabled: serviceId,
        },
        SecSensorEnabled: false,
        ...(protocol === "TCPSSL"
            ? {
                  SecurityPolicyId: settings.securityPolicyId,
                  CertificateIds: settings.certificateIds,
                  CaEnabled: false,
                  CaCertificateIds: [],
                  AlpnEnabled: settings.alpnEnabled,
                  AlpnPolicy: settings.alpnPolicy,
              }
            : {}),
    };
}

function listenerPort({ isRange, ports }: Listener): number {
    return isRange ? 0 : ports[0];
}
