import fc from "fast-check";

import { OFFER, REQUEST } from "../../contract/contracts";
import type { CasesByRule } from "./ruleCases";

const FIELDS = ["serviceId", "accountId", "zoneIds"] as const;

export const CONTRACT_CASES: CasesByRule = {
    "contracts.contractVersion": {
        allows: [1, 2],
        refuses: [
            [
                0,
                /^found 0, and this package reads versions 1 and 2\. Update the package in the stack that wrote it/,
            ],
            [
                3,
                /^found 3, and this package reads versions 1 and 2\. Update the package in this stack and run "pulumi up" there\.$/,
            ],
            ["1", /^found "1", and/],
        ],
        good: fc.constantFrom(1, 2),
        bad: fc.integer().filter((version) => version !== 1 && version !== 2),
    },
    "contracts.contractField": {
        allows: [
            { name: "offer", contract: OFFER, path: "serviceId" },
            { name: "request", contract: REQUEST, path: "endpointId" },
            { name: "offer", contract: { ...OFFER, zoneIds: [] }, path: "serviceId" },
        ],
        refuses: [
            [
                { name: "offer", contract: { ...OFFER, zoneIds: [] }, path: "zoneIds" },
                /^must list at least one zone\. Use the offer as the other stack exports it\.$/,
            ],
            [
                {
                    name: "request",
                    contract: { ...REQUEST, endpoint_id: "ep-1" },
                    path: "endpointId",
                },
                /^is given in both spellings, endpointId and endpoint_id; keep one of them\. Use the request/,
            ],
            [
                { name: "offer", contract: "text", path: "" },
                /^must be an object or its JSON, which cannot be read: .*\. Take it from the other side with "pulumi stack output offer --json"\.$/,
            ],
            [
                { name: "request", contract: null, path: "" },
                /^has no value\. Deploy the stack that it comes from first \("pulumi up"\), and make sure that its program exports it\.$/,
            ],
            [
                { name: "offer", contract: 1, path: "" },
                /^must be an object, the offer as a whole\./,
            ],
            [
                { name: "offer", contract: '"text"', path: "" },
                /^must be an object, the offer as a whole\./,
            ],
        ],
        good: fc.constantFrom(...FIELDS).map((path) => ({ name: "offer", contract: OFFER, path })),
        bad: fc
            .constantFrom(...FIELDS)
            .map((path) => ({ name: "request", contract: { ...REQUEST, [path]: null }, path })),
    },
};
