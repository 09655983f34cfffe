import { ApiError } from "../../apiError";
import { refusal, type DocumentedCode } from "./errors";

/** What the code shared by all products refuses, in the codes that this product documents. */
const OWN_CODES: Readonly<Record<string, DocumentedCode>> = {
    "Duplicate.TagKey": "DuplicatedTagKey",
    "InvalidTagKey.Malformed": "IllegalTagKeyParam",
    "InvalidTagValue.Malformed": "IllegalTagValueParam",
    "NumberExceed.Tags": "QuotaExceed.TagsPerResource",
    "OperationDenied.QuotaExceed": "QuotaExceed.TagsPerResource",
    "InvalidResourceId.NotFound": "InvalidResourceId.NotFound",
    "InvalidResourceGroup.NotFound": "InvalidResourceGroup",
    "MissingTag": "MissingTagKeyParam",
    "MissingResourceId": "MissingResourceIdOrTagParam",
};

export function withOwnCodes<T>(work: () => T): T {
    try {
        return work();
    } catch (error) {
        const code = error instanceof ApiError ? OWN_CODES[error.code] : undefined;
        throw code === undefined ? error : refusal(code);
    }
}
