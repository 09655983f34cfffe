import * as ipaddr from "ipaddr.js";

import { ApiError } from "../../apiError";
import type { VSwitch } from "./state";

/**
 * Takes a private address of the vSwitch for a resource: the one asked for, or the first that is free.
 * The first address and the last three of a vSwitch are the system's (CreateVSwitch, CidrBlock).
 */
export function allocateAddress(vswitch: VSwitch, holderId: string, requested?: string): string {
    const { first, last } = usableRange(vswitch.cidrBlock);
    if (requested !== undefined) {
        const address = ipaddr.IPv4.isValidFourPartDecimal(requested) ? toNumber(requested) : NaN;
        if (!(address >= first && address <= last)) {
            throw new ApiError(
                "InvalidIPAddress.NotInVSwitch",
                `The specified IP address ${requested} is not a usable address of VSwitch ${vswitch.id}.`,
            );
        }
        if (vswitch.addresses.has(requested)) {
            throw new ApiError(
                "InvalidIPAddress.AlreadyUsed",
                `The specified IP address ${requested} is already in use.`,
            );
        }
        vswitch.addresses.set(requested, holderId);
        return requested;
    }
    for (let address = first; address <= last; address += 1) {
        const candidate = toText(address);
        if (!vswitch.addresses.has(candidate)) {
            vswitch.addresses.set(candidate, holderId);
            return candidate;
        }
    }
    throw new ApiError(
        "InvalidVSwitchId.IpNotEnough",
        `The specified VSwitch ${vswitch.id} has not enough IP addresses.`,
    );
}

export function releaseAddresses(vswitch: VSwitch, holderId: string): void {
    for (const [address, holder] of vswitch.addresses) {
        if (holder === holderId) {
            vswitch.addresses.delete(address);
        }
    }
}

/** The first and the last address of a block that a resource can have. */
export function usableAddresses(cidrBlock: string): [string, string] {
    const { first, last } = usableRange(cidrBlock);
    return [toText(first), toText(last)];
}

function usableRange(cidrBlock: string): { first: number; last: number } {
    const [network, prefixLength] = ipaddr.IPv4.parseCIDR(cidrBlock);
    const start = toNumber(network.toString());
    const size = 2 ** (32 - prefixLength);
    return { first: start + 1, last: start + size - 4 };
}

function toNumber(address: string): number {
    return ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function toText(address: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
