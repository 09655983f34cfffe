import { ApiError, invalidParameter, notFound } from "../../apiError";
import type { Call } from "../../call";
import { text } from "../../parameters";
import type { Cloud } from "../../cloud";
import type { Instance, SecurityGroup } from "./state";

export function ownedInstance(cloud: Cloud, call: Call, id: string): Instance {
    const instance = cloud.ecs.instances.owned(call, id);
    if (instance === undefined) {
        throw notFound("InvalidInstanceId.NotFound", "The specified InstanceId does not exist.");
    }
    return instance;
}

export function ownedSecurityGroup(cloud: Cloud, call: Call, id: string): SecurityGroup {
    const group = cloud.ecs.securityGroups.owned(call, id);
    if (group === undefined) {
        throw notFound(
            "InvalidSecurityGroupId.NotFound",
            "The specified SecurityGroupId does not exist.",
        );
    }
    return group;
}

export function incorrectInstanceStatus(): ApiError {
    return new ApiError(
        "IncorrectInstanceStatus",
        "The current status of the resource does not support this operation.",
        403,
    );
}

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
