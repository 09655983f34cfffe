import { type Input, Output, Resource } from "@pulumi/pulumi";
import { z } from "zod";

import { nearestName } from "../../shared/nearestName";
import { PreflightMode } from "../mode";
import { crossFieldRule, format, join, type Rule, valueRule } from "./rule";

const REFUSED_CALL = "A call that the cloud refuses in the middle of an update.";

/** A whole number within limits, with an optional unit. */
export function wholeNumber(
    id: string,
    title: string,
    [minimum, maximum]: readonly [number, number],
    { unit = "", source }: { readonly unit?: string; readonly source: string },
): Rule<number> {
    return valueRule({
        id,
        title,
        prevents: REFUSED_CALL,
        source,
        example: maximum + 1,
        allowed: (value) =>
            Number.isInteger(value) && value >= minimum && value <= maximum
                ? undefined
                : `Must be a whole number from ${minimum} to ${maximum}${unit}.`,
    });
}

/** One of the values of an enumeration. */
export function oneOf<T extends string>(
    id: string,
    title: string,
    values: Readonly<Record<string, T>>,
    source: string,
): Rule<T> {
    const allowed = Object.values(values);
    return valueRule({
        id,
        title,
        prevents: REFUSED_CALL,
        source,
        example: "other" as T,
        allowed: (value) =>
            allowed.includes(value)
                ? undefined
                : `Must be one of ${allowed.map((each) => `"${each}"`).join(", ")}.`,
    });
}

export const required: Rule<unknown> = {
    id: "values.required",
    title: "Required arguments",
    prevents: "A call without a parameter, which means something else or is refused.",
    source: "arguments of the components",
    example: undefined,
    problem: (value) =>
        value === undefined || value === null ? "is missing. It is required." : undefined,
};

export const nonEmpty: Rule<string> = valueRule({
    id: "values.nonEmpty",
    title: "Ids and other non-empty texts",
    prevents: "A call without a parameter, which means something else or is refused.",
    source: "MissingParameter of every API",
    example: "",
    allowed: (value) =>
        typeof value === "string" && value.trim() !== "" ? undefined : "Must not be empty.",
});

/** A list with at least one entry. */
export function nonEmptyList(
    id: string,
    what: string,
    source: string,
    hint = "",
): Rule<readonly unknown[] | undefined> {
    return valueRule({
        id,
        title: `Lists with at least one ${what}`,
        prevents: "A component that creates nothing that can be reached.",
        source,
        example: [],
        allowed: (value) =>
            Array.isArray(value) && value.length > 0
                ? undefined
                : `Must list at least one ${what}. ${hint}`.trimEnd(),
    });
}

export const tags: Rule<Record<string, Input<string>>> = valueRule({
    id: "values.tags",
    title: "Tags",
    prevents: "A resource that is created, and an update that fails when it is tagged.",
    source: "TagResources of PrivateLink: Tag.N.Key, Tag.N.Value",
    example: { "acs:owner": "orders" },
    allowed: (value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
            return "Must be an object of keys and texts.";
        }
        const entries = Object.entries(value);
        if (entries.length > 20) {
            return "Must have at most 20 tags.";
        }
        const bad = entries
            .filter(([key, text]) => !isTagText(key, 1, 64) || !isTagValue(text))
            .map(([key]) => `"${key}"`);
        return bad.length === 0
            ? undefined
            : `Must have keys of 1 to 64 and values of at most 128 characters that do not start with "aliyun" or "acs:" and do not contain http:// or https://. Fix ${bad.join(", ")}.`;
    },
});

const RESERVED = /^(aliyun|acs:)|https?:\/\//i;

function isTagText(text: string, shortest: number, longest: number): boolean {
    const { length } = [...text];
    return length >= shortest && length <= longest && !RESERVED.test(text);
}

/** Whether a tag value is valid. A deferred value is still an object. */
function isTagValue(value: unknown): boolean {
    return typeof value === "string" ? isTagText(value, 0, 128) : typeof value === "object";
}

export const aList: Rule<unknown> = valueRule<unknown>({
    id: "values.aList",
    title: "Lists",
    prevents: "A stack trace instead of a message, in a language that does not check types.",
    source: "arguments of the components",
    example: "eu-central-1a",
    allowed: (value) => (Array.isArray(value) ? undefined : "Must be a list."),
});

/** Whether a value is what `aList` allows, or is not there at all. */
export function isListOrLeftOut(value: unknown): boolean {
    return value === undefined || value === null || Array.isArray(value);
}

