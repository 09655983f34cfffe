import { between, listed, type Rule } from "./rule";

/** What an offer says, as far as a connection needs it. */
interface Offer {
    readonly serviceId: string;
    readonly accountId: string;
    readonly allowedAccountIds: readonly string[];
    readonly zoneIds: readonly string[];
    readonly acceptanceRequired: boolean;
}

/** What a request says, as far as a connection needs it. */
interface Request {
    readonly serviceId: string;
    readonly accountId: string;
    readonly zoneIds: readonly string[];
}

interface Contracts {
    readonly offer: Offer;
    readonly request: Request;
}

const OFFER: Offer = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    allowedAccountIds: [],
    zoneIds: ["eu-central-1a"],
    acceptanceRequired: true,
};
const REQUEST: Request = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    zoneIds: ["eu-central-1a"],
};

export const sameService: Rule<Contracts> = between({
    title: "Offer and request of one service",
    prevents: "An endpoint of another service that is let in, or half an hour's search.",
    source: "EnableVpcEndpointConnection: ServiceId, EndpointId",
    wrong: { offer: OFFER, request: { ...REQUEST, serviceId: "epsrv-2" } },
    problem: ({ offer, request }) =>
        request.serviceId === offer.serviceId
            ? undefined
            : `found "${request.serviceId}", but the offer is of "${offer.serviceId}". Point the two stack references at the two sides of one service.`,
});

export const requesterAllowed: Rule<Contracts> = between({
    title: "The account that asks to be let in, on the whitelist",
    prevents: "An account that is let in though nobody named it.",
    source: "AddUserToVpcEndpointService: UserId",
    wrong: { offer: OFFER, request: { ...REQUEST, accountId: "1111222233334444" } },
    problem: ({ offer, request }) =>
        request.accountId === offer.accountId || offer.allowedAccountIds.includes(request.accountId)
            ? undefined
            : `account ${request.accountId} is not on the whitelist of ${offer.serviceId}. Add it to allowedAccountIds of the EndpointService.`,
});

export const requestedZones: Rule<Contracts> = between({
    title: "Zones that ask to be let in, within those of the service",
    prevents: "A connection with zones that never carry traffic.",
    source: "EnableVpcEndpointConnection; GetVpcEndpointServiceAttribute: Zones",
    wrong: { offer: OFFER, request: { ...REQUEST, zoneIds: ["eu-central-1b"] } },
    problem: ({ offer, request }) => {
        const missing = request.zoneIds.filter((zoneId) => !offer.zoneIds.includes(zoneId));
        return missing.length === 0
            ? undefined
            : `the service is not in ${listed(missing)}. It is in ${listed(offer.zoneIds)}.`;
    },
});

export const acceptanceRequired: Rule<Contracts> = between({
    title: "A connection of a service that accepts by itself",
    prevents: "A call that is refused and repeated for five minutes: there is nothing to enable.",
    source: "EnableVpcEndpointConnection; CreateVpcEndpointService: AutoAcceptEnabled",
    wrong: { offer: { ...OFFER, acceptanceRequired: false }, request: REQUEST },
    problem: ({ offer }) =>
        offer.acceptanceRequired
            ? undefined
            : "found false: the service lets endpoints in by itself, and there is nothing to enable. Remove this EndpointConnection, or set acceptanceRequired of the EndpointService to true.",
});

export const callerIsOwner: Rule<{
    readonly callerId: string;
    readonly ownerId: string;
    readonly serviceId: string;
}> = between({
    title: "Credentials of the service's owner",
    prevents: "A call that the cloud refuses as if there were no such service.",
    source: "EnableVpcEndpointConnection is the owner's",
    asks: "getCallerIdentity",
    wrong: { callerId: "1111222233334444", ownerId: "1234567890123456", serviceId: "epsrv-1" },
    problem: ({ callerId, ownerId, serviceId }) =>
        callerId === ownerId
            ? undefined
            : `the credentials are of account ${callerId}, but ${serviceId} belongs to account ${ownerId}, and only its owner lets endpoints in. Use the credentials of the owner.`,
});

export const bothContracts: Rule<{ readonly contract: unknown }> = {
    title: "Offer and request, both or none",
    prevents: "A connection of which one side is a guess.",
    source: "arguments of EndpointConnection",
    wrong: { contract: undefined },
    problem: (side) =>
        side?.contract === undefined || side.contract === null
            ? "is missing. Give both offer and request, or both serviceId and endpointId."
            : undefined,
};

export const notBesideContracts: Rule<{ readonly id: unknown }> = {
    title: "Ids beside offer and request",
    prevents: "A connection of another service or endpoint than the contracts say.",
    source: "arguments of EndpointConnection",
    wrong: { id: "epsrv-1" },
    problem: (side) =>
        side?.id === undefined || side.id === null
            ? undefined
            : "is given together with offer and request. Remove it.",
};
