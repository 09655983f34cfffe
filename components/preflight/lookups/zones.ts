import { getZones as getApplicationZones } from "@pulumi/alicloud/alb/getZones";
import { getZones as getRegionZones } from "@pulumi/alicloud/getZones";
import { getZones as getNetworkZones } from "@pulumi/alicloud/nlb/getZones";
import { getZones as getClassicZones } from "@pulumi/alicloud/slb/getZones";
import type * as pulumi from "@pulumi/pulumi";

import { answeredList } from "./answeredList";
import { cached, type LookupScope, undefinedOnError } from "./lookupCache";
import { warnNotChecked } from "./optionalLookup";

/** A zone in which a CLB can have its primary zone. */
export interface ClassicZone {
    readonly zoneId: string;
    /** The zones that its secondary zone can be. */
    readonly secondaryZoneIds: readonly string[];
}

/** A lookup of zones of the region. Undefined if they are not known. */
export type ZoneLookup = (scope: LookupScope) => Promise<readonly string[] | undefined>;

/** The zones of the region (DescribeZones of ECS). */
export const regionZones: ZoneLookup = zoneLookup(
    "zones",
    "ecs:DescribeAvailableResource, ecs:DescribeZones",
    async (options) => answeredList(await getRegionZones({}, options), "zones").map(({ id }) => id),
);

/** The zones of the region in which there can be CLBs (DescribeAvailableResource of SLB). */
export const classicZones = zoneLookup(
    "zones of CLBs",
    "slb:DescribeAvailableResource",
    async (options) => {
        const wanted = { availableSlbAddressType: "vpc", availableSlbAddressIpVersion: "ipv4" };
        // A zone comes once with each of its secondary zones.
        const pairs = answeredList(await getClassicZones(wanted, options), "zones");
        return [...new Set(pairs.map(({ id }) => id))].map((zoneId): ClassicZone => {
            const ofZone = pairs.filter(({ id }) => id === zoneId);
            const secondaryZoneIds = ofZone.flatMap(({ slbSlaveZoneIds }) => slbSlaveZoneIds);
            return { zoneId, secondaryZoneIds: [...new Set(secondaryZoneIds)].sort() };
        });
    },
);

/** The zones of the region in which there can be ALBs (DescribeZones of ALB). */
export const applicationZones: ZoneLookup = zoneLookup(
    "zones of ALBs",
    "alb:DescribeZones",
    async (options) =>
        answeredList(await getApplicationZones({}, options), "zones").map(({ zoneId }) => zoneId),
);

/** The zones of the region in which there can be NLBs (DescribeZones of NLB). */
export const networkZones: ZoneLookup = zoneLookup(
    "zones of NLBs",
    "nlb:DescribeZones",
    async (options) =>
        answeredList(await getNetworkZones({}, options), "zones").map(({ zoneId }) => zoneId),
);

/** A list without an entry tells nothing: that is what mocks answer, and no region is without zones. */
function zoneLookup<Zone>(
    what: string,
    permission: string,
    lookUp: (options: pulumi.InvokeOptions) => Promise<readonly Zone[]>,
): (scope: LookupScope) => Promise<readonly Zone[] | undefined> {
    return cached(async (options) => {
        const found = await undefinedOnError(
            options,
            () => lookUp(options),
            (error) => {
                warnNotChecked(what, permission, error);
            },
        );
        return found?.length === 0 ? undefined : found;
    });
}
