import type { ListedEndpoint } from "../preflight/lookups/serviceEndpoints";
import type { EndpointServiceConsumer, UnacceptedEndpoint } from "./endpointServiceConsumersArgs";

/** A connection that a map of consumers has. */
export interface AcceptedConnection {
    readonly accountId: string;
    readonly endpointId: string;
}

/** What is decided about the endpoints of a service. */
export interface Decision {
    /** The connections to keep, and after them those to accept. */
    readonly accepted: readonly AcceptedConnection[];
    /** Endpoints that may be accepted later: nothing of what they are is against the policy. */
    readonly waiting: readonly UnacceptedEndpoint[];
    /** Endpoints that the policy of their consumer does not allow. */
    readonly refused: readonly UnacceptedEndpoint[];
}

/** The policy, and what is known. */
export interface Facts {
    readonly consumers: Readonly<Record<string, EndpointServiceConsumer>>;
    /** What was accepted in earlier updates and is to be kept. */
    readonly earlier: readonly AcceptedConnection[];
    /** The endpoints of the service; undefined if they could not be listed. */
    readonly listed: readonly ListedEndpoint[] | undefined;
    /** The current day in UTC, for instance `2026-01-01`. */
    readonly today: string;
}

/**
 * Decides which endpoints are accepted. What was accepted earlier is kept, whatever the list of endpoints says: a list
 * can be old, incomplete or missing.
 */
export function decide({ consumers, earlier, listed = [], today }: Facts): Decision {
    const accepted = [...earlier];
    const waiting: UnacceptedEndpoint[] = [];
    const refused: UnacceptedEndpoint[] = [];
    for (const endpoint of listed.filter(isDisconnected).sort(oldestFirst)) {
        const { endpointId, accountId } = endpoint;
        const consumer = consumerOf(consumers, accountId);
        const unaccepted = (reason: string): UnacceptedEndpoint => ({
            endpointId,
            accountId,
            consumer: nameOf(consumers, accountId),
            reason,
        });
        if (earlier.some((each) => each.endpointId === endpointId)) {
            waiting.push(unaccepted("It was accepted before, and closed outside of this stack."));
            continue;
        }
        const against = consumer && refusal(consumer, endpoint, today);
        const obstacle = obstacleOf(consumer, endpoint);
        if (against !== undefined) {
            refused.push(unaccepted(against));
        } else if (obstacle !== undefined) {
            waiting.push(unaccepted(obstacle));
        } else {
            const { maxEndpoints = 0 } = consumer ?? {};
            const connected = connectedOf(accountId, accepted, listed);
            if (connected.length >= maxEndpoints) {
                const reason = `Its account has ${connected.length} of ${maxEndpoints} endpoints (maxEndpoints).`;
                waiting.push(unaccepted(reason));
            } else {
                accepted.push({ accountId, endpointId });
            }
        }
    }
    return { accepted, waiting, refused };
}

/** The ids of a consumer's endpoints that count for its limit: accepted ones that still exist, and what others connected. */
export function connectedOf(
    accountId: string,
    accepted: readonly AcceptedConnection[],
    listed: readonly ListedEndpoint[] | undefined,
): string[] {
    const ids = accepted
        .filter((each) => each.accountId === accountId)
        .map(({ endpointId }) => endpointId)
        .filter((id) => listed === undefined || listed.some(({ endpointId }) => endpointId === id));
    const others = (listed ?? [])
        .filter((each) => each.accountId === accountId && isConnected(each))
        .map(({ endpointId }) => endpointId);
    return [...new Set([...ids, ...others])].sort();
}

/** What the endpoint is that its consumer's policy does not allow. Undefined if nothing. */
function refusal(
    { regionIds, zoneIds, endDate }: EndpointServiceConsumer,
    endpoint: ListedEndpoint,
    today: string,
): string | undefined {
    if (endDate !== undefined && today > endDate) {
        return `No endpoint of this consumer is accepted after ${endDate} (endDate).`;
    }
    if (regionIds !== undefined && !regionIds.includes(endpoint.regionId)) {
        return `It is in ${endpoint.regionId}, but ${allowance("regionIds", regionIds)}.`;
    }
    const others = endpoint.zones
        .map(({ zoneId }) => zoneId)
        .filter((zoneId) => zoneIds?.includes(zoneId) === false);
    return others.length > 0
        ? `It has ${others.join(", ")}, but ${allowance("zoneIds", zoneIds ?? [])}.`
        : undefined;
}

function allowance(argument: string, ids: readonly string[]): string {
    return ids.length === 0
        ? `${argument} allows none`
        : `${argument} allows only ${ids.join(", ")}`;
}

/** What keeps an endpoint from being accepted now, though nothing speaks against it for good. */
function obstacleOf(
    consumer: EndpointServiceConsumer | undefined,
    { accountId, isOwnersOwn, zones }: ListedEndpoint,
): string | undefined {
    if (isOwnersOwn) {
        return "It belongs to the owner of the service. Accept it with an EndpointConnection.";
    }
    if (accountId === "") {
        return "The API does not say which account it belongs to.";
    }
    if (consumer === undefined) {
        return "Its account is not in the map.";
    }
    if ((consumer.maxEndpoints ?? 0) === 0) {
        return "Its consumer may have no endpoints connected (maxEndpoints).";
    }
    const changing = zones.filter(({ status }) => CHANGING.includes(status));
    if (changing.length > 0) {
        return `Its zones are being changed: ${changing.map(({ zoneId }) => zoneId).join(", ")}. Run the command again.`;
    }
    return consumer.zoneIds !== undefined && zones.length === 0
        ? "It has no zones yet, and only some are allowed (zoneIds)."
        : undefined;
}

/** An endpoint with such a zone cannot be accepted (EnableVpcEndpointConnection: EndpointOperationDenied). */
const CHANGING = ["Creating", "Connecting", "Disconnecting", "Deleting", "Migrating"];

/** Neither accepted nor refused yet, or closed. Others are connected, on their way to it, or going. */
function isDisconnected({ status }: ListedEndpoint): boolean {
    return status === "Disconnected";
}

/** Whether an endpoint is connected, or about to be. */
export function isConnected({ status }: ListedEndpoint): boolean {
    return ["Connected", "Connecting", "Pending"].includes(status);
}

/** Name of a consumer, for outputs and messages. */
export function nameOf(consumers: Facts["consumers"], accountId: string): string {
    return consumerOf(consumers, accountId)?.displayName ?? accountId;
}

function consumerOf(
    consumers: Facts["consumers"],
    accountId: string,
): EndpointServiceConsumer | undefined {
    return Object.hasOwn(consumers, accountId) ? consumers[accountId] : undefined;
}

function oldestFirst(one: ListedEndpoint, other: ListedEndpoint): number {
    return compare(one.modifiedAt, other.modifiedAt) || compare(one.endpointId, other.endpointId);
}

function compare(one: string, other: string): number {
    return one < other ? -1 : Number(one > other);
}
