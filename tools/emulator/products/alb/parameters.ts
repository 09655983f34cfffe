import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import { resourceGroupOf } from "../../resourceGroups";
import { refusal } from "./errors";

export function readResourceGroup(call: Call, name?: string): string {
    try {
        return resourceGroupOf(call, name);
    } catch (error) {
        throw error instanceof ApiError ? refusal("NotExist.ResourceGroup") : error;
    }
}
