import { z } from "zod";

import { CONTRACTS } from "../../contract/description";
import { ClosedConnection } from "../../shared/types";
import { crossFieldRule, existingRule, join, type Rule } from "./rule";
import { oneOf } from "./values";

/** The fields of both that a connection needs. */
const FACTS = z.object({
    offer: CONTRACTS.offer.pick({
        serviceId: true,
        accountId: true,
        regionId: true,
        supportedRegionIds: true,
        consumerAccountId: true,
        zoneIds: true,
        acceptanceRequired: true,
    }),
    request: CONTRACTS.request.pick({
        serviceId: true,
        accountId: true,
        regionId: true,
        zoneIds: true,
    }),
});

const OFFER: z.infer<typeof FACTS>["offer"] = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    regionId: "eu-central-1",
    zoneIds: ["eu-central-1a"],
    acceptanceRequired: true,
};
const REQUEST: z.infer<typeof FACTS>["request"] = {
    serviceId: "epsrv-1",
    accountId: "1234567890123456",
    regionId: "eu-central-1",
    zoneIds: ["eu-central-1a"],
};

export const sameService = crossFieldRule({
    id: "connections.sameService",
    facts: FACTS,
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
    facts: z.object({
        requesterId: z.string(),
        ownerId: z.string(),
        serviceId: z.string(),
        allowedAccountIds: z.array(z.string()).readonly(),
    }),
    title: "The account of a request, on the whitelist",
    prevents: "A connection of an account that the owner has removed from the whitelist.",
    source: "AddUserToVpcEndpointService: UserId",
    lookup: "privatelink.getVpcEndpointServiceUsers; offline, the offer where it says that its list is complete",
    example: {
        requesterId: "1111222233334444",
        ownerId: "1234567890123456",
        serviceId: "epsrv-1",
        allowedAccountIds: [],
    },
    problem: ({ requesterId, ownerId, serviceId, allowedAccountIds }) =>
        requesterId === ownerId || allowedAccountIds.includes(requesterId)
            ? undefined
            : `account ${requesterId} is not on the whitelist of ${serviceId}. Add it to allowedAccountIds of the EndpointService, or of an EndpointServiceWhitelist.`,
});

export const requesterOffered = crossFieldRule({
    id: "connections.requesterOffered",
    facts: FACTS,
    title: "Offer and request of one consumer",
    prevents: "An endpoint of one consumer that is accepted for another.",
    source: "consumerAccountId of EndpointServiceOffer",
    example: {
        offer: { ...OFFER, consumerAccountId: "1111222233334444" },
        request: { ...REQUEST, accountId: "5555666677778888" },
    },
    problem: ({ offer: { accountId: ownerId, consumerAccountId }, request: { accountId } }) =>
        consumerAccountId === undefined || [ownerId, consumerAccountId].includes(accountId)
            ? undefined
            : `found ${accountId}, but the offer is for account ${consumerAccountId}. Point the two stack references at the two sides of one consumer.`,
});

export const requestedZones = crossFieldRule({
    id: "connections.requestedZones",
    facts: FACTS,
    title: "Zones of a request, within those of the service",
    prevents: "A connection with zones that never carry traffic.",
    source: "EnableVpcEndpointConnection; GetVpcEndpointServiceAttribute: Zones",
    example: { offer: OFFER, request: { ...REQUEST, zoneIds: ["eu-central-1b"] } },
    problem: ({ offer, request }) => {
        // Zones of another region are others. An earlier version of the contract does not say the region.
        const isElsewhere =
            request.regionId === undefined
                ? (offer.supportedRegionIds ?? []).length > 0
                : request.regionId !== offer.regionId;
        const missing = request.zoneIds.filter((zoneId) => !offer.zoneIds.includes(zoneId));
        return isElsewhere || missing.length === 0
            ? undefined
            : `the service is not in ${join(missing)}. Create the endpoint in ${join(offer.zoneIds)} only.`;
    },
});

