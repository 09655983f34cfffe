import {
    EndpointService,
    type EndpointServiceArgs,
    type Payer,
} from "@cloud-components/alicloud-privatelink";

import type { Tags } from "./network";

/** What the owner of a service chooses, whatever load balancer is behind it. */
export interface PublicationSettings {
    readonly serviceDescription: string;
    readonly acceptanceRequired: boolean;
    readonly zoneAffinityEnabled: boolean;
    readonly allowedAccountIds: string[];
    readonly payer: Payer;
    readonly connectBandwidth?: number;
    readonly resourceGroupId?: string;
    readonly tags: Tags;
}

/** The endpoint service that publishes a load balancer. */
export function publish(
    loadBalancer: Pick<EndpointServiceArgs, "serviceResources" | "serviceResourceType" | "ports">,
    settings: PublicationSettings,
): EndpointService {
    return new EndpointService("service", {
        ...loadBalancer,
        serviceDescription: settings.serviceDescription,
        acceptanceRequired: settings.acceptanceRequired,
        zoneAffinityEnabled: settings.zoneAffinityEnabled,
        allowedAccountIds: settings.allowedAccountIds,
        payer: settings.payer,
        connectBandwidth: settings.connectBandwidth,
        resourceGroupId: settings.resourceGroupId,
        tags: settings.tags,
    });
}
