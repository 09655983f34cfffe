import type * as pulumi from "@pulumi/pulumi";

import { type PreflightMode } from "../../preflight";
import { type NlbAddressType } from "../../shared/loadBalancers";
import { type Tags } from "../../shared/types";
import { type NlbListener } from "./nlbListener";
import { type NlbServerGroup } from "./nlbServerGroup";

/** A zone of an NLB. */
export interface NlbZone {
    /** Id of the zone, for instance `cn-hangzhou-h`. */
    zoneId: string;
    /**
     * Id of the vSwitch in that zone, of the load balancer's VPC, that the address is taken from.
     * Required for a new load balancer, not allowed for an existing one.
     */
    vswitchId?: pulumi.Input<string>;
    /**
     * Private address of the load balancer inside the vSwitch; not allowed for an existing one. Any free one by
     * default. While the load balancer is in the zone, vSwitch and address cannot change: remove the zone in one
     * update, and add it in the next.
     */
    address?: pulumi.Input<string>;
}

/** Arguments of an NlbServiceResource. */
export interface NlbServiceResourceArgs {
    /**
     * Id of an existing NLB to use instead of a new one, for instance one that Kubernetes made; it must have
     * this `addressType`. The listeners are added to it; `zones` are those in which the service uses it.
     */
    loadBalancerId?: pulumi.Input<string>;
    /** Id of the VPC of the new load balancer and of the servers. Required for a new one. Changing it replaces both. */
    vpcId?: pulumi.Input<string>;
    /**
     * Zones of the load balancer, without duplicates: for a new one at least two where the region has them, and
     * at most 10 (CreateLoadBalancer: ZoneMappings). A zone in which an endpoint service uses it cannot be
     * removed: first remove it from the service, in an earlier update.
     */
    zones: NlbZone[];
    /** Name of the new load balancer. The component's name by default. */
    loadBalancerName?: pulumi.Input<string>;
    /**
     * Whether the load balancer can be reached from the internet: `Intranet` (the default, it cannot)
     * or `Internet`. An existing one is refused if it is of the other type.
     */
    addressType?: pulumi.Input<NlbAddressType>;
    /**
     * Whether a connection that arrives in one zone can go to a server in another. True by default; while it is
     * false, a zone without servers of its own serves nobody.
     */
    crossZoneEnabled?: pulumi.Input<boolean>;
    /**
     * Ids of security groups of the VPC that the new load balancer is in, which then decide who can connect to it.
     * None by default: everyone can who reaches it.
     */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether the new load balancer is protected from deletion. False by default; while it is true,
     * `pulumi destroy` fails.
     */
    deletionProtection?: pulumi.Input<boolean>;
    /**
     * Listeners, at least one for a new load balancer. Each port can have one TCP and one UDP listener.
     * Either all have a `lastPort` or none has.
     */
    listeners?: NlbListener[];
    /** The servers that the listeners forward to. Required if there are listeners. */
    serverGroup?: NlbServerGroup;
    /**
     * Whether the servers learn who connects: the listeners write the client's address and the ids of its VPC,
     * of its endpoint and of the service in front of every connection (proxy protocol, version 2). False by
     * default. Servers that do not expect it take it for a request and fail, so that every server must read it
     * before this becomes true. TCP listeners only.
     */
    consumerIdentity?: pulumi.Input<boolean>;
    /**
     * Resource group of the new load balancer and its server group. The account's default group by default.
     * Removing it changes nothing.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer, its server group and its listeners. None by default. */
    tags?: Tags;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