export const acceptanceRequired = crossFieldRule({
    id: "connections.acceptanceRequired",
    facts: FACTS,
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

export const serviceFound = existingRule({
    id: "connections.serviceFound",
    property: "serviceId",
    noun: "endpoint service",
    credentials: "the credentials, which must be the owner's",
    title: "An endpoint service that exists",
    prevents: "A whitelist or a connection that the cloud refuses in the middle of an update.",
    source: "AddUserToVpcEndpointService, EnableVpcEndpointConnection: EndpointServiceNotFound",
    lookup: "privatelink.getVpcEndpointServiceUsers",
    example: { serviceId: "epsrv-1", exists: false },
});

export const requestFound = crossFieldRule({
    id: "connections.requestFound",
    facts: z.object({ endpointId: z.string(), serviceId: z.string(), exists: z.boolean() }),
    title: "An endpoint that was created for the service",
    prevents: "A connection that the cloud refuses in the middle of an update.",
    source: "EnableVpcEndpointConnection: EndpointConnectionNotFound",
    lookup: "privatelink.getVpcEndpointConnections",
    example: { endpointId: "ep-1", serviceId: "epsrv-1", exists: false },
    problem: ({ endpointId, serviceId, exists }) =>
        exists
            ? undefined
            : `found "${endpointId}". No such endpoint asks ${serviceId} for a connection. Check the id, or have the consumer create the endpoint for this service first.`,
});

/** What was closed, and what to do about it. Undefined if the connection is as it was. */
function closedConnection({
    serviceId,
    endpointId,
    status,
    urn,
    isOfMap = false,
}: ClosedFacts): string | undefined {
    const remove = `pulumi state delete ${quoted(urn)}`;
    switch (status) {
        case undefined:
            return `endpoint ${endpointId}, which was connected to ${serviceId}, does not exist any more. Run: ${remove}, and remove this EndpointConnection from the program.`;
        case "Disconnected":
            return (
                `the connection of endpoint ${endpointId} to ${serviceId} was closed outside of this stack. ` +
                `To accept it again, set whenClosed to "repair", or run: ${remove}, then: pulumi up. ` +
                (isOfMap
                    ? "To leave it closed, run the first command, and lower maxEndpoints of its consumer, or remove the consumer from the map."
                    : "To leave it closed, run the first command and remove this EndpointConnection from the program.")
            );
        default:
            return undefined;
    }
}

/** One word for a shell: a name may have a quote in it. */
function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

const CLOSED_FACTS = z.object({
    serviceId: z.string(),
    endpointId: z.string(),
    /** In the cloud. Undefined if the endpoint is gone. */
    status: z.string().optional(),
    /** URN of the connection in the state. */
    urn: z.string(),
    /** Whether a map of consumers has accepted it, and not an EndpointConnection. */
    isOfMap: z.boolean().optional(),
});
type ClosedFacts = z.infer<typeof CLOSED_FACTS>;

export const connectionNotClosed = crossFieldRule({
    id: "connections.connectionNotClosed",
    facts: CLOSED_FACTS,
    title: "A connection that was closed outside of its stack",
    prevents: "A consumer without a connection, which no update notices.",
    source: "ListVpcEndpointConnections: ConnectionStatus; alicloud provider 1.285.0 never compares it",
    lookup: "the state of the stack; ListVpcEndpointConnections",
    example: {
        serviceId: "epsrv-1",
        endpointId: "ep-1",
        status: "Disconnected",
        urn: "urn:pulumi:prod::orders::alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection::app",
    },
    problem: closedConnection,
});

export const whenClosed = oneOf(
    "connections.whenClosed",
    "What happens to a closed connection",
    ClosedConnection,
    "the component's own",
);

export const bothContracts: Rule<unknown> = {
    id: "connections.bothContracts",
    title: "Offer and request, both or neither",
    prevents: "A connection for which one of the two sides is unknown.",
    source: "arguments of EndpointConnection",
    example: undefined,
    problem: (contract) =>
        contract === undefined
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
