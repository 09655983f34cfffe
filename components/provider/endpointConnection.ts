import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { EndpointRequest, EndpointServiceOffer } from "../contract/contract";
import { connectionDeletion } from "../shared/deleteTimeout";
import { COMPONENT_INPUTS, dependenciesOf, withoutDependencies } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode, type Report } from "../preflight";
import { checkEndpointFound, checkServiceFound } from "../preflight/checks/endpointService";
import { deployedChild, type DeployedResource } from "../preflight/deployedResources";
import { checkContract, contractOf, fieldOf } from "../preflight/contractInputs";
import { callerAccountId } from "../preflight/lookups/caller";
import { programWhitelist, whitelist } from "../preflight/lookups/privateLink";
import * as rules from "../preflight/rules";
import { ClosedConnection } from "../shared/types";
import { handleClosedConnection } from "./closedConnection";

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
    /**
     * What happens if the connection was closed outside of this stack, by hand or because the endpoint was deleted:
     * `warn` (the default) says so at preview and changes nothing, `fail` refuses the update, and `repair` accepts the
     * endpoint again in the next update. An endpoint that was deleted cannot be repaired, and is a warning. With
     * `preflight: "offline"` it is not looked up.
     */
    whenClosed?: ClosedConnection;
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
            connectionStatus: acceptEndpoint(
                connection,
                name,
                args,
                connectionDeletion(opts),
                this,
            ),
        }));
        this.connectionStatus = outputs.connectionStatus;
        this.registerOutputs(outputs);
    }
}

const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";

function acceptEndpoint(
    checks: ChildChecks,
    name: string,
    args: EndpointConnectionArgs,
    deletion: Pick<pulumi.CustomResourceOptions, "customTimeouts">,
    parent: EndpointConnection,
): pulumi.Output<string> {
    const { offer, request, serviceId, endpointId, bandwidth } = args;
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
    lookUpRequest(checks, { ...ids, offer }, connected, parent);
    const whenClosed = args.whenClosed ?? ClosedConnection.Warn;
    const watched = { ...ids, deployed: connected, whenClosed };
    const repaired = handleClosedConnection(checks, name, watched, parent);
    const connection = new privatelink.VpcEndpointServiceConnection(
        name,
        {
            // Otherwise replacing a zone of the endpoint would replace the connection.
            serviceId: withoutDependencies(ids.serviceId),
            endpointId: withoutDependencies(ids.endpointId),
            bandwidth,
        },
        {
            parent,
            dependsOn: checks.dependsOn(dependenciesOf(ids, repaired)),
            ...deletion,
        },
    );
    // After a refresh, the state has the status from before the repair.
    return repaired === undefined
        ? connection.status
        : pulumi
              .all([connection.status, repaired])
              .apply(([status, isRepaired]) => (isRepaired === true ? "Connected" : status));
}

/**
 * Looks up whether the service and the endpoint are there. What the last update connected is watched instead, see
 * closedConnection.ts.
 */
function lookUpRequest(
    checks: ChildChecks,
    ids: Pick<EndpointConnectionArgs, "offer"> &
        Record<"serviceId" | "endpointId", pulumi.Input<string>>,
    connected: Promise<DeployedResource | undefined>,
    parent: EndpointConnection,
): void {
    checks.lookUp(ids, async ({ serviceId, endpointId, offer }, report) => {
        // The ids in a contract that cannot be read are a finding already.
        if ([serviceId, endpointId].some((id) => (id as string | undefined) === undefined)) {
            return;
        }
        if ((await connected)?.outputs.endpointId === endpointId) {
            return;
        }
        const ownerId = contractOf("offer", offer)?.accountId;
        const [ofOffer, ofRequest] = offer === undefined ? ["", ""] : ["offer.", "request."];
        // To anyone but its owner, a service does not exist, and a finding of its own says whose it is.
        if (offer !== undefined && ownerId !== (await callerAccountId(parent))) {
            return;
        }
        const isThere = await checkServiceFound(report, `${ofOffer}serviceId`, serviceId, parent);
        if (isThere) {
            const found = { serviceId, endpointId };
            await checkEndpointFound(report, `${ofRequest}endpointId`, found, parent);
        }
    });
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
    connection.plain("whenClosed", args.whenClosed ?? ClosedConnection.Warn, rules.whenClosed);
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
