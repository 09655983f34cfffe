import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import { integer, refuseParameters, text, texts } from "../../parameters";
import { pageByToken } from "../../paging";
import { findRegion } from "../../regions";

export interface InstanceType {
    readonly instanceTypeId: string;
    readonly family: string;
    readonly cores: number;
    readonly memoryGib: number;
    readonly cpuArchitecture: "X86" | "ARM";
    /** The first is what an instance gets when it names no category (RunInstances, SystemDisk.Category). */
    readonly diskCategories: readonly string[];
    /** Credits an hour, of burstable types only. */
    readonly baselineCredit?: number;
    /** Older and rarer types are not offered in every zone. */
    readonly everyZone: boolean;
}

const OLD_DISKS = ["cloud_efficiency", "cloud_ssd"];
const ALL_DISKS = ["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto"];
const NEW_DISKS = ["cloud_essd", "cloud_auto"];
const ENTRY_DISKS = ["cloud_essd", "cloud_essd_entry", "cloud_auto"];

/** Not all that exist: a few of each generation and category, with the sizes that the cloud gives them. */
export const INSTANCE_TYPES: readonly InstanceType[] = [
    type("ecs.t6-c2m1.large", 2, 1, ALL_DISKS, { baselineCredit: 12 }),
    type("ecs.t6-c1m1.large", 2, 2, ALL_DISKS, { baselineCredit: 12 }),
    type("ecs.t6-c1m2.large", 2, 4, ALL_DISKS, { baselineCredit: 18 }),
    type("ecs.e-c1m1.large", 2, 2, ENTRY_DISKS),
    type("ecs.e-c1m2.large", 2, 4, ENTRY_DISKS),
    type("ecs.u1-c1m1.large", 2, 2, ENTRY_DISKS),
    type("ecs.u1-c1m2.large", 2, 4, ENTRY_DISKS),
    type("ecs.n4.small", 1, 2, OLD_DISKS, { everyZone: false }),
    type("ecs.n4.large", 2, 4, OLD_DISKS, { everyZone: false }),
    type("ecs.c6.large", 2, 4, ALL_DISKS),
    type("ecs.g6.large", 2, 8, ALL_DISKS),
    type("ecs.g6.xlarge", 4, 16, ALL_DISKS),
    type("ecs.c7.large", 2, 4, NEW_DISKS),
    type("ecs.c7.xlarge", 4, 8, NEW_DISKS),
    type("ecs.g7.large", 2, 8, NEW_DISKS),
    type("ecs.g7.xlarge", 4, 16, NEW_DISKS),
    type("ecs.g7.2xlarge", 8, 32, NEW_DISKS),
    type("ecs.r7.large", 2, 16, NEW_DISKS),
    type("ecs.c8y.large", 2, 4, NEW_DISKS, { cpuArchitecture: "ARM", everyZone: false }),
    type("ecs.g8y.large", 2, 8, NEW_DISKS, { cpuArchitecture: "ARM", everyZone: false }),
];

export function findInstanceType(instanceTypeId: string): InstanceType {
    const found = INSTANCE_TYPES.find((one) => one.instanceTypeId === instanceTypeId);
    if (found === undefined) {
        throw new ApiError(
            "InvalidInstanceType.ValueNotSupported",
            "The specified InstanceType does not exist or beyond the permitted range.",
        );
    }
    return found;
}

/** What is not offered everywhere is offered in the first two zones of a region. */
export function isOffered(instanceType: InstanceType, regionId: string, zoneId: string): boolean {
    const zoneIds = findRegion(regionId)?.zoneIds ?? [];
    const offered = instanceType.everyZone ? zoneIds : zoneIds.slice(0, 2);
    return offered.includes(zoneId);
}

/** The filters for which the catalogue has different values. */
const FILTERS: Readonly<Record<string, (one: InstanceType, call: Call) => boolean>> = {
    InstanceTypes: (one, call) => texts(call, "InstanceTypes").includes(one.instanceTypeId),
    InstanceTypeFamily: (one, call) => one.family === text(call, "InstanceTypeFamily"),
    InstanceTypeFamilies: (one, call) => texts(call, "InstanceTypeFamilies").includes(one.family),
    CpuArchitecture: (one, call) => one.cpuArchitecture === text(call, "CpuArchitecture"),
    CpuArchitectures: (one, call) => texts(call, "CpuArchitectures").includes(one.cpuArchitecture),
    MinimumCpuCoreCount: (one, call) => one.cores >= number(call, "MinimumCpuCoreCount"),
    MaximumCpuCoreCount: (one, call) => one.cores <= number(call, "MaximumCpuCoreCount"),
    MinimumMemorySize: (one, call) => one.memoryGib >= number(call, "MinimumMemorySize"),
    MaximumMemorySize: (one, call) => one.memoryGib <= number(call, "MaximumMemorySize"),
    MinimumEniQuantity: (one, call) => eniQuantity(one) >= number(call, "MinimumEniQuantity"),
    MinimumEniPrivateIpAddressQuantity: (one, call) =>
        privateIpAddresses(one) >= number(call, "MinimumEniPrivateIpAddressQuantity"),
    MinimumEniIpv6AddressQuantity: (one, call) =>
        privateIpAddresses(one) >= number(call, "MinimumEniIpv6AddressQuantity"),
    MinimumBaselineCredit: (one, call) =>
        (one.baselineCredit ?? 0) >= number(call, "MinimumBaselineCredit"),
    MinimumGPUAmount: (_, call) => number(call, "MinimumGPUAmount") === 0,
    MinimumLocalStorageAmount: (_, call) => number(call, "MinimumLocalStorageAmount") === 0,
    GPUSpec: () => false,
    GpuSpecs: () => false,
    LocalStorageCategory: () => false,
    LocalStorageCategories: () => false,
    InstanceFamilyLevel: (one, call) => familyLevel(one) === text(call, "InstanceFamilyLevel"),
    NvmeSupport: (one, call) => nvmeSupport(one) === text(call, "NvmeSupport"),
};

