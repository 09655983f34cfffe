import * as pvtz from "@pulumi/alicloud/pvtz";

import { exactly, type Lookup, same, text, time } from "./lookup";
import type { Properties } from "../deployment";

export const zone: Lookup = async (inputs, options) => {
    const name = inputs.zoneName ?? inputs.name;
    const { zones } = await pvtz.getZones(
        { keyword: text(name), nameRegex: exactly(name) },
        options,
    );
    return zones
        .filter((found) => same(found.remark, inputs.remark))
        .map(({ id, creationTime }) => ({ id, createdAt: time(creationTime) }));
};

/** The VPCs of a private zone are one resource, whose id is the private zone's. */
export const zoneAttachment: Lookup = async (inputs, options) => {
    const id = text(inputs.zoneId);
    const { zones } = await pvtz.getZones({ ids: [id], enableDetails: true }, options);
    const vpcs = Array.isArray(inputs.vpcs) ? (inputs.vpcs as Properties[]) : [];
    const wanted = [...vpcs.map(({ vpcId }) => vpcId), ...((inputs.vpcIds as string[]) ?? [])];
    const isBound = zones.some(({ bindVpcs }) =>
        bindVpcs.some(({ vpcId }) => wanted.includes(vpcId)),
    );
    return isBound ? [{ id }] : [];
};

/** The same value exists only once under a name. */
export const zoneRecord: Lookup = async (inputs, options) => {
    const zoneId = text(inputs.zoneId);
    const { records } = await pvtz.getZoneRecords({ zoneId }, options);
    return records
        .filter(
            (found) =>
                same(found.rr, inputs.rr ?? inputs.resourceRecord) &&
                same(found.type, inputs.type) &&
                same(found.value, inputs.value),
        )
        .map(({ recordId }) => ({ id: `${recordId}:${zoneId}` }));
};
