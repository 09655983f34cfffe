import * as alb from "@pulumi/alicloud/alb";
import * as pulumi from "@pulumi/pulumi";

import { type AlbListener, createListener, checkListener } from "./albListener";
import {
    AlbListenerProtocol,
    AlbServerProtocol,
    AlbEdition,
    AlbAddressType,
    AlbAddressAllocatedMode,
} from "../../shared/loadBalancers";
import { createServerGroup, checkServerCount, checkServerGroup } from "./albServerGroup";
import { checkServedZones, checkZonePlace } from "./albZones";
import { type DeployedLoadBalancer, deployedLoadBalancer } from "./deployedLoadBalancer";
import { checkExchange, checkReplacement, type Deployed } from "./loadBalancerChanges";
import { checkLoadBalancer } from "./existingLoadBalancer";
import { withDependencies, COMPONENT_INPUTS } from "../../shared/dependencies";
import { type ChildChecks, ComponentChecks, type Report } from "../../preflight";
import { loadBalancer as lookedUp } from "../../preflight/lookups/resources";
import * as rules from "../../preflight/rules";
import { type ServicePort, ServiceResourceType, TransportProtocol } from "../../shared/types";
import { checkVswitch } from "../../preflight/checks/vswitch";
import { type AlbZone, type AlbServiceResourceArgs } from "./albServiceResourceArgs";

/**
 * An Application Load Balancer (ALB) that can stand behind an endpoint service: in two zones or more,
 * with its listeners and the servers behind them. Or an existing one.
 *
 * A change that replaces the load balancer is refused at preview while endpoints are connected through it.
 * Otherwise the new one is created before the old one is deleted, so it needs other addresses.
 */
export class AlbServiceResource extends pulumi.ComponentResource {
    /** Id of the load balancer. */
    public readonly loadBalancerId: pulumi.Output<string>;
    /** Zones of the load balancer, for the endpoint service. */
    public readonly zoneIds: string[];
    /** Kind of the load balancer, for the endpoint service: `alb`. */
    public readonly serviceResourceType: ServiceResourceType;
    /** Whether `loadBalancerId` was set, so that the load balancer is not the component's own. */
    public readonly usesExisting: boolean;
    /** Domain of the load balancer. */
    public readonly dnsName: pulumi.Output<string>;
    /** Ports of the listeners, for the endpoint service to offer. */
    public readonly ports: pulumi.Output<ServicePort[]>;

    constructor(
        name: string,
        args: AlbServiceResourceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = new ComponentChecks(`AlbServiceResource "${name}"`, args?.preflight);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:AlbServiceResource",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["loadBalancerId", "dnsName", "ports"], () =>
            serve(parts, name, args, this),
        );
        this.loadBalancerId = outputs.loadBalancerId;
        this.zoneIds = Array.isArray(args?.zones) ? args.zones.map((zone) => zone?.zoneId) : [];
        this.dnsName = outputs.dnsName;
        this.ports = outputs.ports;
        this.usesExisting = args?.loadBalancerId !== undefined;
        this.serviceResourceType = ServiceResourceType.Alb;
        this.registerOutputs({
            ...outputs,
            usesExisting: this.usesExisting,
            zoneIds: this.zoneIds,
            serviceResourceType: this.serviceResourceType,
        });
    }
}

/** The resources of an AlbServiceResource, and the checks that each waits for. */
interface Parts {
    readonly loadBalancer: ChildChecks;
    /** The properties of an existing load balancer that its listeners need. */
    readonly usable: ChildChecks;
    readonly serverGroup: ChildChecks;
    readonly listeners: readonly { readonly listener: AlbListener; readonly checks: ChildChecks }[];
}

function serve(
    parts: Parts,
    name: string,
    args: AlbServiceResourceArgs,
    parent: AlbServiceResource,
) {
    const deployed = deployedLoadBalancer({
        component: "AlbServiceResource",
        type: "alicloud:alb/loadBalancer:LoadBalancer",
        name,
    });
    checkExchange(parts.loadBalancer, deployed, args.loadBalancerId, parent);
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(parts.loadBalancer, deployed, name, args, parent)
            : existingLoadBalancer(parts, name, args.loadBalancerId, args, parent);
    const loadBalancerId = loadBalancer.id;
    const serving: pulumi.Output<unknown>[] = [];
    if (args.serverGroup !== undefined) {
        checkServerCount(parts.serverGroup, name, args.serverGroup);
        const group = createServerGroup(
            name,
            args.serverGroup,
            {
                vpcId: loadBalancer.vpcId,
                resourceGroupId: args.resourceGroupId,
                tags: args.tags,
            },
            { parent, dependsOn: parts.serverGroup.dependsOn() },
        );
        for (const { listener, checks } of parts.listeners) {
            const dependsOn = checks.dependsOn(parts.usable.dependsOn());
            const options = { parent, dependsOn };
            serving.push(
                createListener(name, loadBalancerId, group.id, listener, options).listenerPort,
            );
        }
    }
    return {
        // At destruction this keeps the listeners until no service publishes the load balancer: one that
        // still has endpoints cannot be detached, and must keep serving them. The port repeats an
        // input, so it is known at preview: see shared/dependencies.ts.
        loadBalancerId: withDependencies(loadBalancerId, [...serving, ...parts.usable.passed]),
        dnsName: loadBalancer.dnsName,
        ports: pulumi.output(
            parts.listeners.map(({ listener: { port } }) => ({
                port,
                protocol: TransportProtocol.Tcp,
            })),
        ),
    };
}

