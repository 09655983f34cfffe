import type { Cloud } from "../../cloud";
import { refusal } from "./errors";
import type { Endpoint, EndpointService, EndpointZone, ServiceResource } from "./state";
import { forgetReplaced } from "./zoneMigrations";

interface Allocation {
    readonly zone: EndpointZone;
    readonly resource: ServiceResource;
}

/** A resource of the service for every zone of the endpoint; refused when a zone has none. */
export function allocate(cloud: Cloud, service: EndpointService, endpoint: Endpoint): Allocation[] {
    return endpoint.zones.map((zone) => ({
        zone,
        resource: availableResource(cloud, service, endpoint, zone.zoneId),
    }));
}

export function connect(
    cloud: Cloud,
    endpoint: Endpoint,
    allocations: readonly Allocation[],
): void {
    for (const { zone, resource } of allocations) {
        zone.resource = resource;
        zone.status = "Connecting";
    }
    changeConnection(cloud, endpoint, "Connecting");
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        changeConnection(cloud, endpoint, "Connected");
        settleZones(endpoint, "Connecting", "Connected");
    });
}

export function disconnect(cloud: Cloud, endpoint: Endpoint): void {
    for (const zone of endpoint.zones) {
        zone.status = "Disconnecting";
    }
    changeConnection(cloud, endpoint, "Disconnecting");
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        changeConnection(cloud, endpoint, "Disconnected");
        for (const zone of endpoint.zones) {
            zone.resource = undefined;
            forgetReplaced(cloud, zone);
        }
        settleZones(endpoint, "Disconnecting", "Wait");
    });
}

export function changeConnection(
    cloud: Cloud,
    endpoint: Endpoint,
    status: Endpoint["connectionStatus"],
): void {
    endpoint.connectionStatus = status;
    endpoint.connectionModifiedAt = cloud.clock.now();
}

/** Connects one zone of an endpoint that is connected. */
export function connectZone(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    zone: EndpointZone,
): void {
    zone.resource = availableResource(cloud, service, endpoint, zone.zoneId);
    zone.status = "Connecting";
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        zone.status = "Connected";
    });
}

export function disconnectZone(cloud: Cloud, zone: EndpointZone): void {
    zone.status = "Disconnecting";
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        zone.resource = undefined;
        forgetReplaced(cloud, zone);
        zone.status = "Disconnected";
    });
}

/** The zone's resource with the fewest connections among those that may be allocated automatically. */
export function availableResource(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    zoneId: string,
): ServiceResource {
    const [best] = candidates(service, endpoint, zoneId)
        .map((resource) => ({ resource, connections: connectionsOf(cloud, resource) }))
        .sort((left, right) => left.connections - right.connections);
    if (best === undefined) {
        throw refusal("OperationDenied.NoAvailableServiceResource");
    }
    return best.resource;
}

/** From another region a zone has no resource of its own zone; any of the service's serves it. */
function candidates(
    service: EndpointService,
    endpoint: Endpoint,
    zoneId: string,
): ServiceResource[] {
    return service.resources.filter(
        (resource) =>
            resource.autoAllocatedEnabled &&
            (resource.zoneId === zoneId || endpoint.regionId !== service.regionId),
    );
}

function connectionsOf(cloud: Cloud, resource: ServiceResource): number {
    return cloud.privatelink.endpoints
        .all()
        .flatMap(({ zones }) => zones)
        .filter((zone) => zone.resource === resource).length;
}

function settleZones(
    endpoint: Endpoint,
    from: EndpointZone["status"],
    to: EndpointZone["status"],
): void {
    for (const zone of endpoint.zones) {
        if (zone.status === from) {
            zone.status = to;
        }
    }
}
