import * as alb from "@pulumi/alicloud/alb";
import * as pulumi from "@pulumi/pulumi";

import {
    type AlbListener,
    AlbListenerProtocol,
    createListener,
    checkListener,
} from "./albListener";
import {
    type AlbServerGroup,
    AlbServerProtocol,
    createServerGroup,
    checkServerGroup,
} from "./albServerGroup";
import { checkLoadBalancer } from "./loadBalancerChecks";
import { after, COMPONENT_INPUTS } from "./ordering";
import { Preflight, type PreflightMode } from "./preflight";
import { loadBalancer as lookedUp } from "./preflight/lookups";
import * as rules from "./preflight/rules";
import { type ServicePort, type Tags, TransportProtocol } from "./types";
import { placed } from "./placement";

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
    listeners?: pulumi.Input<AlbListener>[];
    /** The servers that the listeners forward to. Required where there are listeners. */
    serverGroup?: AlbServerGroup;
    /** Resource group of the new load balancer and its server group. The account's default group by default. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the new load balancer and its server group. None by default. */
    tags?: Tags;
    /** Whether rules that need an answer of the cloud are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/** Arguments that were checked: no entry of a list comes later. */
interface CheckedArgs extends AlbServiceResourceArgs {
    listeners?: AlbListener[];
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
        const preflight = new Preflight(`AlbServiceResource "${name}"`, args?.preflight);
        const checked = check(preflight, name, args ?? {});
        super(
            "alicloud-privatelink:index:AlbServiceResource",
            name,
            COMPONENT_INPUTS,
            preflight.before(opts),
        );

        const outputs = preflight.outputs(() => serve(preflight, name, checked, this));
        this.loadBalancerId = outputs.loadBalancerId;
        this.zoneIds = outputs.zoneIds;
        this.dnsName = outputs.dnsName;
        this.ports = outputs.ports;
        this.registerOutputs(outputs);
    }
}

function serve(preflight: Preflight, name: string, args: CheckedArgs, parent: AlbServiceResource) {
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(preflight, name, args, parent)
            : existingLoadBalancer(preflight, name, args.loadBalancerId, args, parent);
    const loadBalancerId =
        args.loadBalancerId === undefined ? loadBalancer.id : usable(preflight, loadBalancer, args);
    const listeners = args.listeners ?? [];
    const serving: pulumi.Output<unknown>[] = [];
    if (args.serverGroup !== undefined) {
        const group = createServerGroup(
            name,
            args.serverGroup,
            {
                vpcId: loadBalancer.vpcId,
                resourceGroupId: args.resourceGroupId,
                tags: args.tags,
            },
            parent,
        );
        for (const listener of listeners) {
            serving.push(
                createListener(name, loadBalancerId, group.id, listener, parent).listenerPort,
            );
        }
    }
    return {
        // At destruction this keeps the listeners until no service publishes the load balancer: one that
        // still has endpoints cannot be taken off, and must then go on serving them. The port repeats an
        // input, so it is known at preview: see ordering.ts.
        loadBalancerId: after(loadBalancerId, serving),
        zoneIds: pulumi.output(args.zones.map(({ zoneId }) => zoneId)),
        dnsName: loadBalancer.dnsName,
        ports: pulumi.output(
            listeners.map(({ port }) => ({ port, protocol: TransportProtocol.Tcp })),
        ),
    };
}

function createLoadBalancer(
    preflight: Preflight,
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
            zoneMappings: args.zones.map(({ zoneId, vswitchId = "", address }, index) => {
                const place = placed(
                    preflight,
                    {
                        vswitchId: `zones[${index}].vswitchId`,
                        address: `zones[${index}].address`,
                    },
                    { zoneId, vswitchId, vpcId: args.vpcId, address },
                    parent,
                );
                return { zoneId, vswitchId: place.vswitchId, intranetAddress: place.address };
            }),
            deletionProtectionConfig: { enabled: args.deletionProtection ?? false },
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent },
    );
}

/** An existing load balancer, once what the cloud says of it is what was asked for. */
function existingLoadBalancer(
    preflight: Preflight,
    name: string,
    loadBalancerId: pulumi.Input<string>,
    args: AlbServiceResourceArgs,
    parent: pulumi.Resource,
): alb.LoadBalancer {
    const { id: known } = preflight.asking(
        { id: loadBalancerId, wanted: args.addressType },
        async (later, { id, wanted }) => {
            const found = await lookedUp("alb", id, parent);
            if (found !== undefined) {
                checkLoadBalancer(later, "loadBalancerId", { id, type: "alb" }, found);
            }
            if (found?.addressType !== undefined && found.zoneIds !== undefined) {
                const { addressType, zoneIds } = found;
                checkExisting(later, { id, addressType, zoneIds, wanted }, args);
            }
        },
    );
    return alb.LoadBalancer.get(name, known, undefined, { parent });
}

/** The id of an existing load balancer, once what it was read to be is what was asked for. */
function usable(
    preflight: Preflight,
    { id, addressType, zoneMappings }: alb.LoadBalancer,
    args: AlbServiceResourceArgs,
): pulumi.Output<string> {
    const asked = { id, addressType, zoneMappings, wanted: args.addressType };
    return preflight.later(asked, (later, known) => {
        const zoneIds = known.zoneMappings.map(({ zoneId }) => zoneId);
        checkExisting(later, { ...known, zoneIds }, args);
    }).id;
}

