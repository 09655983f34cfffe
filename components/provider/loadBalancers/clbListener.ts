import * as slb from "@pulumi/alicloud/slb";
import * as pulumi from "@pulumi/pulumi";

import { checkLimits } from "./healthCheckLimits";
import type { ChildChecks } from "../../preflight";
import { deployedChild, type DeployedResource } from "../../preflight/deployedResources";
import * as rules from "../../preflight/rules";
import { isDeferred } from "../../preflight/rules/values";
import { TransportProtocol } from "../../shared/types";
import { ClbListenerProtocol, ClbScheduler, ClbHealthCheckType } from "../../shared/loadBalancers";

/** Health check of a CLB listener. */
export interface ClbHealthCheck {
    /** Whether servers are checked. True by default. TCP and UDP listeners are always checked. */
    enabled?: pulumi.Input<boolean>;
    /** Kind of the check, for TCP listeners: `tcp` (the default) or `http`. */
    type?: pulumi.Input<ClbHealthCheckType>;
    /** Port that is checked, from 1 to 65535. The backend port by default. */
    port?: pulumi.Input<number>;
    /** Path that an HTTP check requests. `/` by default. */
    path?: pulumi.Input<string>;
    /** Host name that an HTTP check sends. The server's address by default; once set, it cannot be reset to that. */
    domain?: pulumi.Input<string>;
    /** HTTP codes that count as healthy, for instance `http_2xx,http_3xx`. `http_2xx` by default. */
    httpCodes?: pulumi.Input<string>;
    /** Seconds between two checks, from 1 to 50. 2 by default. */
    intervalSeconds?: pulumi.Input<number>;
    /** Seconds to wait for a response, from 1 to 300. 5 by default. */
    timeoutSeconds?: pulumi.Input<number>;
    /** Successful checks in a row after which a server is healthy, from 2 to 10. 3 by default. */
    healthyThreshold?: pulumi.Input<number>;
    /** Failed checks in a row after which a server is unhealthy, from 2 to 10. 3 by default. */
    unhealthyThreshold?: pulumi.Input<number>;
}

/** A listener of a CLB. */
export interface ClbListener {
    /** Port at which the load balancer listens, from 1 to 65535. */
    port: number;
    /**
     * Protocol: `tcp` (the default), `udp`, `http` or `https`. Another one for the same port replaces the
     * listener, as another `backendPort` does: it is deleted first, so that nothing listens for some
     * seconds. If the new one is then refused, nothing does until an update succeeds.
     */
    protocol?: ClbListenerProtocol;
    /** Port of the backend servers, from 1 to 65535. The listener's port by default. Changing it replaces the listener, see `protocol`. */
    backendPort?: pulumi.Input<number>;
    /** Description of the listener, 1 to 80 characters. Its protocol and port by default, for instance `tcp_80`. */
    description?: pulumi.Input<string>;
    /** How a server is chosen: `wrr` (the default), `rr`, `wlc` or `sch`. */
    scheduler?: pulumi.Input<ClbScheduler>;
    /** Mbit/s that the listener may carry, from 1 to 5120, or -1 (the default) for no limit. */
    bandwidth?: pulumi.Input<number>;
    /** Seconds for which a client stays with one server, from 0 (off, the default) to 3600; TCP and UDP only. */
    persistenceTimeoutSeconds?: pulumi.Input<number>;
    /** Id of the server certificate. Required for HTTPS, not allowed otherwise. */
    serverCertificateId?: pulumi.Input<string>;
    /** Health check. On by default, with the defaults of its properties. */
    healthCheck?: ClbHealthCheck;
}

/** The protocol of a listener, as the cloud knows it. */
export function listenerProtocol({ protocol }: ClbListener): ClbListenerProtocol {
    return protocol ?? ClbListenerProtocol.Tcp;
}

/** The transport protocol and port under which a listener can be reached. */
export function transportProtocol(listener: ClbListener): TransportProtocol {
    return listener.protocol === ClbListenerProtocol.Udp
        ? TransportProtocol.Udp
        : TransportProtocol.Tcp;
}

/** Checks a listener. */
export function checkListener(checks: ChildChecks, path: string, listener: ClbListener): void {
    const protocol = listenerProtocol(listener);
    const { scheduler: chosen } = listener;
    const useOf = (property: "serverCertificateId" | "persistenceTimeoutSeconds") => ({
        protocol,
        isSet: listener[property] !== undefined,
    });
    checks.plain(`${path}.port`, listener.port, rules.port);
    checks.plain(`${path}.protocol`, protocol, rules.clbListenerProtocol);
    checks.check(
        `${path}.serverCertificateId`,
        useOf("serverCertificateId"),
        rules.certificateForHttps,
    );
    checks.check(
        `${path}.persistenceTimeoutSeconds`,
        useOf("persistenceTimeoutSeconds"),
        rules.onlyForLayer4,
    );
    checks.arguments(
        listener,
        {
            backendPort: rules.port,
            description: rules.clbListenerDescription,
            scheduler: rules.clbScheduler,
            bandwidth: rules.clbListenerBandwidth,
            persistenceTimeoutSeconds: rules.persistenceTimeout,
            serverCertificateId: rules.nonEmpty,
        },
        path,
    );
    checks.compare({ scheduler: chosen, protocol }, (facts, report) => {
        report.check(`${path}.scheduler`, facts, rules.schedulerOfProtocol);
    });
    if (listener.healthCheck !== undefined) {
        checkHealthCheck(checks, `${path}.healthCheck`, listener.healthCheck, protocol);
    }
}

