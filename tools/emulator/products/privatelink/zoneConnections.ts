import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { flag, requiredText } from "../../parameters";
import { connectZone, disconnectZone } from "./connectionStates";
import { refusal } from "./errors";
import { exclusively } from "./locks";
import { connectedEndpoint, endpointLock, ownedService, zoneOf } from "./lookups";
import type { Endpoint, EndpointZone } from "./state";
import { closeReplaced } from "./zoneMigrations";

/** The service's owner closing and reopening single zones of a connection. */
export function zoneConnectionActions(cloud: Cloud): Record<string, Action> {
    return {
        EnableVpcEndpointZoneConnection(call) {
            const service = ownedService(cloud, call);
            const endpoint = connectedEndpoint(cloud, call, service);
            return exclusively(cloud, [endpointLock(endpoint)], () => {
                const zone = connectionZone(call, endpoint, "Disconnected");
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
                    ? connectionZone(call, endpoint, "Migrated")
                    : connectionZone(call, endpoint, "Connected", "Migrated");
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
    endpoint: Endpoint,
    ...statuses: EndpointZone["status"][]
): EndpointZone {
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
