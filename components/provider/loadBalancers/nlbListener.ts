import * as nlb from "@pulumi/alicloud/nlb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { NlbListenerProtocol } from "../../shared/loadBalancers";
import type { Tags } from "../../shared/types";

/** A listener of an NLB, which forwards to the load balancer's servers. */
export interface NlbListener {
    /** Port at which the load balancer listens, or the first port of a range, from 1 to 65535. */
    port: number;
    /**
     * Last port of a range. The servers get each connection at the port that the client asked for. A single port
     * by default. Changing it replaces the listener, which is deleted first.
     */
    lastPort?: number;
    /** Protocol: `TCP` (the default), which passes TLS through, or `UDP`. */
    protocol?: NlbListenerProtocol;
    /** Description of the listener: 2 to 256 letters, digits and the characters ",", ".", ";", "/", "@", "_" and "-". Its protocol and port by default, for instance `tcp_443`. */
    description?: pulumi.Input<string>;
    /** Seconds after which an idle connection ends: from 10 to 900 for TCP, 900 by default; from 10 to 20 for UDP, 20 by default. */
    idleTimeoutSeconds?: pulumi.Input<number>;
    /** New connections per second that each zone takes, up to 1000000. 0 (the default) for no limit. */
    connectionsPerSecond?: pulumi.Input<number>;
}

/** What the listeners of a load balancer share. */
interface Shared {
    readonly loadBalancerId: pulumi.Input<string>;
    readonly serverGroupId: pulumi.Input<string>;
    readonly consumerIdentity: pulumi.Input<boolean>;
    readonly tags: Tags | undefined;
}

/** The protocol of a listener. */
export function protocolOf({
    protocol = NlbListenerProtocol.Tcp,
}: NlbListener): NlbListenerProtocol {
    return protocol;
}

/**
 * Creates a listener that forwards to a server group. It is named after its port, as that of a CLB is. All
 * properties are set, because the provider does not reset one that is not.
 */
export function createListener(
    name: string,
    { loadBalancerId, serverGroupId, consumerIdentity, tags }: Shared,
    listener: NlbListener,
    options: pulumi.CustomResourceOptions,
): nlb.Listener {
    const { port, lastPort } = listener;
    const protocol = protocolOf(listener);
    const isTcp = protocol === NlbListenerProtocol.Tcp;
    const isIdentified = isTcp ? consumerIdentity : false;
    return new nlb.Listener(
        `${name}-${port}${isTcp ? "" : "-udp"}`,
        {
            loadBalancerId,
            serverGroupId,
            listenerProtocol: protocol,
            ...(lastPort === undefined
                ? { listenerPort: port }
                : { listenerPort: 0, startPort: port, endPort: lastPort }),
            listenerDescription: listener.description ?? `${protocol.toLowerCase()}_${port}`,
            idleTimeout: listener.idleTimeoutSeconds ?? (isTcp ? 900 : 20),
            cps: listener.connectionsPerSecond ?? 0,
            proxyProtocolEnabled: isIdentified,
            proxyProtocolConfig: {
                proxyProtocolConfigVpcIdEnabled: isIdentified,
                proxyProtocolConfigPrivateLinkEpIdEnabled: isIdentified,
                proxyProtocolConfigPrivateLinkEpsIdEnabled: isIdentified,
            },
            tags,
        },
        { ...options, deleteBeforeReplace: true },
    );
}

/** Checks a listener. */
export function checkListener(checks: ChildChecks, path: string, listener: NlbListener): void {
    const { port, lastPort, idleTimeoutSeconds } = listener;
    const protocol = protocolOf(listener);
    checks.plain(`${path}.port`, port, rules.port);
    if (lastPort !== undefined) {
        checks.plain(`${path}.lastPort`, lastPort, rules.port);
        checks.check(`${path}.lastPort`, { port, lastPort }, rules.lastPort);
    }
    checks.plain<string>(`${path}.protocol`, protocol, rules.nlbListenerProtocol);
    checks.compare({ protocol, idleTimeoutSeconds }, (facts, report) => {
        report.check(`${path}.idleTimeoutSeconds`, facts, rules.nlbIdleTimeout);
    });
    checks.arguments(
        listener,
        {
            description: rules.nlbListenerDescription,
            connectionsPerSecond: rules.connectionsPerSecond,
        },
        path,
    );
}
