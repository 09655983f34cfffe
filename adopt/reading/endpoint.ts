import * as privatelink from "@pulumi/alicloud/privatelink";
import type { Stack } from "@pulumi/pulumi/automation";

import { promiseOf } from "../../components/shared/dependencies";
import { AdoptionError } from "../adoptionError";
import type { Plan } from "../plan";
import { given, notThere, ownTags, type Place, unless } from "./cloud";
import { reading } from "./reading";

/** Reads an endpoint with its zones and security groups. */
export function planOfEndpoint(stack: Stack, endpointId: string, name: string): Promise<Plan> {
    return reading(stack, (place) => readEndpoint(endpointId, name, place));
}

async function readEndpoint(endpointId: string, name: string, place: Place): Promise<Plan> {
    const { endpoints } = await privatelink.getVpcEndpoints({ ids: [endpointId] });
    if (endpoints.length === 0) {
        throw notThere("endpoint", endpointId, place);
    }
    const read = privatelink.VpcEndpoint.get(endpointId, endpointId);
    const type = await promiseOf(read.endpointType);
    if (type !== "Interface") {
        throw new AdoptionError(
            `${endpointId} is an endpoint of the type ${type}, and an InterfaceEndpoint is of the type Interface.`,
        );
    }
    const securityGroupIds = (await promiseOf(read.securityGroupIds)) ?? [];
    if (securityGroupIds.length === 0) {
        throw new AdoptionError(
            `${endpointId} has no security group, and an InterfaceEndpoint has at least one. The cloud gives an endpoint one only when it is created.`,
        );
    }
    const { zones } = await privatelink.getVpcEndpointZones({ endpointId });
    if (zones.length === 0) {
        throw new AdoptionError(
            `${endpointId} is in no zone, and an InterfaceEndpoint is in at least one. Add a zone to it, and run this command again.`,
        );
    }
    const serviceRegionId = await promiseOf(read.serviceRegionId);
    return {
        regionId: place.regionId,
        components: [
            {
                variable: "endpoint",
                component: "InterfaceEndpoint",
                name,
                args: {
                    serviceName: await promiseOf(read.serviceName),
                    serviceRegionId: unless(given(serviceRegionId), place.regionId),
                    crossRegionBandwidth: await promiseOf(read.crossRegionBandwidth),
                    vpcId: await promiseOf(read.vpcId),
                    zones: zones
                        .map(({ zoneId, vswitchId }) => ({ zoneId, vswitchId }))
                        .sort((one, other) => (one.zoneId < other.zoneId ? -1 : 1)),
                    securityGroupIds: [...securityGroupIds].sort(),
                    endpointName: unless(given(await promiseOf(read.vpcEndpointName)), name),
                    endpointDescription: given(await promiseOf(read.endpointDescription)),
                    addressIpVersion: unless(await promiseOf(read.addressIpVersion), "IPv4"),
                    tags: ownTags(await promiseOf(read.tags)),
                },
                exports: ["request"],
                notes: [],
            },
        ],
        idOf: (child, { zoneId }) => {
            switch (child) {
                case "alicloud:privatelink/vpcEndpoint:VpcEndpoint":
                    return endpointId;
                case "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone":
                    return `${endpointId}:${String(zoneId)}`;
                default:
                    return undefined;
            }
        },
        leftOut: [],
    };
}
