import fc from "fast-check";

import { impossibleHosts, nearlyAlways } from "./arbitraries";
import { addressOf, nextZone, type Scene, type Zone, ZONES } from "./scene";

/** A zone of an ALB or an NLB, and what it is in there. */
export interface Place {
    readonly zone: Zone;
    readonly vswitch: "right" | "of another zone" | "of another VPC";
    readonly host: number;
}

const TWO_OR_THREE: readonly (readonly Zone[])[] = [
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
    ["a", "b", "c"],
];
const TOO_FEW: readonly (readonly Zone[])[] = [["a"], ["b", "b"], ["a", "b", "a"]];

/** The places of zones, each with an address of its own. */
export const PLACES: fc.Arbitrary<Place[]> = nearlyAlways(TWO_OR_THREE, TOO_FEW).chain((zones) =>
    fc.tuple(
        ...zones.map((zone, index) =>
            fc.record({
                zone: fc.constant(zone),
                vswitch: nearlyAlways<Place["vswitch"]>(
                    ["right"],
                    ["of another zone", "of another VPC"],
                ),
                host: nearlyAlways([9 + index, 252 - index], impossibleHosts(9)),
            }),
        ),
    ),
);

/** The zones of a load balancer of the owner's, as its program has them. */
export function zonesOfPlaces(
    { owner: { network, other } }: Scene,
    places: readonly Place[],
): { zoneId: string; vswitchId: string; address: string }[] {
    return places.map(({ zone, vswitch, host }) => ({
        zoneId: ZONES[zone],
        vswitchId: (vswitch === "of another VPC" ? other : network).vswitchIds[
            vswitch === "of another zone" ? nextZone(zone) : zone
        ],
        address: addressOf(1, zone, host),
    }));
}
