import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { EndpointRequest, EndpointServiceOffer } from "../contract/contract";
import { CONNECTION_DELETION } from "../shared/deleteTimeout";
import { COMPONENT_INPUTS, dependenciesOf, withoutDependencies } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode, type Report } from "../preflight";
import { deployedChild, type DeployedResource } from "../preflight/deployedResources";
import { checkContract, contractOf, fieldOf } from "../preflight/contractInputs";
import { callerAccountId } from "../preflight/lookups/caller";
import { programWhitelist, serviceConnections, whitelist } from "../preflight/lookups/privateLink";
import * as rules from "../preflight/rules";

/** Arguments of an EndpointConnection. */
export interface EndpointConnectionArgs {
    /**
     * The offer of the provider stack, read with `readOffer`, or of an EndpointService of the same
     * program. Together with `request`, it replaces `serviceId` and `endpointId`, and the two are checked
     * against each other before anything is enabled.
     */
    offer?: pulumi.Input<EndpointServiceOffer>;
    /** The request of the consumer stack, read with `readRequest`, or of an InterfaceEndpoint of the same program. Set it together with `offer`. */
    request?: pulumi.Input<EndpointRequest>;
    /** Id of the endpoint service. Set it together with `endpointId`, instead of `offer` and `request`. */
    serviceId?: pulumi.Input<string>;
    /** Id of the endpoint to accept. Set it together with `serviceId`. */
    endpointId?: pulumi.Input<string>;
    /**
     * Bandwidth of the connection in Mbit/s, from 100 to 10240. By default, that of the service at the time
     * when the endpoint is accepted; once set, it stays until another value is set.
     */
    bandwidth?: pulumi.Input<number>;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/**
 * Accepts an endpoint explicitly. It runs in the account that owns the service, and only if the service
 * requires acceptance. Destroying it disconnects the endpoint.
 */
export class EndpointConnection extends pulumi.ComponentResource {
    /** Status of the connection, `Connected` once the endpoint has been accepted. */
    public readonly connectionStatus: pulumi.Output<string>;

