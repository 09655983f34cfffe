import { rootCertificates } from "node:tls";

import fc from "fast-check";

import { CheckProtocol } from "../../../../index";
import {
    all,
    type CasesByRule,
    different,
    endpointIds,
    limits,
    NO_TEXT,
    vpcIds,
} from "./ruleCases";
import { choice } from "./valueCases";

const CLIENT = {
    instanceId: "i-1",
    status: "Running",
    vpcId: "vpc-1",
    endpointVpcId: "vpc-1",
    hasCloudAssistant: true,
};

/** What is true of any instance that can run a check. */
const CLIENTS = fc
    .tuple(fc.stringMatching(/^i-[a-z0-9]{1,12}$/), vpcIds)
    .map(([instanceId, vpcId]) => ({ ...CLIENT, instanceId, vpcId, endpointVpcId: vpcId }));

const STATUSES = fc.constantFrom("Stopped", "Stopping", "Starting", "Pending", "");

const LABELS = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
export const DOMAINS = fc
    .array(LABELS, { minLength: 2, maxLength: 5 })
    .map((labels) => labels.join("."));

const [ROOT, OTHER_ROOT] = rootCertificates;
const TRUST = { protocol: "https", hasServerName: true, hasCaCertificate: false };
const TRUSTING = fc.boolean().map((hasCaCertificate) => ({ ...TRUST, hasCaCertificate }));

