import * as pulumi from "@pulumi/pulumi";

import { acceptEndpoint, type EndpointToAccept } from "../api/acceptEndpoint";
import type { ChildChecks, Report } from "../preflight";
import type { DeployedResource } from "../preflight/deployedResources";
import { ownApiClient, repeating } from "../preflight/lookups/ownCalls";
import { serviceConnections } from "../preflight/lookups/privateLink";
import * as rules from "../preflight/rules";
import { isMocked } from "../shared/mocks";
import { providerMessage } from "../shared/providerMessage";
import { ClosedConnection } from "../shared/types";
import { withoutStack } from "../shared/withoutStack";

/** A connection that the stack may have, and what is to be done if it was closed outside of it. */
export interface WatchedConnection {
    readonly serviceId: pulumi.Input<string>;
    readonly endpointId: pulumi.Input<string>;
    /** As the last update left it. */
    readonly deployed: Promise<DeployedResource | undefined>;
    readonly whenClosed: ClosedConnection;
}

/**
 * Handles a connection that was closed outside of this stack. The provider sees nothing to change: neither an update
 * nor a refresh accepts the endpoint again, and a destroy fails, because a closed connection cannot be closed
 * (DisableVpcEndpointConnection: EndpointConnectionOperationDenied).
 *
 * @returns what the connection waits for: an update that repairs it accepts the endpoint before the provider
 *     changes anything else of the connection, which it can do only while it is connected
 */
export function handleClosedConnection(
    checks: ChildChecks,
    name: string,
    { serviceId, endpointId, deployed, whenClosed }: WatchedConnection,
    parent: pulumi.Resource,
): pulumi.Output<boolean> | undefined {
    const ids = { serviceId, endpointId };
    checks.lookUp(ids, async (known, report) => {
        const facts = await closedFacts(known, await deployed, parent);
        if (facts === undefined) {
            return;
        }
        reportClosed(report, `EndpointConnection "${name}"`, facts, whenClosed);
    });
    if (whenClosed !== ClosedConnection.Repair || !checks.isOnline || isMocked()) {
        return undefined;
    }
    return checks.deriveOutsideBarrier(ids, async (known) => {
        const connection = await deployed;
        const facts = await closedFacts(known, connection, parent);
        if (pulumi.runtime.isDryRun() || facts?.status !== "Disconnected") {
            return false;
        }
        const bandwidth = Number(connection?.outputs.bandwidth) || undefined;
        await acceptAgain(`EndpointConnection "${name}"`, { ...known, bandwidth }, parent);
        return true;
    });
}

type ClosedFacts = Parameters<typeof rules.connectionNotClosed.problem>[0];

/** Says that a connection was closed, or refuses the update because of it. Says nothing of one that is as it was. */
export function reportClosed(
    report: Pick<Report, "check">,
    component: string,
    facts: ClosedFacts,
    whenClosed: ClosedConnection,
): void {
    if (whenClosed === ClosedConnection.Fail) {
        report.check("whenClosed", facts, rules.connectionNotClosed);
        return;
    }
    const { endpointId, serviceId, status } = facts;
    const isRepaired = whenClosed === ClosedConnection.Repair && status === "Disconnected";
    const said = isRepaired
        ? `the connection of endpoint ${endpointId} to ${serviceId} was closed outside of this stack. "pulumi up" accepts the endpoint again.`
        : rules.connectionNotClosed.problem(facts);
    if (said !== undefined) {
        void pulumi.log.warn(`${component}: ${said}`);
    }
}

/** Accepts an endpoint whose connection was closed. Rejects with a sentence that names the component. */
export async function acceptAgain(
    component: string,
    endpoint: EndpointToAccept,
    parent: pulumi.Resource,
): Promise<void> {
    try {
        await acceptEndpoint(repeating(await ownApiClient(parent)), endpoint);
    } catch (error) {
        throw withoutStack(
            new pulumi.RunError(
                `${component}: endpoint ${endpoint.endpointId} could not be accepted again: ${providerMessage(error)}.`,
            ),
        );
    }
}

/** What the rule needs of a connection that the stack has. Undefined if it has none yet, or if it cannot be read. */
async function closedFacts(
    ids: { readonly serviceId: string; readonly endpointId: string },
    deployed: DeployedResource | undefined,
    parent: pulumi.Resource,
) {
    if (deployed === undefined || deployed.outputs.endpointId !== ids.endpointId) {
        return undefined;
    }
    const found = await serviceConnections(ids.serviceId, parent);
    const connection = found?.connections.find((each) => each.endpointId === ids.endpointId);
    return found && { ...ids, status: connection?.status, urn: deployed.urn };
}
