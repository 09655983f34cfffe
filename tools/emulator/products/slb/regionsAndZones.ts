import { notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { text } from "../../parameters";
import { findRegion, REGIONS, zoneLocalName, type Region } from "../../regions";

export function describeRegions(): Answer {
    return {
        Regions: {
            Region: REGIONS.map(({ regionId, localName }) => ({
                RegionId: regionId,
                LocalName: localName,
                RegionEndpoint: `slb.${regionId}.aliyuncs.com`,
            })),
        },
    };
}

export function describeZones(call: Call): Answer {
    const region = callRegion(call);
    const describe = (zoneId: string) => ({
        ZoneId: zoneId,
        LocalName: zoneLocalName(region, zoneId),
    });
    return {
        Zones: {
            Zone: region.zoneIds.map((zoneId) => ({
                ...describe(zoneId),
                SlaveZones: {
                    SlaveZone: region.zoneIds.filter((other) => other !== zoneId).map(describe),
                },
            })),
        },
    };
}

/** Every zone can be primary with every other zone of the region as its secondary. */
export function describeAvailableResource(call: Call): Answer {
    const { zoneIds } = callRegion(call);
    const addressType = text(call, "AddressType");
    const ipVersion = text(call, "AddressIPVersion") ?? "ipv4";
    const resources = ["vpc", "classic_internet"]
        .filter((type) => (addressType ?? type) === type && ipVersion === "ipv4")
        .map((type) => ({ AddressType: type, AddressIPVersion: "ipv4" }));
    const pairs = zoneIds.flatMap((MasterZoneId) =>
        zoneIds
            .filter((other) => other !== MasterZoneId)
            .map((SlaveZoneId) => ({
                MasterZoneId,
                SlaveZoneId,
                SupportResources: { SupportResource: resources },
            })),
    );
    return { AvailableResources: { AvailableResource: resources.length === 0 ? [] : pairs } };
}

function callRegion(call: Call): Region {
    const region = findRegion(call.regionId);
    if (region === undefined) {
        throw notFound("InvalidRegionId.NotFound", "The specified RegionId does not exist.");
    }
    return region;
}
