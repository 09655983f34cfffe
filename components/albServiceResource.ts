import * as alb from "@pulumi/alicloud/alb";
import * as pulumi from "@pulumi/pulumi";

import {
    type AlbListener,
    AlbListenerProtocol,
    createListener,
    preflightListener,
} from "./albListener";
import {
    albName,
    type AlbServerGroup,
    AlbServerProtocol,
    createServerGroup,
    preflightServerGroup,
} from "./albServerGroup";
import { after, COMPONENT_INPUTS } from "./ordering";
import { ipv4Address, nonEmpty, oneOf, Preflight, repeated, tags } from "./preflight";
import { type ServicePort, type Tags, TransportProtocol } from "./types";
import { vswitchInItsZone } from "./vswitchZone";

/** Edition of an ALB, which decides what its rules can do. */
export const AlbEdition = {
    /** Basic: forwarding by host, path and header. */
    Basic: "Basic",
    /** Standard: rules with rewrites, redirects and more. */
    Standard: "Standard",
    /** Standard, with a web application firewall. */
    StandardWithWaf: "StandardWithWaf",
} as const;
export type AlbEdition = (typeof AlbEdition)[keyof typeof AlbEdition];

/** Whether an ALB can be reached from the internet. */
export const AlbAddressType = {
    /** Private addresses only. */
    Intranet: "Intranet",
    /** Public addresses as well. */
    Internet: "Internet",
} as const;
export type AlbAddressType = (typeof AlbAddressType)[keyof typeof AlbAddressType];

/** How an ALB gets its addresses. */
export const AlbAddressAllocatedMode = {
    /** One fixed address per zone. */
    Fixed: "Fixed",
    /** Addresses that come and go with the load. */
    Dynamic: "Dynamic",
} as const;
export type AlbAddressAllocatedMode =
    (typeof AlbAddressAllocatedMode)[keyof typeof AlbAddressAllocatedMode];

/** A zone of an ALB. */
export interface AlbZone {
    /** Id of the zone, for instance `cn-hangzhou-h`. */
    zoneId: string;
    /**
     * Id of the vSwitch in that zone, of the load balancer's VPC, that the address is taken from.
     * Required for a new load balancer, and for nothing else.
     */
    vswitchId?: pulumi.Input<string>;
    /**
     * Private address of the load balancer inside the vSwitch. Required for a new load balancer, and
     * for nothing else: where the cloud chooses it, the provider takes its choice for a change that
     * each later update tries to undo, and the zones can no longer be changed.
     */
    address?: pulumi.Input<string>;
}

/** Arguments of an AlbServiceResource. */
export interface AlbServiceResourceArgs {
    /**
     * Id of an existing ALB to use instead of a new one, which must be of the `addressType` that is
     * asked for. Listeners given here are added to it; the zones are those in which it is to be offered.
     */
    loadBalancerId?: pulumi.Input<string>;
    /** Id of the VPC of the new load balancer and of the servers. Required for a new one. Changing it replaces both. */
    vpcId?: pulumi.Input<string>;
    /**
     * Zones of the load balancer, each once: from 2 to 10 for a new one (CreateLoadBalancer:
     * ZoneMappings). One that an endpoint service serves in cannot be taken away: first take it from
     * the service, in an update before.
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
     * How the new load balancer gets its addresses: `Fixed` (the default) or `Dynamic`. Those made
     * before 2025-02-25 had to be fixed to fit PrivateLink; for newer ones it makes no difference.
     * Changing it replaces the load balancer.
     */
    addressAllocatedMode?: pulumi.Input<AlbAddressAllocatedMode>;
    /**
     * Whether the new load balancer is protected from deletion. False by default; while it is true,
     * `pulumi destroy` fails.
     */
    deletionProtection?: pulumi.Input<boolean>;
    /** Listeners, at least one for a new load balancer. Each port once. */
    listeners?: AlbListener[];
    /** The servers that the listeners forward to. Required where there are listeners. */
    serverGroup?: AlbServerGroup;
    /** Resource group of the new load balancer and its server group. The account's default group by default. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer and its server group. None by default. */
    tags?: Tags;
}

/**
 * An Application Load Balancer (ALB) that can stand behind an endpoint service: in two zones or more,
 * with its listeners and the servers behind them. Or an existing one.
 */
