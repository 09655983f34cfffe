import * as nlb from "@pulumi/alicloud/nlb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";

/** A server that an NLB forwards to: an instance, a network interface or an address. */
export interface NlbServer {
    /** Name of the server among the others, which its resource is called after. */
    name: string;
    /** Id of an ECS instance in the load balancer's VPC. */
    serverId?: pulumi.Input<string>;
    /** Id of a network interface in the load balancer's VPC. */
    networkInterfaceId?: pulumi.Input<string>;
    /**
     * Private address of the server, for instance of a database or in another VPC that is connected to the load
     * balancer's.
     */
    serverIp?: pulumi.Input<string>;
    /** Port of the server, from 1 to 65535. 80 by default; not allowed behind listeners of port ranges. Changing it replaces the server's entry. */
    port?: pulumi.Input<number>;
    /** Share of the traffic, from 0 (none) to 100. 100 by default. */
    weight?: pulumi.Input<number>;
}

/** Adds a server to a group. */
export function createServer(
    name: string,
    serverGroupId: pulumi.Input<string>,
    server: NlbServer,
    isRange: boolean,
    options: pulumi.CustomResourceOptions,
): nlb.ServerGroupServerAttachment {
    const { serverId, networkInterfaceId, serverIp, port = 80, weight = 100 } = server;
    return new nlb.ServerGroupServerAttachment(
        `${name}-${server.name}`,
        {
            serverGroupId,
            serverId: serverId ?? networkInterfaceId ?? serverIp ?? "",
            serverIp,
            serverType:
                serverId !== undefined ? "Ecs" : networkInterfaceId !== undefined ? "Eni" : "Ip",
            port: isRange ? 0 : port,
            weight,
        },
        options,
    );
}

/** Whether the servers of a group are known by their addresses. */
export function isKnownByAddress(servers: readonly NlbServer[]): boolean {
    return servers[0]?.serverIp !== undefined;
}

/** Checks the servers of a group. Returns those that are objects. */
export function checkServers(
    checks: ChildChecks,
    path: string,
    list: readonly NlbServer[],
    isRange: boolean,
): NlbServer[] {
    checks.plain<readonly unknown[] | undefined>(path, list, rules.serversNotEmpty);
    const entries = checks.entries(path, list);
    const servers = entries.map(({ entry }) => entry);
    checks.check(
        path,
        servers.map(({ name }) => name),
        rules.serverNamesDistinct,
    );
    const kinds = servers.map(({ serverIp }) => ({ byId: serverIp === undefined }));
    checks.check(path, kinds, rules.serversOfOneKind);
    for (const { path: serverPath, entry } of entries) {
        checkServer(checks, serverPath, entry, isRange);
    }
    return servers;
}

const IDENTITIES = ["serverId", "networkInterfaceId", "serverIp"] as const;

function checkServer(checks: ChildChecks, path: string, server: NlbServer, isRange: boolean): void {
    checks.plain(`${path}.name`, server.name, rules.nonEmpty);
    const identities = IDENTITIES.filter((property) => server[property] !== undefined);
    checks.check(path, { identities }, rules.nlbServerIdentity);
    const isSet = server.port !== undefined;
    checks.check(`${path}.port`, { isRange, isSet }, rules.portOfServers);
    checks.arguments(
        server,
        {
            serverId: [rules.nonEmpty, rules.serverId],
            networkInterfaceId: [rules.nonEmpty, rules.networkInterfaceId],
            serverIp: rules.privateServerAddress,
            port: rules.port,
            weight: rules.weight,
        },
        path,
    );
}
