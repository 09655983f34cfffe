import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { textOf } from "../../fields";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { availableServerGroup, serversOf } from "./lookups";
import {
    descriptionOf,
    findServer,
    listedServers,
    newServers,
    weightOf,
    type ListedServer,
} from "./serverParameters";
import type { Server, ServerGroup } from "./state";

/** UpdateServerGroupServersAttribute, Servers. */
const SERVERS_PER_UPDATE = 40;

export function addServers(cloud: Cloud, call: Call): Answer {
    return replace(cloud, call, { removed: [], added: listedServers(call, "Servers") });
}

export function removeServers(cloud: Cloud, call: Call): Answer {
    return replace(cloud, call, { removed: listedServers(call, "Servers"), added: [] });
}

export function replaceServers(cloud: Cloud, call: Call): Answer {
    return replace(cloud, call, {
        removed: listedServers(call, "RemovedServers"),
        added: listedServers(call, "AddedServers"),
    });
}

/** The weights and descriptions of servers that are in the group. */
export function updateServers(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    const present = serversOf(cloud, group);
    const changes = listedServers(call, "Servers", SERVERS_PER_UPDATE).map(
        (listed) => [memberOf(present, listed), listed] as const,
    );
    stopIfDryRun(call);
    changes.forEach(([server]) => {
        server.status = "Configuring";
    });
    return configure(cloud, call, group, () => {
        for (const [server, listed] of changes) {
            server.weight = weightOf(listed, server.weight);
            server.description = descriptionOf(listed, server.description);
            server.status = "Available";
        }
    });
}

function replace(
    cloud: Cloud,
    call: Call,
    listed: { removed: readonly ListedServer[]; added: readonly ListedServer[] },
): Answer {
    const group = availableServerGroup(cloud, call);
    const present = serversOf(cloud, group);
    const removed = listed.removed.map((server) => memberOf(present, server));
    const added = newServers(cloud, call, group, listed.added);
    const remaining = present.filter((server) => !removed.includes(server));
    for (const { serverId, ip, port } of added) {
        const isTwin = (other: Server) =>
            other.serverId === serverId && other.ip === ip && other.port === port;
        if (remaining.some(isTwin)) {
            throw refusal("Conflict.BackendServer", "BackendServer", serverId);
        }
    }
    stopIfDryRun(call);
    removed.forEach((server) => {
        server.status = "Removing";
    });
    group.servers.push(...added);
    return configure(cloud, call, group, () => {
        const kept = group.servers.filter((server) => !removed.includes(server));
        group.servers.splice(0, group.servers.length, ...kept);
        added.forEach((server) => {
            server.status = "Available";
        });
    });
}

function memberOf(servers: readonly Server[], listed: ListedServer): Server {
    const server = findServer(servers, listed);
    if (server === undefined) {
        throw refusal("ResourceNotFound.BackendServer", textOf(listed, "ServerId"));
    }
    return server;
}

function configure(cloud: Cloud, call: Call, group: ServerGroup, complete: () => void): Answer {
    group.status = "Configuring";
    return startJob(cloud, call, "servergroup", group, () => {
        complete();
        group.status = "Available";
    });
}
