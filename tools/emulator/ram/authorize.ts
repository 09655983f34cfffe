import { randomBytes } from "node:crypto";

import { ApiError } from "../apiError";
import type { Call } from "../call";
import { FORBIDDEN, refusalOf } from "../faults/refusals";
import { refuse } from "../invented";
import { needsOf } from "./needs";
import { decide, type Decision, type Need, UndecidedError } from "./policy";
import { policiesOf, type Principal } from "./state";

/** Refuses a call that the caller's policies do not allow, as its product does. */
export function authorize(call: Call): void {
    const needs = needsOf({ ...call, accountId: call.account.accountId });
    for (const need of needs) {
        const decision = decisionFor(call.principal, need);
        if (decision !== "Allowed") {
            throw denied(call, need, decision);
        }
    }
}

/** Whether the caller may do something besides the call itself. */
export function isAllowed({ principal }: Call, need: Need): boolean {
    return decisionFor(principal, need) === "Allowed";
}

function decisionFor(principal: Principal, need: Need): Decision {
    if (principal.kind === "account") {
        return "Allowed";
    }
    try {
        const decisions = policiesOf(principal).map((policies) => decide(policies, need));
        return (
            decisions.find((each) => each === "ExplicitDeny") ??
            decisions.find((each) => each === "ImplicitDeny") ??
            "Allowed"
        );
    } catch (error) {
        throw error instanceof UndecidedError ? refuse("unsupportedPolicy", error.message) : error;
    }
}

function denied(call: Call, { action }: Need, decision: Decision): ApiError {
    const { code, message, status } =
        refusalOf(FORBIDDEN, call) ??
        new ApiError("NoPermission", "You are not authorized to do this action.", 403);
    return new ApiError(code, message, status, {
        AccessDeniedDetail: {
            AuthAction: action,
            AuthPrincipalDisplayName: displayName(call.principal),
            AuthPrincipalOwnerId: call.account.accountId,
            AuthPrincipalType: call.principal.kind === "role" ? "AssumedRoleUser" : "SubUser",
            // What it says can be read with the API of RAM only.
            EncodedDiagnosticMessage: randomBytes(24).toString("base64"),
            NoPermissionType: decision,
            PolicyType: "AccountLevelIdentityBasedPolicy",
        },
    });
}

/** The id of a user; role and session of temporary credentials. */
function displayName(principal: Principal): string {
    switch (principal.kind) {
        case "account":
            return "";
        case "user":
            return principal.id;
        case "role":
            return `${principal.role.name}:${principal.name}`;
    }
}
