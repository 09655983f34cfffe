import * as ipaddr from "ipaddr.js";

import { invalidParameter, missingParameter } from "../../apiError";
import type { Call, Parameter } from "../../call";
import type { Cloud } from "../../cloud";
import { matching, numberWithin, textOf } from "../../fields";
import { objects } from "../../parameters";
import { blocksOf } from "../vpc/parameters";
import { contains, parseCidrBlock } from "../vpc/cidrBlocks";
import { refusal } from "./errors";
import type { Server, ServerGroup } from "./state";

const PORTS = [1, 65535] as const;
const WEIGHTS = [0, 100] as const;
const STANDARD_WEIGHT = 100;
const DESCRIPTION = /^[\p{L}\d._\-,;/@]{2,256}$/u;
/** Where servers reached by way of other networks can be (RemoteIpEnabled). */
const REMOTE_BLOCKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

export type ListedServer = Readonly<Record<string, Parameter>>;

/** The servers of a call, of which each action takes a number of its own. */
export function listedServers(call: Call, name: string, most = 200): ListedServer[] {
    const servers = objects(call, name);
    if (servers.length > most) {
        throw invalidParameter(name, `Valid number: 1 to ${most}.`);
    }
    for (const server of servers) {
        for (const field of ["ServerId", "ServerType", "Port"]) {
            if (server[field] === undefined) {
                throw missingParameter(call.product, `${name}.${field}`);
            }
        }
        numberWithin(server, "Port", PORTS, 0);
        weightOf(server, STANDARD_WEIGHT);
        descriptionOf(server, "");
    }
    return servers;
}

/** The servers to add to a group, after every check that they can be in it. */
export function newServers(
    cloud: Cloud,
    call: Call,
    group: ServerGroup,
    listed: readonly ListedServer[],
): Server[] {
    const servers = listed.map((server): Server => ({
        serverId: textOf(server, "ServerId"),
        port: Number(server.Port),
        remoteIpEnabled: server.RemoteIpEnabled === true,
        weight: weightOf(server, STANDARD_WEIGHT),
        description: descriptionOf(server, ""),
        status: "Adding",
        ...placeOf(cloud, call, group, server),
    }));
    const keys = servers.map(({ serverId, ip, port }) => `${serverId} ${ip} ${port}`);
    if (new Set(keys).size < keys.length) {
        throw refusal("DuplicatedParam.BackendServer", "BackendServer");
    }
    return servers;
}

/** A server is identified by its id and port; one id can have several addresses. */
export function findServer(
    servers: readonly Server[],
    { ServerId, ServerIp, Port }: ListedServer,
): Server | undefined {
    return servers.find(
        ({ serverId, ip, port }) =>
            serverId === ServerId && port === Port && (ServerIp ?? ip) === ip,
    );
}

export function weightOf(server: ListedServer, present: number): number {
    return numberWithin(server, "Weight", WEIGHTS, present);
}

export function descriptionOf(server: ListedServer, present: string): string {
    return matching(server, "Description", DESCRIPTION, present);
}

/** What the server is and which address requests go to: it must be the caller's and in the group's VPC. */
function placeOf(
    cloud: Cloud,
    call: Call,
    group: ServerGroup,
    server: ListedServer,
): Pick<Server, "type" | "ip"> {
    const serverType = textOf(server, "ServerType");
    const serverId = textOf(server, "ServerId");
    if ((group.type === "Ip") !== (serverType === "Ip")) {
        throw refusal("Mismatch.ServerType", "ServerType", serverType, group.type);
    }
    switch (serverType) {
        case "Ip":
            return { type: "Ip", ip: addressOf(cloud, group, server) };
        case "Ecs": {
            const instance = cloud.ecs.instances.ownedByHost(call, serverId);
            if (instance === undefined || instance.releasing) {
                throw refusal("ResourceNotFound.Ecs", serverId);
            }
            checkPlace(group, instance, server);
            return { type: "Ecs", ip: instance.privateIpAddress };
        }
        case "Eni": {
            const networkInterface = cloud.ecs.networkInterfaces.ownedByHost(call, serverId);
            if (networkInterface === undefined || networkInterface.managedBy !== undefined) {
                throw refusal("ResourceNotFound.Eni", serverId);
            }
            checkPlace(group, networkInterface, server);
            return { type: "Eni", ip: networkInterface.privateIpAddress };
        }
        case "Eci":
            throw refusal("ResourceNotFound.Eci", serverId);
        default:
            throw invalidParameter("ServerType", "Valid values: Ecs, Eni, Eci, Ip, Fc.");
    }
}

function checkPlace(
    group: ServerGroup,
    { vpcId, privateIpAddress }: { vpcId: string; privateIpAddress: string },
    { ServerIp }: ListedServer,
): void {
    if (vpcId !== group.vpcId) {
        throw refusal("Mismatch.VpcId", "VpcId", "BackendServer", "ServerGroup");
    }
    if (ServerIp !== undefined && ServerIp !== privateIpAddress) {
        throw refusal("IllegalParam.ServerIp");
    }
}

/** In an IP group a server's id is its address: in the VPC, unless it is reached by way of other networks. */
function addressOf(cloud: Cloud, group: ServerGroup, server: ListedServer): string {
    const address = textOf(server, "ServerId");
    const block = ipaddr.IPv4.isValidFourPartDecimal(address)
        ? parseCidrBlock(`${address}/32`)
        : undefined;
    const vpc = cloud.vpc.vpcs.get(group.vpcId);
    if (block === undefined || vpc === undefined || (server.ServerIp ?? address) !== address) {
        throw refusal("IllegalParam.ServerIp");
    }
    const within =
        server.RemoteIpEnabled === true
            ? REMOTE_BLOCKS.flatMap((remote) => parseCidrBlock(remote) ?? [])
            : blocksOf(vpc);
    if (!within.some((outer) => contains(outer, block))) {
        throw refusal("IllegalParam.ServerIp");
    }
    return address;
}
