import { z } from "zod";

import { crossFieldRule, distinctRule, existingRule, join, type Rule, valueRule } from "./rule";
import { nonEmptyList } from "./values";

export const zonesDistinct = distinctRule({
    id: "zones.zonesDistinct",
    entry: z.string(),
    title: "Zones of an endpoint or a load balancer, without duplicates",
    prevents: "Two resources with the same name, or a call that the cloud refuses.",
    source: "AddZoneToVpcEndpoint: ZoneId; CreateLoadBalancer of ALB: ZoneMappings",
    example: ["eu-central-1a", "eu-central-1a"],
    remedy: "List each zone only once.",
});

export const offeredZone = crossFieldRule({
    id: "zones.offeredZone",
    facts: z.object({
        zoneId: z.string(),
        endpointZoneIds: z.array(z.string()).readonly(),
        serviceZoneIds: z.array(z.string()).readonly(),
    }),
    title: "Zones of an endpoint within those of the service, in one region",
    prevents:
        "A network interface that is refused after VPC, security group and endpoint were created.",
    source: "AddZoneToVpcEndpoint: ZoneId; GetVpcEndpointServiceAttribute: Zones",
    lookup: "none with an offer; otherwise privatelink.getVpcEndpointServiceResources, by the owner",
    example: {
        zoneId: "eu-central-1c",
        endpointZoneIds: ["eu-central-1a", "eu-central-1c"],
        serviceZoneIds: ["eu-central-1a", "eu-central-1b"],
    },
    problem: ({ zoneId, endpointZoneIds, serviceZoneIds }) => {
        if (serviceZoneIds.includes(zoneId)) {
            return undefined;
        }
        const shared = endpointZoneIds.filter((each) => serviceZoneIds.includes(each));
        return (
            `found "${zoneId}". The service can be reached in ${join(serviceZoneIds)} only; ` +
            (shared.length > 0
                ? `the endpoint shares ${join(shared)} with it.`
                : "the endpoint shares none of them.")
        );
    },
});

export const zoneOfRegion = crossFieldRule({
    id: "zones.zoneOfRegion",
    facts: z.object({ zoneId: z.string(), regionId: z.string() }),
    title: "Zones of an endpoint in its own region, where the service is in another one",
    prevents: "A vSwitch or a network interface that is refused in the middle of an update.",
    source: "DescribeZones: ZoneId begins with RegionId",
    example: { zoneId: "cn-hangzhou-b", regionId: "cn-shanghai" },
    problem: ({ zoneId, regionId }) =>
        zoneId.startsWith(regionId)
            ? undefined
            : `found "${zoneId}", but the endpoint would be created in ${regionId}. Must be a zone of that region.`,
});

export const zoneFound = crossFieldRule({
    id: "zones.zoneFound",
    facts: z.object({
        zoneId: z.string(),
        regionZoneIds: z.array(z.string()).readonly(),
        forKind: z.string().optional(),
    }),
    title: "A zone that exists in the region, with load balancers of the kind",
    prevents:
        "A load balancer, vSwitch or network interface that is refused in the middle of an update.",
    source: "CreateLoadBalancer of CLB: MasterZoneId; of ALB and NLB: ZoneMappings; CreateVSwitch: ZoneId",
    lookup: "slb.getZones, alb.getZones, nlb.getZones; getZones for an endpoint. Only for a zone that is new",
    example: {
        zoneId: "eu-central-1z",
        regionZoneIds: ["eu-central-1a", "eu-central-1b"],
        forKind: "CLBs",
    },
    problem: ({ zoneId, regionZoneIds, forKind }) =>
        regionZoneIds.includes(zoneId)
            ? undefined
            : `found "${zoneId}". The zones of this region${forKind === undefined ? "" : ` that have ${forKind}`} are ` +
              `${join(regionZoneIds)}. Use one of them, or check the region.`,
});

