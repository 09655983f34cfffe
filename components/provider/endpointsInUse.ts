import * as pulumi from "@pulumi/pulumi";

import { endpointZones, isOpen, serviceConnections } from "../preflight/lookups/privateLink";
import { serviceEndpoints } from "../preflight/lookups/serviceEndpoints";
import { providerMessage } from "../shared/providerMessage";

/** A load balancer in a zone. */
export interface ServedZone {
    readonly zoneId: string;
    /** Empty if it is not known. */
    readonly loadBalancerId: string;
    /** Another one that serves it as well, until a migration to `loadBalancerId` is closed. */
    readonly replacedLoadBalancerId?: string;
}

/** An endpoint of a service, as far as it can be read. */
export interface EndpointInUse {
    readonly endpointId: string;
    /** Status of its connection. */
    readonly status: string;
    /** UID of its owner. Left out, or empty, if it is not known. */
    readonly accountId?: string;
    /** Left out if they are not known. */
    readonly zones?: readonly ServedZone[];
}

/**
 * The endpoints of a service, from the package's own call. Where the provider's key cannot be read for it, from
 * the provider's data source, which knows neither owners nor zones.
 */
export async function endpointsOfService(
    serviceId: string,
    parent: pulumi.Resource,
): Promise<readonly EndpointInUse[]> {
    try {
        const listed = await serviceEndpoints(serviceId, parent);
        if (listed !== undefined) {
            return listed;
        }
    } catch (error) {
        void pulumi.log.debug(
            `The owners of the endpoints of ${serviceId} are not known: ${providerMessage(error)}`,
        );
    }
    return (await serviceConnections(serviceId, parent))?.connections ?? [];
}

/**
 * The endpoints that use what will be detached, of those that are connected. `possible` are those of which it cannot
 * be read: only the owner of an endpoint can read its zones with the provider's data source.
 */
export async function endpointsThrough(
    endpoints: readonly EndpointInUse[],
    lost: readonly ServedZone[],
    kept: readonly ServedZone[],
    parent: pulumi.Resource,
): Promise<Record<"certain" | "possible", EndpointInUse[]>> {
    const certain: EndpointInUse[] = [];
    const possible: EndpointInUse[] = [];
    const isEverywhere = kept.every(({ zoneId }) => lost.some((each) => each.zoneId === zoneId));
    for (const endpoint of endpoints.filter(isOpen)) {
        const zones = endpoint.zones ?? (isEverywhere ? lost : await zonesOf(endpoint, parent));
        if (zones === undefined) {
            possible.push(endpoint);
        } else if (zones.some((zone) => lost.some((each) => isServedBy(zone, each)))) {
            certain.push(endpoint);
        }
    }
    return { certain, possible };
}

/** A zone that shows no load balancer may have any of those in it, so it counts as an obstacle. */
export function isServedBy(zone: ServedZone, { zoneId, loadBalancerId }: ServedZone): boolean {
    const serving = [zone.loadBalancerId, zone.replacedLoadBalancerId];
    return zone.zoneId === zoneId && ["", loadBalancerId].some((id) => serving.includes(id));
}

async function zonesOf(
    { endpointId }: EndpointInUse,
    parent: pulumi.Resource,
): Promise<ServedZone[] | undefined> {
    const found = await endpointZones(endpointId, parent);
    return found?.zoneIds.map((zoneId) => ({ zoneId, loadBalancerId: "" }));
}

/** An endpoint with its owner and status, as a message names it. */
export function formatEndpoint({ endpointId, status, accountId = "" }: EndpointInUse): string {
    return accountId === ""
        ? `${endpointId} (${status})`
        : `${endpointId} of account ${accountId} (${status})`;
}
