import { getSwitches } from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

import { Preflight } from "./preflight";

/** A zone of a component, and the vSwitch that is said to be in it. */
export interface StatedZone {
    readonly zoneId: string;
    readonly vswitchId: pulumi.Input<string>;
}

/**
 * The id of a zone's vSwitch, once it is certain that the vSwitch is in that zone: looked up as soon
 * as the id is known, at preview already where the vSwitch is there. One that is not found is left to
 * the cloud to refuse, which knows why.
 */
export function vswitchInItsZone(
    component: string,
    propertyPath: string,
    { zoneId, vswitchId }: StatedZone,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return pulumi.output(vswitchId).apply(async (id) => {
        const { vswitches } = await getSwitches({ ids: [id] }, { parent });
        const actual = vswitches.find((vswitch) => vswitch.id === id)?.zoneId;
        const preflight = new Preflight(component);
        if (actual !== undefined && actual !== zoneId) {
            preflight.add(
                `${propertyPath}.vswitchId`,
                `found "${id}", which is in ${actual}. Allowed is a vSwitch in ${zoneId}, the zone that it is given for.`,
            );
        }
        preflight.reject();
        return id;
    });
}
