import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { requiredInteger, requiredText } from "../../parameters";
import type { AttachedVpc, PrivateZone, ZoneRecord } from "./state";

/** PrivateZone is one for all regions: the account alone decides whose a zone is. */
export function ownedZone(cloud: Cloud, call: Call): PrivateZone {
    const zone = cloud.pvtz.zones.ownedGlobally(call, requiredText(call, "ZoneId"));
    if (zone === undefined) {
        throw zoneNotFound();
    }
    return zone;
}

export function zoneNotFound(): ApiError {
    return new ApiError("Zone.NotExists", "Zone is not exists");
}

export function ownedRecord(cloud: Cloud, call: Call): ZoneRecord {
    const id = String(requiredInteger(call, "RecordId"));
    const record = cloud.pvtz.records.ownedGlobally(call, id);
    if (record === undefined) {
        throw refuse("pvtzRecordNotFound", "The specified record does not exist.");
    }
    return record;
}

export function recordsOf(cloud: Cloud, zone: PrivateZone): ZoneRecord[] {
    return cloud.pvtz.records.all().filter(({ zoneId }) => zoneId === zone.id);
}

/** A VPC that has been deleted since is attached no longer. */
export function vpcsOf(cloud: Cloud, { vpcs }: PrivateZone): AttachedVpc[] {
    return vpcs.filter(({ vpcId }) => cloud.vpc.vpcs.get(vpcId) !== undefined);
}

export function isIn({ vpcs }: PrivateZone, wanted: string): boolean {
    return vpcs.some(({ vpcId }) => vpcId === wanted);
}