function createLoadBalancer(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    name: string,
    args: AlbServiceResourceArgs,
    parent: pulumi.Resource,
): alb.LoadBalancer {
    const { vpcId, addressAllocatedMode: mode = AlbAddressAllocatedMode.Fixed } = args;
    const values = [
        { path: "vpcId", output: "vpcId", value: vpcId },
        { path: "addressAllocatedMode", output: "addressAllocatedMode", value: mode },
    ];
    checkReplacement(checks, deployed.own, values, parent);
    checkServedZones(checks, deployed.own, args.zones);
    checkEditionChange(checks, deployed.own, args);
    args.zones.forEach((zone, index) => {
        const { zoneId, vswitchId = "", address } = zone;
        const path = `zones[${index}]`;
        const paths = { vswitchId: `${path}.vswitchId`, address: `${path}.address` };
        checkVswitch(checks, paths, { zoneId, vswitchId, vpcId, address }, parent);
        checkZonePlace(checks, deployed, { ...zone, path }, { vpcId, values }, parent);
    });
    return new alb.LoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            loadBalancerEdition: args.edition ?? AlbEdition.Basic,
            addressType: args.addressType ?? AlbAddressType.Intranet,
            addressAllocatedMode: mode,
            loadBalancerBillingConfig: { payType: "PayAsYouGo" },
            vpcId: vpcId as pulumi.Input<string>,
            zoneMappings: args.zones.map(({ zoneId, vswitchId = "", address }) => ({
                zoneId,
                vswitchId,
                intranetAddress: address,
            })),
            deletionProtectionConfig: { enabled: args.deletionProtection ?? false },
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: checks.dependsOn() },
    );
}

/** Reads an existing load balancer, and checks before and after that it matches the arguments. */
function existingLoadBalancer(
    { loadBalancer: checks, usable }: Parts,
    name: string,
    loadBalancerId: pulumi.Input<string>,
    args: AlbServiceResourceArgs,
    parent: pulumi.Resource,
): alb.LoadBalancer {
    const { addressType: wanted } = args;
    checks.lookUp({ loadBalancerId, wanted }, async (known, report) => {
        const { loadBalancerId: id, wanted } = known;
        const found = await lookedUp("alb", id, parent);
        if (found !== undefined) {
            checkLoadBalancer(report, "loadBalancerId", { id, type: "alb" }, found);
        }
        if (found?.addressType !== undefined && found.zoneIds !== undefined) {
            const { addressType, zoneIds } = found;
            checkExisting(report, { id, addressType, zoneIds, wanted }, args);
        }
    });
    const loadBalancer = alb.LoadBalancer.get(name, loadBalancerId, undefined, {
        parent,
        dependsOn: checks.dependsOn(),
    });
    const { id, addressType, zoneMappings } = loadBalancer;
    usable.compare({ id, addressType, zoneMappings, wanted }, (known, report) => {
        const zoneIds = known.zoneMappings.map(({ zoneId }) => zoneId);
        checkExisting(report, { ...known, zoneIds }, args);
    });
    return loadBalancer;
}

function checkExisting(
    report: Report,
    existing: {
        readonly id: string;
        readonly addressType: string;
        readonly zoneIds: readonly string[];
        readonly wanted: string | undefined;
    },
    { zones }: AlbServiceResourceArgs,
): void {
    const {
        id,
        addressType,
        zoneIds: loadBalancerZoneIds,
        wanted = AlbAddressType.Intranet,
    } = existing;
    report.check("addressType", { id, addressType, wanted }, rules.existingAlbAddressType);
    zones.forEach(({ zoneId }, index) => {
        report.check(
            `zones[${index}].zoneId`,
            { zoneId, id, loadBalancerZoneIds },
            rules.existingAlbZone,
        );
    });
}

function checkEditionChange(
    checks: ChildChecks,
    deployed: Deployed,
    { edition = AlbEdition.Basic }: AlbServiceResourceArgs,
): void {
    checks.lookUp({ to: edition }, async ({ to }, report) => {
        const { id, loadBalancerEdition: from } = (await deployed)?.outputs ?? {};
        if (typeof from === "string") {
            report.check("edition", { id: String(id), from, to }, rules.editionNotLowered);
        }
    });
}

