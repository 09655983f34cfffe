import type * as pulumi from "@pulumi/pulumi";

import { type ClbListener } from "./clbListener";
import { type PreflightMode } from "../../preflight";
import { type Tags } from "../../shared/types";
import { type ClbInstanceChargeType } from "../../shared/loadBalancers";

/** A server that a CLB forwards to. */
export interface ClbBackendServer {
    /** Id of an ECS instance in the load balancer's VPC. */
    serverId: pulumi.Input<string>;
    /** Share of the traffic, from 0 (none) to 100. 100 by default. */
    weight?: pulumi.Input<number>;
}

/** Arguments of a ClbServiceResource. */
export interface ClbServiceResourceArgs {
    /**
     * Id of an existing CLB to use instead of a new one. It must be intranet-facing and
     * pay-as-you-go. The listeners and backend servers are added to it. In some accounts, a CLB
     * that fits PrivateLink can only be created in the console.
     */
    loadBalancerId?: pulumi.Input<string>;
    /** Id of the vSwitch that the new load balancer takes its address from. Required for a new one. Changing it replaces the load balancer. */
    vswitchId?: pulumi.Input<string>;
    /**
     * Primary zone of the new load balancer: the one that carries the traffic, and the only one in
     * which the endpoint service can offer it. The zone of the vSwitch by default. Changing it replaces
     * the load balancer; removing it changes nothing.
     */
    zoneId?: pulumi.Input<string>;
    /**
     * Secondary zone of the new load balancer, used when the primary fails. Chosen by the cloud by default.
     * Changing it replaces the load balancer; removing it changes nothing.
     */
    secondaryZoneId?: pulumi.Input<string>;
    /** Name of the new load balancer. The component's name by default. */
    loadBalancerName?: pulumi.Input<string>;
    /**
     * Fixed private address of the new load balancer inside the vSwitch. Chosen by the cloud by default.
     * Changing it replaces the load balancer; removing it changes nothing.
     */
    address?: pulumi.Input<string>;
    /** How the new load balancer is billed: `PayBySpec` (the default) or `PayByCLCU`. The provider cannot change it back to `PayBySpec`. */
    instanceChargeType?: pulumi.Input<ClbInstanceChargeType>;
    /** Specification of the new load balancer when billed by it. `slb.s1.small` by default. */
    loadBalancerSpec?: pulumi.Input<string>;
    /**
     * Whether the new load balancer is protected from deletion. False by default; while it is true,
     * `pulumi destroy` fails.
     */
    deletionProtection?: pulumi.Input<boolean>;
    /**
     * Resource group of the new load balancer. The account's default group by default. Changing it replaces
     * the load balancer; removing it changes nothing.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer. None by default. */
    tags?: Tags;
    /** Listeners, at least one for a new load balancer. Each port once per transport protocol. */
    listeners?: ClbListener[];
    /**
     * Servers of the default server group, all of them: the group has one owner. None by default,
     * which leaves the group alone. At most 20 in the first update, and in one that replaces the load
     * balancer; the next ones may add more.
     */
    backendServers?: ClbBackendServer[];
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
