import * as slb from "@pulumi/alicloud/slb";
import * as pulumi from "@pulumi/pulumi";

import {
    type ClbListener,
    createListener,
    preflightListener,
    transportProtocol,
} from "./clbListener";
import { after, COMPONENT_INPUTS } from "./ordering";
import { ipv4Address, nonEmpty, oneOf, Preflight, repeated, tags, wholeNumber } from "./preflight";
import type { ServicePort, Tags } from "./types";

/** How a CLB is billed. Both are pay-as-you-go, which PrivateLink requires. */
export const ClbInstanceChargeType = {
    /** By the specification of the load balancer, whatever it carries. */
    PayBySpec: "PayBySpec",
    /** By what it carries, in capacity units. */
    PayByClcu: "PayByCLCU",
} as const;
export type ClbInstanceChargeType =
    (typeof ClbInstanceChargeType)[keyof typeof ClbInstanceChargeType];

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
     * pay-as-you-go. Listeners and backend servers given here are added to it. On some accounts a
     * CLB that fits PrivateLink can only be made in the console.
     */
    loadBalancerId?: pulumi.Input<string>;
    /** Id of the vSwitch that the new load balancer takes its address from. Required for a new one. */
    vswitchId?: pulumi.Input<string>;
    /**
     * Primary zone of the new load balancer: the one that carries the traffic, and the only one in
     * which the endpoint service can offer it. The zone of the vSwitch by default.
     */
    zoneId?: pulumi.Input<string>;
    /** Secondary zone of the new load balancer, used when the primary fails. Chosen by the cloud by default. */
    secondaryZoneId?: pulumi.Input<string>;
    /** Name of the new load balancer. The component's name by default. */
    loadBalancerName?: pulumi.Input<string>;
    /** Fixed private address of the new load balancer inside the vSwitch. Chosen by the cloud by default. */
    address?: pulumi.Input<string>;
    /** How the new load balancer is billed: `PayBySpec` (the default) or `PayByCLCU`. */
    instanceChargeType?: pulumi.Input<ClbInstanceChargeType>;
    /** Specification of the new load balancer when billed by it. `slb.s1.small` by default. */
    loadBalancerSpec?: pulumi.Input<string>;
    /**
     * Whether the new load balancer is protected from deletion. False by default; while it is true,
     * `pulumi destroy` fails.
     */
    deletionProtection?: pulumi.Input<boolean>;
    /** Resource group of the new load balancer. The account's default group by default. Changing it replaces the load balancer. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer. None by default. */
    tags?: Tags;
    /** Listeners, at least one for a new load balancer. Each port once per transport protocol. */
    listeners?: ClbListener[];
    /**
     * Servers of the default server group, all of them: the group has one owner. None by default,
     * which leaves the group alone.
     */
    backendServers?: ClbBackendServer[];
}

/**
 * A Classic Load Balancer (CLB) that can stand behind an endpoint service: intranet-facing,
 * pay-as-you-go, with its listeners and backend servers. Or an existing one.
 */
export class ClbServiceResource extends pulumi.ComponentResource {
    /** Id of the load balancer. */
    public readonly loadBalancerId: pulumi.Output<string>;
    /** Primary zone of the load balancer: the zone to give to the endpoint service. */
    public readonly zoneId: pulumi.Output<string>;
    /** Private address of the load balancer. */
    public readonly address: pulumi.Output<string>;
    /** Ports of the listeners, for the endpoint service to offer. */
    public readonly ports: pulumi.Output<ServicePort[]>;

    constructor(
        name: string,
        args: ClbServiceResourceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checked = preflight(name, args);
        super("alicloud-privatelink:index:ClbServiceResource", name, COMPONENT_INPUTS, opts);

        const loadBalancer =
            checked.loadBalancerId === undefined
                ? createLoadBalancer(name, checked, this)
                : existingLoadBalancer(name, checked.loadBalancerId, this);

        const loadBalancerId = usable(name, loadBalancer);

        const listeners = checked.listeners ?? [];
        // What is waited for repeats an input, so it is known at preview: see ordering.ts.
        const serving: pulumi.Output<unknown>[] = listeners.map(
            (listener) => createListener(name, loadBalancerId, listener, this).frontendPort,
        );
        if (checked.backendServers !== undefined && checked.backendServers.length > 0) {
            const servers = new slb.BackendServer(
                name,
                {
                    loadBalancerId,
                    backendServers: checked.backendServers.map(({ serverId, weight }) => ({
                        serverId,
                        weight: weight ?? 100,
                        type: "ecs",
                    })),
                    deleteProtectionValidation: false,
                },
                { parent: this },
            );
            serving.push(servers.deleteProtectionValidation);
        }

        // At destruction this keeps listeners and servers until no service publishes the load balancer:
        // one that still has endpoints cannot be taken off, and must then go on serving them.
        this.loadBalancerId = after(loadBalancerId, serving);
        this.zoneId = loadBalancer.masterZoneId;
        this.address = loadBalancer.address;
        this.ports = pulumi.output(
            listeners.map((listener) => ({
                port: listener.port,
                protocol: transportProtocol(listener),
            })),
        );
        this.registerOutputs({
            loadBalancerId: this.loadBalancerId,
            zoneId: this.zoneId,
            address: this.address,
            ports: this.ports,
        });
    }
}

