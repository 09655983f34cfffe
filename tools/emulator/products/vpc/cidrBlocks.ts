import * as ipaddr from "ipaddr.js";

/** An IPv4 network: the first address as a number, and the length of its prefix. */
export interface CidrBlock {
    readonly start: number;
    readonly prefixLength: number;
}

/** Ranges that neither a VPC nor a vSwitch may use (CreateVpc and CreateVSwitch, CidrBlock). */
const RESERVED = ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"].map(
    (block) => parseCidrBlock(block) as CidrBlock,
);

/** Undefined for anything but the canonical form: `10.0.0.0/16`, never `10.0.0.1/16`. */
export function parseCidrBlock(text: string): CidrBlock | undefined {
    const match = /^((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3})\/(0|[1-9]\d?)$/.exec(text);
    const [, address = "", prefix = ""] = match ?? [];
    const prefixLength = Number(prefix);
    if (match === null || prefixLength > 32 || !ipaddr.IPv4.isValidFourPartDecimal(address)) {
        return undefined;
    }
    const start = ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0);
    return start % size(prefixLength) === 0 ? { start, prefixLength } : undefined;
}

export function contains(outer: CidrBlock, inner: CidrBlock): boolean {
    return (
        inner.prefixLength >= outer.prefixLength &&
        inner.start >= outer.start &&
        inner.start < outer.start + size(outer.prefixLength)
    );
}

export function overlap(left: CidrBlock, right: CidrBlock): boolean {
    return contains(left, right) || contains(right, left);
}

export function isReserved(block: CidrBlock): boolean {
    return RESERVED.some((reserved) => overlap(reserved, block));
}

export function addressCount(block: CidrBlock): number {
    return size(block.prefixLength);
}

function size(prefixLength: number): number {
    return 2 ** (32 - prefixLength);
}
