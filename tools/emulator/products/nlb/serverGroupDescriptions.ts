import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { listenersTo, ownedServerGroup } from "./lookups";
import type { HealthCheck, Server, ServerGroup } from "./state";

export function listServerGroups(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "ServerGroupIds");
    const names = texts(call, "ServerGroupNames");
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const matching = cloud.nlb.serverGroups
        .allOwned(call)
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
    const ids = texts(call, "ServerIds");
    const addresses = texts(call, "ServerIps");
    const groups =
        groupId === undefined
            ? cloud.nlb.serverGroups.allOwned(call)
            : [ownedServerGroup(cloud, call, groupId)];
    const servers = groups
        .flatMap((group) => group.servers.map((server) => ({ group, server })))
        .filter(
            ({ server }) =>
                (ids.length === 0 || ids.includes(server.serverId)) &&
                (addresses.length === 0 || addresses.includes(server.ip)),
        );
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
        AddressIPVersion: "ipv4",
        AnyPortEnabled: group.anyPortEnabled,
        ConnectionDrainEnabled: settings.connectionDrainEnabled,
        ConnectionDrainTimeout: settings.connectionDrainTimeout,
        PreserveClientIpEnabled: settings.preserveClientIpEnabled,
        HealthCheck: describeHealthCheck(settings.healthCheck),
        VpcId: group.vpcId,
        RegionId: group.regionId,
        ServerCount: group.servers.length,
        RelatedLoadBalancerIds: [...new Set(loadBalancerIds)],
        ResourceGroupId: group.resourceGroupId,
        Tags: describeTags(group.tags),
    };
}

function describeHealthCheck(check: HealthCheck): Answer {
    return {
        HealthCheckEnabled: check.enabled,
        HealthCheckType: check.type,
        HealthCheckConnectPort: check.connectPort,
        HealthCheckConnectTimeout: check.timeout,
        HealthCheckInterval: check.interval,
        HealthyThreshold: check.healthyThreshold,
        UnhealthyThreshold: check.unhealthyThreshold,
        ...(check.type === "HTTP"
            ? {
                  HealthCheckDomain: check.domain,
                  HealthCheckHttpVersion: check.httpVersion,
                  HttpCheckMethod: check.method,
                  HealthCheckUrl: check.path,
                  HealthCheckHttpCode: check.codes,
              }
            : {}),
        ...(check.type === "UDP" && check.request !== ""
            ? { HealthCheckReq: check.request, HealthCheckExp: check.response }
            : {}),
    };
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
        ZoneId: server.zoneId,
        Status: server.status,
    };
}
