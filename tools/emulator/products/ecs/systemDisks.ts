import { ApiError, invalidParameter } from "../../apiError";
import type { Answer, Call, Parameter } from "../../call";
import { apiTime } from "../../clock";
import { stopIfDryRun } from "../../dryRun";
import { refuseParameters, text } from "../../parameters";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { pageByNumber, pageByToken, pagesByToken } from "../../paging";
import { defaultResourceGroupId } from "../../resourceGroups";
import { hasTags } from "../../tags";
import { checkDescription, checkName, jsonTexts } from "./parameters";
import type { Image } from "./images";
import type { InstanceType } from "./instanceTypes";
import type { Disk } from "./state";

/** Sizes in GiB (RunInstances, SystemDisk.Size). */
export const DISK_CATEGORIES: ReadonlyMap<string, { smallest: number; largest: number }> = new Map([
    ["cloud_efficiency", { smallest: 20, largest: 2048 }],
    ["cloud_ssd", { smallest: 20, largest: 2048 }],
    ["cloud_essd", { smallest: 20, largest: 2048 }],
    ["cloud_essd_entry", { smallest: 20, largest: 2048 }],
    ["cloud_auto", { smallest: 1, largest: 2048 }],
]);

const SMALLEST_BY_LEVEL: Readonly<Record<string, number>> = {
    PL0: 1,
    PL1: 20,
    PL2: 461,
    PL3: 1261,
};

export interface SystemDiskRequest {
    readonly category: string;
    readonly performanceLevel: string;
    readonly sizeGib: number;
    readonly name: string;
    readonly description: string;
}

/** The system disk that RunInstances asks for, with the defaults and limits of its documents. */
export function readSystemDisk(
    call: Call,
    image: Image,
    instanceType: InstanceType,
): SystemDiskRequest {
    const fields = (call.parameters["SystemDisk"] ?? {}) as Record<string, Parameter>;
    for (const [name, value] of Object.entries(fields)) {
        if (!SUPPORTED_FIELDS.includes(name) && !(name === "Encrypted" && value === "false")) {
            throw refuse(
                "unsupportedParameter",
                `The emulator does not implement the parameter SystemDisk.${name} of ecs.RunInstances.`,
            );
        }
    }
    const field = (name: string) => fields[name] as string | undefined;
    checkName(field("DiskName"), "InvalidDiskName.Malformed", "SystemDisk.DiskName");
    checkDescription(
        field("Description"),
        "InvalidDescription.Malformed",
        "SystemDisk.Description",
    );
    const category = readCategory(field("Category"), instanceType);
    const performanceLevel = readPerformanceLevel(category, fields);
    return {
        category,
        performanceLevel,
        sizeGib: readSize(field("Size"), category, performanceLevel, image),
        name: field("DiskName") ?? "",
        description: field("Description") ?? "",
    };
}

const SUPPORTED_FIELDS = ["Category", "Size", "DiskName", "Description", "PerformanceLevel"];

function readCategory(named: string | undefined, instanceType: InstanceType): string {
    const category = named ?? instanceType.diskCategories[0] ?? "";
    if (!DISK_CATEGORIES.has(category)) {
        throw new ApiError(
            "InvalidSystemDiskCategory.ValueNotSupported",
            "The specified parameter SystemDisk.Category is not valid.",
        );
    }
    if (!instanceType.diskCategories.includes(category)) {
        throw new ApiError(
            "InvalidDiskCategory.NotSupported",
            "The specified disk category is not support the specified instance type.",
            403,
        );
    }
    return category;
}

/** An instance type that has only ESSDs gets one of level PL0 by default; who names the category gets PL1. */
function readPerformanceLevel(category: string, fields: Record<string, Parameter>): string {
    const level = fields["PerformanceLevel"] as string | undefined;
    if (level !== undefined && SMALLEST_BY_LEVEL[level] === undefined) {
        throw invalidParameter("SystemDisk.PerformanceLevel");
    }
    if (category !== "cloud_essd") {
        return "";
    }
    return level ?? (fields["Category"] === undefined ? "PL0" : "PL1");
}

