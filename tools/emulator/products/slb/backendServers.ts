import { notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { dropReleased, ownedLoadBalancer } from "./lookups";
import { checkServer, readServers, type ListedServer } from "./serverParameters";
import type { BackendServer, ClassicLoadBalancer } from "./state";

/** A server that is there already keeps its place and takes the weight. */
export function addBackendServers(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const servers = loadBalancer.backendServers;
    dropReleased(cloud, servers);
    const added: BackendServer[] = [];
    for (const listed of readServers(call)) {
        const server = checkServer(cloud, call, loadBalancer, listed, [...servers, ...added]);
        added.push(server);
    }
    for (const server of added) {
        const known = find(servers, server.serverId);
        if (known === undefined) {
            servers.push(server);
        } else {
            known.weight = server.weight;
        }
    }
    return answer(loadBalancer, (weight) => String(weight));
}

/** What is not there needs no removal. */
export function removeBackendServers(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const servers = loadBalancer.backendServers;
    dropReleased(cloud, servers);
    for (const { serverId } of readServers(call)) {
        const server = find(servers, serverId);
        if (server !== undefined) {
            servers.splice(servers.indexOf(server), 1);
        }
    }
    return answer(loadBalancer, (weight) => weight);
}

export function setBackendServers(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const servers = loadBalancer.backendServers;
    dropReleased(cloud, servers);
    const changes = readServers(call).map((listed): [BackendServer, ListedServer] => {
        const server = find(servers, listed.serverId);
        if (server === undefined) {
            throw notFound("InvalidServerId.NotFound", "The specified ServerId does not exist.");
        }
        return [server, listed];
    });
    for (const [server, { weight }] of changes) {
        server.weight = weight ?? server.weight;
    }
    return answer(loadBalancer, (weight) => String(weight));
}

function find(servers: readonly BackendServer[], id: string): BackendServer | undefined {
    return servers.find(({ serverId }) => serverId === id);
}

/** The weight is a text in the answers of two of the three actions. */
function answer(
    { id, backendServers }: ClassicLoadBalancer,
    formatWeight: (weight: number) => string | number,
): Answer {
    return {
        LoadBalancerId: id,
        BackendServers: {
            BackendServer: backendServers.map(({ serverId, type, weight, description }) => ({
                ServerId: serverId,
                Type: type,
                Weight: formatWeight(weight),
                ...(description === "" ? {} : { Description: description }),
            })),
        },
    };
}
