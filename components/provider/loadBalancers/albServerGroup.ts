import * as alb from "@pulumi/alicloud/alb";
import type * as pulumi from "@pulumi/pulumi";

import { type AlbHealthCheck, checkHealthCheck, healthCheckConfig } from "./albHealthCheck";
import type { ChildChecks, Report } from "../../preflight";
import { deployedChild, type DeployedResource } from "../../preflight/deployedResources";
import * as rules from "../../preflight/rules";
import { containsDeferred } from "../../preflight/rules/values";
import type { Tags } from "../../shared/types";
import { AlbServerProtocol, AlbScheduler } from "../../shared/loadBalancers";

/** How an ALB keeps a client with one server. */
export interface AlbStickySession {
    /**
     * Name of a cookie of the application that the load balancer uses. By default it sets its own
     * cookie.
     */
    cookie?: pulumi.Input<string>;
    /** Lifetime of the load balancer's own cookie in seconds, from 1 to 86400. 1000 by default. */
    cookieTimeoutSeconds?: pulumi.Input<number>;
}

/** A server that an ALB forwards to. */
export interface AlbServer {
    /** Id of an ECS instance in the load balancer's VPC. By default the server is identified by its address. Set it for all servers of a load balancer or for none. */
    serverId?: pulumi.Input<string>;
    /** Private address of the server. */
    serverIp: pulumi.Input<string>;
    /** Port of the server, from 1 to 65535. 80 by default. */
    port?: pulumi.Input<number>;
    /** Share of the traffic, from 0 (none) to 100. 100 by default. */
    weight?: pulumi.Input<number>;
}

/** The servers behind an ALB and how they are used. */
export interface AlbServerGroup {
    /**
     * The servers, at least one, and at most 200 more or less in one update. One whose port or weight changes is
     * removed and added again.
     */
    servers: AlbServer[];
    /** Name of the group. The component's name by default. */
    serverGroupName?: pulumi.Input<string>;
    /** Protocol to the servers: `HTTP` (the default) or `HTTPS`. Changing it replaces the group. */
    protocol?: pulumi.Input<AlbServerProtocol>;
    /** How a server is chosen: `Wrr` (the default), `Wlc` or `Sch`. */
    scheduler?: pulumi.Input<AlbScheduler>;
    /** Health check. On by default, with the defaults of its properties. */
    healthCheck?: AlbHealthCheck;
    /** Keeps each client with one server. Off by default. */
    stickySession?: AlbStickySession;
}

/** Creates the server group of a load balancer. */
export function createServerGroup(
    name: string,
    group: AlbServerGroup,
    placement: {
        readonly vpcId: pulumi.Input<string>;
        readonly resourceGroupId?: pulumi.Input<string>;
        readonly tags?: Tags;
    },
    options: pulumi.CustomResourceOptions,
): alb.ServerGroup {
    const { healthCheck: check, stickySession } = group;
    const knownByAddress = group.servers[0]?.serverId === undefined;
    return new alb.ServerGroup(
        name,
        {
            ...placement,
            serverGroupName: group.serverGroupName ?? name,
            serverGroupType: groupType(group),
            protocol: group.protocol ?? AlbServerProtocol.Http,
            scheduler: group.scheduler ?? AlbScheduler.WeightedRoundRobin,
            // Address and weight are always set: without them each run would show a change.
            servers: group.servers.map(({ serverId, serverIp, port, weight }) => ({
                serverType: knownByAddress ? "Ip" : "Ecs",
                serverId: serverId ?? serverIp,
                serverIp,
                port: port ?? 80,
                weight: weight ?? 100,
            })),
            healthCheckConfig: healthCheckConfig(check),
            // Also set when it is off: the provider would show its absence as a change.
            stickySessionConfig:
                stickySession === undefined
                    ? { stickySessionEnabled: false }
                    : {
                          stickySessionEnabled: true,
                          stickySessionType:
                              stickySession.cookie === undefined ? "Insert" : "Server",
                          cookie: stickySession.cookie,
                          cookieTimeout:
                              stickySession.cookie === undefined
                                  ? (stickySession.cookieTimeoutSeconds ?? 1000)
                                  : undefined,
                      },
        },
        options,
    );
}

function groupType({ servers }: AlbServerGroup): string {
    return servers[0]?.serverId === undefined ? "Ip" : "Instance";
}

