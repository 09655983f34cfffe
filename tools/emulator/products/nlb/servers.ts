import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { availableServerGroup } from "./lookups";
import {
    descriptionOf,
    findServer,
    listedServers,
    newServers,
    weightOf,
    type ListedServer,
} from "./serverParameters";
import type { Server, ServerGroup } from "./state";

export function addServers(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    const added = newServers(cloud, call, group, listedServers(call));
    stopIfDryRun(call);
    group.servers.push(...added);
    return configure(cloud, call, group, () => {
        added.forEach((server) => {
            server.status = "Available";
        });
    });
}

export function removeServers(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    const removed = listedServers(call).map((listed) => memberOf(group, listed));
    stopIfDryRun(call);
    removed.forEach((server) => {
        server.status = "Removing";
    });
    return configure(cloud, call, group, () => {
        const kept = group.servers.filter((server) => !removed.includes(server));
        group.servers.splice(0, group.servers.length, ...kept);
    });
}

/** The weights and descriptions of servers that are in the group. */
export function updateServers(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    const changes = listedServers(call).map((listed) => [memberOf(group, listed), listed] as const);
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

function memberOf({ servers }: ServerGroup, listed: ListedServer): Server {
    const server = findServer(servers, listed);
    if (server === undefined) {
        throw refusal("ResourceNotFound.BackendServer");
    }
    return server;
}

function configure(cloud: Cloud, call: Call, group: ServerGroup, complete: () => void): Answer {
    group.status = "Configuring";
    const job = startJob(cloud, call, "servergroup", group, () => {
        complete();
        group.status = "Available";
    });
    return { ServerGroupId: group.id, ...job };
}
