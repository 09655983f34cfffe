import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../preflight";
import { type ListedEndpoint, serviceEndpoints } from "../preflight/lookups/serviceEndpoints";
import { ClosedConnection } from "../shared/types";
import type { DeployedConnection } from "./acceptedConnections";
import { acceptAgain, reportClosed } from "./closedConnection";
import type { EndpointServiceConsumersArgs } from "./endpointServiceConsumersArgs";

/**
 * Checks whether connections of a map were closed outside of this stack. An endpoint that is not listed counts as
 * deleted by its consumer, which is nothing to warn of.
 */
export function checkClosedConsumers(
    checks: ChildChecks,
    name: string,
    { serviceId, whenClosed = ClosedConnection.Warn }: EndpointServiceConsumersArgs,
    deployed: Promise<readonly DeployedConnection[]>,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ serviceId }, async ({ serviceId: id }, report) => {
        const own = (await deployed).filter(
            (each) => each.mapName === name && each.serviceId === id,
        );
        // That the list cannot be read is said where it decides what is accepted.
        const listed =
            own.length === 0 ? [] : await serviceEndpoints(id, parent).catch(() => undefined);
        for (const { endpointId, urn } of closedOf(own, listed)) {
            const facts = { serviceId: id, endpointId, status: "Disconnected", urn, isOfMap: true };
            reportClosed(report, `EndpointServiceConsumers "${name}"`, facts, whenClosed);
        }
    });
}

/** The connections of a map that an update accepts again, and what it then decides by. */
export interface Repairs {
    readonly closed: readonly DeployedConnection[];
    /** The endpoints as they will be once they are repaired. */
    readonly listed: readonly ListedEndpoint[] | undefined;
}

/** What is to be repaired of the connections that a map keeps. */
export function repairsOf(
    checks: ChildChecks,
    { whenClosed }: Pick<EndpointServiceConsumersArgs, "whenClosed">,
    kept: readonly DeployedConnection[],
    listed: readonly ListedEndpoint[] | undefined,
): Repairs {
    if (whenClosed !== ClosedConnection.Repair || !checks.isOnline) {
        return { closed: [], listed };
    }
    const closed = closedOf(kept, listed);
    const isClosed = (id: string) => closed.some(({ endpointId }) => endpointId === id);
    return {
        closed,
        listed: listed?.map((each) =>
            isClosed(each.endpointId) ? { ...each, status: "Connected" } : each,
        ),
    };
}

/**
 * Accepts the endpoints again, in an update, one after the other: an account takes one such call at a time. Returns the
 * repair of each by the endpoint's id, for which its connection waits.
 */
export function repairClosed(
    name: string,
    closed: readonly DeployedConnection[],
    parent: pulumi.Resource,
): ReadonlyMap<string, Promise<void>> {
    const repairs = new Map<string, Promise<void>>();
    if (pulumi.runtime.isDryRun()) {
        return repairs;
    }
    let earlier = Promise.resolve();
    for (const endpoint of closed) {
        const component = `EndpointServiceConsumers "${name}"`;
        earlier = earlier.then(() => acceptAgain(component, endpoint, parent));
        repairs.set(endpoint.endpointId, earlier);
    }
    return repairs;
}

/** Those of the connections that are closed as far as the list tells. */
function closedOf(
    connections: readonly DeployedConnection[],
    listed: readonly ListedEndpoint[] = [],
): DeployedConnection[] {
    const statuses = new Map(listed.map(({ endpointId, status }) => [endpointId, status]));
    return connections.filter(({ endpointId }) => statuses.get(endpointId) === "Disconnected");
}
