import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import { refusal } from "./errors";
import type { Lock } from "./locks";
import type { Endpoint, EndpointService, EndpointZone } from "./state";

/** The endpoint service that the call is about. To anyone but its owner it does not exist. */
export function ownedService(cloud: Cloud, call: Call): EndpointService {
    const service = cloud.privatelink.services.owned(call, requiredText(call, "ServiceId"));
    if (service === undefined) {
        throw refusal("EndpointServiceNotFound");
    }
    return service;
}

/** The endpoint that the call is about, by the account that created it. */
export function ownedEndpoint(cloud: Cloud, call: Call): Endpoint {
    const endpoint = cloud.privatelink.endpoints.owned(call, requiredText(call, "EndpointId"));
    if (endpoint === undefined) {
        throw refusal("EndpointNotFound");
    }
    return endpoint;
}

/** The endpoint, of whatever account, whose connection the service's owner decides on. */
export function connectedEndpoint(cloud: Cloud, call: Call, service: EndpointService): Endpoint {
    const endpoint = cloud.privatelink.endpoints.get(requiredText(call, "EndpointId"));
    if (endpoint === undefined || endpoint.serviceId !== service.id) {
        throw refusal("EndpointConnectionNotFound");
    }
    return endpoint;
}

/** An endpoint's service, also one that was deleted before the endpoint. */
export function serviceOf({ privatelink }: Cloud, endpoint: Endpoint): EndpointService {
    const service =
        privatelink.services.get(endpoint.serviceId) ??
        privatelink.deletedServices.get(endpoint.serviceId);
    if (service === undefined) {
        throw new Error(`${endpoint.id} has lost its service ${endpoint.serviceId}`);
    }
    return service;
}

export function endpointsOf(cloud: Cloud, service: EndpointService): Endpoint[] {
    return cloud.privatelink.endpoints
        .all()
        .filter((endpoint) => endpoint.serviceId === service.id);
}

export function zoneOf(endpoint: Endpoint, zoneId: string): EndpointZone | undefined {
    return endpoint.zones.find((zone) => zone.zoneId === zoneId);
}

/** The zones in which a service has resources; endpoints of its region can be in these only. */
export function serviceZones(service: EndpointService): string[] {
    return [...new Set(service.resources.map((resource) => resource.zoneId))];
}

export function serviceLock(service: EndpointService, call: Call): Lock {
    return {
        key: service.id,
        whenHeld: refusal(
            call.action.startsWith("Update")
                ? "EndpointServiceLocked"
                : "ConcurrentCallNotSupported",
        ),
    };
}

/** Writes need an Active service; the code for a busy one is that which the action is documented to answer. */
export function requireActive(service: EndpointService, call: Call): void {
    if (service.status === "Active") {
        return;
    }
    const answersDenied =
        service.status !== "Pending" ||
        [
            "UpdateVpcEndpointServiceAttribute",
            "UpdateVpcEndpointServiceResourceAttribute",
            "AttachResourceToVpcEndpointService",
            "DeleteVpcEndpointService",
        ].includes(call.action);
    throw refusal(answersDenied ? "EndpointServiceOperationDenied" : "ConcurrentCallNotSupported");
}

export function endpointLock(endpoint: Endpoint): Lock {
    return { key: endpoint.id, whenHeld: refusal("ConcurrentCallNotSupported") };
}

/**
 * What was created with managed protection and temporary credentials can be changed and deleted by its creator only, and
 * only with temporary credentials (CreateVpcEndpoint, ProtectedEnabled).
 */
export function requireUnprotected({ principal }: Call, { protectedFor }: Endpoint): void {
    const isCreator = principal.kind === "role" && principal.role.id === protectedFor;
    if (protectedFor !== undefined && !isCreator) {
        throw refusal("OperationDenied.EndpointProtected");
    }
}

/** What gives an endpoint more or something else than it has needs the service that it is of. */
export function requireService({ connectionStatus }: Endpoint): void {
    if (connectionStatus === "ServiceDeleted") {
        throw refusal("EndpointServiceDeleted");
    }
}

/** Writes to an endpoint wait for its own change, then its zones', then its connection's. */
export function requireIdle(endpoint: Endpoint): void {
    if (endpoint.status !== "Active") {
        throw refusal("EndpointOperationDenied");
    }
    if (endpoint.zones.some(isChanging)) {
        throw refusal("EndpointLocked");
    }
    if (connectionIsChanging(endpoint)) {
        throw refusal("EndpointConnectionOperationDenied");
    }
}

export function connectionIsChanging(endpoint: Endpoint): boolean {
    return !["Connected", "Disconnected", "ServiceDeleted"].includes(endpoint.connectionStatus);
}

/** Whether traffic passes a zone: also while it moves to another load balancer, and before the former one is closed. */
export function carriesTraffic({ status }: EndpointZone): boolean {
    return ["Connected", "Migrating", "Migrated"].includes(status);
}

/** The network interfaces of a zone: until it is closed, the one from before a migration as well. */
export function interfacesOf({ networkInterfaceId, replaced }: EndpointZone): string[] {
    return [networkInterfaceId, ...(replaced === undefined ? [] : [replaced.networkInterfaceId])];
}

export function isChanging(zone: EndpointZone): boolean {
    return ["Creating", "Deleting", "Migrating"].includes(zone.status);
}

/** The zones in which a load balancer is a service resource of an endpoint service. */
export function servedZones(cloud: Cloud, loadBalancerId: string): string[] {
    return cloud.privatelink.services
        .all()
        .flatMap(({ resources }) => resources)
        .filter(({ resourceId }) => resourceId === loadBalancerId)
        .map(({ zoneId }) => zoneId);
}
