import { z } from "zod";

import { isWithin, overlaps, rangeOf } from "./cidrBlocks";
import { crossFieldRule, join } from "./rule";

/** An ingress rule of a security group, as the cloud lists it. */
const SECURITY_GROUP_RULE = z.object({
    securityGroupId: z.string(),
    ipProtocol: z.string(),
    portRange: z.string(),
    policy: z.string(),
    priority: z.number(),
    /** Empty if the rule is for another security group or a list of prefixes. */
    sourceCidrIp: z.string(),
});
export type SecurityGroupRule = z.infer<typeof SECURITY_GROUP_RULE>;

/** A port that clients must be able to reach. */
const REQUIRED_PORT = z.object({ port: z.number(), protocol: z.string() });
type RequiredPort = z.infer<typeof REQUIRED_PORT>;

/** What existing security groups must accept, and their rules. */
const ACCESS = z.object({
    requiredPorts: z.array(REQUIRED_PORT).readonly(),
    /** Address ranges of the clients. Empty if none are listed. */
    sources: z.array(z.string()).readonly(),
    rules: z.array(SECURITY_GROUP_RULE).readonly(),
});

const RULE: SecurityGroupRule = {
    securityGroupId: "sg-1",
    ipProtocol: "TCP",
    portRange: "443/443",
    policy: "Accept",
    priority: 1,
    sourceCidrIp: "10.10.0.0/16",
};
const REQUIRED_PORTS: readonly RequiredPort[] = [{ port: 443, protocol: "tcp" }];
const RULES_OF_A_GROUP = "DescribeSecurityGroupAttribute: Permissions";

export const portsOpen = crossFieldRule({
    id: "securityGroupRules.portsOpen",
    facts: ACCESS,
    title: "Existing security groups allow the offered ports",
    prevents: "An endpoint that is connected, but that no client can reach.",
    source: RULES_OF_A_GROUP,
    lookup: "ecs.getSecurityGroupRules",
    example: {
        requiredPorts: REQUIRED_PORTS,
        sources: [],
        rules: [{ ...RULE, portRange: "80/80" }],
    },
    problem: ({ requiredPorts, sources, rules }) => {
        const closed = requiredPorts.filter((required) => !isOpen(rulesAt(required, rules)));
        if (closed.length > 0) {
            return `no rule of the security groups allows traffic to ${formatPorts(closed)}. Add the rules, or use another group.`;
        }
        for (const source of sources) {
            const blocked = requiredPorts.filter(
                (required) => !isOpenTo(source, rulesAt(required, rules)),
            );
            if (blocked.length > 0) {
                return `the security groups do not allow all of ${source} to reach ${formatPorts(blocked)}. Add the rules, or use another group or other clientCidrBlocks.`;
            }
        }
        return undefined;
    },
});

export const rulesNotContained = crossFieldRule({
    id: "securityGroupRules.rulesNotContained",
    facts: z.object({ rules: z.array(SECURITY_GROUP_RULE).readonly() }),
    title: "Rules of an existing security group, none of them redundant",
    prevents: "Redundant rules, which still allow clients after one of them is removed.",
    source: RULES_OF_A_GROUP,
    lookup: "ecs.getSecurityGroupRules",
    example: { rules: [RULE, { ...RULE, sourceCidrIp: "10.10.8.0/24" }] },
    problem: ({ rules }) => {
        for (const [index, inner] of rules.entries()) {
            const outer = rules.find(
                (each, position) =>
                    each !== inner &&
                    isContained(inner, each) &&
                    // Of two equal rules, the second is redundant.
                    (position < index || !isContained(each, inner)),
            );
            if (outer !== undefined) {
                return `in ${inner.securityGroupId}, the rule ${formatRule(inner)} is redundant because of ${formatRule(outer)}. Remove it.`;
            }
        }
        return undefined;
    },
});

export const rulesNotWider = crossFieldRule({
    id: "securityGroupRules.rulesNotWider",
    facts: ACCESS,
    title: "Existing security groups allow no more than requested",
    prevents: "Clients that can reach the service, or ports that are open, without being listed.",
    source: RULES_OF_A_GROUP,
    lookup: "ecs.getSecurityGroupRules",
    example: {
        requiredPorts: REQUIRED_PORTS,
        sources: ["10.10.0.0/16"],
        rules: [{ ...RULE, sourceCidrIp: "0.0.0.0/0" }],
    },
    problem: ({ requiredPorts, sources, rules }) => {
        if (sources.length === 0) {
            return undefined;
        }
        const wider = rules.filter(
            (rule) => isAccepting(rule) && isWider(rule, requiredPorts, sources),
        );
        return wider.length === 0
            ? undefined
            : `${wider.length === 1 ? "the rule" : "the rules"} ${join(wider.map((rule) => `${formatRule(rule)} of ${rule.securityGroupId}`))} ` +
                  `${wider.length === 1 ? "allows" : "allow"} more than traffic from ${join(sources)} to ${formatPorts(requiredPorts)}. Restrict it, or add the rest to clientCidrBlocks and ports.`;
    },
});

