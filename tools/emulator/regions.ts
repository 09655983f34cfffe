export interface Region {
    readonly regionId: string;
    readonly localName: string;
    readonly zoneIds: readonly string[];
    /** The first characters of ids of the region's resources, as far as public examples show them. */
    readonly idMark?: string;
}

/**
 * The regions for which the metadata of PrivateLink of 2024-06-24 lists an endpoint. Names and zones are those of the
 * cloud's documents; in a region that they do not show, there are two zones.
 */
export const REGIONS: readonly Region[] = [
    region("cn-qingdao", "China (Qingdao)", "-", "bc", "m5e"),
    region("cn-beijing", "China (Beijing)", "-", "acdefghijkl", "2ze"),
    region("cn-zhangjiakou", "China (Zhangjiakou)", "-", "abc", "8vb"),
    region("cn-huhehaote", "China (Hohhot)", "-", "ab", "hp3"),
    region("cn-wulanchabu", "China (Ulanqab)", "-", "abc"),
    region("cn-hangzhou", "China (Hangzhou)", "-", "befghijk", "bp1"),
    region("cn-shanghai", "China (Shanghai)", "-", "abefglmn", "uf6"),
    region("cn-shenzhen", "China (Shenzhen)", "-", "acdef", "wz9"),
    region("cn-heyuan", "China (Heyuan)", "-", "ab"),
    region("cn-guangzhou", "China (Guangzhou)", "-", "ab"),
    region("cn-chengdu", "China (Chengdu)", "-", "ab"),
    region("cn-hongkong", "China (Hong Kong)", "-", "bcd", "j6c"),
    region("ap-southeast-1", "Singapore", "", "abc", "t4n"),
    region("ap-southeast-2", "Australia (Sydney)", "", "ab"),
    region("ap-southeast-3", "Malaysia (Kuala Lumpur)", "", "abc"),
    region("ap-southeast-5", "Indonesia (Jakarta)", "", "abc", "k1a"),
    region("ap-southeast-6", "Philippines (Manila)", "", "ab"),
    region("ap-southeast-7", "Thailand (Bangkok)", "", "ab"),
    region("ap-northeast-1", "Japan (Tokyo)", "", "abc", "6we"),
    region("ap-northeast-2", "South Korea (Seoul)", "", "ab"),
    region("ap-south-1", "India (Mumbai)", "", "ab"),
    region("us-west-1", "US (Silicon Valley)", "", "ab", "rj9"),
    region("us-east-1", "US (Virginia)", "", "ab", "0xi"),
    region("eu-central-1", "Germany (Frankfurt)", "", "abc", "gw8"),
    region("eu-west-1", "UK (London)", "", "ab", "d7o"),
    region("cn-beijing-finance-1", "China (Beijing) Finance", "-", "kl"),
    region("cn-shanghai-finance-1", "China (Shanghai) Finance", "-", "fg"),
    region("cn-shenzhen-finance-1", "China (Shenzhen) Finance", "-", "de"),
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
function region(
    regionId: string,
    localName: string,
    separator: string,
    letters: string,
    idMark?: string,
): Region {
    return {
        regionId,
        localName,
        zoneIds: [...letters].map((letter) => `${regionId}${separator}${letter}`),
        idMark,
    };
}
