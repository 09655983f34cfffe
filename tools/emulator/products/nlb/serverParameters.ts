import * as ipaddr from "ipaddr.js";

import { missingParameter } from "../../apiError";
import type { Call, Parameter } from "../../call";
import type { Cloud } from "../../cloud";
import { textOf } from "../../fields";
import { objects } from "../../parameters";
import { contains, parseCidrBlock } from "../vpc/cidrBlocks";
import { refusal } from "./errors";
import { DESCRIPTION, matching, numberWithin } from "./parameters";
import type { Server, ServerGroup } from "./state";

const WEIGHTS = [0, 100] as const;
const STANDARD_WEIGHT = 100;
/** AddServersToServerGroup, Servers. */
const SERVERS_PER_CALL = 200;
/** Servers by address may be in other networks, but have private addresses only. */
const PRIVATE_BLOCKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

export type ListedServer = Readonly<Record<string, Parameter>>;

/** The servers of a call, each with what the API requires. */
export function listedServers(call: Call): ListedServer[] {
    const servers = objects(call, "Servers");
    if (servers.length > SERVERS_PER_CALL) {
        throw refusal("IllegalParam", "Servers");
    }
    for (const server of servers) {
        for (const field of ["ServerId", "ServerType"]) {
            if (server[field] === undefined) {
                throw missingParameter(call.product, `Servers.${field}`);
            }
        }
        numberWithin(server, "Port", [0, 65535], 0);
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
        port: portOf(group, server),
        weight: weightOf(server, STANDARD_WEIGHT),
        description: descriptionOf(server, ""),
        status: "Adding",
        ...placeOf(cloud, call, group, server),
    }));
    const keys = [...group.servers, ...servers].map(serverKey);
    if (new Set(keys).size < keys.length) {
        throw refusal("DuplicatedParam.Server");
    }
    return servers;
}

/** A server is identified by its id and port; one id can have several addresses. */
export function findServer(
    servers: readonly Server[],
    { ServerId, ServerIp, Port = 0 }: ListedServer,
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
    return matching(server, "Description", DESCRIPTION, present, "IllegalParam.description");
}

function serverKey({ serverId, ip, port }: Server): string {
    return `${serverId} ${ip} ${port}`;
}

/** A server of a group for any port has none of its own. */
function portOf({ anyPortEnabled }: ServerGroup, server: ListedServer): number {
    const port = Number(server.Port ?? 0);
    if (anyPortEnabled !== (port === 0)) {
        throw refusal("IllegalParam.RSPortConflictWithServerGroup");
    }
    return port;
}

/** What the server is and which address connections go to: an instance must be the caller's and in the group's VPC. */
function placeOf(
    cloud: Cloud,
    call: Call,
    group: ServerGroup,
    server: ListedServer,
): Pick<Server, "type" | "ip" | "zoneId"> {
    const serverType = textOf(server, "ServerType");
    const serverId = textOf(server, "ServerId");
    if ((group.type === "Ip") !== (serverType === "Ip")) {
        throw refusal("Mismatch.ServerType", serverType, group.type);
    }
    switch (serverType) {
        case "Ip": {
            const ip = addressOf(server);
            const vswitch = cloud.vpc.vswitches
                .all()
                .find(({ vpcId, addresses }) => vpcId === group.vpcId && addresses.has(ip));
            return { type: "Ip", ip, zoneId: vswitch?.zoneId ?? "" };
        }
        case "Ecs": {
            const instance = cloud.ecs.instances.owned(call, serverId);
            if (instance === undefined || instance.releasing) {
                throw refusal("ResourceNotFound.Ecs");
            }
            checkPlace(group, instance, server);
            return { type: "Ecs", ip: instance.privateIpAddress, zoneId: instance.zoneId };
        }
        case "Eni": {
            const networkInterface = cloud.ecs.networkInterfaces.owned(call, serverId);
            if (networkInterface === undefined || networkInterface.managedBy !== undefined) {
                throw refusal("ResourceNotFound.Eni");
            }
            checkPlace(group, networkInterface, server);
            const { privateIpAddress, zoneId } = networkInterface;
            return { type: "Eni", ip: privateIpAddress, zoneId };
        }
        case "Eci":
            throw refusal("ResourceNotFound.Eci");
        default:
            throw refusal("IllegalParam", "ServerType");
    }
}

function checkPlace(
    group: ServerGroup,
    { id, vpcId, privateIpAddress }: { id: string; vpcId: string; privateIpAddress: string },
    { ServerIp }: ListedServer,
): void {
    if (vpcId !== group.vpcId) {
        throw refusal("Mismatch.VpcId", id, group.id);
    }
    if (ServerIp !== undefined && ServerIp !== privateIpAddress) {
        throw refusal("IllegalParam.IP");
    }
}

/** In an IP group a server's id is its address. */
function addressOf(server: ListedServer): string {
    const address = textOf(server, "ServerId");
    const block = ipaddr.IPv4.isValidFourPartDecimal(address)
        ? parseCidrBlock(`${address}/32`)
        : undefined;
    const isPrivate =
        block !== undefined &&
        PRIVATE_BLOCKS.flatMap((outer) => parseCidrBlock(outer) ?? []).some((outer) =>
            contains(outer, block),
        );
    if (!isPrivate || (server.ServerIp ?? address) !== address) {
        throw refusal("IllegalParam.IP");
    }
    return address;
}
