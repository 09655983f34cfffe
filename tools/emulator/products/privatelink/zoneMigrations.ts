import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { refuseParameters, requiredText, text } from "../../parameters";
import { createNetworkInterface, deleteNetworkInterface } from "../ecs/networkInterfaces";
import { missingParam, refusal } from "./errors";
import { exclusively } from "./locks";
import { connectedEndpoint, ownedService, zoneOf } from "./lookups";
import { resourceTypeOf } from "./resourceTypes";
import type { Endpoint, EndpointService, EndpointZone, ServiceResource } from "./state";

/** The service's owner moving a zone of a connection to another load balancer of the service. */
export function zoneMigrationActions(cloud: Cloud): Record<string, Action> {
    return {
        UpdateVpcEndpointZoneConnectionResourceAttribute(call) {
            const service = ownedService(cloud, call);
            const endpoint = connectedEndpoint(cloud, call, service);
            const lock = { key: endpoint.id, whenHeld: refusal("EndpointLocked") };
            return exclusively(cloud, [lock], () => {
                if (service.status !== "Active") {
                    throw refusal("EndpointServiceLocked");
                }
                const named = namedResources(call, service);
                const { zone, mode } = requestedZone(call, endpoint);
                const resource = resourceFor(zone, service, named);
                stopIfDryRun(call);
                migrate(cloud, service, endpoint, { zone, mode, resource });
                return {};
            });
        },
    };
}

/** A load balancer of the service that the call names. */
function namedResources(call: Call, service: EndpointService): readonly ServiceResource[] {
    const resourceId = text(call, "ResourceId");
    const type = text(call, "ResourceType");
    const found = service.resources.filter((each) => each.resourceId === resourceId);
    const isOfType = type === undefined || resourceTypeOf(type) === service.resourceType;
    if (resourceId !== undefined && (found.length === 0 || !isOfType)) {
        throw refusal("EndpointServiceResourceNotFound");
    }
    return found;
}

function requestedZone(call: Call, endpoint: Endpoint) {
    const zone = zoneOf(endpoint, requiredText(call, "ZoneId"));
    if (zone === undefined) {
        throw refusal("EndpointZoneNotFound");
    }
    const mode = text(call, "ResourceReplaceMode");
    if (endpoint.connectionStatus === "Disconnected") {
        if (text(call, "ResourceAllocateMode") === undefined) {
            throw missingParam("ResourceAllocateMode");
        }
        refuseParameters(call, ["ResourceAllocateMode"]);
    }
    if (endpoint.connectionStatus !== "Connected") {
        throw refusal("EndpointConnectionOperationDenied");
    }
    if (mode !== "Graceful" && mode !== "Force") {
        throw refusal("IllegalParam.ResourceReplaceMode", "ResourceReplaceMode");
    }
    if (zone.status !== "Connected") {
        throw refusal("ZoneOperationDenied");
    }
    return { zone, mode };
}

/** The named resource in the zone. The former one may no longer be given to connections automatically. */
function resourceFor(
    zone: EndpointZone,
    service: EndpointService,
    named: readonly ServiceResource[],
): ServiceResource {
    if (named.length === 0) {
        throw missingParam("ResourceId");
    }
    if (service.resourceType === "nlb" || service.resourceType === "gwlb") {
        throw refusal("EndpointServiceResourceTypeNotSupport");
    }
    const resource = named.find(({ zoneId }) => zoneId === zone.zoneId);
    if (resource === undefined) {
        throw refusal("Mismatch.ZoneId", "ZoneId", zone.zoneId, named[0].zoneId);
    }
    if (zone.resource?.autoAllocatedEnabled === true) {
        throw refusal("OperationDenied.CurrentResourceAutoAllocated");
    }
    return resource;
}

/**
 * A graceful migration gives the zone a second interface, which its names lead to from then on; what uses the first
 * one is served as before until the owner closes it. A forced one interrupts the zone.
 */
function migrate(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    { zone, mode, resource }: { zone: EndpointZone; mode: string; resource: ServiceResource },
): void {
    zone.status = "Migrating";
    service.status = "Pending";
    const former = { ...zone };
    if (mode === "Force") {
        zone.resource = undefined;
    }
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        service.status = "Active";
        zone.resource = resource;
        if (mode === "Force") {
            zone.status = "Connected";
            return;
        }
        const vswitch = cloud.vpc.vswitches.get(zone.vswitchId);
        if (vswitch === undefined) {
            throw new Error(`${endpoint.id} has lost its vSwitch ${zone.vswitchId}`);
        }
        const added = createNetworkInterface(cloud, {
            vswitch,
            securityGroupIds: endpoint.securityGroupIds,
            managedBy: "privatelink",
        });
        zone.networkInterfaceId = added.id;
        zone.ip = added.privateIpAddress;
        zone.replaced = {
            networkInterfaceId: former.networkInterfaceId,
            resource: former.resource,
        };
        zone.status = "Migrated";
    });
}

/** Closes what the former load balancer still serves of a migrated zone. */
export function closeReplaced(cloud: Cloud, zone: EndpointZone): void {
    zone.status = "Connected";
    forgetReplaced(cloud, zone);
}

/** Removes the former interface of a zone that was migrated, and with it its last use of the former load balancer. */
export function forgetReplaced(cloud: Cloud, zone: EndpointZone): void {
    if (zone.replaced !== undefined) {
        deleteNetworkInterface(cloud, zone.replaced.networkInterfaceId);
        zone.replaced = undefined;
    }
}
