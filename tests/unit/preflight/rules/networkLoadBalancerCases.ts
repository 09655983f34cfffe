import fc from "fast-check";

import {
    all,
    type CasesByRule,
    distinct,
    limits,
    NO_TEXT,
    ports,
    repeating,
    textOf,
    withCharacter,
    zoneIds,
} from "./ruleCases";

const PROTOCOLS = fc.constantFrom("TCP", "UDP");
const NAMES = fc.stringMatching(/^[a-z]{1,8}$/);

/** A rule about one of some texts. */
function oneOf(allowed: readonly string[], message: RegExp): CasesByRule[string] {
    return {
        allows: allowed,
        refuses: all(["", "other", null], message),
        good: fc.constantFrom(...allowed),
        bad: fc.oneof(
            fc.string().filter((value) => !allowed.includes(value)),
            NO_TEXT,
        ),
    };
}

export const NETWORK_LOAD_BALANCER_CASES: CasesByRule = {
    "networkLoadBalancers.nlbListenerProtocol": {
        allows: ["TCP", "UDP"],
        refuses: [
            ["TCPSSL", /^found "TCPSSL"\. PrivateLink does not reach TCPSSL listeners\./],
            ["tcp", /Must be one of "TCP", "UDP"\.$/],
        ],
        good: PROTOCOLS,
        bad: fc.oneof(fc.constantFrom("TCPSSL", "tcp", "HTTP", ""), NO_TEXT),
    },
    "networkLoadBalancers.nlbListenersDistinct": {
        allows: [
            [
                { port: 53, protocol: "TCP" },
                { port: 53, protocol: "UDP" },
            ],
            [
                { port: 80, lastPort: 90, protocol: "TCP" },
                { port: 91, protocol: "TCP" },
            ],
        ],
        refuses: [
            [
                [
                    { port: 80, lastPort: 90, protocol: "TCP" },
                    { port: 90, lastPort: 99, protocol: "TCP" },
                ],
                /^TCP 80 to 90 and TCP 90 to 99 overlap\./,
            ],
            [
                [
                    { port: 443, protocol: "TCP" },
                    { port: 443, protocol: "TCP" },
                ],
                /^TCP 443 and TCP 443 overlap\. Each port can have one listener per transport protocol\.$/,
            ],
        ],
        good: distinct(fc.record({ port: ports, protocol: PROTOCOLS })),
        bad: repeating(fc.record({ port: ports, protocol: PROTOCOLS })),
    },
    "networkLoadBalancers.lastPort": {
        allows: [{ port: 80 }, { port: 80, lastPort: 81 }],
        refuses: all(
            [
                { port: 80, lastPort: 80 },
                { port: 80, lastPort: 79 },
            ],
            /Must be greater than the first port, 80; leave it out for a single port\.$/,
        ),
        good: fc
            .tuple(ports, ports)
            .filter(([port, last]) => last > port)
            .map(([port, lastPort]) => ({ port, lastPort })),
        bad: fc
            .tuple(ports, ports)
            .filter(([port, last]) => last <= port)
            .map(([port, lastPort]) => ({ port, lastPort })),
    },
    "networkLoadBalancers.rangesTogether": {
        allows: [[], [{ isRange: true }, { isRange: true }], [{ isRange: false }]],
        refuses: [
            [[{ isRange: true }, { isRange: false }], /^Some listeners have a lastPort and others/],
        ],
        good: fc.boolean().chain((isRange) => fc.array(fc.constant({ isRange }))),
        bad: fc
            .array(fc.record({ isRange: fc.boolean() }))
            .map((some) => [{ isRange: true }, ...some, { isRange: false }]),
    },
    "networkLoadBalancers.portOfServers": {
        allows: [
            { isRange: false, isSet: true },
            { isRange: true, isSet: false },
        ],
        refuses: [[{ isRange: true, isSet: true }, /^is set for servers behind listeners of port/]],
        good: fc.oneof(
            fc.record({ isRange: fc.constant(false), isSet: fc.boolean() }),
            fc.constant({ isRange: true, isSet: false }),
        ),
        bad: fc.constant({ isRange: true, isSet: true }),
    },
    "networkLoadBalancers.checkedPortOfRange": {
        allows: [
            { isRange: true, isChecked: true, isSet: true },
            { isRange: true, isChecked: false, isSet: false },
            { isRange: false, isChecked: true, isSet: false },
        ],
        refuses: [
            [
                { isRange: true, isChecked: true, isSet: false },
                /^is missing\. Servers behind listeners of port ranges have no port of their own/,
            ],
        ],
        good: fc.record({
            isRange: fc.boolean(),
            isChecked: fc.boolean(),
            isSet: fc.constant(true),
        }),
        bad: fc.constant({ isRange: true, isChecked: true, isSet: false }),
    },
    "networkLoadBalancers.nlbServerIdentity": {
        allows: [{ identities: ["serverId"] }],
        refuses: [
            [
                { identities: [] },
                /^names no server\. Set one of serverId, networkInterfaceId and serverIp\.$/,
            ],
            [{ identities: ["serverId", "serverIp"] }, /^has serverId, serverIp\. Set one of /],
        ],
        good: NAMES.map((name) => ({ identities: [name] })),
        bad: fc.oneof(
            fc.constant({ identities: [] }),
            fc.array(NAMES, { minLength: 2 }).map((identities) => ({ identities })),
        ),
    },
    "networkLoadBalancers.serverNamesDistinct": {
        allows: [[], ["one", "two"]],
        refuses: [[["one", "two", "one"], /^"one" is listed more than once\. Give each server a/]],
        good: distinct(NAMES),
        bad: repeating(NAMES),
    },
    "networkLoadBalancers.privateServerAddress": {
        allows: ["10.0.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1"],
        refuses: all(
            ["8.8.8.8", "172.32.0.1", "10.0.0", "", null, 10],
            /Must be an IPv4 address in 10\.0\.0\.0\/8, /,
        ),
        good: fc
            .tuple(fc.constantFrom("10.0", "172.16", "192.168", "100.64"), fc.nat(255), fc.nat(255))
            .map(([start, third, fourth]) => `${start}.${third}.${fourth}`),
        bad: fc.oneof(
            fc.tuple(fc.nat(255), fc.nat(255)).map(([third, fourth]) => `8.8.${third}.${fourth}`),
            NO_TEXT,
        ),
    },
    "networkLoadBalancers.clientAddressPreserved": {
        allows: [
            { byAddress: true, preserved: false },
            { byAddress: true },
            { byAddress: false, preserved: true },
        ],
        refuses: [
            [{ byAddress: true, preserved: true }, /^found true\. Servers that are known by/],
        ],
        good: fc.oneof(
            fc.record({ byAddress: fc.constant(false), preserved: fc.boolean() }),
            fc.constant({ byAddress: true, preserved: false }),
        ),
        bad: fc.constant({ byAddress: true, preserved: true }),
    },
    "networkLoadBalancers.nlbIdleTimeout": {
        allows: [
            { protocol: "TCP", idleTimeoutSeconds: 900 },
            { protocol: "UDP", idleTimeoutSeconds: 10 },
            { protocol: "TCP" },
        ],
        refuses: [
            [
                { protocol: "UDP", idleTimeoutSeconds: 21 },
                /^found 21\. Must be a whole number from 10 to 20 \(seconds\) for a UDP listener\.$/,
            ],
            ...all(
                [9, 901, 10.5, "60", null].map((idleTimeoutSeconds) => ({
                    protocol: "TCP",
                    idleTimeoutSeconds,
                })),
                /Must be a whole number from 10 to 900 \(seconds\) for a TCP listener\.$/,
            ),
        ],
        good: fc.oneof(
            fc.record({
                protocol: fc.constant("TCP"),
                idleTimeoutSeconds: fc.integer({ min: 10, max: 900 }),
            }),
            fc.record({
                protocol: fc.constant("UDP"),
                idleTimeoutSeconds: fc.integer({ min: 10, max: 20 }),
            }),
        ),
        bad: fc.record({
            protocol: PROTOCOLS,
            idleTimeoutSeconds: fc.oneof(fc.integer({ max: 9 }), fc.integer({ min: 901 })),
        }),
    },
    "networkLoadBalancers.connectionsPerSecond": limits(
        0,
        1_000_000,
        /Must be a whole number from 0 to 1000000\.$/,
    ),
    "networkLoadBalancers.drainTimeout": limits(
        0,
        900,
        /Must be a whole number from 0 to 900 \(seconds\)\.$/,
    ),
    "networkLoadBalancers.identityOverTcp": {
        allows: [
            { consumerIdentity: true, udpPorts: [] },
            { consumerIdentity: false, udpPorts: [53] },
            { udpPorts: [53] },
        ],
        refuses: [
            [
                { consumerIdentity: true, udpPorts: [53] },
                /^found true beside a UDP listener on port 53\./,
            ],
        ],
        good: fc.oneof(
            fc.record({ consumerIdentity: fc.constant(false), udpPorts: fc.array(ports) }),
            fc.record({ consumerIdentity: fc.boolean(), udpPorts: fc.constant([]) }),
        ),
        bad: fc.record({
            consumerIdentity: fc.constant(true),
            udpPorts: fc.array(ports, { minLength: 1 }),
        }),
    },
    "networkLoadBalancers.udpHealthCheck": {
        allows: [
            { type: "UDP", protocols: ["UDP"] },
            { type: "TCP", protocols: ["TCP", "UDP"] },
            { protocols: ["TCP"] },
        ],
        refuses: [
            [
                { type: "UDP", protocols: ["UDP", "TCP"] },
                /^found "UDP", although a TCP listener forwards to the servers\./,
            ],
        ],
        good: fc.record({
            type: fc.constantFrom("TCP", "HTTP"),
            protocols: fc.array(PROTOCOLS),
        }),
        bad: fc
            .array(PROTOCOLS)
            .map((protocols) => ({ type: "UDP", protocols: [...protocols, "TCP"] })),
    },
    "networkLoadBalancers.nlbZoneCount": {
        allows: [["eu-central-1a"], Array(10).fill("zone")],
        refuses: all([[], Array(11).fill("zone"), null, "zone"], /Must list 1 to 10 zones\.$/),
        good: fc.array(zoneIds, { minLength: 1, maxLength: 10 }),
        bad: fc.oneof(
            fc.constant([]),
            fc.array(zoneIds, { minLength: 11, maxLength: 20 }),
            fc.integer(),
        ),
    },
    "networkLoadBalancers.zonesOfRegion": {
        allows: [
            { zoneIds: ["a"], regionZoneIds: ["a"] },
            { zoneIds: ["a", "b"], regionZoneIds: ["a", "b"] },
            { zoneIds: [], regionZoneIds: ["a", "b"] },
        ],
        refuses: [
            [
                { zoneIds: ["a"], regionZoneIds: ["a", "b", "c"] },
                /^found a only\. In a region with more zones an NLB needs two; add one of b, c\.$/,
            ],
        ],
        good: fc
            .uniqueArray(zoneIds, { minLength: 2, maxLength: 6 })
            .map((found) => ({ zoneIds: found, regionZoneIds: found })),
        bad: fc
            .uniqueArray(zoneIds, { minLength: 2, maxLength: 6 })
            .map((found) => ({ zoneIds: found.slice(0, 1), regionZoneIds: found })),
    },
    "networkLoadBalancers.nlbAddressType": oneOf(
        ["Intranet", "Internet"],
        /Must be one of "Intranet", "Internet"\.$/,
    ),
    "networkLoadBalancers.nlbScheduler": oneOf(
        ["Wrr", "Wlc", "Rr", "Sch", "Tch"],
        /Must be one of "Wrr", "Wlc", "Rr", "Sch", "Tch"\.$/,
    ),
    "networkLoadBalancers.nlbHealthCheckType": oneOf(
        ["TCP", "HTTP", "UDP"],
        /Must be one of "TCP", "HTTP", "UDP"\.$/,
    ),
    "networkLoadBalancers.nlbHealthCheckMethod": oneOf(
        ["GET", "HEAD"],
        /Must be one of "GET", "HEAD"\.$/,
    ),
    "networkLoadBalancers.nlbListenerDescription": {
        allows: ["tcp_80", "orders@eu,v1;/.-", "ab"],
        refuses: all(
            ["a", "the orders", "a".repeat(257), "", null],
            /Must be 2 to 256 letters, digits and the characters /,
        ),
        good: textOf("abcXYZ012,.;/@_-", { min: 2, max: 256 }),
        bad: fc.oneof(
            withCharacter(textOf("abc", { min: 2, max: 20 }), " !$#"),
            textOf("abc", { min: 257, max: 300 }),
            NO_TEXT,
        ),
    },
};
