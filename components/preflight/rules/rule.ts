import type { z } from "zod";

/**
 * Something that can be known to be wrong before the cloud is asked: a pure function, and what a
 * reader of `docs/preflight.md` has to know about it.
 */
export interface Rule<T> {
    /** What a finding names it by, and what its row in `docs/preflight.md` is found by: `<file>.<name>`. */
    readonly id: string;
    /** What is looked at, for instance `UID of an account`. */
    readonly title: string;
    /** What happens without the rule, and when. */
    readonly prevents: string;
    /** Where the constraint comes from: the API action and its parameter, a document, or what was seen. */
    readonly source: string;
    /** What is looked up to check it; absent where the arguments are enough. */
    readonly asks?: string;
    /** Something that breaks the rule, from which the documentation takes its message. */
    readonly example: T;
    /** What is wrong, to follow the path of the property; undefined for what is right. */
    problem(value: T): string | undefined;
}

/** A rule of one value: says what is allowed, and the value found stands in front of it. */
export function valueRule<T>({
    allowed,
    ...rule
}: Omit<Rule<T>, "problem"> & { readonly allowed: (value: T) => string | undefined }): Rule<T> {
    return {
        ...rule,
        problem: (value) => {
            const found = allowed(value);
            return found === undefined ? undefined : `found ${format(value)}. ${found}`;
        },
    };
}

/** A rule between values. It says nothing about facts of another shape: the rules of each value do that. */
export function crossFieldRule<Shape extends z.ZodType>({
    facts,
    ...rule
}: Rule<z.infer<Shape>> & { readonly facts: Shape }): Rule<z.infer<Shape>> {
    return {
        ...rule,
        problem: (value) => (facts.safeParse(value).success ? rule.problem(value) : undefined),
    };
}

/** A rule between the entries of a list. It leaves out entries of another shape. */
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

/** A value as a message shows it. */
export function format(value: unknown): string {
    if (value === undefined) {
        return "nothing";
    }
    if (typeof value === "number") {
        return String(value);
    }
    try {
        return JSON.stringify(value) ?? `a ${typeof value}`;
    } catch {
        // What JSON cannot say: a number of another kind, or something that holds itself.
        return `a ${typeof value}`;
    }
}

/** A text as it is, anything else as a message shows it. */
export function formatPlain(value: unknown): string {
    return typeof value === "string" ? value : format(value);
}

/** What is listed more than once in a list, in the order of the second appearance. */
export function duplicates<T>(values: readonly T[]): T[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Several things in a sentence. */
export function join(values: readonly string[]): string {
    return values.join(", ");
}
