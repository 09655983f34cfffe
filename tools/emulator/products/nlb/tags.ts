import type { OwnCodes } from "../../ownCodes";
import { refusal } from "./errors";

const illegal = (parameter: string) => {
    const { code, message } = refusal("IllegalParam", parameter);
    return [code, message] as const;
};

/** What is refused of tags, in the only code for a parameter that NLB lists for its actions with tags. */
export const TAG_REFUSALS: OwnCodes = {
    "Duplicate.TagKey": illegal("Tag"),
    "InvalidTagKey.Malformed": illegal("Tag"),
    "InvalidTagValue.Malformed": illegal("Tag"),
    "NumberExceed.Tags": illegal("Tag"),
    "OperationDenied.QuotaExceed": illegal("Tag"),
    "NumberExceed.ResourceIds": illegal("ResourceId"),
    "InvalidResourceType.NotFound": illegal("ResourceType"),
};
