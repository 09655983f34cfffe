import * as alb from "@pulumi/alicloud/alb";
import type * as pulumi from "@pulumi/pulumi";

import { checkLimits } from "./healthCheckLimits";
import type { Preflight } from "./preflight";
import * as rules from "./preflight/rules";
import type { Tags } from "./types";

/** Protocol between an ALB and its servers. */
export const AlbServerProtocol = {
    /** HTTP. */
    Http: "HTTP",
    /** HTTPS. */
    Https: "HTTPS",
} as const;
export type AlbServerProtocol = (typeof AlbServerProtocol)[keyof typeof AlbServerProtocol];

/** How an ALB chooses a server. */
export const AlbScheduler = {
    /** In turn, by weight. */
    WeightedRoundRobin: "Wrr",
    /** The server with the fewest requests, by weight. */
    WeightedLeastConnections: "Wlc",
    /** By a hash of the client's address. */
    SourceAddressHash: "Sch",
} as const;
export type AlbScheduler = (typeof AlbScheduler)[keyof typeof AlbScheduler];

/** Protocol of an ALB's health check. */
export const AlbHealthCheckProtocol = {
    /** An HTTP request. */
    Http: "HTTP",
    /** An HTTPS request. */
    Https: "HTTPS",
    /** A TCP connection. */
    Tcp: "TCP",
} as const;
export type AlbHealthCheckProtocol =
    (typeof AlbHealthCheckProtocol)[keyof typeof AlbHealthCheckProtocol];

/** HTTP method of an ALB's health check. */
export const AlbHealthCheckMethod = {
    /** Without a body in the answer. */
    Head: "HEAD",
    /** With a body in the answer. */
    Get: "GET",
} as const;
export type AlbHealthCheckMethod = (typeof AlbHealthCheckMethod)[keyof typeof AlbHealthCheckMethod];

/** Health check of an ALB's servers. */
export interface AlbHealthCheck {
    /** Whether servers are checked. True by default. */
    enabled?: pulumi.Input<boolean>;
    /** Protocol: `HTTP` (the default), `HTTPS` or `TCP`. */
    protocol?: pulumi.Input<AlbHealthCheckProtocol>;
    /** Method of the request: `HEAD` (the default) or `GET`. */
    method?: pulumi.Input<AlbHealthCheckMethod>;
    /** Path of the request. `/` by default. */
    path?: pulumi.Input<string>;
    /** Host name that the request carries. The server's address by default. */
    host?: pulumi.Input<string>;
    /** Answers that count as healthy: any of `http_2xx` (the default), `http_3xx`, `http_4xx` and `http_5xx`. */
    codes?: pulumi.Input<pulumi.Input<string>[]>;
    /** Port that is checked, from 1 to 65535. The server's own by default. */
    port?: pulumi.Input<number>;
    /** Seconds between two checks, from 1 to 50. 2 by default. */
    intervalSeconds?: pulumi.Input<number>;
    /** Seconds that an answer may take, from 1 to 300. 5 by default. */
    timeoutSeconds?: pulumi.Input<number>;
    /** Good answers in a row that make a server healthy, from 2 to 10. 3 by default. */
    healthyThreshold?: pulumi.Input<number>;
    /** Bad answers in a row that make a server unhealthy, from 2 to 10. 3 by default. */
    unhealthyThreshold?: pulumi.Input<number>;
}

/** How an ALB keeps a client with one server. */
export interface AlbStickySession {
    /**
     * Name of a cookie of the application's own, which the load balancer then follows. By default it
     * sets a cookie itself.
     */
    cookie?: pulumi.Input<string>;
    /** Seconds for which the load balancer's own cookie holds, from 1 to 86400. 1000 by default. */
    cookieTimeoutSeconds?: pulumi.Input<number>;
}

