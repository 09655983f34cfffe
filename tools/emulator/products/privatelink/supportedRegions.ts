import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { texts } from "../../parameters";
import { findRegion } from "../../regions";
import { refusal } from "./errors";
import { endpointsOf } from "./lookups";
import type { EndpointService, RegionStatus } from "./state";

interface RegionChanges {
    readonly added: readonly string[];
    readonly deleted: readonly string[];
}

/** Whether endpoints in the region can be of the service. */
export function isReachableFrom(service: EndpointService, regionId: string): boolean {
    return service.supportedRegions.get(regionId) === "Available";
}

/**
 * The regions of a new service. Its own is among them whether it is named or not: nothing documents that,
 * but every acceptance test of the official Terraform provider names it and finds exactly what it named.
 */
export function requestedRegions(call: Call): Map<string, RegionStatus> {
    const others = texts(call, "SupportedRegionList").filter((id) => id !== call.regionId);
    others.forEach(requireRegion);
    return new Map<string, RegionStatus>([
        [call.regionId, "Available"],
        ...others.map((regionId) => [regionId, "Pending"] as const),
    ]);
}

export function requestedRegionChanges(
    cloud: Cloud,
    call: Call,
    service: EndpointService,
): RegionChanges {
    const added = texts(call, "AddSupportedRegionSet");
    const deleted = texts(call, "DeleteSupportedRegionSet");
    added.forEach(requireRegion);
    for (const regionId of deleted) {
        if (regionId === service.regionId) {
            throw refuse("privateLinkOwnRegion", `${service.id} is in ${regionId} itself.`);
        }
        if (endpointsOf(cloud, service).some((endpoint) => endpoint.regionId === regionId)) {
            throw refuse("privateLinkRegionInUse", `${service.id} has endpoints in ${regionId}.`);
        }
    }
    return { added, deleted };
}

/** Begins the changes; whether there are any. A region that is supported already stays as it is. */
export function changeRegions(service: EndpointService, changes: RegionChanges): boolean {
    const { supportedRegions } = service;
    const added = changes.added.filter((regionId) => !isReachableFrom(service, regionId));
    const deleted = changes.deleted.filter((regionId) =>
        ["Available", "Failed"].includes(supportedRegions.get(regionId) ?? "Closed"),
    );
    added.forEach((regionId) => supportedRegions.set(regionId, "Pending"));
    deleted.forEach((regionId) => supportedRegions.set(regionId, "Deleting"));
    return added.length > 0 || deleted.length > 0;
}

/** Ends them. A removed region stays in the list as Closed. */
export function settleRegions({ supportedRegions }: EndpointService): void {
    for (const [regionId, status] of supportedRegions) {
        if (status === "Pending") {
            supportedRegions.set(regionId, "Available");
        } else if (status === "Deleting") {
            supportedRegions.set(regionId, "Closed");
        }
    }
}

function requireRegion(regionId: string): void {
    if (findRegion(regionId) === undefined) {
        throw refusal("RegionNotFound");
    }
}