export const CONNECTIVITY_CASES: CasesByRule = {
    "connectivity.checkSeconds": limits(1, 300, /from 1 to 300 \(seconds\)\.$/),
    "connectivity.httpStatus": limits(100, 599, /from 100 to 599\.$/),
    "connectivity.urlPath": {
        allows: ["/", "/healthy?deep=1", "/a/b%20c"],
        refuses: all(
            ["", "healthy", "/a b", "/ä", "/a\nb", "http://x/", null, undefined, 1],
            /Must be a path that begins with "\/"/,
        ),
        good: fc.stringMatching(/^\/[!-~]{0,40}$/),
        bad: fc.oneof(
            NO_TEXT,
            fc.stringMatching(/^[!-.0-~][!-~]{0,20}$/),
            fc
                .tuple(
                    fc.stringMatching(/^\/[!-~]{0,10}$/),
                    fc.constantFrom(" ", "\t", "\n", "\u0000", "ü"),
                )
                .map((parts) => parts.join("")),
        ),
    },
    "connectivity.scriptId": {
        allows: ["ep-hp3jfuq8pjp6pjkr8", "i-1", "VpcEndpoint/app"],
        refuses: all(
            ["", "ep 1", "ep-1\nreboot", "ep-1\r", "$(reboot)", "ep-1;reboot", "ep-1\n", null, 1],
            /Must be an id as the cloud assigns it/,
        ),
        good: fc.stringMatching(/^(ep|i)-[a-z0-9]{1,20}$/),
        bad: fc.oneof(
            NO_TEXT,
            fc
                .tuple(
                    fc.stringMatching(/^ep-[a-z0-9]{1,20}$/),
                    fc.constantFrom(" ", "\n", "\r\n", ";", "'", "`", "$(", "ü"),
                )
                .map((parts) => parts.join("")),
        ),
    },
    "connectivity.domainName": {
        allows: ["ep-1.example", "10.0.0.1", "_srv.EXAMPLE.com", `${"a.".repeat(126)}b`],
        refuses: all(
            ["", "ep", "https://ep.example", "ep..example", ".example", "a b.example", null, 1],
            /Must be a domain name: labels of letters, digits and hyphens/,
        ),
        good: DOMAINS,
        bad: fc.oneof(
            NO_TEXT,
            LABELS,
            fc
                .tuple(DOMAINS, fc.constantFrom(" ", "/", ":", "'", "$(x)", "ü", "..", "."))
                .map((parts) => parts.join("")),
            fc.constant(`${"a.".repeat(127)}b`),
        ),
    },
    "connectivity.serverName": {
        allows: ["orders.example", "ORDERS.internal.example", "10.0.0.1"],
        refuses: all(
            ["", "orders", "*.example", "https://orders.example", "orders.example:443", "a'b.c", 1],
            /Must be the full name that clients use/,
        ),
        good: DOMAINS,
        bad: fc.oneof(
            NO_TEXT,
            LABELS,
            DOMAINS.map((domain) => `*.${domain}`),
            fc
                .tuple(DOMAINS, fc.constantFrom(" ", "/", ":", "'", "$(x)", "ü", "..", "."))
                .map((parts) => parts.join("")),
        ),
    },
    "connectivity.caCertificate": {
        allows: [
            ROOT,
            `${ROOT}\n${OTHER_ROOT}\n`,
            `Certificate:\n  Data: 'a'; reboot\n${ROOT}`,
            ROOT.replaceAll("\n", "\r\n"),
        ],
        refuses: [
            ...all(
                [
                    "",
                    "authority.pem",
                    "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----",
                    1,
                ],
                /^Must be the content of a PEM file with one or more certificates/,
            ),
            [
                `-----BEGIN EC PRIVATE KEY-----\n${ROOT}`,
                /^contains a private key\. Set it to the certificate/,
            ],
            [rootCertificates.slice(0, 20).join("\n"), /^is larger than 8 KB\./],
        ],
        good: fc
            .uniqueArray(fc.constantFrom(...rootCertificates.slice(0, 20)), {
                minLength: 1,
                maxLength: 2,
            })
            .map((certificates) => certificates.join("\n")),
        bad: fc.oneof(
            NO_TEXT,
            fc.base64String(),
            fc.constantFrom(...rootCertificates).map((pem) => pem.slice(0, -30)),
        ),
    },
    "connectivity.serverNameForHttps": {
        // That the protocol is none is the finding of another rule.
        allows: [
            TRUST,
            { ...TRUST, protocol: "http", hasServerName: false },
            { ...TRUST, protocol: "udp" },
        ],
        refuses: all(
            ["http", "tcp"].map((protocol) => ({ ...TRUST, protocol })),
            /^is set for the protocol "(http|tcp)", which has no certificate\./,
        ),
        good: TRUSTING,
        bad: fc
            .tuple(TRUSTING, fc.constantFrom("http", "tcp"))
            .map(([facts, protocol]) => ({ ...facts, protocol })),
    },
    "connectivity.seenEndpointOfHttp": {
        // That the protocol is none is the finding of another rule.
        allows: [
            { protocol: "http", consumerIdentity: true },
            { protocol: "https", consumerIdentity: true },
            { protocol: "tcp", consumerIdentity: false },
            { protocol: "udp", consumerIdentity: true },
        ],
        refuses: [
            [
                { protocol: "tcp", consumerIdentity: true },
                /^is true for the protocol "tcp", which makes only a connection/,
            ],
        ],
        good: fc.record({
            protocol: fc.constantFrom("http", "https"),
            consumerIdentity: fc.boolean(),
        }),
        bad: fc.constant({ protocol: "tcp", consumerIdentity: true }),
    },
    "connectivity.caCertificateForName": {
        allows: [TRUST, { ...TRUST, hasCaCertificate: true }, { ...TRUST, hasServerName: false }],
        refuses: [
            [
                { protocol: "https", hasServerName: false, hasCaCertificate: true },
                /^is set without serverName, so that no certificate is verified\./,
            ],
        ],
        good: TRUSTING,
        bad: fc
            .constantFrom("http", "https", "tcp")
            .map((protocol) => ({ protocol, hasServerName: false, hasCaCertificate: true })),
    },
    "connectivity.clientRunning": {
        allows: [CLIENT, { ...CLIENT, vpcId: "" }],
        refuses: [
            [
                { ...CLIENT, status: "" },
                /^found "i-1", but the account has no such instance in this region\./,
            ],
            [{ ...CLIENT, status: "Stopped" }, /^instance i-1 is Stopped\. Start it/],
        ],
        good: CLIENTS,
        bad: fc.tuple(CLIENTS, STATUSES).map(([client, status]) => ({ ...client, status })),
    },
    "connectivity.endpointFound": {
        allows: [{ endpointId: "ep-1", exists: true }],
        refuses: [
            [
                { endpointId: "ep-1", exists: false },
                /^found "ep-1"\. This account has no such endpoint in this region\. Check the id/,
            ],
        ],
        good: fc.record({ endpointId: endpointIds, exists: fc.constant(true) }),
        bad: fc.record({ endpointId: endpointIds, exists: fc.constant(false) }),
    },
    "connectivity.clientInVpc": {
        // Another rule reports what is missing.
        allows: [CLIENT, { ...CLIENT, vpcId: "" }, { ...CLIENT, endpointVpcId: "" }],
        refuses: [
            [
                { ...CLIENT, vpcId: "vpc-2" },
                /^instance i-1 is in vpc-2, but the endpoint is in vpc-1\. Use a client/,
            ],
        ],
        good: CLIENTS,
        bad: fc
            .tuple(CLIENTS, different(vpcIds))
            .map(([client, [vpcId, endpointVpcId]]) => ({ ...client, vpcId, endpointVpcId })),
    },
    "connectivity.clientHasCloudAssistant": {
        // That it does not run is the finding of another rule.
        allows: [CLIENT, { ...CLIENT, status: "Stopped", hasCloudAssistant: false }],
        refuses: [
            [
                { ...CLIENT, hasCloudAssistant: false },
                /^Cloud Assistant does not run on instance i-1\. Install its agent/,
            ],
        ],
        good: CLIENTS,
        bad: CLIENTS.map((client) => ({ ...client, hasCloudAssistant: false })),
    },
    "connectivity.checkProtocol": choice(CheckProtocol),
};
