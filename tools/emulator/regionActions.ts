import type { Action } from "./call";
import { findRegion, REGIONS, zoneLocalName } from "./regions";

/** The regions and zones of a product that is in all of them, as ALB and NLB list them. */
export function regionActionsOf(product: string): Record<string, Action> {
    return {
        DescribeRegions: () => ({
            Regions: REGIONS.map(({ regionId, localName }) => ({
                RegionId: regionId,
                LocalName: localName,
                RegionEndpoint: `${product}.${regionId}.aliyuncs.com`,
            })),
        }),

        DescribeZones({ regionId }) {
            const region = findRegion(regionId);
            return {
                Zones: (region?.zoneIds ?? []).map((zoneId) => ({
                    ZoneId: zoneId,
                    LocalName: region === undefined ? zoneId : zoneLocalName(region, zoneId),
                })),
            };
        },
    };
}
