import * as privatelink from "@pulumi/alicloud/privatelink";
import type { Stack } from "@pulumi/pulumi/automation";

import { promiseOf } from "../../components/shared/dependencies";
import { AdoptionError } from "../adoptionError";
import type { Plan } from "../plan";
import { given, notThere, ownTags, type Place, unless } from "./cloud";
import { plannedPolicy } from "./endpointPolicy";
import { reading } from "./reading";

/** Reads an endpoint with its zones and security groups. */
export function planOfEndpoint(stack: Stack, endpointId: string, name: string): Promise<Plan> {
    return reading(stack, (place) => readEndpoint(endpointId, name, place));
}

/** Reads it in a program that is running. */
export async function readEndpoint(endpointId: string, name: string, place: Place): Promise<Plan> {
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
    const found = await privatelink.getVpcEndpointZones({ endpointId });
    const zones = [...found.zones].sort((one, other) => (one.zoneId < other.zoneId ? -1 : 1));
    if (zones.length === 0) {
        throw new AdoptionError(
            `${endpointId} is in no zone, and an InterfaceEndpoint is in at least one. Add a zone to it, and run this command again.`,
        );
    }
    const serviceRegionId = await promiseOf(read.serviceRegionId);
    const serviceName = await promiseOf(read.serviceName);
    const policy = plannedPolicy(await promiseOf(read.policyDocument), serviceName);
    return {
        regionId: place.regionId,
        components: [
            {
                variable: "endpoint",
                component: "InterfaceEndpoint",
                name,
                args: {
                    serviceName,
                    serviceRegionId: unless(given(serviceRegionId), place.regionId),
                    crossRegionBandwidth: await promiseOf(read.crossRegionBandwidth),
                    vpcId: await promiseOf(read.vpcId),
                    zones: zones.map(({ zoneId, vswitchId }) => ({ zoneId, vswitchId })),
                    securityGroupIds: [...securityGroupIds].sort(),
                    endpointName: unless(given(await promiseOf(read.vpcEndpointName)), name),
                    endpointDescription: given(await promiseOf(read.endpointDescription)),
                    addressIpVersion: unless(await promiseOf(read.addressIpVersion), "IPv4"),
                    policyDocument: policy.policyDocument,
                    tags: ownTags(await promiseOf(read.tags)),
                },
                exports: ["request"],
                notes: [addressNote(zones), ...policy.notes],
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

/** Which of them somebody chose, the cloud does not say. */
function addressNote(zones: readonly { readonly zoneId: string; readonly eniIp: string }[]) {
    const addresses = zones.map(({ zoneId, eniIp }) => `${eniIp} in ${zoneId}`);
    return (
        `The addresses in its zones stay, ${addresses.join(" and ")}, but the program does not set them: ` +
        "a zone that is replaced later gets another one, unless you set its eniIp."
    );
}
