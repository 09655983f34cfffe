import fc from "fast-check";

import {
    addressText,
    apartIn,
    cidrText,
    lastOf,
    type Network,
    networks,
    networksIn,
    NO_ADDRESS,
    NO_CIDR_BLOCK,
    privateNetworks,
    sizeOf,
} from "./networks";
import { all, type CasesByRule, distinct, NO_TEXT, repeating } from "./ruleCases";

const VSWITCHES = privateNetworks({ min: 16, max: 29 });

export const ADDRESS_CASES: CasesByRule = {
    "addresses.ipv4Address": {
        allows: ["10.10.0.10", "255.255.255.255", "0.0.0.0"],
        refuses: all(
            [
                "10.10.0",
                "10.10.0.256",
                "010.1.1.1",
                "fe80::1",
                "10.0.0.0/8",
                "",
                10,
                null,
                undefined,
            ],
            /Must be an IPv4 address, for instance 10\.10\.0\.10\.$/,
        ),
        good: fc.ipV4(),
        bad: fc.oneof(NO_ADDRESS, NO_TEXT),
    },
    "addresses.addressFree": {
        allows: [taken("10.10.0.10", "")],
        refuses: [
            [
                taken("10.10.0.10", "instance i-1"),
                /^found "10\.10\.0\.10", which instance i-1 has in vSwitch vsw-1\. Use another address of the vSwitch, or leave it out to get a free one\.$/,
            ],
        ],
        good: fc.ipV4().map((address) => taken(address, "")),
        bad: fc
            .record({ address: fc.ipV4(), usedBy: fc.stringMatching(/^instance i-[a-z0-9]{1,9}$/) })
            .map(({ address, usedBy }) => taken(address, usedBy)),
    },
    "addresses.addressInVswitch": {
        allows: [
            inVswitch("10.10.0.1", "10.10.0.0/24"),
            inVswitch("10.10.0.252", "10.10.0.0/24"),
            inVswitch("192.168.1.4", "192.168.1.0/29"),
        ],
        refuses: [
            ...all(
                ["10.10.0.0", "10.10.0.253", "10.10.0.254", "10.10.0.255"].map((address) =>
                    inVswitch(address, "10.10.0.0/24"),
                ),
                /which is reserved/,
            ),
            [
                inVswitch("10.10.1.10", "10.10.0.0/24"),
                /^found "10\.10\.1\.10", which is not in vSwitch vsw-1\. Must be an address in 10\.10\.0\.0\/24\.$/,
            ],
        ],
        good: VSWITCHES.chain((vswitch) =>
            fc
                .bigInt({ min: vswitch.first + 1n, max: lastOf(vswitch) - 3n })
                .map((address) => inVswitch(addressText(address), cidrText(vswitch))),
        ),
        bad: VSWITCHES.chain((vswitch) =>
            fc
                .oneof(
                    fc.constantFrom(
                        vswitch.first,
                        lastOf(vswitch) - 2n,
                        lastOf(vswitch) - 1n,
                        lastOf(vswitch),
                    ),
                    fc.bigInt({ min: 0n, max: vswitch.first - 1n }),
                    fc.bigInt({ min: lastOf(vswitch) + 1n, max: (1n << 32n) - 1n }),
                )
                .map((address) => inVswitch(addressText(address), cidrText(vswitch))),
        ),
    },
    "addresses.addressesDistinct": {
        allows: [[], ["10.10.0.10"], ["10.10.0.10", "10.10.0.11"]],
        refuses: [[["10.10.0.10", "10.10.0.10"], /^"10\.10\.0\.10" is listed more than once/]],
        good: distinct(fc.ipV4()),
        bad: repeating(fc.ipV4()),
    },
    "addresses.vpcCidrBlock": {
        allows: ["10.0.0.0/8", "10.10.0.0/16", "192.168.0.16/28"],
        refuses: [
            ...all(
                ["10.10.0.1/16", "0.0.0.0/7", "10.0.0.0/29", "10.0.0.0", "", null, undefined, 10],
                /Must be an IPv4 CIDR block from \/8 to \/28/,
            ),
            ...all(
                ["100.64.0.0/16", "127.0.0.0/8", "169.254.1.0/24", "224.0.0.0/8"],
                /overlaps the reserved range/,
            ),
        ],
        good: privateNetworks({ min: 8, max: 28 }).map(cidrText),
        bad: fc.oneof(
            NO_CIDR_BLOCK,
            networks({ min: 0, max: 7 }).map(cidrText),
            networks({ min: 29, max: 32 }).map(cidrText),
            privateNetworks({ min: 8, max: 28 }).chain(withHostBits),
        ),
    },
    "addresses.vswitchCidrBlock": {
        allows: [
            { cidrBlock: "10.10.0.0/24", vpcCidrBlock: "10.10.0.0/16" },
            { cidrBlock: "10.10.0.0/16", vpcCidrBlock: "10.10.0.0/16" },
        ],
        refuses: [
            [
                { cidrBlock: "192.168.1.0/24", vpcCidrBlock: "10.10.0.0/16" },
                /^found "192\.168\.1\.0\/24", which is not in 10\.10\.0\.0\/16, the range of its VPC/,
            ],
            ...all(
                [
                    { cidrBlock: "10.10.0.0/15", vpcCidrBlock: "10.0.0.0/8" },
                    { cidrBlock: "10.10.0.0/30", vpcCidrBlock: "10.10.0.0/16" },
                    { cidrBlock: "10.10.0.1/24", vpcCidrBlock: "10.10.0.0/16" },
                    { cidrBlock: "10.10.0", vpcCidrBlock: "10.10.0.0/16" },
                ],
                /Must be an IPv4 CIDR block from \/16 to \/29/,
            ),
        ],
        good: privateNetworks({ min: 8, max: 28 }).chain((vpc) =>
            networksIn(vpc, { min: 16, max: 29 }).map((vswitch) => range(vswitch, vpc)),
        ),
        bad: fc
            .tuple(privateNetworks({ min: 16, max: 28 }), privateNetworks({ min: 16, max: 29 }))
            .filter(([vpc, vswitch]) => vswitch.first < vpc.first || lastOf(vswitch) > lastOf(vpc))
            .map(([vpc, vswitch]) => range(vswitch, vpc)),
    },
    "addresses.vswitchesDisjoint": {
        allows: [{}, { a: "10.10.0.0/24" }, { a: "10.10.0.0/24", b: "10.10.1.0/24" }],
        refuses: [
            [
                { a: "10.10.0.0/20", b: "10.10.32.0/24", c: "10.10.8.0/24" },
                /^found 10\.10\.8\.0\/24 in c and 10\.10\.0\.0\/20 in a, which overlap/,
            ],
        ],
        good: privateNetworks({ min: 12, max: 20 })
            .chain((vpc) => apartIn(vpc, 24))
            .map(byZone),
        bad: fc
            .tuple(
                privateNetworks({ min: 16, max: 24 }).chain((outer) =>
                    fc.tuple(fc.constant(outer), networksIn(outer, { min: 16, max: 29 })),
                ),
                fc.boolean(),
            )
            .map(([pair, turned]) => byZone(turned ? [...pair].reverse() : pair)),
    },
};

function inVswitch(address: string, cidrBlock: string) {
    return { address, vswitchId: "vsw-1", cidrBlock };
}

function range(vswitch: Network, vpc: Network) {
    return { cidrBlock: cidrText(vswitch), vpcCidrBlock: cidrText(vpc) };
}

function byZone(ranges: readonly Network[]) {
    return Object.fromEntries(
        ranges.map((each, index) => [`eu-central-1${"abcdefgh".charAt(index)}`, cidrText(each)]),
    );
}

/** A network that is not written with its first address. */
function withHostBits(network: Network): fc.Arbitrary<string> {
    return fc
        .bigInt({ min: 1n, max: sizeOf(network) - 1n })
        .map((host) => `${addressText(network.first + host)}/${network.prefixLength}`);
}

function taken(address: string, usedBy: string) {
    return { address, vswitchId: "vsw-1", usedBy };
}
