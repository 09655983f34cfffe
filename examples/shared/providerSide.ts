import { ClbServiceResource, type EndpointService } from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { createBackends } from "./backends";
import type { Machine } from "./servers";
import { publish, type PublicationSettings } from "./publication";

/** What the owner of a service behind a CLB chooses. */
export interface ProviderSettings extends PublicationSettings {
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
    const names = Object.keys(settings.backends);
    const { network, servers } = createBackends({
        vpcCidrBlock: settings.vpcCidrBlock,
        vswitchCidrBlocks: { [zoneId]: settings.vswitchCidrBlock },
        backends: Object.fromEntries(
            names.map((name) => [name, { zoneId, port: settings.backendPort }]),
        ),
        machine: settings.machine,
        tags,
    });
    const backendIds = Object.fromEntries(names.map((name) => [name, servers[name].id]));

    const loadBalancer = new ClbServiceResource("service", {
        vswitchId: network.vswitchIds[zoneId],
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
    const service = publish(
        {
            serviceResources: [{ loadBalancerId: loadBalancer.loadBalancerId, zoneIds: [zoneId] }],
            ports: loadBalancer.ports,
        },
        settings,
    );
    return { vpcId: network.vpcId, backendIds, loadBalancer, service };
}
