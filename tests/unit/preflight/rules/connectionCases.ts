import fc from "fast-check";

import {
    accountIds,
    all,
    among,
    type CasesByRule,
    different,
    endpointIds,
    serviceIds,
    zoneIds,
} from "./ruleCases";

const OWNER = "1234567890123456";
const CONSUMER = "1111222233334444";

export const CONNECTION_CASES: CasesByRule = {
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
    "connections.serviceFound": {
        allows: [{ serviceId: "epsrv-1", exists: true }],
        refuses: [
            [
                { serviceId: "epsrv-1", exists: false },
                /^found "epsrv-1"\. This account has no such endpoint service in this region\. Check the id, .* the owner's\.$/,
            ],
        ],
        good: fc.record({ serviceId: serviceIds, exists: fc.constant(true) }),
        bad: fc.record({ serviceId: serviceIds, exists: fc.constant(false) }),
    },
    "connections.requestFound": {
        allows: [{ endpointId: "ep-1", serviceId: "epsrv-1", exists: true }],
        refuses: [
            [
                { endpointId: "ep-1", serviceId: "epsrv-1", exists: false },
                /^found "ep-1"\. No such endpoint asks epsrv-1 for a connection\. Check the id, or have the consumer/,
            ],
        ],
        good: fc.record({
            endpointId: endpointIds,
            serviceId: serviceIds,
            exists: fc.constant(true),
        }),
        bad: fc.record({
            endpointId: endpointIds,
            serviceId: serviceIds,
            exists: fc.constant(false),
        }),
    },
    "connections.requesterAllowed": {
        allows: [requester(OWNER, []), requester(CONSUMER, [CONSUMER])],
        refuses: [
            [
                requester(CONSUMER, []),
                /^account 1111222233334444 is not on the whitelist of epsrv-1\. Add it to allowedAccountIds/,
            ],
        ],
        good: among(accountIds).chain(({ one, all: allowedAccountIds }) =>
            fc.constantFrom(one, OWNER).map((uid) => requester(uid, allowedAccountIds)),
        ),
        bad: among(accountIds.filter((uid) => uid !== OWNER)).map(({ one, others }) =>
            requester(one, others),
        ),
    },
    "connections.requesterOffered": {
        allows: [
            contracts({ request: { accountId: CONSUMER } }),
            contracts({
                offer: { consumerAccountId: CONSUMER },
                request: { accountId: CONSUMER },
            }),
            contracts({ offer: { consumerAccountId: CONSUMER } }),
        ],
        refuses: [
            [
                contracts({
                    offer: { consumerAccountId: "5555666677778888" },
                    request: { accountId: CONSUMER },
                }),
                /^found 1111222233334444, but the offer is for account 5555666677778888\. Point the two/,
            ],
        ],
        good: accountIds.map((uid) =>
            contracts({ offer: { consumerAccountId: uid }, request: { accountId: uid } }),
        ),
        bad: different(accountIds.filter((uid) => uid !== OWNER)).map(([offered, uid]) =>
            contracts({ offer: { consumerAccountId: offered }, request: { accountId: uid } }),
        ),
    },
    "connections.requestedZones": {
        allows: [
            contracts({}),
            // Zones of another region are others.
            contracts({ request: { regionId: "cn-hangzhou", zoneIds: ["cn-hangzhou-b"] } }),
            contracts({
                offer: { supportedRegionIds: ["cn-hangzhou"] },
                request: { regionId: undefined, zoneIds: ["cn-hangzhou-b"] },
            }),
        ],
        refuses: [
            [
                contracts({ request: { zoneIds: ["eu-central-1a", "eu-central-1z"] } }),
                /^the service is not in eu-central-1z\. Create the endpoint in eu-central-1a\b/,
            ],
            [
                contracts({ request: { regionId: undefined, zoneIds: ["eu-central-1z"] } }),
                /^the service is not in eu-central-1z\./,
            ],
        ],
        good: among(zoneIds).chain(({ all: zones }) =>
            fc
                .subarray(zones)
                .map((requested) =>
                    contracts({ offer: { zoneIds: zones }, request: { zoneIds: requested } }),
                ),
        ),
        // An offer without zones is none: contracts.contractField refuses it.
        bad: among(zoneIds)
            .filter(({ others }) => others.length > 0)
            .map(({ others, all: zones }) =>
                contracts({ offer: { zoneIds: others }, request: { zoneIds: zones } }),
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
    "connections.connectionNotClosed": {
        allows: ["Connected", "Connecting", "Deleting"].map((status) => closedFacts(status)),
        refuses: [
            [
                closedFacts("Disconnected"),
                /^the connection of endpoint ep-1 to epsrv-1 was closed outside of this stack\. To accept it again, set whenClosed to "repair", or run: pulumi state delete 'urn:1', then: pulumi up\./,
            ],
            [
                closedFacts(undefined),
                /^endpoint ep-1, which was connected to epsrv-1, does not exist any more\. Run: pulumi state delete 'urn:1', and remove/,
            ],
        ],
        good: fc.constantFrom("Connected", "Pending", "Disconnecting").map(closedFacts),
        bad: fc.constantFrom("Disconnected", undefined).map(closedFacts),
    },
    "connections.whenClosed": {
        allows: ["warn", "fail", "repair"],
        refuses: all(["ignore", ""], /Must be one of "warn", "fail", "repair"\.$/),
        good: fc.constantFrom("warn", "fail", "repair"),
        bad: fc.constantFrom("ignore", "never", "Repair"),
    },
    "connections.bothContracts": {
        // One without a value was given: contracts.contractField refuses it.
        allows: [{}, null],
        refuses: all(
            [undefined],
            /^is missing\. Set both offer and request, or both serviceId and endpointId\.$/,
        ),
        good: fc.dictionary(fc.string(), fc.string()),
        bad: fc.constant(undefined),
    },
    "connections.noIdsWithContracts": {
        allows: [undefined, null],
        refuses: [["epsrv-1", /^is set together with offer and request\. Remove it\.$/]],
        good: fc.constantFrom(undefined, null),
        bad: serviceIds,
    },
};

/** A connection of a stack, with its status in the cloud. */
function closedFacts(status: string | undefined) {
    return { serviceId: "epsrv-1", endpointId: "ep-1", status, urn: "urn:1" };
}

/** An offer and a request that fit each other, but for what is given. */
function contracts({ offer = {}, request = {} }: { offer?: object; request?: object }) {
    return {
        offer: {
            serviceId: "epsrv-1",
            accountId: OWNER,
            regionId: "eu-central-1",
            zoneIds: ["eu-central-1a"],
            acceptanceRequired: true,
            ...offer,
        },
        request: {
            serviceId: "epsrv-1",
            accountId: OWNER,
            regionId: "eu-central-1",
            zoneIds: ["eu-central-1a"],
            ...request,
        },
    };
}

function requester(requesterId: string, allowedAccountIds: readonly string[]) {
    return { requesterId, ownerId: OWNER, serviceId: "epsrv-1", allowedAccountIds };
}
