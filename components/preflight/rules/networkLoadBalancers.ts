import { z } from "zod";

import { contains, rangeOf } from "./cidrBlocks";
import {
    crossFieldRule,
    distinctRule,
    entriesRule,
    format,
    join,
    type Rule,
    valueRule,
} from "./rule";
import { oneOf, wholeNumber } from "./values";
import {
    NlbAddressType,
    NlbHealthCheckMethod,
    NlbHealthCheckType,
    NlbListenerProtocol,
    NlbScheduler,
} from "../../shared/loadBalancers";

export const nlbListenerProtocol: Rule<string> = valueRule({
    id: "networkLoadBalancers.nlbListenerProtocol",
    title: "Protocol of an NLB listener",
    prevents: "A service whose consumers connect to nothing.",
    source: "CreateListener of NLB: ListenerProtocol; CreateVpcEndpointService: ServiceResourceType",
    example: "TCPSSL",
    allowed: (value) => {
        if (value === NlbListenerProtocol.Tcp || value === NlbListenerProtocol.Udp) {
            return undefined;
        }
        return value === "TCPSSL"
            ? 'PrivateLink does not reach TCPSSL listeners. Use "TCP" and let the servers end TLS.'
            : 'Must be one of "TCP", "UDP".';
    },
});

/** The ports of a listener: one, or those up to `lastPort`. */
const LISTENED_PORTS = z.object({
    port: z.number(),
    lastPort: z.number().optional(),
    protocol: z.string(),
});
type ListenedPorts = z.infer<typeof LISTENED_PORTS>;

export const nlbListenersDistinct = entriesRule({
    id: "networkLoadBalancers.nlbListenersDistinct",
    entry: LISTENED_PORTS,
    title: "Ports of an NLB's listeners",
    prevents: "A second listener that the cloud refuses to create.",
    source: "CreateListener of NLB: Conflict.Port; CreateServerGroup of NLB: Protocol, TCP_UDP is for listeners of both",
    example: [
        { port: 8000, lastPort: 8080, protocol: "TCP" },
        { port: 8080, protocol: "TCP" },
    ],
    problem: (listeners) => {
        for (const [index, one] of listeners.entries()) {
            const other = listeners.slice(0, index).find((each) => overlap(each, one));
            if (other !== undefined) {
                return `${portsOf(other)} and ${portsOf(one)} overlap. Each port can have one listener per transport protocol.`;
            }
        }
        return undefined;
    },
});

function overlap(one: ListenedPorts, other: ListenedPorts): boolean {
    return (
        one.protocol === other.protocol &&
        one.port <= (other.lastPort ?? other.port) &&
        other.port <= (one.lastPort ?? one.port)
    );
}

function portsOf({ port, lastPort, protocol }: ListenedPorts): string {
    return `${protocol} ${lastPort === undefined ? port : `${port} to ${lastPort}`}`;
}

export const lastPort = crossFieldRule({
    id: "networkLoadBalancers.lastPort",
    facts: z.object({ port: z.number(), lastPort: z.number().optional() }),
    title: "Last port of a range",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of NLB: EndPort",
    example: { port: 8080, lastPort: 8000 },
    problem: ({ port, lastPort: last }) =>
        last === undefined || last > port
            ? undefined
            : `found ${last}. Must be greater than the first port, ${port}; leave it out for a single port.`,
});

export const rangesTogether = entriesRule({
    id: "networkLoadBalancers.rangesTogether",
    entry: z.object({ isRange: z.boolean() }),
    title: "Listeners of single ports beside listeners of ranges",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of NLB: AnyPortListenerConflictWithNonAnyPortServerGroup",
    example: [{ isRange: true }, { isRange: false }],
    problem: (listeners) =>
        new Set(listeners.map(({ isRange }) => isRange)).size > 1
            ? "Some listeners have a lastPort and others do not. They need servers of another kind: use another NlbServiceResource for one of the two."
            : undefined,
});

export const portOfServers = crossFieldRule({
    id: "networkLoadBalancers.portOfServers",
    facts: z.object({ isRange: z.boolean(), isSet: z.boolean() }),
    title: "Port of servers behind listeners of ranges",
    prevents: "A server that the cloud refuses to add.",
    source: "AddServersToServerGroup of NLB: RSPortConflictWithServerGroup",
    example: { isRange: true, isSet: true },
    problem: ({ isRange, isSet }) =>
        isRange && isSet
            ? "is set for servers behind listeners of port ranges. They get connections at the port that the client asked for; remove it."
            : undefined,
});

