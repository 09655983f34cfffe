import { type Chapter, type Known, RUN_NAME, tagOf, ZONE } from "../call";

const clb = (known: Known) => ({ LoadBalancerId: known.get("loadBalancerId") });

const resource = (known: Known) => ({
    ServiceId: known.get("serviceId"),
    ResourceId: known.get("loadBalancerId"),
    ResourceType: "slb",
    ZoneId: known.get(ZONE),
});

/** A CLB as the resource of the service: paid for by the hour. */
export const LOAD_BALANCER: Chapter = {
    title: "A CLB as the service's resource",
    calls: [
        {
            title: "CLB: create",
            product: "slb",
            action: "CreateLoadBalancer",
            parameters: (known) => ({
                LoadBalancerName: known.get(RUN_NAME),
                AddressType: "intranet",
                InstanceChargeType: "PayByCLCU",
                PayType: "PayOnDemand",
                VpcId: known.get("vpcId"),
                VSwitchId: known.get("vswitchId"),
                MasterZoneId: known.get(ZONE),
                Tag: tagOf(known),
            }),
            keeps: { loadBalancerId: ({ LoadBalancerId }) => LoadBalancerId },
            costs: "clb",
        },
        {
            title: "CLB: until it is active",
            product: "slb",
            action: "DescribeLoadBalancerAttribute",
            parameters: clb,
            awaits: {
                state: ({ LoadBalancerStatus }) => LoadBalancerStatus,
                final: ["active"],
            },
        },
        {
            title: "service: attach the CLB",
            product: "privatelink",
            action: "AttachResourceToVpcEndpointService",
            parameters: resource,
        },
        {
            title: "service: attach the CLB again",
            product: "privatelink",
            action: "AttachResourceToVpcEndpointService",
            parameters: resource,
        },
        {
            title: "service: its resources",
            product: "privatelink",
            action: "ListVpcEndpointServiceResources",
            parameters: (known) => ({ ServiceId: known.get("serviceId") }),
        },
        {
            title: "service: its type and zones",
            product: "privatelink",
            action: "GetVpcEndpointServiceAttribute",
            parameters: (known) => ({ ServiceId: known.get("serviceId") }),
        },
        {
            title: "CLB: whether its deletion protection is on since it is attached",
            product: "slb",
            action: "DescribeLoadBalancerAttribute",
            parameters: clb,
        },
    ],
};
