import { isIPv4 } from "node:net";

/** A range of IPv4 addresses: the first as a number, and the number of addresses. */
export interface AddressRange {
    readonly first: number;
    readonly size: number;
}

/** The range of a CIDR block such as `10.0.0.0/16`; undefined for anything else. */
export function rangeOf(cidrBlock: unknown): AddressRange | undefined {
    const text = typeof cidrBlock === "string" ? cidrBlock : "";
    const [, address = "", length = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
    const number = addressNumber(address);
    if (number === undefined || length === "" || Number(length) > 32) {
        return undefined;
    }
    const size = 2 ** (32 - Number(length));
    return { first: number - (number % size), size };
}

/** An IPv4 address as a number; undefined for anything else. */
export function addressNumber(address: unknown): number | undefined {
    return typeof address === "string" && isIPv4(address)
        ? address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
        : undefined;
}

export function addressText(address: number): string {
    return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
    return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlaps(one: AddressRange, other: AddressRange): boolean {
    return one.first < other.first + other.size && other.first < one.first + one.size;
}

/** Whether a CIDR block is within another one. False if one of them is not a CIDR block. */
export function isWithin(inner: unknown, outer: unknown): boolean {
    const [one, two] = [rangeOf(inner), rangeOf(outer)];
    return one !== undefined && two !== undefined && contains(two, one);
}
