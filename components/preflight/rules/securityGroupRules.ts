import { z } from "zod";

import { isWithin, overlaps, rangeOf } from "./cidrBlocks";
import { crossFieldRule, join } from "./rule";

/** A rule of a security group for what comes in, as the cloud lists it. */
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

/** A port that clients are to reach. */
const OPENING = z.object({ port: z.number(), protocol: z.string() });
type Opening = z.infer<typeof OPENING>;

/** What existing security groups have to accept, and what they do. */
const OPENNESS = z.object({
    openings: z.array(OPENING).readonly(),
    /** Ranges of the clients; empty if none are named. */
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
const OPENINGS: readonly Opening[] = [{ port: 443, protocol: "tcp" }];
const RULES_OF_A_GROUP = "DescribeSecurityGroupAttribute: Permissions";

export const portsOpen = crossFieldRule({
    id: "securityGroupRules.portsOpen",
    facts: OPENNESS,
    title: "Existing security groups allow the offered ports",
    prevents: "An endpoint that is connected, but that no client can reach.",
    source: RULES_OF_A_GROUP,
    asks: "ecs.getSecurityGroupRules",
    example: { openings: OPENINGS, sources: [], rules: [{ ...RULE, portRange: "80/80" }] },
    problem: ({ openings, sources, rules }) => {
        const closed = openings.filter((opening) => !isOpen(rulesAt(opening, rules)));
        if (closed.length > 0) {
            return `no rule of the security groups allows traffic to ${formatPorts(closed)}. Add the rules, or use another group.`;
        }
        for (const source of sources) {
            const shut = openings.filter((opening) => !isOpenTo(source, rulesAt(opening, rules)));
            if (shut.length > 0) {
                return `the security groups do not allow all of ${source} to reach ${formatPorts(shut)}. Add the rules, or use another group or other clientCidrBlocks.`;
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
    asks: "ecs.getSecurityGroupRules",
    example: { rules: [RULE, { ...RULE, sourceCidrIp: "10.10.8.0/24" }] },
    problem: ({ rules }) => {
        for (const [index, inner] of rules.entries()) {
            const outer = rules.find(
                (each, position) =>
                    each !== inner &&
                    isContained(inner, each) &&
                    // Of two that are the same, the second.
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
    facts: OPENNESS,
    title: "Existing security groups allow no more than requested",
    prevents: "Clients that can reach the service, or ports that are open, without being listed.",
    source: RULES_OF_A_GROUP,
    asks: "ecs.getSecurityGroupRules",
    example: {
        openings: OPENINGS,
        sources: ["10.10.0.0/16"],
        rules: [{ ...RULE, sourceCidrIp: "0.0.0.0/0" }],
    },
    problem: ({ openings, sources, rules }) => {
        if (sources.length === 0) {
            return undefined;
        }
        const wide = rules.filter((rule) => isAccepting(rule) && isWider(rule, openings, sources));
        return wide.length === 0
            ? undefined
            : `${wide.length === 1 ? "the rule" : "the rules"} ${join(wide.map((rule) => `${formatRule(rule)} of ${rule.securityGroupId}`))} ` +
                  `${wide.length === 1 ? "allows" : "allow"} more than traffic from ${join(sources)} to ${formatPorts(openings)}. Restrict it, or add the rest to clientCidrBlocks and ports.`;
    },
});

function formatPorts(openings: readonly Opening[]): string {
    return join(openings.map(({ port, protocol }) => `${protocol} port ${port}`));
}

function formatRule({ ipProtocol, portRange, policy, priority, sourceCidrIp }: SecurityGroupRule) {
    return `"${policy} ${ipProtocol} ${portRange} from ${sourceCidrIp}" (priority ${priority})`;
}

function isAccepting({ policy }: SecurityGroupRule): boolean {
    return policy.toLowerCase() === "accept";
}

/** The rules that a connection to a port comes to. */
function rulesAt(
    { port, protocol }: Opening,
    rules: readonly SecurityGroupRule[],
): SecurityGroupRule[] {
    return rules.filter(
        ({ ipProtocol, portRange }) =>
            ["all", protocol].includes(ipProtocol.toLowerCase()) &&
            holdsPorts(portRange, [port, port]),
    );
}

type Ports = readonly [first: number, last: number];

const EVERY_PORT: Ports = [-1, -1];

function portsOf(portRange: string): Ports {
    const [first = -1, last = -1] = portRange.split("/").map(Number);
    return [first, last];
}

/** Whether all of some ports are in a range; -1/-1 is the range of all of them. */
function holdsPorts(portRange: string, [from, to]: Ports): boolean {
    const [first, last] = portsOf(portRange);
    return first === EVERY_PORT[0] || (from !== EVERY_PORT[0] && from >= first && to <= last);
}

/** Whether anyone gets in: some address that a rule accepts, and that none drops before. */
function isOpen(ofPort: readonly SecurityGroupRule[]): boolean {
    return ofPort.some(
        (accepting) =>
            isAccepting(accepting) &&
            !ofPort.some(
                (dropping) =>
                    !isAccepting(dropping) &&
                    goesBefore(dropping, accepting) &&
                    isWithin(accepting.sourceCidrIp, dropping.sourceCidrIp),
            ),
    );
}

/** At the same priority, what drops goes before what accepts. */
function goesBefore(dropping: SecurityGroupRule, accepting: SecurityGroupRule): boolean {
    return dropping.priority <= accepting.priority;
}

/** Whether every address of a range gets in. Who is behind another security group is not known. */
function isOpenTo(source: string, ofPort: readonly SecurityGroupRule[]): boolean {
    const wanted = rangeOf(source);
    if (
        wanted === undefined ||
        ofPort.some((rule) => isAccepting(rule) && rangeOf(rule.sourceCidrIp) === undefined)
    ) {
        return true;
    }
    const placed = ofPort.flatMap((rule) => {
        const range = rangeOf(rule.sourceCidrIp);
        return range !== undefined && overlaps(range, wanted) ? [{ rule, range }] : [];
    });
    // Between two ends of ranges, all addresses come to the same rules.
    const starts = [
        wanted.first,
        ...placed
            .flatMap(({ range }) => [range.first, range.first + range.size])
            .filter((end) => end > wanted.first && end < wanted.first + wanted.size),
    ];
    return starts.every((start) => {
        const here = placed
            .filter(({ range }) => overlaps(range, { first: start, size: 1 }))
            .map(({ rule }) => rule);
        return here.some(
            (rule) =>
                isAccepting(rule) &&
                !here.some((other) => !isAccepting(other) && goesBefore(other, rule)),
        );
    });
}

/** Whether a rule of the same group does all that another one does, and not after it. */
function isContained(inner: SecurityGroupRule, outer: SecurityGroupRule): boolean {
    return (
        inner.securityGroupId === outer.securityGroupId &&
        isAccepting(inner) === isAccepting(outer) &&
        outer.priority <= inner.priority &&
        ["all", inner.ipProtocol.toLowerCase()].includes(outer.ipProtocol.toLowerCase()) &&
        holdsPorts(outer.portRange, portsOf(inner.portRange)) &&
        isWithin(inner.sourceCidrIp, outer.sourceCidrIp)
    );
}

/** Whether a rule lets in anything but the openings, and ICMP, from the sources. */
function isWider(
    { ipProtocol, portRange, sourceCidrIp }: SecurityGroupRule,
    openings: readonly Opening[],
    sources: readonly string[],
): boolean {
    if (rangeOf(sourceCidrIp) === undefined) {
        return false;
    }
    const protocol = ipProtocol.toLowerCase();
    const isAsked =
        protocol === "icmp" ||
        openings.some(
            (opening) =>
                opening.protocol === protocol &&
                holdsPorts(`${opening.port}/${opening.port}`, portsOf(portRange)),
        );
    const asked = sources.map((source) => ({ ...RULE, sourceCidrIp: source }));
    return !isAsked || !isOpenTo(sourceCidrIp, asked);
}
