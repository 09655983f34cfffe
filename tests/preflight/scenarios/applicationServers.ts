import fc from "fast-check";

import type { AlbServerGroup } from "../../../index";
import { nearlyAlways } from "./arbitraries";
import type { Scene } from "./scene";

/** A server of an ALB: the account's instance, by its id, or any host by its address. */
interface Server {
    readonly instance: boolean;
    /** Where no instance is named. */
    readonly serverIp: string;
    readonly port: number | undefined;
    readonly weight: number | undefined;
}

/** What a user may have written of the servers behind an ALB, right or wrong. */
export interface ApplicationServers {
    readonly servers: readonly Server[];
    readonly options: Omit<AlbServerGroup, "servers">;
}

const MORE_PORTS: readonly (readonly number[])[] = [[], [8443], [8443, 9443]];

/** One to three servers of one kind; now and then one of them again, or of the other kind. */
const SERVERS: fc.Arbitrary<Server[]> = fc
    .record({
        server: fc.record({
            instance: fc.boolean(),
            serverIp: nearlyAlways(["10.1.0.77", "10.1.2.78"], ["10.1.0.256", "orders"]),
            port: nearlyAlways<number | undefined>([undefined, 8080, 65535], [65536, -1]),
            weight: nearlyAlways<number | undefined>([undefined, 0, 50, 100], [101, -1]),
        }),
        more: fc.constantFrom(...MORE_PORTS),
        again: nearlyAlways([false], [true]),
        mixed: nearlyAlways([false], [true]),
    })
    .map(({ server, more, again, mixed }) => [
        server,
        ...more.map((port) => ({ ...server, port })),
        ...(again ? [server] : []),
        ...(mixed ? [{ ...server, instance: !server.instance, port: 7443 }] : []),
    ]);

const HEALTH_CHECK = nearlyAlways<any>(
    [
        undefined,
        { enabled: false },
        { protocol: "TCP", port: 8080, intervalSeconds: 1, timeoutSeconds: 300 },
        { protocol: "HTTPS", method: "GET", healthyThreshold: 2, unhealthyThreshold: 10 },
        {
            protocol: "HTTP",
            path: "/health?of=orders",
            host: "www.example.com",
            codes: ["http_2xx", "http_3xx"],
            intervalSeconds: 50,
        },
        { host: "$SERVER_IP" },
    ],
    [
        { protocol: "UDP" },
        { method: "PUT" },
        { path: "health" },
        { host: "orders" },
        { codes: ["200"] },
        { port: 65536 },
        { intervalSeconds: 51 },
        { timeoutSeconds: 301 },
        { healthyThreshold: 1 },
        { unhealthyThreshold: 11 },
    ],
);

const STICKY_SESSION = nearlyAlways<any>(
    [
        undefined,
        {},
        { cookieTimeoutSeconds: 86400 },
        { cookie: "JSESSIONID" },
        { cookie: "orders_session-id" },
    ],
    [
        { cookieTimeoutSeconds: 86401 },
        { cookie: "$session" },
        { cookie: "the session" },
        { cookie: "订单" },
        { cookie: "s".repeat(201) },
    ],
);

/** Servers that are spoken to in a protocol. */
export function serversOf(protocol: AlbServerGroup["protocol"]): fc.Arbitrary<ApplicationServers> {
    return fc.record({
        servers: SERVERS,
        options: fc.record({
            serverGroupName: nearlyAlways<string | undefined>(
                [undefined, "orders", "订单_1.b-c"],
                ["o", "1st", "the orders", "o".repeat(129)],
            ),
            protocol: nearlyAlways<any>([protocol], ["TCP", "https"]),
            scheduler: nearlyAlways<any>([undefined, "Wrr", "Wlc", "Sch"], ["wrr", "Random"]),
            healthCheck: HEALTH_CHECK,
            stickySession: STICKY_SESSION,
        }),
    });
}

/** The owner's program, as far as the servers go. */
export function serverGroup(
    { backend }: Scene,
    { servers, options }: ApplicationServers,
): AlbServerGroup {
    return {
        ...options,
        servers: servers.map(({ instance, serverIp, port, weight }) => ({
            ...(instance ? { serverId: backend.id, serverIp: backend.address } : { serverIp }),
            port,
            weight,
        })),
    };
}
