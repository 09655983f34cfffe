import { invalidParameter, notFound, type ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import { stopIfDryRun } from "../../dryRun";
import { flag, objects, refuseParameters, text } from "../../parameters";
import { pageByNumber } from "../../paging";
import { findInstanceType } from "./instanceTypes";
import { isLike } from "./parameters";

export interface Image {
    readonly imageId: string;
    readonly family: string;
    readonly osName: string;
    readonly osType: "linux" | "windows";
    readonly platform: string;
    readonly architecture: "x86_64" | "arm64";
    readonly sizeGib: number;
    readonly version: string;
    readonly createdAt: Date;
}

/** Public images in the naming of the cloud: not all that exist, and each in every region. */
export const IMAGES: readonly Image[] = [
    linux(
        "aliyun_3_x64_20G_alibase_20250117.vhd",
        "Alibaba Cloud Linux 3.2104 LTS 64 bit",
        "Aliyun",
    ),
    linux(
        "aliyun_3_x64_20G_alibase_20240528.vhd",
        "Alibaba Cloud Linux 3.2104 LTS 64 bit",
        "Aliyun",
    ),
    linux(
        "aliyun_3_arm64_20G_alibase_20250117.vhd",
        "Alibaba Cloud Linux 3.2104 LTS 64 bit ARM",
        "Aliyun",
    ),
    linux(
        "aliyun_2_1903_x64_20G_alibase_20241218.vhd",
        "Alibaba Cloud Linux 2.1903 LTS 64 bit",
        "Aliyun",
    ),
    linux("ubuntu_24_04_x64_20G_alibase_20250113.vhd", "Ubuntu 24.04 64 bit", "Ubuntu"),
    linux("ubuntu_24_04_arm64_20G_alibase_20250113.vhd", "Ubuntu 24.04 64 bit ARM", "Ubuntu"),
    linux("ubuntu_22_04_x64_20G_alibase_20250113.vhd", "Ubuntu 22.04 64 bit", "Ubuntu"),
    linux("ubuntu_20_04_x64_20G_alibase_20250113.vhd", "Ubuntu 20.04 64 bit", "Ubuntu"),
    linux("debian_12_8_x64_20G_alibase_20250117.vhd", "Debian 12.8 64 bit", "Debian"),
    linux("centos_7_9_x64_20G_alibase_20240628.vhd", "CentOS 7.9 64 bit", "CentOS"),
    // Older than the images that come with Cloud Assistant.
    linux("centos_7_02_x64_20G_alibase_20170818.vhd", "CentOS 7.2 64 bit", "CentOS"),
    {
        ...linux(
            "win2022_21H2_x64_dtc_en-us_40G_alibase_20250117.vhd",
            "Windows Server 2022 Data Center 64 bit English Edition",
            "Windows Server 2022",
        ),
        osType: "windows",
        sizeGib: 40,
    },
];

export function findImage(imageId: string): Image {
    const image = IMAGES.find((candidate) => candidate.imageId === imageId);
    if (image === undefined) {
        throw imageNotFound();
    }
    return image;
}

/** The newest image of a family, as RunInstances chooses for `ImageFamily`. */
export function newestOfFamily(family: string): Image {
    const images = IMAGES.filter((image) => image.family === family);
    images.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    if (images[0] === undefined) {
        throw imageNotFound();
    }
    return images[0];
}

/** An instance type runs only images of its own processor architecture. */
export function isRunnable(image: Image, cpuArchitecture: "X86" | "ARM"): boolean {
    return (image.architecture === "arm64") === (cpuArchitecture === "ARM");
}

export function describeImages(call: Call): Answer {
    refuseParameters(call, ["Filter"]);
    stopIfDryRun(call);
    const matching = IMAGES.filter((image) => matches(call, image));
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 100 });
    return { ...fields, RegionId: call.regionId, Images: { Image: page.map(describe) } };
}

function matches(call: Call, image: Image): boolean {
    const ownImagesOnly =
        text(call, "SnapshotId") !== undefined ||
        text(call, "ResourceGroupId") !== undefined ||
        objects(call, "Tag").length > 0;
    const owner = oneOf(call, "ImageOwnerAlias", ["system", "self", "others", "marketplace"]);
    const usage = oneOf(call, "Usage", ["instance", "none"]);
    const architecture = oneOf(call, "Architecture", ["i386", "x86_64", "arm64"]);
    const osType = oneOf(call, "OSType", ["linux", "windows"]);
    const statuses = (text(call, "Status") ?? "Available").split(",");
    const imageIds = text(call, "ImageId")?.split(",");
    const instanceType = text(call, "InstanceType");
    return (
        !ownImagesOnly &&
        (owner === undefined || owner === "system") &&
        usage !== "instance" &&
        (architecture === undefined || architecture === image.architecture) &&
        (osType === undefined || osType === image.osType) &&
        statuses.includes("Available") &&
        (imageIds === undefined || imageIds.includes(image.imageId)) &&
        flag(call, "IsPublic") !== false &&
        flag(call, "IsSupportIoOptimized") !== false &&
        (flag(call, "IsSupportCloudinit") ?? isCloudInit(image)) === isCloudInit(image) &&
        isLike(image.imageId, text(call, "ImageName"), "part") &&
        (text(call, "ImageFamily") ?? image.family) === image.family &&
        (instanceType === undefined ||
            isRunnable(image, findInstanceType(instanceType).cpuArchitecture))
    );
}

function isCloudInit(image: Image): boolean {
    return image.osType === "linux";
}

function oneOf(call: Call, name: string, values: readonly string[]): string | undefined {
    const value = text(call, name);
    if (value !== undefined && !values.includes(value)) {
        throw invalidParameter(name, `Valid values: ${values.join(", ")}.`);
    }
    return value;
}

function describe(image: Image): Answer {
    return {
        ImageId: image.imageId,
        ImageName: image.imageId,
        ImageFamily: image.family,
        ImageVersion: image.version,
        ImageOwnerAlias: "system",
        Description: "",
        Architecture: image.architecture,
        BootMode: image.architecture === "arm64" ? "UEFI" : "BIOS",
        OSName: image.osName,
        OSNameEn: image.osName,
        OSType: image.osType,
        Platform: image.platform,
        Size: image.sizeGib,
        Status: "Available",
        Progress: "100%",
        Usage: "none",
        ProductCode: "",
        ResourceGroupId: "",
        IsPublic: true,
        IsCopied: false,
        IsSubscribed: false,
        IsSelfShared: "",
        IsSupportIoOptimized: true,
        IsSupportCloudinit: isCloudInit(image),
        CreationTime: apiTime(image.createdAt),
        DiskDeviceMappings: { DiskDeviceMapping: [] },
        Tags: { Tag: [] },
    };
}

function linux(imageId: string, osName: string, platform: string): Image {
    const [, name = "", architecture = "", date = ""] =
        /^(.*?)_(x64|arm64)_.*_(\d{8})\.vhd$/.exec(imageId) ?? [];
    return {
        imageId,
        family: `acs:${name.replace(/_8$|_9$/, "")}_${architecture}`,
        osName,
        osType: "linux",
        platform,
        architecture: architecture === "arm64" ? "arm64" : "x86_64",
        sizeGib: 20,
        version: `v${date.slice(0, 4)}.${Number(date.slice(4, 6))}.${Number(date.slice(6))}`,
        createdAt: new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T02:00:00Z`),
    };
}

function imageNotFound(): ApiError {
    return notFound("InvalidImageId.NotFound", "The specified ImageId does not exist.");
}
