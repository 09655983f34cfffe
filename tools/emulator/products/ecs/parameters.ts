import { ApiError, invalidParameter } from "../../apiError";
import type { Call } from "../../call";
import { text } from "../../parameters";
import type { InstanceType } from "./instanceTypes";

/** Before base64 (RunInstances, UserData). */
const LARGEST_USER_DATA = 32 * 1024;

/** A list in JSON inside one parameter, such as `["i-1","i-2"]`, of at most 100 texts. */
export function jsonTexts(call: Call, name: string): string[] | undefined {
    const value = text(call, name);
    if (value === undefined) {
        return undefined;
    }
    let list: unknown;
    try {
        list = JSON.parse(value);
    } catch {
        throw invalidParameter(name);
    }
    if (
        !Array.isArray(list) ||
        list.length > 100 ||
        !list.every((item): item is string => typeof item === "string")
    ) {
        throw invalidParameter(name);
    }
    return list;
}

const NAME_CHARACTERS = /^[\p{L}\p{N}:_.-]{2,128}$/u;

/** Names of instances and disks: 2 to 128 letters, digits, and `:_.-` (RunInstances, InstanceName). */
export function checkName(name: string | undefined, code: string, parameter: string): void {
    if (name !== undefined && !NAME_CHARACTERS.test(name)) {
        throw new ApiError(code, `The specified parameter "${parameter}" is not valid.`);
    }
}

/** Descriptions: 2 to 256 characters that do not look like an address of the web. */
export function checkDescription(
    description: string | undefined,
    code: string,
    parameter: string,
): void {
    if (
        description !== undefined &&
        (description.length < 2 || description.length > 256 || /^https?:\/\//.test(description))
    ) {
        throw new ApiError(code, `The specified parameter "${parameter}" is not valid.`);
    }
}

/** Whether a name is searched for by a pattern in which an asterisk stands for any characters. */
export function isLike(
    name: string,
    pattern: string | undefined,
    extent: "whole" | "part",
): boolean {
    if (pattern === undefined) {
        return true;
    }
    const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
    const searched = parts.join(".*");
    return new RegExp(extent === "whole" ? `^${searched}$` : searched, "su").test(name);
}

/** Of burstable instance types only. */
export function readCreditSpecification(
    call: Call,
    instanceType: InstanceType,
): string | undefined {
    const value = text(call, "CreditSpecification");
    if (
        value !== undefined &&
        (instanceType.baselineCredit === undefined || !["Standard", "Unlimited"].includes(value))
    ) {
        throw new ApiError(
            "InvalidParameter.CreditSpecification",
            "The specified CreditSpecification is not supported.",
        );
    }
    return value;
}

/** No dot or hyphen at the ends, none next to another; Windows names are shorter and have no dots. */
export function checkHostName(hostName: string | undefined, osType: "linux" | "windows"): void {
    if (hostName === undefined) {
        return;
    }
    const isValid =
        osType === "windows"
            ? /^(?!\d+$)[a-z\d]+(-[a-z\d]+)*$/i.test(hostName) &&
              hostName.length >= 2 &&
              hostName.length <= 15
            : /^[a-z\d]+([.-][a-z\d]+)*$/i.test(hostName) &&
              hostName.length >= 2 &&
              hostName.length <= 64;
    if (!isValid) {
        throw new ApiError(
            "InvalidHostName.Malformed",
            'The specified parameter "HostName" is not valid.',
        );
    }
}

/** 8 to 30 characters of at least three kinds. */
export function checkPassword(password: string | undefined, osType: "linux" | "windows"): void {
    if (password === undefined) {
        return;
    }
    const special = /[()`~!@#$%^&*_+=|{}[\]:;'<>,.?/\\"-]/;
    const kinds = [/[A-Z]/, /[a-z]/, /\d/, special].filter((kind) => kind.test(password));
    if (
        password.length < 8 ||
        password.length > 30 ||
        kinds.length < 3 ||
        (osType === "windows" && password.startsWith("/"))
    ) {
        throw new ApiError(
            "InvalidPassword.Malformed",
            'The specified parameter "Password" is not valid.',
        );
    }
}

export function checkUserData(userData: string): void {
    const decoded = Buffer.from(userData, "base64");
    if (decoded.toString("base64").replace(/=+$/, "") !== userData.replace(/=+$/, "")) {
        throw new ApiError(
            "InvalidUserData.Base64FormatInvalid",
            "The specified UserData is not valid.",
        );
    }
    if (decoded.length > LARGEST_USER_DATA) {
        throw new ApiError(
            "InvalidUserData.SizeExceeded",
            'The specified parameter "UserData" exceeds the size.',
        );
    }
}