    constructor(
        name: string,
        args: EndpointConnectionArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = ComponentChecks.of("EndpointConnection", name, args);
        const connection = checkConnection(checks, args ?? {});
        super(
            "alicloud-privatelink:index:EndpointConnection",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["connectionStatus"], () => ({
            connectionStatus: acceptEndpoint(connection, name, args, this).status,
        }));
        this.connectionStatus = outputs.connectionStatus;
        this.registerOutputs(outputs);
    }
}

const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";

function acceptEndpoint(
    checks: ChildChecks,
    name: string,
    { offer, request, serviceId, endpointId, bandwidth }: EndpointConnectionArgs,
    parent: EndpointConnection,
): privatelink.VpcEndpointServiceConnection {
    if (offer !== undefined) {
        checks.lookUp({ offer }, async (known, report) => {
            const { accountId: ownerId, serviceId } = contractOf("offer", known.offer) ?? {};
            if (ownerId !== undefined && serviceId !== undefined) {
                const callerId = await callerAccountId(parent);
                const facts = { callerId, ownerId, serviceId };
                report.check("offer.accountId", facts, rules.callerIsOwner);
            }
        });
    }
    const connected = deployedChild("EndpointConnection", CONNECTION, name);
    lookUpWhitelist(checks, { offer, request }, connected, parent);
    const ids =
        offer !== undefined && request !== undefined
            ? {
                  serviceId: fieldOf("offer", offer, "serviceId"),
                  endpointId: fieldOf("request", request, "endpointId"),
              }
            : { serviceId: serviceId ?? "", endpointId: endpointId ?? "" };
    warnIfClosed(checks, name, ids, connected, parent);
    return new privatelink.VpcEndpointServiceConnection(
        name,
        {
            // Otherwise replacing a zone of the endpoint would replace the connection.
            serviceId: withoutDependencies(ids.serviceId),
            endpointId: withoutDependencies(ids.endpointId),
            bandwidth,
        },
        { parent, dependsOn: checks.dependsOn(dependenciesOf(ids)), ...CONNECTION_DELETION },
    );
}

/**
 * Looks up whether the consumer's account is on the whitelist, which may be kept in several stacks: the list of an
 * offer can be old. Beside it counts what this program is about to add. An endpoint that is connected stays so when its
 * account is taken off the whitelist.
 */
function lookUpWhitelist(
    checks: ChildChecks,
    contracts: Pick<EndpointConnectionArgs, "offer" | "request">,
    connected: Promise<DeployedResource | undefined>,
    parent: EndpointConnection,
): void {
    checks.lookUp(contracts, async (known, report) => {
        const parsed = contractsOf(known);
        if ((await connected)?.outputs.endpointId === (parsed?.request.endpointId ?? "")) {
            return;
        }
        // The whitelist is shown to the owner alone.
        if (parsed === undefined || parsed.offer.accountId !== (await callerAccountId(parent))) {
            return;
        }
        const found = await whitelist(parsed.offer.serviceId, parent);
        if (found) {
            checkRequester(report, parsed, [...found.accountIds, ...programWhitelist(parent)]);
        }
    });
}

function checkRequester(
    report: Pick<Report, "check">,
    { offer: { serviceId, accountId: ownerId }, request: { accountId: requesterId } }: Contracts,
    allowedAccountIds: readonly string[],
): void {
    const facts = { requesterId, ownerId, serviceId, allowedAccountIds };
    report.check("request.accountId", facts, rules.requesterAllowed);
}

interface Contracts {
    readonly offer: EndpointServiceOffer;
    readonly request: EndpointRequest;
}

/** Both contracts; undefined if one is missing or cannot be read. */
function contractsOf(known: {
    readonly offer?: unknown;
    readonly request?: unknown;
}): Contracts | undefined {
    const offer = contractOf("offer", known.offer);
    const request = contractOf("request", known.request);
    return offer && request && { offer, request };
}

/** One word for a shell: a name may have a quote in it. */
function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Warns of a connection that was closed outside of this stack. The provider sees nothing to change:
 * neither an update nor a refresh accepts the endpoint again, and a destroy fails, because a closed connection
 * cannot be closed (DisableVpcEndpointConnection: EndpointConnectionOperationDenied).
 */
function warnIfClosed(
    checks: ChildChecks,
    name: string,
    ids: { readonly serviceId: pulumi.Input<string>; readonly endpointId: pulumi.Input<string> },
    deployed: Promise<DeployedResource | undefined>,
    parent: EndpointConnection,
): void {
    checks.lookUp(ids, async ({ serviceId, endpointId }) => {
        const connection = await deployed;
        if (connection === undefined || connection.outputs.endpointId !== endpointId) {
            return;
        }
        const status = (await serviceConnections(serviceId, parent))?.connections.find(
            (each) => each.endpointId === endpointId,
        )?.status;
        if (status === "Disconnected") {
            void pulumi.log.warn(
                `EndpointConnection "${name}": the connection of endpoint ${endpointId} to ${serviceId} was closed outside of this stack. ` +
                    `To accept it again, run: pulumi state delete ${quoted(connection.urn)}, then: pulumi up. ` +
                    "To leave it closed, run the first command and remove this EndpointConnection from the program.",
            );
        }
    });
}

function checkConnection(checks: ComponentChecks, args: EndpointConnectionArgs): ChildChecks {
    const connection = checks.ofChild();
    if (args.offer === undefined && args.request === undefined) {
        connection.arguments(args, {
            serviceId: [rules.required, rules.nonEmpty, rules.serviceId],
            endpointId: [rules.required, rules.nonEmpty, rules.endpointId],
        });
    } else {
        checkContracts(connection, args);
    }
    connection.arguments(args, { bandwidth: rules.bandwidth });
    return connection;
}

/** Checks what must hold between the two sides before anything is enabled. */
function checkContracts(
    checks: ChildChecks,
    { offer, request, serviceId, endpointId }: EndpointConnectionArgs,
): void {
    checks.check("offer", offer, rules.bothContracts);
    checks.check("request", request, rules.bothContracts);
    if (offer === undefined || request === undefined) {
        return;
    }
    checks.check("serviceId", serviceId, rules.noIdsWithContracts);
    checks.check("endpointId", endpointId, rules.noIdsWithContracts);
    checks.compare({ offer, request }, (known, report) => {
        const areReadable = [
            checkContract(report, "offer", known.offer),
            checkContract(report, "request", known.request),
        ];
        const contracts = contractsOf(known);
        if (areReadable.includes(false) || contracts === undefined) {
            return;
        }
        report.check("request.serviceId", contracts, rules.sameService);
        report.check("request.accountId", contracts, rules.requesterOffered);
        if (!checks.isOnline && contracts.offer.whitelistComplete === true) {
            checkRequester(report, contracts, contracts.offer.allowedAccountIds ?? []);
        }
        report.check("request.zoneIds", contracts, rules.requestedZones);
        report.check("offer.acceptanceRequired", contracts, rules.acceptanceRequired);
    });
}
