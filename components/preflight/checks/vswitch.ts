import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { vswitch } from "../lookups/resources";
import * as rules from "../rules";

/** Where something gets its address. */
export interface Place {
    readonly vswitchId: pulumi.Input<string>;
    /** Zone that the vSwitch must be in; any if undefined. */
    readonly zoneId?: pulumi.Input<string>;
    /** VPC that the vSwitch must be in; any if undefined. */
    readonly vpcId?: pulumi.Input<string>;
    /** Fixed address that must be in the vSwitch. */
    readonly address?: pulumi.Input<string>;
}

/** Paths of the properties that hold them. */
interface Paths {
    readonly vswitchId: string;
    readonly address: string;
}

/**
 * Looks up whether a vSwitch and an address in it fit. A vSwitch that is not found is left to the cloud to
 * refuse, which knows why.
 */
export function checkPlace(
    checks: ChildChecks,
    paths: Paths,
    { zoneId, vswitchId, vpcId, address }: Place,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ vswitchId, vpcId, zoneId }, async (known, report) => {
        const found = await vswitch(known.vswitchId, parent);
        if (found && known.zoneId !== undefined) {
            const facts = {
                vswitchId: known.vswitchId,
                zoneId: known.zoneId,
                actualZoneId: found.zoneId,
            };
            report.check(paths.vswitchId, facts, rules.vswitchZone);
        }
        if (found && known.vpcId !== undefined) {
            const facts = {
                vswitchId: known.vswitchId,
                vpcId: known.vpcId,
                actualVpcId: found.vpcId,
            };
            report.check(paths.vswitchId, facts, rules.vswitchVpc);
        }
    });
    if (address !== undefined) {
        checks.lookUp({ vswitchId, address }, async (known, report) => {
            const found = await vswitch(known.vswitchId, parent);
            if (found) {
                const facts = { ...known, cidrBlock: found.cidrBlock };
                report.check(paths.address, facts, rules.addressInVswitch);
            }
        });
    }
}
