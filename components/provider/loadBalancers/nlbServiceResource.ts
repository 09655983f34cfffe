import * as pulumi from "@pulumi/pulumi";

import { type ChildChecks, ComponentChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { NlbListenerProtocol } from "../../shared/loadBalancers";
import { type ServicePort, ServiceResourceType, TransportProtocol } from "../../shared/types";
import { deployedLoadBalancer } from "./deployedLoadBalancer";
import { readZonalLoadBalancer } from "./existingLoadBalancer";
import { type CheckedListener, checkListeners, idWhenServing } from "./listeners";
import { checkLoadBalancerIdChange } from "./loadBalancerChanges";
import { checkListener, createListener, type NlbListener, protocolOf } from "./nlbListener";
import { checkLoadBalancerArguments, createLoadBalancer, NLB } from "./nlbLoadBalancer";
import { createServer } from "./nlbServer";
import { checkServerGroup, createServerGroup, hasRanges } from "./nlbServerGroup";
import type { NlbServiceResourceArgs } from "./nlbServiceResourceArgs";

/**
 * A Network Load Balancer (NLB) that can stand behind an endpoint service: in two zones or more where the
 * region has them, with its TCP and UDP listeners and the servers behind them. Or an existing one.
 *
 * A change that replaces the load balancer is refused at preview while endpoints are connected through it.
 * Otherwise the new one is created before the old one is deleted, so it needs other addresses.
 */
export class NlbServiceResource extends pulumi.ComponentResource {
    /** Id of the load balancer. */
    public readonly loadBalancerId: pulumi.Output<string>;
    /** Zones of the load balancer, for the endpoint service. */
    public readonly zoneIds: string[];
    /** Kind of the load balancer, for the endpoint service: `nlb`. */
    public readonly serviceResourceType: ServiceResourceType;
    /** Whether `loadBalancerId` was set, so that the load balancer is not the component's own. */
    public readonly usesExisting: boolean;
    /** Domain of the load balancer. */
    public readonly dnsName: pulumi.Output<string>;
    /**
     * Ports of the listeners, for the endpoint service to offer. Port ranges are not among them: name those that
     * consumers need in the `ports` of the EndpointService.
     */
    public readonly ports: pulumi.Output<ServicePort[]>;

    constructor(
        name: string,
        args: NlbServiceResourceArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = ComponentChecks.of("NlbServiceResource", name, args);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:NlbServiceResource",
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
        this.serviceResourceType = ServiceResourceType.Nlb;
        this.registerOutputs({
            ...outputs,
            usesExisting: this.usesExisting,
            zoneIds: this.zoneIds,
            serviceResourceType: this.serviceResourceType,
        });
    }
}

/** The resources of an NlbServiceResource, and the checks that each waits for. */
interface Parts {
    readonly loadBalancer: ChildChecks;
    /** What the listeners need to know of the load balancer, if it is an existing one. */
    readonly loadBalancerOutputs: ChildChecks;
    readonly serverGroup: ChildChecks;
    readonly listeners: readonly CheckedListener<NlbListener>[];
}

function createChildren(
    parts: Parts,
    name: string,
    args: NlbServiceResourceArgs,
    parent: NlbServiceResource,
) {
    const { loadBalancer: checks, loadBalancerOutputs } = parts;
    const deployed = deployedLoadBalancer(NLB, name);
    checkLoadBalancerIdChange(checks, deployed, args.loadBalancerId, parent);
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(checks, deployed, name, args, parent)
            : readZonalLoadBalancer(NLB, checks, loadBalancerOutputs, name, args, parent);
    const serving: pulumi.Output<unknown>[] = [];
    if (args.serverGroup !== undefined) {
        serving.push(...createServing(parts, name, args, loadBalancer, parent));
    }
    return {
        loadBalancerId: idWhenServing(loadBalancer.id, serving, loadBalancerOutputs),
        dnsName: loadBalancer.dnsName,
        ports: pulumi.output(
            parts.listeners.flatMap(({ listener }) =>
                listener.lastPort === undefined ? [servicePort(listener)] : [],
            ),
        ),
    };
}

/** Creates servers and listeners. Returns an output of each that is known at preview, see `idWhenServing`. */
function createServing(
    parts: Parts,
    name: string,
    { serverGroup, consumerIdentity = false, resourceGroupId, tags }: NlbServiceResourceArgs,
    loadBalancer: { readonly id: pulumi.Output<string>; readonly vpcId: pulumi.Output<string> },
    parent: NlbServiceResource,
): pulumi.Output<unknown>[] {
    const { servers = [], ...settings } = serverGroup ?? {};
    const listeners = parts.listeners.map(({ listener }) => listener);
    const group = createServerGroup(
        name,
        { ...settings, servers },
        { vpcId: loadBalancer.vpcId, resourceGroupId, tags, listeners },
        { parent, dependsOn: parts.serverGroup.dependsOn() },
    );
    const added = servers.map(
        (server) => createServer(name, group.id, server, hasRanges(listeners), { parent }).port,
    );
    const shared = {
        loadBalancerId: loadBalancer.id,
        serverGroupId: group.id,
        consumerIdentity,
        tags,
    };
    const listening = parts.listeners.map(({ listener, checks }) => {
        const dependsOn = checks.dependsOn(parts.loadBalancerOutputs.dependsOn());
        return createListener(name, shared, listener, { parent, dependsOn }).listenerPort;
    });
    return [...added, ...listening];
}

function servicePort(listener: NlbListener): ServicePort {
    const isUdp = protocolOf(listener) === NlbListenerProtocol.Udp;
    return {
        port: listener.port,
        protocol: isUdp ? TransportProtocol.Udp : TransportProtocol.Tcp,
    };
}

function checkParts(checks: ComponentChecks, name: string, args: NlbServiceResourceArgs): Parts {
    const loadBalancer = checks.ofChild();
    const serverGroup = checks.ofChild();
    const listeners = checkListeners<NlbListener>(
        checks,
        args,
        (all, listeners) => {
            if (listeners.length > 0) {
                all.plain<unknown>("serverGroup", args.serverGroup, rules.serversForListeners);
            }
            checkTogether(all, listeners, args);
        },
        checkListener,
    );
    checkLoadBalancerArguments(loadBalancer, name, args);
    if (args.serverGroup !== undefined && args.serverGroup !== null) {
        const all = listeners.map(({ listener }) => listener);
        checkServerGroup(serverGroup, "serverGroup", args.serverGroup, all);
    }
    return { loadBalancer, loadBalancerOutputs: checks.ofChild(), serverGroup, listeners };
}

function checkTogether(
    checks: ChildChecks,
    listeners: readonly NlbListener[],
    { consumerIdentity }: NlbServiceResourceArgs,
): void {
    const ports = listeners.map((listener) => ({
        port: listener.port,
        lastPort: listener.lastPort,
        protocol: protocolOf(listener),
    }));
    checks.check("listeners", ports, rules.nlbListenersDistinct);
    const ranges = listeners.map(({ lastPort }) => ({ isRange: lastPort !== undefined }));
    checks.check("listeners", ranges, rules.rangesTogether);
    const udpPorts = ports
        .filter(({ protocol }) => protocol === NlbListenerProtocol.Udp)
        .map(({ port }) => port);
    checks.compare({ consumerIdentity }, (known, report) => {
        report.check("consumerIdentity", { ...known, udpPorts }, rules.identityOverTcp);
    });
}
