import type { Action } from "../../call";
import { findRegion, REGIONS, zoneLocalName, type Region } from "../../regions";

export const regionActions: Record<string, Action> = {
    DescribeRegions: () => ({
        Regions: {
            Region: REGIONS.map(({ regionId, localName }) => ({
                RegionId: regionId,
                LocalName: localName,
                RegionEndpoint: `vpc.${regionId}.aliyuncs.com`,
            })),
        },
    }),
    DescribeZones: ({ regionId }) => {
        const region = findRegion(regionId) as Region;
        return {
            Zones: {
                Zone: region.zoneIds.map((zoneId) => ({
                    ZoneId: zoneId,
                    LocalName: zoneLocalName(region, zoneId),
                    ZoneType: "AvailabilityZone",
                })),
            },
        };
    },
};
