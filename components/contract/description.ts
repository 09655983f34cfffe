import { z } from "zod";

import { isAccountId } from "../shared/accountId";
import { REGION_ID } from "../shared/regionId";
import { TransportProtocol } from "../shared/types";
import { READ_VERSIONS } from "./contractVersion";

/** What docs/contract.md says of a field. `npm run contract` writes it, and the types, from here. */
export interface FieldFacts {
    /** What it is, as the doc comment of its type says it. */
    readonly description: string;
    /** The first version of the contract that has it. */
    readonly since: number;
    /** The component that writes it, and what from. */
    readonly writtenBy: string;
    /** Who reads it, and what for. */
    readonly readBy: string;
    /** Ids of the rules that it is checked with, beside those of its own type. */
    readonly checkedWith: readonly string[];
}

function field<Schema extends z.ZodType>(schema: Schema, facts: FieldFacts): Schema {
    return schema.meta({ ...facts });
}

/** What docs/contract.md says of a field. */
export function factsOf(schema: z.ZodType): FieldFacts {
    return schema.meta() as unknown as FieldFacts;
}

/** A list in which nothing is listed twice. */
function distinct<Schema extends z.ZodArray<z.ZodString>>(schema: Schema): Schema {
    return schema.superRefine((values, context) => {
        const again = values.find((each, index) => values.indexOf(each) < index);
        if (again !== undefined) {
            context.addIssue(`lists ${JSON.stringify(again)} more than once`);
        }
    });
}

const text = z.string().min(1, "must not be empty");
const texts = z.array(text);
const uid = z.string().refine(isAccountId, {
    error: "must be the 16-digit UID of an Alibaba Cloud account, as a string",
});
const zoneIds = distinct(texts.min(1, "must list at least one zone"));
const regionId = z
    .string()
    .regex(REGION_ID, "must be the id of a region, for instance eu-central-1");
const PORTS = "must be a port from 1 to 65535";
const port = z.int(PORTS).min(1, PORTS).max(65535, PORTS);

const READER = "InterfaceEndpoint, EndpointConnection";
const SERVICE = "EndpointService";
const ENDPOINT = "InterfaceEndpoint";

const contractVersion = field(
    z.number().refine((version) => READ_VERSIONS.includes(version)),
    {
        description: "Version of the contract.",
        since: 1,
        writtenBy: `${SERVICE}, ${ENDPOINT}`,
        readBy: `${READER}: whether they can read the rest`,
        checkedWith: ["contracts.contractVersion"],
    },
);

/** A port of the offer. */
export const OFFERED_PORT = z
    .object({
        port: field(port, {
            description: "The port, from 1 to 65535.",
            since: 1,
            writtenBy: `${SERVICE}: ports`,
            readBy: `${ENDPOINT}: the rules of its security group`,
            checkedWith: ["securityGroupRules.portsOpen"],
        }),
        protocol: field(z.enum(TransportProtocol, 'must be "tcp" or "udp"'), {
            description: "The transport protocol: `tcp` or `udp`.",
            since: 1,
            writtenBy: `${SERVICE}: ports`,
            readBy: `${ENDPOINT}: the rules of its security group`,
            checkedWith: ["securityGroupRules.portsOpen"],
        }),
    })
    .meta({ typeName: "OfferedPort", description: "A port of the offer." });

