import type { Action, Call } from "../../call";
import { flag, refuseParameters, text } from "../../parameters";
import { findRegion, REGIONS, zoneLocalName } from "../../regions";
import { refusal } from "./errors";
import { resourceTypeOf } from "./resourceTypes";

const RESOURCE_TYPE_NAMES = ["slb", "alb", "nlb", "gwlb"];

export function regionQueries(): Record<string, Action> {
    return {
        DescribeRegions(call) {
            checkResourceType(call);
            const wanted = text(call, "RegionId");
            return {
                Regions: {
                    Region: REGIONS.filter(
                        ({ regionId }) => wanted === undefined || regionId === wanted,
                    ).map(({ regionId, localName }) => ({
                        RegionId: regionId,
                        LocalName: localName,
                        RegionEndpoint: `privatelink.${regionId}.aliyuncs.com`,
                        ServiceResourceTypes: { ServiceResourceType: RESOURCE_TYPE_NAMES },
                    })),
                },
            };
        },

        DescribeZones(call) {
            checkResourceType(call);
            if (flag(call, "CrossRegion") === true) {
                refuseParameters(call, ["CrossRegion", "CrossRegionSide"]);
            }
            const region = findRegion(call.regionId);
            if (region === undefined) {
                throw refusal("RegionNotFound");
            }
            return {
                Zones: {
                    Zone: region.zoneIds.map((zoneId) => ({
                        ZoneId: zoneId,
                        LocalName: zoneLocalName(region, zoneId),
                    })),
                },
            };
        },
    };
}

function checkResourceType(call: Call): void {
    const type = text(call, "ServiceResourceType");
    if (type !== undefined) {
        resourceTypeOf(type);
    }
}