/** AddServersToServerGroup and RemoveServersFromServerGroup: Servers. */
const SERVERS_PER_CALL = 200;

/**
 * Checks that the servers of a group can be added and removed, which the provider does in one call each: those
 * of a new group, or what differs from the deployed one. A server that changes is removed and added.
 */
export function checkServerCount(checks: ChildChecks, name: string, group: AlbServerGroup): void {
    const { protocol = AlbServerProtocol.Http } = group;
    const deployed = deployedChild(
        "AlbServiceResource",
        "alicloud:alb/serverGroup:ServerGroup",
        name,
    );
    const servers = group.servers.map(({ serverId, serverIp, port = 80, weight = 100 }) => ({
        serverId: serverId ?? serverIp,
        serverIp,
        port,
        weight,
    }));
    const check = (report: Report, added: number, removed: number) => {
        const facts = { most: SERVERS_PER_CALL, added, removed };
        report.check("serverGroup.servers", facts, rules.serversPerCall);
    };
    if (containsDeferred(servers)) {
        // How many there are is known at preview already.
        checks.lookUp({}, async (_, report) => {
            const added = servers.length - serversOf(await deployed).length;
            check(report, added, -added);
        });
    }
    checks.lookUp({ servers, protocol }, async (known, report) => {
        const found = await deployed;
        const stays =
            found?.outputs.protocol === known.protocol &&
            found.outputs.serverGroupType === groupType(group);
        const before = new Set((stays ? serversOf(found) : []).map(serverKey));
        const after = new Set(known.servers.map(serverKey));
        check(
            report,
            [...after].filter((key) => !before.has(key)).length,
            [...before].filter((key) => !after.has(key)).length,
        );
    });
}

/** Identifies a server within its group. */
interface Server {
    readonly serverId: string;
    readonly serverIp: string;
    readonly port: number;
    readonly weight: number;
}

function serversOf(group: DeployedResource | undefined): readonly Server[] {
    return (group?.outputs.servers ?? []) as readonly Server[];
}

function serverKey({ serverId, serverIp, port, weight }: Server): string {
    return [serverId, serverIp, port, weight].join();
}

/** Checks a server group. */
export function checkServerGroup(checks: ChildChecks, path: string, group: AlbServerGroup): void {
    if (!checks.plain<unknown>(path, group, rules.anObject)) {
        return;
    }
    checks.arguments(
        group,
        {
            serverGroupName: rules.albName,
            protocol: rules.albServerProtocol,
            scheduler: rules.albScheduler,
        },
        path,
    );
    checkServers(checks, `${path}.servers`, group.servers);
    if (group.healthCheck !== undefined) {
        checkHealthCheck(checks, `${path}.healthCheck`, group.healthCheck);
    }
    if (group.stickySession !== undefined) {
        checkStickySession(checks, `${path}.stickySession`, group.stickySession);
    }
}

function checkServers(checks: ChildChecks, path: string, servers: AlbServer[]): void {
    checks.plain(path, servers, rules.serversNotEmpty);
    const entries = checks.entries(path, servers);
    checks.check(
        path,
        entries.map(({ entry }) => ({ byId: entry.serverId !== undefined })),
        rules.serversOfOneKind,
    );
    checks.check(
        path,
        entries.flatMap(({ entry }) => plainAddress(entry)),
        rules.serversDistinct,
    );
    for (const { path: serverPath, entry } of entries) {
        checks.arguments(
            entry,
            {
                serverId: [rules.nonEmpty, rules.serverId],
                serverIp: [rules.required, rules.ipv4Address],
                port: rules.port,
                weight: rules.weight,
            },
            serverPath,
        );
    }
}

function checkStickySession(checks: ChildChecks, path: string, session: AlbStickySession): void {
    if (!checks.plain<unknown>(path, session, rules.anObject)) {
        return;
    }
    const facts = {
        hasCookie: session.cookie !== undefined,
        hasTimeout: session.cookieTimeoutSeconds !== undefined,
    };
    checks.check(`${path}.cookieTimeoutSeconds`, facts, rules.cookieOrTimeout);
    checks.arguments(
        session,
        { cookie: rules.cookie, cookieTimeoutSeconds: rules.cookieTimeout },
        path,
    );
}

/** Address and port of a server, if both are known. */
function plainAddress({ serverIp, port = 80 }: AlbServer): string[] {
    return typeof serverIp === "string" && typeof port === "number" ? [`${serverIp}:${port}`] : [];
}
