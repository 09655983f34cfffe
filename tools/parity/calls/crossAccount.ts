import {
    type Body,
    type Chapter,
    type Known,
    type ParityCall,
    RUN_NAME,
    tagOf,
    ZONE,
} from "../call";
import { listAt, untilGone } from "./answers";
import { CONSUMER_NETWORK } from "./consumerNetwork";

const service = (known: Known) => ({ ServiceId: known.get("serviceId") });

const consumer = (known: Known) => ({
    ...service(known),
    UserId: known.get("consumerAccountId"),
});

const endpoint = (known: Known) => ({ EndpointId: known.get("consumerEndpointId") });

const connection = (known: Known) => ({ ...service(known), ...endpoint(known) });

const created = (known: Known) => ({
    ...service(known),
    EndpointName: known.get(RUN_NAME),
    VpcId: known.get("consumerVpcId"),
    SecurityGroupId: [known.get("consumerSecurityGroupId")],
    Tag: tagOf(known),
});

/** What the owner of the service sees of the consumer's endpoint. */
const ownersView = {
    product: "privatelink",
    action: "ListVpcEndpointConnections",
    parameters: connection,
} as const;

/** What the consumer sees of it. */
const consumersView = {
    product: "privatelink",
    action: "GetVpcEndpointAttribute",
    parameters: endpoint,
} as const;

const BEFORE_WHITELIST: readonly ParityCall[] = [
    {
        title: "consumer: the service, before its account is on the whitelist",
        product: "privatelink",
        action: "ListVpcEndpointServicesByEndUser",
        parameters: service,
    },
    {
        title: "consumer: read the service of another account",
        product: "privatelink",
        action: "GetVpcEndpointServiceAttribute",
        parameters: service,
    },
    {
        title: "consumer: create an endpoint before its account is on the whitelist",
        product: "privatelink",
        action: "CreateVpcEndpoint",
        parameters: created,
    },
];

const CONNECTED: readonly ParityCall[] = [
    {
        title: "consumer: the service, on the whitelist",
        product: "privatelink",
        action: "ListVpcEndpointServicesByEndUser",
        parameters: service,
    },
    {
        title: "consumer: create an endpoint",
        product: "privatelink",
        action: "CreateVpcEndpoint",
        parameters: (known) => ({
            ...created(known),
            Zone: [{ ZoneId: known.get(ZONE), VSwitchId: known.get("consumerVswitchId") }],
        }),
        keeps: { consumerEndpointId: ({ EndpointId }) => EndpointId },
        costs: "endpointZone",
    },
    {
        ...consumersView,
        title: "consumer: until its endpoint is active",
        awaits: { state: ({ EndpointStatus }) => EndpointStatus, final: ["Active"] },
    },
    {
        title: "consumer: accept its own endpoint",
        product: "privatelink",
        action: "EnableVpcEndpointConnection",
        parameters: connection,
    },
];

const OWNER_ACCEPTS: readonly ParityCall[] = [
    {
        ...ownersView,
        title: "owner: the consumer's connection as it waits",
        awaits: { state: statusOf, final: ["Disconnected", "Connected"] },
    },
    {
        title: "owner: read the consumer's endpoint",
        product: "privatelink",
        action: "GetVpcEndpointAttribute",
        parameters: endpoint,
    },
    {
        title: "owner: accept the consumer's connection",
        product: "privatelink",
        action: "EnableVpcEndpointConnection",
        parameters: connection,
    },
    {
        ...ownersView,
        title: "owner: until the consumer is connected",
        onlyAfter: "owner: accept the consumer's connection",
        awaits: { state: statusOf, final: ["Connected"] },
    },
];

/** What is left of a connection whose account is no longer on the whitelist. */
const OFF_WHITELIST: readonly ParityCall[] = [
    {
        title: "owner: take the consumer off the whitelist while it is connected",
        product: "privatelink",
        action: "RemoveUserFromVpcEndpointService",
        parameters: consumer,
    },
    {
        ...ownersView,
        title: "owner: the connection of a consumer that is off the whitelist",
    },
];

const CONSUMER_OFF_WHITELIST: readonly ParityCall[] = [
    {
        ...consumersView,
        title: "consumer: its endpoint, off the whitelist",
    },
    {
        title: "consumer: create another endpoint, off the whitelist",
        product: "privatelink",
        action: "CreateVpcEndpoint",
        parameters: created,
    },
];

const OWNER_CLOSES: readonly ParityCall[] = [
    {
        title: "owner: close the consumer's connection",
        product: "privatelink",
        action: "DisableVpcEndpointConnection",
        parameters: connection,
    },
    {
        ...ownersView,
        title: "owner: until the consumer's connection is closed",
        onlyAfter: "owner: close the consumer's connection",
        awaits: { state: statusOf, final: ["Disconnected"] },
    },
];

const CONSUMER_LEAVES: readonly ParityCall[] = [
    {
        title: "consumer: remove the endpoint's zone",
        product: "privatelink",
        action: "RemoveZoneFromVpcEndpoint",
        parameters: (known) => ({ ...endpoint(known), ZoneId: known.get(ZONE) }),
    },
    {
        title: "consumer: until the endpoint has no zone",
        product: "privatelink",
        action: "ListVpcEndpointZones",
        parameters: endpoint,
        onlyAfter: "consumer: remove the endpoint's zone",
        awaits: untilGone("Zones", "ZoneStatus"),
    },
    {
        title: "consumer: delete the endpoint",
        product: "privatelink",
        action: "DeleteVpcEndpoint",
        parameters: endpoint,
    },
    {
        title: "consumer: until the endpoint is gone",
        product: "privatelink",
        action: "ListVpcEndpoints",
        parameters: endpoint,
        onlyAfter: "consumer: delete the endpoint",
        awaits: untilGone("Endpoints", "EndpointStatus"),
    },
];

/** An endpoint of another account: from the whitelist to the deletion. Needs the credentials of that account. */
export const CROSS_ACCOUNT: Chapter = {
    title: "An endpoint of another account",
    calls: [
        ...byConsumer([
            {
                title: "consumer: who calls",
                product: "sts",
                action: "GetCallerIdentity",
                parameters: () => ({}),
                keeps: { consumerAccountId: ({ AccountId }) => AccountId },
            },
            ...CONSUMER_NETWORK,
            ...BEFORE_WHITELIST,
        ]),
        {
            title: "owner: put the consumer on the whitelist",
            product: "privatelink",
            action: "AddUserToVpcEndpointService",
            parameters: consumer,
        },
        {
            title: "owner: the whitelist with the consumer",
            product: "privatelink",
            action: "ListVpcEndpointServiceUsers",
            parameters: service,
        },
        ...byConsumer(CONNECTED),
        ...OWNER_ACCEPTS,
        ...byConsumer([
            {
                ...consumersView,
                title: "consumer: until it sees the connection",
                onlyAfter: "owner: accept the consumer's connection",
                awaits: { state: ({ ConnectionStatus }) => ConnectionStatus, final: ["Connected"] },
            },
        ]),
        ...OFF_WHITELIST,
        ...byConsumer(CONSUMER_OFF_WHITELIST),
        ...OWNER_CLOSES,
        ...byConsumer(CONSUMER_LEAVES),
    ],
};

function byConsumer(calls: readonly ParityCall[]): ParityCall[] {
    return calls.map((call) => ({ ...call, account: "consumer" }));
}

function statusOf(body: Body): unknown {
    return listAt(body, "Connections").at(0)?.ConnectionStatus;
}
