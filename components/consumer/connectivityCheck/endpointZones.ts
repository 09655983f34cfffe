import { getVpcEndpointZones } from "@pulumi/alicloud/privatelink/getVpcEndpointZones";
import type * as pulumi from "@pulumi/pulumi";

import { failure } from "./failure";
import type { CheckedZone } from "./specification";

/** The zones of an endpoint as they are at this moment, in a fixed order (ListVpcEndpointZones). */
export async function zonesOf(
    component: string,
    endpointId: string,
    parent: pulumi.Resource,
): Promise<CheckedZone[]> {
    try {
        const { zones } = await getVpcEndpointZones({ endpointId }, { parent });
        return zones
            .map(({ zoneId, zoneDomain, eniIp, status }) => ({
                zoneId,
                domain: zoneDomain,
                eniIp,
                status,
            }))
            .sort((one, other) => one.zoneId.localeCompare(other.zoneId));
    } catch (error) {
        throw failure(
            `${component}: the zones of the endpoint ${endpointId} cannot be looked up: ${reasonOf(error as Error)} ` +
                `The check takes the credentials of the account that the endpoint is in, and its region. Where the permission is missing, allow privatelink:ListVpcEndpointZones.`,
        );
    }
}

/** What the API said, out of what the provider makes of it. */
function reasonOf({ message }: Error): string {
    const [, code, text] =
        /\bCode: (\S+)\s+Message: (?:code: \d+, )?(.*?)(?: request id: .*)?$/m.exec(message) ?? [];
    return code === undefined ? message : `${code}: ${text}`;
}
