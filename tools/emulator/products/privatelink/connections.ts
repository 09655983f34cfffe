import type { Action, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { integer, refuseParameters, text } from "../../parameters";
import { allocate, changeConnection, connect, disconnect } from "./connectionStates";
import { illegalParam, refusal } from "./errors";
import { passesFilters } from "./filters";
import { accountLock, exclusively } from "./locks";
import { connectedEndpoint, endpointLock, isChanging, ownedService } from "./lookups";
import { pageOf } from "./paging";
import { BANDWIDTH_RANGES } from "./resourceTypes";
import type { Endpoint, EndpointService } from "./state";

export function connectionActions(cloud: Cloud): Record<string, Action> {
    return {
        EnableVpcEndpointConnection: (call) => enable(cloud, call),
        DisableVpcEndpointConnection: (call) => disable(cloud, call),
        UpdateVpcEndpointConnectionAttribute: (call) => update(cloud, call),
        ListVpcEndpointConnections: (call) => list(cloud, call),
    };
}

/** Needs neither zones nor resources; but a zone that the endpoint has must be served. */
function enable(cloud: Cloud, call: Call) {
    const service = ownedService(cloud, call);
    const endpoint = connectedEndpoint(cloud, call, service);
    return exclusively(cloud, [accountLock(call), endpointLock(endpoint)], () => {
        if (endpoint.connectionStatus !== "Disconnected") {
            throw refusal("EndpointConnectionOperationDenied");
        }
        if (endpoint.status !== "Active" || endpoint.zones.some(isChanging)) {
            throw refusal("EndpointOperationDenied");
        }
        const bandwidth = requestedBandwidth(call, service);
        const allocations = allocate(cloud, service, endpoint);
        stopIfDryRun(call);
        connect(cloud, endpoint, allocations);
        endpoint.bandwidth = bandwidth ?? service.connectBandwidth;
        return {};
    });
}

function disable(cloud: Cloud, call: Call) {
    const service = ownedService(cloud, call);
    const endpoint = connectedEndpoint(cloud, call, service);
    return exclusively(cloud, [accountLock(call), endpointLock(endpoint)], () => {
        if (endpoint.connectionStatus !== "Connected" || endpoint.zones.some(isChanging)) {
            throw refusal("EndpointConnectionOperationDenied");
        }
        stopIfDryRun(call);
        disconnect(cloud, endpoint);
        return {};
    });
}

function update(cloud: Cloud, call: Call) {
    const service = ownedService(cloud, call);
    const endpoint = connectedEndpoint(cloud, call, service);
    return exclusively(cloud, [accountLock(call), endpointLock(endpoint)], () => {
        if (endpoint.connectionStatus !== "Connected") {
            throw refusal("EndpointConnectionOperationDenied");
        }
        const bandwidth = requestedBandwidth(call, service);
        stopIfDryRun(call);
        endpoint.bandwidth = bandwidth ?? endpoint.bandwidth;
        changeConnection(cloud, endpoint, "Pending");
        cloud.clock.after(cloud.options.transitionMilliseconds, () =>
            changeConnection(cloud, endpoint, "Connected"),
        );
        return {};
    });
}

function list(cloud: Cloud, call: Call) {
    // The connections of a service that is gone are an empty list.
    const serviceId = text(call, "ServiceId");
    const services = cloud.privatelink.services
        .allOwned(call)
        .filter(({ id }) => serviceId === undefined || id === serviceId);
    const networkInterfaceId = text(call, "EniId");
    const resourceId = text(call, "ResourceId");
    const replacedResourceId = text(call, "ReplacedResourceId");
    const byId = new Map(services.map((service) => [service.id, service]));
    const found = cloud.privatelink.endpoints.newestFirst().filter(
        (endpoint) =>
            byId.has(endpoint.serviceId) &&
            passesFilters(call, {
                EndpointId: endpoint.id,
                ConnectionStatus: endpoint.connectionStatus,
                EndpointOwnerId: Number(endpoint.accountId),
                ResourceGroupId: endpoint.resourceGroupId,
            }) &&
            (networkInterfaceId === undefined ||
                endpoint.zones.some((zone) => zone.networkInterfaceId === networkInterfaceId)) &&
            (resourceId === undefined ||
                endpoint.zones.some(({ resource }) => resource?.resourceId === resourceId)) &&
            (replacedResourceId === undefined ||
                endpoint.zones.some(
                    ({ replaced }) => replaced?.resource?.resourceId === replacedResourceId,
                )),
    );
    const page = pageOf(call, found, 1000);
    return {
        Connections: page.items.map((endpoint) =>
            described(byId.get(endpoint.serviceId) as EndpointService, endpoint),
        ),
        TotalCount: String(found.length),
        ...page.fields,
    };
}

function described(service: EndpointService, endpoint: Endpoint) {
    return {
        ServiceId: service.id,
        ServiceRegionId: service.regionId,
        EndpointId: endpoint.id,
        EndpointRegionId: endpoint.regionId,
        EndpointOwnerId: Number(endpoint.accountId),
        EndpointVpcId: endpoint.vpcId,
        ResourceOwner: endpoint.accountId === service.accountId,
        ResourceGroupId: endpoint.resourceGroupId,
        ConnectionStatus: endpoint.connectionStatus,
        ModifiedTime: apiTime(endpoint.connectionModifiedAt),
        Bandwidth: endpoint.bandwidth,
        TrafficControlMode: service.resourceType === "slb" ? "BandwidthLimit" : "Scalability",
        Zones: endpoint.zones.map((zone) => ({
            ZoneId: zone.zoneId,
            ZoneStatus: zone.status,
            ZoneDomain: zone.domain,
            VSwitchId: zone.vswitchId,
            EniId: zone.networkInterfaceId,
            ...(zone.resource === undefined ? {} : { ResourceId: zone.resource.resourceId }),
            ...(zone.replaced === undefined
                ? {}
                : {
                      ReplacedEniId: zone.replaced.networkInterfaceId,
                      ReplacedResourceId: zone.replaced.resource?.resourceId,
                  }),
        })),
    };
}

/** EnableVpcEndpointConnection, Bandwidth: in the range of the service's resource type. */
function requestedBandwidth(call: Call, service: EndpointService): number | undefined {
    refuseParameters(
        call,
        ["TrafficControlMode"],
        service.resourceType === "slb" ? { TrafficControlMode: "BandwidthLimit" } : {},
    );
    const bandwidth = integer(call, "Bandwidth");
    const [smallest, largest] = BANDWIDTH_RANGES[service.resourceType];
    if (bandwidth !== undefined && (bandwidth < smallest || bandwidth > largest)) {
        throw illegalParam("Bandwidth");
    }
    return bandwidth;
}