/** Arguments that only apply to a new load balancer. */
const NEW_ONLY = [
    "vpcId",
    "loadBalancerName",
    "edition",
    "addressAllocatedMode",
    "deletionProtection",
] as const;

const EXISTING = { idProperty: "loadBalancerId", kind: "load balancer" };

function checkParts(checks: ComponentChecks, name: string, args: AlbServiceResourceArgs): Parts {
    const loadBalancer = checks.ofChild();
    const serverGroup = checks.ofChild();
    checkEdition(serverGroup, args);
    const listeners = checkListeners(checks, args);
    checkLoadBalancerArguments(loadBalancer, name, args);
    checkZones(loadBalancer, args.zones, args.loadBalancerId === undefined);
    if (args.serverGroup !== undefined && args.serverGroup !== null) {
        checkServerGroup(serverGroup, "serverGroup", args.serverGroup);
    }
    return { loadBalancer, usable: checks.ofChild(), serverGroup, listeners };
}

function checkListeners(
    checks: ComponentChecks,
    { listeners, loadBalancerId, serverGroup }: AlbServiceResourceArgs,
): Parts["listeners"] {
    const all = checks.ofChild();
    const entries = all.entries("listeners", listeners);
    if (loadBalancerId === undefined) {
        all.check("listeners", entries, rules.listenersNotEmpty);
    }
    if (entries.length > 0) {
        all.plain<unknown>("serverGroup", serverGroup, rules.serversForListeners);
    }
    const ports = entries.map(({ entry }) => entry.port);
    all.check("listeners", ports, rules.albListenersDistinct);
    const serverProtocol = serverGroup?.protocol ?? AlbServerProtocol.Http;
    return entries.map(({ path, entry: listener }) => {
        const own = checks.ofChild();
        const { protocol = AlbListenerProtocol.Http } = listener;
        own.compare({ protocol, serverProtocol }, (facts, report) => {
            report.check(`${path}.protocol`, facts, rules.listenerForHttpsServers);
        });
        checkListener(own, path, listener);
        return { listener, checks: own };
    });
}

function checkLoadBalancerArguments(
    checks: ChildChecks,
    name: string,
    args: AlbServiceResourceArgs,
): void {
    const isNew = args.loadBalancerId === undefined;
    if (isNew) {
        checks.arguments(args, { vpcId: [rules.required, rules.nonEmpty] });
        checks.argument("loadBalancerName", args.loadBalancerName ?? name, rules.albName);
    } else {
        for (const property of NEW_ONLY) {
            const isSet = args[property] !== undefined;
            checks.check(property, { ...EXISTING, isSet }, rules.onlyForNew);
        }
    }
    checks.arguments(args, {
        loadBalancerId: rules.nonEmpty,
        edition: rules.albEdition,
        deletionProtection: rules.aBoolean,
        addressType: rules.albAddressType,
        addressAllocatedMode: rules.albAddressMode,
        resourceGroupId: rules.nonEmpty,
        tags: rules.tags,
    });
}

/** Checks the servers' protocol against the edition of a new load balancer. An existing one has its own. */
function checkEdition(
    checks: ChildChecks,
    { serverGroup, edition = AlbEdition.Basic, loadBalancerId }: AlbServiceResourceArgs,
): void {
    const protocol = serverGroup?.protocol ?? AlbServerProtocol.Http;
    if (loadBalancerId === undefined) {
        checks.compare({ edition, protocol }, (facts, report) => {
            report.check("serverGroup.protocol", facts, rules.httpsServersForEdition);
        });
    }
}

function checkZones(checks: ChildChecks, zones: AlbZone[], isNew: boolean): void {
    const entries = checks.entries("zones", zones);
    const zoneIds = entries.map(({ entry }) => entry.zoneId);
    checks.check("zones", zoneIds, isNew ? rules.albZoneCount : rules.existingAlbZoneCount);
    checks.check("zones", zoneIds, rules.zonesDistinct);
    checks.check(
        "zones",
        entries.flatMap(({ entry }) => (typeof entry.address === "string" ? [entry.address] : [])),
        rules.addressesDistinct,
    );
    for (const { path, entry: zone } of entries) {
        checks.plain(`${path}.zoneId`, zone.zoneId, rules.nonEmpty);
        if (isNew) {
            checks.arguments(
                zone,
                {
                    vswitchId: [rules.required, rules.nonEmpty],
                    address: [rules.required, rules.ipv4Address],
                },
                path,
            );
        } else {
            for (const property of ["vswitchId", "address"] as const) {
                const facts = { ...EXISTING, isSet: zone[property] !== undefined };
                checks.check(`${path}.${property}`, facts, rules.onlyForNew);
            }
        }
    }
}
