import type * as pulumi from "@pulumi/pulumi";

import { ComponentChecks } from ".";
import * as rules from "./rules";

/** The addresses of a VPC that a program makes. */
export interface AddressPlan {
    /** Range of the VPC, as an IPv4 CIDR block. */
    readonly vpcCidrBlock: string;
    /** Range of the vSwitch in each zone, by the zone's id: parts of the VPC's that do not overlap. */
    readonly vswitchCidrBlocks: Readonly<Record<string, string>>;
    /** Fixed addresses in the vSwitches, of load balancers for instance, by the zone's id. None by default. */
    readonly addresses?: Readonly<Record<string, readonly string[]>>;
}

/**
 * An address plan, once it is certain that it can be built: vSwitches inside the VPC and apart from
 * each other, fixed addresses inside their vSwitch and not those that the cloud keeps to itself. What
 * is wrong is told in the same report as the findings of the components.
 */
export function checkAddressPlan(name: string, plan: AddressPlan): pulumi.Output<AddressPlan> {
    const component = new ComponentChecks(`address plan "${name}"`);
    const checks = component.ofChild();
    const { vpcCidrBlock, vswitchCidrBlocks, addresses = {} } = plan;
    checks.plain("vpcCidrBlock", vpcCidrBlock, rules.vpcCidrBlock);
    checks.plain<unknown>("vswitchCidrBlocks", vswitchCidrBlocks, rules.anObject);
    checks.plain<unknown>("addresses", addresses, rules.anObject);
    for (const [zoneId, cidrBlock] of entriesOf(vswitchCidrBlocks)) {
        checks.plain(
            `vswitchCidrBlocks["${zoneId}"]`,
            { cidrBlock, vpcCidrBlock },
            rules.vswitchCidrBlock,
        );
    }
    checks.plain("vswitchCidrBlocks", vswitchCidrBlocks, rules.vswitchesDisjoint);
    const allFixed: string[] = [];
    for (const [zoneId, fixed] of entriesOf(addresses)) {
        const cidrBlock = vswitchCidrBlocks[zoneId] ?? vpcCidrBlock;
        const ofZone = `addresses["${zoneId}"]`;
        checks.list(ofZone, fixed).forEach((address, index) => {
            allFixed.push(address);
            const path = `${ofZone}[${index}]`;
            checks.plain(path, address, rules.ipv4Address);
            checks.plain(
                path,
                { address, vswitchId: `of ${zoneId}`, cidrBlock },
                rules.addressInVswitch,
            );
        });
    }
    checks.plain("addresses", allFixed, rules.addressesDistinct);
    return component.whenAllChecked(plan);
}

/** What stands in a map; nothing where it is none, of which another rule tells. */
function entriesOf<T>(map: Readonly<Record<string, T>>): [string, T][] {
    return rules.anObject.problem(map) === undefined ? Object.entries(map) : [];
}
