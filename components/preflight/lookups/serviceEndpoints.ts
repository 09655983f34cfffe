import * as pulumi from "@pulumi/pulumi";

import type { ApiClient } from "../../api/apiClient";
import { isMocked } from "../../shared/mocks";
import { answeredList } from "./answeredList";
import { listPages } from "./listPages";
import { type LookupScope, cachedById } from "./lookupCache";
import { ownApiClient, repeating } from "./ownCalls";

/** A zone of an endpoint, as the owner of its service sees it. */
export interface ConnectedZone {
    readonly zoneId: string;
    readonly status: string;
    /** The load balancer that serves it; empty if it has none yet. */
    readonly loadBalancerId: string;
    /** The load balancer that it was moved away from, as long as that one still serves it. */
    readonly replacedLoadBalancerId?: string;
}

/** An endpoint of a service, as the service's owner can list it. */
export interface ListedEndpoint {
    readonly endpointId: string;
    /** UID of the account that owns it; empty if the API does not say it exactly. */
    readonly accountId: string;
    /** Whether it belongs to the owner of the service. */
    readonly isOwnersOwn: boolean;
    readonly regionId: string;
    readonly vpcId: string;
    readonly zones: readonly ConnectedZone[];
    /** Mbit/s; 0 if there is none. */
    readonly bandwidth: number;
    /** Status of the connection, for instance `Connected`. */
    readonly status: string;
    /** When the connection last changed, for instance `2026-01-01T00:00:00Z`. */
    readonly modifiedAt: string;
}

/** The largest page of ListVpcEndpointConnections. */
const PAGE_SIZE = "1000";

interface Connection {
    readonly EndpointId: string;
    readonly EndpointOwnerId?: number;
    readonly EndpointRegionId?: string;
    readonly EndpointVpcId?: string;
    readonly ResourceOwner?: boolean;
    readonly ConnectionStatus: string;
    readonly Bandwidth?: number;
    readonly ModifiedTime?: string;
    readonly Zones?: readonly {
        readonly ZoneId: string;
        readonly ZoneStatus?: string;
        readonly ResourceId?: string;
        readonly ReplacedResourceId?: string;
    }[];
}

interface Page {
    readonly Connections: readonly Connection[];
}

/** The function that mocks answer with `endpoints`, in place of the calls. Only they know it. */
export const LIST_SERVICE_ENDPOINTS = "alicloud-privatelink:index:listServiceEndpoints";

/**
 * The endpoints of a service with what the provider's data source leaves out: owner, region, VPC, zones, load balancers
 * and time (ListVpcEndpointConnections). A program reads them once for each service. Rejects with the reason if one
 * of the pages cannot be read: a part of the list is never taken for the whole.
 */
export const serviceEndpoints: (
    serviceId: string,
    scope: LookupScope,
) => Promise<readonly ListedEndpoint[] | undefined> = cachedById(async (serviceId, { parent }) => {
    if (isMocked()) {
        return mocked(serviceId, parent);
    }
    return readServiceEndpoints(await ownApiClient(parent as LookupScope), serviceId);
});

/** Reads all pages of the list, each again after a failure that passes. Rejects if one cannot be read. */
export async function readServiceEndpoints(
    client: ApiClient,
    serviceId: string,
): Promise<readonly ListedEndpoint[]> {
    // The list can change between two pages, so that an endpoint is on both.
    const endpoints = new Map<string, ListedEndpoint>();
    const pages = await listPages<Page>(repeating(client), "ListVpcEndpointConnections", {
        ServiceId: serviceId,
        MaxResults: PAGE_SIZE,
    });
    for (const connection of pages.flatMap((page) => answeredList(page, "Connections"))) {
        endpoints.set(connection.EndpointId, endpointOf(connection, client.region));
    }
    return [...endpoints.values()];
}

function endpointOf(connection: Connection, serviceRegionId: string): ListedEndpoint {
    return {
        endpointId: connection.EndpointId,
        accountId: accountIdOf(connection.EndpointOwnerId),
        isOwnersOwn: connection.ResourceOwner === true,
        regionId: connection.EndpointRegionId ?? serviceRegionId,
        vpcId: connection.EndpointVpcId ?? "",
        zones: (connection.Zones ?? []).map((zone) => ({
            zoneId: zone.ZoneId,
            status: zone.ZoneStatus ?? "",
            loadBalancerId: zone.ResourceId ?? "",
            ...(zone.ReplacedResourceId && { replacedLoadBalancerId: zone.ReplacedResourceId }),
        })),
        bandwidth: connection.Bandwidth ?? 0,
        status: connection.ConnectionStatus,
        modifiedAt: connection.ModifiedTime ?? "",
    };
}

/** The API has UIDs as numbers. One that lost digits would be another account's. */
function accountIdOf(owner: number | undefined): string {
    return Number.isSafeInteger(owner) && owner !== 0 ? String(owner) : "";
}

async function mocked(
    serviceId: string,
    parent: pulumi.Resource | undefined,
): Promise<readonly ListedEndpoint[]> {
    const answer: unknown = await pulumi.runtime.invoke(
        LIST_SERVICE_ENDPOINTS,
        { serviceId },
        { parent },
    );
    return answeredList((answer ?? {}) as { readonly endpoints: ListedEndpoint[] }, "endpoints");
}
