import { z } from "zod";

import {
    distinctRule,
    formatPlain,
    crossFieldRule,
    entriesRule,
    join,
    type Rule,
    format,
} from "./rule";
import { nonEmptyList, oneOf } from "./values";
import { AddressIpVersion, ServiceResourceType, Payer } from "../../shared/types";

export const connectBandwidth = crossFieldRule({
    id: "endpointServices.connectBandwidth",
    facts: z.object({ connectBandwidth: z.number().optional(), serviceResourceType: z.string() }),
    title: "Default bandwidth of a service by kind of load balancer",
    prevents: "A service that the cloud refuses to create.",
    source: "CreateVpcEndpointService: ConnectBandwidth, for CLB and ALB",
    example: { connectBandwidth: 1000, serviceResourceType: "nlb" },
    problem: ({ connectBandwidth, serviceResourceType }) =>
        connectBandwidth === undefined || ["slb", "alb"].includes(serviceResourceType)
            ? undefined
            : `found ${connectBandwidth} for a service of the type "${serviceResourceType}". Only CLB ("slb") and ALB ("alb") support it; remove it.`,
});

/** How many load balancers a service can have in a zone, and in total. */
const MAX_ATTACHMENTS = { zone: 100, service: 500 };

export const attachmentCount = entriesRule({
    id: "endpointServices.attachmentCount",
    entry: z.string(),
    title: "Load balancers of a service",
    prevents: "An attachment that the cloud refuses after the others were created.",
    source: "quotas of PrivateLink: pvl_quota_epsrv_resource_per_service 500, per zone 100",
    example: Array<string>(101).fill("eu-central-1a"),
    problem: (zoneIds) => {
        if (zoneIds.length > MAX_ATTACHMENTS.service) {
            return `found ${zoneIds.length} pairs of load balancer and zone. A service can have at most ${MAX_ATTACHMENTS.service}; create another service.`;
        }
        for (const zoneId of new Set(zoneIds)) {
            const { length } = zoneIds.filter((each) => each === zoneId);
            if (length > MAX_ATTACHMENTS.zone) {
                return `found ${length} load balancers in ${zoneId}. A service can have at most ${MAX_ATTACHMENTS.zone} in a zone; create another service.`;
            }
        }
        return undefined;
    },
});

export const sameServiceResourceType = crossFieldRule({
    id: "endpointServices.sameServiceResourceType",
    facts: z.object({ type: z.string(), serviceResourceType: z.string() }),
    title: "Load balancers of one kind behind a service",
    prevents: "An attachment that the cloud refuses after the service is there.",
    source: "CreateVpcEndpointService: ServiceResourceType; AttachResourceToVpcEndpointService: ResourceType",
    example: { type: "alb", serviceResourceType: "slb" },
    problem: ({ type, serviceResourceType }) =>
        type === serviceResourceType
            ? undefined
            : `found "${type}" behind a service of the type "${serviceResourceType}". All load balancers of a service must be of one kind; create a second EndpointService for the others.`,
});

export const serviceIpVersion = crossFieldRule({
    id: "endpointServices.serviceIpVersion",
    facts: z.object({ addressIpVersion: z.string().optional(), serviceResourceType: z.string() }),
    title: "IPv6 of a service",
    prevents: "A service that the cloud refuses to create.",
    source: "CreateVpcEndpointService: AddressIpVersion, DualStack for NLB and GWLB that have IPv6",
    example: { addressIpVersion: "DualStack", serviceResourceType: "slb" },
    problem: ({ addressIpVersion, serviceResourceType }) =>
        addressIpVersion === "DualStack" && !["nlb", "gwlb"].includes(serviceResourceType)
            ? `found "DualStack" for a service of the type "${serviceResourceType}". Only an NLB or a GWLB can have IPv6; use "IPv4".`
            : undefined,
});

export const endpointIpVersion = crossFieldRule({
    id: "endpointServices.endpointIpVersion",
    facts: z.object({ addressIpVersion: z.string(), vpcId: z.string(), ipv6CidrBlock: z.string() }),
    title: "IPv6 of an endpoint",
    prevents: "An endpoint that the cloud refuses to create or to change.",
    source: "CreateVpcEndpoint and UpdateVpcEndpointAttribute: AddressIpVersion, DualStack where VPC and service have IPv6",
    lookup: "vpc.getNetworks",
    example: { addressIpVersion: "DualStack", vpcId: "vpc-1", ipv6CidrBlock: "" },
    problem: ({ addressIpVersion, vpcId, ipv6CidrBlock }) =>
        addressIpVersion === "DualStack" && ipv6CidrBlock === ""
            ? `found "DualStack", but VPC ${vpcId} has no IPv6 range. Enable IPv6 in the VPC and in the vSwitches of the zones first; the service must be "DualStack", too. Otherwise use "IPv4".`
            : undefined,
});

