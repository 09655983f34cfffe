import { type Chapter, type Known, REGION } from "../call";
import { listAt } from "./answers";

const service = (known: Known) => ({ ServiceId: known.get("serviceId") });

/** The order in which the parts of a service can go, and what their lists say of it afterwards. */
export const DELETION: Chapter = {
    title: "How a service is deleted",
    calls: [
        {
            title: "CLB: delete while it is the service's resource",
            product: "slb",
            action: "DeleteLoadBalancer",
            parameters: (known) => ({ LoadBalancerId: known.get("loadBalancerId") }),
        },
        {
            title: "service: no longer offered in its own region",
            product: "privatelink",
            action: "UpdateVpcEndpointServiceAttribute",
            parameters: (known) => ({
                ...service(known),
                DeleteSupportedRegionSet: [known.get(REGION)],
            }),
        },
        {
            title: "service: delete while a CLB is attached",
            product: "privatelink",
            action: "DeleteVpcEndpointService",
            parameters: service,
        },
        {
            title: "service: list after that, until nothing changes any more",
            product: "privatelink",
            action: "ListVpcEndpointServices",
            parameters: service,
            awaits: {
                state: (body) => listAt(body, "Services").at(0)?.ServiceStatus ?? "gone",
                final: ["gone", "Active"],
            },
        },
        {
            title: "service: read after that",
            product: "privatelink",
            action: "GetVpcEndpointServiceAttribute",
            parameters: service,
        },
        {
            title: "service: its connections after that",
            product: "privatelink",
            action: "ListVpcEndpointConnections",
            parameters: service,
        },
        {
            title: "service: its whitelist after that",
            product: "privatelink",
            action: "ListVpcEndpointServiceUsers",
            parameters: service,
        },
        {
            title: "service: its resources after that",
            product: "privatelink",
            action: "ListVpcEndpointServiceResources",
            parameters: service,
        },
        {
            title: "service: its tags after that",
            product: "privatelink",
            action: "ListTagResources",
            parameters: (known) => ({
                ResourceType: "vpcendpointservice",
                ResourceId: [known.get("serviceId")],
            }),
        },
    ],
};
