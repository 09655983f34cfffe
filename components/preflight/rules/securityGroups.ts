import { z } from "zod";

import { addressNumber, addressText, isWithin, rangeOf } from "./cidrBlocks";
import {
    crossFieldRule,
    existingRule,
    entriesRule,
    duplicates,
    type Rule,
    valueRule,
} from "./rule";
import { nonEmptyList, oneOf } from "./values";
import { TransportProtocol } from "../../shared/types";

export const clientCidrBlock: Rule<string> = valueRule({
    id: "securityGroups.clientCidrBlock",
    title: "Address range of clients",
    prevents: "A security group that is open to everyone, or a rule that the cloud refuses.",
    source: "AuthorizeSecurityGroup: SourceCidrIp",
    example: "0.0.0.0/0",
    allowed: (value) => {
        const range = rangeOf(value);
        if (range === undefined) {
            return "Must be an IPv4 CIDR block, for instance 10.10.0.0/16.";
        }
        if (range.size === 2 ** 32) {
            return "This opens the endpoint to everyone. List the address ranges of the clients, for instance 10.10.0.0/16.";
        }
        const [address, length] = value.split("/");
        return addressNumber(address) === range.first
            ? undefined
            : `This covers all of ${addressText(range.first)}/${length}. Write that, or ${address}/32 for the single address.`;
    },
});

export const clientsNotEveryone: Rule<readonly string[]> = valueRule({
    id: "securityGroups.clientsNotEveryone",
    title: "Address ranges of clients together",
    prevents:
        "A security group that is open to everyone, by ranges that together cover all addresses.",
    source: "AuthorizeSecurityGroup: SourceCidrIp",
    example: ["0.0.0.0/1", "128.0.0.0/1"],
    allowed: (cidrBlocks) => {
        const ranges = (Array.isArray(cidrBlocks) ? cidrBlocks : [])
            .map(rangeOf)
            .filter((range) => range !== undefined)
            // `clientCidrBlock` reports a range that covers all addresses by itself.
            .filter(({ size }) => size < 2 ** 32)
            .sort((one, other) => one.first - other.first);
        // The number of addresses that are covered without a gap, from 0.0.0.0 on.
        const covered = ranges.reduce(
            (end, { first, size }) => (first <= end ? Math.max(end, first + size) : end),
            0,
        );
        return covered < 2 ** 32
            ? undefined
            : "Together they cover all addresses and open the endpoint to everyone. List only the address ranges of the clients, for instance 10.10.0.0/16.";
    },
});

export const clientCidrBlocksDistinct = entriesRule({
    id: "securityGroups.clientCidrBlocksDistinct",
    entry: z.string(),
    title: "Address ranges of clients, without overlap",
    prevents: "Redundant rules, which still allow clients after one of them is removed.",
    source: "AuthorizeSecurityGroup: an existing rule is not added",
    example: ["10.10.0.0/16", "10.10.8.0/24"],
    problem: (cidrBlocks) => {
        const [twice] = duplicates(cidrBlocks);
        if (twice !== undefined) {
            return `"${twice}" is listed more than once.`;
        }
        for (const inner of cidrBlocks) {
            const outer = cidrBlocks.find(
                (each) =>
                    each !== inner &&
                    clientCidrBlock.problem(each) === undefined &&
                    isWithin(inner, each),
            );
            if (outer !== undefined) {
                return `"${inner}" is contained in "${outer}", which covers the same clients. Remove one of the two.`;
            }
        }
        return undefined;
    },
});

export const securityGroupCount: Rule<string[]> = valueRule({
    id: "securityGroups.securityGroupCount",
    title: "Security groups of an endpoint",
    prevents: "An endpoint that can never get a security group, or one that is refused.",
    source: "CreateVpcEndpoint: SecurityGroupId; AddSecurityGroupNotSupportWhenHaveNoSg",
    example: [],
    allowed: (ids) =>
        Array.isArray(ids) && ids.length >= 1 && ids.length <= 10
            ? undefined
            : "Must list 1 to 10 security groups.",
});

