import { z } from "zod";

import { formatPlain, crossFieldRule, entriesRule, join, type Rule, format } from "./rule";
import { nonEmptyList, oneOf } from "./values";
import { AddressIpVersion } from "../../shared/types";

export const connectBandwidth = crossFieldRule({
    id: "endpointServices.connectBandwidth",
    facts: z.object({ connectBandwidth: z.number().optional(), serviceResourceType: z.string() }),
    title: "Default bandwidth of a service by kind of load balancer",
    prevents: "A service that the cloud refuses to make.",
    source: "CreateVpcEndpointService: ConnectBandwidth, for CLB and ALB",
    example: { connectBandwidth: 1000, serviceResourceType: "nlb" },
    problem: ({ connectBandwidth, serviceResourceType }) =>
        connectBandwidth === undefined || ["slb", "alb"].includes(serviceResourceType)
            ? undefined
            : `found ${connectBandwidth} for a service of the type "${serviceResourceType}". Only CLB ("slb") and ALB ("alb") take it; remove it.`,
});

/** How many load balancers a service may have: in one zone, and in all. */
const MOST_ATTACHMENTS = { zone: 100, service: 500 };

export const attachmentCount = entriesRule({
    id: "endpointServices.attachmentCount",
    entry: z.string(),
    title: "Load balancers of a service",
    prevents: "An attachment that the cloud refuses when the others are there.",
    source: "quotas of PrivateLink: pvl_quota_epsrv_resource_per_service 500, per zone 100",
    example: Array<string>(101).fill("eu-central-1a"),
    problem: (zoneIds) => {
        if (zoneIds.length > MOST_ATTACHMENTS.service) {
            return `found ${zoneIds.length} load balancers and zones. Allowed are at most ${MOST_ATTACHMENTS.service} for a service; make another service.`;
        }
        for (const zoneId of new Set(zoneIds)) {
            const { length } = zoneIds.filter((each) => each === zoneId);
            if (length > MOST_ATTACHMENTS.zone) {
                return `found ${length} load balancers in ${zoneId}. Allowed are at most ${MOST_ATTACHMENTS.zone} in a zone of a service; make another service.`;
            }
        }
        return undefined;
    },
});

export const serviceIpVersion = crossFieldRule({
    id: "endpointServices.serviceIpVersion",
    facts: z.object({ addressIpVersion: z.string().optional(), serviceResourceType: z.string() }),
    title: "IPv6 of a service",
    prevents: "A service that the cloud refuses to make.",
    source: "CreateVpcEndpointService: AddressIpVersion, DualStack for NLB and GWLB that have IPv6",
    example: { addressIpVersion: "DualStack", serviceResourceType: "slb" },
    problem: ({ addressIpVersion, serviceResourceType }) =>
        addressIpVersion === "DualStack" && !["nlb", "gwlb"].includes(serviceResourceType)
            ? `found "DualStack" for a service of the type "${serviceResourceType}". Only an NLB or a GWLB can have IPv6; take "IPv4".`
            : undefined,
});

export const endpointIpVersion = crossFieldRule({
    id: "endpointServices.endpointIpVersion",
    facts: z.object({ addressIpVersion: z.string(), vpcId: z.string(), ipv6CidrBlock: z.string() }),
    title: "IPv6 of an endpoint",
    prevents: "An endpoint that the cloud refuses to make or to change.",
    source: "CreateVpcEndpoint and UpdateVpcEndpointAttribute: AddressIpVersion, DualStack where VPC and service have IPv6",
    asks: "vpc.getNetworks",
    example: { addressIpVersion: "DualStack", vpcId: "vpc-1", ipv6CidrBlock: "" },
    problem: ({ addressIpVersion, vpcId, ipv6CidrBlock }) =>
        addressIpVersion === "DualStack" && ipv6CidrBlock === ""
            ? `found "DualStack", but VPC ${vpcId} has no IPv6 range. Enable IPv6 in the VPC and in the vSwitches of the zones first; the service must be "DualStack", too. Otherwise take "IPv4".`
            : undefined,
});

export const serviceGivenOnce: Rule<readonly string[]> = {
    id: "endpointServices.serviceGivenOnce",
    title: "The service of an endpoint, given once",
    prevents: "An endpoint for another service than the one that was meant.",
    source: "CreateVpcEndpoint: ServiceId, ServiceName",
    example: [],
    problem: (given) => {
        if (!Array.isArray(given)) {
            return undefined;
        }
        const rule = "Give exactly one of offer, serviceName and serviceId.";
        if (given.length === 0) {
            return `is missing. ${rule}`;
        }
        return given.length === 1
            ? undefined
            : `is given together with ${formatPlain(given[0])}. ${rule}`;
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
    prevents:
        "An endpoint that the cloud refuses to make after its VPC and security group are there.",
    source: "CreateVpcEndpoint: RegionId, ServiceRegionId; CreateVpcEndpointService: SupportedRegionList",
    example: {
        serviceRegionId: "cn-hangzhou",
        regionId: "eu-central-1",
        supportedRegionIds: ["cn-shanghai"],
    },
    problem: ({ serviceRegionId, regionId, supportedRegionIds }) =>
        regionId === serviceRegionId || supportedRegionIds.includes(regionId)
            ? undefined
            : `the service is in ${serviceRegionId}, and the endpoint is made in ${regionId}. Deploy it to ${join([serviceRegionId, ...supportedRegionIds])}, or have the owner add ${regionId} to supportedRegionIds of the EndpointService.`,
});