export class AlbServiceResource extends pulumi.ComponentResource {
    /** Id of the load balancer. */
    public readonly loadBalancerId: pulumi.Output<string>;
    /** Zones of the load balancer, to give to the endpoint service. */
    public readonly zoneIds: pulumi.Output<string[]>;
    /** Domain of the load balancer. */
    public readonly dnsName: pulumi.Output<string>;
    /** Ports of the listeners, for the endpoint service to offer. */
    public readonly ports: pulumi.Output<ServicePort[]>;

    constructor(
        name: string,
        args: AlbServiceResourceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checked = preflight(name, args);
        super("alicloud-privatelink:index:AlbServiceResource", name, COMPONENT_INPUTS, opts);

        const loadBalancer =
            checked.loadBalancerId === undefined
                ? createLoadBalancer(name, checked, this)
                : alb.LoadBalancer.get(name, checked.loadBalancerId, undefined, { parent: this });
        const loadBalancerId =
            checked.loadBalancerId === undefined
                ? loadBalancer.id
                : usable(name, loadBalancer, checked);
        const listeners = checked.listeners ?? [];
        const serving: pulumi.Output<unknown>[] = [];
        if (checked.serverGroup !== undefined) {
            const group = createServerGroup(
                name,
                checked.serverGroup,
                {
                    vpcId: loadBalancer.vpcId,
                    resourceGroupId: checked.resourceGroupId,
                    tags: checked.tags,
                },
                this,
            );
            for (const listener of listeners) {
                serving.push(
                    createListener(name, loadBalancerId, group.id, listener, this).listenerPort,
                );
            }
        }

        // At destruction this keeps the listeners until no service publishes the load balancer: one that
        // still has endpoints cannot be taken off, and must then go on serving them. The port repeats an
        // input, so it is known at preview: see ordering.ts.
        this.loadBalancerId = after(loadBalancerId, serving);
        this.zoneIds = pulumi.output(checked.zones.map(({ zoneId }) => zoneId));
        this.dnsName = loadBalancer.dnsName;
        this.ports = pulumi.output(
            listeners.map(({ port }) => ({ port, protocol: TransportProtocol.Tcp })),
        );
        this.registerOutputs({
            loadBalancerId: this.loadBalancerId,
            zoneIds: this.zoneIds,
            dnsName: this.dnsName,
            ports: this.ports,
        });
    }
}

function createLoadBalancer(
    name: string,
    args: AlbServiceResourceArgs,
    parent: pulumi.Resource,
): alb.LoadBalancer {
    return new alb.LoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            loadBalancerEdition: args.edition ?? AlbEdition.Basic,
            addressType: args.addressType ?? AlbAddressType.Intranet,
            addressAllocatedMode: args.addressAllocatedMode ?? AlbAddressAllocatedMode.Fixed,
            loadBalancerBillingConfig: { payType: "PayAsYouGo" },
            vpcId: args.vpcId as pulumi.Input<string>,
            zoneMappings: args.zones.map(({ zoneId, vswitchId = "", address }, index) => ({
                zoneId,
                vswitchId: vswitchInItsZone(
                    `AlbServiceResource "${name}"`,
                    `zones[${index}]`,
                    { zoneId, vswitchId },
                    parent,
                ),
                intranetAddress: address,
            })),
            deletionProtectionConfig: { enabled: args.deletionProtection ?? false },
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent },
    );
}

/** The id of an existing load balancer, once what the cloud says of it is what was asked for. */
function usable(
    name: string,
    loadBalancer: alb.LoadBalancer,
    { zones, addressType: wanted = AlbAddressType.Intranet }: AlbServiceResourceArgs,
): pulumi.Output<string> {
    return pulumi
        .all([loadBalancer.id, loadBalancer.addressType, loadBalancer.zoneMappings, wanted])
        .apply(([id, addressType, mappings, wantedType]) => {
            const preflight = new Preflight(`AlbServiceResource "${name}"`);
            if (addressType !== wantedType) {
                preflight.add(
                    "addressType",
                    `load balancer ${id} has the address type "${addressType}", and "${wantedType}" was asked for. Name another load balancer, or the type that it has.`,
                );
            }
            const found = mappings.map(({ zoneId }) => zoneId);
            zones.forEach(({ zoneId }, index) => {
                if (!found.includes(zoneId)) {
                    preflight.add(
                        `zones[${index}].zoneId`,
                        `found "${zoneId}". Load balancer ${id} is in ${found.join(", ")} only.`,
                    );
                }
            });
            preflight.reject();
            return id;
        });
}

/** What only a new load balancer takes. */
const NEW_ONLY = [
    "vpcId",
    "loadBalancerName",
    "edition",
    "addressAllocatedMode",
    "deletionProtection",
] as const;