export const exactlyOneService: Rule<readonly string[]> = {
    id: "endpointServices.exactlyOneService",
    title: "The service of an endpoint, set exactly once",
    prevents: "An endpoint for another service than the intended one.",
    source: "CreateVpcEndpoint: ServiceId, ServiceName",
    example: [],
    problem: (properties) => {
        if (!Array.isArray(properties)) {
            return undefined;
        }
        const rule = "Set exactly one of offer, serviceName and serviceId.";
        if (properties.length === 0) {
            return `is missing. ${rule}`;
        }
        return properties.length === 1
            ? undefined
            : `is set together with ${formatPlain(properties[0])}. ${rule}`;
    },
};

export const serviceRegion = crossFieldRule({
    id: "endpointServices.serviceRegion",
    facts: z.object({
        serviceRegionId: z.string(),
        regionId: z.string(),
        supportedRegionIds: z.array(z.string()).readonly(),
    }),
    title: "Region of an endpoint",
    prevents: "An endpoint that the cloud refuses to create after its VPC and security group.",
    source: "CreateVpcEndpoint: RegionId, ServiceRegionId; CreateVpcEndpointService: SupportedRegionList",
    example: {
        serviceRegionId: "cn-hangzhou",
        regionId: "eu-central-1",
        supportedRegionIds: ["cn-shanghai"],
    },
    problem: ({ serviceRegionId, regionId, supportedRegionIds }) =>
        regionId === serviceRegionId || supportedRegionIds.includes(regionId)
            ? undefined
            : `the service is in ${serviceRegionId}, but the endpoint would be created in ${regionId}. Deploy it to ${join([serviceRegionId, ...supportedRegionIds])}, or have the owner add ${regionId} to supportedRegionIds of the EndpointService.`,
});

/** The region in the name of a service. Undefined for the other forms that Alibaba Cloud's own services have. */
function regionOfName(serviceName = ""): string | undefined {
    return /^com\.aliyuncs\.privatelink\.([^.]+)\.[^.]+$/.exec(serviceName)?.[1];
}

export const regionOfServiceName = crossFieldRule({
    id: "endpointServices.regionOfServiceName",
    facts: z.object({
        serviceName: z.string().optional(),
        serviceRegionId: z.string().optional(),
        regionId: z.string().optional(),
    }),
    title: "Region in the name of a service",
    prevents: "An endpoint that is refused as if the service did not exist.",
    source: "CreateVpcEndpoint: ServiceName, ServiceRegionId; com.aliyuncs.privatelink.<region>.<service id>",
    example: {
        serviceName: "com.aliyuncs.privatelink.cn-hangzhou.epsrv-1",
        regionId: "eu-central-1",
    },
    problem: ({ serviceName, serviceRegionId, regionId }) => {
        const named = regionOfName(serviceName);
        const expected = serviceRegionId ?? regionId;
        if (named === undefined || expected === undefined || named === expected) {
            return undefined;
        }
        return serviceRegionId === undefined
            ? `found ${format(serviceName)}, a service of ${named}, but the endpoint would be created in ${expected}. Set serviceRegionId to "${named}", which the owner must have offered to ${expected} (supportedRegionIds), or use a service of ${expected}.`
            : `found ${format(serviceName)}, a service of ${named}, but serviceRegionId is "${serviceRegionId}". Set it to "${named}", or correct the name.`;
    },
});

export const supportedRegionsDistinct = distinctRule({
    id: "endpointServices.supportedRegionsDistinct",
    entry: z.string(),
    title: "Regions, without duplicates",
    prevents: "A service that the cloud refuses to create, or a change in every update.",
    source: "CreateVpcEndpointService: SupportedRegionList; policies of a map of consumers",
    example: ["cn-hangzhou", "cn-hangzhou"],
    remedy: "List each region only once.",
});

export const crossesRegions = crossFieldRule({
    id: "endpointServices.crossesRegions",
    facts: z.object({ serviceRegionId: z.string(), regionId: z.string() }),
    title: "Bandwidth between regions, where there is another region",
    prevents: "An endpoint that the cloud refuses to create.",
    source: "CreateVpcEndpoint: CrossRegionBandwidth, ServiceRegionId",
    example: { serviceRegionId: "eu-central-1", regionId: "eu-central-1" },
    problem: ({ serviceRegionId, regionId }) =>
        regionId !== serviceRegionId
            ? undefined
            : `is set for a service in ${serviceRegionId}, which is the endpoint's own region. Remove it, or set serviceRegionId to the service's region.`,
});

