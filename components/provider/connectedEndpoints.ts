import type { ListedEndpoint } from "../preflight/lookups/serviceEndpoints";
import { type AcceptedConnection, type Facts, isConnected, nameOf } from "./acceptancePolicy";
import type { ConnectedEndpoint } from "./endpointServiceConsumersArgs";

/** The connections that a map has, and what is known of the endpoints. */
interface Known {
    readonly accepted: readonly AcceptedConnection[];
    /** Those of `accepted` that were accepted in earlier updates. */
    readonly kept: readonly AcceptedConnection[];
    /** The endpoints of the service; undefined if they could not be listed. */
    readonly listed: readonly ListedEndpoint[] | undefined;
    /** Ids of the endpoints that this update disconnects, because their consumer was removed. */
    readonly closing: readonly string[];
}

/**
 * The connected endpoints of a service: those that a map accepted, unless they were closed or deleted outside of the
 * stack, and others that the list has.
 *
 * @param statuses of `accepted`, as their resources have them
 */
export function connectedEndpoints(
    consumers: Facts["consumers"],
    { accepted, kept, listed, closing }: Known,
    statuses: readonly string[],
): ConnectedEndpoint[] {
    const endpoints = new Map(listed?.map((each) => [each.endpointId, each]));
    const keptIds = new Set(kept.map(({ endpointId }) => endpointId));
    const own = accepted.flatMap(({ accountId, endpointId }, index) => {
        const found = endpoints.get(endpointId);
        const isGone =
            keptIds.has(endpointId) && listed !== undefined && !(found && isConnected(found));
        const endpoint = { ...UNLISTED, ...found, accountId, endpointId, status: statuses[index] };
        return isGone ? [] : [described(consumers, endpoint)];
    });
    const notOthers = new Set([...accepted.map(({ endpointId }) => endpointId), ...closing]);
    const others = [...endpoints.values()]
        .filter((each) => isConnected(each) && !notOthers.has(each.endpointId))
        .map((endpoint) => described(consumers, endpoint));
    return [...own, ...others].sort((one, other) => (one.endpointId < other.endpointId ? -1 : 1));
}

const UNLISTED: ListedEndpoint = {
    endpointId: "",
    accountId: "",
    isOwnersOwn: false,
    regionId: "",
    vpcId: "",
    zones: [],
    bandwidth: 0,
    status: "",
    modifiedAt: "",
};

function described(consumers: Facts["consumers"], endpoint: ListedEndpoint): ConnectedEndpoint {
    const { endpointId, accountId, regionId, vpcId, zones, bandwidth, status, modifiedAt } =
        endpoint;
    const loadBalancerIds = zones.map(({ loadBalancerId }) => loadBalancerId).filter(Boolean);
    return {
        endpointId,
        accountId,
        consumer: nameOf(consumers, accountId),
        regionId,
        vpcId,
        zoneIds: zones.map(({ zoneId }) => zoneId),
        loadBalancerIds: [...new Set(loadBalancerIds)],
        bandwidth,
        status,
        modifiedAt,
    };
}
