import * as pulumi from "@pulumi/pulumi";

import { type ChildChecks, ComponentChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { AlbEdition, AlbListenerProtocol, AlbServerProtocol } from "../../shared/loadBalancers";
import { type ServicePort, ServiceResourceType, TransportProtocol } from "../../shared/types";
import { type AlbListener, checkListener, createListener } from "./albListener";
import { ALB, checkLoadBalancerArguments, createLoadBalancer } from "./albLoadBalancer";
import { checkServerCount, checkServerGroup, createServerGroup } from "./albServerGroup";
import type { AlbServiceResourceArgs } from "./albServiceResourceArgs";
import { deployedLoadBalancer } from "./deployedLoadBalancer";
import { readZonalLoadBalancer } from "./existingLoadBalancer";
import { type CheckedListener, checkListeners, idWhenServing } from "./listeners";
import { checkLoadBalancerIdChange } from "./loadBalancerChanges";

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
        const checks = ComponentChecks.of("AlbServiceResource", name, args);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:AlbServiceResource",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["loadBalancerId", "dnsName", "ports"], () =>
            createChildren(parts, name, args, this),
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
    /** What the listeners need to know of the load balancer, if it is an existing one. */
    readonly loadBalancerOutputs: ChildChecks;
    readonly serverGroup: ChildChecks;
    readonly listeners: readonly CheckedListener<AlbListener>[];
}

function createChildren(
    parts: Parts,
    name: string,
    args: AlbServiceResourceArgs,
    parent: AlbServiceResource,
) {
    const { loadBalancer: checks, loadBalancerOutputs } = parts;
    const deployed = deployedLoadBalancer(ALB, name);
    checkLoadBalancerIdChange(checks, deployed, args.loadBalancerId, parent);
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(checks, deployed, name, args, parent)
            : readZonalLoadBalancer(ALB, checks, loadBalancerOutputs, name, args, parent);
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
            const dependsOn = checks.dependsOn(loadBalancerOutputs.dependsOn());
            const options = { parent, dependsOn };
            serving.push(
                createListener(name, loadBalancer.id, group.id, listener, options).listenerPort,
            );
        }
    }
    return {
        loadBalancerId: idWhenServing(loadBalancer.id, serving, loadBalancerOutputs),
        dnsName: loadBalancer.dnsName,
        ports: pulumi.output(
            parts.listeners.map(({ listener: { port } }) => ({
                port,
                protocol: TransportProtocol.Tcp,
            })),
        ),
    };
}

function checkParts(checks: ComponentChecks, name: string, args: AlbServiceResourceArgs): Parts {
    const loadBalancer = checks.ofChild();
    const serverGroup = checks.ofChild();
    checkServerProtocol(serverGroup, args);
    const listeners = checkListeners<AlbListener>(
        checks,
        args,
        (all, listeners) => {
            if (listeners.length > 0) {
                all.plain<unknown>("serverGroup", args.serverGroup, rules.serversForListeners);
            }
            const ports = listeners.map(({ port }) => port);
            all.check("listeners", ports, rules.albListenersDistinct);
        },
        (own, path, listener) => {
            checkListenerProtocol(own, path, listener, args);
            checkListener(own, path, listener);
        },
    );
    checkLoadBalancerArguments(loadBalancer, name, args);
    if (args.serverGroup !== undefined && args.serverGroup !== null) {
        checkServerGroup(serverGroup, "serverGroup", args.serverGroup);
    }
    return { loadBalancer, loadBalancerOutputs: checks.ofChild(), serverGroup, listeners };
}

/** Checks the protocol of a listener against that of the servers. */
function checkListenerProtocol(
    checks: ChildChecks,
    path: string,
    { protocol = AlbListenerProtocol.Http }: AlbListener,
    { serverGroup }: AlbServiceResourceArgs,
): void {
    const serverProtocol = serverGroup?.protocol ?? AlbServerProtocol.Http;
    checks.compare({ protocol, serverProtocol }, (facts, report) => {
        report.check(`${path}.protocol`, facts, rules.listenerForHttpsServers);
    });
}

/** Checks the servers' protocol against the edition of a new load balancer. An existing one has its own. */
function checkServerProtocol(
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
