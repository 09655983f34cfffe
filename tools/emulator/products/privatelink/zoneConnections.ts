import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { flag, requiredText } from "../../parameters";
import { connectZone, disconnectZone } from "./connectionStates";
import { refusal } from "./errors";
import { exclusively } from "./locks";
import { connectedEndpoint, endpointLock, ownedService, zoneOf } from "./lookups";
import type { Endpoint, EndpointService, EndpointZone } from "./state";
import { closeReplaced } from "./zoneMigrations";

/** The service's owner closing and reopening single zones of a connection. */
export function zoneConnectionActions(cloud: Cloud): Record<string, Action> {
    return {
        EnableVpcEndpointZoneConnection(call) {
            const service = ownedService(cloud, call);
            const endpoint = connectedEndpoint(cloud, call, service);
            return exclusively(cloud, [endpointLock(endpoint)], () => {
                const zone = connectionZone(call, service, endpoint, "Disconnected");
                stopIfDryRun(call);
                connectZone(cloud, service, endpoint, zone);
                return {};
            });
        },

        DisableVpcEndpointZoneConnection(call) {
            const service = ownedService(cloud, call);
            const endpoint = connectedEndpoint(cloud, call, service);
            return exclusively(cloud, [endpointLock(endpoint)], () => {
                const closesReplaced = flag(call, "ReplacedResource") === true;
                const zone = closesReplaced
                    ? connectionZone(call, service, endpoint, "Migrated")
                    : connectionZone(call, service, endpoint, "Connected", "Migrated");
                stopIfDryRun(call);
                if (closesReplaced) {
                    closeReplaced(cloud, zone);
                } else {
                    disconnectZone(cloud, zone);
                }
                return {};
            });
        },
    };
}

function connectionZone(
    call: Call,
    service: EndpointService,
    endpoint: Endpoint,
    ...statuses: EndpointZone["status"][]
): EndpointZone {
    if (service.status !== "Active") {
        throw refusal("IncorrectStatus.VpcEndpointService", service.id, service.status);
    }
    if (endpoint.status !== "Active") {
        throw refusal("IncorrectStatus.VpcEndpoint", endpoint.id, endpoint.status);
    }
    if (endpoint.connectionStatus !== "Connected") {
        throw refusal(
            "IncorrectStatus.VpcEndpointConnection",
            endpoint.id,
            endpoint.connectionStatus,
        );
    }
    const zoneId = requiredText(call, "ZoneId");
    const zone = zoneOf(endpoint, zoneId);
    if (zone === undefined) {
        throw refusal("ResourceNotFound.VpcEndpointZone", zoneId);
    }
    if (!statuses.includes(zone.status)) {
        throw refusal("IncorrectStatus.VpcEndpointZone", zoneId, zone.status);
    }
    return zone;
}
