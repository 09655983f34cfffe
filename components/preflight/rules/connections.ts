import { z } from "zod";

import { crossFieldRule, format, join, type Rule } from "./rule";

/** The version of offers and requests that this package writes and reads. */
export const CONTRACT_VERSION = 1;

/** The fields of an offer that a connection needs. */
const OFFER_FACTS = z.object({
    serviceId: z.string(),
    accountId: z.string(),
    allowedAccountIds: z.array(z.string()).readonly(),
    zoneIds: z.array(z.string()).readonly(),
    acceptanceRequired: z.boolean(),
});

/** The fields of a request that a connection needs. */
const REQUEST_FACTS = z.object({
    serviceId: z.string(),
    accountId: z.string(),
    zoneIds: z.array(z.string()).readonly(),
});

const CONTRACTS = z.object({ offer: OFFER_FACTS, request: REQUEST_FACTS });

const OFFER = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    allowedAccountIds: [] as string[],
    zoneIds: ["eu-central-1a"],
    acceptanceRequired: true,
};
const REQUEST = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    zoneIds: ["eu-central-1a"],
};

export const contractVersion: Rule<number> = {
    id: "connections.contractVersion",
    title: "Version of an offer or a request",
    prevents: "An offer or a request that says something else than this package understands.",
    source: "contractVersion of EndpointServiceOffer and EndpointRequest",
    example: 2,
    problem: (version) =>
        version === CONTRACT_VERSION
            ? undefined
            : `found ${format(version)}, and ${readsAnotherVersion(version)}`,
};

/** Which version this package reads, and what to do about a contract of another one. */
export function readsAnotherVersion(version: unknown): string {
    const isOld = typeof version === "number" && version < CONTRACT_VERSION;
    const behind = isOld ? "the stack that wrote it" : "this stack";
    return `this package reads version ${CONTRACT_VERSION}. Update the package in ${behind} and run "pulumi up" there.`;
}

export const sameService = crossFieldRule({
    id: "connections.sameService",
    facts: CONTRACTS,
    title: "Offer and request of one service",
    prevents: "Accepting an endpoint of another service.",
    source: "EnableVpcEndpointConnection: ServiceId, EndpointId",
    example: { offer: OFFER, request: { ...REQUEST, serviceId: "epsrv-2" } },
    problem: ({ offer, request }) =>
        request.serviceId === offer.serviceId
            ? undefined
            : `found "${request.serviceId}", but the offer is for "${offer.serviceId}". Use the offer and the request of the same service.`,
});

export const requesterAllowed = crossFieldRule({
    id: "connections.requesterAllowed",
    facts: CONTRACTS,
    title: "The requesting account on the whitelist",
    prevents: "Accepting an endpoint of an account that is not on the whitelist.",
    source: "AddUserToVpcEndpointService: UserId",
    example: { offer: OFFER, request: { ...REQUEST, accountId: "1111222233334444" } },
    problem: ({ offer, request }) =>
        request.accountId === offer.accountId || offer.allowedAccountIds.includes(request.accountId)
            ? undefined
            : `account ${request.accountId} is not on the whitelist of ${offer.serviceId}. Add it to allowedAccountIds of the EndpointService.`,
});

export const requestedZones = crossFieldRule({
    id: "connections.requestedZones",
    facts: CONTRACTS,
    title: "Requested zones within those of the service",
    prevents: "A connection with zones that never carry traffic.",
    source: "EnableVpcEndpointConnection; GetVpcEndpointServiceAttribute: Zones",
    example: { offer: OFFER, request: { ...REQUEST, zoneIds: ["eu-central-1b"] } },
    problem: ({ offer, request }) => {
        const missing = request.zoneIds.filter((zoneId) => !offer.zoneIds.includes(zoneId));
        return missing.length === 0
            ? undefined
            : `the service is not in ${join(missing)}. Create the endpoint in ${join(offer.zoneIds)} only.`;
    },
});

export const acceptanceRequired = crossFieldRule({
    id: "connections.acceptanceRequired",
    facts: CONTRACTS,
    title: "Connection to a service that accepts endpoints automatically",
    prevents:
        "A call that is refused and repeated for five minutes, because there is nothing to enable.",
    source: "EnableVpcEndpointConnection; CreateVpcEndpointService: AutoAcceptEnabled",
    example: { offer: { ...OFFER, acceptanceRequired: false }, request: REQUEST },
    problem: ({ offer }) =>
        offer.acceptanceRequired
            ? undefined
            : "found false: the service accepts endpoints automatically, so there is nothing to enable. Remove this EndpointConnection, or set acceptanceRequired of the EndpointService to true.",
});

export const callerIsOwner = crossFieldRule({
    id: "connections.callerIsOwner",
    facts: z.object({ callerId: z.string(), ownerId: z.string(), serviceId: z.string() }),
    title: "Credentials of the service's owner",
    prevents: "A call that the cloud refuses as if the service did not exist.",
    source: "EnableVpcEndpointConnection, which only the owner may call",
    lookup: "getCallerIdentity",
    example: { callerId: "1111222233334444", ownerId: "1234567890123456", serviceId: "epsrv-1" },
    problem: ({ callerId, ownerId, serviceId }) =>
        callerId === ownerId
            ? undefined
            : `the credentials belong to account ${callerId}, but ${serviceId} belongs to account ${ownerId}, and only its owner can accept endpoints. Use the owner's credentials.`,
});

export const bothContracts: Rule<unknown> = {
    id: "connections.bothContracts",
    title: "Offer and request, both or neither",
    prevents: "A connection whose other side is a guess.",
    source: "arguments of EndpointConnection",
    example: undefined,
    problem: (contract) =>
        contract === undefined || contract === null
            ? "is missing. Set both offer and request, or both serviceId and endpointId."
            : undefined,
};

export const noIdsWithContracts: Rule<unknown> = {
    id: "connections.noIdsWithContracts",
    title: "Ids beside offer and request",
    prevents: "A connection of another service or endpoint than in the contracts.",
    source: "arguments of EndpointConnection",
    example: "epsrv-1",
    problem: (id) =>
        id === undefined || id === null
            ? undefined
            : "is set together with offer and request. Remove it.",
};
