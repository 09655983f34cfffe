import type { Action, Product } from "../../call";
import type { Cloud } from "../../cloud";
import { activationActions, requireOpened } from "./activation";
import { connectionActions } from "./connections";
import { endpointQueries } from "./endpointDescriptions";
import { endpointActions } from "./endpoints";
import { endpointZoneActions } from "./endpointZones";
import { regionQueries } from "./regionsAndZones";
import { regionOfGrouped, resourceTagActions } from "./tags";
import { securityGroupActions } from "./securityGroups";
import { serviceQueries } from "./serviceDescriptions";
import { serviceResourceActions } from "./serviceResources";
import { serviceActions } from "./services";
import { whitelistActions } from "./whitelist";
import { zoneConnectionActions } from "./zoneConnections";
import { zoneMigrationActions } from "./zoneMigrations";

export function privatelink(cloud: Cloud): Product {
    return {
        name: "privatelink",
        version: "2020-04-15",
        actions: {
            ...activationActions(cloud),
            ...regionQueries(),
            ...onceOpened(cloud, {
                ...serviceActions(cloud),
                ...serviceQueries(cloud),
                ...serviceResourceActions(cloud),
                ...whitelistActions(cloud),
                ...endpointActions(cloud),
                ...endpointQueries(cloud),
                ...endpointZoneActions(cloud),
                ...securityGroupActions(cloud),
                ...connectionActions(cloud),
                ...zoneConnectionActions(cloud),
                ...zoneMigrationActions(cloud),
                ...resourceTagActions(cloud),
            }),
        },
        regionOf: (call) => regionOfGrouped(cloud, call),
    };
}

function onceOpened(cloud: Cloud, actions: Record<string, Action>): Record<string, Action> {
    return Object.fromEntries(
        Object.entries(actions).map(([name, action]) => [
            name,
            (call) => {
                requireOpened(cloud, call);
                return action(call);
            },
        ]),
    );
}