const PAGING_AND_OWNER = [
    "RegionId",
    "MaxResults",
    "NextToken",
    "OwnerId",
    "OwnerAccount",
    "ResourceOwnerId",
    "ResourceOwnerAccount",
    "AdditionalAttributes",
];

export function describeInstanceTypes(call: Call): Answer {
    const named = Object.keys(call.parameters).filter((name) => !PAGING_AND_OWNER.includes(name));
    refuseParameters(
        call,
        named.filter((name) => FILTERS[name] === undefined),
    );
    const matching = INSTANCE_TYPES.filter((one) =>
        named.every((name) => FILTERS[name]?.(one, call)),
    );
    const { page, nextToken } = pageByToken(call, matching, { standard: 100, largest: 100 });
    return { NextToken: nextToken, InstanceTypes: { InstanceType: page.map(describe) } };
}

function describe(one: InstanceType): Answer {
    const bandwidth = one.cores * 1_024_000;
    return {
        InstanceTypeId: one.instanceTypeId,
        InstanceTypeFamily: one.family,
        InstanceFamilyLevel: familyLevel(one),
        CpuCoreCount: one.cores,
        MemorySize: one.memoryGib,
        CpuArchitecture: one.cpuArchitecture,
        CpuOptions: { Core: coreCount(one), ThreadsPerCore: threadsPerCore(one) },
        GPUAmount: 0,
        GPUSpec: "",
        LocalStorageCategory: "",
        ...(one.baselineCredit === undefined
            ? {}
            : { BaselineCredit: one.baselineCredit, InitialCredit: one.cores * 30 }),
        DiskQuantity: 17,
        NvmeSupport: nvmeSupport(one),
        EniQuantity: eniQuantity(one),
        EniTotalQuantity: eniQuantity(one),
        EniPrivateIpAddressQuantity: privateIpAddresses(one),
        EniIpv6AddressQuantity: privateIpAddresses(one),
        PrimaryEniQueueNumber: Math.min(one.cores, 8),
        SecondaryEniQueueNumber: Math.min(one.cores, 8),
        MaximumQueueNumberPerEni: Math.min(one.cores, 8),
        TotalEniQueueQuantity: one.cores * 2,
        InstanceBandwidthRx: bandwidth,
        InstanceBandwidthTx: bandwidth,
        InstancePpsRx: one.cores * 150_000,
        InstancePpsTx: one.cores * 150_000,
    };
}

/** Two virtual cores are one physical core with two threads, except on ARM and for a single core. */
export function threadsPerCore(one: InstanceType): number {
    return one.cpuArchitecture === "X86" && one.cores > 1 ? 2 : 1;
}

export function coreCount(one: InstanceType): number {
    return one.cores / threadsPerCore(one);
}

function familyLevel(one: InstanceType): string {
    if (one.baselineCredit !== undefined) {
        return "CreditEntryLevel";
    }
    return /^ecs\.(e|u1|n4)$/.test(one.family) ? "EntryLevel" : "EnterpriseLevel";
}

function nvmeSupport(one: InstanceType): string {
    return /^ecs\.[cg]8y$/.test(one.family) ? "required" : "unsupported";
}

function eniQuantity(one: InstanceType): number {
    return Math.max(2, Math.min(one.cores, 4));
}

function privateIpAddresses(one: InstanceType): number {
    return one.cores <= 2 ? 6 : 15;
}

function number(call: Call, name: string): number {
    return integer(call, name) ?? NaN;
}

function type(
    instanceTypeId: string,
    cores: number,
    memoryGib: number,
    diskCategories: readonly string[],
    more: Partial<InstanceType> = {},
): InstanceType {
    return {
        instanceTypeId,
        family: /^ecs\.[a-z0-9]+/.exec(instanceTypeId)?.[0] ?? "",
        cores,
        memoryGib,
        diskCategories,
        cpuArchitecture: "X86",
        everyZone: true,
        ...more,
    };
}
