import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { fieldText, objects, text, texts } from "../../parameters";
import { findRegion } from "../../regions";
import { isIn, ownedZone, recordsOf, vpcsOf } from "./lookups";
import { pageOf } from "./paging";
import { isFound } from "./parameters";
import type { PrivateZone } from "./state";
import { times } from "./times";

export function describeZones(cloud: Cloud, call: Call): Answer {
    const vpcId = text(call, "QueryVpcId");
    const regionId = text(call, "QueryRegionId");
    const resourceGroupId = text(call, "ResourceGroupId");
    const wantedTags = objects(call, "ResourceTag");
    const matching = cloud.pvtz.zones.allOwnedGlobally(call).filter(
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
    const zone = ownedZone(cloud, call);
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

/** There is no action here that would synchronise the host names of instances. */
export function describeSyncEcsHostTask(cloud: Cloud, call: Call): Answer {
    ownedZone(cloud, call);
    throw new ApiError("Ecs.SyncTask.NotExists", "The synchronization task does not exist.");
}

/** PrivateZone is open in every account. */
export function describeUserServiceStatus(): Answer {
    return { Status: "OPENED" };
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
