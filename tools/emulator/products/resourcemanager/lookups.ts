import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import type { ResourceGroup } from "./state";

/** ListResourceGroups, ResourceGroupId: at most 18 characters that begin with `rg-`. */
const ID = /^rg-[A-Za-z0-9]{1,15}$/;

export function ownedResourceGroup(cloud: Cloud, call: Call): ResourceGroup {
    const id = requiredText(call, "ResourceGroupId");
    if (!ID.test(id)) {
        throw invalidId();
    }
    const group = cloud.resourceGroups.find(call.account.accountId, id);
    if (group === undefined) {
        throw notFound(
            "EntityNotExists.ResourceGroup",
            "The specified resource group does not exist. You must first create a resource group.",
        );
    }
    return group;
}

export function invalidId(): ApiError {
    return new ApiError("InvalidParameter.ResourceGroupId", "The ResourceGroupId is invalid.");
}
