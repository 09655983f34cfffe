import { createHash } from "node:crypto";

import { ApiError } from "./apiError";
import type { Call } from "./call";
import { text } from "./parameters";

/**
 * The resource group that a new resource goes into: the one the call names, else the account's default.
 * There is no product to make groups with, so that any id of the right form is taken for an existing one.
 */
export function resourceGroupOf(call: Call, name = "ResourceGroupId"): string {
    const named = text(call, name);
    if (named === undefined) {
        return defaultResourceGroupId(call.account.accountId);
    }
    if (!/^rg-[a-z0-9]+$/.test(named)) {
        throw new ApiError(
            "InvalidResourceGroup.NotFound",
            "The ResourceGroup provided does not exist in our records.",
            404,
        );
    }
    return named;
}

/** Every account has one, the same in all regions. */
export function defaultResourceGroupId(accountId: string): string {
    return `rg-acfm${createHash("sha256").update(accountId).digest("hex").slice(0, 11)}`;
}