export const crossesRegions = crossFieldRule({
    id: "endpointServices.crossesRegions",
    facts: z.object({ serviceRegionId: z.string(), regionId: z.string() }),
    title: "Bandwidth between regions, where there is another region",
    prevents: "An endpoint that the cloud refuses to make.",
    source: "CreateVpcEndpoint: CrossRegionBandwidth, ServiceRegionId",
    example: { serviceRegionId: "eu-central-1", regionId: "eu-central-1" },
    problem: ({ serviceRegionId, regionId }) =>
        regionId !== serviceRegionId
            ? undefined
            : `is given for a service in ${serviceRegionId}, the endpoint's own region. Remove it, or name the service's region in serviceRegionId.`,
});

export const policyDocument = crossFieldRule({
    id: "endpointServices.policyDocument",
    facts: z.object({ policyDocument: z.string().optional(), serviceName: z.string() }),
    title: "Policy of an endpoint",
    prevents:
        "An endpoint that is refused: only some services of Alibaba Cloud itself take a policy.",
    source: "endpoint policies: supported services; CreateVpcEndpoint: PolicyDocument",
    example: {
        policyDocument: "{}",
        serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
    },
    problem: ({ policyDocument, serviceName }) => {
        if (policyDocument === undefined) {
            return undefined;
        }
        if (/\.epsrv-[^.]*$|^epsrv-/.test(serviceName)) {
            return `is given for ${serviceName}, which a user of Alibaba Cloud made. Only services of Alibaba Cloud itself take a policy; remove it.`;
        }
        try {
            JSON.parse(policyDocument);
            return undefined;
        } catch {
            return `found ${format(policyDocument)}. Allowed is a policy as JSON.`;
        }
    },
});

const TEXTS = z.array(z.string()).readonly();

export const serviceReplacedAlone = crossFieldRule({
    id: "endpointServices.serviceReplacedAlone",
    facts: z.object({ serviceId: z.string(), endpoints: TEXTS }),
    title: "Replacement of a service that has endpoints",
    prevents:
        "A second service beside the first, which the cloud refuses to delete while it has endpoints.",
    source: "DeleteVpcEndpointService: EndpointServiceConnectionDependence; alicloud provider 1.285.0: payer and service_resource_type replace the service",
    asks: "the state of the stack; ListVpcEndpointConnections",
    example: { serviceId: "epsrv-1", endpoints: ["ep-1 (Connected)"] },
    problem: ({ serviceId, endpoints }) =>
        endpoints.length === 0
            ? undefined
            : `changing it replaces ${serviceId}, which has endpoints outside of this stack: ${join(endpoints)}. Add another EndpointService with the new value, have the owners of the endpoints make new ones for it, and remove this service when it has none. To change it anyway, have them delete their endpoints first.`,
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
    prevents:
        "An update that makes everything else anew and then fails, and every later one with it.",
    source: "DetachResourceFromVpcEndpointService: EndpointServiceConnectionDependence",
    asks: "the state of the stack; ListVpcEndpointConnections, ListVpcEndpointZones",
    example: {
        serviceId: "epsrv-1",
        loadBalancers: ["lb-1 in eu-central-1a"],
        endpoints: ["ep-1 (Connected)"],
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
        return `takes ${join(loadBalancers)} off ${serviceId}, to which endpoints are connected: ${join(endpoints)}. First ${close} and run "pulumi up"; then change the load balancer, and let the endpoints in again. The names of the service and of the endpoints stay. Without this check (preflight "offline"), the update fails halfway unless it closes the connections itself.`;
    },
});

export const serviceResourcesGiven = nonEmptyList(
    "endpointServices.serviceResourcesGiven",
    "load balancer",
    "CreateVpcEndpointService",
);

export const serviceZonesGiven = nonEmptyList(
    "endpointServices.serviceZonesGiven",
    "zone",
    "AttachResourceToVpcEndpointService: ZoneId",
);

export const ipVersion = oneOf(
    "endpointServices.ipVersion",
    "IP version",
    AddressIpVersion,
    "CreateVpcEndpointService and CreateVpcEndpoint: AddressIpVersion",
);
