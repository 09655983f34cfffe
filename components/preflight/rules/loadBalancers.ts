import { z } from "zod";

import { crossFieldRule } from "./rule";

export const onlyNew = crossFieldRule({
    id: "loadBalancers.onlyNew",
    facts: z.object({ given: z.boolean(), besides: z.string(), kind: z.string() }),
    title: "What only a new load balancer or security group takes",
    prevents: "A setting that would be ignored.",
    source: "arguments of the components",
    example: { given: true, besides: "loadBalancerId", kind: "load balancer" },
    problem: ({ given, besides, kind }) =>
        given
            ? `is given together with ${besides}. Only a new ${kind} takes it; remove one of the two.`
            : undefined,
});

export const clbAddressType = crossFieldRule({
    id: "loadBalancers.clbAddressType",
    facts: z.object({ id: z.string(), addressType: z.string() }),
    title: "A CLB that faces the intranet",
    prevents: "An attachment that the cloud refuses after service and load balancer are there.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    asks: "slb.getApplicationLoadBalancers, or the load balancer that was made",
    example: { id: "lb-1", addressType: "internet" },
    problem: ({ id, addressType }) =>
        addressType === "intranet"
            ? undefined
            : `load balancer ${id} has the address type "${addressType}". PrivateLink takes a CLB of address type "intranet" only.`,
});

export const clbPaymentType = crossFieldRule({
    id: "loadBalancers.clbPaymentType",
    facts: z.object({ id: z.string(), paymentType: z.string() }),
    title: "A CLB that is paid as it goes",
    prevents: "An attachment that the cloud refuses after service and load balancer are there.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    asks: "slb.getApplicationLoadBalancers, or the load balancer that was made",
    example: { id: "lb-1", paymentType: "Subscription" },
    problem: ({ id, paymentType }) =>
        ["PayAsYouGo", "PayOnDemand"].includes(paymentType)
            ? undefined
            : `load balancer ${id} is paid as "${paymentType}". PrivateLink takes a pay-as-you-go CLB only.`,
});

export const existingAlbAddressType = crossFieldRule({
    id: "loadBalancers.existingAlbAddressType",
    facts: z.object({ id: z.string(), addressType: z.string(), wanted: z.string() }),
    title: "Address type of an existing ALB",
    prevents: "A service that is published with a load balancer that faces the internet unawares.",
    source: "GetLoadBalancerAttribute of ALB: AddressType",
    asks: "the load balancer, read by its id",
    example: { id: "alb-1", addressType: "Internet", wanted: "Intranet" },
    problem: ({ id, addressType, wanted }) =>
        addressType === wanted
            ? undefined
            : `load balancer ${id} has the address type "${addressType}", and "${wanted}" was asked for. Name another load balancer, or the type that it has.`,
});

export const existingAlbZone = crossFieldRule({
    id: "loadBalancers.existingAlbZone",
    facts: z.object({ zoneId: z.string(), id: z.string(), found: z.array(z.string()).readonly() }),
    title: "Zones of an existing ALB",
    prevents: "An attachment that the cloud refuses.",
    source: "GetLoadBalancerAttribute of ALB: ZoneMappings",
    asks: "the load balancer, read by its id",
    example: { zoneId: "eu-central-1c", id: "alb-1", found: ["eu-central-1a", "eu-central-1b"] },
    problem: ({ zoneId, id, found }) =>
        found.includes(zoneId)
            ? undefined
            : `found "${zoneId}". Load balancer ${id} is in ${found.join(", ")} only.`,
});

export const loadBalancerFound = crossFieldRule({
    id: "loadBalancers.loadBalancerFound",
    facts: z.object({ id: z.string(), type: z.string(), found: z.boolean() }),
    title: "A load balancer of the service's account and region",
    prevents: "A service that is made, and an attachment that is then refused.",
    source: "AttachResourceToVpcEndpointService: ResourceId",
    asks: "getLoadBalancers of slb, alb or nlb",
    example: { id: "lb-1", type: "slb", found: false },
    problem: ({ id, type, found }) =>
        found
            ? undefined
            : `found "${id}". This account has no load balancer of the type "${type}" with that id in the service's region. Check the id, the region and serviceResourceType.`,
});

export const httpsServersForEdition = crossFieldRule({
    id: "loadBalancers.httpsServersForEdition",
    facts: z.object({ edition: z.string(), protocol: z.string() }),
    title: "Servers that speak HTTPS, behind an ALB of the basic edition",
    prevents: "A server group that the cloud refuses to use.",
    source: "CreateServerGroup of ALB: Protocol",
    example: { edition: "Basic", protocol: "HTTPS" },
    problem: ({ edition, protocol }) =>
        edition === "Basic" && protocol === "HTTPS"
            ? 'found "HTTPS". A load balancer of the edition "Basic" speaks HTTP to its servers; choose another edition.'
            : undefined,
});

export const listenerForHttpsServers = crossFieldRule({
    id: "loadBalancers.listenerForHttpsServers",
    facts: z.object({ protocol: z.string(), serverProtocol: z.string() }),
    title: "Listeners in front of servers that speak HTTPS",
    prevents: "A listener that the cloud refuses to make.",
    source: "CreateListener of ALB: DefaultActions",
    example: { protocol: "HTTP", serverProtocol: "HTTPS" },
    problem: ({ protocol, serverProtocol }) =>
        serverProtocol === "HTTPS" && protocol === "HTTP"
            ? 'found "HTTP". Servers that speak HTTPS take an HTTPS listener.'
            : undefined,
});
