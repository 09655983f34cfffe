import { z } from "zod";

import { port as portRule } from "./numbers";
import { crossFieldRule, distinctRule, type Rule, valueRule } from "./rule";
import { aList, oneOf } from "./values";
import {
    ClbListenerProtocol,
    ClbScheduler,
    ClbHealthCheckType,
    AlbListenerProtocol,
} from "../../shared/loadBalancers";

export const listenersNotEmpty: Rule<readonly unknown[]> = valueRule({
    id: "listeners.listenersNotEmpty",
    title: "Listeners of a new load balancer",
    prevents: "A load balancer that cannot be reached.",
    source: "CreateLoadBalancerTCPListener of CLB, CreateListener of ALB",
    example: [],
    allowed: (listeners) =>
        Array.isArray(listeners) && listeners.length > 0
            ? undefined
            : "A new load balancer needs at least one listener.",
});

export const clbListenersDistinct = distinctRule({
    id: "listeners.clbListenersDistinct",
    entry: z.object({ port: z.number(), protocol: z.string() }),
    title: "Ports of a CLB's listeners",
    prevents: "A second listener that the cloud refuses to create.",
    source: "CreateLoadBalancerTCPListener of CLB: ListenerPort",
    example: [
        { port: 80, protocol: "tcp" },
        { port: 80, protocol: "tcp" },
    ],
    keyOf: ({ port, protocol }) => `${protocol} port ${port}`,
    remedy: "Each port can have one listener per transport protocol.",
});

export const albListenersDistinct = distinctRule({
    id: "listeners.albListenersDistinct",
    entry: z.number(),
    title: "Ports of an ALB's listeners",
    prevents: "A second listener that the cloud refuses to create.",
    source: "CreateListener of ALB: ListenerPort",
    example: [80, 80],
    keyOf: (port) => `port ${port}`,
    remedy: "Use each port only once.",
});

/** Whether a property of a listener is set, and the listener's protocol. */
const PROPERTY_OF_LISTENER = z.object({ protocol: z.string(), isSet: z.boolean() });

export const certificateForHttps = crossFieldRule({
    id: "listeners.certificateForHttps",
    facts: PROPERTY_OF_LISTENER,
    title: "Certificate of a listener",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateLoadBalancerHTTPSListener of CLB: ServerCertificateId; CreateListener of ALB: Certificates",
    example: { protocol: "https", isSet: false },
    problem: ({ protocol, isSet }) => {
        const isHttps = protocol.toLowerCase() === "https";
        if (isHttps === isSet) {
            return undefined;
        }
        return isHttps
            ? "is missing. An HTTPS listener needs one."
            : `is set for the protocol "${protocol}". Only an HTTPS listener can have one; remove it.`;
    },
});

export const onlyForHttps = crossFieldRule({
    id: "listeners.onlyForHttps",
    facts: PROPERTY_OF_LISTENER,
    title: "Security policy of a listener",
    prevents: "A setting that the cloud refuses.",
    source: "CreateListener of ALB: SecurityPolicyId",
    example: { protocol: "HTTP", isSet: true },
    problem: ({ protocol, isSet }) =>
        isSet && protocol.toLowerCase() !== "https"
            ? `is set for the protocol "${protocol}". Only an HTTPS listener can have one; remove it.`
            : undefined,
});

export const onlyForLayer4 = crossFieldRule({
    id: "listeners.onlyForLayer4",
    facts: PROPERTY_OF_LISTENER,
    title: "Persistence of a listener",
    prevents: "A setting that the provider silently ignores.",
    source: "CreateLoadBalancerTCPListener and UDPListener of CLB: PersistenceTimeout",
    example: { protocol: "http", isSet: true },
    problem: ({ protocol, isSet }) =>
        isSet && !isLayer4(protocol)
            ? `is set for the protocol "${protocol}". Only TCP and UDP listeners support it; remove it.`
            : undefined,
});

