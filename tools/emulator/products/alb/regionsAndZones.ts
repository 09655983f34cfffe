import type { Action } from "../../call";
import { findRegion, REGIONS, zoneLocalName } from "../../regions";

export const regionActions: Record<string, Action> = {
    DescribeRegions: () => ({
        Regions: REGIONS.map(({ regionId, localName }) => ({
            RegionId: regionId,
            LocalName: localName,
            RegionEndpoint: `alb.${regionId}.aliyuncs.com`,
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
