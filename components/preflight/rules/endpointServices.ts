import { z } from "zod";

import { bare, between, betweenEntries, listed, type Rule, shown } from "./rule";

export const connectBandwidth = between({
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

export const attachmentCount = betweenEntries({
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

export const serviceIpVersion = between({
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
        return given.length === 1 ? undefined : `is given together with ${bare(given[0])}. ${rule}`;
    },
};

export const serviceRegion = between({
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
            : `the service is in ${serviceRegionId}, and the endpoint is made in ${regionId}. Deploy it to ${listed([serviceRegionId, ...supportedRegionIds])}, or have the owner add ${regionId} to supportedRegionIds of the EndpointService.`,
});

export const crossesRegions = between({
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

export const policyDocument = between({
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
            return `found ${shown(policyDocument)}. Allowed is a policy as JSON.`;
        }
    },
});
