import fc from "fast-check";

import {
    accountIds,
    all,
    among,
    type CasesByRule,
    different,
    serviceIds,
    zoneIds,
} from "./ruleCases";

const OWNER = "1234567890123456";
const CONSUMER = "1111222233334444";

export const CONNECTION_CASES: CasesByRule = {
    "connections.contractVersion": {
        allows: [1],
        refuses: [
            [
                0,
                /^found 0, and this package reads version 1\. Update the package in the stack that wrote it/,
            ],
            [
                2,
                /^found 2, and this package reads version 1\. Update the package in this stack and run "pulumi up" there\.$/,
            ],
            ["1", /^found "1", and/],
        ],
        good: fc.constant(1),
        bad: fc.integer().filter((version) => version !== 1),
    },
    "connections.sameService": {
        allows: [contracts({})],
        refuses: [
            [
                contracts({ request: { serviceId: "epsrv-other" } }),
                /^found "epsrv-other", but the offer is for "epsrv-1"\. Use the offer and the request/,
            ],
        ],
        good: serviceIds.map((serviceId) =>
            contracts({ offer: { serviceId }, request: { serviceId } }),
        ),
        bad: different(serviceIds).map(([offered, requested]) =>
            contracts({ offer: { serviceId: offered }, request: { serviceId: requested } }),
        ),
    },
    "connections.requesterAllowed": {
        allows: [
            contracts({}),
            contracts({
                offer: { allowedAccountIds: [CONSUMER] },
                request: { accountId: CONSUMER },
            }),
        ],
        refuses: [
            [
                contracts({ request: { accountId: CONSUMER } }),
                /^account 1111222233334444 is not on the whitelist of epsrv-1\. Add it to allowedAccountIds/,
            ],
        ],
        good: among(accountIds).chain(({ one, all: allowedAccountIds }) =>
            fc
                .constantFrom(one, OWNER)
                .map((accountId) =>
                    contracts({ offer: { allowedAccountIds }, request: { accountId } }),
                ),
        ),
        bad: among(accountIds.filter((uid) => uid !== OWNER)).map(({ one, others }) =>
            contracts({ offer: { allowedAccountIds: others }, request: { accountId: one } }),
        ),
    },
    "connections.requestedZones": {
        allows: [contracts({})],
        refuses: [
            [
                contracts({ request: { zoneIds: ["eu-central-1a", "eu-central-1z"] } }),
                /^the service is not in eu-central-1z\. Create the endpoint in eu-central-1a\b/,
            ],
        ],
        good: among(zoneIds).chain(({ all: zones }) =>
            fc
                .subarray(zones)
                .map((requested) =>
                    contracts({ offer: { zoneIds: zones }, request: { zoneIds: requested } }),
                ),
        ),
        bad: among(zoneIds).map(({ one, others, all: zones }) =>
            contracts({ offer: { zoneIds: others }, request: { zoneIds: [one, ...zones] } }),
        ),
    },
    "connections.acceptanceRequired": {
        allows: [contracts({})],
        refuses: [
            [
                contracts({ offer: { acceptanceRequired: false } }),
                /^found false: the service accepts endpoints automatically.*Remove this EndpointConnection/,
            ],
        ],
        good: serviceIds.map((serviceId) =>
            contracts({ offer: { serviceId, acceptanceRequired: true } }),
        ),
        bad: serviceIds.map((serviceId) =>
            contracts({ offer: { serviceId, acceptanceRequired: false } }),
        ),
    },
    "connections.callerIsOwner": {
        allows: [{ callerId: OWNER, ownerId: OWNER, serviceId: "epsrv-1" }],
        refuses: [
            [
                { callerId: CONSUMER, ownerId: OWNER, serviceId: "epsrv-1" },
                /^the credentials belong to account 1111222233334444, but epsrv-1 belongs to account 1234567890123456/,
            ],
        ],
        good: fc
            .tuple(accountIds, serviceIds)
            .map(([uid, serviceId]) => ({ callerId: uid, ownerId: uid, serviceId })),
        bad: fc
            .tuple(different(accountIds), serviceIds)
            .map(([[callerId, ownerId], serviceId]) => ({ callerId, ownerId, serviceId })),
    },
    "connections.bothContracts": {
        allows: [{}],
        refuses: all(
            [undefined, null],
            /^is missing\. Set both offer and request, or both serviceId and endpointId\.$/,
        ),
        good: fc.dictionary(fc.string(), fc.string()),
        bad: fc.constantFrom(undefined, null),
    },
    "connections.noIdsWithContracts": {
        allows: [undefined, null],
        refuses: [["epsrv-1", /^is set together with offer and request\. Remove it\.$/]],
        good: fc.constantFrom(undefined, null),
        bad: serviceIds,
    },
};

/** An offer and a request that fit each other, but for what is given. */
function contracts({ offer = {}, request = {} }: { offer?: object; request?: object }) {
    return {
        offer: {
            serviceId: "epsrv-1",
            accountId: OWNER,
            allowedAccountIds: [],
            zoneIds: ["eu-central-1a"],
            acceptanceRequired: true,
            ...offer,
        },
        request: {
            serviceId: "epsrv-1",
            accountId: OWNER,
            zoneIds: ["eu-central-1a"],
            ...request,
        },
    };
}
