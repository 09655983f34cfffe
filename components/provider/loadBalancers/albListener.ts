import * as alb from "@pulumi/alicloud/alb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { AlbListenerProtocol } from "../../shared/loadBalancers";

/** A listener of an ALB, which forwards to the load balancer's servers. */
export interface AlbListener {
    /** Port at which the load balancer listens, from 1 to 65535. */
    port: number;
    /**
     * Protocol: `HTTP` (the default) or `HTTPS`. Changing it replaces the listener, which is deleted first,
     * so that nothing listens for some seconds, or, if the new one is refused, until an update
     * succeeds.
     */
    protocol?: AlbListenerProtocol;
    /** Id of the server certificate. Required for HTTPS, not allowed otherwise. */
    certificateId?: pulumi.Input<string>;
    /** Id of the TLS security policy, for HTTPS. `tls_cipher_policy_1_0` by default. */
    securityPolicyId?: pulumi.Input<string>;
    /** Description of the listener: 2 to 256 letters, digits and the characters "-", "/", "." and "_". Its protocol and port by default, for instance `http_80`. */
    description?: pulumi.Input<string>;
    /** Seconds after which an idle connection ends, from 1 to 60. 15 by default. */
    idleTimeoutSeconds?: pulumi.Input<number>;
    /** Seconds to wait for a server's response, from 1 to 180. 60 by default. */
    requestTimeoutSeconds?: pulumi.Input<number>;
}

/** The default security policy of a listener (CreateListener: SecurityPolicyId). */
const SECURITY_POLICY = "tls_cipher_policy_1_0";

/**
 * Creates a listener that forwards to a server group. It is named after its port, which can only have one, so
 * another protocol replaces it, and it is deleted first.
 */
export function createListener(
    name: string,
    loadBalancerId: pulumi.Input<string>,
    serverGroupId: pulumi.Input<string>,
    listener: AlbListener,
    options: pulumi.CustomResourceOptions,
): alb.Listener {
    const protocol = listener.protocol ?? AlbListenerProtocol.Http;
    return new alb.Listener(
        `${name}-${listener.port}`,
        {
            loadBalancerId,
            listenerPort: listener.port,
            listenerProtocol: protocol,
            // Always set, because the provider does not reset a property that is not set.
            listenerDescription:
                listener.description ?? `${protocol.toLowerCase()}_${listener.port}`,
            certificates:
                listener.certificateId === undefined
                    ? undefined
                    : { certificateId: listener.certificateId },
            securityPolicyId:
                listener.securityPolicyId ??
                (protocol === AlbListenerProtocol.Https ? SECURITY_POLICY : undefined),
            idleTimeout: listener.idleTimeoutSeconds ?? 15,
            requestTimeout: listener.requestTimeoutSeconds ?? 60,
            defaultActions: [
                {
                    type: "ForwardGroup",
                    forwardGroupConfig: { serverGroupTuples: [{ serverGroupId }] },
                },
            ],
        },
        { ...options, deleteBeforeReplace: true },
    );
}

/** Checks a listener. */
export function checkListener(checks: ChildChecks, path: string, listener: AlbListener): void {
    const protocol = listener.protocol ?? AlbListenerProtocol.Http;
    const useOf = (property: "certificateId" | "securityPolicyId") => ({
        protocol,
        isSet: listener[property] !== undefined,
    });
    checks.plain(`${path}.port`, listener.port, rules.port);
    checks.plain(`${path}.protocol`, protocol, rules.albListenerProtocol);
    checks.check(`${path}.certificateId`, useOf("certificateId"), rules.certificateForHttps);
    checks.check(`${path}.securityPolicyId`, useOf("securityPolicyId"), rules.onlyForHttps);
    checks.arguments(
        listener,
        {
            certificateId: rules.nonEmpty,
            securityPolicyId: rules.nonEmpty,
            description: rules.albListenerDescription,
            idleTimeoutSeconds: rules.idleTimeout,
            requestTimeoutSeconds: rules.requestTimeout,
        },
        path,
    );
}
