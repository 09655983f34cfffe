import { z } from "zod";

import { crossFieldRule } from "./rule";
import {
    ClbInstanceChargeType,
    AlbEdition,
    AlbAddressType,
    AlbAddressAllocatedMode,
} from "../../shared/loadBalancers";
import { oneOf } from "./values";

export const onlyForNew = crossFieldRule({
    id: "loadBalancers.onlyForNew",
    facts: z.object({ isSet: z.boolean(), idProperty: z.string(), kind: z.string() }),
    title: "Settings for a new load balancer or security group only",
    prevents: "A setting that would be ignored.",
    source: "arguments of the components",
    example: { isSet: true, idProperty: "loadBalancerId", kind: "load balancer" },
    problem: ({ isSet, idProperty, kind }) =>
        isSet
            ? `is set together with ${idProperty}. It only applies to a new ${kind}; remove one of the two.`
            : undefined,
});

export const clbAddressType = crossFieldRule({
    id: "loadBalancers.clbAddressType",
    facts: z.object({ id: z.string(), addressType: z.string() }),
    title: "A CLB that faces the intranet",
    prevents: "An attachment that the cloud refuses after service and load balancer were created.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    lookup: "slb.getApplicationLoadBalancers, or the created load balancer",
    example: { id: "lb-1", addressType: "internet" },
    problem: ({ id, addressType }) =>
        addressType === "intranet"
            ? undefined
            : `load balancer ${id} has the address type "${addressType}". PrivateLink requires a CLB with the address type "intranet"; use another load balancer.`,
});

export const clbPaymentType = crossFieldRule({
    id: "loadBalancers.clbPaymentType",
    facts: z.object({ id: z.string(), paymentType: z.string() }),
    title: "A CLB with pay-as-you-go billing",
    prevents: "An attachment that the cloud refuses after service and load balancer were created.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    lookup: "slb.getApplicationLoadBalancers, or the created load balancer",
    example: { id: "lb-1", paymentType: "Subscription" },
    problem: ({ id, paymentType }) =>
        ["PayAsYouGo", "PayOnDemand"].includes(paymentType)
            ? undefined
            : `load balancer ${id} has the billing method "${paymentType}". PrivateLink requires a pay-as-you-go CLB; use another load balancer.`,
});

export const existingAddressType = crossFieldRule({
    id: "loadBalancers.existingAddressType",
    facts: z.object({ id: z.string(), addressType: z.string(), wanted: z.string() }),
    title: "Address type of an existing ALB",
    prevents: "A service that unintentionally uses a load balancer that faces the internet.",
    source: "GetLoadBalancerAttribute of ALB: AddressType",
    lookup: "the load balancer, read by its id",
    example: { id: "alb-1", addressType: "Internet", wanted: "Intranet" },
    problem: ({ id, addressType, wanted }) =>
        addressType === wanted
            ? undefined
            : `load balancer ${id} has the address type "${addressType}", but addressType is "${wanted}". Use another load balancer, or set addressType to the type that it has.`,
});

export const existingLoadBalancerZone = crossFieldRule({
    id: "loadBalancers.existingLoadBalancerZone",
    facts: z.object({
        zoneId: z.string(),
        id: z.string(),
        loadBalancerZoneIds: z.array(z.string()).readonly(),
    }),
    title: "Zones of an existing ALB",
    prevents: "An attachment that the cloud refuses.",
    source: "GetLoadBalancerAttribute of ALB: ZoneMappings",
    lookup: "the load balancer, read by its id",
    example: {
        zoneId: "eu-central-1c",
        id: "alb-1",
        loadBalancerZoneIds: ["eu-central-1a", "eu-central-1b"],
    },
    problem: ({ zoneId, id, loadBalancerZoneIds }) =>
        loadBalancerZoneIds.includes(zoneId)
            ? undefined
            : `found "${zoneId}". Load balancer ${id} is in ${loadBalancerZoneIds.join(", ")} only; use one of its zones.`,
});

export const loadBalancerFound = crossFieldRule({
    id: "loadBalancers.loadBalancerFound",
    facts: z.object({ id: z.string(), type: z.string(), exists: z.boolean() }),
    title: "A load balancer that exists",
    prevents: "A service that is created, and an attachment that is then refused.",
    source: "AttachResourceToVpcEndpointService: ResourceId",
    lookup: "getLoadBalancers of slb, alb or nlb",
    example: { id: "lb-1", type: "slb", exists: false },
    problem: ({ id, type, exists }) =>
        exists
            ? undefined
            : `found "${id}". This account has no load balancer of the type "${type}" with that id in this region. Check the id, its kind, the region and the credentials.`,
});

export const httpsServersForEdition = crossFieldRule({
    id: "loadBalancers.httpsServersForEdition",
    facts: z.object({ edition: z.string(), protocol: z.string() }),
    title: "HTTPS servers behind an ALB of the basic edition",
    prevents: "A server group that the cloud refuses to use.",
    source: "CreateServerGroup of ALB: Protocol",
    example: { edition: "Basic", protocol: "HTTPS" },
    problem: ({ edition, protocol }) =>
        edition === "Basic" && protocol === "HTTPS"
            ? 'found "HTTPS". A load balancer of the edition "Basic" only connects to its servers with HTTP; use another edition.'
            : undefined,
});

export const listenerForHttpsServers = crossFieldRule({
    id: "loadBalancers.listenerForHttpsServers",
    facts: z.object({ protocol: z.string(), serverProtocol: z.string() }),
    title: "Listeners in front of HTTPS servers",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of ALB: DefaultActions",
    example: { protocol: "HTTP", serverProtocol: "HTTPS" },
    problem: ({ protocol, serverProtocol }) =>
        serverProtocol === "HTTPS" && protocol === "HTTP"
            ? 'found "HTTP". HTTPS servers need an HTTPS listener.'
            : undefined,
});

export const instanceChargeType = oneOf(
    "loadBalancers.instanceChargeType",
    "Billing of a CLB",
    ClbInstanceChargeType,
    "CreateLoadBalancer of CLB: InstanceChargeType",
);

export const albEdition = oneOf(
    "loadBalancers.albEdition",
    "Edition of an ALB",
    AlbEdition,
    "CreateLoadBalancer of ALB",
);

export const albAddressType = oneOf(
    "loadBalancers.albAddressType",
    "Address type of an ALB",
    AlbAddressType,
    "CreateLoadBalancer of ALB",
);

export const albAddressMode = oneOf(
    "loadBalancers.albAddressMode",
    "Address mode of an ALB",
    AlbAddressAllocatedMode,
    "CreateLoadBalancer of ALB",
);
