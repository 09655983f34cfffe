import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { callerAccountId } from "./callerAccount";
import type { EndpointRequest, EndpointServiceOffer } from "./contract";
import { DELETION } from "./deletion";
import { COMPONENT_INPUTS } from "./ordering";
import { bandwidth, nonEmpty, Preflight } from "./preflight";

/** Arguments of an EndpointConnection. */
export interface EndpointConnectionArgs {
    /**
     * The offer of the provider stack, read with `readOffer`, or of an EndpointService of the same
     * program. Together with `request`, it takes the place of `serviceId` and `endpointId`, and the
     * two are checked against each other before anything is enabled.
     */
    offer?: pulumi.Input<EndpointServiceOffer>;
    /** The request of the consumer stack, read with `readRequest`, or of an InterfaceEndpoint of the same program. Goes with `offer`. */
    request?: pulumi.Input<EndpointRequest>;
    /** Id of the endpoint service. Goes with `endpointId`, where offer and request are not at hand. */
    serviceId?: pulumi.Input<string>;
    /** Id of the endpoint to let in. Goes with `serviceId`. */
    endpointId?: pulumi.Input<string>;
    /** Bandwidth of the connection in Mbit/s, from 100 to 10240. That of the service by default. */
    bandwidth?: pulumi.Input<number>;
}

/**
 * The explicit act of letting an endpoint in. It runs in the account that owns the service, and
 * only where the service requires acceptance. Destroying it disconnects the endpoint.
 */
export class EndpointConnection extends pulumi.ComponentResource {
    /** Status of the connection, `Connected` once the endpoint has been let in. */
    public readonly connectionStatus: pulumi.Output<string>;

    constructor(
        name: string,
        args: EndpointConnectionArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checked = preflight(name, args);
        super("alicloud-privatelink:index:EndpointConnection", name, COMPONENT_INPUTS, opts);

        const connection = new privatelink.VpcEndpointServiceConnection(
            name,
            args.offer === undefined ? checked : byTheOwner(name, checked, args.offer, this),
            { parent: this, ...DELETION },
        );

        this.connectionStatus = connection.status;
        this.registerOutputs({ connectionStatus: this.connectionStatus });
    }
}

function preflight(
    name: string,
    args: EndpointConnectionArgs,
): privatelink.VpcEndpointServiceConnectionArgs {
    const preflight = new Preflight(`EndpointConnection "${name}"`);
    const { offer, request } = args;
    const checked = {
        ...(offer === undefined && request === undefined
            ? {
                  serviceId: preflight.required("serviceId", args.serviceId, nonEmpty),
                  endpointId: preflight.required("endpointId", args.endpointId, nonEmpty),
              }
            : fromContracts(preflight, args)),
        bandwidth: preflight.input("bandwidth", args.bandwidth, bandwidth),
    };
    preflight.reject();
    return checked;
}

function fromContracts(
    preflight: Preflight,
    { offer, request, serviceId, endpointId }: EndpointConnectionArgs,
): Pick<privatelink.VpcEndpointServiceConnectionArgs, "serviceId" | "endpointId"> {
    if (offer === undefined || request === undefined) {
        preflight.add(
            offer === undefined ? "offer" : "request",
            "is missing. Give both offer and request, or both serviceId and endpointId.",
        );
        return { serviceId: "", endpointId: "" };
    }
    for (const [property, value] of Object.entries({ serviceId, endpointId })) {
        if (value !== undefined) {
            preflight.add(property, "is given together with offer and request. Remove it.");
        }
    }
    const matched = preflight.together({ offer, request }, matchContracts);
    return {
        serviceId: matched.apply((contracts) => contracts.offer.serviceId),
        endpointId: matched.apply((contracts) => contracts.request.endpointId),
    };
}

/** The arguments, once it is certain that this account owns the service. */
function byTheOwner(
    name: string,
    args: privatelink.VpcEndpointServiceConnectionArgs,
    offer: pulumi.Input<EndpointServiceOffer>,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceConnectionArgs {
    const known = pulumi.all([args.serviceId, offer, callerAccountId(parent)]);
    const serviceId = known.apply(([id, { accountId }, callerId]) => {
        const preflight = new Preflight(`EndpointConnection "${name}"`);
        if (callerId !== accountId) {
            preflight.add(
                "offer.accountId",
                `the credentials are of account ${callerId}, but ${id} belongs to account ${accountId}, and only its owner lets endpoints in. Use the credentials of the owner.`,
            );
        }
        preflight.reject();
        return id;
    });
    return { ...args, serviceId };
}

/** What must hold between the two sides before anything is enabled. */
function matchContracts(
    preflight: Preflight,
    { offer, request }: { offer: EndpointServiceOffer; request: EndpointRequest },
): void {
    if (request.serviceId !== offer.serviceId) {
        preflight.add(
            "request.serviceId",
            `found "${request.serviceId}", but the offer is of "${offer.serviceId}". Point the two stack references at the two sides of one service.`,
        );
    }
    if (
        request.accountId !== offer.accountId &&
        !offer.allowedAccountIds.includes(request.accountId)
    ) {
        preflight.add(
            "request.accountId",
            `account ${request.accountId} is not on the whitelist of ${offer.serviceId}. Add it to allowedAccountIds of the EndpointService.`,
        );
    }
    const missing = request.zoneIds.filter((zoneId) => !offer.zoneIds.includes(zoneId));
    if (missing.length > 0) {
        preflight.add(
            "request.zoneIds",
            `the service is not in ${missing.join(", ")}. It is in ${offer.zoneIds.join(", ")}.`,
        );
    }
    if (!offer.acceptanceRequired) {
        preflight.add(
            "offer.acceptanceRequired",
            "found false: the service lets endpoints in by itself, and there is nothing to enable. Remove this EndpointConnection, or set acceptanceRequired of the EndpointService to true.",
        );
    }
}
