import fc from "fast-check";

import { all, type CasesByRule, textOf } from "./ruleCases";

const SERVICE = { quota: 200, used: 200, planned: 0, description: "orders" };
const ENDPOINT = { quota: 1000, used: 1000, planned: 0, vpcId: "vpc-1", name: "orders" };

const counts = fc.nat({ max: 5000 });
const names = textOf("abc-xyz", { min: 1, max: 20 });

/** Quotas of which something is left after what is there and what comes first. */
const left = fc
    .tuple(counts, counts, fc.integer({ min: 1, max: 5000 }))
    .map(([used, planned, room]) => ({ used, planned, quota: used + planned + room }));

/** Quotas that are used up, by what is there or by what comes first; lowered ones even more than that. */
const usedUp = fc.tuple(counts, counts, counts).map(([used, planned, over]) => ({
    used: used + over,
    planned,
    quota: used + planned,
}));

export const QUOTA_CASES: CasesByRule = {
    "quotas.serviceQuota": {
        allows: [
            { ...SERVICE, used: 199 },
            { ...SERVICE, used: 0 },
            { ...SERVICE, used: 198, planned: 1 },
            { ...SERVICE, quota: 201 },
        ],
        refuses: [
            [
                SERVICE,
                /^the account has 200 of at most 200 endpoint services \(quota pvl_quota_total_epsrv\), and none has the description "orders"\. Request a higher quota in Quota Center, or delete a service\./,
            ],
            [
                { ...SERVICE, used: 199, planned: 1 },
                /^the account has 199 of at most 200 .*, this program creates 1 more before this one, and none/,
            ],
            ...all([{ ...SERVICE, used: 201 }], /^the account has 201 of at most 200 /),
        ],
        good: fc.tuple(left, names).map(([use, description]) => ({ ...use, description })),
        bad: fc.tuple(usedUp, names).map(([use, description]) => ({ ...use, description })),
    },
    "quotas.endpointQuota": {
        allows: [
            { ...ENDPOINT, used: 999 },
            { ...ENDPOINT, used: 998, planned: 1 },
            { ...ENDPOINT, quota: 1001 },
        ],
        refuses: [
            [
                ENDPOINT,
                /^VPC vpc-1 has 1000 of at most 1000 endpoints \(quota pvl_quota_total_ep_per_vpc\), and none has the name "orders" or is for the same service\. Request a higher quota in Quota Center, or delete an endpoint\.$/,
            ],
            [
                { ...ENDPOINT, used: 998, planned: 2 },
                /^VPC vpc-1 has 998 of at most 1000 .*, this program creates 2 more before this one, and none/,
            ],
        ],
        good: fc.tuple(left, names).map(([use, name]) => ({ ...use, vpcId: "vpc-1", name })),
        bad: fc.tuple(usedUp, names).map(([use, name]) => ({ ...use, vpcId: "vpc-1", name })),
    },
};
