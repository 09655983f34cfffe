import fc from "fast-check";

import { cidrText, networks, networksIn } from "./networks";
import { type CasesByRule, ports, securityGroupIds } from "./ruleCases";

const CLIENTS = networks({ min: 1, max: 32 });

export const SECURITY_GROUP_RULE_CASES: CasesByRule = {
    "securityGroupRules.portsOpen": {
        allows: [
            opened([{}]),
            opened([{ ipProtocol: "tcp", policy: "accept" }]),
            opened([{ portRange: "1/65535" }]),
            opened([{ ipProtocol: "ALL", portRange: "-1/-1" }]),
            // Goes before what drops it.
            opened([{ priority: 1 }, { policy: "Drop", priority: 2 }]),
            // Drops other clients, or another port.
            opened([{}, { policy: "Drop", sourceCidrIp: "192.168.0.0/16" }]),
            opened([{}, { policy: "Drop", portRange: "80/80" }]),
            opened([{}, { policy: "Drop", ipProtocol: "UDP" }]),
            // Accepts those of another group.
            opened([{ sourceCidrIp: "" }]),
            opened([{ sourceCidrIp: "" }], "10.10.0.0/16"),
            // All of the named clients, by one rule or by several.
            opened([{}], "10.10.0.0/16", "10.10.8.0/24"),
            opened(
                [
                    { sourceCidrIp: "10.10.0.0/17" },
                    { sourceCidrIp: "10.10.128.0/17", portRange: "1/1000" },
                ],
                "10.10.0.0/16",
            ),
            // What is dropped is outside of the named clients, or after them.
            opened([{}, { policy: "Drop", sourceCidrIp: "10.10.8.0/24" }], "10.10.9.0/24"),
            opened(
                [{}, { policy: "Drop", sourceCidrIp: "10.10.8.0/24", priority: 2 }],
                "10.10.0.0/16",
            ),
        ],
        refuses: [
            [opened([]), /allows traffic to tcp port 443\. Add the rules/],
            [opened([{ portRange: "80/80" }]), /tcp port 443/],
            [opened([{ portRange: "444/500" }]), /tcp port 443/],
            [opened([{ ipProtocol: "UDP" }]), /tcp port 443/],
            [opened([{ ipProtocol: "ICMP", portRange: "-1/-1" }]), /tcp port 443/],
            [opened([{ policy: "Drop" }]), /tcp port 443/],
            // Of the same priority, what drops goes first.
            [opened([{ priority: 5 }, { policy: "Drop", priority: 5 }]), /tcp port 443/],
            [
                opened([
                    { priority: 5 },
                    { policy: "Drop", priority: 1, sourceCidrIp: "0.0.0.0/0" },
                ]),
                /tcp port 443/,
            ],
            [
                opened([{}], "10.10.0.0/16", "10.11.0.0/16"),
                /^the security groups do not allow all of 10\.11\.0\.0\/16 to reach tcp port 443\./,
            ],
            [opened([{}], "10.0.0.0/8"), /do not allow all of 10\.0\.0\.0\/8/],
            [
                opened([{ sourceCidrIp: "10.10.0.0/17" }], "10.10.0.0/16"),
                /do not allow all of 10\.10\.0\.0\/16/,
            ],
            [
                opened([{}, { policy: "Drop", sourceCidrIp: "10.10.8.7/32" }], "10.10.0.0/16"),
                /do not allow all of 10\.10\.0\.0\/16/,
            ],
        ],
        good: fc
            .tuple(ports, fc.constantFrom("tcp", "udp"), CLIENTS, fc.array(fc.nat(65535)))
            .chain(([port, protocol, clients, others]) =>
                fc
                    .record({
                        ipProtocol: fc.constantFrom(protocol, protocol.toUpperCase(), "ALL"),
                        portRange: portRangesWith(port),
                        policy: fc.constantFrom("Accept", "accept"),
                        securityGroupId: securityGroupIds,
                        priority: fc.constant(1),
                        sourceCidrIp: fc.constant(cidrText(clients)),
                    })
                    .map((accepting) => ({
                        requiredPorts: [{ port, protocol }],
                        sources: [],
                        rules: [
                            ...others.map((each) => ({
                                ...accepting,
                                portRange: `${each}/${each}`,
                            })),
                            accepting,
                            { ...accepting, policy: "Drop", priority: 2 },
                        ],
                    })),
            ),
        bad: fc
            .tuple(ports, ports, fc.constantFrom("tcp", "udp"), CLIENTS)
            .filter(([port, other]) => port !== other)
            .chain(([port, other, protocol, clients]) => {
                const accepting = {
                    securityGroupId: "sg-1",
                    ipProtocol: protocol,
                    portRange: `${port}/${port}`,
                    policy: "Accept",
                    priority: 1,
                    sourceCidrIp: cidrText(clients),
                };
                return fc
                    .constantFrom(
                        [],
                        [{ ...accepting, portRange: `${other}/${other}` }],
                        [{ ...accepting, ipProtocol: protocol === "tcp" ? "UDP" : "TCP" }],
                        [{ ...accepting, policy: "Drop" }],
                        [accepting, { ...accepting, policy: "Drop" }],
                        [
                            { ...accepting, priority: 100 },
                            { ...accepting, policy: "drop" },
                        ],
                    )
                    .map((rules) => ({ requiredPorts: [{ port, protocol }], sources: [], rules }));
            }),
    },
    "securityGroupRules.rulesNotContained": {
        allows: [
            opened([]),
            opened([{}]),
            opened([{}, { sourceCidrIp: "10.11.0.0/16" }]),
            opened([{}, { portRange: "80/80" }]),
            opened([{ portRange: "1/443" }, { portRange: "443/500" }]),
            opened([{}, { ipProtocol: "UDP" }]),
            opened([{}, { ipProtocol: "ICMP", portRange: "-1/-1" }]),
            // Another group may be shared with others.
            opened([{}, { securityGroupId: "sg-2" }]),
            // Accepts some before a drop of all of them.
            opened([{ sourceCidrIp: "0.0.0.0/0", priority: 100 }, {}]),
            opened([{}, { policy: "Drop" }]),
            opened([{ sourceCidrIp: "" }, { sourceCidrIp: "" }]),
        ],
        refuses: [
            [
                opened([{}, { priority: 2 }]),
                /^in sg-1, the rule "Accept TCP 443\/443 from 10\.10\.0\.0\/16" \(priority 2\) is redundant because of "Accept TCP 443\/443 from 10\.10\.0\.0\/16" \(priority 1\)\. Remove it\.$/,
            ],
            [opened([{}, {}]), /^in sg-1, the rule/],
            [opened([{ sourceCidrIp: "10.10.8.0/24" }, {}]), /the rule .* from 10\.10\.8\.0\/24" /],
            [opened([{}, { portRange: "1/65535" }]), /the rule "Accept TCP 443\/443/],
            [opened([{}, { ipProtocol: "ALL", portRange: "-1/-1" }]), /the rule "Accept TCP 443/],
            [
                opened([
                    { policy: "Drop", sourceCidrIp: "0.0.0.0/0" },
                    { policy: "drop", priority: 9 },
                ]),
                /the rule "drop TCP/,
            ],
        ],
        good: fc
            .uniqueArray(ports, { maxLength: 6 })
            .map((each) => opened(each.map((port) => ({ portRange: `${port}/${port}` })))),
        bad: networks({ min: 1, max: 31 }).chain((outer) =>
            fc
                .tuple(
                    networksIn(outer, { min: outer.prefixLength, max: 32 }),
                    fc.constantFrom("Accept", "Drop"),
                    fc.integer({ min: 1, max: 50 }),
                    fc.nat(50),
                    fc.boolean(),
                )
                .map(([inner, policy, priority, later, turned]) => {
                    const pair = [
                        { sourceCidrIp: cidrText(outer), policy, priority },
                        { sourceCidrIp: cidrText(inner), policy, priority: priority + later },
                    ];
                    return opened(turned ? pair.reverse() : pair);
                }),
        ),
    },
    "securityGroupRules.rulesNotWider": {
        allows: [
            // Nobody said who the clients are.
            opened([{ sourceCidrIp: "0.0.0.0/0" }]),
            opened([{}], "10.10.0.0/16"),
            opened([{ sourceCidrIp: "10.10.8.0/24" }], "10.10.0.0/16"),
            opened([{}], "10.10.0.0/17", "10.10.128.0/17"),
            opened([{ ipProtocol: "ICMP", portRange: "-1/-1" }], "10.10.0.0/16"),
            opened([{ policy: "Drop", sourceCidrIp: "0.0.0.0/0" }], "10.10.0.0/16"),
            opened([{ sourceCidrIp: "" }], "10.10.0.0/16"),
        ],
        refuses: [
            [
                opened([{ sourceCidrIp: "10.0.0.0/8" }], "10.10.0.0/16"),
                /^the rule "Accept TCP 443\/443 from 10\.0\.0\.0\/8" \(priority 1\) of sg-1 allows more than traffic from 10\.10\.0\.0\/16 to tcp port 443\. Restrict/,
            ],
            [opened([{ portRange: "22/22" }], "10.10.0.0/16"), /"Accept TCP 22\/22/],
            [opened([{ portRange: "1/65535" }], "10.10.0.0/16"), /"Accept TCP 1\/65535/],
            [
                opened([{ ipProtocol: "ALL", portRange: "-1/-1" }], "10.10.0.0/16"),
                /"Accept ALL -1\/-1/,
            ],
            [opened([{ ipProtocol: "UDP" }], "10.10.0.0/16"), /"Accept UDP 443/],
            [
                opened([{ portRange: "22/22" }, { portRange: "23/23" }], "10.10.0.0/16"),
                /^the rules .*22\/22.*23\/23/,
            ],
        ],
        good: networks({ min: 1, max: 31 }).chain((outer) =>
            networksIn(outer, { min: outer.prefixLength, max: 32 }).map((inner) =>
                opened([{ sourceCidrIp: cidrText(inner) }], cidrText(outer)),
            ),
        ),
        bad: fc.oneof(
            networks({ min: 1, max: 31 }).chain((outer) =>
                networksIn(outer, { min: outer.prefixLength + 1, max: 32 }).map((inner) =>
                    opened([{ sourceCidrIp: cidrText(outer) }], cidrText(inner)),
                ),
            ),
            fc
                .tuple(
                    CLIENTS,
                    ports.filter((port) => port !== 443),
                )
                .map(([clients, port]) =>
                    opened(
                        [{ sourceCidrIp: cidrText(clients), portRange: `${port}/${port}` }],
                        cidrText(clients),
                    ),
                ),
        ),
    },
};

/** Rules that differ from one that opens TCP port 443 to the clients. */
function opened(rules: readonly object[], ...sources: string[]) {
    const accepting = {
        securityGroupId: "sg-1",
        ipProtocol: "TCP",
        portRange: "443/443",
        policy: "Accept",
        priority: 1,
        sourceCidrIp: "10.10.0.0/16",
    };
    return {
        requiredPorts: [{ port: 443, protocol: "tcp" }],
        sources,
        rules: rules.map((each) => ({ ...accepting, ...each })),
    };
}

function portRangesWith(port: number): fc.Arbitrary<string> {
    return fc.oneof(
        fc.constant("-1/-1"),
        fc
            .tuple(fc.integer({ min: 1, max: port }), fc.integer({ min: port, max: 65535 }))
            .map((range) => range.join("/")),
    );
}
