import { invalidParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { integer, refuseParameters, requiredText, text } from "../../parameters";
import { findRegion, REGIONS, zoneLocalName, type Region } from "../../regions";
import { DISK_CATEGORIES } from "./systemDisks";
import { INSTANCE_TYPES, isOffered, type InstanceType } from "./instanceTypes";

export function describeRegions(): Answer {
    return {
        Regions: {
            Region: REGIONS.map(({ regionId, localName }) => ({
                RegionId: regionId,
                LocalName: localName,
                RegionEndpoint: `ecs.${regionId}.aliyuncs.com`,
                Status: "available",
            })),
        },
    };
}

export function describeZones(call: Call): Answer {
    refuseParameters(call, ["SpotStrategy"], { SpotStrategy: "NoSpot" });
    const region = callRegion(call);
    return {
        Zones: {
            Zone: region.zoneIds.map((zoneId) => {
                const instanceTypes = offeredTypes(region, zoneId);
                const instanceTypeIds = instanceTypes.map((one) => one.instanceTypeId);
                const families = [...new Set(instanceTypes.map(({ family }) => family))];
                return {
                    ZoneId: zoneId,
                    LocalName: zoneLocalName(region, zoneId),
                    ZoneType: "AvailabilityZone",
                    AvailableResourceCreation: {
                        ResourceTypes: [
                            "VSwitch",
                            "IoOptimized",
                            "Instance",
                            "DedicatedHost",
                            "Disk",
                        ],
                    },
                    AvailableInstanceTypes: { InstanceTypes: instanceTypeIds },
                    AvailableDiskCategories: { DiskCategories: [...DISK_CATEGORIES.keys()] },
                    AvailableVolumeCategories: { VolumeCategories: [] },
                    AvailableDedicatedHostTypes: { DedicatedHostType: [] },
                    DedicatedHostGenerations: { DedicatedHostGeneration: [] },
                    AvailableResources: {
                        ResourcesInfo: [
                            {
                                IoOptimized: true,
                                InstanceTypes: { supportedInstanceType: instanceTypeIds },
                                InstanceTypeFamilies: { supportedInstanceTypeFamily: families },
                                InstanceGenerations: { supportedInstanceGeneration: ["ecs-5"] },
                                NetworkTypes: { supportedNetworkCategory: ["vpc"] },
                                SystemDiskCategories: {
                                    supportedSystemDiskCategory: [...DISK_CATEGORIES.keys()],
                                },
                                DataDiskCategories: {
                                    supportedDataDiskCategory: [...DISK_CATEGORIES.keys()],
                                },
                            },
                        ],
                    },
                };
            }),
        },
    };
}

const DESTINATIONS = ["Zone", "IoOptimized", "InstanceType", "Network", "SystemDisk", "DataDisk"];

/** What can be bought in each zone. Everything in the catalogue is in stock. */
export function describeAvailableResource(call: Call): Answer {
    refuseParameters(call, ["DedicatedHostId", "SpotDuration", "SpotStrategy", "Scope"], {
        SpotStrategy: "NoSpot",
        Scope: "Region",
    });
    const destination = requiredText(call, "DestinationResource");
    if (!DESTINATIONS.includes(destination)) {
        throw invalidParameter("DestinationResource", `Valid values: ${DESTINATIONS.join(", ")}.`);
    }
    if ((text(call, "ResourceType") ?? "instance") !== "instance") {
        refuseParameters(call, ["ResourceType"]);
    }
    const region = callRegion(call);
    const zoneId = text(call, "ZoneId");
    if (zoneId !== undefined && !region.zoneIds.includes(zoneId)) {
        throw notFound("InvalidZoneId.NotFound", "The specified ZoneId does not exist.");
    }
    const zones = region.zoneIds
        .filter((candidate) => zoneId === undefined || candidate === zoneId)
        .flatMap((candidate) => {
            const types = offeredTypes(region, candidate).filter((one) => isWanted(call, one));
            return types.length === 0 ? [] : [describeZone(region, candidate, destination, types)];
        });
    return { AvailableZones: { AvailableZone: zones } };
}

function isWanted(call: Call, one: InstanceType): boolean {
    const network = text(call, "NetworkCategory")?.toLowerCase();
    const systemDisk = text(call, "SystemDiskCategory");
    const dataDisk = text(call, "DataDiskCategory");
    return (
        text(call, "IoOptimized") !== "none" &&
        network !== "classic" &&
        (text(call, "InstanceType") ?? one.instanceTypeId) === one.instanceTypeId &&
        (integer(call, "Cores") ?? one.cores) === one.cores &&
        (integer(call, "Memory") ?? one.memoryGib) === one.memoryGib &&
        (systemDisk === undefined || one.diskCategories.includes(systemDisk)) &&
        (dataDisk === undefined || one.diskCategories.includes(dataDisk))
    );
}

function describeZone(
    region: Region,
    zoneId: string,
    destination: string,
    types: readonly InstanceType[],
): Answer {
    return {
        RegionId: region.regionId,
        ZoneId: zoneId,
        Status: "Available",
        StatusCategory: "WithStock",
        AvailableResources: {
            AvailableResource:
                destination === "Zone"
                    ? []
                    : [
                          {
                              Type: destination,
                              SupportedResources: {
                                  SupportedResource: supported(destination, types),
                              },
                          },
                      ],
        },
    };
}

function supported(destination: string, types: readonly InstanceType[]): Answer[] {
    const stock = { Status: "Available", StatusCategory: "WithStock" };
    if (destination === "SystemDisk" || destination === "DataDisk") {
        const categories = [...new Set(types.flatMap(({ diskCategories }) => diskCategories))];
        return categories.map((category) => ({
            ...stock,
            Value: category,
            Min: DISK_CATEGORIES.get(category)?.smallest,
            Max: DISK_CATEGORIES.get(category)?.largest,
            Unit: "GiB",
        }));
    }
    const values: Readonly<Record<string, readonly string[]>> = {
        InstanceType: types.map((one) => one.instanceTypeId),
        IoOptimized: ["optimized"],
        Network: ["vpc"],
    };
    return (values[destination] ?? []).map((Value) => ({ ...stock, Value }));
}

function offeredTypes(region: Region, zoneId: string): InstanceType[] {
    return INSTANCE_TYPES.filter((one) => isOffered(one, region.regionId, zoneId));
}

export function callRegion(call: Call): Region {
    const region = findRegion(call.regionId);
    if (region === undefined) {
        throw notFound(
            "InvalidRegionId.NotFound",
            "The RegionId provided does not exist in our records.",
        );
    }
    return region;
}