export const schedulerOfProtocol = crossFieldRule({
    id: "listeners.schedulerOfProtocol",
    facts: z.object({ scheduler: z.string().optional(), protocol: z.string() }),
    title: "Scheduler of a listener",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateLoadBalancerHTTPListener of CLB: Scheduler",
    example: { scheduler: "sch", protocol: "http" },
    problem: ({ scheduler, protocol }) =>
        scheduler === "sch" && !isLayer4(protocol)
            ? `found "sch". An ${protocol.toUpperCase()} listener cannot use it; use "wrr", "rr" or "wlc".`
            : undefined,
});

export const healthCheckSwitch = crossFieldRule({
    id: "listeners.healthCheckSwitch",
    facts: z.object({ enabled: z.boolean().optional(), protocol: z.string() }),
    title: "Health check of a TCP or UDP listener",
    prevents:
        "A setting without effect: UDP is always checked, and the provider ignores it for TCP.",
    source: "CreateLoadBalancerUDPListener of CLB; alicloud provider 1.285.0: slb.Listener healthCheck",
    example: { enabled: false, protocol: "tcp" },
    problem: ({ enabled, protocol }) =>
        enabled === false && isLayer4(protocol)
            ? `found false. The health check of a ${protocol.toUpperCase()} listener cannot be switched off.`
            : undefined,
});

function isLayer4(protocol: string): boolean {
    return ["tcp", "udp"].includes(protocol);
}

/** A port of a service, from the owner's program. */
const OFFERED_PORT = z.object({ port: z.number(), protocol: z.string().optional() });
type OfferedPort = z.infer<typeof OFFERED_PORT>;

export const servicePort: Rule<OfferedPort> = valueRule<OfferedPort>({
    id: "listeners.servicePort",
    title: "Ports that a service offers",
    prevents: "Consumers that open a port at which nothing can listen.",
    source: "CreateLoadBalancerTCPListener of CLB: ListenerPort",
    example: { port: 0 },
    allowed: (offered) =>
        portRule.problem(offered?.port) === undefined &&
        ["tcp", "udp"].includes(offered.protocol ?? "tcp")
            ? undefined
            : 'Must be a port from 1 to 65535 with the protocol "tcp" or "udp".',
});

export const everyServicePort: Rule<OfferedPort[]> = {
    ...servicePort,
    id: "listeners.everyServicePort",
    example: [{ port: 0 }],
    problem: (ports) =>
        aList.problem(ports) ?? ports.map((each) => servicePort.problem(each)).find(Boolean),
};

export const servicePorts = distinctRule({
    id: "listeners.servicePorts",
    entry: OFFERED_PORT,
    title: "Ports that a service offers, without duplicates",
    prevents: "Rules of a consumer's security group with the same name.",
    source: "names of resources in Pulumi",
    example: [{ port: 443 }, { port: 443, protocol: "tcp" }],
    keyOf: ({ port, protocol = "tcp" }) => `"${protocol}-${port}"`,
    remedy: "List each port only once.",
});

export const clbListenerProtocol = oneOf(
    "listeners.clbListenerProtocol",
    "Protocol of a CLB listener",
    ClbListenerProtocol,
    "CreateLoadBalancerTCPListener of CLB and its siblings",
);

export const clbScheduler = oneOf(
    "listeners.clbScheduler",
    "Scheduler of a CLB listener",
    ClbScheduler,
    "CreateLoadBalancerTCPListener of CLB and its siblings",
);

export const clbHealthCheckType = oneOf(
    "listeners.clbHealthCheckType",
    "Kind of a health check",
    ClbHealthCheckType,
    "CreateLoadBalancerTCPListener of CLB and its siblings",
);

export const albListenerProtocol = oneOf(
    "listeners.albListenerProtocol",
    "Protocol of an ALB listener",
    AlbListenerProtocol,
    "CreateListener of ALB: ListenerProtocol",
);
