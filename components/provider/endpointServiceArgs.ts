import type * as pulumi from "@pulumi/pulumi";

import { type PreflightMode } from "../preflight";
import {
    type AddressIpVersion,
    type ServicePort,
    ServiceResourceType,
    type Tags,
    Payer,
} from "../shared/types";

/**
 * A load balancer behind an endpoint service, and the zones in which it serves. A ClbServiceResource or an
 * AlbServiceResource is one as it is.
 */
export interface ServiceResource {
    /** Id of the load balancer. */
    loadBalancerId: pulumi.Input<string>;
    /**
     * Zones in which endpoints reach the load balancer. A CLB has one: its primary zone. For the
     * other kinds, any zones of the load balancer.
     */
    zoneIds: string[];
    /** Kind of the load balancer: `slb`, `alb`, `nlb` or `gwlb`. That of the service by default, and never another. */
    serviceResourceType?: ServiceResourceType;
    /** Ports at which the load balancer listens. None by default. */
    ports?: pulumi.Input<ServicePort[]>;
    /**
     * All zones of the load balancer, for instance the `zoneIds` of an AlbServiceResource, to check
     * `zoneIds` against. Left to the cloud to check by default.
     */
    loadBalancerZoneIds?: pulumi.Input<string[]>;
    /**
     * Distinguishes this load balancer from others in the names of resources. Required when two serve in
     * the same zone; changing it changes nothing in the cloud. None by default.
     */
    name?: string;
}

/** Arguments of an EndpointService. */
export interface EndpointServiceArgs {
    /**
     * The load balancers behind the service, at least one: a ClbServiceResource or AlbServiceResource as a
     * whole, or the id and zones of any other.
     */
    serviceResources: ServiceResource[];
    /**
     * Kind of the load balancers: `slb` (CLB), `alb`, `nlb` or `gwlb`. That of the first of
     * `serviceResources` by default, or `slb` if it names none. Changing it replaces the service.
     */
    serviceResourceType?: pulumi.Input<ServiceResourceType>;
    /** Ports at which the service listens, for its consumers. Those of `serviceResources` by default. */
    ports?: pulumi.Input<pulumi.Input<ServicePort>[]>;
    /**
     * Whether each connection must be accepted with an EndpointConnection. True by default; false
     * accepts every endpoint of the owner's account and of those on the whitelist.
     */
    acceptanceRequired?: pulumi.Input<boolean>;
    /**
     * UIDs of the accounts on the service whitelist: 16 digits each, as text. None by default: only
     * the owner's account, which is always allowed and must not be listed.
     */
    allowedAccountIds?: string[];
    /**
     * Whether accounts are also whitelisted elsewhere: by an EndpointServiceWhitelist, of this stack or of another, or
     * by hand. True by default: consumers that are not in `allowedAccountIds` are left to the cloud to refuse. Give
     * false where `allowedAccountIds` has all of them, and the others are refused at preview.
     */
    whitelistedElsewhere?: pulumi.Input<boolean>;
    /** Names that the certificate of the service is for, for its consumers to know: for instance `orders.example`, or `*.example`. None by default. */
    hostNames?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Seconds after which the load balancers end an idle connection, from 1 to 4000, for the consumers to know: their
     * clients have to send something before. Not said by default.
     */
    idleTimeoutSeconds?: pulumi.Input<number>;
    /** Description of the service, 2 to 256 characters. The component's name by default. */
    serviceDescription?: pulumi.Input<string>;
    /**
     * Whether the endpoint's domain resolves to the address in the client's own zone first. True by
     * default.
     */
    zoneAffinityEnabled?: pulumi.Input<boolean>;
    /** Who pays: `Endpoint` (the consumer, the default) or `EndpointService` (the owner). Changing it replaces the service. */
    payer?: pulumi.Input<Payer>;
    /** Default bandwidth of a connection in Mbit/s, from 100 to 10240, for CLB and ALB. 3072 by default. */
    connectBandwidth?: pulumi.Input<number>;
    /**
     * Other regions in which endpoints may be created for the service (CreateVpcEndpointService:
     * SupportedRegionList). None by default: only endpoints of the service's own region.
     */
    supportedRegionIds?: string[];
    /**
     * IP version of the service: `IPv4` (the default), or `DualStack` if the load balancers are NLBs or
     * GWLBs that have IPv6 themselves (CreateVpcEndpointService: AddressIpVersion).
     */
    addressIpVersion?: pulumi.Input<AddressIpVersion>;
    /**
     * Resource group of the service. By default, a new service goes to the account's default group, and one
     * that is deployed stays in its group.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the service. None by default. */
    tags?: Tags;
    /**
     * Whether an update goes ahead that detaches a load balancer, or removes a zone, which endpoints are connected
     * through, or replaces the service while it has endpoints. False by default: that is refused at preview, with the
     * endpoints and their owners. With true, it is a warning, and the update fails if the endpoints are still there
     * when the cloud is to make the change (EndpointServiceConnectionDependence), after the provider's limit or that
     * of `customTimeouts`.
     */
    ignoreConnectedEndpoints?: boolean;
    /**
     * Whether a deletion of the service is refused at preview, with the endpoints and their owners, while endpoints
     * of other stacks exist. False by default, because it has a price: the stack can then be destroyed only with
     * `pulumi destroy --run-program`, and the component must be in the program until it is destroyed. Without it, the
     * cloud refuses the deletion, and the provider repeats it for five minutes. Does nothing together with
     * `ignoreConnectedEndpoints`.
     */
    deletionGuard?: boolean;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/** The arguments with the defaults that more than one part of the component needs. */
export interface CompleteArgs extends EndpointServiceArgs {
    readonly serviceResourceType: pulumi.Input<ServiceResourceType>;
    readonly acceptanceRequired: pulumi.Input<boolean>;
    readonly payer: pulumi.Input<Payer>;
}

/** Fills in these defaults. */
export function withDefaults(args: EndpointServiceArgs): CompleteArgs {
    const [first] = Array.isArray(args.serviceResources) ? args.serviceResources : [];
    const ofFirst = (first as Partial<ServiceResource> | undefined)?.serviceResourceType;
    return {
        ...args,
        serviceResourceType: args.serviceResourceType ?? ofFirst ?? ServiceResourceType.Clb,
        acceptanceRequired: args.acceptanceRequired ?? true,
        payer: args.payer ?? Payer.Endpoint,
    };
}
