import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../preflight";
import { regionOf } from "../preflight/lookups/providerRegion";
import { endpointZones, serviceConnections } from "../preflight/lookups/privateLink";
import { deployedService } from "./serviceInUse";

/**
 * The supported regions that a service is created with: those in the program, and the service's own, which
 * the cloud may add by itself; without it, every update would remove it again. A service with only its own
 * region sets none, unless others must be removed: the provider does not reset a property that is not set.
 */
export function supportedRegions(
    name: string,
    supportedRegionIds: readonly string[],
    parent: pulumi.Resource,
): pulumi.Output<string[]> {
    const deployed = deployedRegions(name);
    const regions = pulumi.output(regionOf(parent)).apply(async (regionId) => {
        const service = await deployed;
        const own = regionId ?? service?.regionId;
        const isAlone = (each: string) => each === own;
        if (supportedRegionIds.length === 0 && (service?.regionIds.every(isAlone) ?? true)) {
            return undefined;
        }
        return [...new Set([...(own === undefined ? [] : [own]), ...supportedRegionIds])];
    });
    return regions as pulumi.Output<string[]>;
}

/**
 * Warns if a region is removed in which endpoints may exist. It is no finding, because nothing is certain: it is
 * not documented what the cloud does with them, and no data source has their region, though the API has it
 * (ListVpcEndpointConnections: EndpointRegionId). Endpoints of the service's account and region are not affected.
 */
export function warnOfRemovedRegions(
    checks: ChildChecks,
    name: string,
    supportedRegionIds: readonly string[],
    parent: pulumi.Resource,
): void {
    const deployed = deployedRegions(name);
    checks.lookUp({}, async () => {
        const service = await deployed;
        const lost = (service?.regionIds ?? []).filter(
            (each) => each !== service?.regionId && !supportedRegionIds.includes(each),
        );
        if (service === undefined || lost.length === 0) {
            return;
        }
        const endpoints: string[] = [];
        const found = (await serviceConnections(service.serviceId, parent))?.connections ?? [];
        for (const { endpointId, status } of found) {
            // Only an endpoint of the account, in the service's region, can be looked up.
            const own = await endpointZones(endpointId, parent);
            if (own === undefined || own === null) {
                endpoints.push(`${endpointId} (${status})`);
            }
        }
        if (endpoints.length > 0) {
            void pulumi.log.warn(
                `EndpointService "${name}": supportedRegionIds: ${lost.join(", ")} will be removed from ${service.serviceId}, ` +
                    `and these endpoints may be there: ${endpoints.join(", ")}. If one is, the cloud may refuse the update or cut it off, and its own stack is refused from then on. ` +
                    "Have the endpoints of the region deleted first. Which these are shows EndpointRegionId in: " +
                    `aliyun privatelink ListVpcEndpointConnections --RegionId ${service.regionId ?? "<region>"} --ServiceId ${service.serviceId}`,
            );
        }
    });
}

interface DeployedRegions {
    readonly serviceId: string;
    readonly regionId: string | undefined;
    /** Supported regions, including the service's own if the cloud lists it. */
    readonly regionIds: readonly string[];
}

async function deployedRegions(name: string): Promise<DeployedRegions | undefined> {
    const service = await deployedService(name);
    if (service === undefined) {
        return undefined;
    }
    const { id, regionId, supportedRegionLists } = service.outputs;
    return {
        serviceId: String(id),
        regionId: typeof regionId === "string" ? regionId : undefined,
        regionIds: Array.isArray(supportedRegionLists) ? supportedRegionLists.map(String) : [],
    };
}
