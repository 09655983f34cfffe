import type * as pulumi from "@pulumi/pulumi";

import { currentEndpointZones } from "../../preflight/lookups/privateLink";
import { withRetries } from "../../preflight/lookups/retry";
import { failure } from "./failure";
import type { CheckedZone } from "./specification";

/** The current zones of an endpoint, in a fixed order (ListVpcEndpointZones). */
export async function checkedZonesOf(
    component: string,
    endpointId: string,
    parent: pulumi.Resource,
): Promise<CheckedZone[]> {
    try {
        const zones = await withRetries(() => currentEndpointZones(endpointId, parent));
        return zones
            .map(({ zoneId, domain, eniIp, status }) => ({ zoneId, domain, eniIp, status }))
            .sort((one, other) => one.zoneId.localeCompare(other.zoneId));
    } catch (error) {
        throw failure(
            `${component}: the zones of the endpoint ${endpointId} cannot be looked up: ${reasonOf(error as Error)} ` +
                `The check needs credentials of the endpoint's account, and its region. If the permission is missing, allow privatelink:ListVpcEndpointZones.`,
        );
    }
}

/** The API's message, without what the provider adds. */
function reasonOf({ message }: Error): string {
    const [, code, text] =
        /\bCode: (\S+)\s+Message: (?:code: \d+, )?(.*?)(?: request id: .*)?$/m.exec(message) ?? [];
    return code === undefined ? message : `${code}: ${text}`;
}
