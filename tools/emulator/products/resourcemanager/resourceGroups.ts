import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { refuseParameters, requiredText } from "../../parameters";
import { invalidId, ownedResourceGroup } from "./lookups";
import { describeInRegions } from "./resourceGroupDescriptions";
import { defaultResourceGroupId } from "./state";

/** CreateResourceGroup: of one account, the default group not counted. */
const GROUPS_PER_ACCOUNT = 30;

export function createResourceGroup(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Tag"]);
    const { accountId } = call.account;
    const name = readName(call);
    const displayName = readDisplayName(call);
    const others = cloud.resourceGroups.allOf(accountId);
    if (others.some((other) => other.name === name)) {
        throw refuse("resourceGroupName", `There is a resource group ${name} already.`, 409);
    }
    if (others.length > GROUPS_PER_ACCOUNT) {
        throw new ApiError(
            "LimitExceeded.ResourceGroup",
            "The count of resource groups beyond the current limits.",
            409,
        );
    }
    const group = cloud.resourceGroups.add({
        accountId,
        name,
        displayName,
        createdAt: cloud.clock.now(),
        status: "Creating",
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => (group.status = "OK"));
    return { ResourceGroup: describeInRegions(group) };
}

export function deleteResourceGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedResourceGroup(cloud, call);
    if (group.id === defaultResourceGroupId(group.accountId)) {
        throw invalidId();
    }
    if (isUsed(cloud, group.id)) {
        throw new ApiError(
            "DeleteConflict.ResourceGroup.Resource",
            "Failed to delete the resource group because one or more cloud resources exist in the resource group. Try again later after you release the cloud resources.",
            409,
        );
    }
    if (group.status !== "PendingDelete") {
        group.status = "PendingDelete";
        cloud.clock.after(cloud.options.transitionMilliseconds, () =>
            cloud.resourceGroups.remove(group),
        );
    }
    return { ResourceGroup: describeInRegions(group) };
}

function isUsed(cloud: Cloud, id: string): boolean {
    return cloud
        .collections()
        .flatMap((collection) => collection.all())
        .some((resource) => "resourceGroupId" in resource && resource.resourceGroupId === id);
}

function readName(call: Call): string {
    const name = requiredText(call, "Name");
    if (name.length < 3 || name.length > 50) {
        throw new ApiError(
            "InvalidParameter.Name.Length",
            "The maximum length of Name is exceeded.",
        );
    }
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) {
        throw new ApiError("InvalidParameter.Name.InvalidChars", "The Name is invalid.");
    }
    return name;
}

function readDisplayName(call: Call): string {
    const displayName = requiredText(call, "DisplayName");
    if (displayName.length > 50) {
        throw new ApiError(
            "InvalidParameter.DisplayName.Length",
            "The maximum length of DisplayName is exceeded.",
        );
    }
    return displayName;
}
