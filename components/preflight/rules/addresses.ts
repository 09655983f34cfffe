import { z } from "zod";

import { addressNumber, contains, overlaps, rangeOf } from "./cidrBlocks";
import { crossFieldRule, distinctRule, type Rule, format, valueRule } from "./rule";

export const ipv4Address: Rule<string> = valueRule({
    id: "addresses.ipv4Address",
    title: "IPv4 addresses",
    prevents: "A call that the cloud refuses in the middle of an update.",
    source: "AddZoneToVpcEndpoint: Ip; CreateLoadBalancer of CLB: Address; of ALB: IntranetAddress",
    example: "10.10.0.256",
    allowed: (value) =>
        addressNumber(value) !== undefined
            ? undefined
            : "Must be an IPv4 address, for instance 10.10.0.10.",
});

export const addressInVswitch = crossFieldRule({
    id: "addresses.addressInVswitch",
    facts: z.object({ address: z.string(), vswitchId: z.string(), cidrBlock: z.string() }),
    title: "A fixed address inside its vSwitch",
    prevents: "A network interface or load balancer that is refused in the middle of an update.",
    source: "CreateVSwitch: CidrBlock, the first address and the last three are the system's",
    lookup: "vpc.getSwitches",
    example: { address: "10.10.0.0", vswitchId: "vsw-1", cidrBlock: "10.10.0.0/24" },
    problem: ({ address, vswitchId, cidrBlock }) => {
        const range = rangeOf(cidrBlock);
        const number = addressNumber(address);
        if (range === undefined || number === undefined) {
            return undefined;
        }
        const position = number - range.first;
        if (position < 0 || position >= range.size) {
            return `found "${address}", which is not in vSwitch ${vswitchId}. Must be an address in ${cidrBlock}.`;
        }
        return position === 0 || position > range.size - 4
            ? `found "${address}", which is reserved: the cloud keeps the first and the last three addresses of a vSwitch. Use another address in ${cidrBlock}.`
            : undefined;
    },
});

export const addressesDistinct = distinctRule({
    id: "addresses.addressesDistinct",
    entry: z.string(),
    title: "Fixed addresses, without duplicates",
    prevents: "A second resource that is refused because the first has the address.",
    source: "AddZoneToVpcEndpoint: Ip; CreateLoadBalancer of ALB: IntranetAddress",
    example: ["10.10.0.10", "10.10.0.10"],
    remedy: "Use a different address for each.",
});

export const addressFree = crossFieldRule({
    id: "addresses.addressFree",
    facts: z.object({ address: z.string(), vswitchId: z.string(), usedBy: z.string() }),
    title: "A fixed address that nothing else has",
    prevents: "A network interface or load balancer that is refused in the middle of an update.",
    source: "AddZoneToVpcEndpoint: EniIpUnavailable; CreateLoadBalancer of CLB, ALB and NLB",
    lookup: "ecs.getInstances",
    example: { address: "10.10.0.10", vswitchId: "vsw-1", usedBy: "instance i-1" },
    problem: ({ address, vswitchId, usedBy }) =>
        usedBy === ""
            ? undefined
            : `found "${address}", which ${usedBy} has in vSwitch ${vswitchId}. Use another address of the vSwitch, or leave it out to get a free one.`,
});

/** Ranges that a VPC must not overlap. */
const RESERVED_RANGES = ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];

/** Checks that a CIDR block starts with its first address, has an allowed length, and is not reserved. */
function networkProblem(cidrBlock: unknown, shortest: number, longest: number): string | undefined {
    const range = rangeOf(cidrBlock);
    const [address, length] = (typeof cidrBlock === "string" ? cidrBlock : "").split("/");
    if (
        range === undefined ||
        addressNumber(address) !== range.first ||
        Number(length) < shortest ||
        Number(length) > longest
    ) {
        return `found ${format(cidrBlock)}. Must be an IPv4 CIDR block from /${shortest} to /${longest}, written with its first address, for instance 10.10.0.0/16.`;
    }
    const reserved = RESERVED_RANGES.find((each) => overlaps(range, rangeOf(each) ?? range));
    return reserved === undefined
        ? undefined
        : `found "${String(cidrBlock)}", which overlaps the reserved range ${reserved}. Use a private range, for instance 10.10.0.0/16.`;
}

export const vpcCidrBlock: Rule<string> = {
    id: "addresses.vpcCidrBlock",
    title: "Range of a VPC",
    prevents: "A VPC that the cloud refuses to create.",
    source: "CreateVpc: CidrBlock",
    example: "10.10.0.1/16",
    problem: (cidrBlock) => networkProblem(cidrBlock, 8, 28),
};

export const vswitchCidrBlock = crossFieldRule({
    id: "addresses.vswitchCidrBlock",
    facts: z.object({ cidrBlock: z.string(), vpcCidrBlock: z.string() }),
    title: "Range of a vSwitch inside that of its VPC",
    prevents: "A vSwitch that is refused after its VPC was created.",
    source: "CreateVSwitch: CidrBlock",
    example: { cidrBlock: "192.168.1.0/24", vpcCidrBlock: "10.10.0.0/16" },
    problem: ({ cidrBlock, vpcCidrBlock }) => {
        const problem = networkProblem(cidrBlock, 16, 29);
        const inner = rangeOf(cidrBlock);
        const outer = rangeOf(vpcCidrBlock);
        if (problem !== undefined || inner === undefined || outer === undefined) {
            return problem;
        }
        return contains(outer, inner)
            ? undefined
            : `found "${cidrBlock}", which is not in ${vpcCidrBlock}, the range of its VPC. Must be a part of that range.`;
    },
});

export const vswitchesDisjoint: Rule<Readonly<Record<string, string>>> = {
    id: "addresses.vswitchesDisjoint",
    title: "Ranges of the vSwitches of a VPC",
    prevents: "A vSwitch that is refused after others of its VPC were created.",
    source: "CreateVSwitch: CidrBlock",
    example: { "eu-central-1a": "10.10.0.0/20", "eu-central-1b": "10.10.8.0/24" },
    problem: (cidrBlocks) => {
        const entries = Object.entries(cidrBlocks ?? {});
        for (const [index, [zoneId, cidrBlock]] of entries.entries()) {
            for (const [otherZoneId, other] of entries.slice(0, index)) {
                const [one, two] = [rangeOf(cidrBlock), rangeOf(other)];
                if (one !== undefined && two !== undefined && overlaps(one, two)) {
                    return `found ${cidrBlock} in ${zoneId} and ${other} in ${otherZoneId}, which overlap. Use ranges that do not overlap.`;
                }
            }
        }
        return undefined;
    },
};
