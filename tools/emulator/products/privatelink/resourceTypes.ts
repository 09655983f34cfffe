import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { missingParam, refusal } from "./errors";
import type { ServiceResource, ServiceResourceType } from "./state";

/** A load balancer that is to become a service resource. */
interface ResourceRequest {
    readonly resourceId: string;
    readonly zoneId?: string;
}

/** What a type of load balancer knows of PrivateLink: which of its instances can serve, and in which zone. */
type ResourceType = (cloud: Cloud, call: Call, request: ResourceRequest) => ServiceResource;

const RESOURCE_TYPES: Readonly<Record<ServiceResourceType, ResourceType>> = {
    slb: classicLoadBalancer,
    alb: applicationLoadBalancer,
    nlb: networkLoadBalancer,
    gwlb: gatewayLoadBalancer,
};

/** The connection bandwidth in Mbit/s that each type allows (EnableVpcEndpointConnection, Bandwidth). */
export const BANDWIDTH_RANGES: Readonly<Record<ServiceResourceType, readonly [number, number]>> = {
    slb: [100, 10_240],
    alb: [100, 25_000],
    nlb: [100, 50_000],
    gwlb: [100, 25_000],
};

export function resourceTypeOf(name: string): ServiceResourceType {
    if (!Object.hasOwn(RESOURCE_TYPES, name)) {
        throw refusal("EndpointServiceResourceTypeNotSupport");
    }
    return name as ServiceResourceType;
}

/** The load balancer as a service resource, after every check that it can be one. */
export function serviceResource(
    cloud: Cloud,
    call: Call,
    type: ServiceResourceType,
    request: ResourceRequest,
): ServiceResource {
    return RESOURCE_TYPES[type](cloud, call, request);
}

/** A CLB serves when it is in a VPC, private and pay-as-you-go; its zone is its primary zone. */
function classicLoadBalancer(cloud: Cloud, call: Call, request: ResourceRequest): ServiceResource {
    const loadBalancer = cloud.slb.loadBalancers.owned(call, request.resourceId);
    if (loadBalancer === undefined) {
        throw refusal("LoadBalancerNotFound");
    }
    if (
        loadBalancer.addressType !== "intranet" ||
        loadBalancer.vpcId === "" ||
        loadBalancer.payType !== "PayOnDemand"
    ) {
        throw refusal("LoadBalancerNotSupportPrivateLink");
    }
    if (request.zoneId !== undefined && request.zoneId !== loadBalancer.masterZoneId) {
        throw refusal("EndpointServiceNotSupportedZone");
    }
    return {
        resourceId: loadBalancer.id,
        resourceType: "slb",
        zoneId: loadBalancer.masterZoneId,
        vpcId: loadBalancer.vpcId,
        vswitchId: loadBalancer.vswitchId,
        ip: loadBalancer.address,
        autoAllocatedEnabled: true,
    };
}

/** An ALB serves in any of its zones, one resource for each, whether it is private or Internet-facing. */
function applicationLoadBalancer(
    cloud: Cloud,
    call: Call,
    request: ResourceRequest,
): ServiceResource {
    const loadBalancer = cloud.alb.loadBalancers.owned(call, request.resourceId);
    if (loadBalancer === undefined) {
        throw refusal("AlbNotFound");
    }
    const zones = loadBalancer.zones.map((zone) => ({ ...zone, ip: zone.intranetAddress }));
    return zonalResource("alb", { ...loadBalancer, zones }, request);
}

/** As an ALB. There is no code for one that is not there but that of all load balancers. */
function networkLoadBalancer(cloud: Cloud, call: Call, request: ResourceRequest): ServiceResource {
    const loadBalancer = cloud.nlb.loadBalancers.owned(call, request.resourceId);
    if (loadBalancer === undefined) {
        throw refusal("LoadBalancerNotFound");
    }
    const zones = loadBalancer.zones.map((zone) => ({ ...zone, ip: zone.privateAddress }));
    return zonalResource("nlb", { ...loadBalancer, zones }, request);
}

/** As an NLB; there is no code of its own either. */
function gatewayLoadBalancer(cloud: Cloud, call: Call, request: ResourceRequest): ServiceResource {
    const loadBalancer = cloud.gwlb.loadBalancers.owned(call, request.resourceId);
    if (loadBalancer === undefined) {
        throw refusal("LoadBalancerNotFound");
    }
    const zones = loadBalancer.zones.map((zone) => ({ ...zone, ip: zone.privateAddress }));
    return zonalResource("gwlb", { ...loadBalancer, zones }, request);
}

/** What the types have that serve in several zones. */
interface ZonalLoadBalancer {
    readonly id: string;
    readonly vpcId: string;
    readonly status: string;
    readonly zones: readonly {
        readonly zoneId: string;
        readonly vswitchId: string;
        readonly ip: string;
    }[];
}

function zonalResource(
    resourceType: ServiceResourceType,
    loadBalancer: ZonalLoadBalancer,
    { zoneId }: ResourceRequest,
): ServiceResource {
    if (zoneId === undefined) {
        throw missingParam("ZoneId");
    }
    if (loadBalancer.status !== "Active") {
        throw refusal("LoadBalancerNotSupportPrivateLink");
    }
    const zone = loadBalancer.zones.find((candidate) => candidate.zoneId === zoneId);
    if (zone === undefined) {
        throw refusal("EndpointServiceNotSupportedZone");
    }
    return {
        resourceId: loadBalancer.id,
        resourceType,
        zoneId,
        vpcId: loadBalancer.vpcId,
        vswitchId: zone.vswitchId,
        ip: zone.ip,
        autoAllocatedEnabled: true,
    };
}
