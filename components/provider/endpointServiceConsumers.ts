import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { type ChildChecks, ComponentChecks } from "../preflight";
import { LIST_SERVICE_ENDPOINTS, serviceEndpoints } from "../preflight/lookups/serviceEndpoints";
import { connectionDeletion } from "../shared/deleteTimeout";
import {
    COMPONENT_INPUTS,
    dependenciesOf,
    promiseOf,
    withoutDependencies,
} from "../shared/dependencies";
import { isMocked } from "../shared/mocks";
import { providerMessage } from "../shared/providerMessage";
import { type AcceptedConnection, decide } from "./acceptancePolicy";
import {
    connectionName,
    type DeployedConnection,
    deployedConnections,
    keptConnections,
} from "./acceptedConnections";
import { checkClosedConsumers, repairClosed, repairsOf } from "./closedConsumers";
import { connectedEndpoints } from "./connectedEndpoints";
import { checkConsumers, checkDeployedConsumers, today, warnOfExceeded } from "./consumerChecks";
import type {
    ConnectedEndpoint,
    EndpointServiceConsumersArgs,
    UnacceptedEndpoint,
} from "./endpointServiceConsumersArgs";
import { createUsers, lookUpService, otherWhitelists, type WhitelistUsers } from "./whitelistUsers";

/**
 * The consumers of an endpoint service, in one map: their accounts are put on the whitelist, and their endpoints are
 * accepted as far as the map allows it. All others wait, so that without a policy nothing is accepted. It runs in
 * the account that owns the service, which must require acceptance.
 *
 * An endpoint that was accepted stays connected until its consumer is removed from the map, even if a later run cannot list
 * the endpoints, or only in part.
 */
export class EndpointServiceConsumers extends pulumi.ComponentResource {
    /** The connected endpoints, in the order of their ids: those that the map accepted, and others of the service. */
    public readonly connected: pulumi.Output<ConnectedEndpoint[]>;
    /** The endpoints that may be accepted later, for instance once the limit of their consumer is higher. */
    public readonly waiting: pulumi.Output<UnacceptedEndpoint[]>;
    /** The endpoints that the policy of their consumer does not allow. */
    public readonly refused: pulumi.Output<UnacceptedEndpoint[]>;

    constructor(
        name: string,
        args: EndpointServiceConsumersArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = ComponentChecks.of("EndpointServiceConsumers", name, args);
        const children = checkConsumers(checks, args ?? {});
        super(
            "alicloud-privatelink:index:EndpointServiceConsumers",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["connected", "waiting", "refused"], () =>
            createChildren(children, name, args, {
                parent: this,
                dependsOn: opts?.dependsOn,
                ...connectionDeletion(opts),
            }),
        );
        this.connected = outputs.connected;
        this.waiting = outputs.waiting;
        this.refused = outputs.refused;
        this.registerOutputs(outputs);
    }
}

type ChildOptions = { parent: pulumi.Resource } & Pick<
    pulumi.CustomResourceOptions,
    "dependsOn" | "customTimeouts"
>;

function createChildren(
    checks: ChildChecks,
    name: string,
    args: EndpointServiceConsumersArgs,
    { parent, dependsOn, customTimeouts }: ChildOptions,
) {
    const { serviceId, consumers } = args;
    const accountIds = Object.keys(consumers);
    const whitelist = {
        component: "EndpointServiceConsumers",
        name,
        serviceId,
        accountIds,
    } as const;
    // The state changes while the program waits for the service's id.
    const deployed = deployedConnections(name);
    checkDeployedConsumers(checks, whitelist, consumers, deployed, parent);
    lookUpService(checks, serviceId, parent);
    checkClosedConsumers(checks, name, args, deployed, parent);
    const users = createUsers(checks, whitelist, { parent, dependsOn });
    const decided = decidedEndpoints(checks, whitelist, args, deployed, parent).then((decision) => {
        const repairs = repairClosed(name, decision.closed, parent);
        const statuses = decision.accepted.map((connection) => {
            const former = decision.kept.find(isSame(connection));
            const repaired = repairs.get(connection.endpointId);
            const { status } = acceptEndpoint(name, args, connection, former, {
                parent,
                customTimeouts,
                dependsOn: checks.dependsOn([
                    users.get(connection.accountId),
                    dependenciesOf(repaired),
                ] as pulumi.ResourceOptions["dependsOn"]),
            });
            // After a refresh, the state has the status from before the repair.
            return repaired === undefined ? status : status.apply(() => "Connected");
        });
        return { ...decision, statuses };
    });
    return {
        connected: pulumi.output(
            decided.then(({ statuses, ...decision }) =>
                pulumi
                    .all(statuses)
                    .apply((known) => connectedEndpoints(consumers, decision, known)),
            ),
        ) as pulumi.Output<ConnectedEndpoint[]>,
        waiting: pulumi.output(decided.then(({ waiting }) => [...waiting])),
        refused: pulumi.output(decided.then(({ refused }) => [...refused])),
    };
}

