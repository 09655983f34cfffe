import type { Answer } from "../../call";
import type { OwnCodes } from "../../ownCodes";

/** What is refused of tags, in the codes that VPC documents. */
export const TAG_REFUSALS: OwnCodes = {
    "Duplicate.TagKey": ["Forbidden.TagKey.Duplicated", "The specified tag key already exists."],
    "InvalidResourceId.NotFound": ["InvalidInstanceIds.NotFound", "The instanceIds are not found"],
    "InvalidResourceType.NotFound": [
        "InvalidInstanceType.NotFound",
        "The instance type is not found",
    ],
    "InvalidTagKey.Malformed": ["InvalidTagKey", "The tag keys are not valid."],
    "InvalidTagValue.Malformed": ["InvalidTagValue", "The tag values are not valid."],
    "MissingTag": ["MissingParam.Tags", "You must specify the Tags parameter."],
    "NumberExceed.ResourceIds": [
        "SizeLimitExceeded.ResourceId",
        "The maximum number of resource IDs is exceeded.",
    ],
    "NumberExceed.Tags": ["SizeLimitExceeded.TagNum", "The maximum number of tags is exceeded."],
    "OperationDenied.QuotaExceed": ["QuotaExceeded.TagNum", "Custom Tags quota exceeded"],
};

/** The field with a resource's tags, which it lacks when it has none. */
export function tagFields(tags: ReadonlyMap<string, string>): Answer {
    return tags.size === 0
        ? {}
        : { Tags: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } };
}
