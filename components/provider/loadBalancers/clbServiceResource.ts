import * as slb from "@pulumi/alicloud/slb";
import * as pulumi from "@pulumi/pulumi";

import {
    type ClbListener,
    checkDeployedListener,
    createListener,
    checkListener,
    transportProtocol,
} from "./clbListener";
import { type DeployedLoadBalancer, deployedLoadBalancer } from "./deployedLoadBalancer";
import {
    checkExchange,
    checkReplacement,
    replacedBy,
    type Deployed,
    type Replacing,
} from "./loadBalancerChanges";
import { checkLoadBalancer } from "./existingLoadBalancer";
import { withDependencies, COMPONENT_INPUTS } from "../../shared/dependencies";
import { checkVswitch } from "../../preflight/checks/vswitch";
import { type ChildChecks, ComponentChecks, type Report } from "../../preflight";
import { deployedChild } from "../../preflight/deployedResources";
import { classicLoadBalancersAt, loadBalancer } from "../../preflight/lookups/resources";
import * as rules from "../../preflight/rules";
import { type ServicePort, ServiceResourceType } from "../../shared/types";
import { type ClbBackendServer, type ClbServiceResourceArgs } from "./clbServiceResourceArgs";
import { ClbInstanceChargeType } from "../../shared/loadBalancers";

/**
 * A Classic Load Balancer (CLB) that can stand behind an endpoint service: intranet-facing,
 * pay-as-you-go, with its listeners and backend servers. Or an existing one.
 *
 * What replaces the load balancer is refused at preview while endpoints are connected through it. Otherwise
 * the new one is made before the old one is deleted.
 */
export class ClbServiceResource extends pulumi.ComponentResource {
    /** Id of the load balancer. */
    public readonly loadBalancerId: pulumi.Output<string>;
    /** Primary zone of the load balancer, the only one in which an endpoint service can offer it. */
    public readonly zoneId: pulumi.Output<string>;
    /**
     * The same zone, for the endpoint service. Empty if the argument `zoneId` is not set or is an Output:
     * the zones of a service decide which resources there are.
     */
    public readonly zoneIds: string[];
    /** Kind of the load balancer, for the endpoint service: `slb`. */
    public readonly serviceResourceType: ServiceResourceType;
    /** Whether `loadBalancerId` was set, so that the load balancer is not the component's own. */
    public readonly usesExisting: boolean;
    /** Private address of the load balancer. */
    public readonly address: pulumi.Output<string>;
    /** Ports of the listeners, for the endpoint service to offer. */
    public readonly ports: pulumi.Output<ServicePort[]>;

    constructor(
        name: string,
        args: ClbServiceResourceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = new ComponentChecks(`ClbServiceResource "${name}"`, args?.preflight);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:ClbServiceResource",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["loadBalancerId", "zoneId", "address", "ports"], () =>
            serve(parts, name, args, this),
        );
        this.loadBalancerId = outputs.loadBalancerId;
        this.zoneId = outputs.zoneId;
        this.zoneIds = typeof args?.zoneId === "string" ? [args.zoneId] : [];
        this.address = outputs.address;
        this.ports = outputs.ports;
        this.usesExisting = args?.loadBalancerId !== undefined;
        this.serviceResourceType = ServiceResourceType.Clb;
        this.registerOutputs({
            ...outputs,
            usesExisting: this.usesExisting,
            zoneIds: this.zoneIds,
            serviceResourceType: this.serviceResourceType,
        });
    }
}

/** The resources of a ClbServiceResource, and the checks that each waits for. */
interface Parts {
    readonly loadBalancer: ChildChecks;
    /** What listeners and servers need to know of the load balancer, new or existing. */
    readonly usable: ChildChecks;
    readonly listeners: readonly { readonly listener: ClbListener; readonly checks: ChildChecks }[];
    readonly servers: ChildChecks;
    readonly backendServers: readonly ClbBackendServer[];
}

