import type * as pulumi from "@pulumi/pulumi";

import * as components from "../../index";
import { EVERY_COMPONENT, EXPORTED } from "../schema/everyComponent";
import { REGION } from "../unit/cloud";

/** A component that is to be made: its class, and its arguments. */
export interface Part {
    readonly componentClass: string;
    readonly args: object;
}

/** Not a class, but checked with the components of its program. */
const ADDRESS_PLAN = "address plan";

/** Parts of programs in which nothing is wrong. */
export const GOOD_PARTS: Readonly<Record<string, Part>> = {
    ...EVERY_COMPONENT,
    "an address plan": {
        componentClass: ADDRESS_PLAN,
        args: {
            vpcCidrBlock: "10.20.0.0/16",
            vswitchCidrBlocks: {
                [`${REGION}a`]: "10.20.0.0/24",
                [`${REGION}b`]: "10.20.1.0/24",
            },
            addresses: { [`${REGION}a`]: ["10.20.0.9"], [`${REGION}b`]: ["10.20.1.9"] },
        },
    },
};

/** Makes a part, under a name of its own. */
export function make({ componentClass, args }: Part, name: string): unknown {
    if (componentClass === ADDRESS_PLAN) {
        return components.checkAddressPlan(name, args as components.AddressPlan);
    }
    const Component = EXPORTED.find((each) => each.name === componentClass) as new (
        name: string,
        args: object,
    ) => pulumi.ComponentResource;
    return new Component(name, args);
}

/** What a finding calls the part. */
export function titleOf({ componentClass }: Part, name: string): string {
    return `${componentClass} "${name}"`;
}
