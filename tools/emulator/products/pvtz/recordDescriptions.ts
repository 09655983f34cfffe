import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { ownedZone, recordsOf } from "./lookups";
import { pageOf } from "./paging";
import { isFound } from "./parameters";
import type { ZoneRecord } from "./state";
import { times } from "./times";

export function describeZoneRecords(cloud: Cloud, call: Call): Answer {
    const zone = ownedZone(cloud, call);
    const matching = recordsOf(cloud, zone)
        .filter(({ rr, value }) => isFound(call, rr) || isFound(call, value))
        .reverse();
    const { page, fields } = pageOf(call, matching);
    return { ...fields, Records: { Record: page.map(describeRecord) } };
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
