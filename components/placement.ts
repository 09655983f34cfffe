import type * as pulumi from "@pulumi/pulumi";

import type { Preflight } from "./preflight";
import { vswitch } from "./preflight/lookups";
import * as rules from "./preflight/rules";
import { isDeferred } from "./preflight/rules/values";

/** Where something gets its address. */
export interface Place {
    /** Zone that the vSwitch is said to be in; undefined where nothing is said. */
    readonly zoneId: pulumi.Input<string> | undefined;
    /** vSwitch that is said to be in the zone. */
    readonly vswitchId: pulumi.Input<string>;
    /** VPC that the vSwitch is said to be in. */
    readonly vpcId: pulumi.Input<string> | undefined;
    /** Fixed address, which is said to be in the vSwitch. */
    readonly address: pulumi.Input<string> | undefined;
}

/** Paths of the properties that hold them. */
interface Paths {
    readonly vswitchId: string;
    readonly address: string;
}

/**
 * A vSwitch and an address in it, once it is certain that they fit: looked up as soon as they are
 * known, at preview already where the vSwitch is there. One that is not found is left to the cloud to
 * refuse, which knows why.
 */
export function placed(
    preflight: Preflight,
    paths: Paths,
    { zoneId, vswitchId, vpcId, address }: Place,
    parent: pulumi.Resource,
): {
    readonly vswitchId: pulumi.Input<string>;
    readonly address: pulumi.Input<string> | undefined;
} {
    const asked = { id: vswitchId, vpcId, zoneId };
    const inItsVpc = preflight.askingFor(asked, "id", async (later, known) => {
        const found = await vswitch(known.id, parent);
        if (!found) {
            return;
        }
        const facts = {
            vswitchId: known.id,
            zoneId: known.zoneId ?? found.zoneId,
            vpcId: known.vpcId ?? found.vpcId,
        };
        later.holds(paths.vswitchId, { ...facts, found: found.zoneId }, rules.vswitchZone);
        later.holds(paths.vswitchId, { ...facts, found: found.vpcId }, rules.vswitchVpc);
        if (typeof address === "string") {
            later.holds(
                paths.address,
                { ...found, vswitchId: known.id, address },
                rules.addressInVswitch,
            );
        }
    });
    return {
        vswitchId: inItsVpc,
        // A plain address stays known at preview, where the vSwitch may not be.
        address: isDeferred(address)
            ? inVswitch(preflight, paths.address, { id: vswitchId, address }, parent)
            : address,
    };
}

function inVswitch(
    preflight: Preflight,
    path: string,
    place: { readonly id: pulumi.Input<string>; readonly address: pulumi.Input<string> },
    parent: pulumi.Resource,
): pulumi.Input<string> {
    return preflight.askingFor(place, "address", async (later, { id, address }) => {
        const found = await vswitch(id, parent);
        if (found) {
            later.holds(path, { ...found, vswitchId: id, address }, rules.addressInVswitch);
        }
    });
}
