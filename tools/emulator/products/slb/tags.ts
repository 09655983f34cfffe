import type { Call } from "../../call";
import { withOwnCodes } from "../../ownCodes";
import { readTags } from "../../tags";
import { TAG_REFUSALS } from "./errors";

/** The tags that a resource is created with. */
export function createTags(call: Call): Map<string, string> {
    return withOwnCodes(TAG_REFUSALS, () => readTags(call));
}
