import {
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { createNetwork, type Tags } from "./network";
import { createServer, createServerSecurityGroup, type Machine } from "./servers";

/** A zone in which a consumer has a vSwitch and its endpoint a network interface. */
export interface ConsumerZone {
    readonly vswitchCidrBlock: string;
    readonly eniIp?: string;
}

/** What a consumer chooses. */
export interface ConsumerSettings {
    readonly vpcCidrBlock: string;
    readonly zones: Readonly<Record<string, ConsumerZone>>;
    /** The clients: name and zone of each. */
    readonly clients: Readonly<Record<string, string>>;
    readonly machine: Machine;
    readonly endpointName: string;
    readonly endpointDescription?: string;
    /** Ranges of the clients; the whole VPC where none are named. */
    readonly clientCidrBlocks?: string[];
    readonly icmpAllowed?: boolean;
    readonly securityGroupIds?: string[];
    readonly resourceGroupId?: string;
    readonly tags: Tags;
}

/** What the consumer side of the examples consists of. */
export interface ConsumerSide {
    readonly vpcId: pulumi.Output<string>;
    readonly clientIds: Readonly<Record<string, pulumi.Output<string>>>;
    readonly endpoint: InterfaceEndpoint;
}

/** A VPC with clients, and an endpoint through which they reach a service. */
export function createConsumerSide(
    settings: ConsumerSettings,
    service: Pick<InterfaceEndpointArgs, "offer" | "serviceName" | "ports">,
): ConsumerSide {
    const { vpcCidrBlock, tags } = settings;
    const zones = Object.entries(settings.zones);
    const network = createNetwork(
        "vpc1",
        {
            vpcCidrBlock,
            vswitchCidrBlocks: Object.fromEntries(
                zones.map(([zoneId, { vswitchCidrBlock }]) => [zoneId, vswitchCidrBlock]),
            ),
            addresses: Object.fromEntries(
                zones.map(([zoneId, { eniIp }]) => [zoneId, eniIp === undefined ? [] : [eniIp]]),
            ),
        },
        tags,
    );
    const { vpcId, vswitchIds } = network;
    const securityGroupId = createServerSecurityGroup(
        "client",
        vpcId,
        { ports: [], cidrBlocks: [] },
        tags,
    );
    const clientIds = Object.fromEntries(
        Object.entries(settings.clients).map(([name, zoneId]) => {
            const placement = { zoneId, vswitchId: vswitchIds[zoneId], securityGroupId };
            return [name, createServer(name, placement, settings.machine, { tags }).id];
        }),
    );

    const ownGroup = settings.securityGroupIds === undefined;
    const endpoint = new InterfaceEndpoint("endpoint", {
        ...service,
        vpcId,
        zones: zones.map(([zoneId, { eniIp }]) => ({
            zoneId,
            vswitchId: vswitchIds[zoneId],
            eniIp,
        })),
        clientCidrBlocks: ownGroup ? (settings.clientCidrBlocks ?? [vpcCidrBlock]) : undefined,
        icmpAllowed: ownGroup ? settings.icmpAllowed : undefined,
        securityGroupIds: settings.securityGroupIds,
        endpointName: settings.endpointName,
        endpointDescription: settings.endpointDescription,
        resourceGroupId: settings.resourceGroupId,
        tags,
    });
    return { vpcId, clientIds, endpoint };
}