function formatPorts(requiredPorts: readonly RequiredPort[]): string {
    return join(requiredPorts.map(({ port, protocol }) => `${protocol} port ${port}`));
}

function formatRule({ ipProtocol, portRange, policy, priority, sourceCidrIp }: SecurityGroupRule) {
    return `"${policy} ${ipProtocol} ${portRange} from ${sourceCidrIp}" (priority ${priority})`;
}

function isAccepting({ policy }: SecurityGroupRule): boolean {
    return policy.toLowerCase() === "accept";
}

/** The rules that apply to connections to a port. */
function rulesAt(
    { port, protocol }: RequiredPort,
    rules: readonly SecurityGroupRule[],
): SecurityGroupRule[] {
    return rules.filter(
        ({ ipProtocol, portRange }) =>
            ["all", protocol].includes(ipProtocol.toLowerCase()) &&
            includesPorts(portRange, [port, port]),
    );
}

type Ports = readonly [first: number, last: number];

const EVERY_PORT: Ports = [-1, -1];

function portsOf(portRange: string): Ports {
    const [first = -1, last = -1] = portRange.split("/").map(Number);
    return [first, last];
}

/** Whether ports are within a port range; `-1/-1` is the range of all ports. */
function includesPorts(portRange: string, [from, to]: Ports): boolean {
    const [first, last] = portsOf(portRange);
    return first === EVERY_PORT[0] || (from !== EVERY_PORT[0] && from >= first && to <= last);
}

/** Whether any client is accepted: a rule accepts some address that no earlier rule drops. */
function isOpen(ofPort: readonly SecurityGroupRule[]): boolean {
    return ofPort.some(
        (accepting) =>
            isAccepting(accepting) &&
            !ofPort.some(
                (dropping) =>
                    !isAccepting(dropping) &&
                    precedes(dropping, accepting) &&
                    isWithin(accepting.sourceCidrIp, dropping.sourceCidrIp),
            ),
    );
}

/** At the same priority, a drop rule takes precedence over an accept rule. */
function precedes(dropping: SecurityGroupRule, accepting: SecurityGroupRule): boolean {
    return dropping.priority <= accepting.priority;
}

/** Whether every address of a range is accepted. A rule for another security group or a prefix list may cover it. */
function isOpenTo(source: string, ofPort: readonly SecurityGroupRule[]): boolean {
    const wanted = rangeOf(source);
    if (
        wanted === undefined ||
        ofPort.some((rule) => isAccepting(rule) && rangeOf(rule.sourceCidrIp) === undefined)
    ) {
        return true;
    }
    const overlapping = ofPort.flatMap((rule) => {
        const range = rangeOf(rule.sourceCidrIp);
        return range !== undefined && overlaps(range, wanted) ? [{ rule, range }] : [];
    });
    // The same rules apply to all addresses between two ends of ranges.
    const starts = [
        wanted.first,
        ...overlapping
            .flatMap(({ range }) => [range.first, range.first + range.size])
            .filter((end) => end > wanted.first && end < wanted.first + wanted.size),
    ];
    return starts.every((start) => {
        const here = overlapping
            .filter(({ range }) => overlaps(range, { first: start, size: 1 }))
            .map(({ rule }) => rule);
        return here.some(
            (rule) =>
                isAccepting(rule) &&
                !here.some((other) => !isAccepting(other) && precedes(other, rule)),
        );
    });
}

/** Whether another rule of the same group, of the same or higher priority, covers all of a rule. */
function isContained(inner: SecurityGroupRule, outer: SecurityGroupRule): boolean {
    return (
        inner.securityGroupId === outer.securityGroupId &&
        isAccepting(inner) === isAccepting(outer) &&
        outer.priority <= inner.priority &&
        ["all", inner.ipProtocol.toLowerCase()].includes(outer.ipProtocol.toLowerCase()) &&
        includesPorts(outer.portRange, portsOf(inner.portRange)) &&
        isWithin(inner.sourceCidrIp, outer.sourceCidrIp)
    );
}

/** Whether a rule accepts anything but ICMP and the required ports from the sources. */
function isWider(
    { ipProtocol, portRange, sourceCidrIp }: SecurityGroupRule,
    requiredPorts: readonly RequiredPort[],
    sources: readonly string[],
): boolean {
    if (rangeOf(sourceCidrIp) === undefined) {
        return false;
    }
    const protocol = ipProtocol.toLowerCase();
    const isRequired =
        protocol === "icmp" ||
        requiredPorts.some(
            (required) =>
                required.protocol === protocol &&
                includesPorts(`${required.port}/${required.port}`, portsOf(portRange)),
        );
    const allowed = sources.map((source) => ({ ...RULE, sourceCidrIp: source }));
    return !isRequired || !isOpenTo(sourceCidrIp, allowed);
}
