import { ApiError, missingParameter, notFound } from "./apiError";
import type { Action, Answer, Call } from "./call";
import { withOwnCodes, type OwnCodes } from "./ownCodes";
import { pageByToken } from "./paging";
import { fieldText, flag, objects, requiredText, texts } from "./parameters";
import type { Owned } from "./collection";

export interface Tagged extends Owned {
    readonly tags: Map<string, string>;
}

/** A kind of resource that can be tagged, under the name that the product's tag actions know it by. */
export interface TaggedKind {
    /** Compared without regard to case, answered as written here. */
    readonly resourceType: string;
    find(call: Call, id: string): Tagged | undefined;
    all(call: Call): Tagged[];
    /** What the product answers for an id that it does not find, where that differs from the other products. */
    missing?(id: string): ApiError;
}

export interface TagActions {
    readonly tag: Action;
    readonly untag: Action;
    readonly list: Action;
}

const TAGS_PER_RESOURCE = 20;
const TAGS_PER_CALL = 20;
const RESOURCES_PER_CALL = 50;
/** MaxResults of ListTagResources. */
const PAGE_SIZES = { standard: 50, largest: 50 };

/**
 * The tags of `Tag.N.Key` and `Tag.N.Value`, by the limits that the TagResources actions document. What it refuses is in
 * the action's own codes, where it has some.
 */
export function readTags(call: Call, ownCodes: OwnCodes = {}): Map<string, string> {
    return withOwnCodes(ownCodes, () => tagsOf(call));
}

function tagsOf(call: Call): Map<string, string> {
    const tags = new Map<string, string>();
    for (const { Key, Value } of objects(call, "Tag")) {
        const key = fieldText(Key) ?? "";
        const value = fieldText(Value) ?? "";
        checkTag(key, value);
        if (tags.has(key)) {
            throw new ApiError("Duplicate.TagKey", "The Tag.N.Key contain duplicate key.");
        }
        tags.set(key, value);
    }
    if (tags.size > TAGS_PER_CALL) {
        throw tooManyTags();
    }
    return tags;
}

/** Whether a resource has every tag of the filter `Tag.N`; a filter without a value asks for the key alone. */
export function hasTags(call: Call, { tags }: Tagged): boolean {
    return objects(call, "Tag").every(({ Key, Value }) => {
        const value = tags.get(fieldText(Key) ?? "");
        return value !== undefined && (Value === undefined || Value === value);
    });
}

/**
 * The three tag actions of a product. The products differ in the shape of the list only: a bare array of
 * PrivateLink, `TagResource` inside `TagResources` of the others; and in the codes of their refusals.
 */
export function tagActions(
    kinds: readonly TaggedKind[],
    shape: "nested" | "bare",
    ownCodes: OwnCodes = {},
): TagActions {
    const inOwnCodes =
        (action: (call: Call) => Answer): Action =>
        (call) =>
            withOwnCodes(ownCodes, () => action(call));
    return {
        tag: inOwnCodes((call) => {
            const resources = namedResources(call, kinds);
            const added = readTags(call);
            if (added.size === 0) {
                throw missingParameter(call.product, "Tag");
            }
            for (const { tags } of resources) {
                if (new Set([...tags.keys(), ...added.keys()]).size > TAGS_PER_RESOURCE) {
                    throw new ApiError(
                        "OperationDenied.QuotaExceed",
                        "The quota of tags on resource is beyond permitted range.",
                    );
                }
            }
            for (const { tags } of resources) {
                added.forEach((value, key) => tags.set(key, value));
            }
            return {};
        }),
        untag: inOwnCodes((call) => {
            const resources = namedResources(call, kinds);
            const keys = texts(call, "TagKey");
            // All counts only when no keys are named (UntagResources, All).
            const all = keys.length === 0 && flag(call, "All") === true;
            for (const { tags } of resources) {
                for (const key of all ? [...tags.keys()] : keys) {
                    tags.delete(key);
                }
            }
            return {};
        }),
        list: inOwnCodes((call) => list(call, kinds, shape)),
    };
}

function list(call: Call, kinds: readonly TaggedKind[], shape: "nested" | "bare"): Answer {
    const kind = namedKind(call, kinds);
    const ids = texts(call, "ResourceId");
    if (ids.length === 0 && objects(call, "Tag").length === 0) {
        throw missingParameter(call.product, "ResourceId");
    }
    checkNumber(ids);
    const resources =
        ids.length === 0 ? kind.all(call) : ids.flatMap((id) => kind.find(call, id) ?? []);
    const entries = resources
        .filter((resource) => hasTags(call, resource))
        .flatMap(({ id, tags }) =>
            [...tags].map(([TagKey, TagValue]) => ({
                ResourceId: id,
                ResourceType: kind.resourceType,
                TagKey,
                TagValue,
            })),
        );
    const { page, nextToken } = pageByToken(call, entries, PAGE_SIZES);
    return {
        NextToken: nextToken,
        TagResources: shape === "bare" ? page : { TagResource: page },
    };
}

function namedResources(call: Call, kinds: readonly TaggedKind[]): Tagged[] {
    const kind = namedKind(call, kinds);
    const ids = texts(call, "ResourceId");
    checkNumber(ids);
    return ids.map((id) => {
        const resource = kind.find(call, id);
        if (resource === undefined) {
            throw (
                kind.missing?.(id) ??
                notFound(
                    "InvalidResourceId.NotFound",
                    "The specified ResourceIds are not found in our records.",
                )
            );
        }
        return resource;
    });
}

function namedKind(call: Call, kinds: readonly TaggedKind[]): TaggedKind {
    const name = requiredText(call, "ResourceType").toLowerCase();
    const kind = kinds.find(({ resourceType }) => resourceType.toLowerCase() === name);
    if (kind === undefined) {
        throw notFound(
            "InvalidResourceType.NotFound",
            "The ResourceType provided does not exist in our records.",
        );
    }
    return kind;
}

function checkNumber(ids: readonly string[]): void {
    if (ids.length > RESOURCES_PER_CALL) {
        throw new ApiError(
            "NumberExceed.ResourceIds",
            "The ResourceIds parameter's number is exceed , Valid : 50",
        );
    }
}

function checkTag(key: string, value: string): void {
    if (
        key.length === 0 ||
        key.length > 128 ||
        /^(aliyun|acs:)/i.test(key) ||
        /https?:\/\//i.test(key)
    ) {
        throw new ApiError("InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid.");
    }
    if (value.length > 128 || /https?:\/\//i.test(value)) {
        throw new ApiError("InvalidTagValue.Malformed", "The specified Tag.n.Value is not valid.");
    }
}

function tooManyTags(): ApiError {
    return new ApiError("NumberExceed.Tags", "The Tags parameter's number is exceed , Valid : 20");
}
