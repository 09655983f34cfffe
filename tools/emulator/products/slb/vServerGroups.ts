import { ApiError, missingParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { newRegionalIdentifier } from "../../identifiers";
import { flag, text } from "../../parameters";
import { hasTags, readTags } from "../../tags";
import { TAG_REFUSALS } from "./errors";
import { dropReleased, ownedLoadBalancer, ownedVServerGroup } from "./lookups";
import { checkServer, readServers, type ListedServer } from "./serverParameters";
import type { ClassicLoadBalancer, GroupServer, VServerGroup } from "./state";

export function createVServerGroup(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const servers = newServers(cloud, call, loadBalancer, readServers(call), []);
    const id = newRegionalIdentifier("rsp-", call.regionId, 13);
    const group = cloud.slb.vServerGroups.add({
        id,
        accountId: call.account.accountId,
        regionId: call.regionId,
        loadBalancerId: loadBalancer.id,
        name: text(call, "VServerGroupName") ?? id,
        servers,
        createdAt: cloud.clock.now(),
        tags: readTags(call, TAG_REFUSALS),
    });
    return { VServerGroupId: group.id, BackendServers: describeServers(group) };
}

/** Refused while a listener forwards to the group. */
export function deleteVServerGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    if (listenersOf(cloud, group).length > 0) {
        throw new ApiError("RspoolVipExist", "there are vips associating with this vServer group.");
    }
    cloud.slb.vServerGroups.remove(group.id);
    return {};
}

export function describeVServerGroups(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const name = text(call, "Description");
    const groups = cloud.slb.vServerGroups
        .allOwned(call)
        .filter(
            (group) =>
                group.loadBalancerId === loadBalancer.id &&
                (name === undefined || group.name.includes(name)) &&
                hasTags(call, group),
        );
    return {
        VServerGroups: {
            VServerGroup: groups.map((group) => {
                dropReleased(cloud, group.servers);
                const listeners = listenersOf(cloud, group);
                return {
                    VServerGroupId: group.id,
                    VServerGroupName: group.name,
                    ServerCount: group.servers.length,
                    CreateTime: apiTime(group.createdAt),
                    Tags: describeTags(group),
                    AssociatedObjects: {
                        Listeners: {
                            Listener: flag(call, "IncludeListener") === true ? listeners : [],
                        },
                        Rules: { Rule: [] },
                    },
                };
            }),
        },
    };
}

export function describeVServerGroupAttribute(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    dropReleased(cloud, group.servers);
    return {
        VServerGroupId: group.id,
        VServerGroupName: group.name,
        LoadBalancerId: group.loadBalancerId,
        CreateTime: apiTime(group.createdAt),
        Tags: describeTags(group),
        BackendServers: {
            BackendServer: group.servers.map((server) => ({
                ...describeServer(server),
                ServerIp: server.serverIp,
            })),
        },
    };
}

/** The name, and the weights of servers that are in the group. */
export function setVServerGroupAttribute(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    dropReleased(cloud, group.servers);
    const changes = readServers(call).map((listed): [GroupServer, ListedServer] => {
        const server = find(group.servers, listed);
        if (server === undefined) {
            throw serverNotFound();
        }
        return [server, listed];
    });
    group.name = text(call, "VServerGroupName") ?? group.name;
    for (const [server, { weight }] of changes) {
        server.weight = weight ?? server.weight;
    }
    return {
        VServerGroupId: group.id,
        VServerGroupName: group.name,
        BackendServers: describeServers(group),
    };
}

export function addVServerGroupBackendServers(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    dropReleased(cloud, group.servers);
    add(cloud, call, group, readServers(call));
    return { VServerGroupId: group.id, BackendServers: describeServers(group) };
}

export function removeVServerGroupBackendServers(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    dropReleased(cloud, group.servers);
    remove(group, readServers(call));
    return {
        VServerGroupId: group.id,
        BackendServers: {
            BackendServer: group.servers.map(({ serverId, port, type, weight }) => ({
                ServerId: serverId,
                Port: port,
                Type: type,
                Weight: weight,
            })),
        },
    };
}

/** Replaces old servers of the group by new ones in one call. */
export function modifyVServerGroupBackendServers(cloud: Cloud, call: Call): Answer {
    const group = ownedVServerGroup(cloud, call);
    dropReleased(cloud, group.servers);
    const old = readServers(call, "OldBackendServers");
    if (old.some((server) => find(group.servers, server) === undefined)) {
        throw serverNotFound();
    }
    const kept = [...group.servers];
    remove(group, old);
    try {
        add(cloud, call, group, readServers(call, "NewBackendServers"));
    } catch (error) {
        group.servers.splice(0, group.servers.length, ...kept);
        throw error;
    }
    return { VServerGroupId: group.id, BackendServers: describeServers(group) };
}

function add(cloud: Cloud, call: Call, group: VServerGroup, listed: readonly ListedServer[]): void {
    const loadBalancer = cloud.slb.loadBalancers.get(group.loadBalancerId);
    if (loadBalancer === undefined) {
        throw new TypeError(`vServer group ${group.id} has lost its CLB`);
    }
    for (const server of newServers(cloud, call, loadBalancer, listed, group.servers)) {
        const known = find(group.servers, server);
        if (known === undefined) {
            group.servers.push(server);
        } else {
            known.weight = server.weight;
        }
    }
}

function remove(group: VServerGroup, listed: readonly ListedServer[]): void {
    for (const entry of listed) {
        const server = find(group.servers, entry);
        if (server !== undefined) {
            group.servers.splice(group.servers.indexOf(server), 1);
        }
    }
}

function newServers(
    cloud: Cloud,
    call: Call,
    loadBalancer: ClassicLoadBalancer,
    listed: readonly ListedServer[],
    others: readonly GroupServer[],
): GroupServer[] {
    const servers: GroupServer[] = [];
    for (const entry of listed) {
        if (entry.port === undefined) {
            throw missingParameter("slb", "Port");
        }
        const known = [...loadBalancer.backendServers, ...others, ...servers];
        servers.push({
            ...checkServer(cloud, call, loadBalancer, entry, known),
            port: entry.port,
        });
    }
    return servers;
}

/** The same server may be in a group with several ports. */
function find(
    servers: readonly GroupServer[],
    { serverId, port }: { serverId: string; port?: number },
): GroupServer | undefined {
    return servers.find((server) => server.serverId === serverId && server.port === port);
}

function listenersOf(cloud: Cloud, group: VServerGroup): { Port: number; Protocol: string }[] {
    const listeners = cloud.slb.loadBalancers.get(group.loadBalancerId)?.listeners ?? [];
    return listeners
        .filter(({ attributes }) => attributes["VServerGroupId"] === group.id)
        .map(({ port, protocol }) => ({ Port: port, Protocol: protocol }));
}

function describeServers({ servers }: VServerGroup): Answer {
    return { BackendServer: servers.map(describeServer) };
}

function describeServer({ serverId, port, type, weight, description }: GroupServer): Answer {
    return {
        ServerId: serverId,
        Port: port,
        Type: type,
        Weight: weight,
        ...(description === "" ? {} : { Description: description }),
    };
}

function describeTags({ tags }: VServerGroup): Answer {
    return { Tag: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

function serverNotFound(): ApiError {
    return notFound("InvalidServerId.NotFound", "The specified ServerId does not exist.");
}
