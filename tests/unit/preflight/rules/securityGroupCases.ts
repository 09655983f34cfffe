import fc from "fast-check";

import {
    addressText,
    apartIn,
    cidrText,
    type Network,
    networks,
    networksIn,
    NO_CIDR_BLOCK,
    privateNetworks,
    sizeOf,
} from "./networks";
import {
    all,
    type CasesByRule,
    different,
    distinct,
    NO_TEXT,
    repeating,
    securityGroupIds,
    vpcIds,
} from "./ruleCases";

const CLIENTS = networks({ min: 1, max: 32 });

export const SECURITY_GROUP_CASES: CasesByRule = {
    "securityGroups.portsKnown": {
        allows: [
            { isSet: true, isOfferKnown: false },
            { isSet: false, isOfferKnown: true },
        ],
        refuses: [
            [
                { isSet: false, isOfferKnown: false },
                /^is missing, and those of the offer are known only later\. Set ports, .* await readOffer\(\.\.\.\)\.$/,
            ],
        ],
        good: fc.boolean().map((isSet) => ({ isSet, isOfferKnown: true })),
        bad: fc.constant({ isSet: false, isOfferKnown: false }),
    },
    "securityGroups.clientCidrBlock": {
        allows: ["10.10.0.0/16", "192.168.1.7/32", "128.0.0.0/1"],
        refuses: [
            ...all(["0.0.0.0/0", "10.0.0.0/0", "0.0.0.0/00"], /opens the endpoint to everyone/),
            ...all(
                [
                    "10.0.0.0",
                    "10.0.0.0/33",
                    "10.0.0.0/-1",
                    "10.0.0.0/",
                    "10.0.0.0/8/8",
                    "10.0.0/8",
                    "::/0",
                    "",
                    null,
                    undefined,
                    10,
                ],
                /Must be an IPv4 CIDR block, for instance/,
            ),
            ["10.0.0.5/8", /all of 10\.0\.0\.0\/8\. Write that, or 10\.0\.0\.5\/32/],
        ],
        good: CLIENTS.map(cidrText),
        bad: fc.oneof(
            NO_CIDR_BLOCK,
            NO_TEXT,
            fc.ipV4().map((address) => `${address}/0`),
            networks({ min: 1, max: 31 }).chain((network) =>
                fc
                    .bigInt({ min: 1n, max: sizeOf(network) - 1n })
                    .map((host) => `${addressText(network.first + host)}/${network.prefixLength}`),
            ),
        ),
    },
    "securityGroups.clientCidrBlocksDistinct": {
        allows: [[], ["10.0.0.0/8"], ["10.0.0.0/9", "10.128.0.0/9", "192.168.0.0/16"]],
        refuses: [
            [
                ["10.1.0.0/16", "10.2.0.0/16", "10.1.0.0/16"],
                /^"10\.1\.0\.0\/16" is listed more than once/,
            ],
            [["10.1.0.0/16", "10.0.0.0/8"], /^"10\.1\.0\.0\/16" is contained in "10\.0\.0\.0\/8"/],
            [["10.0.0.0/8", "10.1.0.0/16"], /^"10\.1\.0\.0\/16" is contained in "10\.0\.0\.0\/8"/],
        ],
        good: networks({ min: 4, max: 20 })
            .chain((outer) => apartIn(outer, outer.prefixLength + 4))
            .map(texts),
        bad: fc.oneof(
            repeating(CLIENTS.map(cidrText)),
            networks({ min: 1, max: 24 })
                .chain((outer) =>
                    fc.tuple(
                        fc.constant(outer),
                        networksIn(outer, { min: outer.prefixLength + 1, max: 32 }),
                        fc.boolean(),
                    ),
                )
                .map(([outer, inner, turned]) => texts(turned ? [inner, outer] : [outer, inner])),
        ),
    },
    "securityGroups.clientsNotEveryone": {
        // The rule for a single range reports the last one.
        allows: [[], ["10.0.0.0/8"], ["0.0.0.0/1", "128.0.0.0/2"], ["0.0.0.0/0"]],
        refuses: all(
            [
                ["0.0.0.0/1", "128.0.0.0/1"],
                ["192.0.0.0/2", "128.0.0.0/2", "0.0.0.0/1", "10.0.0.0/8"],
            ],
            /Together they cover all addresses/,
        ),
        good: privateNetworks({ min: 8, max: 28 })
            .chain((outer) => apartIn(outer, 28))
            .map(texts),
        // All networks of one length are everyone, in whatever order and whatever there is beside them.
        bad: fc
            .tuple(fc.integer({ min: 1, max: 5 }), fc.array(CLIENTS, { maxLength: 3 }))
            .chain(([length, others]) => {
                const every = Array.from({ length: 2 ** length }, (_, index) => ({
                    first: BigInt(index) << BigInt(32 - length),
                    prefixLength: length,
                }));
                return fc.shuffledSubarray([...every, ...others], {
                    minLength: every.length + others.length,
                });
            })
            .map(texts),
    },
    "securityGroups.securityGroupCount": {
        allows: [["sg-1"], Array.from({ length: 10 }, (_, index) => `sg-${index}`)],
        refuses: all(
            [[], Array<string>(11).fill("sg-1"), null, undefined],
            /Must list 1 to 10 security groups\.$/,
        ),
        good: fc.array(securityGroupIds, { minLength: 1, maxLength: 10 }),
        bad: fc.oneof(
            fc.constant([]),
            fc.array(securityGroupIds, { minLength: 11, maxLength: 15 }),
            NO_TEXT.filter((value) => !Array.isArray(value)),
        ),
    },
    "securityGroups.securityGroupIds": {
        allows: [["sg-1"], ["sg-1", "sg-2"]],
        refuses: [
            [["sg-1", "sg-2", "sg-1"], /List each security group only once\.$/],
            [["sg-1", " "], /must not be empty\.$/],
        ],
        good: distinct(securityGroupIds),
        bad: fc.oneof(
            repeating(securityGroupIds),
            fc
                .tuple(distinct(securityGroupIds), fc.constantFrom("", " ", "\n"))
                .map(([ids, empty]) => [...ids, empty]),
        ),
    },
    "securityGroups.securityGroupFound": {
        allows: [{ securityGroupId: "sg-1", exists: true }],
        refuses: [
            [
                { securityGroupId: "sg-1", exists: false },
                /^found "sg-1"\. This account has no such security group in this region\. Check/,
            ],
        ],
        good: fc.record({ securityGroupId: securityGroupIds, exists: fc.constant(true) }),
        bad: fc.record({ securityGroupId: securityGroupIds, exists: fc.constant(false) }),
    },
    "securityGroups.securityGroupVpc": {
        allows: [{ securityGroupId: "sg-1", actualVpcId: "vpc-1", vpcId: "vpc-1" }],
        refuses: [
            [
                { securityGroupId: "sg-1", actualVpcId: "vpc-2", vpcId: "vpc-1" },
                /^security group sg-1 belongs to VPC vpc-2\. Must be a security group of VPC vpc-1/,
            ],
        ],
        good: fc
            .tuple(securityGroupIds, vpcIds)
            .map(([securityGroupId, vpcId]) => ({ securityGroupId, actualVpcId: vpcId, vpcId })),
        bad: fc
            .tuple(securityGroupIds, different(vpcIds))
            .map(([securityGroupId, [actualVpcId, vpcId]]) => ({
                securityGroupId,
                actualVpcId,
                vpcId,
            })),
    },
    "securityGroups.vpcOfClients": {
        allows: [{ vpcId: "vpc-1", cidrBlock: "10.0.0.0/8" }],
        refuses: [
            [
                { vpcId: "vpc-1", cidrBlock: "" },
                /^there is no VPC vpc-1 to take the clients' address range from\. Check the id and the region/,
            ],
            [
                { vpcId: "vpc-1", cidrBlock: undefined },
                /could not be looked up\. Allow vpc:DescribeVpcs, or set clientCidrBlocks\.$/,
            ],
        ],
        good: fc
            .tuple(vpcIds, privateNetworks({ min: 8, max: 28 }))
            .map(([vpcId, network]) => ({ vpcId, cidrBlock: cidrText(network) })),
        bad: vpcIds.map((vpcId) => ({ vpcId, cidrBlock: "" })),
    },
};

function texts(ranges: readonly Network[]): string[] {
    return ranges.map(cidrText);
}
