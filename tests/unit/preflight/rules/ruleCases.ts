import fc from "fast-check";

/** What a rule has to do, said without looking at how it does it. */
export interface RuleCases {
    readonly allows: readonly unknown[];
    /** What is refused, and what the message has to say. */
    readonly refuses: readonly (readonly [unknown, RegExp])[];
    /** Inputs that must all be allowed. */
    readonly good: fc.Arbitrary<unknown>;
    /** Inputs that must all be refused. */
    readonly bad: fc.Arbitrary<unknown>;
}

/** The cases of rules, by their names in RULES. */
export type CasesByRule = Readonly<Record<string, RuleCases>>;

/** Several inputs that are refused with the same message. */
export function all(values: readonly unknown[], message: RegExp): (readonly [unknown, RegExp])[] {
    return values.map((value) => [value, message] as const);
}

/** What is no text at all. */
export const NO_TEXT = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
    fc.dictionary(fc.string(), fc.string()),
);

/** What is no whole number within limits. */
export function noWholeNumber(from: number, to: number): fc.Arbitrary<unknown> {
    return fc.oneof(
        fc.integer({ max: from - 1 }),
        fc.integer({ min: to + 1 }),
        fc.double({ noNaN: true }).filter((value) => Math.trunc(value) !== value),
        fc.constantFrom<unknown>(NaN, Infinity, -Infinity, null, undefined),
        fc.integer({ min: from, max: to }).map(String),
    );
}

/** Limits of a whole number: each end is allowed, and what is beyond it is not. */
export function limits(from: number, to: number, message: RegExp): RuleCases {
    return {
        allows: [from, to],
        refuses: all([from - 1, to + 1, from + 0.5, String(from), NaN, undefined], message),
        good: fc.integer({ min: from, max: to }),
        bad: noWholeNumber(from, to),
    };
}

/** Texts of characters from an alphabet. */
export function textOf(
    alphabet: string,
    { min, max }: { readonly min: number; readonly max: number },
): fc.Arbitrary<string> {
    return fc
        .array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max, size: "max" })
        .map((characters) => characters.join(""));
}

/** A text in which one character has been put where it may not stand. */
export function withCharacter(
    text: fc.Arbitrary<string>,
    characters: string,
): fc.Arbitrary<string> {
    return fc
        .tuple(text, fc.constantFrom(...characters), fc.nat())
        .map(([good, character, place]) => {
            const at = place % (good.length + 1);
            return good.slice(0, at) + character + good.slice(at);
        });
}

/** Lists in which nothing stands twice. */
export function distinct<T>(entry: fc.Arbitrary<T>, most = 8): fc.Arbitrary<T[]> {
    return fc.uniqueArray(entry, { maxLength: most, comparator: (one, other) => same(one, other) });
}

/** Lists in which something stands twice. */
export function repeating<T>(entry: fc.Arbitrary<T>, most = 8): fc.Arbitrary<T[]> {
    return fc
        .tuple(fc.array(entry, { minLength: 1, maxLength: most }), fc.nat(), fc.nat())
        .map(([entries, from, to]) => {
            const at = to % (entries.length + 1);
            return [...entries.slice(0, at), entries[from % entries.length], ...entries.slice(at)];
        });
}

/** An entry of a list, and the list without it. */
export function among<T>(
    entry: fc.Arbitrary<T>,
    least = 1,
): fc.Arbitrary<{ readonly one: T; readonly others: T[]; readonly all: T[] }> {
    return fc
        .tuple(
            fc.uniqueArray(entry, {
                minLength: least,
                maxLength: 6,
                comparator: (one, other) => same(one, other),
            }),
            fc.nat(),
        )
        .map(([all, place]) => {
            const one = all[place % all.length];
            return { one, others: all.filter((each) => each !== one), all };
        });
}

function same(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

export const LETTERS = "abcxyzABCXYZ";
export const DIGITS = "0123456789";

export const accountIds = fc.stringMatching(/^[1-9]\d{15}$/);
export const zoneIds = fc
    .tuple(
        fc.constantFrom("eu-central-1", "cn-hangzhou", "ap-southeast-5"),
        fc.constantFrom(..."abcdefghijkl"),
    )
    .map(([region, letter]) =>
        region.startsWith("cn-") ? `${region}-${letter}` : region + letter,
    );
export const regionIds = fc.constantFrom(
    "eu-central-1",
    "cn-hangzhou",
    "cn-shanghai",
    "ap-southeast-1",
    "us-east-1",
);
export const vpcIds = fc.stringMatching(/^vpc-[a-z0-9]{1,12}$/);
export const vswitchIds = fc.stringMatching(/^vsw-[a-z0-9]{1,12}$/);
export const loadBalancerIds = fc.stringMatching(/^(lb|alb|nlb)-[a-z0-9]{1,12}$/);
export const securityGroupIds = fc.stringMatching(/^sg-[a-z0-9]{1,12}$/);
export const endpointIds = fc.stringMatching(/^ep-[a-z0-9]{1,12}$/);
export const serviceIds = fc.stringMatching(/^epsrv-[a-z0-9]{1,12}$/);
export const ports = fc.integer({ min: 1, max: 65535 });

/** Two values that are not the same. */
export function different<T>(entry: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> {
    return fc.tuple(entry, entry).filter(([one, other]) => one !== other);
}
