import { ApiError } from "../../apiError";
import type { Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import { tagActions, type TaggedKind } from "../../tags";
import { ownedVpc } from "./lookups";
import { readResourceGroup } from "./parameters";
import { regionActions } from "./regionsAndZones";
import { routeTableActions } from "./routeTables";
import { TAG_REFUSALS } from "./tags";
import { vpcDescriptionActions } from "./vpcDescriptions";
import { vpcActions } from "./vpcs";
import { vswitchDescriptionActions } from "./vswitchDescriptions";
import { vswitchActions } from "./vswitches";

export function vpc(cloud: Cloud): Product {
    const { tag, untag, list } = tagActions(taggedKinds(cloud), "nested", TAG_REFUSALS);
    return {
        name: "vpc",
        version: "2016-04-28",
        actions: {
            ...regionActions,
            ...vpcActions(cloud),
            ...vswitchActions(cloud),
            ...vpcDescriptionActions(cloud),
            ...vswitchDescriptionActions(cloud),
            ...routeTableActions(cloud),
            TagResources: tag,
            // The API's own spelling.
            UnTagResources: untag,
            ListTagResources: list,
            MoveResourceGroup: (call) => moveResourceGroup(cloud, call),
        },
    };
}

function taggedKinds({ vpc: { vpcs, vswitches } }: Cloud): TaggedKind[] {
    return [
        {
            resourceType: "VPC",
            find: (call, id) => vpcs.owned(call, id),
            all: (call) => vpcs.allOwned(call),
        },
        {
            resourceType: "VSWITCH",
            find: (call, id) => vswitches.owned(call, id),
            all: (call) => vswitches.allOwned(call),
        },
    ];
}

function moveResourceGroup(cloud: Cloud, call: Call): Answer {
    const resourceType = requiredText(call, "ResourceType");
    if (resourceType.toLowerCase() !== "vpc") {
        throw new ApiError("IllegalParam.ResourceType", "Invalid Resource Type value.");
    }
    const moved = ownedVpc(cloud, call, requiredText(call, "ResourceId"));
    moved.resourceGroupId = readResourceGroup(cloud, call, "NewResourceGroupId");
    return {};
}
