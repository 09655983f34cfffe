import type * as pulumi from "@pulumi/pulumi";

import { createBackends } from "../../../../examples/shared/backends";
import { createNetwork } from "../../../../examples/shared/network";
import { createServer, createServerSecurityGroup } from "../../../../examples/shared/servers";

export const ZONE = "eu-central-1a";
export const OTHER_ZONE = "eu-central-1b";

/** What no move touches: the networks of the two sides, two servers and a client. */
export interface Surroundings {
    readonly vpcId: pulumi.Output<string>;
    readonly vswitchIds: Readonly<Record<string, pulumi.Output<string>>>;
    readonly serverIds: readonly pulumi.Output<string>[];
    readonly serverIps: readonly pulumi.Output<string>[];
    readonly clientVpcId: pulumi.Output<string>;
    readonly clientVswitchId: pulumi.Output<string>;
    readonly clientId: pulumi.Output<string>;
}

export function surroundings(): Surroundings {
    const { network, servers } = createBackends({
        vpcCidrBlock: "192.168.0.0/16",
        vswitchCidrBlocks: { [ZONE]: "192.168.1.0/24", [OTHER_ZONE]: "192.168.2.0/24" },
        backends: { one: { zoneId: ZONE, port: 80 }, two: { zoneId: ZONE, port: 80 } },
        machine: {},
        tags: {},
    });
    const clients = createNetwork("vpc1", {
        vpcCidrBlock: "10.0.0.0/16",
        vswitchCidrBlocks: { [ZONE]: "10.0.1.0/24" },
    });
    const clientVswitchId = clients.vswitchIds[ZONE];
    const securityGroupId = createServerSecurityGroup("client", clients.vpcId, {
        ports: [],
        cidrBlocks: [],
    });
    const placement = { zoneId: ZONE, vswitchId: clientVswitchId, securityGroupId };
    return {
        vpcId: network.vpcId,
        vswitchIds: network.vswitchIds,
        serverIds: [servers.one.id, servers.two.id],
        serverIps: [servers.one.primaryIpAddress, servers.two.primaryIpAddress],
        clientVpcId: clients.vpcId,
        clientVswitchId,
        clientId: createServer("client", placement, {}).id,
    };
}
