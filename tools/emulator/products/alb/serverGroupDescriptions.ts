import { apiTime } from "../../clock";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { listenersTo, ownedServerGroup, serversOf } from "./lookups";
import type { HealthCheck, Server, ServerGroup, StickySession } from "./state";

export function listServerGroups(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "ServerGroupIds");
    const names = texts(call, "ServerGroupNames");
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const matching = cloud.alb.serverGroups
        .allOwnedByHost(call)
        .filter(
            (group) =>
                (ids.length === 0 || ids.includes(group.id)) &&
                (names.length === 0 || names.includes(group.settings.name)) &&
                is("ServerGroupType", group.type) &&
                is("VpcId", group.vpcId) &&
                is("ResourceGroupId", group.resourceGroupId) &&
                hasTags(call, group),
        );
    return listed(call, "ServerGroups", matching, (group) => describeServerGroup(cloud, group));
}

/** Of one group, or of all in which the named servers are. */
export function listServerGroupServers(cloud: Cloud, call: Call): Answer {
    const groupId = text(call, "ServerGroupId");
    const serverIds = texts(call, "ServerIds");
    const groups =
        groupId === undefined
            ? cloud.alb.serverGroups.allOwnedByHost(call)
            : [ownedServerGroup(cloud, call, groupId)];
    const servers = groups
        .filter((group) => hasTags(call, group))
        .flatMap((group) => serversOf(cloud, group).map((server) => ({ group, server })))
        .filter(({ server }) => serverIds.length === 0 || serverIds.includes(server.serverId));
    return listed(call, "Servers", servers, describeServer);
}

function describeServerGroup(cloud: Cloud, group: ServerGroup): Answer {
    const { settings } = group;
    const loadBalancerIds = listenersTo(cloud, group).map(({ loadBalancerId }) => loadBalancerId);
    return {
        ServerGroupId: group.id,
        ServerGroupName: settings.name,
        ServerGroupType: group.type,
        ServerGroupStatus: group.status,
        Protocol: group.protocol,
        Scheduler: settings.scheduler,
        VpcId: group.vpcId,
        ServerCount: serversOf(cloud, group).length,
        HealthCheckConfig: describeHealthCheck(settings.healthCheck),
        StickySessionConfig: describeStickySession(settings.stickySession),
        ConnectionDrainConfig: {
            ConnectionDrainEnabled: settings.connectionDrain.enabled,
            ConnectionDrainTimeout: settings.connectionDrain.seconds,
        },
        SlowStartConfig: {
            SlowStartEnabled: settings.slowStart.enabled,
            SlowStartDuration: settings.slowStart.seconds,
        },
        ...(settings.hashedBy === undefined
            ? {}
            : { UchConfig: { Type: settings.hashedBy.type, Value: settings.hashedBy.value } }),
        CrossZoneEnabled: settings.crossZoneEnabled,
        UpstreamKeepaliveEnabled: settings.upstreamKeepaliveEnabled,
        Ipv6Enabled: false,
        ConfigManagedEnabled: false,
        ServiceName: settings.serviceName,
        RelatedLoadBalancerIds: [...new Set(loadBalancerIds)],
        ResourceGroupId: group.resourceGroupId,
        CreateTime: apiTime(group.createdAt),
        Tags: describeTags(group.tags),
    };
}

function describeHealthCheck(check: HealthCheck): Answer {
    return {
        HealthCheckEnabled: check.enabled,
        HealthCheckProtocol: check.protocol,
        HealthCheckConnectPort: check.connectPort,
        HealthCheckHost: check.host,
        HealthCheckHttpVersion: check.httpVersion,
        HealthCheckMethod: check.method,
        HealthCheckPath: check.path,
        HealthCheckCodes: check.codes,
        HealthCheckInterval: check.interval,
        HealthCheckTimeout: check.timeout,
        HealthyThreshold: check.healthyThreshold,
        UnhealthyThreshold: check.unhealthyThreshold,
    };
}

function describeStickySession({ enabled, type, cookie, cookieTimeout }: StickySession): Answer {
    return enabled
        ? {
              StickySessionEnabled: true,
              StickySessionType: type,
              Cookie: cookie,
              CookieTimeout: cookieTimeout,
          }
        : { StickySessionEnabled: false };
}

function describeServer({ group, server }: { group: ServerGroup; server: Server }): Answer {
    return {
        ServerGroupId: group.id,
        ServerId: server.serverId,
        ServerType: server.type,
        ServerIp: server.ip,
        Port: server.port,
        Weight: server.weight,
        Description: server.description,
        RemoteIpEnabled: server.remoteIpEnabled,
        Status: server.status,
    };
}