/** A server that an ALB forwards to. */
export interface AlbServer {
    /** Id of an ECS instance in the load balancer's VPC. By default the server is known by its address alone; all servers of a load balancer are of one kind. */
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
    /** The servers, at least one. */
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

/** Makes the server group of a load balancer. */
export function createServerGroup(
    name: string,
    group: AlbServerGroup,
    placement: {
        readonly vpcId: pulumi.Input<string>;
        readonly resourceGroupId?: pulumi.Input<string>;
        readonly tags?: Tags;
    },
    parent: pulumi.Resource,
): alb.ServerGroup {
    const { healthCheck: check, stickySession } = group;
    const knownByAddress = group.servers[0]?.serverId === undefined;
    return new alb.ServerGroup(
        name,
        {
            ...placement,
            serverGroupName: group.serverGroupName ?? name,
            serverGroupType: knownByAddress ? "Ip" : "Instance",
            protocol: group.protocol ?? AlbServerProtocol.Http,
            scheduler: group.scheduler ?? AlbScheduler.WeightedRoundRobin,
            // The address and the weight are always said: without them each run would show a change.
            servers: group.servers.map(({ serverId, serverIp, port, weight }) => ({
                serverType: knownByAddress ? "Ip" : "Ecs",
                serverId: serverId ?? serverIp,
                serverIp,
                port: port ?? 80,
                weight: weight ?? 100,
            })),
            healthCheckConfig: {
                healthCheckEnabled: check?.enabled ?? true,
                healthCheckProtocol: check?.protocol,
                healthCheckMethod: check?.method,
                healthCheckPath: check?.path,
                healthCheckHost: check?.host,
                healthCheckCodes: check?.codes,
                healthCheckConnectPort: check?.port,
                healthCheckInterval: check?.intervalSeconds,
                healthCheckTimeout: check?.timeoutSeconds,
                healthyThreshold: check?.healthyThreshold,
                unhealthyThreshold: check?.unhealthyThreshold,
            },
            // Said where it is off, too: the provider would show its absence as a change.
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
        { parent },
    );
}

const CREATE = "CreateServerGroup of ALB";
export const serverProtocol = rules.oneOf(
    "Protocol of an ALB's servers",
    AlbServerProtocol,
    CREATE,
);
export const scheduler = rules.oneOf("Scheduler of an ALB", AlbScheduler, CREATE);
export const checkProtocol = rules.oneOf(
    "Protocol of a health check",
    AlbHealthCheckProtocol,
    CREATE,
);
export const checkMethod = rules.oneOf("Method of a health check", AlbHealthCheckMethod, CREATE);

/** Checks a server group and gives it back with what is not known yet to be checked when it is. */
export function checkServerGroup(
    preflight: Preflight,
    path: string,
    group: AlbServerGroup,
): AlbServerGroup {
    preflight.holds<unknown>(path, group, rules.anObject);
    preflight.holds(`${path}.servers`, group.servers, serversGiven);
    const servers = preflight.entries(`${path}.servers`, group.servers);
    preflight.holds(
        `${path}.servers`,
        servers.map(({ entry }) => ({ byId: entry.serverId !== undefined })),
        rules.serversOfOneKind,
    );
    preflight.holds(
        `${path}.servers`,
        servers.flatMap(({ entry }) => plainPlace(entry)),
        rules.serversDistinct,
    );
    const { stickySession } = group;
    if (stickySession !== undefined) {
        preflight.holds<unknown>(`${path}.stickySession`, stickySession, rules.anObject);
    }
    if (stickySession?.cookie !== undefined && stickySession.cookieTimeoutSeconds !== undefined) {
        preflight.holds(
            `${path}.stickySession.cookieTimeoutSeconds`,
            { next: "cookie" },
            rules.ownCookieTimeout,
        );
    }
    return {
        servers: servers.map(({ path: server, entry }) => ({
            serverId: preflight.input(`${server}.serverId`, entry.serverId, rules.nonEmpty),
            serverIp: preflight.required(`${server}.serverIp`, entry.serverIp, rules.ipv4Address),
            port: preflight.input(`${server}.port`, entry.port, rules.port),
            weight: preflight.input(`${server}.weight`, entry.weight, rules.weight),
        })),
        serverGroupName: preflight.input(
            `${path}.serverGroupName`,
            group.serverGroupName,
            rules.albName,
        ),
        protocol: preflight.input(`${path}.protocol`, group.protocol, serverProtocol),
        scheduler: preflight.input(`${path}.scheduler`, group.scheduler, scheduler),
        healthCheck: checkHealthCheck(preflight, `${path}.healthCheck`, group.healthCheck),
        stickySession: stickySession && {
            cookie: preflight.input(
                `${path}.stickySession.cookie`,
                stickySession.cookie,
                rules.cookie,
            ),
            cookieTimeoutSeconds: preflight.input(
                `${path}.stickySession.cookieTimeoutSeconds`,
                stickySession.cookieTimeoutSeconds,
                rules.cookieTimeout,
            ),
        },
    };
}

export const serversGiven = rules.nonEmptyList("server", CREATE);

function checkHealthCheck(
    preflight: Preflight,
    path: string,
    check: AlbHealthCheck | undefined,
): AlbHealthCheck | undefined {
    if (check === undefined) {
        return undefined;
    }
    preflight.holds<unknown>(path, check, rules.anObject);
    return {
        ...check,
        ...checkLimits(preflight, path, check, rules.albHealthCheckPath),
        enabled: preflight.input(`${path}.enabled`, check.enabled, rules.aBoolean),
        protocol: preflight.input(`${path}.protocol`, check.protocol, checkProtocol),
        method: preflight.input(`${path}.method`, check.method, checkMethod),
        host: preflight.input(`${path}.host`, check.host, rules.healthCheckHost),
        codes: preflight.input(
            `${path}.codes`,
            check.codes as pulumi.Input<string[]> | undefined,
            rules.healthCodes,
        ),
    };
}

/** Address and port of a server, where both are known already. */
function plainPlace({ serverIp, port = 80 }: AlbServer): string[] {
    return typeof serverIp === "string" && typeof port === "number" ? [`${serverIp}:${port}`] : [];
}
