import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { EndpointRequest, EndpointServiceOffer } from "./contract";
import { DELETION } from "./deletion";
import { COMPONENT_INPUTS, dependenciesOf, withoutDependencies } from "./ordering";
import { Preflight, type PreflightMode } from "./preflight";
import { callerAccountId } from "./preflight/lookups";
import * as rules from "./preflight/rules";

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
    /** Whether rules that need an answer of the cloud are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
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
        const preflight = new Preflight(`EndpointConnection "${name}"`, args?.preflight);
        const checked = check(preflight, args ?? {});
        super(
            "alicloud-privatelink:index:EndpointConnection",
            name,
            COMPONENT_INPUTS,
            preflight.before(opts),
        );

        const outputs = preflight.outputs(() => {
            const { serviceId, endpointId, bandwidth } =
                args.offer === undefined
                    ? checked
                    : byTheOwner(preflight, checked, args.offer, this);
            const connection = new privatelink.VpcEndpointServiceConnection(
                name,
                {
                    // Or a zone of the endpoint that is replaced would take the connection away with it.
                    serviceId: withoutDependencies(serviceId),
                    endpointId: withoutDependencies(endpointId),
                    bandwidth,
                },
                { parent: this, dependsOn: dependenciesOf(serviceId, endpointId), ...DELETION },
            );
            return { connectionStatus: connection.status };
        });
        this.connectionStatus = outputs.connectionStatus;
        this.registerOutputs(outputs);
    }
}

function check(
    preflight: Preflight,
    args: EndpointConnectionArgs,
): privatelink.VpcEndpointServiceConnectionArgs {
    return {
        ...(args.offer === undefined && args.request === undefined
            ? {
                  serviceId: preflight.required("serviceId", args.serviceId, rules.nonEmpty),
                  endpointId: preflight.required("endpointId", args.endpointId, rules.nonEmpty),
              }
            : fromContracts(preflight, args)),
        bandwidth: preflight.input("bandwidth", args.bandwidth, rules.bandwidth),
    };
}

function fromContracts(
    preflight: Preflight,
    { offer, request, serviceId, endpointId }: EndpointConnectionArgs,
): Pick<privatelink.VpcEndpointServiceConnectionArgs, "serviceId" | "endpointId"> {
    preflight.holds("offer", { contract: offer }, rules.bothContracts);
    preflight.holds("request", { contract: request }, rules.bothContracts);
    if (offer === undefined || request === undefined) {
        return { serviceId: "", endpointId: "" };
    }
    for (const [property, id] of Object.entries({ serviceId, endpointId })) {
        preflight.holds(property, { id }, rules.notBesideContracts);
    }
    const matched = preflight.together({ offer, request }, matchContracts);
    return {
        serviceId: matched.apply((contracts) => contracts.offer.serviceId),
        endpointId: matched.apply((contracts) => contracts.request.endpointId),
    };
}

/** The arguments, once it is certain that this account owns the service. */
function byTheOwner(
    preflight: Preflight,
    args: privatelink.VpcEndpointServiceConnectionArgs,
    offer: pulumi.Input<EndpointServiceOffer>,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceConnectionArgs {
    const own = preflight.asking(offer, async (later, { serviceId, accountId }) => {
        const callerId = await callerAccountId(parent);
        const facts = { callerId, ownerId: accountId, serviceId };
        later.holds("offer.accountId", facts, rules.callerIsOwner);
    });
    return {
        ...args,
        serviceId: pulumi.all([args.serviceId, own]).apply(([serviceId]) => serviceId),
    };
}

/** What must hold between the two sides before anything is enabled. */
function matchContracts(
    preflight: Preflight,
    contracts: { offer: EndpointServiceOffer; request: EndpointRequest },
): void {
    preflight.holds("request.serviceId", contracts, rules.sameService);
    preflight.holds("request.accountId", contracts, rules.requesterAllowed);
    preflight.holds("request.zoneIds", contracts, rules.requestedZones);
    preflight.holds("offer.acceptanceRequired", contracts, rules.acceptanceRequired);
}
