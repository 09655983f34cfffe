import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { withOwnCodes } from "../../ownCodes";
import { resourceGroupOf } from "../../resourceGroups";

/** The resource group that a CLB is put in. */
export function readResourceGroup(cloud: Cloud, call: Call, name?: string): string {
    return withOwnCodes(
        {
            "InvalidResourceGroup.NotFound": [
                "InvalidResourceGroupId.NotFound",
                "The specified ResourceGroupId is not found.",
            ],
        },
        () => resourceGroupOf(cloud, call, name),
    );
}
