import { setTimeout as wait } from "node:timers/promises";

import type { ApiClient } from "./apiClient";
import { ApiCallError } from "./signedCall";

/** An endpoint and its service; the bandwidth in Mbit/s, that of the service if it is left out. */
export interface EndpointToAccept {
    readonly serviceId: string;
    readonly endpointId: string;
    readonly bandwidth?: number;
}

/** How long an endpoint may take to be connected, and how often that is looked up. */
const MILLISECONDS = { limit: 300_000, between: 1_000 };

/** Codes that pass by themselves: an account takes one write at a time, and a connection may be changing. */
const PASSING = ["ConcurrentCallNotSupported", "EndpointConnectionOperationDenied"];

/**
 * Accepts an endpoint (EnableVpcEndpointConnection) and waits until it is connected. Does nothing if it is connected
 * already. Rejects with the API's reason, or if it takes longer than five minutes.
 */
export async function acceptEndpoint(
    client: ApiClient,
    { serviceId, endpointId, bandwidth }: EndpointToAccept,
    { limit, between } = MILLISECONDS,
): Promise<void> {
    const until = Date.now() + limit;
    const ids = { ServiceId: serviceId, EndpointId: endpointId };
    const parameters = { ...ids, ...(bandwidth ? { Bandwidth: String(bandwidth) } : {}) };
    let status = await statusOf(client, ids);
    while (status !== "Connected") {
        if (Date.now() > until) {
            throw new Error(
                `${endpointId} was not connected to ${serviceId} within ${limit / 1000} seconds; its status is ${status ?? "not known"}`,
            );
        }
        if (status === "Disconnected") {
            await client
                .call("privatelink", "EnableVpcEndpointConnection", parameters)
                .catch((error: unknown) => {
                    if (!(error instanceof ApiCallError && PASSING.includes(error.code ?? ""))) {
                        throw error;
                    }
                });
        }
        await wait(between);
        status = await statusOf(client, ids);
    }
}

async function statusOf(
    client: ApiClient,
    ids: Readonly<Record<string, string>>,
): Promise<string | undefined> {
    const answer = await client.call("privatelink", "ListVpcEndpointConnections", ids);
    const { Connections = [] } = answer as {
        readonly Connections?: readonly {
            readonly EndpointId: string;
            readonly ConnectionStatus: string;
        }[];
    };
    return Connections.find(({ EndpointId }) => EndpointId === ids.EndpointId)?.ConnectionStatus;
}
