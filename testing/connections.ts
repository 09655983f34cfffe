import { identifier } from "./identifiers";
import { type MockedResource, type Properties, text } from "./properties";
import * as tokens from "./tokens";
import type { VisibleCloud } from "./visibleCloud";

/** The connections of services: those that are accepted, and those that endpoints ask for from the beginning. */
export function connectionsOf(inputs: Properties, { resources }: VisibleCloud): Properties {
    const accepted = resources
        .filter(({ type }) => type === tokens.CONNECTION)
        .map(({ id, state }) => ({ ...state, id }));
    const waiting = resources
        .filter(({ type, id }) => type === tokens.ENDPOINT && id !== undefined)
        .filter(({ id }) => accepted.every(({ endpointId }: Properties) => endpointId !== id))
        .map(({ id, state }) => ({
            id: `${String(state.serviceId)}:${String(id)}`,
            endpointId: id,
            serviceId: state.serviceId,
            bandwidth: 0,
            status: "Disconnected",
        }));
    const found = [...accepted, ...waiting].filter((each: Properties) =>
        ["serviceId", "endpointId", "status"].every(
            (name) => inputs[name] === undefined || inputs[name] === each[name],
        ),
    );
    return { ...inputs, id: "connections", ids: found.map(({ id }) => id), connections: found };
}

export function zoneEntry({ id, state }: MockedResource, cloud: VisibleCloud): Properties {
    const endpointId = text(state, "endpointId");
    const endpoint = cloud.resources.find((each) => each.id === endpointId)?.state;
    const domain = text(endpoint, "endpointDomain");
    return {
        eniId: identifier("eni-", undefined, String(id)),
        status: isConnected(endpointId, cloud) ? "Connected" : "Wait",
        zoneDomain: domain.replace(endpointId, `${endpointId}-${text(state, "zoneId")}`),
    };
}

/** An endpoint as the owner of its service can list it. Mocks have the provider of its account. */
export function listedEndpoint(
    { id, state, provider }: MockedResource,
    cloud: VisibleCloud,
): Properties {
    const endpointId = String(id);
    const zones = cloud.resources.filter(
        (each) => each.type === tokens.ENDPOINT_ZONE && each.state.endpointId === endpointId,
    );
    const accountId = text(state, "accountId") || cloud.accountOf(provider);
    return {
        endpointId,
        accountId,
        isOwnersOwn: accountId === cloud.accountId,
        regionId: state.regionId,
        vpcId: state.vpcId,
        zones: zones.map((zone) => ({
            zoneId: zone.state.zoneId,
            status: zoneEntry(zone, cloud).status,
            loadBalancerId: "",
        })),
        bandwidth: state.bandwidth ?? 0,
        status: isConnected(endpointId, cloud) ? "Connected" : "Disconnected",
        modifiedAt: "2026-01-01T00:00:00Z",
    };
}

/** Whether the owner has accepted an endpoint, or accepts all of them. */
export function isConnected(endpointId: string, { resources }: VisibleCloud): boolean {
    const endpoint = resources.find(({ id }) => id === endpointId)?.state;
    return resources.some(
        ({ type, id, state }) =>
            (type === tokens.CONNECTION &&
                state.endpointId === endpointId &&
                state.status === "Connected") ||
            (type === tokens.SERVICE &&
                id === endpoint?.serviceId &&
                state.autoAcceptConnection === true),
    );
}
