import type { Product } from "../../call";
import type { Cloud } from "../../cloud";
import { getResourceGroup, listResourceGroups } from "./resourceGroupDescriptions";
import { createResourceGroup, deleteResourceGroup } from "./resourceGroups";

/** Resource Management, as far as its resource groups. One for all regions. */
export function resourcemanager(cloud: Cloud): Product {
    return {
        name: "resourcemanager",
        version: "2020-03-31",
        actions: {
            CreateResourceGroup: (call) => createResourceGroup(cloud, call),
            DeleteResourceGroup: (call) => deleteResourceGroup(cloud, call),
            GetResourceGroup: (call) => getResourceGroup(cloud, call),
            ListResourceGroups: (call) => listResourceGroups(cloud, call),
        },
    };
}
