import fc from "fast-check";

import { all, type CasesByRule, distinct, repeating } from "./ruleCases";

const CODES = ["http_2xx", "http_3xx", "http_4xx", "http_5xx"];

export const SERVER_CASES: CasesByRule = {
    "servers.healthCodes": {
        allows: [["http_2xx"], CODES],
        refuses: all(
            [["200"], ["http_2xx", "http_6xx"], ["http_1xx"], "http_2xx", ["HTTP_2XX"]],
            /Must be a list of "http_2xx", "http_3xx", "http_4xx" and "http_5xx"/,
        ),
        good: fc.subarray(CODES, { minLength: 1 }),
        bad: fc.oneof(
            fc
                .tuple(
                    fc.subarray(CODES),
                    fc.constantFrom(
                        "200",
                        "http_1xx",
                        "http_6xx",
                        "http_2XX",
                        "http_2xx,http_3xx",
                        "",
                    ),
                )
                .map(([codes, code]) => [...codes, code]),
            fc.constantFrom(...CODES),
        ),
    },
    "servers.serversDistinct": {
        allows: [[], ["i-1", "i-2"], [undefined, undefined]],
        refuses: [
            [
                ["i-1", "i-2", "i-1"],
                /^"i-1" is listed more than once\. List each server only once\.$/,
            ],
        ],
        good: distinct(fc.stringMatching(/^i-[a-z0-9]{1,10}$/)),
        bad: repeating(fc.stringMatching(/^i-[a-z0-9]{1,10}$/)),
    },
    "servers.serversOfOneKind": {
        allows: [[], [{ byId: true }, { byId: true }], [{ byId: false }]],
        refuses: [
            [[{ byId: true }, { byId: false }], /^some servers have a serverId and others do not/],
        ],
        good: fc
            .tuple(fc.boolean(), fc.nat(8))
            .map(([byId, length]) => Array.from({ length }, () => ({ byId }))),
        bad: fc
            .array(fc.record({ byId: fc.boolean() }), { minLength: 2 })
            .filter((servers) => new Set(servers.map(({ byId }) => byId)).size === 2),
    },
    "servers.cookieOrTimeout": {
        allows: [
            { hasCookie: true, hasTimeout: false },
            { hasCookie: false, hasTimeout: true },
        ],
        refuses: [
            [
                { hasCookie: true, hasTimeout: true },
                /^is set together with cookie\. It only applies to the load balancer's own cookie/,
            ],
        ],
        good: fc.record({ hasCookie: fc.constant(false), hasTimeout: fc.boolean() }),
        bad: fc.constant({ hasCookie: true, hasTimeout: true }),
    },
    "servers.serversForListeners": {
        allows: [{ servers: [] }],
        refuses: all(
            [undefined, null],
            /^is missing\. Listeners need servers to forward requests to\.$/,
        ),
        good: fc.dictionary(fc.string(), fc.string()),
        bad: fc.constantFrom(undefined, null),
    },
};