function checkHealthCheck(
    checks: ChildChecks,
    path: string,
    check: ClbHealthCheck,
    protocol: ClbListenerProtocol,
): void {
    if (!checks.plain<unknown>(path, check, rules.anObject)) {
        return;
    }
    checkLimits(checks, path, check, rules.healthCheckPath);
    checks.arguments(
        check,
        {
            enabled: rules.aBoolean,
            type: rules.clbHealthCheckType,
            domain: rules.healthCheckDomain,
            httpCodes: rules.healthCheckCodes,
        },
        path,
    );
    checks.compare({ enabled: check.enabled, protocol }, (facts, report) => {
        report.check(`${path}.enabled`, facts, rules.healthCheckSwitch);
    });
}

/**
 * Creates a listener of a load balancer. It is named after its port, which can have one listener for UDP and
 * one for the other protocols. So another protocol or backend port replaces it, and it is deleted first.
 */
export function createListener(
    name: string,
    loadBalancerId: pulumi.Input<string>,
    listener: ClbListener,
    options: pulumi.CustomResourceOptions,
): slb.Listener {
    const protocol = listenerProtocol(listener);
    const { healthCheck: check, backendPort = listener.port } = listener;
    return new slb.Listener(
        resourceNameOf(name, listener),
        {
            loadBalancerId,
            protocol,
            frontendPort: listener.port,
            backendPort,
            // Always set, because the provider does not reset a property that is not set.
            description: listener.description ?? `${protocol}_${listener.port}`,
            scheduler: listener.scheduler ?? ClbScheduler.WeightedRoundRobin,
            bandwidth: listener.bandwidth ?? -1,
            persistenceTimeout: listener.persistenceTimeoutSeconds,
            serverCertificateId: listener.serverCertificateId,
            healthCheck: pulumi
                .output(check?.enabled ?? true)
                .apply((enabled) => (enabled ? "on" : "off")),
            healthCheckType: check?.type,
            healthCheckConnectPort: check?.port ?? backendPort,
            healthCheckUri: check?.path,
            healthCheckDomain: check?.domain,
            healthCheckHttpCode: check?.httpCodes ?? defaultHealthCheckCodes(protocol, check?.type),
            healthCheckInterval: check?.intervalSeconds,
            healthCheckTimeout: check?.timeoutSeconds,
            healthyThreshold: check?.healthyThreshold,
            unhealthyThreshold: check?.unhealthyThreshold,
        },
        { ...options, deleteBeforeReplace: true },
    );
}

/** The part of a listener's name that is unique: its port, and whether it is for UDP. */
function resourceNameOf(name: string, { port, protocol }: ClbListener): string {
    return protocol === ClbListenerProtocol.Udp ? `${name}-${port}-udp` : `${name}-${port}`;
}

/**
 * Checks that no host name is removed from the health check, which the provider cannot do. A listener that is
 * replaced, or whose health check sends no request, needs no removal.
 */
export function checkDeployedListener(
    checks: ChildChecks,
    path: string,
    name: string,
    listener: ClbListener,
): void {
    const { port, protocol = ClbListenerProtocol.Tcp, backendPort = port } = listener;
    const { domain, enabled = true, type } = listener.healthCheck ?? {};
    if (domain !== undefined) {
        return;
    }
    const deployed = deployedListener(name, listener);
    checks.lookUp({ backendPort, enabled, type }, async (known, report) => {
        const outputs = (await deployed)?.outputs ?? {};
        const stays = outputs.protocol === protocol && outputs.backendPort === known.backendPort;
        const isHttpCheck =
            protocol === ClbListenerProtocol.Tcp
                ? known.type === ClbHealthCheckType.Http
                : known.enabled;
        const { healthCheckDomain } = outputs;
        if (
            stays &&
            isHttpCheck &&
            typeof healthCheckDomain === "string" &&
            healthCheckDomain !== ""
        ) {
            const facts = { domain: healthCheckDomain, port };
            report.check(`${path}.healthCheck.domain`, facts, rules.healthCheckDomainNotRemoved);
        }
    });
}

/** A listener of a component, as the last update left it. */
export function deployedListener(
    name: string,
    listener: ClbListener,
): Promise<DeployedResource | undefined> {
    return deployedChild(
        "ClbServiceResource",
        "alicloud:slb/listener:Listener",
        resourceNameOf(name, listener),
    );
}

/** Default of the codes that count as healthy (CreateLoadBalancerHTTPListener: HealthCheckHttpCode). */
function defaultHealthCheckCodes(
    protocol: ClbListenerProtocol,
    type: ClbHealthCheck["type"],
): pulumi.Input<string> | undefined {
    const usual = (checked: ClbListenerProtocol | ClbHealthCheckType | undefined) =>
        checked === ClbHealthCheckType.Http || checked === ClbListenerProtocol.Https
            ? "http_2xx"
            : undefined;
    if (protocol !== ClbListenerProtocol.Tcp) {
        return usual(protocol);
    }
    return isDeferred(type)
        ? (pulumi.output(type).apply(usual) as pulumi.Output<string>)
        : usual(type);
}
