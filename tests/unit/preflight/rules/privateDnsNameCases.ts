import fc from "fast-check";

import { DOMAINS } from "./connectivityCases";
import { all, type CasesByRule, distinct, NO_TEXT, repeating, vpcIds, zoneIds } from "./ruleCases";
import { listOf } from "./valueCases";

const HOST_NAMES = fc.oneof(
    DOMAINS,
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
    fc.constantFrom("@", "*", "*.orders"),
);

/** In seconds, as the API's documentation of AddZoneRecord lists them. */
const TTLS = [5, 30, 60, 3600, 43200, 86400];

const NAMES = ["orders.internal.example", "*.test"];

export const PRIVATE_NAME_CASES: CasesByRule = {
    "privateDnsNames.hostNamesOffered": {
        allows: [
            { zoneName: "internal.example", isKnown: true, certificateNames: NAMES },
            { zoneName: "Orders.Internal.example", isKnown: true, certificateNames: NAMES },
        ],
        refuses: [
            [
                { zoneName: "internal.example", isKnown: false },
                /^is missing, and the offer is known only later\. Set it/,
            ],
            ...all(
                [{}, { certificateNames: [] }].map((names) => ({
                    zoneName: "internal.example",
                    isKnown: true,
                    ...names,
                })),
                /^is missing, and the offer has no host names\./,
            ),
            [
                { zoneName: "test", isKnown: true, certificateNames: ["*.test"] },
                /is valid for \*\.test, which covers any name\. Set it to the names/,
            ],
            [
                { zoneName: "example.test", isKnown: true, certificateNames: NAMES },
                /, none of them in the zone example\.test\. Set zoneName to a zone/,
            ],
        ],
        good: fc.tuple(DOMAINS, HOST_NAMES).map(([zoneName, name]) => ({
            zoneName,
            isKnown: true,
            certificateNames: [zoneName, `${name}.${zoneName}`],
        })),
        bad: fc.tuple(DOMAINS, DOMAINS).map(([zoneName, name]) => ({
            zoneName,
            isKnown: true,
            certificateNames: [`${name}.elsewhere-${zoneName}`, `*.${zoneName}`],
        })),
    },
    "privateDnsNames.certificateFits": {
        allows: [
            { domain: "orders.internal.example", certificateNames: NAMES },
            { domain: "ORDERS.internal.example", certificateNames: NAMES },
            { domain: "any.test", certificateNames: NAMES },
            { domain: "*.test", certificateNames: NAMES },
            { domain: "any.test", certificateNames: [] },
            { domain: "any.test" },
        ],
        refuses: all(
            ["test", "an.other.test", "stock.internal.example", "internal.example"].map(
                (domain) => ({ domain, certificateNames: NAMES }),
            ),
            /^the certificate of the service is valid for orders\.internal\.example, \*\.test, but not for [a-z.]+\. Use a name/,
        ),
        good: DOMAINS.map((domain) => ({
            domain,
            certificateNames: [domain.toUpperCase(), domain.replace(/^[^.]+/, "*")],
        })),
        bad: DOMAINS.map((domain) => ({
            domain,
            certificateNames: [`www.${domain}`, `*.${domain}`],
        })),
    },
    "privateDnsNames.recordTtl": {
        allows: TTLS,
        refuses: all(
            [4, 600, 86401, 60.5, "60", NaN, undefined],
            /Must be one of 5, 30, 60, 3600, 43200, 86400 \(seconds\)\.$/,
        ),
        good: fc.constantFrom(...TTLS),
        bad: fc
            .oneof(NO_TEXT, fc.constantFrom(...TTLS).map(String))
            .filter((value) => !TTLS.includes(value as number)),
    },
    "privateDnsNames.hostName": {
        allows: ["orders", "a.b", "*", "*.orders", "@", "ORDERS-1"],
        refuses: all(
            ["", "the orders", "orders.", "-orders", "or*ders", "a..b", "ö", null, undefined, 1],
            /Must be labels of letters, digits and hyphens/,
        ),
        good: HOST_NAMES,
        bad: fc.oneof(
            NO_TEXT,
            fc
                .tuple(HOST_NAMES, fc.constantFrom(" ", ".", "-", "/", "@", "**", "ü"))
                .map((parts) => parts.join("")),
            fc.constant("a".repeat(254)),
        ),
    },
    "privateDnsNames.hostNamesDistinct": {
        allows: [[], ["orders"], ["orders", "invoices"]],
        refuses: [
            [
                ["orders", "a", "orders"],
                /^orders is listed more than once\. List each name only once\.$/,
            ],
        ],
        good: distinct(HOST_NAMES),
        bad: repeating(HOST_NAMES),
    },
    "privateDnsNames.exactlyOneTarget": {
        allows: [{ endpointDomain: "ep.example" }, { zones: [] }],
        refuses: all(
            [{}, { endpointDomain: "ep.example", zones: [] }],
            /^exactly one of endpointDomain \(CNAME records\) and zones \(A records\) must be set\.$/,
        ),
        good: fc.oneof(
            DOMAINS.map((endpointDomain) => ({ endpointDomain })),
            fc.array(fc.object()).map((zones) => ({ zones })),
        ),
        bad: fc.oneof(
            fc.constant({}),
            fc
                .tuple(DOMAINS, fc.array(fc.object()))
                .map(([endpointDomain, zones]) => ({ endpointDomain, zones })),
        ),
    },
    "privateDnsNames.oneKindOfRecord": {
        allows: [
            { domain: "orders.example", zoneIds: [] },
            { domain: "orders.example", zoneIds: ["eu-central-1a"] },
        ],
        refuses: [
            [
                { domain: "orders.example", zoneIds: ["eu-central-1a", "eu-central-1b"] },
                /^orders\.example has an A record in each of eu-central-1a, eu-central-1b, .* First leave one entry in zones and run "pulumi up"; then replace zones with endpointDomain\.$/,
            ],
        ],
        good: fc.record({ domain: DOMAINS, zoneIds: fc.array(zoneIds, { maxLength: 1 }) }),
        bad: fc.record({ domain: DOMAINS, zoneIds: fc.array(zoneIds, { minLength: 2 }) }),
    },
    "privateDnsNames.vpcFound": {
        allows: [{ vpcId: "vpc-1", exists: true }],
        refuses: [
            [
                { vpcId: "vpc-1", exists: false },
                /^found "vpc-1"\. This account has no such VPC in this region\. Check the id/,
            ],
        ],
        good: fc.record({ vpcId: vpcIds, exists: fc.constant(true) }),
        bad: fc.record({ vpcId: vpcIds, exists: fc.constant(false) }),
    },
    "privateDnsNames.hostNamesNotEmpty": listOf("host name"),
    "privateDnsNames.vpcsNotEmpty": listOf("VPC"),
    "privateDnsNames.endpointZoneAddressesNotEmpty": listOf("zone"),
};
