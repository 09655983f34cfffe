import { type Chapter, type Known, RUN_NAME, tagOf } from "../call";

const created = (known: Known) => ({
    ServiceDescription: known.get(RUN_NAME),
    ClientToken: known.get(RUN_NAME),
    Tag: tagOf(known),
});

const service = (known: Known) => ({ ServiceId: known.get("serviceId") });

/** An endpoint service without load balancers: free of charge. */
export const SERVICE: Chapter = {
    title: "An endpoint service and its whitelist",
    calls: [
        {
            title: "service: create",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: created,
            keeps: {
                serviceId: ({ ServiceId }) => ServiceId,
                serviceName: ({ ServiceName }) => ServiceName,
            },
        },
        {
            title: "service: until it is active",
            product: "privatelink",
            action: "GetVpcEndpointServiceAttribute",
            parameters: service,
            awaits: { state: ({ ServiceStatus }) => ServiceStatus, final: ["Active"] },
        },
        {
            title: "service: create again with the same client token",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: created,
        },
        {
            title: "service: create another one with the same client token",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: (known) => ({ ...created(known), AutoAcceptEnabled: true }),
        },
        {
            title: "service: list",
            product: "privatelink",
            action: "ListVpcEndpointServices",
            parameters: service,
        },
        {
            title: "service: tags",
            product: "privatelink",
            action: "ListTagResources",
            parameters: (known) => ({
                ResourceType: "vpcendpointservice",
                ResourceId: [known.get("serviceId")],
            }),
        },
        {
            title: "service: set the bandwidth of a connection",
            product: "privatelink",
            action: "UpdateVpcEndpointServiceAttribute",
            parameters: (known) => ({ ...service(known), ConnectBandwidth: 200 }),
        },
        {
            title: "whitelist: list of a new service",
            product: "privatelink",
            action: "ListVpcEndpointServiceUsers",
            parameters: service,
        },
        {
            title: "whitelist: add an account that cannot exist",
            product: "privatelink",
            action: "AddUserToVpcEndpointService",
            parameters: (known) => ({ ...service(known), UserId: "1" }),
        },
        {
            title: "whitelist: remove an account that is not on it",
            product: "privatelink",
            action: "RemoveUserFromVpcEndpointService",
            parameters: (known) => ({ ...service(known), UserId: "1000000000000001" }),
        },
        {
            title: "service: connections without any endpoint",
            product: "privatelink",
            action: "ListVpcEndpointConnections",
            parameters: service,
        },
        {
            title: "service: resources without any load balancer",
            product: "privatelink",
            action: "ListVpcEndpointServiceResources",
            parameters: service,
        },
    ],
};
