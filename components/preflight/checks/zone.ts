import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { regionZones, type ZoneLookup } from "../lookups/zones";
import * as rules from "../rules";

/** What is to be in a zone, as far as it decides which zones there are for it. */
export interface ZoneKind {
    /** Plural, as a message names it. Undefined if it can be in every zone of the region. */
    readonly noun?: string;
    readonly zones: ZoneLookup;
}

/** For what can be in every zone, as a vSwitch. */
export const ANY_KIND: ZoneKind = { zones: regionZones };

/**
 * Looks up whether the region has a zone for what is to be in it.
 *
 * @param isKnown whether something else shows that the zone is there, such as what is deployed in it
 */
export function checkZoneFound(
    checks: ChildChecks,
    path: string,
    {
        zoneId,
        kind,
        isKnown,
    }: {
        readonly zoneId: string;
        readonly kind: ZoneKind;
        readonly isKnown: () => Promise<boolean>;
    },
    parent: pulumi.Resource,
): void {
    checks.lookUp({}, async (_, report) => {
        const regionZoneIds = (await isKnown()) ? undefined : await kind.zones(parent);
        if (regionZoneIds !== undefined) {
            report.check(path, { zoneId, regionZoneIds, forKind: kind.noun }, rules.zoneFound);
        }
    });
}
