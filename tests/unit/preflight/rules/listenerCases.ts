import fc from "fast-check";

import { all, type CasesByRule, distinct, NO_TEXT, ports, repeating } from "./ruleCases";

const LAYER_4 = fc.constantFrom("tcp", "udp");
const LAYER_7 = fc.constantFrom("http", "https");
const HTTPS = fc.constantFrom("https", "HTTPS");
const OTHERS = fc.constantFrom("http", "HTTP", "tcp", "udp");

export const LISTENER_CASES: CasesByRule = {
    "listeners.listenersNotEmpty": {
        allows: [[{ port: 80 }]],
        refuses: [[[], /^found \[\]\. A new load balancer needs at least one listener\.$/]],
        good: fc.array(fc.record({ port: ports }), { minLength: 1 }),
        bad: fc.constant([]),
    },
    "listeners.clbListenersDistinct": {
        allows: [
            [],
            [
                { port: 53, protocol: "tcp" },
                { port: 53, protocol: "udp" },
            ],
        ],
        refuses: [
            [
                [
                    { port: 80, protocol: "tcp" },
                    { port: 80, protocol: "tcp" },
                ],
                /^tcp port 80 is listed more than once\. Each port can have one listener per transport protocol\.$/,
            ],
        ],
        good: distinct(fc.record({ port: ports, protocol: LAYER_4 })),
        bad: repeating(fc.record({ port: ports, protocol: LAYER_4 })),
    },
    "listeners.albListenersDistinct": {
        allows: [[], [80, 443]],
        refuses: [
            [[80, 443, 80], /^port 80 is listed more than once\. Use each port only once\.$/],
        ],
        good: distinct(ports),
        bad: repeating(ports),
    },
    "listeners.certificateForHttps": {
        allows: [
            { protocol: "https", isSet: true },
            { protocol: "HTTPS", isSet: true },
            { protocol: "tcp", isSet: false },
        ],
        refuses: [
            ...all(
                [
                    { protocol: "https", isSet: false },
                    { protocol: "HTTPS", isSet: false },
                ],
                /^is missing\. An HTTPS listener needs one\.$/,
            ),
            [
                { protocol: "tcp", isSet: true },
                /^is set for the protocol "tcp"\. Only an HTTPS listener can have one; remove it\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({ protocol: HTTPS, isSet: fc.constant(true) }),
            fc.record({ protocol: OTHERS, isSet: fc.constant(false) }),
        ),
        bad: fc.oneof(
            fc.record({ protocol: HTTPS, isSet: fc.constant(false) }),
            fc.record({ protocol: OTHERS, isSet: fc.constant(true) }),
        ),
    },
    "listeners.onlyForHttps": {
        allows: [
            { protocol: "HTTPS", isSet: true },
            { protocol: "HTTPS", isSet: false },
            { protocol: "HTTP", isSet: false },
        ],
        refuses: [
            [
                { protocol: "HTTP", isSet: true },
                /^is set for the protocol "HTTP"\. Only an HTTPS listener can have one; remove it\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({ protocol: HTTPS, isSet: fc.boolean() }),
            fc.record({ protocol: OTHERS, isSet: fc.constant(false) }),
        ),
        bad: fc.record({ protocol: OTHERS, isSet: fc.constant(true) }),
    },
    "listeners.onlyForLayer4": {
        allows: [
            { protocol: "tcp", isSet: true },
            { protocol: "http", isSet: false },
        ],
        refuses: [
            [
                { protocol: "http", isSet: true },
                /^is set for the protocol "http"\. Only TCP and UDP listeners support it; remove it\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({ protocol: LAYER_4, isSet: fc.boolean() }),
            fc.record({ protocol: LAYER_7, isSet: fc.constant(false) }),
        ),
        bad: fc.record({ protocol: LAYER_7, isSet: fc.constant(true) }),
    },
    "listeners.schedulerOfProtocol": {
        allows: [
            { scheduler: "sch", protocol: "tcp" },
            { scheduler: "wrr", protocol: "http" },
        ],
        refuses: [
            [
                { scheduler: "sch", protocol: "http" },
                /^found "sch"\. An HTTP listener cannot use it; use "wrr", "rr" or "wlc"\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({
                scheduler: fc.constantFrom("wrr", "rr", "wlc"),
                protocol: fc.oneof(LAYER_4, LAYER_7),
            }),
            fc.record({ scheduler: fc.constant("sch"), protocol: LAYER_4 }),
        ),
        bad: fc.record({ scheduler: fc.constant("sch"), protocol: LAYER_7 }),
    },
    "listeners.healthCheckSwitch": {
        allows: [
            { enabled: true, protocol: "tcp" },
            { enabled: false, protocol: "http" },
        ],
        refuses: [
            [
                { enabled: false, protocol: "udp" },
                /^found false\. The health check of a UDP listener cannot be switched off\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({ enabled: fc.constant(true), protocol: LAYER_4 }),
            fc.record({ enabled: fc.boolean(), protocol: LAYER_7 }),
        ),
        bad: fc.record({ enabled: fc.constant(false), protocol: LAYER_4 }),
    },
    "listeners.servicePort": {
        allows: [{ port: 443 }, { port: 53, protocol: "udp" }],
        refuses: all(
            [{ port: 0 }, { port: 443, protocol: "https" }, {}, { port: "443" }, null, 443],
            /Must be a port from 1 to 65535 with the protocol "tcp" or "udp"\.$/,
        ),
        good: fc.record({ port: ports, protocol: LAYER_4 }, { requiredKeys: ["port"] }),
        bad: fc.oneof(
            fc.record({ port: fc.constantFrom(0, -1, 65536, 80.5, "80"), protocol: LAYER_4 }),
            fc.record({ port: ports, protocol: fc.constantFrom("http", "https", "TCP", "") }),
            NO_TEXT,
        ),
    },
    "listeners.everyServicePort": {
        allows: [[], [{ port: 443 }, { port: 53, protocol: "udp" }]],
        refuses: [
            ...all(
                [[{ port: 443 }, { port: 70000 }], [null]],
                /with the protocol "tcp" or "udp"\.$/,
            ),
            ["443", /Must be a list\.$/],
        ],
        good: fc.array(fc.record({ port: ports, protocol: LAYER_4 }, { requiredKeys: ["port"] })),
        bad: fc.oneof(
            fc
                .tuple(fc.array(fc.record({ port: ports })), fc.constantFrom(0, 65536, "80", null))
                .map(([offered, port]) => [...offered, { port }]),
            fc.dictionary(fc.string(), fc.integer()),
            fc.integer(),
        ),
    },
    "listeners.servicePorts": {
        allows: [[], [{ port: 443 }, { port: 443, protocol: "udp" }]],
        refuses: [
            [
                [{ port: 443 }, { port: 443, protocol: "tcp" }],
                /^"tcp-443" is listed more than once\. List each port only once\.$/,
            ],
        ],
        good: distinct(fc.record({ port: ports, protocol: LAYER_4 })),
        bad: repeating(fc.record({ port: ports, protocol: LAYER_4 }, { requiredKeys: ["port"] })),
    },
};
