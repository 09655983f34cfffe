import * as pulumi from "@pulumi/pulumi";

import { type ChildChecks, ComponentChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { type ServicePort, ServiceResourceType } from "../../shared/types";
import { checkBackendServers, checkServerCount, createBackendServers } from "./clbBackendServers";
import {
    checkDeployedListener,
    checkListener,
    type ClbListener,
    createListener,
    transportProtocol,
} from "./clbListener";
import { warnOfInterruptedListener } from "./interruptedListeners";
import {
    checkFitsPrivateLink,
    checkLoadBalancerArguments,
    CLB,
    createLoadBalancer,
} from "./clbLoadBalancer";
import type { ClbBackendServer, ClbServiceResourceArgs } from "./clbServiceResourceArgs";
import { deployedLoadBalancer } from "./deployedLoadBalancer";
import { readLoadBalancer } from "./existingLoadBalancer";
import { type CheckedListener, checkListeners, idWhenServing } from "./listeners";
import { checkLoadBalancerIdChange } from "./loadBalancerChanges";

/**
 * A Classic Load Balancer (CLB) that can stand behind an endpoint service: intranet-facing,
 * pay-as-you-go, with its listeners and backend servers. Or an existing one.
 *
 * A change that replaces the load balancer is refused at preview while endpoints are connected through it.
 * Otherwise the new one is created before the old one is deleted.
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
        const checks = ComponentChecks.of("ClbServiceResource", name, args);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:ClbServiceResource",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["loadBalancerId", "zoneId", "address", "ports"], () =>
            createChildren(parts, name, args, this),
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
    readonly loadBalancerOutputs: ChildChecks;
    readonly listeners: readonly CheckedListener<ClbListener>[];
    readonly servers: ChildChecks;
    readonly backendServers: readonly ClbBackendServer[];
}

function createChildren(
    parts: Parts,
    name: string,
    args: ClbServiceResourceArgs,
    parent: ClbServiceResource,
) {
    const deployed = deployedLoadBalancer(CLB, name);
    checkLoadBalancerIdChange(parts.loadBalancer, deployed, args.loadBalancerId, parent);
    const loadBalancer =
        args.loadBalancerId === undefined
            ? createLoadBalancer(parts.loadBalancer, deployed, name, args, parent)
            : readLoadBalancer(CLB, parts.loadBalancer, name, args.loadBalancerId, parent);
    checkFitsPrivateLink(parts.loadBalancerOutputs, loadBalancer);
    const optionsOf = (checks: ChildChecks) => ({
        parent,
        dependsOn: checks.dependsOn(parts.loadBalancerOutputs.dependsOn()),
    });
    const serving: pulumi.Output<unknown>[] = parts.listeners.map(({ listener, checks }, index) => {
        checkDeployedListener(checks, `listeners[${index}]`, name, listener);
        warnOfInterruptedListener(checks, deployed, listener, loadBalancer.id, parent);
        return createListener(name, loadBalancer.id, listener, optionsOf(checks)).frontendPort;
    });
    if (parts.backendServers.length > 0) {
        checkServerCount(parts.servers, deployed, args, parent);
        const { backendServers, servers: checks } = parts;
        const servers = createBackendServers(
            name,
            loadBalancer.id,
            backendServers,
            optionsOf(checks),
        );
        serving.push(servers.deleteProtectionValidation);
    }
    return {
        loadBalancerId: idWhenServing(loadBalancer.id, serving, parts.loadBalancerOutputs),
        zoneId: loadBalancer.masterZoneId,
        address: loadBalancer.address,
        ports: pulumi.output(parts.listeners.map(({ listener }) => portOf(listener))),
    };
}

function portOf(listener: ClbListener): Required<ServicePort> {
    return { port: listener.port, protocol: transportProtocol(listener) };
}

function checkParts(checks: ComponentChecks, name: string, args: ClbServiceResourceArgs): Parts {
    const loadBalancer = checks.ofChild();
    const servers = checks.ofChild();
    const listeners = checkListeners<ClbListener>(
        checks,
        args,
        (all, listeners) =>
            all.check("listeners", listeners.map(portOf), rules.clbListenersDistinct),
        checkListener,
    );
    checkLoadBalancerArguments(loadBalancer, name, args);
    const backendServers = checkBackendServers(servers, args.backendServers);
    return {
        loadBalancer,
        loadBalancerOutputs: checks.ofChild(),
        listeners,
        servers,
        backendServers,
    };
}
