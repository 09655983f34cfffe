import fc from "fast-check";

import type { NlbServer, NlbServerGroup } from "../../../index";
import { nearlyAlways } from "./arbitraries";
import type { Scene } from "./scene";

/** A server of an NLB: the account's instance, by its id, or any host by its address. */
interface Server extends Pick<NlbServer, "name" | "port" | "weight"> {
    readonly instance: boolean;
    /** Where no instance is named. */
    readonly serverIp: string;
}

/** What a user may have written of the servers behind an NLB, right or wrong. */
export interface NetworkServers {
    readonly servers: readonly Server[];
    readonly options: Omit<NlbServerGroup, "servers">;
}

const MORE_PORTS: readonly (readonly number[])[] = [[], [8443], [8443, 9443]];
const NAMES = ["one", "two", "three"];

/** One to three servers of one kind; now and then one of the other kind. */
const SERVERS: fc.Arbitrary<Server[]> = fc
    .record({
        server: fc.record({
            instance: fc.boolean(),
            serverIp: nearlyAlways(["10.1.0.77", "10.1.2.78"], ["10.1.0.256", "8.8.8.8", "orders"]),
            port: nearlyAlways<number | undefined>([undefined, 8080, 65535], [65536, -1]),
            weight: nearlyAlways<number | undefined>([undefined, 0, 50, 100], [101, -1]),
        }),
        more: fc.constantFrom(...MORE_PORTS),
        mixed: nearlyAlways([false], [true]),
    })
    .map(({ server, more, mixed }) =>
        [
            server,
            ...more.map((port) => ({ ...server, port })),
            ...(mixed && more.length < 2
                ? [{ ...server, instance: !server.instance, port: 7443 }]
                : []),
        ].map((each, index) => ({ ...each, name: NAMES[index] ?? "" })),
    );

const HEALTH_CHECK = nearlyAlways<any>(
    [
        undefined,
        { enabled: false },
        { port: 8080, intervalSeconds: 1, timeoutSeconds: 300 },
        { type: "TCP", healthyThreshold: 2, unhealthyThreshold: 10 },
        {
            type: "HTTP",
            method: "HEAD",
            path: "/health?of=orders",
            host: "www.example.com",
            codes: ["http_2xx", "http_3xx"],
            intervalSeconds: 50,
        },
        { type: "HTTP", host: "$SERVER_IP" },
    ],
    [
        { type: "ICMP" },
        { type: "HTTP", method: "PUT" },
        { type: "HTTP", path: "health" },
        { type: "HTTP", codes: ["200"] },
        { port: 65536 },
        { intervalSeconds: 51 },
        { timeoutSeconds: 301 },
        { healthyThreshold: 1 },
        { unhealthyThreshold: 11 },
    ],
);

/** Servers that are known by address cannot see the clients' addresses, behind TCP listeners or others. */
export function serversOf(isTcpOnly: boolean): fc.Arbitrary<NetworkServers> {
    return SERVERS.chain((servers) =>
        fc.record({
            servers: fc.constant(servers),
            options: fc.record({
                serverGroupName: nearlyAlways<string | undefined>(
                    [undefined, "orders", "订单_1.b-c"],
                    ["o", "1st", "the orders", "o".repeat(129)],
                ),
                scheduler: nearlyAlways<any>(
                    [undefined, "Wrr", "Wlc", "Rr", "Sch", "Tch"],
                    isTcpOnly ? ["wrr", "Random", "Qch"] : ["wrr", "Random"],
                ),
                drainTimeoutSeconds: nearlyAlways<number | undefined>(
                    [undefined, 1, 900],
                    [901, -1],
                ),
                clientAddressPreserved: servers[0]?.instance
                    ? fc.constantFrom(undefined, true, false)
                    : nearlyAlways([undefined, false], [true]),
                healthCheck: HEALTH_CHECK,
            }),
        }),
    );
}

/** The owner's program, as far as the servers go. */
export function serverGroup(
    { backend }: Scene,
    { servers, options }: NetworkServers,
): NlbServerGroup {
    return {
        ...options,
        servers: servers.map(({ instance, serverIp, ...server }) => ({
            ...server,
            ...(instance ? { serverId: backend.id } : { serverIp }),
        })),
    };
}
