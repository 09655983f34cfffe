import fc from "fast-check";

import { DOMAINS } from "./connectivityCases";
import { all, type CasesByRule, distinct, limits, NO_TEXT, repeating } from "./ruleCases";
import { listOf } from "./valueCases";

const HOST_NAMES = fc.oneof(
    DOMAINS,
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
    fc.constantFrom("@", "*", "*.orders"),
);

export const PRIVATE_NAME_CASES: CasesByRule = {
    "privateNames.recordTtl": limits(5, 86400, /from 5 to 86400 \(seconds\)\.$/),
    "privateNames.hostName": {
        allows: ["orders", "a.b", "*", "*.orders", "@", "ORDERS-1"],
        refuses: all(
            ["", "the orders", "orders.", "-orders", "or*ders", "a..b", "ö", null, undefined, 1],
            /Allowed are labels of letters, digits and hyphens/,
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
    "privateNames.hostNamesDistinct": {
        allows: [[], ["orders"], ["orders", "invoices"]],
        refuses: [[["orders", "a", "orders"], /^orders stands more than once\. Name each once\.$/]],
        good: distinct(HOST_NAMES),
        bad: repeating(HOST_NAMES),
    },
    "privateNames.namedOnce": {
        allows: [{ endpointDomain: "ep.example" }, { zones: [] }],
        refuses: all(
            [{}, { endpointDomain: "ep.example", zones: [] }],
            /^exactly one of endpointDomain \(CNAME records\) and zones \(A records\) must be given\.$/,
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
    "privateName.hostNamesGiven": listOf("host name"),
    "privateName.vpcsGiven": listOf("VPC"),
    "privateName.namedZonesGiven": listOf("zone"),
};