function serve(
    parts: Parts,
    name: string,
    args: ClbServiceResourceArgs,
    parent: ClbServiceResource,
) {
    const deployed = deployedLoadBalancer({
        component: "ClbServiceResource",
        type: "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
        name,
    });
    checkExchange(parts.loadBalancer, deployed, args.loadBalancerId, parent);
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(parts.loadBalancer, deployed, name, args, parent)
            : existingLoadBalancer(parts.loadBalancer, name, args.loadBalancerId, parent);
    checkUsable(parts.usable, loadBalancer);
    const loadBalancerId = loadBalancer.id;
    // What is waited for repeats an input, so it is known at preview: see shared/dependencies.ts.
    const serving: pulumi.Output<unknown>[] = parts.listeners.map(({ listener, checks }, index) => {
        checkDeployedListener(checks, `listeners[${index}]`, name, listener);
        return createListener(name, loadBalancerId, listener, {
            parent,
            dependsOn: checks.dependsOn(parts.usable.dependsOn()),
        }).frontendPort;
    });
    if (parts.backendServers.length > 0) {
        checkServerCount(parts.servers, deployed, args, parent);
        const servers = new slb.BackendServer(
            name,
            {
                loadBalancerId,
                backendServers: parts.backendServers.map(({ serverId, weight }) => ({
                    serverId,
                    weight: weight ?? 100,
                    type: "ecs",
                })),
                deleteProtectionValidation: false,
            },
            { parent, dependsOn: parts.servers.dependsOn(parts.usable.dependsOn()) },
        );
        serving.push(servers.deleteProtectionValidation);
    }
    return {
        // At destruction this keeps listeners and servers until no service publishes the load balancer:
        // one that still has endpoints cannot be taken off, and must then go on serving them.
        loadBalancerId: withDependencies(loadBalancerId, [...serving, ...parts.usable.passed]),
        zoneId: loadBalancer.masterZoneId,
        address: loadBalancer.address,
        ports: pulumi.output(
            parts.listeners.map(({ listener }) => ({
                port: listener.port,
                protocol: transportProtocol(listener),
            })),
        ),
    };
}

function createLoadBalancer(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    name: string,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    const { vswitchId = "", address } = args;
    // A CLB is not tied to the zone of its vSwitch, which it takes an address from.
    const paths = { vswitchId: "vswitchId", address: "address" };
    checkVswitch(checks, paths, { vswitchId, address }, parent);
    checkDeployed(checks, deployed, args, parent);
    const chargeType = pulumi.output(args.instanceChargeType ?? ClbInstanceChargeType.PayBySpec);
    return new slb.ApplicationLoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            addressType: "intranet",
            addressIpVersion: "ipv4",
            address,
            vswitchId,
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
            // Given where there are none, too: the provider would leave those that were taken away.
            tags: args.tags ?? {},
        },
        { parent, dependsOn: checks.dependsOn() },
    );
}

/** Checks that what is deployed can become what is asked for. */
function checkDeployed(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): void {
    const { vswitchId, address } = args;
    const values = replacing(args);
    checkReplacement(checks, deployed.own, values, parent);
    // The load balancer that is replaced keeps its address until it is deleted, which comes last.
    if (address !== undefined) {
        checks.lookUp({ vswitchId, address, values }, async (known, report) => {
            const changed = await replacedBy(known, deployed, parent);
            const id = changed.length === 0 ? undefined : await holderOf(known, deployed, parent);
            if (id !== undefined) {
                const facts = { address: known.address, id, changed };
                report.check("address", facts, rules.addressStillTaken);
            }
        });
    }
    checkBilling(checks, deployed.own, args);
}

/** Id of the load balancer that has an address: the one of the state, or one that is still to be deleted. */
async function holderOf(
    { vswitchId, address }: { readonly vswitchId?: string; readonly address: string },
    deployed: DeployedLoadBalancer,
    parent: pulumi.Resource,
): Promise<string | undefined> {
    const { outputs = {} } = (await deployed.found) ?? {};
    if (outputs.address === address && outputs.vswitchId === vswitchId) {
        return String(outputs.id);
    }
    const found = await classicLoadBalancersAt(address, parent);
    return found?.balancers.find((each) => each.vswitchId === vswitchId && each.address === address)
        ?.id;
}

function checkBilling(
    checks: ChildChecks,
    deployed: Deployed,
    { instanceChargeType = ClbInstanceChargeType.PayBySpec }: ClbServiceResourceArgs,
): void {
    checks.lookUp({ to: instanceChargeType }, async ({ to }, report) => {
        const from = (await deployed)?.outputs.instanceChargeType;
        if (typeof from === "string") {
            report.check("instanceChargeType", { from, to }, rules.billedBySpecification);
        }
    });
}

/** The values whose change makes Pulumi replace a load balancer. */
function replacing(args: ClbServiceResourceArgs): Replacing[] {
    return [
        { path: "vswitchId", output: "vswitchId", value: args.vswitchId },
        { path: "address", output: "address", value: args.address },
        { path: "zoneId", output: "masterZoneId", value: args.zoneId },
        { path: "secondaryZoneId", output: "slaveZoneId", value: args.secondaryZoneId },
        { path: "resourceGroupId", output: "resourceGroupId", value: args.resourceGroupId },
    ];
}

