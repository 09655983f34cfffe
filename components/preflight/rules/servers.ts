import { z } from "zod";

import { crossFieldRule, entriesRule, type Rule, valueRule } from "./rule";
import { nonEmptyList, oneOf } from "./values";
import {
    AlbServerProtocol,
    AlbScheduler,
    AlbHealthCheckProtocol,
    AlbHealthCheckMethod,
} from "../../shared/loadBalancers";

export const healthCodes: Rule<string[]> = valueRule({
    id: "servers.healthCodes",
    title: "HTTP codes that an ALB considers healthy",
    prevents: "A server group that the cloud refuses to create.",
    source: "CreateServerGroup of ALB: HealthCheckConfig.HealthCheckCodes",
    example: ["200"],
    allowed: (codes) =>
        Array.isArray(codes) &&
        codes.every(
            (code: unknown) =>
                typeof code === "object" ||
                (typeof code === "string" && /^http_[2-5]xx$/.test(code)),
        )
            ? undefined
            : 'Must be a list of "http_2xx", "http_3xx", "http_4xx" and "http_5xx".',
});

export const serversDistinct: Rule<readonly unknown[]> = {
    id: "servers.serversDistinct",
    title: "Servers of a load balancer, without duplicates",
    prevents: "A server that is added once and removed twice.",
    source: "AddBackendServers of CLB; AddServersToServerGroup of ALB",
    example: ["i-1", "i-1"],
    problem: (servers) => {
        if (!Array.isArray(servers)) {
            return undefined;
        }
        // A deferred server is still the same object. Another rule reports missing servers.
        const duplicate = servers.findIndex(
            (server, index) =>
                server !== undefined && server !== null && servers.indexOf(server) !== index,
        );
        const server: unknown = servers[duplicate];
        if (duplicate < 0) {
            return undefined;
        }
        const name =
            typeof server === "string" ? `"${server}"` : `the server of entry ${duplicate}`;
        return `${name} is listed more than once. List each server only once.`;
    },
};

export const serversOfOneKind = entriesRule({
    id: "servers.serversOfOneKind",
    entry: z.object({ byId: z.boolean() }),
    title: "Servers of an ALB, all by id or all by address",
    prevents: "A server group that the cloud refuses to create.",
    source: "CreateServerGroup of ALB: ServerGroupType",
    example: [{ byId: true }, { byId: false }],
    problem: (servers) =>
        new Set(servers.map(({ byId }) => byId)).size > 1
            ? "some servers have a serverId and others do not. Set it for all of them or for none."
            : undefined,
});

export const cookieOrTimeout = crossFieldRule({
    id: "servers.cookieOrTimeout",
    facts: z.object({ hasCookie: z.boolean(), hasTimeout: z.boolean() }),
    title: "Cookie timeout with an application's own cookie",
    prevents: "A setting that would be ignored.",
    source: "CreateServerGroup of ALB: StickySessionConfig.CookieTimeout",
    example: { hasCookie: true, hasTimeout: true },
    problem: ({ hasCookie, hasTimeout }) =>
        hasCookie && hasTimeout
            ? "is set together with cookie. It only applies to the load balancer's own cookie; remove one of the two."
            : undefined,
});

export const serversForListeners: Rule<unknown> = {
    id: "servers.serversForListeners",
    title: "Servers of an ALB's listeners",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of ALB: DefaultActions",
    example: undefined,
    problem: (serverGroup) =>
        serverGroup === undefined || serverGroup === null
            ? "is missing. Listeners need servers to forward requests to."
            : undefined,
};

export const serversNotEmpty = nonEmptyList(
    "servers.serversNotEmpty",
    "server",
    "CreateServerGroup of ALB",
);

export const albServerProtocol = oneOf(
    "servers.albServerProtocol",
    "Protocol of an ALB's servers",
    AlbServerProtocol,
    "CreateServerGroup of ALB",
);

export const albScheduler = oneOf(
    "servers.albScheduler",
    "Scheduler of an ALB",
    AlbScheduler,
    "CreateServerGroup of ALB",
);

export const albHealthCheckProtocol = oneOf(
    "servers.albHealthCheckProtocol",
    "Protocol of a health check",
    AlbHealthCheckProtocol,
    "CreateServerGroup of ALB",
);

export const albHealthCheckMethod = oneOf(
    "servers.albHealthCheckMethod",
    "Method of a health check",
    AlbHealthCheckMethod,
    "CreateServerGroup of ALB",
);