export const policyDocument = crossFieldRule({
    id: "endpointServices.policyDocument",
    facts: z.object({ policyDocument: z.string().optional(), serviceName: z.string() }),
    title: "Policy of an endpoint",
    prevents:
        "An endpoint that is refused: only some services of Alibaba Cloud itself support a policy.",
    source: "endpoint policies: supported services; CreateVpcEndpoint: PolicyDocument",
    example: {
        policyDocument: "{}",
        serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
    },
    problem: ({ policyDocument, serviceName }) => {
        if (policyDocument === undefined) {
            return undefined;
        }
        // An id does not show whose service it is.
        if (/\.epsrv-[^.]*$/.test(serviceName)) {
            return `is set for ${serviceName}, which is not a service of Alibaba Cloud itself. Only those support a policy; remove it.`;
        }
        try {
            JSON.parse(policyDocument);
            return undefined;
        } catch {
            return `found ${format(policyDocument)}. Must be a policy in JSON.`;
        }
    },
});

const TEXTS = z.array(z.string()).readonly();

export const replacedServiceNotInUse = crossFieldRule({
    id: "endpointServices.replacedServiceNotInUse",
    facts: z.object({ serviceId: z.string(), endpoints: TEXTS }),
    title: "Replacement of a service that has endpoints",
    prevents:
        "A second service beside the first, which the cloud refuses to delete while it has endpoints.",
    source: "DeleteVpcEndpointService: EndpointServiceConnectionDependence; alicloud provider 1.285.0: payer and service_resource_type replace the service",
    lookup: "the state of the stack; ListVpcEndpointConnections",
    example: {
        serviceId: "epsrv-1",
        endpoints: ["ep-1 of account 1000000000000002 (Connected)"],
    },
    problem: ({ serviceId, endpoints }) =>
        endpoints.length === 0
            ? undefined
            : `changing it replaces ${serviceId}, which has endpoints outside of this stack: ${join(endpoints)}. Add another EndpointService with the new value, have the owners of the endpoints create new ones for it, and remove this service when it has none. To change it anyway, have them delete their endpoints first.`,
});

export const attachmentsNotInUse = crossFieldRule({
    id: "endpointServices.attachmentsNotInUse",
    facts: z.object({
        serviceId: z.string(),
        loadBalancers: TEXTS,
        endpoints: TEXTS,
        connections: TEXTS,
    }),
    title: "Load balancers that endpoints are connected to",
    prevents: "An update that recreates everything else and then fails, as every later one does.",
    source: "DetachResourceFromVpcEndpointService: EndpointServiceConnectionDependence",
    lookup: "the state of the stack; ListVpcEndpointConnections, ListVpcEndpointZones",
    example: {
        serviceId: "epsrv-1",
        loadBalancers: ["lb-1 in eu-central-1a"],
        endpoints: ["ep-1 of account 1000000000000002 (Connected)"],
        connections: ["app"],
    },
    problem: ({ serviceId, loadBalancers, endpoints, connections }) => {
        if (endpoints.length === 0) {
            return undefined;
        }
        const close =
            connections.length === 0
                ? "close their connections (remove the EndpointConnection of each in its stack, or have the endpoint deleted)"
                : `remove EndpointConnection ${join(connections.map(format))} from the program`;
        return `this update detaches ${join(loadBalancers)} from ${serviceId}, to which endpoints are connected: ${join(endpoints)}. First ${close} and run "pulumi up"; then change the load balancer, and accept the endpoints again. The names of the service and of the endpoints do not change. With ignoreConnectedEndpoints: true, the update goes ahead, and fails halfway unless the connections are closed meanwhile.`;
    },
});

export const serviceResourcesNotEmpty = nonEmptyList(
    "endpointServices.serviceResourcesNotEmpty",
    "load balancer",
    "CreateVpcEndpointService",
);

export const serviceZonesNotEmpty = nonEmptyList(
    "endpointServices.serviceZonesNotEmpty",
    "zone",
    "AttachResourceToVpcEndpointService: ZoneId",
    "A ClbServiceResource has its zone here only if its argument zoneId is set to a string.",
);

export const ipVersion = oneOf(
    "endpointServices.ipVersion",
    "IP version",
    AddressIpVersion,
    "CreateVpcEndpointService and CreateVpcEndpoint: AddressIpVersion",
);

export const serviceResourceType = oneOf(
    "endpointServices.serviceResourceType",
    "Kind of the load balancers of a service",
    ServiceResourceType,
    "CreateVpcEndpointService: ServiceResourceType",
);

export const payer = oneOf(
    "endpointServices.payer",
    "Who pays for connections",
    Payer,
    "CreateVpcEndpointService: Payer",
);