export const clbSecondaryZone = crossFieldRule({
    id: "zones.clbSecondaryZone",
    facts: z.object({
        zoneId: z.string(),
        secondaryZoneId: z.string(),
        secondaryZoneIds: z.array(z.string()).readonly(),
    }),
    title: "The secondary zone of a CLB, beside its primary zone",
    prevents: "A CLB that the cloud refuses to create.",
    source: "DescribeAvailableResource of SLB: MasterZoneId, SlaveZoneId",
    lookup: "slb.getZones, where a zone is new",
    example: {
        zoneId: "eu-central-1a",
        secondaryZoneId: "eu-central-1a",
        secondaryZoneIds: ["eu-central-1b"],
    },
    problem: ({ zoneId, secondaryZoneId, secondaryZoneIds }) =>
        secondaryZoneIds.includes(secondaryZoneId)
            ? undefined
            : `found "${secondaryZoneId}". Beside the primary zone ${zoneId}, ` +
              (secondaryZoneIds.length === 0
                  ? "no secondary zone can be chosen; leave it out."
                  : `it can be ${secondaryZoneIds.join(" or ")}. Use one of them, or leave it out.`),
});

export const vswitchFound = existingRule({
    id: "zones.vswitchFound",
    property: "vswitchId",
    noun: "vSwitch",
    title: "A vSwitch that exists",
    prevents: "A network interface or load balancer that is refused in the middle of an update.",
    source: "AddZoneToVpcEndpoint: VSwitchId; CreateLoadBalancer of CLB and ALB: VSwitchId",
    lookup: "vpc.getSwitches",
    example: { vswitchId: "vsw-1", exists: false },
});

export const vswitchZone = crossFieldRule({
    id: "zones.vswitchZone",
    facts: z.object({ vswitchId: z.string(), actualZoneId: z.string(), zoneId: z.string() }),
    title: "A vSwitch in the zone of its entry",
    prevents: "A network interface or load balancer that is refused in the middle of an update.",
    source: "AddZoneToVpcEndpoint: VSwitchId; CreateLoadBalancer of ALB: ZoneMappings.VSwitchId",
    lookup: "vpc.getSwitches",
    example: { vswitchId: "vsw-1", actualZoneId: "eu-central-1b", zoneId: "eu-central-1a" },
    problem: ({ vswitchId, actualZoneId, zoneId }) =>
        actualZoneId === zoneId
            ? undefined
            : `found "${vswitchId}", which is in ${actualZoneId}. Must be a vSwitch in ${zoneId}.`,
});

export const vswitchVpc = crossFieldRule({
    id: "zones.vswitchVpc",
    facts: z.object({ vswitchId: z.string(), actualVpcId: z.string(), vpcId: z.string() }),
    title: "A vSwitch in the same VPC",
    prevents: "A network interface or load balancer that is refused in the middle of an update.",
    source: "AddZoneToVpcEndpoint: VSwitchId; CreateLoadBalancer of ALB: VpcId",
    lookup: "vpc.getSwitches",
    example: { vswitchId: "vsw-1", actualVpcId: "vpc-2", vpcId: "vpc-1" },
    problem: ({ vswitchId, actualVpcId, vpcId }) =>
        actualVpcId === vpcId
            ? undefined
            : `found "${vswitchId}", which is in VPC ${actualVpcId}. Must be a vSwitch of VPC ${vpcId}.`,
});

export const albZoneCount: Rule<readonly unknown[]> = valueRule({
    id: "zones.albZoneCount",
    title: "Zones of a new ALB",
    prevents: "An ALB that the cloud refuses to create.",
    source: "CreateLoadBalancer of ALB: ZoneMappings",
    example: ["eu-central-1a"],
    allowed: (zones) =>
        Array.isArray(zones) && zones.length >= 2 && zones.length <= 10
            ? undefined
            : "An ALB needs 2 to 10 zones.",
});

