import fc from "fast-check";

/** An IPv4 network, counted in BigInt so as to share no arithmetic with the rules. */
export interface Network {
    readonly first: bigint;
    readonly prefixLength: number;
}

const ALL_BITS = 32n;

export function sizeOf({ prefixLength }: Network): bigint {
    return 1n << (ALL_BITS - BigInt(prefixLength));
}

export function lastOf(network: Network): bigint {
    return network.first + sizeOf(network) - 1n;
}

export function addressText(address: bigint): string {
    return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

export function cidrText({ first, prefixLength }: Network): string {
    return `${addressText(first)}/${prefixLength}`;
}

interface Lengths {
    readonly min: number;
    readonly max: number;
}

/** Networks anywhere. */
export function networks({ min, max }: Lengths): fc.Arbitrary<Network> {
    return fc
        .tuple(fc.bigInt({ min: 0n, max: (1n << ALL_BITS) - 1n }), fc.integer({ min, max }))
        .map(([address, prefixLength]) => aligned(address, prefixLength));
}

/** Networks inside another one. */
export function networksIn(outer: Network, { min, max }: Lengths): fc.Arbitrary<Network> {
    return fc
        .tuple(
            fc.bigInt({ min: outer.first, max: lastOf(outer) }),
            fc.integer({ min: Math.max(min, outer.prefixLength), max }),
        )
        .map(([address, prefixLength]) => aligned(address, prefixLength));
}

/** Networks of the private ranges (RFC 1918), in which a VPC may lie. */
export function privateNetworks(lengths: Lengths): fc.Arbitrary<Network> {
    const ranges: readonly Network[] = [
        { first: 10n << 24n, prefixLength: 8 },
        { first: (172n << 24n) + (16n << 16n), prefixLength: 12 },
        { first: (192n << 24n) + (168n << 16n), prefixLength: 16 },
    ];
    return fc.constantFrom(...ranges).chain((range) => networksIn(range, lengths));
}

/** Different networks of one length inside another one, which therefore share nothing. */
export function apartIn(outer: Network, prefixLength: number): fc.Arbitrary<Network[]> {
    return fc.uniqueArray(networksIn(outer, { min: prefixLength, max: prefixLength }), {
        minLength: 1,
        maxLength: 5,
        selector: ({ first }) => first,
    });
}

export function share(one: Network, other: Network): boolean {
    return one.first <= lastOf(other) && other.first <= lastOf(one);
}

function aligned(address: bigint, prefixLength: number): Network {
    const hostBits = ALL_BITS - BigInt(prefixLength);
    return { first: (address >> hostBits) << hostBits, prefixLength };
}

/** What is no IPv4 address. */
export const NO_ADDRESS = fc.oneof(
    fc.ipV6(),
    fc.domain(),
    fc
        .array(fc.nat(255), { maxLength: 8 })
        .filter((parts) => parts.length !== 4)
        .map((parts) => parts.join(".")),
    fc.tuple(fc.ipV4(), fc.integer({ min: 256, max: 999 }), fc.nat(3)).map(([address, part, at]) =>
        address
            .split(".")
            .map((each, index) => (index === at ? part : each))
            .join("."),
    ),
    fc.ipV4().map((address) => `${address}/24`),
    fc.ipV4().map((address) => ` ${address}`),
    fc.ipV4().map((address) => `0${address}`),
    fc.constant(""),
);

/** What is no CIDR block. */
export const NO_CIDR_BLOCK = fc.oneof(
    fc.ipV4(),
    fc
        .tuple(
            NO_ADDRESS.filter((text) => !text.includes("/")),
            fc.nat(32),
        )
        .map((parts) => parts.join("/")),
    fc.tuple(fc.ipV4(), fc.integer({ min: 33, max: 9999 })).map((parts) => parts.join("/")),
    fc.tuple(fc.ipV4(), fc.integer({ max: -1, min: -99 })).map((parts) => parts.join("/")),
    fc.tuple(fc.ipV4(), fc.nat(32), fc.nat(32)).map((parts) => parts.join("/")),
    fc.ipV4().map((address) => `${address}/`),
    fc.constant("10.0.0.0/ 8"),
);
