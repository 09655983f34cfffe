import { randomUUID } from "node:crypto";

import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { fieldText, objects, refuseParameters, requiredText } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { isDomainName } from "./domainNames";
import { isIn, ownedZone, recordsOf, vpcsOf, zoneNotFound } from "./lookups";
import { oneOf, readRemark } from "./parameters";
import type { AttachedVpc, PrivateZone, ProxyPattern } from "./state";

const PROXY_PATTERNS = ["ZONE", "RECORD"] as const;
const DNS_GROUPS = ["NORMAL_ZONE", "FAST_ZONE"] as const;

export function addZone(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["ZoneTag", "ZoneType"]);
    const name = requiredText(call, "ZoneName").replace(/\.$/, "").toLowerCase();
    if (!isDomainName(name)) {
        throw new ApiError("Zone.Invalid.Name", "Zone name is invalid.");
    }
    const now = cloud.clock.now();
    const zone = cloud.pvtz.zones.add({
        id: randomUUID().replaceAll("-", ""),
        accountId: call.account.accountId,
        regionId: call.regionId,
        name,
        remark: "",
        proxyPattern: readProxyPattern(call) ?? "ZONE",
        dnsGroup: oneOf(call, "DnsGroup", DNS_GROUPS) ?? "NORMAL_ZONE",
        resourceGroupId: resourceGroupOf(cloud, call),
        vpcs: [],
        createdAt: now,
        updatedAt: now,
        tags: new Map(),
    });
    return { Success: true, ZoneId: zone.id, ZoneName: zone.name };
}

/** Refused while the zone is attached to a VPC; its records go with it. */
export function deleteZone(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    if (vpcsOf(cloud, zone).length > 0) {
        throw new ApiError("Zone.VpcExists", "Zone have vpc bound.");
    }
    for (const { id } of recordsOf(cloud, zone)) {
        cloud.pvtz.records.remove(id);
    }
    cloud.pvtz.zones.remove(zone.id);
    return { ZoneId: zone.id };
}

export function updateZoneRemark(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    const remark = readRemark(call);
    change(cloud, zone, () => {
        zone.remark = remark;
    });
    return { ZoneId: zone.id };
}

export function setProxyPattern(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    const proxyPattern = readProxyPattern(call);
    change(cloud, zone, () => {
        zone.proxyPattern = proxyPattern ?? zone.proxyPattern;
    });
    return { ZoneId: zone.id };
}

export function moveResourceGroup(cloud: Cloud, call: Call): Answer {
    const zone = cloud.pvtz.zones.ownedGlobally(call, requiredText(call, "ResourceId"));
    if (zone === undefined) {
        throw zoneNotFound();
    }
    zone.resourceGroupId = resourceGroupOf(cloud, call, "NewResourceGroupId");
    return {};
}

/** The VPCs of the call are those that the zone is attached to from now on: none of them detaches it. */
export function bindZoneVpc(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    const vpcs = objects(call, "Vpcs").map(({ RegionId, VpcId, VpcType }): AttachedVpc => {
        const vpcId = fieldText(VpcId) ?? "";
        const vpc = cloud.vpc.vpcs.ownedGlobally(call, vpcId);
        if (vpc === undefined || (RegionId !== undefined && RegionId !== vpc.regionId)) {
            throw new ApiError("ZoneVpc.NotExists.VpcId", `The VPC ${vpcId} does not exist.`);
        }
        if (VpcType !== undefined && VpcType !== "STANDARD") {
            throw refuse(
                "unsupportedParameter",
                "The emulator implements Vpcs.N.VpcType STANDARD only.",
            );
        }
        return { regionId: vpc.regionId, vpcId };
    });
    for (const { vpcId } of vpcs) {
        const twin = cloud.pvtz.zones
            .all()
            .find((other) => other !== zone && other.name === zone.name && isIn(other, vpcId));
        if (twin !== undefined) {
            throw new ApiError("ZoneVpc.Zone.Repeated", "Vpc is bind to same zone name.");
        }
    }
    change(cloud, zone, () => {
        zone.vpcs = [...new Map(vpcs.map((vpc) => [vpc.vpcId, vpc])).values()];
    });
    return {};
}

function change(cloud: Cloud, zone: PrivateZone, apply: () => void): void {
    apply();
    zone.updatedAt = cloud.clock.now();
}

function readProxyPattern(call: Call): ProxyPattern | undefined {
    return oneOf(call, "ProxyPattern", PROXY_PATTERNS);
}
