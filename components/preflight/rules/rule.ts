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

/**
 * A rule between values, or between the entries of a list. It leaves out what is of another kind than
 * in `wrong`, down to properties and entries: that is for the rule of that value to say.
 */
export function between<T>(rule: Rule<NoInfer<T>>): Rule<T> {
    return {
        ...rule,
        problem: (value) => {
            const { wrong } = rule;
            if (Array.isArray(wrong) && Array.isArray(value)) {
                return rule.problem(value.filter((entry) => isLike(wrong[0], entry)) as T);
            }
            return isLike(wrong, value) ? rule.problem(value) : undefined;
        },
    };
}

/** Whether a value is of the kind that an example is of. An empty list is an example of any list. */
function isLike(example: unknown, value: unknown): boolean {
    if (Array.isArray(example)) {
        const [first] = example as unknown[];
        return (
            Array.isArray(value) &&
            (example.length === 0 || value.every((entry) => isLike(first, entry)))
        );
    }
    if (typeof example !== "object" || example === null) {
        return typeof value === typeof example;
    }
    return (
        typeof value === "object" &&
        value !== null &&
        Object.entries(example).every(([name, each]) =>
            isLike(each, (value as Record<string, unknown>)[name]),
        )
    );
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
export function bare(value: unknown): string {
    return typeof value === "string" ? value : shown(value);
}

/** What stands more than once in a list, in the order of the second appearance. */
export function repeated<T>(values: readonly T[]): T[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Several things in a sentence. */
export function listed(values: readonly string[]): string {
    return values.join(", ");
}
