/**
 * Something that can be known to be wrong before the cloud is asked: a pure function, and what a
 * reader of `docs/preflight.md` has to know about it.
 */
export interface Rule<T> {
    /** What is looked at, for instance `UID of an account`. */
    readonly title: string;
    /** What happens without the rule, and when. */
    readonly prevents: string;
    /** Where the constraint comes from: the API action and its parameter, a document, or what was seen. */
    readonly source: string;
    /** What is looked up to check it; absent where the arguments are enough. */
    readonly asks?: string;
    /** Something that breaks the rule, from which the documentation takes its message. */
    readonly wrong: T;
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
            return found === undefined ? undefined : `found ${shown(value)}. ${found}`;
        },
    };
}

/** A rule about more than one value, for one of them where the others are at hand. */
export function about<Value, Facts>(
    rule: Rule<Facts>,
    facts: (value: Value) => Facts,
): Pick<Rule<Value>, "problem"> {
    return { problem: (value) => rule.problem(facts(value)) };
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
    return JSON.stringify(value) ?? String(value);
}

/** What stands more than once in a list, in the order of the second appearance. */
export function repeated<T>(values: readonly T[]): T[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Several things in a sentence. */
export function listed(values: readonly string[]): string {
    return values.join(", ");
}