function isSame({ accountId, endpointId }: AcceptedConnection) {
    return (other: AcceptedConnection) =>
        other.accountId === accountId && other.endpointId === endpointId;
}

/** Decides before any connection is registered: what was accepted earlier, and what is accepted now. */
async function decidedEndpoints(
    checks: ChildChecks,
    whitelist: WhitelistUsers,
    args: EndpointServiceConsumersArgs,
    deployed: Promise<readonly DeployedConnection[]>,
    parent: pulumi.Resource,
) {
    const { serviceId, consumers } = args;
    const { name } = whitelist;
    const known = await promiseOf(
        checks.deriveOutsideBarrier({ serviceId }, async ({ serviceId: id }) => ({
            id,
            listed: await listEndpoints(name, id, parent),
        })),
    );
    if (known === undefined) {
        void pulumi.log.info(
            `EndpointServiceConsumers "${name}": the id of the service is known in the update only, which then lists the endpoints that wait. This preview accepts none of them.`,
        );
    }
    const kept = keptConnections(await deployed, name, consumers, known?.id);
    const { closed, listed } = repairsOf(checks, args, kept, known?.listed);
    const facts = { consumers, earlier: kept, listed, today: today() };
    const decision = decide(facts);
    warnOfExceeded(name, facts, decision);
    const dropped = (await deployed).filter(
        (each) => each.mapName === name && !kept.some(isSame(each)),
    );
    const closing = await withoutMoved(dropped, whitelist, known?.id, parent);
    return { ...decision, kept, closed, closing, listed };
}

/** The endpoints of connections that no other map of the program keeps. */
async function withoutMoved(
    dropped: readonly DeployedConnection[],
    whitelist: WhitelistUsers,
    serviceId: string | undefined,
    parent: pulumi.Resource,
): Promise<string[]> {
    const accountIds = dropped.map(({ accountId }) => accountId);
    const others = await otherWhitelists({ ...whitelist, accountIds }, serviceId ?? "", parent);
    return dropped
        .filter(({ accountId }) => !others.get(accountId)?.startsWith(whitelist.component))
        .map(({ endpointId }) => endpointId);
}

/** The endpoints of a service. Undefined, with a warning, if they cannot be listed. */
async function listEndpoints(name: string, serviceId: string, parent: pulumi.Resource) {
    try {
        return await serviceEndpoints(serviceId, parent);
    } catch (error) {
        const wayOn = isMocked()
            ? `In a unit test, let the mocks answer ${LIST_SERVICE_ENDPOINTS} with endpoints.`
            : "Then run the command again.";
        void pulumi.log.warn(
            `EndpointServiceConsumers "${name}": the endpoints of ${serviceId} could not be listed, so none that waits is accepted in this run: ${providerMessage(error)}. ` +
                `What was accepted before stays connected. ${wayOn}`,
        );
        return undefined;
    }
}

/**
 * Accepts an endpoint, or keeps it. It depends on the entry of its account alone, and is disconnected before that is taken
 * off the whitelist.
 */
function acceptEndpoint(
    name: string,
    { serviceId, consumers }: EndpointServiceConsumersArgs,
    connection: AcceptedConnection,
    former: DeployedConnection | undefined,
    opts: ChildOptions,
): privatelink.VpcEndpointServiceConnection {
    return new privatelink.VpcEndpointServiceConnection(
        connectionName(name, connection),
        {
            serviceId: withoutDependencies(serviceId),
            endpointId: connection.endpointId,
            bandwidth: consumers[connection.accountId].bandwidth,
        },
        {
            ...opts,
            // Of another map of this stack, from which the consumer has moved.
            aliases: former === undefined || former.mapName === name ? [] : [former.urn],
        },
    );
}