export const checkedPortOfRange = crossFieldRule({
    id: "networkLoadBalancers.checkedPortOfRange",
    facts: z.object({ isRange: z.boolean(), isChecked: z.boolean(), isSet: z.boolean() }),
    title: "Port of the health check behind listeners of ranges",
    prevents: "A server group that the cloud refuses to create.",
    source: "CreateServerGroup of NLB: AnyPortServerGroupConflictWithHealthCheckConfig",
    example: { isRange: true, isChecked: true, isSet: false },
    problem: ({ isRange, isChecked, isSet }) =>
        isRange && isChecked && !isSet
            ? "is missing. Servers behind listeners of port ranges have no port of their own to check; name one."
            : undefined,
});

export const nlbServerIdentity = crossFieldRule({
    id: "networkLoadBalancers.nlbServerIdentity",
    facts: z.object({ identities: z.array(z.string()).readonly() }),
    title: "What a server of an NLB is",
    prevents: "A server that the cloud refuses to add, or another one than was meant.",
    source: "AddServersToServerGroup of NLB: ServerId, ServerType",
    example: { identities: [] },
    problem: ({ identities }) =>
        identities.length === 1
            ? undefined
            : `${identities.length === 0 ? "names no server" : `has ${join(identities)}`}. Set one of serverId, networkInterfaceId and serverIp.`,
});

export const serverNamesDistinct = distinctRule({
    id: "networkLoadBalancers.serverNamesDistinct",
    entry: z.string(),
    title: "Names of an NLB's servers, without duplicates",
    prevents: "Two resources with the same name.",
    source: "names of resources in Pulumi",
    example: ["one", "one"],
    remedy: "Give each server a name of its own.",
});

/** Where addresses are private: the ranges that a VPC can have, and those of the cloud's own services. */
const PRIVATE_RANGES = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

export const privateServerAddress: Rule<string> = valueRule({
    id: "networkLoadBalancers.privateServerAddress",
    title: "Address of a server of an NLB",
    prevents: "A server that the cloud refuses to add.",
    source: "AddServersToServerGroup of NLB: ServerId; the overview of NLB server groups, private addresses only",
    example: "8.8.8.8",
    allowed: (value) => {
        const range = typeof value === "string" ? rangeOf(`${value}/32`) : undefined;
        return range !== undefined &&
            PRIVATE_RANGES.some((outer) => contains(rangeOf(outer) ?? range, range))
            ? undefined
            : `Must be an IPv4 address in ${join(PRIVATE_RANGES)}.`;
    },
});

export const clientAddressPreserved = crossFieldRule({
    id: "networkLoadBalancers.clientAddressPreserved",
    facts: z.object({ byAddress: z.boolean(), preserved: z.boolean().optional() }),
    title: "Clients' addresses towards servers that are known by address",
    prevents: "A server group that the cloud refuses to create.",
    source: "CreateServerGroup of NLB: PreserveClientIpEnabled; how NLB obtains client addresses, scenario 3",
    example: { byAddress: true, preserved: true },
    problem: ({ byAddress, preserved }) =>
        byAddress && preserved === true
            ? "found true. Servers that are known by serverIp do not see the clients' addresses; remove it, or set consumerIdentity to get them in the proxy protocol."
            : undefined,
});

export const nlbIdleTimeout = crossFieldRule({
    id: "networkLoadBalancers.nlbIdleTimeout",
    facts: z.object({ protocol: z.string(), idleTimeoutSeconds: z.unknown() }),
    title: "Idle timeout of an NLB listener",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of NLB: IdleTimeout",
    example: { protocol: "UDP", idleTimeoutSeconds: 60 },
    problem: ({ protocol, idleTimeoutSeconds: seconds }) => {
        const most = protocol === NlbListenerProtocol.Udp ? 20 : 900;
        const isAllowed =
            typeof seconds === "number" &&
            Number.isInteger(seconds) &&
            seconds >= 10 &&
            seconds <= most;
        return seconds === undefined || isAllowed
            ? undefined
            : `found ${format(seconds)}. Must be a whole number from 10 to ${most} (seconds) for a ${protocol} listener.`;
    },
});

export const connectionsPerSecond = wholeNumber(
    "networkLoadBalancers.connectionsPerSecond",
    "New connections per second of an NLB listener",
    [0, 1_000_000],
    { source: "CreateListener of NLB: Cps" },
);

export const drainTimeout = wholeNumber(
    "networkLoadBalancers.drainTimeout",
    "Draining of connections to a server that leaves an NLB",
    [0, 900],
    {
        unit: " (seconds)",
        source: "CreateServerGroup of NLB: ConnectionDrainTimeout",
    },
);

