import * as ipaddr from "ipaddr.js";

import { ApiError, invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { integer, refuseParameters, requiredText } from "../../parameters";
import { isDomainName, isHostRecord } from "./domainNames";
import { ownedRecord, ownedZone } from "./lookups";
import { oneOf, readRemark } from "./parameters";
import { RECORD_TYPES, type RecordType, type ZoneRecord } from "./state";

/** In seconds (AddZoneRecord, Ttl). */
const TTLS = [5, 30, 60, 3600, 43200, 86400];
const STANDARD_TTL = 60;

type RecordData = Pick<ZoneRecord, "rr" | "type" | "value" | "ttl" | "priority">;

export function addZoneRecord(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    const data = readData(call);
    checkAgainstOthers(cloud, zone.id, data);
    const now = cloud.clock.now();
    const recordId = cloud.pvtz.nextRecordId();
    cloud.pvtz.records.add({
        ...data,
        id: String(recordId),
        recordId,
        accountId: zone.accountId,
        regionId: zone.regionId,
        zoneId: zone.id,
        remark: readRemark(call),
        status: "ENABLE",
        createdAt: now,
        updatedAt: now,
    });
    return { Success: true, RecordId: recordId };
}

export function updateZoneRecord(cloud: Cloud, call: Call): Answer {
    const record = ownedRecord(cloud, call);
    const data = readData(call, record);
    checkAgainstOthers(cloud, record.zoneId, data, record);
    Object.assign(record, data, { updatedAt: cloud.clock.now() });
    return { RecordId: record.recordId };
}

export function deleteZoneRecord(cloud: Cloud, call: Call): Answer {
    const record = ownedRecord(cloud, call);
    cloud.pvtz.records.remove(record.id);
    return { RecordId: record.recordId };
}

export function setZoneRecordStatus(cloud: Cloud, call: Call): Answer {
    const record = ownedRecord(cloud, call);
    record.status = oneOf(call, "Status", ["ENABLE", "DISABLE"]) ?? record.status;
    record.updatedAt = cloud.clock.now();
    return { RecordId: record.recordId, Status: record.status };
}

export function updateRecordRemark(cloud: Cloud, call: Call): Answer {
    const record = ownedRecord(cloud, call);
    record.remark = readRemark(call);
    record.updatedAt = cloud.clock.now();
    return { RecordId: record.recordId };
}

function readData(call: Call, present?: ZoneRecord): RecordData {
    refuseParameters(call, ["Line", "Weight"], { Line: "default", Weight: 1 });
    const rr = requiredText(call, "Rr").toLowerCase();
    if (!isHostRecord(rr)) {
        throw invalidParameter("Rr");
    }
    const type = oneOf(call, "Type", RECORD_TYPES) ?? "A";
    const value = requiredText(call, "Value");
    if (!IS_VALUE[type](value)) {
        throw invalidParameter("Value", `It is no value of a record of the type ${type}.`);
    }
    const ttl = integer(call, "Ttl") ?? present?.ttl ?? STANDARD_TTL;
    if (!TTLS.includes(ttl)) {
        throw invalidParameter("Ttl", `Valid values: ${TTLS.join(", ")}.`);
    }
    const priority = integer(call, "Priority") ?? present?.priority ?? 1;
    if (priority < 1 || priority > 99) {
        throw invalidParameter("Priority", "Valid values: 1 to 99.");
    }
    return { rr, type, value, ttl, priority };
}

/** A name with an alias has nothing else, and nothing is there twice. */
function checkAgainstOthers(
    cloud: Cloud,
    zoneId: string,
    { rr, type, value }: RecordData,
    itself?: ZoneRecord,
): void {
    const others = cloud.pvtz.records
        .all()
        .filter((record) => record.zoneId === zoneId && record.rr === rr && record !== itself);
    const isTwin = (record: ZoneRecord) => record.type === type && record.value === value;
    const isAlias = (record: { readonly type: RecordType }) => record.type === "CNAME";
    if (others.some(isTwin) || (others.length > 0 && [{ type }, ...others].some(isAlias))) {
        throw new ApiError(
            "Record.Invalid.Conflict",
            `The record ${rr} ${type} ${value} conflicts with another.`,
        );
    }
}

const IS_VALUE: Readonly<Record<RecordType, (value: string) => boolean>> = {
    A: (value) => ipaddr.IPv4.isValidFourPartDecimal(value),
    AAAA: (value) => ipaddr.IPv6.isValid(value),
    CNAME: isTarget,
    TXT: (value) => value.length <= 255,
    MX: isTarget,
    PTR: isTarget,
    SRV: (value) => /^\d{1,5} \d{1,5} \d{1,5} \S+$/.test(value),
};

function isTarget(value: string): boolean {
    return isDomainName(value.replace(/\.$/, ""));
}
