import { between, type Rule } from "./rule";

export const onlyNew: Rule<{ readonly next: string; readonly kind: string }> = between({
    title: "What only a new load balancer or security group takes",
    prevents: "A setting that would be ignored.",
    source: "arguments of the components",
    wrong: { next: "loadBalancerId", kind: "load balancer" },
    problem: ({ next, kind }) =>
        `is given together with ${next}. Only a new ${kind} takes it; remove one of the two.`,
});

export const clbAddressType: Rule<{ readonly id: string; readonly addressType: string }> = between({
    title: "A CLB that faces the intranet",
    prevents: "An attachment that the cloud refuses after service and load balancer are there.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    asks: "slb.getApplicationLoadBalancers, or the load balancer that was made",
    wrong: { id: "lb-1", addressType: "internet" },
    problem: ({ id, addressType }) =>
        addressType === "intranet"
            ? undefined
            : `load balancer ${id} has the address type "${addressType}". PrivateLink takes a CLB of address type "intranet" only.`,
});

export const clbPaymentType: Rule<{ readonly id: string; readonly paymentType: string }> = between({
    title: "A CLB that is paid as it goes",
    prevents: "An attachment that the cloud refuses after service and load balancer are there.",
    source: "AttachResourceToVpcEndpointService: ResourceId; the quick start of PrivateLink",
    asks: "slb.getApplicationLoadBalancers, or the load balancer that was made",
    wrong: { id: "lb-1", paymentType: "Subscription" },
    problem: ({ id, paymentType }) =>
        ["PayAsYouGo", "PayOnDemand"].includes(paymentType)
            ? undefined
            : `load balancer ${id} is paid as "${paymentType}". PrivateLink takes a pay-as-you-go CLB only.`,
});

export const albAddressType: Rule<{
    readonly id: string;
    readonly addressType: string;
    readonly wanted: string;
}> = between({
    title: "Address type of an existing ALB",
    prevents: "A service that is published with a load balancer that faces the internet unawares.",
    source: "GetLoadBalancerAttribute of ALB: AddressType",
    asks: "the load balancer, read by its id",
    wrong: { id: "alb-1", addressType: "Internet", wanted: "Intranet" },
    problem: ({ id, addressType, wanted }) =>
        addressType === wanted
            ? undefined
            : `load balancer ${id} has the address type "${addressType}", and "${wanted}" was asked for. Name another load balancer, or the type that it has.`,
});

export const existingAlbZone: Rule<{
    readonly zoneId: string;
    readonly id: string;
    readonly found: readonly string[];
}> = between({
    title: "Zones of an existing ALB",
    prevents: "An attachment that the cloud refuses.",
    source: "GetLoadBalancerAttribute of ALB: ZoneMappings",
    asks: "the load balancer, read by its id",
    wrong: { zoneId: "eu-central-1c", id: "alb-1", found: ["eu-central-1a", "eu-central-1b"] },
    problem: ({ zoneId, id, found }) =>
        found.includes(zoneId)
            ? undefined
            : `found "${zoneId}". Load balancer ${id} is in ${found.join(", ")} only.`,
});

export const loadBalancerFound: Rule<{
    readonly id: string;
    readonly type: string;
    readonly found: boolean;
}> = between({
    title: "A load balancer of the service's account and region",
    prevents: "A service that is made, and an attachment that is then refused.",
    source: "AttachResourceToVpcEndpointService: ResourceId",
    asks: "getLoadBalancers of slb, alb or nlb",
    wrong: { id: "lb-1", type: "slb", found: false },
    problem: ({ id, type, found }) =>
        found
            ? undefined
            : `found "${id}". This account has no load balancer of the type "${type}" with that id in the service's region. Check the id, the region and serviceResourceType.`,
});

export const serverProtocol: Rule<{ readonly edition: string; readonly protocol: string }> =
    between({
        title: "Servers that speak HTTPS, behind an ALB of the basic edition",
        prevents: "A server group that the cloud refuses to use.",
        source: "CreateServerGroup of ALB: Protocol",
        wrong: { edition: "Basic", protocol: "HTTPS" },
        problem: ({ edition, protocol }) =>
            edition === "Basic" && protocol === "HTTPS"
                ? 'found "HTTPS". A load balancer of the edition "Basic" speaks HTTP to its servers; choose another edition.'
                : undefined,
    });

export const listenerForHttpsServers: Rule<{
    readonly protocol: string;
    readonly serverProtocol: string;
}> = between({
    title: "Listeners in front of servers that speak HTTPS",
    prevents: "A listener that the cloud refuses to make.",
    source: "CreateListener of ALB: DefaultActions",
    wrong: { protocol: "HTTP", serverProtocol: "HTTPS" },
    problem: ({ protocol, serverProtocol }) =>
        serverProtocol === "HTTPS" && protocol === "HTTP"
            ? 'found "HTTP". Servers that speak HTTPS take an HTTPS listener.'
            : undefined,
});
