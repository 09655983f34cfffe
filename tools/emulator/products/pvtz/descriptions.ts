import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { pageByNumber } from "../../paging";
import { fieldText, objects, text, texts } from "../../parameters";
import { findRegion } from "../../regions";
import { namedZone, recordsOf, vpcsOf } from "./lookups";
import type { PrivateZone, ZoneRecord } from "./state";
import { isIn, oneOf } from "./zones";

const PAGES = { standard: 20, largest: 100 };

export function describeZones(cloud: Cloud, call: Call): Answer {
    const vpcId = text(call, "QueryVpcId");
    const regionId = text(call, "QueryRegionId");
    const resourceGroupId = text(call, "ResourceGroupId");
    const wantedTags = objects(call, "ResourceTag");
    const matching = cloud.pvtz.zones.allOwnedEverywhere(call).filter(
        (zone) =>
            isFound(call, zone.name) &&
            (vpcId === undefined || isIn(zone, vpcId)) &&
            (regionId === undefined || zone.vpcs.some((vpc) => vpc.regionId === regionId)) &&
            (resourceGroupId ?? zone.resourceGroupId) === zone.resourceGroupId &&
            texts(call, "ZoneTag").length === 0 &&
            text(call, "ZoneType") === undefined &&
            wantedTags.every(({ Key, Value }) => {
                const value = zone.tags.get(fieldText(Key) ?? "");
                return value !== undefined && (Value === undefined || Value === value);
            }),
    );
    const { page, fields } = pageOf(call, matching);
    return {
        ...fields,
        Zones: {
            Zone: page.map((zone) => ({
                ...describe(cloud, zone),
                ResourceTags: {
                    ResourceTag: [...zone.tags].map(([Key, Value]) => ({ Key, Value })),
                },
            })),
        },
    };
}

export function describeZoneInfo(cloud: Cloud, call: Call): Answer {
    const zone = namedZone(cloud, call);
    return {
        ...describe(cloud, zone),
        CreatorType: "USER",
        SlaveDns: false,
        BindVpcs: {
            Vpc: vpcsOf(cloud, zone).map(({ regionId, vpcId }) => ({
                RegionId: regionId,
                RegionName: findRegion(regionId)?.localName ?? regionId,
                VpcId: vpcId,
                VpcName: cloud.vpc.vpcs.get(vpcId)?.name ?? "",
                VpcType: "STANDARD",
                VpcUserId: Number(zone.accountId),
            })),
        },
        BindEdgeDnsClusters: { EdgeDnsCluster: [] },
    };
}

export function describeZoneRecords(cloud: Cloud, call: Call): Answer {
    const zone = namedZone(cloud, call);
    const matching = recordsOf(cloud, zone).filter(
        ({ rr, value }) => isFound(call, rr) || isFound(call, value),
    );
    const { page, fields } = pageOf(call, matching);
    return { ...fields, Records: { Record: page.map(describeRecord) } };
}

/** There is no action here that would synchronise the host names of instances. */
export function describeSyncEcsHostTask(cloud: Cloud, call: Call): Answer {
    namedZone(cloud, call);
    throw new ApiError("Ecs.SyncTask.NotExists", "The synchronization task does not exist.");
}

/** PrivateZone is open in every account. */
export function describeUserServiceStatus(): Answer {
    return { Status: "OPENED" };
}

/** Keyword is a part of the name unless SearchMode asks for the whole. */
function isFound(call: Call, name: string): boolean {
    const keyword = text(call, "Keyword")?.toLowerCase();
    const mode = oneOf(call, "SearchMode", ["LIKE", "EXACT"]) ?? "LIKE";
    return (
        keyword === undefined ||
        (mode === "EXACT" ? name.toLowerCase() === keyword : name.toLowerCase().includes(keyword))
    );
}

/** The product counts under names of its own. */
function pageOf<T>(call: Call, entries: readonly T[]): { page: T[]; fields: Answer } {
    const { page, fields } = pageByNumber(call, entries, PAGES);
    const { PageNumber, PageSize, TotalCount } = fields;
    return {
        page,
        fields: {
            PageNumber,
            PageSize,
            TotalItems: TotalCount,
            TotalPages: Math.ceil(TotalCount / PageSize),
        },
    };
}

function describe(cloud: Cloud, zone: PrivateZone): Answer {
    return {
        ZoneId: zone.id,
        ZoneName: zone.name,
        Remark: zone.remark,
        ProxyPattern: zone.proxyPattern,
        DnsGroup: zone.dnsGroup,
        DnsGroupChanging: false,
        ResourceGroupId: zone.resourceGroupId,
        RecordCount: recordsOf(cloud, zone).length,
        IsPtr: /\.(in-addr|ip6)\.arpa$/.test(zone.name),
        Creator: zone.accountId,
        ZoneType: "AUTH_ZONE",
        ...times(zone),
    };
}

function describeRecord(record: ZoneRecord): Answer {
    return {
        RecordId: record.recordId,
        ZoneId: record.zoneId,
        Rr: record.rr,
        Type: record.type,
        Value: record.value,
        Ttl: record.ttl,
        Priority: record.priority,
        Remark: record.remark,
        Status: record.status,
        Line: "default",
        Weight: 1,
        ...times(record),
    };
}

function times({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }): Answer {
    return {
        CreateTime: apiTime(createdAt),
        CreateTimestamp: createdAt.getTime(),
        UpdateTime: apiTime(updatedAt),
        UpdateTimestamp: updatedAt.getTime(),
    };
}
