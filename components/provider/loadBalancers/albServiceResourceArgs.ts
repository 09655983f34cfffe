import type * as pulumi from "@pulumi/pulumi";

import { type AlbListener } from "./albListener";
import { type AlbServerGroup } from "./albServerGroup";
import { type PreflightMode } from "../../preflight";
import { type Tags } from "../../shared/types";
import {
    type AlbEdition,
    type AlbAddressType,
    type AlbAddressAllocatedMode,
} from "../../shared/loadBalancers";

/** A zone of an ALB. */
export interface AlbZone {
    /** Id of the zone, for instance `cn-hangzhou-h`. */
    zoneId: string;
    /**
     * Id of the vSwitch in that zone, of the load balancer's VPC, that the address is taken from.
     * Required for a new load balancer, not allowed for an existing one.
     */
    vswitchId?: pulumi.Input<string>;
    /**
     * Private address of the load balancer inside the vSwitch. Required for a new load balancer, not
     * allowed for an existing one: if the cloud chose it, the provider would see a change that every later
     * update tries to undo, and the zones could no longer be changed. While the load balancer is in the zone,
     * vSwitch and address cannot change: remove the zone in one update, and add it in the next.
     */
    address?: pulumi.Input<string>;
}

/** Arguments of an AlbServiceResource. */
export interface AlbServiceResourceArgs {
    /**
     * Id of an existing ALB to use instead of a new one, which must have this `addressType`.
     * The listeners are added to it; `zones` are those in which the service uses it.
     */
    loadBalancerId?: pulumi.Input<string>;
    /** Id of the VPC of the new load balancer and of the servers. Required for a new one. Changing it replaces both. */
    vpcId?: pulumi.Input<string>;
    /**
     * Zones of the load balancer, without duplicates: 2 to 10 for a new one (CreateLoadBalancer:
     * ZoneMappings). A zone in which an endpoint service uses it cannot be removed: first remove it from the
     * service, in an earlier update.
     */
    zones: AlbZone[];
    /** Name of the new load balancer. The component's name by default. */
    loadBalancerName?: pulumi.Input<string>;
    /** Edition of the new load balancer: `Basic` (the default), `Standard` or `StandardWithWaf`. */
    edition?: pulumi.Input<AlbEdition>;
    /**
     * Whether the load balancer can be reached from the internet: `Intranet` (the default, it cannot)
     * or `Internet`. An existing one is refused if it is of the other type.
     */
    addressType?: pulumi.Input<AlbAddressType>;
    /**
     * How the new load balancer gets its addresses: `Fixed` (the default) or `Dynamic`. Those created
     * before 2025-02-25 had to be fixed to fit PrivateLink; for newer ones it makes no difference.
     * Changing it replaces the load balancer.
     */
    addressAllocatedMode?: pulumi.Input<AlbAddressAllocatedMode>;
    /**
     * Whether the new load balancer is protected from deletion. False by default; while it is true,
     * `pulumi destroy` fails.
     */
    deletionProtection?: pulumi.Input<boolean>;
    /** Listeners, at least one for a new load balancer. Each port can only have one. */
    listeners?: AlbListener[];
    /** The servers that the listeners forward to. Required if there are listeners. */
    serverGroup?: AlbServerGroup;
    /**
     * Resource group of the new load balancer and its server group. The account's default group by default.
     * Removing it changes nothing.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer and its server group. None by default. */
    tags?: Tags;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