export const securityGroupIds: Rule<string[]> = valueRule({
    id: "securityGroups.securityGroupIds",
    title: "Ids of security groups, without duplicates",
    prevents: "An endpoint that the cloud refuses to create.",
    source: "CreateVpcEndpoint: SecurityGroupId",
    example: ["sg-1", "sg-1"],
    allowed: (ids) => {
        if (!Array.isArray(ids)) {
            return "Must be a list.";
        }
        if (ids.some((id) => typeof id === "string" && id.trim() === "")) {
            return "An id must not be empty.";
        }
        return duplicates(ids).length > 0 ? "List each security group only once." : undefined;
    },
});

export const securityGroupFound = existingRule({
    id: "securityGroups.securityGroupFound",
    property: "securityGroupId",
    noun: "security group",
    title: "A security group that exists",
    prevents: "An endpoint or an NLB that the cloud refuses to create.",
    source: "CreateVpcEndpoint: SecurityGroupId; CreateLoadBalancer of NLB: SecurityGroupIds",
    lookup: "ecs.getSecurityGroups",
    example: { securityGroupId: "sg-1", exists: false },
});

export const securityGroupVpc = crossFieldRule({
    id: "securityGroups.securityGroupVpc",
    facts: z.object({ securityGroupId: z.string(), actualVpcId: z.string(), vpcId: z.string() }),
    title: "Security groups of the same VPC",
    prevents: "An endpoint or an NLB that the cloud refuses to create.",
    source: "CreateVpcEndpoint: SecurityGroupId; CreateLoadBalancer of NLB: SecurityGroupIds",
    lookup: "ecs.getSecurityGroups",
    example: { securityGroupId: "sg-1", actualVpcId: "vpc-2", vpcId: "vpc-1" },
    problem: ({ securityGroupId, actualVpcId, vpcId }) =>
        actualVpcId === vpcId
            ? undefined
            : `security group ${securityGroupId} belongs to VPC ${actualVpcId}. Must be a security group of VPC ${vpcId}.`,
});

export const vpcOfClients = crossFieldRule({
    id: "securityGroups.vpcOfClients",
    facts: z.object({ vpcId: z.string(), cidrBlock: z.string().optional() }),
    title: "The VPC whose clients may reach an endpoint",
    prevents: "An endpoint that is refused, or a security group without rules.",
    source: "DescribeVpcs: VpcId",
    lookup: "vpc.getNetworks",
    example: { vpcId: "vpc-1", cidrBlock: "" },
    problem: ({ vpcId, cidrBlock }) => {
        if (cidrBlock === undefined) {
            // A warning says why. The range of the last update stands in for it if there was one.
            return `the address range of VPC ${vpcId}, which the rules of the new security group need, could not be looked up. Allow vpc:DescribeVpcs, or set clientCidrBlocks.`;
        }
        return cidrBlock === ""
            ? `there is no VPC ${vpcId} to take the clients' address range from. Check the id and the region, or set clientCidrBlocks.`
            : undefined;
    },
});

export const portsKnown = crossFieldRule({
    id: "securityGroups.portsKnown",
    facts: z.object({ isSet: z.boolean(), isOfferKnown: z.boolean() }),
    title: "Ports beside an offer that is known only later",
    prevents: "Rules of a security group that come and go between preview and update.",
    source: "arguments of InterfaceEndpoint",
    example: { isSet: false, isOfferKnown: false },
    problem: ({ isSet, isOfferKnown }) =>
        isSet || isOfferKnown
            ? undefined
            : "is missing, and those of the offer are known only later. Set ports, because they decide which rules the new security group has. An offer of another stack is known at once if that stack exports it; in TypeScript, use await readOffer(...).",
});

export const portsNotEmpty = nonEmptyList(
    "securityGroups.portsNotEmpty",
    "port that clients may reach",
    "AuthorizeSecurityGroup",
);

export const clientCidrBlocksNotEmpty = nonEmptyList(
    "securityGroups.clientCidrBlocksNotEmpty",
    "CIDR block",
    "AuthorizeSecurityGroup",
);

export const transportProtocol = oneOf(
    "securityGroups.transportProtocol",
    "Transport protocol of a port",
    TransportProtocol,
    "AuthorizeSecurityGroup",
);