export const anObject: Rule<unknown> = valueRule<unknown>({
    id: "values.anObject",
    title: "Objects",
    prevents: "A stack trace instead of a message, in a language that does not check types.",
    source: "arguments of the components",
    example: "eu-central-1a",
    allowed: (value) =>
        typeof value === "object" && value !== null && !Array.isArray(value) && !isDeferred(value)
            ? undefined
            : "Must be an object with its properties.",
});

export const aBoolean: Rule<boolean> = valueRule({
    id: "values.aBoolean",
    title: "Booleans",
    prevents:
        'A text such as "false" that counts as true, in a language that does not check types.',
    source: "arguments of the components",
    example: "false" as unknown as boolean,
    allowed: (value) => (typeof value === "boolean" ? undefined : "Must be true or false."),
});

export const knownArgument = crossFieldRule({
    id: "values.knownArgument",
    facts: z.object({ name: z.string(), of: z.string(), known: z.array(z.string()).readonly() }),
    title: "Arguments that the component has",
    prevents: "An argument that is misspelt and ignored, in a language that does not check types.",
    source: "arguments of the components",
    example: {
        name: "clientCidrBlock",
        of: "InterfaceEndpoint",
        known: ["clientCidrBlocks", "vpcId"],
    },
    problem: ({ name, of, known }) => {
        if (known.includes(name)) {
            return undefined;
        }
        const nearest = nearestName(name, known);
        return (
            `does not exist in ${of} and would be ignored. ` +
            (nearest === undefined
                ? `Remove it, or use one of ${join([...known].sort())}.`
                : `Use ${nearest}, or remove it.`)
        );
    },
});

const TYPES = {
    string: ["a string", (value: unknown) => typeof value === "string"],
    number: ["a number", (value: unknown) => typeof value === "number"],
    boolean: ["true or false", (value: unknown) => typeof value === "boolean"],
    list: ["a list", Array.isArray],
    object: ["an object with its properties", isPlainObject],
    map: ["an object of keys and texts", isPlainObject],
} as const;

function isPlainObject(value: unknown): boolean {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const argumentType: Rule<{ readonly value: unknown; readonly type: keyof typeof TYPES }> = {
    id: "values.argumentType",
    title: "Arguments of the right type",
    prevents:
        "A value that the provider converts or ignores, in a language that does not check types.",
    source: "arguments of the components",
    example: { value: 30, type: "string" },
    problem: (facts) => {
        const type = Object.keys(TYPES).find((each) => each === facts?.type) as keyof typeof TYPES;
        const [allowed, isOfType] = TYPES[type] ?? [];
        return isOfType === undefined || isOfType(facts.value)
            ? undefined
            : `found ${format(facts.value)}. Must be ${allowed}.`;
    },
};

export const noResource: Rule<unknown> = {
    id: "values.noResource",
    title: "Ids of resources, and not the resources",
    prevents: "A message of many pages, in a language that does not check types.",
    source: "arguments of the components",
    // What tells a resource of Pulumi's SDK, of whatever copy of it.
    example: { __pulumiResource: true },
    problem: (value) =>
        (Array.isArray(value) ? value : [value]).some((each) => Resource.isInstance(each))
            ? "found a whole resource. Must be one of its properties, for instance its id."
            : undefined,
};

export const plainValue: Rule<unknown> = {
    id: "values.plainValue",
    title: "Values that decide which resources are created",
    prevents: "Resources that differ between preview and update.",
    source: "arguments of the components",
    example: Promise.resolve([]),
    problem: (value) =>
        isDeferred(value)
            ? "is known only later. Must be a plain value, because it decides which resources are created."
            : undefined,
};

export const allowedMode = oneOf(
    "values.allowedMode",
    "Mode of the preflight",
    PreflightMode,
    "arguments of the components",
);

/** Whether a value is deferred: an Output or a promise. */
export function isDeferred(value: unknown): value is Output<unknown> | Promise<unknown> {
    return Output.isInstance(value) || value instanceof Promise;
}

/** Whether a value is deferred, or contains a deferred value. */
export function containsDeferred(value: unknown): boolean {
    return searchDeferred(new Set(), value);
}

/** `seen` has the objects that were searched already, because a value can contain itself. */
function searchDeferred(seen: Set<unknown>, value: unknown): boolean {
    if (isDeferred(value)) {
        return true;
    }
    if (typeof value !== "object" || value === null || seen.has(value)) {
        return false;
    }
    seen.add(value);
    return Object.values(value).some((each) => searchDeferred(seen, each));
}