const EXISTING = { next: "loadBalancerId", kind: "load balancer" };

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function preflight(name: string, args: AlbServiceResourceArgs): AlbServiceResourceArgs {
    const preflight = new Preflight(`AlbServiceResource "${name}"`);
    const listeners = args.listeners ?? [];
    const isNew = args.loadBalancerId === undefined;
    if (isNew) {
        preflight.plain("listeners", listeners, ({ length }) =>
            length > 0 ? undefined : "A new load balancer needs at least one listener.",
        );
    }
    for (const property of NEW_ONLY.filter((each) => !isNew && args[each] !== undefined)) {
        preflight.onlyNew(property, EXISTING);
    }
    if (listeners.length > 0 && args.serverGroup === undefined) {
        preflight.add("serverGroup", "is missing. Listeners need servers to forward to.");
    }
    preflightServerProtocol(preflight, args);
    for (const port of repeated(listeners.map((listener) => String(listener.port)))) {
        preflight.add("listeners", `port ${port} stands more than once. Use each port once.`);
    }
    const checked: AlbServiceResourceArgs = {
        ...args,
        loadBalancerId: preflight.input("loadBalancerId", args.loadBalancerId, nonEmpty),
        vpcId: isNew ? preflight.required("vpcId", args.vpcId, nonEmpty) : undefined,
        zones: preflightZones(preflight, args.zones, isNew),
        loadBalancerName: isNew
            ? preflight.input("loadBalancerName", args.loadBalancerName ?? name, albName)
            : undefined,
        edition: preflight.input("edition", args.edition, oneOf(AlbEdition)),
        addressType: preflight.input("addressType", args.addressType, oneOf(AlbAddressType)),
        addressAllocatedMode: preflight.input(
            "addressAllocatedMode",
            args.addressAllocatedMode,
            oneOf(AlbAddressAllocatedMode),
        ),
        listeners: args.listeners?.map((listener, index) =>
            preflightListener(preflight, `listeners[${index}]`, listener),
        ),
        serverGroup:
            args.serverGroup && preflightServerGroup(preflight, "serverGroup", args.serverGroup),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, nonEmpty),
        tags: preflight.input("tags", args.tags, tags),
    };
    preflight.reject();
    return checked;
}

/** CreateListener: what listeners can forward to servers that speak HTTPS. */
function preflightServerProtocol(
    preflight: Preflight,
    {
        serverGroup,
        listeners = [],
        edition = AlbEdition.Basic,
        loadBalancerId,
    }: AlbServiceResourceArgs,
): void {
    if (serverGroup?.protocol !== AlbServerProtocol.Https) {
        return;
    }
    if (edition === AlbEdition.Basic && loadBalancerId === undefined) {
        preflight.add(
            "serverGroup.protocol",
            'found "HTTPS". A load balancer of the edition "Basic" speaks HTTP to its servers; choose another edition.',
        );
    }
    listeners.forEach(({ protocol = AlbListenerProtocol.Http }, index) => {
        if (protocol === AlbListenerProtocol.Http) {
            preflight.add(
                `listeners[${index}].protocol`,
                'found "HTTP". Servers that speak HTTPS take an HTTPS listener.',
            );
        }
    });
}

function preflightZones(preflight: Preflight, zones: AlbZone[], isNew: boolean): AlbZone[] {
    const fewest = isNew ? 2 : 1;
    preflight.plain(
        "zones",
        (zones ?? []).map(({ zoneId }) => zoneId),
        ({ length }) =>
            length >= fewest && length <= 10
                ? undefined
                : isNew
                  ? "An ALB needs from 2 to 10 zones."
                  : "Allowed are from 1 to 10 zones of the load balancer.",
    );
    for (const zoneId of repeated((zones ?? []).map((zone) => zone.zoneId))) {
        preflight.add("zones", `"${zoneId}" stands more than once. Name each zone once.`);
    }
    return (zones ?? []).map((zone, index) => {
        const { zoneId, vswitchId, address } = zone;
        const path = `zones[${index}]`;
        preflight.plain(`${path}.zoneId`, zoneId, nonEmpty);
        if (isNew) {
            return {
                zoneId,
                vswitchId: preflight.required(`${path}.vswitchId`, vswitchId, nonEmpty),
                address: preflight.required(`${path}.address`, address, ipv4Address),
            };
        }
        for (const property of ["vswitchId", "address"] as const) {
            if (zone[property] !== undefined) {
                preflight.onlyNew(`${path}.${property}`, EXISTING);
            }
        }
        return { zoneId };
    });
}