/** The offer of an endpoint service. */
export const OFFER = z
    .object({
        contractVersion,
        serviceId: field(text, {
            description: "Id of the endpoint service, for instance `epsrv-...`.",
            since: 1,
            writtenBy: SERVICE,
            readBy: `${READER}: which service it is`,
            checkedWith: ["connections.sameService"],
        }),
        serviceName: field(text, {
            description:
                "Name of the endpoint service, `com.aliyuncs.privatelink.<region>.<service id>`.",
            since: 1,
            writtenBy: SERVICE,
            readBy: `${ENDPOINT}: creates the endpoint with it`,
            checkedWith: [],
        }),
        regionId: field(regionId, {
            description: "Region of the endpoint service.",
            since: 1,
            writtenBy: SERVICE,
            readBy: `${READER}: whether zones can be compared; the service's region of an endpoint in another`,
            checkedWith: [
                "endpointServices.serviceRegion",
                "endpointServices.crossesRegions",
                "zones.offeredZone",
                "connections.requestedZones",
            ],
        }),
        accountId: field(uid, {
            description: "UID of the account that owns the endpoint service.",
            since: 1,
            writtenBy: `${SERVICE}: its credentials`,
            readBy: `${READER}: the owner needs no entry on the whitelist, and it alone accepts`,
            checkedWith: ["connections.callerIsOwner", "accounts.consumerAllowed"],
        }),
        zoneIds: field(zoneIds, {
            description:
                "Zones in which the service can be reached from its own region: those of its service resources.",
            since: 1,
            writtenBy: `${SERVICE}: serviceResources`,
            readBy: `${READER}: an endpoint of the same region is in some of them`,
            checkedWith: ["zones.offeredZone", "connections.requestedZones"],
        }),
        ports: field(z.array(OFFERED_PORT), {
            description: "Ports at which the service listens.",
            since: 1,
            writtenBy: `${SERVICE}: ports`,
            readBy: `${ENDPOINT}: the rules of its security group`,
            checkedWith: ["securityGroups.portsNotEmpty", "securityGroupRules.portsOpen"],
        }),
        acceptanceRequired: field(z.boolean(), {
            description: "Whether the owner must accept each endpoint.",
            since: 1,
            writtenBy: `${SERVICE}: acceptanceRequired`,
            readBy: "EndpointConnection: whether there is anything to accept",
            checkedWith: ["connections.acceptanceRequired"],
        }),
        payer: field(
            z
                .enum(["Endpoint", "EndpointService"], 'must be "Endpoint" or "EndpointService"')
                .optional(),
            {
                description:
                    "Who pays for the connection: `Endpoint` (the consumer) or `EndpointService` (the owner).",
                since: 2,
                writtenBy: `${SERVICE}: payer`,
                readBy: "people: `npm run offer`",
                checkedWith: [],
            },
        ),
        supportedRegionIds: field(distinct(z.array(regionId)).optional(), {
            description:
                "Other regions in which endpoints may be created for the service. Absent if there are none.",
            since: 1,
            writtenBy: `${SERVICE}: supportedRegionIds`,
            readBy: `${ENDPOINT}: whether it may be created in its region`,
            checkedWith: ["endpointServices.serviceRegion"],
        }),
        allowedAccountIds: field(z.array(uid).optional(), {
            description:
                "UIDs of the accounts on the whitelist that the offer names, without the owner, who needs no entry. Absent in an offer for one account.",
            since: 1,
            writtenBy: `${SERVICE}: allowedAccountIds`,
            readBy: `${READER}: whether an account may connect, where the list is complete`,
            checkedWith: ["accounts.consumerAllowed", "connections.requesterAllowed"],
        }),
        whitelistComplete: field(z.boolean().optional(), {
            description:
                "Whether `allowedAccountIds` has all accounts of the whitelist. Absent if that is not known.",
            since: 2,
            writtenBy: `${SERVICE}: true if whitelistedElsewhere is false`,
            readBy: `${READER}: whether an account that is not named is refused`,
            checkedWith: ["accounts.consumerAllowed", "connections.requesterAllowed"],
        }),
        consumerAccountId: field(uid.optional(), {
            description:
                "UID of the one account that the offer is for. Absent in an offer for everybody.",
            since: 2,
            writtenBy: `${SERVICE}: accountOffers`,
            readBy: `${READER}: whether the endpoint is of that account`,
            checkedWith: ["accounts.offeredToConsumer", "connections.requesterOffered"],
        }),
        hostNames: field(texts.optional(), {
            description:
                "Names that the certificate of the service is for. Absent if none are set.",
            since: 2,
            writtenBy: `${SERVICE}: hostNames`,
            readBy: "PrivateDnsName: its names; people: serverName of a ConnectivityCheck",
            checkedWith: ["privateDnsNames.hostNamesOffered", "privateDnsNames.certificateFits"],
        }),
        idleTimeoutSeconds: field(z.number().optional(), {
            description:
                "Seconds after which the load balancer ends an idle connection. Absent if it is not set.",
            since: 2,
            writtenBy: `${SERVICE}: idleTimeoutSeconds`,
            readBy: "people: how often clients have to send something (TCP keepalive)",
            checkedWith: [],
        }),
    })
    .meta({
        typeName: "EndpointServiceOffer",
        description: "What a provider stack exports for its consumers about an endpoint service.",
    });

/** The request of an endpoint. */
export const REQUEST = z
    .object({
        contractVersion,
        endpointId: field(text, {
            description: "Id of the endpoint, for instance `ep-...`.",
            since: 1,
            writtenBy: ENDPOINT,
            readBy: "EndpointConnection: which endpoint is accepted",
            checkedWith: [],
        }),
        serviceId: field(text, {
            description: "Id of the endpoint service that the endpoint was created for.",
            since: 1,
            writtenBy: ENDPOINT,
            readBy: "EndpointConnection: whether it is the service of the offer",
            checkedWith: ["connections.sameService"],
        }),
        regionId: field(regionId.optional(), {
            description: "Region of the endpoint. Absent in a request of contract version 1.",
            since: 2,
            writtenBy: ENDPOINT,
            readBy: "EndpointConnection: whether zones can be compared",
            checkedWith: ["connections.requestedZones"],
        }),
        accountId: field(uid, {
            description: "UID of the account that owns the endpoint.",
            since: 1,
            writtenBy: `${ENDPOINT}: its credentials`,
            readBy: "EndpointConnection: whether it is on the whitelist",
            checkedWith: ["connections.requesterAllowed", "connections.requesterOffered"],
        }),
        zoneIds: field(zoneIds, {
            description: "Zones in which the endpoint has a network interface.",
            since: 1,
            writtenBy: `${ENDPOINT}: zones`,
            readBy: "EndpointConnection: whether they are zones of the service, within a region",
            checkedWith: ["connections.requestedZones"],
        }),
        endpointDomain: field(text, {
            description: "Domain of the endpoint, which resolves to its network interfaces.",
            since: 1,
            writtenBy: ENDPOINT,
            readBy: "ConnectivityCheck, PrivateDnsName",
            checkedWith: [],
        }),
    })
    .meta({
        typeName: "EndpointRequest",
        description:
            "What a consumer stack exports for the service's owner about an endpoint that requests a connection.",
    });

/** The two contracts, by the name of the stack output that each is exported as. */
export const CONTRACTS = { offer: OFFER, request: REQUEST } as const;
export type ContractName = keyof typeof CONTRACTS;
