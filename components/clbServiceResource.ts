import * as slb from "@pulumi/alicloud/slb";
import * as pulumi from "@pulumi/pulumi";

import { type ClbListener, createListener, checkListener, transportProtocol } from "./clbListener";
import { checkLoadBalancer } from "./loadBalancerChecks";
import { after, COMPONENT_INPUTS } from "./ordering";
import { placed } from "./placement";
import { Preflight, type PreflightMode } from "./preflight";
import { loadBalancer } from "./preflight/lookups";
import * as rules from "./preflight/rules";
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
    listeners?: pulumi.Input<ClbListener>[];
    /**
     * Servers of the default server group, all of them: the group has one owner. None by default,
     * which leaves the group alone.
     */
    backendServers?: pulumi.Input<ClbBackendServer>[];
    /** Whether rules that need an answer of the cloud are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/** Arguments that were checked: no entry of a list comes later. */
interface CheckedArgs extends ClbServiceResourceArgs {
    listeners?: ClbListener[];
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
        const preflight = new Preflight(`ClbServiceResource "${name}"`, args?.preflight);
        const checked = check(preflight, name, args ?? {});
        super(
            "alicloud-privatelink:index:ClbServiceResource",
            name,
            COMPONENT_INPUTS,
            preflight.before(opts),
        );

        const outputs = preflight.outputs(() => serve(preflight, name, checked, this));
        this.loadBalancerId = outputs.loadBalancerId;
        this.zoneId = outputs.zoneId;
        this.address = outputs.address;
        this.ports = outputs.ports;
        this.registerOutputs(outputs);
    }
}

function serve(preflight: Preflight, name: string, args: CheckedArgs, parent: ClbServiceResource) {
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(preflight, name, args, parent)
            : existingLoadBalancer(preflight, name, args.loadBalancerId, parent);
    const loadBalancerId = usable(preflight, loadBalancer);
    const listeners = args.listeners ?? [];
    // What is waited for repeats an input, so it is known at preview: see ordering.ts.
    const serving: pulumi.Output<unknown>[] = listeners.map(
        (listener) => createListener(name, loadBalancerId, listener, parent).frontendPort,
    );
    if (args.backendServers !== undefined && args.backendServers.length > 0) {
        const servers = new slb.BackendServer(
            name,
            {
                loadBalancerId,
                backendServers: args.backendServers.map(({ serverId, weight }) => ({
                    serverId,
                    weight: weight ?? 100,
                    type: "ecs",
                })),
                deleteProtectionValidation: false,
            },
            { parent },
        );
        serving.push(servers.deleteProtectionValidation);
    }
    return {
        // At destruction this keeps listeners and servers until no service publishes the load balancer:
        // one that still has endpoints cannot be taken off, and must then go on serving them.
        loadBalancerId: after(loadBalancerId, serving),
        zoneId: loadBalancer.masterZoneId,
        address: loadBalancer.address,
        ports: pulumi.output(
            listeners.map((listener) => ({
                port: listener.port,
                protocol: transportProtocol(listener),
            })),
        ),
    };
}

function createLoadBalancer(
    preflight: Preflight,
    name: string,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    const { vswitchId = "", address } = args;
    // A CLB is not tied to the zone of its vSwitch, which it takes an address from.
    const place = placed(
        preflight,
        { vswitchId: "vswitchId", address: "address" },
        { zoneId: undefined, vswitchId, vpcId: undefined, address },
        parent,
    );
    const chargeType = pulumi.output(args.instanceChargeType ?? ClbInstanceChargeType.PayBySpec);
    return new slb.ApplicationLoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            addressType: "intranet",
            addressIpVersion: "ipv4",
            address: place.address,
            vswitchId: place.vswitchId,
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

/** An existing load balancer, once what the cloud says of it fits PrivateLink. */
function existingLoadBalancer(
    preflight: Preflight,
    name: string,
    loadBalancerId: pulumi.Input<string>,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    const known = preflight.asking(loadBalancerId, async (later, id) => {
        const found = await loadBalancer("slb", id, parent);
        if (found !== undefined) {
            checkLoadBalancer(later, "loadBalancerId", { id, type: "slb" }, found);
        }
    });
    return slb.ApplicationLoadBalancer.get(name, known, undefined, { parent });
}

/** The load balancer's id, once what the cloud says of it fits PrivateLink. */
function usable(
    preflight: Preflight,
    { id, addressType, paymentType }: slb.ApplicationLoadBalancer,
): pulumi.Output<string> {
    const { id: checkedId } = preflight.later({ id, addressType, paymentType }, (later, known) => {
        later.holds("loadBalancerId", known, rules.clbAddressType);
        later.holds("loadBalancerId", known, rules.clbPaymentType);
    });
    return checkedId;
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

const EXISTING = { next: "loadBalancerId", kind: "load balancer" };

export const instanceChargeType = rules.oneOf(
    "Billing of a CLB",
    ClbInstanceChargeType,
    "CreateLoadBalancer of CLB: InstanceChargeType",
);

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function check(preflight: Preflight, name: string, args: ClbServiceResourceArgs): CheckedArgs {
    const listeners = preflight.entries("listeners", args.listeners);
    const backendServers = preflight.entries("backendServers", args.backendServers);
    const isNew = args.loadBalancerId === undefined;
    for (const property of NEW_ONLY.filter((each) => !isNew && args[each] !== undefined)) {
        preflight.holds(property, EXISTING, rules.onlyNew);
    }
    if (isNew) {
        preflight.holds("listeners", args.listeners ?? [], rules.listenersGiven);
    }
    preflight.holds(
        "listeners",
        listeners.map(({ entry }) => ({ port: entry.port, protocol: transportProtocol(entry) })),
        rules.clbListenersDistinct,
    );
    preflight.holds(
        "backendServers",
        backendServers.map(({ entry }) => entry.serverId),
        rules.serversDistinct,
    );
    return {
        ...args,
        loadBalancerId: preflight.input("loadBalancerId", args.loadBalancerId, rules.nonEmpty),
        vswitchId: isNew
            ? preflight.required("vswitchId", args.vswitchId, rules.nonEmpty)
            : undefined,
        zoneId: preflight.input("zoneId", args.zoneId, rules.nonEmpty),
        secondaryZoneId: preflight.input("secondaryZoneId", args.secondaryZoneId, rules.nonEmpty),
        address: preflight.input("address", args.address, rules.ipv4Address),
        loadBalancerName: preflight.input(
            "loadBalancerName",
            args.loadBalancerName ?? (isNew ? name : undefined),
            rules.clbName,
        ),
        instanceChargeType: preflight.input(
            "instanceChargeType",
            args.instanceChargeType,
            instanceChargeType,
        ),
        loadBalancerSpec: preflight.input(
            "loadBalancerSpec",
            args.loadBalancerSpec,
            rules.nonEmpty,
        ),
        deletionProtection: preflight.input(
            "deletionProtection",
            args.deletionProtection,
            rules.aBoolean,
        ),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, rules.nonEmpty),
        tags: preflight.input("tags", args.tags, rules.tags),
        listeners: listeners.map(({ path, entry }) => checkListener(preflight, path, entry)),
        backendServers: backendServers.map(({ path, entry: { serverId, weight } }) => ({
            serverId: preflight.required(`${path}.serverId`, serverId, rules.nonEmpty),
            weight: preflight.input(`${path}.weight`, weight, rules.weight),
        })),
    };
}
