import { ApiError } from "./apiError";
import type { Call } from "./call";
import type { Cloud } from "./cloud";
import { text } from "./parameters";
import { defaultResourceGroupId } from "./products/resourcemanager/state";

export { defaultResourceGroupId };

/** The actions whose list says what they answer for a group that is not ready. */
const SAY_STATUS = /^(JoinResourceGroup|CreateCommand|RunCommand)$/;

/**
 * The resource group that a resource goes into: the account's one that the call names, else its default. One that is
 * being created or deleted takes nothing in.
 */
export function resourceGroupOf(cloud: Cloud, call: Call, name = "ResourceGroupId"): string {
    const { accountId } = call.account;
    const named = text(call, name);
    if (named === undefined) {
        return defaultResourceGroupId(accountId);
    }
    const group = cloud.resourceGroups.find(accountId, named);
    if (group?.status === "OK") {
        return group.id;
    }
    if (group !== undefined && SAY_STATUS.test(call.action)) {
        throw new ApiError(
            "InvalidStatus.ResourceGroup",
            "You cannot perform an operation on a resource group that is being created or deleted.",
            403,
        );
    }
    throw new ApiError(
        "InvalidResourceGroup.NotFound",
        "The ResourceGroup provided does not exist in our records.",
        404,
    );
}
