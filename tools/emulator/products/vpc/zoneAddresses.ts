import type { Cloud } from "../../cloud";
import { releaseAddresses } from "./addresses";
import type { VSwitch } from "./state";

/** Takes an address for a load balancer in the vSwitch of each zone: in all of them or in none. */
export function takeInEachZone<Zone extends { readonly vswitch: VSwitch }>(
    loadBalancerId: string,
    zones: readonly Zone[],
    take: (zone: Zone) => string,
): string[] {
    const taken: VSwitch[] = [];
    try {
        return zones.map((zone) => {
            const address = take(zone);
            taken.push(zone.vswitch);
            return address;
        });
    } catch (error) {
        taken.forEach((vswitch) => releaseAddresses(vswitch, loadBalancerId));
        throw error;
    }
}

/** Gives back the addresses of a load balancer in zones that it leaves. */
export function giveBackAddresses(
    cloud: Cloud,
    { id }: { readonly id: string },
    zones: readonly { readonly vswitchId: string }[],
): void {
    for (const { vswitchId } of zones) {
        const vswitch = cloud.vpc.vswitches.get(vswitchId);
        if (vswitch !== undefined) {
            releaseAddresses(vswitch, id);
        }
    }
}
