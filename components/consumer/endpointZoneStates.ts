import * as pulumi from "@pulumi/pulumi";

import { componentOf, deployedChild } from "../preflight/deployedResources";
import {
    addMissingPermission,
    isForbidden,
    warnOfMissingPermissions,
} from "../preflight/lookups/missingPermissions";
import { currentEndpointZones, endpointsStillThere } from "../preflight/lookups/privateLink";
import { withinTimeLimit, withRetries } from "../preflight/lookups/retry";
import { lookupTimeoutSeconds } from "../preflight/mode";
import { isMocked } from "../shared/mocks";
import { providerMessage } from "../shared/providerMessage";

/** What an endpoint has in a zone. */
export interface EndpointZoneState {
    /** Id of the zone. */
    zoneId: string;
    /** Domain that resolves to the network interface in this zone. */
    domain: string;
    /** Id of the network interface. */
    eniId: string;
    /** Private address of the network interface. */
    eniIp: string;
    /** Status of the zone when the program last ran: `Wait` until the owner accepts the endpoint, then `Connected`. */
    status: string;
}

/**
 * What an endpoint has in its zones, in their order (ListVpcEndpointZones). It is looked up in each update: the
 * provider's resources keep the status from before the owner accepted the endpoint, and
 * have neither the domain nor the id of the network interface. A preview of many endpoints would
 * take as many calls, so it shows what the last update left, if all endpoints are still there: one call for all of
 * them (ListVpcEndpoints).
 *
 * It only feeds an output, so a lookup that fails does not fail the program: the output stays what the last update
 * left, and is empty if there was none. That the endpoint does not exist fails it.
 */
export function endpointZoneStates(
    name: string,
    zoneIds: readonly string[],
    endpointId: pulumi.Output<string>,
    parent: pulumi.Resource,
): pulumi.Output<EndpointZoneState[]> {
    return endpointId.apply(async (id) => {
        try {
            const zones = await withinTimeLimit(
                lookupTimeoutSeconds(),
                async () =>
                    (await zonesForPreview(name, zoneIds, id, parent)) ??
                    (await withRetries(() => currentEndpointZones(id, parent))),
            );
            return zoneIds.flatMap((zoneId) => zones.filter((zone) => zone.zoneId === zoneId));
        } catch (error) {
            // An answer, and no failure of the lookup: credentials of another account, or another region.
            if (String((error as Error).message).includes("EndpointNotFound")) {
                throw error;
            }
            if (isForbidden(error)) {
                addMissingPermission(
                    "the zones of endpoints",
                    "privatelink:ListVpcEndpointZones",
                    'the output "zones" is that of the last update',
                );
                warnOfMissingPermissions();
            } else {
                void pulumi.log.warn(
                    `InterfaceEndpoint "${name}": the zones of ${id} could not be looked up, so its output "zones" is that of the last update: ` +
                        `${providerMessage(error)}. ${wayOn()}.`,
                );
            }
            return deployedZoneStates(name);
        }
    });
}

/** What the last update left, where that is all that a preview needs. */
async function zonesForPreview(
    name: string,
    zoneIds: readonly string[],
    endpointId: string,
    parent: pulumi.Resource,
): Promise<EndpointZoneState[] | undefined> {
    if (!pulumi.runtime.isDryRun()) {
        return undefined;
    }
    const zones = await deployedZoneStates(name);
    const isComplete = zoneIds.every((zoneId) => zones.some((zone) => zone.zoneId === zoneId));
    // Where the list does not have it, the lookup of its zones says why.
    return isComplete && (await endpointsStillThere(parent))?.has(endpointId) ? zones : undefined;
}

function wayOn(): string {
    return isMocked()
        ? "In a unit test, let the mocks answer getVpcEndpointZones"
        : 'Run "pulumi up" again to update it';
}

async function deployedZoneStates(name: string): Promise<EndpointZoneState[]> {
    const endpoint = await deployedChild(
        "InterfaceEndpoint",
        "alicloud:privatelink/vpcEndpoint:VpcEndpoint",
        name,
    );
    const component = endpoint && (await componentOf(endpoint));
    const zones = component?.outputs.zones;
    return Array.isArray(zones) ? (zones as EndpointZoneState[]) : [];
}
