import * as vpc from "@pulumi/alicloud/vpc";
import { type AddressPlan, checkAddressPlan } from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

/** A VPC with a vSwitch in each zone. */
export interface Network {
    readonly vpcId: pulumi.Output<string>;
    readonly vswitchIds: Readonly<Record<string, pulumi.Output<string>>>;
}

export function createNetwork(name: string, plan: AddressPlan, tags?: Tags): Network {
    const network = new vpc.Network(name, {
        vpcName: name,
        cidrBlock: checkAddressPlan(name, plan).vpcCidrBlock,
        tags,
    });
    // One after the other: a VPC takes one new vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
    const vswitches: vpc.Switch[] = [];
    const vswitchIds: Record<string, pulumi.Output<string>> = {};
    for (const [zoneId, cidrBlock] of Object.entries(plan.vswitchCidrBlocks)) {
        const vswitch = new vpc.Switch(
            `${name}-${zoneId}`,
            { vswitchName: `${name}-${zoneId}`, vpcId: network.id, zoneId, cidrBlock, tags },
            { dependsOn: vswitches.slice(-1) },
        );
        vswitches.push(vswitch);
        vswitchIds[zoneId] = vswitch.id;
    }
    return { vpcId: network.id, vswitchIds };
}

export type Tags = Record<string, string>;