export const identityOverTcp = crossFieldRule({
    id: "networkLoadBalancers.identityOverTcp",
    facts: z.object({
        consumerIdentity: z.boolean().optional(),
        udpPorts: z.array(z.number()).readonly(),
    }),
    title: "Consumer identity with UDP listeners",
    prevents: "Datagrams with a header that hardly any server expects, on each of them.",
    source: "the page on real client information of PrivateLink: after the TCP handshake, in front of the first data",
    example: { consumerIdentity: true, udpPorts: [53] },
    problem: ({ consumerIdentity, udpPorts }) =>
        consumerIdentity === true && udpPorts.length > 0
            ? `found true beside a UDP listener on port ${udpPorts[0]}. The ids go in front of a TCP connection; use another NlbServiceResource for UDP.`
            : undefined,
});

export const udpHealthCheck = crossFieldRule({
    id: "networkLoadBalancers.udpHealthCheck",
    facts: z.object({ type: z.string().optional(), protocols: z.array(z.string()).readonly() }),
    title: "UDP health check of servers behind TCP listeners",
    prevents: "Servers that no check finds healthy.",
    source: "CreateServerGroup of NLB: HealthCheckType",
    example: { type: "UDP", protocols: ["TCP"] },
    problem: ({ type, protocols }) =>
        type === NlbHealthCheckType.Udp && protocols.includes(NlbListenerProtocol.Tcp)
            ? 'found "UDP", although a TCP listener forwards to the servers. Use "TCP" or "HTTP".'
            : undefined,
});

export const nlbZoneCount: Rule<readonly unknown[]> = valueRule({
    id: "networkLoadBalancers.nlbZoneCount",
    title: "Zones of an NLB",
    prevents: "An NLB that the cloud refuses to create.",
    source: "CreateLoadBalancer of NLB: ZoneMappings",
    example: [],
    allowed: (zones) =>
        Array.isArray(zones) && zones.length >= 1 && zones.length <= 10
            ? undefined
            : "Must list 1 to 10 zones.",
});

export const zonesOfRegion = crossFieldRule({
    id: "networkLoadBalancers.zonesOfRegion",
    facts: z.object({
        zoneIds: z.array(z.string()).readonly(),
        regionZoneIds: z.array(z.string()).readonly(),
    }),
    title: "Two zones of a new NLB, where the region has them",
    prevents: "An NLB that the cloud refuses to create.",
    source: "CreateLoadBalancer of NLB: ZoneMappings",
    lookup: "nlb.getZones",
    example: { zoneIds: ["eu-central-1a"], regionZoneIds: ["eu-central-1a", "eu-central-1b"] },
    problem: ({ zoneIds, regionZoneIds }) => {
        const [zoneId] = zoneIds;
        const others = regionZoneIds.filter((each) => each !== zoneId);
        return zoneIds.length !== 1 || others.length === 0
            ? undefined
            : `found ${zoneId} only. In a region with more zones an NLB needs two; add one of ${join(others)}.`;
    },
});

export const nlbAddressType = oneOf(
    "networkLoadBalancers.nlbAddressType",
    "Address type of an NLB",
    NlbAddressType,
    "CreateLoadBalancer of NLB: AddressType",
);

export const nlbScheduler = oneOf(
    "networkLoadBalancers.nlbScheduler",
    "Scheduler of an NLB's servers",
    NlbScheduler,
    "CreateServerGroup of NLB: Scheduler, as alicloud provider 1.285.0 spells them",
);

export const nlbHealthCheckType = oneOf(
    "networkLoadBalancers.nlbHealthCheckType",
    "Kind of an NLB's health check",
    NlbHealthCheckType,
    "CreateServerGroup of NLB: HealthCheckType",
);

export const nlbHealthCheckMethod = oneOf(
    "networkLoadBalancers.nlbHealthCheckMethod",
    "Method of an NLB's health check",
    NlbHealthCheckMethod,
    "CreateServerGroup of NLB: HttpCheckMethod",
);

export const nlbListenerDescription: Rule<string> = valueRule({
    id: "networkLoadBalancers.nlbListenerDescription",
    title: "Description of an NLB listener",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateListener of NLB: ListenerDescription",
    example: "the orders",
    allowed: (value) =>
        typeof value === "string" && /^[\p{L}\d,.;/@_-]{2,256}$/u.test(value)
            ? undefined
            : 'Must be 2 to 256 letters, digits and the characters ",", ".", ";", "/", "@", "_" and "-".',
});
