import { ApiError, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { integer, text } from "../../parameters";
import { type Policy, parsePolicy } from "../../ram/policy";
import { arnOf, type RamRole } from "../../ram/state";

const SHORTEST_SESSION_SECONDS = 900;
const LONGEST_POLICY_BYTES = 2048;

/** Temporary credentials of a role that the caller's account may assume. */
export function assumeRole(cloud: Cloud, call: Call): Answer {
    if (call.principal.kind === "account") {
        throw new ApiError("NoPermission", "Roles may not be assumed by root accounts.", 403);
    }
    const role = namedRole(cloud, call);
    if (!role.trustedAccountIds.includes(call.account.accountId)) {
        throw new ApiError(
            "NoPermission",
            "You are not authorized to do this action. You should be authorized by RAM.",
            403,
        );
    }
    const name = text(call, "RoleSessionName") ?? "";
    if (!/^[\w.@-]{2,64}$/.test(name)) {
        throw wronglyFormed("RoleSessionName");
    }
    const seconds = integer(call, "DurationSeconds") ?? 3600;
    if (seconds < SHORTEST_SESSION_SECONDS || seconds > role.maxSessionSeconds) {
        throw new ApiError(
            "InvalidParameter.DurationSeconds",
            "The Min/Max value of DurationSeconds is 15min/1hr.",
        );
    }
    const expiration = new Date(cloud.clock.now().getTime() + seconds * 1000);
    const session = cloud.ram.addSession(role, name, expiration, sessionPolicy(call));
    const { accessKeyId, accessKeySecret, securityToken } = session;
    return {
        AssumedRoleUser: {
            Arn: arnOf(role.accountId, session),
            AssumedRoleId: `${role.id}:${name}`,
        },
        Credentials: {
            AccessKeyId: accessKeyId,
            AccessKeySecret: accessKeySecret,
            SecurityToken: securityToken,
            Expiration: apiTime(expiration),
        },
    };
}

function namedRole({ ram }: Cloud, call: Call): RamRole {
    const match = /^acs:ram:\*?:(\d{16}):role\/([\w.-]+)$/.exec(text(call, "RoleArn") ?? "");
    if (match === null) {
        throw wronglyFormed("RoleArn");
    }
    const [, accountId, name] = match;
    // The names of roles are the same in small and capital letters.
    const role = ram.roles.find(
        (each) => each.accountId === accountId && each.name.toLowerCase() === name?.toLowerCase(),
    );
    if (role === undefined) {
        throw notFound("EntityNotExist.Role", "The specified Role not exists .");
    }
    return role;
}

function sessionPolicy(call: Call): Policy | undefined {
    const document = text(call, "Policy");
    if (document === undefined) {
        return undefined;
    }
    if (Buffer.byteLength(document) > LONGEST_POLICY_BYTES) {
        throw new ApiError(
            "InvalidParameter.PolicySize",
            "The size of Policy must be smaller than 2048 bytes.",
        );
    }
    try {
        return parsePolicy(JSON.parse(document));
    } catch (error) {
        throw new ApiError(
            "InvalidParameter.PolicyGrammar",
            `The parameter Policy has not passed grammar check. ${(error as Error).message}`,
        );
    }
}

function wronglyFormed(parameter: string): ApiError {
    return new ApiError(
        `InvalidParameter.${parameter}`,
        `The parameter ${parameter} is wrongly formed.`,
    );
}
