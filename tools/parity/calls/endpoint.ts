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

const withoutZone = (known: Known) => ({
    EndpointName: known.get(RUN_NAME),
    ServiceId: known.get("serviceId"),
    VpcId: known.get("vpcId"),
    Tag: tagOf(known),
});

const created = (known: Known) => ({
    ...withoutZone(known),
    Zone: [{ ZoneId: known.get(ZONE), VSwitchId: known.get("vswitchId") }],
});

const endpoint = (known: Known) => ({ EndpointId: known.get("endpointId") });

const connection = (known: Known) => ({
    ServiceId: known.get("serviceId"),
    EndpointId: known.get("endpointId"),
});

const connectionStatus = {
    product: "privatelink",
    action: "ListVpcEndpointConnections",
    parameters: connection,
} as const;

const another = (known: Known) => ({ EndpointId: known.get("anotherEndpointId") });

/** Whether a VPC can have two of the same service. */
const ANOTHER_ENDPOINT: readonly ParityCall[] = [
    {
        title: "endpoint: create another one of the same service in the same VPC",
        product: "privatelink",
        action: "CreateVpcEndpoint",
        parameters: (known) => ({
            ...withoutZone(known),
            SecurityGroupId: [known.get("securityGroupId")],
        }),
        keeps: { anotherEndpointId: ({ EndpointId }) => EndpointId },
    },
    {
        title: "endpoint: until the other one is active",
        product: "privatelink",
        action: "GetVpcEndpointAttribute",
        parameters: another,
        awaits: { state: ({ EndpointStatus }) => EndpointStatus, final: ["Active"] },
    },
    {
        title: "endpoint: list both, the newest first",
        product: "privatelink",
        action: "ListVpcEndpoints",
        parameters: (known) => ({ VpcId: known.get("vpcId") }),
    },
    {
        title: "endpoint: delete the other one",
        product: "privatelink",
        action: "DeleteVpcEndpoint",
        parameters: another,
    },
    {
        title: "endpoint: until the other one is gone",
        onlyAfter: "endpoint: delete the other one",
        product: "privatelink",
        action: "ListVpcEndpoints",
        parameters: another,
        awaits: untilGone("Endpoints", "EndpointStatus"),
    },
];

