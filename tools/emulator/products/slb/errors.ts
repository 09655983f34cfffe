import { ApiError, notFound } from "../../apiError";
import type { OwnCodes } from "../../ownCodes";

/** The code is the general one: clients go by the message. */
export function vServerGroupNotFound(): ApiError {
    return notFound("InvalidParameter", "The specified VServerGroupId does not exist.");
}

export function illegal(message: string): ApiError {
    return new ApiError("InvalidParameter", message);
}

/** What the actions on tags refuse, in the codes that CLB documents. */
export const TAG_REFUSALS: OwnCodes = {
    "InvalidResourceId.NotFound": ["ResourceNotExist", "The specified resource does not exist."],
    "InvalidResourceType.NotFound": [
        "InvalidParam.ResourceType",
        "The specified ResourceType is invalid.",
    ],
    "InvalidTagKey.Malformed": ["InvalidParam.TagKey", "The specified TagKey is invalid."],
    "InvalidTagValue.Malformed": ["InvalidParam.TagValue", "The specified TagValue is invalid."],
    "MissingResourceId": [
        "MissingParam.TagOrResourceId",
        "The parameter Tag or ResourceId is required at least one.",
    ],
    "NumberExceed.ResourceIds": [
        "SizeLimitExceeded.ResourceId",
        "The maximum size of ResourceId is exceeded.",
    ],
    "NumberExceed.Tags": ["SizeLimitExceeded.Tag", "The maximum size of Tag is exceeded."],
};
