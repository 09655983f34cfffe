import { ApiError } from "../../apiError";
import type { Call, Parameter } from "../../call";
import type { Cloud } from "../../cloud";
import { fieldText } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { refusal, type DocumentedCode } from "./errors";

type Fields = Readonly<Record<string, Parameter>>;

/** Descriptions of listeners and servers: 2 to 256 characters. */
export const DESCRIPTION = /^[\p{L}\d,.;/@_-]{2,256}$/u;
/** Names and reasons: 2 to 128 characters, a letter first. */
export { NAME } from "../../fields";

/** A number within its documented limits. */
export function numberWithin(
    fields: Fields,
    name: string,
    [smallest, largest]: readonly [number, number],
    present: number,
    code: DocumentedCode = "IllegalParam",
): number {
    const value = (fields[name] as number | undefined) ?? present;
    if (value < smallest || value > largest) {
        throw refusal(code, name);
    }
    return value;
}

/** One of the documented values. */
export function oneOf<T extends string>(
    fields: Fields,
    name: string,
    values: readonly T[],
    present: T,
): T {
    const value = fields[name] ?? present;
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) {
        throw refusal("IllegalParam", name);
    }
    return known;
}

/** A text of the documented form. */
export function matching(
    fields: Fields,
    name: string,
    form: RegExp,
    present: string,
    code: DocumentedCode = "IllegalParam",
): string {
    const value = fieldText(fields[name]) ?? present;
    if (value !== present && !form.test(value)) {
        throw refusal(code, name);
    }
    return value;
}

export function readResourceGroup(
    cloud: Cloud,
    call: Call,
    code: "OperationFailed.NotExist.ResourceGroup" | "ResourceNotFound.ResourceGroup",
    name?: string,
): string {
    try {
        return resourceGroupOf(cloud, call, name);
    } catch (error) {
        throw error instanceof ApiError ? refusal(code) : error;
    }
}

/** The emulator's networks have IPv4 addresses only. */
export function refuseDualStack(
    version: Parameter | undefined,
    code:
        | "OperationDenied.VpcNotSupportIpv6"
        | "OperationFailed.vSwitchNotSupportIpv6" = "OperationDenied.VpcNotSupportIpv6",
): void {
    const name = (fieldText(version) ?? "ipv4").toLowerCase();
    if (name === "dualstack") {
        throw refusal(code);
    }
    if (name !== "ipv4") {
        throw refusal("IllegalParam", "AddressIpVersion");
    }
}
