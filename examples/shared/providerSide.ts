import {
    ClbServiceResource,
    EndpointService,
    type Payer,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { createNetwork, type Tags } from "./network";
import { createServer, createServerSecurityGroup, type Machine, pageServer } from "./servers";

/** From where load balancers reach and check their backend servers. */
const LOAD_BALANCER_CIDR_BLOCK = "100.64.0.0/10";

/** What the owner of a service behind a CLB chooses. */
export interface ProviderSettings {
    readonly zoneId: string;
    readonly vpcCidrBlock: string;
    readonly vswitchCidrBlock: string;
    /** The backend servers: name and weight of each. */
    readonly backends: Readonly<Record<string, number>>;
    readonly machine: Machine;
    readonly backendPort: number;
    readonly listenerPort: number;
    readonly loadBalancerSpec: string;
    readonly deletionProtection: boolean;
    readonly serviceDescription: string;
    readonly acceptanceRequired: boolean;
    readonly zoneAffinityEnabled: boolean;
    readonly allowedAccountIds: string[];
    readonly payer: Payer;
    readonly connectBandwidth?: number;
    readonly resourceGroupId?: string;
    readonly tags: Tags;
}

/** What the provider side of the examples consists of. */
export interface ProviderSide {
    readonly vpcId: pulumi.Output<string>;
    readonly backendIds: Readonly<Record<string, pulumi.Output<string>>>;
    readonly loadBalancer: ClbServiceResource;
    readonly service: EndpointService;
}

/** A VPC with backend servers, a CLB in front of them, and the endpoint service that publishes it. */
export function createProviderSide(settings: ProviderSettings): ProviderSide {
    const { zoneId, tags } = settings;
    const network = createNetwork(
        "vpc2",
        {
            vpcCidrBlock: settings.vpcCidrBlock,
            vswitchCidrBlocks: { [zoneId]: settings.vswitchCidrBlock },
        },
        tags,
    );
    const vswitchId = network.vswitchIds[zoneId];
    const securityGroupId = createServerSecurityGroup(
        "backends",
        network.vpcId,
        {
            ports: [settings.backendPort],
            cidrBlocks: [settings.vpcCidrBlock, LOAD_BALANCER_CIDR_BLOCK],
        },
        tags,
    );
    const backendIds = Object.fromEntries(
        Object.keys(settings.backends).map((name) => [
            name,
            createServer(name, { zoneId, vswitchId, securityGroupId }, settings.machine, {
                userData: pageServer(name, settings.backendPort),
                tags,
            }).id,
        ]),
    );

    const loadBalancer = new ClbServiceResource("service", {
        vswitchId,
        zoneId,
        loadBalancerSpec: settings.loadBalancerSpec,
        deletionProtection: settings.deletionProtection,
        listeners: [{ port: settings.listenerPort, backendPort: settings.backendPort }],
        backendServers: Object.entries(settings.backends).map(([name, weight]) => ({
            serverId: backendIds[name],
            weight,
        })),
        resourceGroupId: settings.resourceGroupId,
        tags,
    });
    const service = new EndpointService("service", {
        serviceResources: [{ loadBalancerId: loadBalancer.loadBalancerId, zoneIds: [zoneId] }],
        ports: loadBalancer.ports,
        serviceDescription: settings.serviceDescription,
        acceptanceRequired: settings.acceptanceRequired,
        zoneAffinityEnabled: settings.zoneAffinityEnabled,
        allowedAccountIds: settings.allowedAccountIds,
        payer: settings.payer,
        connectBandwidth: settings.connectBandwidth,
        resourceGroupId: settings.resourceGroupId,
        tags,
    });
    return { vpcId: network.vpcId, backendIds, loadBalancer, service };
}