/** An endpoint of the service in the owner's own VPC: paid for by the hour and zone. */
export const ENDPOINT: Chapter = {
    title: "An endpoint, and its connection",
    calls: [
        {
            title: "endpoint: create without a security group, as a dry run",
            product: "privatelink",
            action: "CreateVpcEndpoint",
            parameters: (known) => ({ ...created(known), DryRun: true }),
        },
        {
            title: "endpoint: create with an advanced security group, as a dry run",
            product: "privatelink",
            action: "CreateVpcEndpoint",
            parameters: (known) => ({
                ...created(known),
                SecurityGroupId: [known.get("advancedSecurityGroupId")],
                DryRun: true,
            }),
        },
        {
            title: "endpoint: create",
            product: "privatelink",
            action: "CreateVpcEndpoint",
            parameters: (known) => ({
                ...created(known),
                SecurityGroupId: [known.get("securityGroupId")],
            }),
            keeps: { endpointId: ({ EndpointId }) => EndpointId },
            costs: "endpointZone",
        },
        {
            title: "endpoint: until it is active",
            product: "privatelink",
            action: "GetVpcEndpointAttribute",
            parameters: endpoint,
            awaits: { state: ({ EndpointStatus }) => EndpointStatus, final: ["Active"] },
        },
        {
            title: "endpoint: its zones",
            product: "privatelink",
            action: "ListVpcEndpointZones",
            parameters: endpoint,
            keeps: { networkInterfaceId: (body) => listAt(body, "Zones").at(0)?.EniId },
        },
        {
            title: "endpoint: its network interface, with name and description",
            product: "ecs",
            action: "DescribeNetworkInterfaces",
            parameters: (known) => ({ NetworkInterfaceId: [known.get("networkInterfaceId")] }),
        },
        ...ANOTHER_ENDPOINT,
        {
            title: "endpoint: its security groups",
            product: "privatelink",
            action: "ListVpcEndpointSecurityGroups",
            parameters: endpoint,
        },
        {
            title: "endpoint: list",
            product: "privatelink",
            action: "ListVpcEndpoints",
            parameters: endpoint,
        },
        {
            ...connectionStatus,
            title: "connection: as it waits",
            awaits: { state: statusOf, final: ["Pending", "Disconnected", "Connected"] },
        },
        {
            title: "connection: accept",
            product: "privatelink",
            action: "EnableVpcEndpointConnection",
            parameters: connection,
        },
        {
            ...connectionStatus,
            title: "connection: until it is connected",
            onlyAfter: "connection: accept",
            awaits: { state: statusOf, final: ["Connected"] },
        },
        {
            title: "connection: accept again",
            product: "privatelink",
            action: "EnableVpcEndpointConnection",
            parameters: connection,
        },
        {
            title: "connection: set its bandwidth",
            product: "privatelink",
            action: "UpdateVpcEndpointConnectionAttribute",
            parameters: (known) => ({ ...connection(known), Bandwidth: 300 }),
        },
        {
            ...connectionStatus,
            title: "connection: until its bandwidth is set",
            onlyAfter: "connection: set its bandwidth",
            awaits: { state: statusOf, final: ["Connected"] },
        },
        {
            title: "service: delete while an endpoint is connected",
            product: "privatelink",
            action: "DeleteVpcEndpointService",
            parameters: (known) => ({ ServiceId: known.get("serviceId") }),
        },
        {
            title: "service: detach the CLB while an endpoint is connected",
            product: "privatelink",
            action: "DetachResourceFromVpcEndpointService",
            parameters: (known) => ({
                ServiceId: known.get("serviceId"),
                ResourceId: known.get("loadBalancerId"),
                ResourceType: "slb",
                ZoneId: known.get(ZONE),
            }),
        },
        {
            title: "connection: close",
            product: "privatelink",
            action: "DisableVpcEndpointConnection",
            parameters: connection,
        },
        {
            ...connectionStatus,
            title: "connection: until it is closed",
            onlyAfter: "connection: close",
            awaits: { state: statusOf, final: ["Disconnected"] },
        },
        {
            title: "connection: close again",
            product: "privatelink",
            action: "DisableVpcEndpointConnection",
            parameters: connection,
        },
        {
            title: "endpoint: delete while it has a zone",
            product: "privatelink",
            action: "DeleteVpcEndpoint",
            parameters: endpoint,
        },
        {
            title: "endpoint: remove its zone",
            product: "privatelink",
            action: "RemoveZoneFromVpcEndpoint",
            parameters: (known) => ({ ...endpoint(known), ZoneId: known.get(ZONE) }),
        },
        {
            title: "endpoint: until it has no zone",
            product: "privatelink",
            action: "ListVpcEndpointZones",
            parameters: endpoint,
            onlyAfter: "endpoint: remove its zone",
            awaits: untilGone("Zones", "ZoneStatus"),
        },
        {
            title: "endpoint: delete",
            product: "privatelink",
            action: "DeleteVpcEndpoint",
            parameters: endpoint,
        },
        {
            title: "endpoint: until it is gone",
            onlyAfter: "endpoint: delete",
            product: "privatelink",
            action: "ListVpcEndpoints",
            parameters: endpoint,
            awaits: untilGone("Endpoints", "EndpointStatus"),
        },
        {
            title: "endpoint: read after it is gone",
            product: "privatelink",
            action: "GetVpcEndpointAttribute",
            parameters: endpoint,
        },
        {
            title: "endpoint: its zones after it is gone",
            product: "privatelink",
            action: "ListVpcEndpointZones",
            parameters: endpoint,
        },
    ],
};

function statusOf(body: Body): unknown {
    return listAt(body, "Connections").at(0)?.ConnectionStatus;
}
