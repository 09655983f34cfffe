import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { vswitch } from "../lookups/vpc";
import * as rules from "../rules";

/** A vSwitch that a network interface or a load balancer gets its address from. */
export interface ChosenVswitch {
    readonly vswitchId: pulumi.Input<string>;
    /** Zone that the vSwitch must be in; any if undefined. */
    readonly zoneId?: pulumi.Input<string>;
    /** VPC that the vSwitch must be in; any if undefined. */
    readonly vpcId?: pulumi.Input<string>;
    /** Fixed address that must be in the vSwitch. */
    readonly address?: pulumi.Input<string>;
}

/** Paths of the properties that findings are about. */
interface Paths {
    readonly vswitchId: string;
    readonly address: string;
}

/**
 * Looks up whether a vSwitch exists and is in the right zone and VPC, and whether an address is in the vSwitch.
 */
export function checkVswitch(
    checks: ChildChecks,
    paths: Paths,
    { zoneId, vswitchId, vpcId, address }: ChosenVswitch,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ vswitchId, vpcId, zoneId }, async (known, report) => {
        const { vswitchId, zoneId, vpcId } = known;
        const found = await vswitch(vswitchId, parent);
        if (found !== undefined) {
            const exists = found !== null;
            report.check(paths.vswitchId, { vswitchId, exists }, rules.vswitchFound);
        }
        if (found && zoneId !== undefined) {
            const facts = { vswitchId, zoneId, actualZoneId: found.zoneId };
            report.check(paths.vswitchId, facts, rules.vswitchZone);
        }
        if (found && vpcId !== undefined) {
            const facts = { vswitchId, vpcId, actualVpcId: found.vpcId };
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
