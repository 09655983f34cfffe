import type * as ecs from "@pulumi/alicloud/ecs";

import { createNetwork, type Network, type Tags } from "./network";
import { createServer, createServerSecurityGroup, type Machine, pageServer } from "./servers";

/** From where load balancers reach and check their backend servers. */
const LOAD_BALANCER_CIDR_BLOCK = "100.64.0.0/10";

/** A backend server: where it stands, and where it answers. */
export interface Backend {
    readonly zoneId: string;
    readonly port: number;
}

/** What is chosen of the network and the servers behind a service. */
export interface BackendSettings {
    readonly vpcCidrBlock: string;
    /** Range of the vSwitch in each zone. */
    readonly vswitchCidrBlocks: Readonly<Record<string, string>>;
    /** Fixed addresses in each zone. */
    readonly addresses?: Readonly<Record<string, readonly string[]>>;
    readonly backends: Readonly<Record<string, Backend>>;
    readonly machine: Machine;
    readonly tags: Tags;
}

/** What stands behind a load balancer. */
export interface Backends {
    readonly network: Network;
    readonly servers: Readonly<Record<string, ecs.Instance>>;
}

/** VPC2 with backend servers that only the VPC and load balancers reach. */
export function createBackends(settings: BackendSettings): Backends {
    const { vpcCidrBlock, vswitchCidrBlocks, addresses, tags } = settings;
    const network = createNetwork("vpc2", { vpcCidrBlock, vswitchCidrBlocks, addresses }, tags);
    const securityGroupId = createServerSecurityGroup(
        "backends",
        network.vpcId,
        {
            ports: Object.values(settings.backends).map(({ port }) => port),
            cidrBlocks: [vpcCidrBlock, LOAD_BALANCER_CIDR_BLOCK],
        },
        tags,
    );
    const servers = Object.fromEntries(
        Object.entries(settings.backends).map(([name, { zoneId, port }]) => [
            name,
            createServer(
                name,
                { zoneId, vswitchId: network.vswitchIds[zoneId], securityGroupId },
                settings.machine,
                { userData: pageServer(name, port), tags },
            ),
        ]),
    );
    return { network, servers };
}