function checkExisting(
    preflight: Preflight,
    existing: {
        readonly id: string;
        readonly addressType: string;
        readonly zoneIds: readonly string[];
        readonly wanted: string | undefined;
    },
    { zones }: AlbServiceResourceArgs,
): void {
    const { id, addressType, zoneIds: found, wanted = AlbAddressType.Intranet } = existing;
    preflight.holds("addressType", { id, addressType, wanted }, rules.albAddressType);
    zones.forEach(({ zoneId }, index) => {
        preflight.holds(`zones[${index}].zoneId`, { zoneId, id, found }, rules.existingAlbZone);
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

const CREATE = "CreateLoadBalancer of ALB";
export const albEdition = rules.oneOf("Edition of an ALB", AlbEdition, CREATE);
export const albAddressType = rules.oneOf("Address type of an ALB", AlbAddressType, CREATE);
export const albAddressMode = rules.oneOf(
    "Address mode of an ALB",
    AlbAddressAllocatedMode,
    CREATE,
);

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function check(preflight: Preflight, name: string, args: AlbServiceResourceArgs): CheckedArgs {
    const entries = preflight.entries("listeners", args.listeners);
    const listeners = entries.map(({ entry }) => entry);
    const isNew = args.loadBalancerId === undefined;
    if (isNew) {
        preflight.holds("listeners", listeners, rules.listenersGiven);
    }
    for (const property of NEW_ONLY.filter((each) => !isNew && args[each] !== undefined)) {
        preflight.holds(property, EXISTING, rules.onlyNew);
    }
    if (listeners.length > 0) {
        preflight.holds<unknown>("serverGroup", args.serverGroup, rules.serversForListeners);
    }
    checkServerProtocol(preflight, args, listeners);
    preflight.holds(
        "listeners",
        listeners.map(({ port }) => port),
        rules.albListenersDistinct,
    );
    return {
        ...args,
        loadBalancerId: preflight.input("loadBalancerId", args.loadBalancerId, rules.nonEmpty),
        vpcId: isNew ? preflight.required("vpcId", args.vpcId, rules.nonEmpty) : undefined,
        zones: checkZones(preflight, args.zones, isNew),
        loadBalancerName: isNew
            ? preflight.input("loadBalancerName", args.loadBalancerName ?? name, rules.albName)
            : undefined,
        edition: preflight.input("edition", args.edition, albEdition),
        deletionProtection: preflight.input(
            "deletionProtection",
            args.deletionProtection,
            rules.aBoolean,
        ),
        addressType: preflight.input("addressType", args.addressType, albAddressType),
        addressAllocatedMode: preflight.input(
            "addressAllocatedMode",
            args.addressAllocatedMode,
            albAddressMode,
        ),
        listeners: entries.map(({ path, entry }) => checkListener(preflight, path, entry)),
        serverGroup:
            args.serverGroup && checkServerGroup(preflight, "serverGroup", args.serverGroup),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, rules.nonEmpty),
        tags: preflight.input("tags", args.tags, rules.tags),
    };
}

function checkServerProtocol(
    preflight: Preflight,
    { serverGroup, edition = AlbEdition.Basic, loadBalancerId }: AlbServiceResourceArgs,
    listeners: readonly AlbListener[],
): void {
    const serverProtocol = serverGroup?.protocol ?? AlbServerProtocol.Http;
    // The edition of an existing load balancer is its own.
    if (loadBalancerId === undefined) {
        preflight.together({ edition, protocol: serverProtocol }, (later, facts) => {
            later.holds("serverGroup.protocol", facts, rules.serverProtocol);
        });
    }
    listeners.forEach(({ protocol = AlbListenerProtocol.Http }, index) => {
        preflight.together({ protocol, serverProtocol }, (later, facts) => {
            later.holds(`listeners[${index}].protocol`, facts, rules.listenerForHttpsServers);
        });
    });
}

function checkZones(preflight: Preflight, zones: AlbZone[], isNew: boolean): AlbZone[] {
    const entries = preflight.entries("zones", zones);
    const zoneIds = entries.map(({ entry }) => entry.zoneId);
    preflight.holds("zones", zoneIds, isNew ? rules.albZoneCount : rules.existingAlbZoneCount);
    preflight.holds("zones", zoneIds, rules.zonesDistinct);
    preflight.holds(
        "zones",
        entries.flatMap(({ entry }) => (typeof entry.address === "string" ? [entry.address] : [])),
        rules.addressesDistinct,
    );
    return entries.map(({ path, entry: zone }) => {
        const { zoneId, vswitchId, address } = zone;
        preflight.holds(`${path}.zoneId`, zoneId, rules.nonEmpty);
        if (isNew) {
            return {
                zoneId,
                vswitchId: preflight.required(`${path}.vswitchId`, vswitchId, rules.nonEmpty),
                address: preflight.required(`${path}.address`, address, rules.ipv4Address),
            };
        }
        for (const property of ["vswitchId", "address"] as const) {
            if (zone[property] !== undefined) {
                preflight.holds(`${path}.${property}`, EXISTING, rules.onlyNew);
            }
        }
        return { zoneId };
    });
}
