import type * as pulumi from "@pulumi/pulumi";

import { ComponentChecks } from ".";
import type { ArgumentType } from "./argumentTypes";
import * as rules from "./rules";

/** The addresses of a VPC that a program creates. */
export interface AddressPlan {
    /** Range of the VPC, as an IPv4 CIDR block. */
    readonly vpcCidrBlock: string;
    /** Range of the vSwitch in each zone, by zone id. Each must be part of the VPC's range, and they must not overlap. */
    readonly vswitchCidrBlocks: Readonly<Record<string, string>>;
    /** Fixed addresses in the vSwitches, for instance of load balancers, by zone id. None by default. */
    readonly addresses?: Readonly<Record<string, readonly string[]>>;
}

const PLAN_TYPES = {
    vpcCidrBlock: "string",
    vswitchCidrBlocks: "map",
    addresses: "any",
} as const satisfies Record<keyof AddressPlan, ArgumentType>;

/**
 * Returns the address plan after checking it: vSwitches must be inside the VPC and must not overlap,
 * and fixed addresses must be inside their vSwitch and not reserved by the cloud. Findings appear in the
 * same report as those of the components.
 */
export function checkAddressPlan(name: string, plan: AddressPlan): pulumi.Output<AddressPlan> {
    const types = { of: "an address plan", args: plan, types: PLAN_TYPES };
    const component = new ComponentChecks(`address plan "${name}"`, undefined, types);
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

/** The entries of a map. None if it is not an object, which `anObject` reports. */
function entriesOf<T>(map: Readonly<Record<string, T>>): [string, T][] {
    return rules.anObject.problem(map) === undefined ? Object.entries(map) : [];
}
