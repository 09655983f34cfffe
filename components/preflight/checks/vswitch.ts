import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { instancesInVswitch } from "../lookups/ecs";
import { sharedList } from "../lookups/lookupCache";
import { vswitch } from "../lookups/vpc";
import * as rules from "../rules";
import { type ZoneKind } from "./zone";

/** A vSwitch that a network interface or a load balancer gets its address from. */
export interface ChosenVswitch {
    readonly vswitchId: pulumi.Input<string>;
    /** Zone that the vSwitch must be in; any if undefined. */
    readonly zoneId?: pulumi.Input<string>;
    /** What is to be in the zone. */
    readonly kind?: ZoneKind;
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
    { zoneId, kind, vswitchId, vpcId, address }: ChosenVswitch,
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
            // No vSwitch is in a zone that does not exist, which is a finding of its own.
            if (found.zoneId === zoneId || (await mayExist(zoneId, kind, parent))) {
                report.check(paths.vswitchId, facts, rules.vswitchZone);
            }
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
                if (report.check(paths.address, facts, rules.addressInVswitch)) {
                    const usedBy = await userOf(known, report.component, parent);
                    report.check(paths.address, { ...known, usedBy }, rules.addressFree);
                }
            }
        });
    }
}

async function mayExist(
    zoneId: string,
    kind: ZoneKind | undefined,
    parent: pulumi.Resource,
): Promise<boolean> {
    return (await kind?.zones(parent))?.includes(zoneId) ?? true;
}

/** The fixed addresses of the program's components. */
const fixedAddresses = sharedList<{
    readonly component: string;
    readonly vswitchId: string;
    readonly address: string;
}>();

/** What has an address: another component of the program, or an instance. Empty if nothing is known to have it. */
async function userOf(
    { vswitchId, address }: { readonly vswitchId: string; readonly address: string },
    component: string,
    parent: pulumi.Resource,
): Promise<string> {
    const addresses = fixedAddresses(parent);
    const other = addresses.find(
        (each) => each.vswitchId === vswitchId && each.address === address,
    );
    if (other !== undefined) {
        // Twice in one component is a finding of its own.
        return other.component === component ? "" : `${other.component} of this program`;
    }
    addresses.push({ component, vswitchId, address });
    const found = await instancesInVswitch(vswitchId, parent);
    const instance = found?.instances.find(({ privateIp }) => privateIp === address);
    return instance === undefined ? "" : `instance ${instance.id}`;
}
