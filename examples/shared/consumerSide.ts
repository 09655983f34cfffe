import {
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { createNetwork, type Tags } from "./network";
import { createServer, createServerSecurityGroup, type Machine } from "./servers";

/** What a consumer chooses. */
export interface ConsumerSettings {
    readonly zoneId: string;
    readonly vpcCidrBlock: string;
    readonly vswitchCidrBlock: string;
    readonly machine: Machine;
    readonly endpointName: string;
    readonly endpointDescription?: string;
    /** Ranges of the clients; the whole VPC where none are named. */
    readonly clientCidrBlocks?: string[];
    readonly icmpAllowed?: boolean;
    readonly securityGroupIds?: string[];
    readonly eniIp?: string;
    readonly resourceGroupId?: string;
    readonly tags: Tags;
}

/** What the consumer side of the examples consists of. */
export interface ConsumerSide {
    readonly vpcId: pulumi.Output<string>;
    readonly clientId: pulumi.Output<string>;
    readonly endpoint: InterfaceEndpoint;
}

/** A VPC with a client, and an endpoint through which the client reaches a service. */
export function createConsumerSide(
    settings: ConsumerSettings,
    service: Pick<InterfaceEndpointArgs, "offer" | "serviceName" | "ports">,
): ConsumerSide {
    const { zoneId, tags } = settings;
    const network = createNetwork(
        "vpc1",
        {
            vpcCidrBlock: settings.vpcCidrBlock,
            vswitchCidrBlocks: { [zoneId]: settings.vswitchCidrBlock },
        },
        tags,
    );
    const vswitchId = network.vswitchIds[zoneId];
    const securityGroupId = createServerSecurityGroup(
        "client",
        network.vpcId,
        { ports: [], cidrBlocks: [] },
        tags,
    );
    const client = createServer("ecs1", { zoneId, vswitchId, securityGroupId }, settings.machine, {
        tags,
    });

    const ownGroup = settings.securityGroupIds === undefined;
    const endpoint = new InterfaceEndpoint("endpoint", {
        ...service,
        vpcId: network.vpcId,
        zones: [{ zoneId, vswitchId, eniIp: settings.eniIp }],
        clientCidrBlocks: ownGroup
            ? (settings.clientCidrBlocks ?? [settings.vpcCidrBlock])
            : undefined,
        icmpAllowed: ownGroup ? settings.icmpAllowed : undefined,
        securityGroupIds: settings.securityGroupIds,
        endpointName: settings.endpointName,
        endpointDescription: settings.endpointDescription,
        resourceGroupId: settings.resourceGroupId,
        tags,
    });
    return { vpcId: network.vpcId, clientId: client.id, endpoint };
}
