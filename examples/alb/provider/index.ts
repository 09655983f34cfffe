import { AlbServiceResource, ServiceResourceType } from "@cloud-components/alicloud-privatelink";

import { createBackends } from "../../shared/backends";
import { publish } from "../../shared/publication";
import { StackConfig } from "../../shared/stackConfig";
import { readAlbProviderSettings } from "./settings";

const config = new StackConfig();
const settings = readAlbProviderSettings(config);
config.readCompletely();
const zones = Object.entries(settings.zones);

const { network, servers } = createBackends({
    vpcCidrBlock: settings.vpcCidrBlock,
    vswitchCidrBlocks: Object.fromEntries(
        zones.map(([zoneId, { vswitchCidrBlock }]) => [zoneId, vswitchCidrBlock]),
    ),
    addresses: Object.fromEntries(
        zones.map(([zoneId, { loadBalancerAddress }]) => [zoneId, [loadBalancerAddress]]),
    ),
    backends: Object.fromEntries(
        Object.entries(settings.backends).map(([name, { zoneId, port }]) => [
            name,
            { zoneId, port: port ?? settings.backendPort },
        ]),
    ),
    machine: settings.machine,
    tags: settings.tags,
});

const loadBalancer = new AlbServiceResource("service", {
    vpcId: network.vpcId,
    zones: zones.map(([zoneId, { loadBalancerAddress }]) => ({
        zoneId,
        vswitchId: network.vswitchIds[zoneId],
        address: loadBalancerAddress,
    })),
    edition: settings.edition,
    addressAllocatedMode: settings.addressAllocatedMode,
    deletionProtection: settings.deletionProtection,
    listeners: settings.listeners,
    serverGroup: {
        serverGroupName: settings.serverGroupName,
        scheduler: settings.scheduler,
        servers: Object.entries(settings.backends).map(([name, { port, weight }]) => ({
            serverId: servers[name].id,
            serverIp: servers[name].primaryIpAddress,
            port: port ?? settings.backendPort,
            weight,
        })),
        healthCheck: settings.healthCheck,
        stickySession: settings.stickySession,
    },
    resourceGroupId: settings.resourceGroupId,
    tags: settings.tags,
});

const service = publish(
    {
        serviceResourceType: ServiceResourceType.Alb,
        serviceResources: [
            {
                loadBalancerId: loadBalancer.loadBalancerId,
                zoneIds: settings.serviceZoneIds,
                loadBalancerZoneIds: loadBalancer.zoneIds,
            },
        ],
        ports: loadBalancer.ports,
    },
    settings,
);

/** What the consumer and the connection stack read. */
export const offer = service.offer;
export const vpcId = network.vpcId;
export const backendIds = Object.fromEntries(
    Object.entries(servers).map(([name, { id }]) => [name, id]),
);
export const loadBalancerId = loadBalancer.loadBalancerId;
export const loadBalancerDnsName = loadBalancer.dnsName;
export const loadBalancerZoneIds = loadBalancer.zoneIds;
export const serviceId = service.serviceId;
export const serviceName = service.serviceName;
export const serviceDomain = service.serviceDomain;
