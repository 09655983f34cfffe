import type { Action } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { hasTags } from "../../tags";
import { passesFilters } from "./filters";
import { ownedEndpoint, serviceOf } from "./lookups";
import { pageOf } from "./paging";
import { tagList } from "./tags";
import type { Endpoint, EndpointService } from "./state";

export function endpointQueries(cloud: Cloud): Record<string, Action> {
    return {
        GetVpcEndpointAttribute(call) {
            const endpoint = ownedEndpoint(cloud, call);
            const service = serviceOf(cloud, endpoint);
            return {
                ...described(service, endpoint),
                Payer: service.payer,
                ZonePrivateIpAddressCount: 1,
            };
        },

        ListVpcEndpoints(call) {
            const found = cloud.privatelink.endpoints.allOwned(call).filter((endpoint) => {
                const service = serviceOf(cloud, endpoint);
                return (
                    hasTags(call, endpoint) &&
                    passesFilters(call, {
                        EndpointId: endpoint.id,
                        EndpointName: endpoint.name,
                        EndpointStatus: endpoint.status,
                        EndpointType: endpoint.type,
                        ConnectionStatus: endpoint.connectionStatus,
                        AddressIpVersion: "IPv4",
                        ResourceGroupId: endpoint.resourceGroupId,
                        ServiceName: service.name,
                        ServiceRegionId: service.regionId,
                        VpcId: endpoint.vpcId,
                    })
                );
            });
            const page = pageOf(call, found, 1000);
            return {
                Endpoints: page.items.map((endpoint) => ({
                    ...described(serviceOf(cloud, endpoint), endpoint),
                    Tags: tagList(endpoint.tags),
                })),
                TotalCount: found.length,
                ...page.fields,
            };
        },
    };
}

/** What CreateVpcEndpoint answers; the other answers have it too. */
export function createdEndpoint(service: EndpointService, endpoint: Endpoint) {
    return {
        EndpointId: endpoint.id,
        EndpointName: endpoint.name,
        EndpointDescription: endpoint.description,
        EndpointDomain: endpoint.domain,
        EndpointStatus: endpoint.status,
        EndpointBusinessStatus: "Normal",
        AddressIpVersion: "IPv4",
        Bandwidth: endpoint.bandwidth,
        ...(endpoint.crossRegionBandwidth === undefined
            ? {}
            : { CrossRegionBandwidth: endpoint.crossRegionBandwidth }),
        ConnectionStatus: endpoint.connectionStatus,
        CreateTime: apiTime(endpoint.createdAt),
        ServiceId: service.id,
        ServiceName: service.name,
        ServiceRegionId: service.regionId,
        VpcId: endpoint.vpcId,
        ZoneAffinityEnabled: endpoint.zoneAffinityEnabled,
    };
}

function described(service: EndpointService, endpoint: Endpoint) {
    return {
        ...createdEndpoint(service, endpoint),
        EndpointType: endpoint.type,
        ProtectedEnabled: endpoint.protectedEnabled,
        RegionId: endpoint.regionId,
        ResourceGroupId: endpoint.resourceGroupId,
        ResourceOwner: endpoint.accountId === service.accountId,
    };
}