function createLoadBalancer(
    name: string,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    const chargeType = pulumi.output(args.instanceChargeType ?? ClbInstanceChargeType.PayBySpec);
    return new slb.ApplicationLoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            addressType: "intranet",
            addressIpVersion: "ipv4",
            address: args.address,
            vswitchId: args.vswitchId,
            masterZoneId: args.zoneId,
            slaveZoneId: args.secondaryZoneId,
            paymentType: "PayAsYouGo",
            instanceChargeType: chargeType,
            loadBalancerSpec: pulumi
                .all([chargeType, args.loadBalancerSpec ?? "slb.s1.small"])
                .apply(([type, spec]) =>
                    type === ClbInstanceChargeType.PayBySpec ? spec : undefined,
                ),
            deleteProtection: pulumi
                .output(args.deletionProtection ?? false)
                .apply((on) => (on ? "on" : "off")),
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent },
    );
}

function existingLoadBalancer(
    name: string,
    loadBalancerId: pulumi.Input<string>,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    return slb.ApplicationLoadBalancer.get(name, loadBalancerId, undefined, { parent });
}

/** The load balancer's id, once what the cloud says of it fits PrivateLink. */
function usable(name: string, loadBalancer: slb.ApplicationLoadBalancer): pulumi.Output<string> {
    return pulumi
        .all([loadBalancer.id, loadBalancer.addressType, loadBalancer.paymentType])
        .apply(([id, addressType, paymentType]) => {
            const preflight = new Preflight(`ClbServiceResource "${name}"`);
            if (addressType !== "intranet") {
                preflight.add(
                    "loadBalancerId",
                    `load balancer ${id} has the address type "${addressType}". PrivateLink takes a CLB of address type "intranet" only.`,
                );
            }
            if (paymentType !== "PayAsYouGo") {
                preflight.add(
                    "loadBalancerId",
                    `load balancer ${id} is paid as "${paymentType}". PrivateLink takes a pay-as-you-go CLB only.`,
                );
            }
            preflight.reject();
            return id;
        });
}

/** What only a new load balancer takes. */
const NEW_ONLY = [
    "vswitchId",
    "zoneId",
    "secondaryZoneId",
    "loadBalancerName",
    "address",
    "instanceChargeType",
    "loadBalancerSpec",
    "deletionProtection",
    "resourceGroupId",
    "tags",
] as const;

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function preflight(name: string, args: ClbServiceResourceArgs): ClbServiceResourceArgs {
    const preflight = new Preflight(`ClbServiceResource "${name}"`);
    if (args.loadBalancerId !== undefined) {
        for (const property of NEW_ONLY.filter((each) => args[each] !== undefined)) {
            preflight.onlyNew(property, { next: "loadBalancerId", kind: "load balancer" });
        }
    } else {
        preflight.plain("listeners", args.listeners ?? [], (listeners) =>
            listeners.length > 0 ? undefined : "A new load balancer needs at least one listener.",
        );
    }
    for (const key of repeated((args.listeners ?? []).map(listenerKey))) {
        preflight.add(
            "listeners",
            `${key} stands more than once. Each port takes one listener per transport protocol.`,
        );
    }
    const checked: ClbServiceResourceArgs = {
        ...args,
        loadBalancerId: preflight.input("loadBalancerId", args.loadBalancerId, nonEmpty),
        vswitchId:
            args.loadBalancerId === undefined
                ? preflight.required("vswitchId", args.vswitchId, nonEmpty)
                : undefined,
        zoneId: preflight.input("zoneId", args.zoneId, nonEmpty),
        secondaryZoneId: preflight.input("secondaryZoneId", args.secondaryZoneId, nonEmpty),
        address: preflight.input("address", args.address, ipv4Address),
        loadBalancerName: preflight.input(
            "loadBalancerName",
            args.loadBalancerName ?? (args.loadBalancerId === undefined ? name : undefined),
            clbName,
        ),
        instanceChargeType: preflight.input(
            "instanceChargeType",
            args.instanceChargeType,
            oneOf(ClbInstanceChargeType),
        ),
        loadBalancerSpec: preflight.input("loadBalancerSpec", args.loadBalancerSpec, nonEmpty),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, nonEmpty),
        tags: preflight.input("tags", args.tags, tags),
        listeners: args.listeners?.map((listener, index) =>
            preflightListener(preflight, `listeners[${index}]`, listener),
        ),
        backendServers: args.backendServers?.map(({ serverId, weight }, index) => ({
            serverId: preflight.required(`backendServers[${index}].serverId`, serverId, nonEmpty),
            weight: preflight.input(`backendServers[${index}].weight`, weight, wholeNumber(0, 100)),
        })),
    };
    preflight.reject();
    return checked;
}

function listenerKey(listener: ClbListener): string {
    return `${transportProtocol(listener)} port ${listener.port}`;
}

/** Names (CreateLoadBalancer: LoadBalancerName): 1 to 80 letters, digits and -/._ characters. */
function clbName(value: string): string | undefined {
    return /^[\p{L}\d/._-]{1,80}$/u.test(value)
        ? undefined
        : 'Allowed are 1 to 80 letters, digits and the characters "-", "/", "." and "_".';
}
