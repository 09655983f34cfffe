export interface Region {
    readonly regionId: string;
    readonly localName: string;
    readonly zoneIds: readonly string[];
}

/** Regions and zones as DescribeRegions and DescribeZones of the cloud name them; not all that exist. */
export const REGIONS: readonly Region[] = [
    region("cn-hangzhou", "China (Hangzhou)", "-", "befghijk"),
    region("cn-shanghai", "China (Shanghai)", "-", "abefglmn"),
    region("cn-beijing", "China (Beijing)", "-", "acdefghijkl"),
    region("cn-shenzhen", "China (Shenzhen)", "-", "acdef"),
    region("cn-hongkong", "China (Hong Kong)", "-", "bcd"),
    region("ap-southeast-1", "Singapore", "", "abc"),
    region("ap-southeast-3", "Malaysia (Kuala Lumpur)", "", "abc"),
    region("ap-southeast-5", "Indonesia (Jakarta)", "", "abc"),
    region("ap-northeast-1", "Japan (Tokyo)", "", "abc"),
    region("us-west-1", "US (Silicon Valley)", "", "ab"),
    region("us-east-1", "US (Virginia)", "", "ab"),
    region("eu-central-1", "Germany (Frankfurt)", "", "abc"),
    region("eu-west-1", "UK (London)", "", "ab"),
];

export const DEFAULT_REGION_ID = "cn-hangzhou";

export function findRegion(regionId: string): Region | undefined {
    return REGIONS.find((candidate) => candidate.regionId === regionId);
}

/** The region in a host name of the cloud: `vpc.eu-central-1.aliyuncs.com`, `ecs-cn-hangzhou.aliyuncs.com`. */
export function regionOfHost(host: string): string | undefined {
    const name = host.replace(/:\d+$/, "").toLowerCase();
    return REGIONS.find(
        ({ regionId }) =>
            name.endsWith(`.${regionId}.aliyuncs.com`) ||
            name.endsWith(`-${regionId}.aliyuncs.com`),
    )?.regionId;
}

/** Whether the emulator stands in for this host: the cloud's own names and loopback. */
export function isServedHost(host: string): boolean {
    const name = host.toLowerCase();
    return (
        name === "127.0.0.1" || name === "localhost" || /^([a-z0-9-]+\.)+aliyuncs\.com$/.test(name)
    );
}

export function zoneLocalName(region: Region, zoneId: string): string {
    return `${region.localName} Zone ${zoneId.slice(-1).toUpperCase()}`;
}

/** Zones of mainland regions are `cn-hangzhou-b`, those of the others `eu-central-1a`. */
function region(regionId: string, localName: string, separator: string, letters: string): Region {
    return {
        regionId,
        localName,
        zoneIds: [...letters].map((letter) => `${regionId}${separator}${letter}`),
    };
}