export const existingAlbZoneCount: Rule<readonly unknown[]> = valueRule({
    id: "zones.existingAlbZoneCount",
    title: "Zones of an existing ALB",
    prevents: "A service in no zone, or in more than an ALB can have.",
    source: "CreateLoadBalancer of ALB: ZoneMappings",
    example: [],
    allowed: (zones) =>
        Array.isArray(zones) && zones.length >= 1 && zones.length <= 10
            ? undefined
            : "Must list 1 to 10 zones of the load balancer.",
});

export const serviceZoneCount = crossFieldRule({
    id: "zones.serviceZoneCount",
    facts: z.object({ zoneIds: z.array(z.string()).readonly(), serviceResourceType: z.string() }),
    title: "Zones of a service resource",
    prevents: "Traffic that never arrives: a CLB serves in its primary zone alone.",
    source: "AttachResourceToVpcEndpointService: ZoneId",
    example: { zoneIds: ["eu-central-1a", "eu-central-1b"], serviceResourceType: "slb" },
    problem: ({ zoneIds, serviceResourceType }) =>
        serviceResourceType === "slb" && zoneIds.length > 1
            ? `found ${join(zoneIds)}. A CLB serves in one zone, its primary. For more zones, list one CLB per zone.`
            : undefined,
});

export const loadBalancerZone = crossFieldRule({
    id: "zones.loadBalancerZone",
    facts: z.object({ zoneId: z.string(), loadBalancerZoneIds: z.array(z.string()).readonly() }),
    title: "Zones of a service resource within those of its load balancer",
    prevents: "An attachment that the cloud refuses after load balancer and service were created.",
    source: "AttachResourceToVpcEndpointService: ZoneId",
    example: { zoneId: "eu-central-1c", loadBalancerZoneIds: ["eu-central-1a", "eu-central-1b"] },
    problem: ({ zoneId, loadBalancerZoneIds }) =>
        loadBalancerZoneIds.includes(zoneId)
            ? undefined
            : `found "${zoneId}", in which the load balancer has no vSwitch. It is in ${join(loadBalancerZoneIds)} only.`,
});

export const clbPrimaryZone = crossFieldRule({
    id: "zones.clbPrimaryZone",
    facts: z.object({ zoneId: z.string(), loadBalancerId: z.string(), primaryZoneId: z.string() }),
    title: "A CLB in its primary zone",
    prevents: "A service in a zone in which the CLB carries no traffic.",
    source: "CreateLoadBalancer of CLB: MasterZoneId; the quick start of PrivateLink",
    lookup: "slb.getApplicationLoadBalancers",
    example: { zoneId: "eu-central-1b", loadBalancerId: "lb-1", primaryZoneId: "eu-central-1a" },
    problem: ({ zoneId, loadBalancerId, primaryZoneId }) =>
        zoneId === primaryZoneId
            ? undefined
            : `found "${zoneId}". CLB ${loadBalancerId} has its primary zone in ${primaryZoneId} and can be reached there only; use that zone.`,
});

export const attachmentsDistinct = distinctRule({
    id: "zones.attachmentsDistinct",
    entry: z.object({ name: z.string().optional(), zoneId: z.string() }),
    title: "Load balancers of a service with distinct names",
    prevents: "Two resources with the same name.",
    source: "names of resources in Pulumi",
    example: [{ zoneId: "eu-central-1a" }, { zoneId: "eu-central-1a" }],
    keyOf: (attachment) => `"${attachmentKey(attachment)}"`,
    remedy: "List each zone only once, and set different names for load balancers that serve in the same zone.",
});

/** Identifies an attachment within its service. */
export function attachmentKey({
    name,
    zoneId,
}: {
    readonly name?: string;
    readonly zoneId: string;
}): string {
    return name === undefined ? zoneId : `${name}-${zoneId}`;
}

export const endpointZonesNotEmpty = nonEmptyList(
    "zones.endpointZonesNotEmpty",
    "zone",
    "AddZoneToVpcEndpoint: ZoneId",
);