/** AddBackendServers: BackendServers. When they are first added to a load balancer, the provider makes a single call. */
const SERVERS_PER_CALL = 20;

function checkServerCount(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): void {
    const added = args.backendServers?.length ?? 0;
    const check = (report: Report) => {
        const facts = { most: SERVERS_PER_CALL, added, removed: 0 };
        report.check("backendServers", facts, rules.serversAtOnce);
    };
    const type = "alicloud:slb/backendServer:BackendServer";
    const servers = deployedChild("ClbServiceResource", type, deployed.child.name);
    checks.lookUp({}, async (_, report) => {
        if ((await servers) === undefined) {
            check(report);
        }
    });
    const values = replacing(args);
    checks.lookUp({ to: args.loadBalancerId, values }, async (known, report) => {
        if ((await replacedBy(known, deployed, parent)).length > 0) {
            check(report);
        }
    });
}

function existingLoadBalancer(
    checks: ChildChecks,
    name: string,
    loadBalancerId: pulumi.Input<string>,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    checks.lookUp({ loadBalancerId }, async ({ loadBalancerId: id }, report) => {
        const found = await loadBalancer("slb", id, parent);
        if (found !== undefined) {
            checkLoadBalancer(report, "loadBalancerId", { id, type: "slb" }, found);
        }
    });
    return slb.ApplicationLoadBalancer.get(name, loadBalancerId, undefined, {
        parent,
        dependsOn: checks.dependsOn(),
    });
}

/** Checks that the load balancer that was made or read fits PrivateLink. */
function checkUsable(
    checks: ChildChecks,
    { id, addressType, paymentType }: slb.ApplicationLoadBalancer,
): void {
    checks.compare({ id, addressType, paymentType }, (known, report) => {
        report.check("loadBalancerId", known, rules.clbAddressType);
        report.check("loadBalancerId", known, rules.clbPaymentType);
    });
}

/** Arguments that only apply to a new load balancer. */
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

const EXISTING = { idProperty: "loadBalancerId", kind: "load balancer" };

function checkParts(checks: ComponentChecks, name: string, args: ClbServiceResourceArgs): Parts {
    const loadBalancer = checks.ofChild();
    const servers = checks.ofChild();
    const isNew = args.loadBalancerId === undefined;
    const listeners = checkListeners(checks, args);
    checkLoadBalancerArguments(loadBalancer, name, args, isNew);
    const entries = servers.entries("backendServers", args.backendServers);
    const backendServers = entries.map(({ entry }) => entry);
    servers.check(
        "backendServers",
        backendServers.map(({ serverId }) => serverId),
        rules.serversDistinct,
    );
    for (const { path, entry } of entries) {
        const serverId = [rules.required, rules.nonEmpty];
        servers.arguments(entry, { serverId, weight: rules.weight }, path);
    }
    return { loadBalancer, usable: checks.ofChild(), listeners, servers, backendServers };
}

function checkListeners(checks: ComponentChecks, args: ClbServiceResourceArgs): Parts["listeners"] {
    const all = checks.ofChild();
    const entries = all.entries("listeners", args.listeners);
    if (args.loadBalancerId === undefined) {
        all.plain("listeners", args.listeners ?? [], rules.listenersNotEmpty);
    }
    const ports = entries.map(({ entry }) => ({
        port: entry.port,
        protocol: transportProtocol(entry),
    }));
    all.check("listeners", ports, rules.clbListenersDistinct);
    return entries.map(({ path, entry: listener }) => {
        const own = checks.ofChild();
        checkListener(own, path, listener);
        return { listener, checks: own };
    });
}

function checkLoadBalancerArguments(
    checks: ChildChecks,
    name: string,
    args: ClbServiceResourceArgs,
    isNew: boolean,
): void {
    if (isNew) {
        checks.arguments(args, { vswitchId: [rules.required, rules.nonEmpty] });
        checks.argument("loadBalancerName", args.loadBalancerName ?? name, rules.clbName);
    } else {
        for (const property of NEW_ONLY) {
            const isSet = args[property] !== undefined;
            checks.check(property, { ...EXISTING, isSet }, rules.onlyForNew);
        }
    }
    checks.arguments(args, {
        loadBalancerId: rules.nonEmpty,
        zoneId: rules.nonEmpty,
        secondaryZoneId: rules.nonEmpty,
        address: rules.ipv4Address,
        instanceChargeType: rules.instanceChargeType,
        loadBalancerSpec: rules.nonEmpty,
        deletionProtection: rules.aBoolean,
        resourceGroupId: rules.nonEmpty,
        tags: rules.tags,
    });
}
