import { Output, Resource } from "@pulumi/pulumi";
import { z } from "zod";

/**
 * What must hold for a value, or between values: a pure function, and the texts for its row in
 * `docs/preflight.md`.
 */
export interface Rule<T> {
    /** `<file>.<name>`. Findings end with it, and it is the anchor of the row in `docs/preflight.md`. */
    readonly id: string;
    /** What the rule is about, for instance `UID of an account`. */
    readonly title: string;
    /** What would happen without the rule. */
    readonly prevents: string;
    /** Where the constraint comes from: the API action and its parameter, a document, or an observation. */
    readonly source: string;
    /** The lookup that it needs. Undefined if the arguments are enough. */
    readonly lookup?: string;
    /** A value that breaks the rule. The documentation shows its message. */
    readonly example: T;
    /** What is wrong, to follow the path of the property. Undefined if the value is valid. */
    problem(value: T): string | undefined;
}

/** A rule about one value. `allowed` returns what the value must be if it is invalid; the message starts with the value. */
export function valueRule<T>({
    allowed,
    ...rule
}: Omit<Rule<T>, "problem"> & { readonly allowed: (value: T) => string | undefined }): Rule<T> {
    return {
        ...rule,
        problem: (value) => {
            const requirement = allowed(value);
            return requirement === undefined ? undefined : `found ${format(value)}. ${requirement}`;
        },
    };
}

/** A rule between values. It ignores values of another shape, which the rules about each value report. */
export function crossFieldRule<Shape extends z.ZodType>({
    facts,
    ...rule
}: Rule<z.infer<Shape>> & { readonly facts: Shape }): Rule<z.infer<Shape>> {
    return {
        ...rule,
        problem: (value) => (facts.safeParse(value).success ? rule.problem(value) : undefined),
    };
}

/**
 * A rule that what has an id is there, as a lookup found. The facts have the id under `property`, and `exists`.
 * `credentials` are those that see it.
 */
export function existingRule<Property extends string>({
    property,
    noun,
    credentials = "the credentials",
    ...rule
}: Omit<Rule<Record<Property, string> & { readonly exists: boolean }>, "problem"> & {
    readonly property: Property;
    readonly noun: string;
    readonly credentials?: string;
}): Rule<Record<Property, string> & { readonly exists: boolean }> {
    const facts = z.object({ [property]: z.string(), exists: z.boolean() });
    return {
        ...rule,
        problem: (value) =>
            !facts.safeParse(value).success || value.exists
                ? undefined
                : `found "${value[property]}". This account has no such ${noun} in this region. Check the id, the region and ${credentials}.`,
    };
}

/** A rule between the entries of a list. It ignores entries of another shape. */
export function entriesRule<Shape extends z.ZodType>({
    entry,
    ...rule
}: Rule<readonly z.infer<Shape>[]> & { readonly entry: Shape }): Rule<readonly z.infer<Shape>[]> {
    return {
        ...rule,
        problem: (list) =>
            Array.isArray(list)
                ? rule.problem(list.filter((each) => entry.safeParse(each).success))
                : undefined,
    };
}

/** A rule that no entry of a list is repeated. `keyOf` shows an entry in the message. */
export function distinctRule<Shape extends z.ZodType>({
    keyOf = (entry) => `"${String(entry)}"`,
    remedy,
    ...rule
}: Omit<Rule<readonly z.infer<Shape>[]>, "problem"> & {
    readonly entry: Shape;
    readonly keyOf?: (entry: z.infer<Shape>) => string;
    readonly remedy: string;
}): Rule<readonly z.infer<Shape>[]> {
    return entriesRule({
        ...rule,
        problem: (entries) => {
            const [key] = duplicates(entries.map(keyOf));
            return key === undefined ? undefined : `${key} is listed more than once. ${remedy}`;
        },
    });
}

/** Formats a value for a message. */
export function format(value: unknown): string {
    if (value === undefined) {
        return "nothing";
    }
    if (typeof value === "number") {
        return String(value);
    }
    if (Resource.isInstance(value)) {
        return "a whole resource";
    }
    try {
        return JSON.stringify(value, withoutResources) ?? `a ${typeof value}`;
    } catch {
        // JSON has no bigint and no circular structures.
        return `a ${typeof value}`;
    }
}

/** For JSON, in which a resource or an output would fill pages. */
function withoutResources(this: Readonly<Record<string, unknown>>, key: string, json: unknown) {
    const value = this[key];
    if (Resource.isInstance(value)) {
        return "(a resource)";
    }
    return Output.isInstance(value) ? "(an output)" : json;
}

/** Formats a value for a message, without quotes around a string. */
export function formatPlain(value: unknown): string {
    return typeof value === "string" ? value : format(value);
}

/** The values that a list contains more than once, ordered by their second occurrence. */
export function duplicates<T>(values: readonly T[]): T[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Joins values for a message. */
export function join(values: readonly string[]): string {
    return values.join(", ");
}