function readSize(
    text: string | undefined,
    category: string,
    performanceLevel: string,
    image: Image,
): number {
    const sizeGib = text === undefined ? Math.max(40, image.sizeGib) : Number(text);
    if (!Number.isInteger(sizeGib)) {
        throw new ApiError(
            "InvalidSystemDiskSize.ValueNotSupported",
            "The specified parameter SystemDisk.Size is not valid.",
        );
    }
    const smallest =
        SMALLEST_BY_LEVEL[performanceLevel] ?? DISK_CATEGORIES.get(category)?.smallest ?? 0;
    if (sizeGib < image.sizeGib) {
        throw sizeError("InvalidSystemDiskSize.LessThanImageSize", "is less than the image size.");
    }
    if (sizeGib < smallest) {
        throw sizeError("InvalidSystemDiskSize.LessThanMinSize", "is less than the min size.");
    }
    if (sizeGib > (DISK_CATEGORIES.get(category)?.largest ?? 0)) {
        throw sizeError("InvalidSystemDiskSize.MoreThanMaxSize", "exceeds the maximum size.");
    }
    return sizeGib;
}

function sizeError(code: string, reason: string): ApiError {
    return new ApiError(code, `The specified parameter SystemDisk.Size ${reason}`, 404);
}

export function describeDisks(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Filter", "AdditionalAttributes", "LockReason"]);
    stopIfDryRun(call);
    const matching = cloud.ecs.disks.allOwned(call).filter((disk) => matches(call, disk));
    if (pagesByToken(call)) {
        const { page, nextToken } = pageByToken(call, matching, { standard: 10, largest: 500 });
        return { NextToken: nextToken, Disks: { Disk: page.map(describe) } };
    }
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 100 });
    return { ...fields, NextToken: "", Disks: { Disk: page.map(describe) } };
}

/** A system disk is attached, pay-as-you-go, unencrypted, and has no snapshot policy. */
function matches(call: Call, disk: Disk): boolean {
    const is = (name: string, value: string | boolean | undefined) =>
        call.parameters[name] === undefined || call.parameters[name] === value;
    const diskIds = jsonTexts(call, "DiskIds");
    const diskType = text(call, "DiskType") ?? "all";
    const category = text(call, "Category") ?? "all";
    return (
        (diskIds === undefined || diskIds.includes(disk.id)) &&
        (diskType === "all" || diskType === "system") &&
        (category === "all" || category === disk.category) &&
        is("InstanceId", disk.instanceId) &&
        is("ZoneId", disk.zoneId) &&
        is("DiskName", disk.name) &&
        is("PerformanceLevel", disk.performanceLevel) &&
        is("ResourceGroupId", defaultResourceGroupId(disk.accountId)) &&
        is("DiskChargeType", "PostPaid") &&
        is("MultiAttach", "Disabled") &&
        is("Encrypted", false) &&
        is("EnableShared", false) &&
        is("Portable", false) &&
        is("DeleteWithInstance", true) &&
        is("DeleteAutoSnapshot", false) &&
        is("EnableAutoSnapshot", true) &&
        is("EnableAutomatedSnapshotPolicy", false) &&
        is("AutoSnapshotPolicyId", undefined) &&
        is("SnapshotId", undefined) &&
        is("KMSKeyId", undefined) &&
        ["All", "all", "In_use"].includes(text(call, "Status") ?? "All") &&
        hasTags(call, disk)
    );
}

function describe(disk: Disk): Answer {
    const attachedTime = apiTime(disk.createdAt);
    return {
        DiskId: disk.id,
        DiskName: disk.name,
        Description: disk.description,
        Type: "system",
        Category: disk.category,
        PerformanceLevel: disk.performanceLevel,
        Size: disk.sizeGib,
        Status: "In_use",
        Device: "/dev/xvda",
        InstanceId: disk.instanceId,
        ImageId: disk.imageId,
        RegionId: disk.regionId,
        ZoneId: disk.zoneId,
        DiskChargeType: "PostPaid",
        CreationTime: attachedTime,
        AttachedTime: attachedTime,
        DetachedTime: "",
        ExpiredTime: "2999-09-08T16:00Z",
        Encrypted: false,
        KMSKeyId: "",
        Portable: false,
        DeleteWithInstance: true,
        DeleteAutoSnapshot: false,
        EnableAutoSnapshot: true,
        EnableAutomatedSnapshotPolicy: false,
        AutoSnapshotPolicyId: "",
        SourceSnapshotId: "",
        ProductCode: "",
        ResourceGroupId: defaultResourceGroupId(disk.accountId),
        StorageClusterId: "",
        StorageSetId: "",
        MultiAttach: "Disabled",
        MountInstanceNum: 1,
        MountInstances: { MountInstance: [] },
        OperationLocks: { OperationLock: [] },
        Attachments: {
            Attachment: [
                { InstanceId: disk.instanceId, Device: "/dev/xvda", AttachedTime: attachedTime },
            ],
        },
        Tags: {
            Tag: [...disk.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        },
    };
}
