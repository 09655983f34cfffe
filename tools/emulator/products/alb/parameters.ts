import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { resourceGroupOf } from "../../resourceGroups";
import { refusal } from "./errors";

export function readResourceGroup(cloud: Cloud, call: Call, name?: string): string {
    try {
        return resourceGroupOf(cloud, call, name);
    } catch (error) {
        throw error instanceof ApiError ? refusal("NotExist.ResourceGroup") : error;
    }
}
