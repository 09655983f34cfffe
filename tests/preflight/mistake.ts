import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import { RULES } from "../../tools/release/ruleTable";
import type { RunOptions } from "../unit/harness";
import { CASES } from "../unit/preflight/rules/cases";
import { GOOD_PARTS, type Part } from "./goodParts";

/** Something that can be wrong with a part, and what a preflight has to say about it. */
export interface Mistake {
    /** Name of the rule that finds it, as in RULES. */
    readonly rule: string;
    /** The good part in which it is made, by its name in GOOD_PARTS. */
    readonly part: string;
    /** Path of the property that the finding names. */
    readonly at: string;
    /** Values of properties, by their paths, that make the mistake. */
    readonly changes: fc.Arbitrary<Changes>;
    /** What the finding says of such changes, after the path. */
    readonly says: (changes: Changes) => string | RegExp;
    /** Paths of the changed properties that may be known only later. */
    readonly later: readonly string[];
    /** Whether it is a mistake that something is given, whatever it is. */
    readonly byPresence?: boolean;
    /** What the cloud answers otherwise than it does to everybody. */
    readonly answer?: RunOptions["answer"];
    /** Another part without which it is no mistake, with the changes made in it. */
    readonly togetherWith?: { readonly part: string; readonly changes: Changes };
    /** Prepares what is beside the program, and puts it back. */
    readonly around?: (test: () => Promise<void>) => Promise<void>;
}

export type Changes = Readonly<Record<string, unknown>>;

export interface Place {
    readonly part: string;
    /** Path of the property. */
    readonly at: string;
    /** Whether the property takes what is known only later. Most do. */
    readonly plain?: boolean;
    /** What must differ from the good part so that the rule is reached. */
    readonly beside?: Changes;
}

/**
 * Bad values of one property, which the cases of the rule have at hand. The finding is the rule's own,
 * about the value itself.
 */
export function badValue(rule: string, { part, at, plain = false, beside = {} }: Place): Mistake {
    const cases = CASES[rule];
    const values = ABOUT_WHAT_IS_NOT_THERE.includes(rule)
        ? cases.bad
        : cases.bad.filter((value) => value !== undefined && value !== null && !isLater(value));
    return {
        rule,
        part,
        at,
        changes: values.map((value) => ({ ...beside, [at]: value })),
        says: (changes) => RULES[rule].problem(changes[at]) ?? "(allowed)",
        later: plain ? [] : [at],
    };
}

/** Rules about values that are missing or known only later; to the others, they are no values yet. */
const ABOUT_WHAT_IS_NOT_THERE = ["values.required", "values.plainValue"];

function isLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

interface BadFacts extends Omit<Mistake, "rule" | "changes" | "says" | "later"> {
    /** Changes that are wrong; of several, each by itself. */
    readonly changes: Changes | readonly Changes[];
    readonly says: RegExp;
    readonly later?: readonly string[];
}

/** Properties that are wrong together, or beside what the cloud says. */
export function badFacts(rule: string, { changes, says, later = [], ...place }: BadFacts): Mistake {
    const each: readonly Changes[] = Array.isArray(changes)
        ? (changes as readonly Changes[])
        : [changes as Changes];
    return { rule, ...place, changes: fc.constantFrom(...each), says: () => says, later };
}

/** The part with the changes made. */
export function spoilt(part: string, changes: Changes): Part {
    const { componentClass, args } = GOOD_PARTS[part];
    const copy = copyOf(args);
    for (const [path, value] of Object.entries(changes)) {
        put(copy, path, value);
    }
    return { componentClass, args: copy };
}

/** A copy that can be changed; what comes later stays what it is. */
function copyOf<T>(value: T): T {
    if (Array.isArray(value)) {
        return (value as unknown[]).map(copyOf) as T;
    }
    if (
        typeof value !== "object" ||
        value === null ||
        Object.getPrototypeOf(value) !== Object.prototype
    ) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, copyOf(each as unknown)]),
    ) as T;
}

/** What a path such as `listeners[0].port` names; undefined where there is nothing. */
export function valueAt(target: object, path: string): unknown {
    return keysOf(path).reduce<unknown>(
        (place, key) => (place as Record<string, unknown> | undefined)?.[key],
        target,
    );
}

function keysOf(path: string): string[] {
    return path.split(/[.[\]"]+/).filter((key) => key !== "");
}

/** Sets what a path such as `listeners[0].port` names; removes it if the value is undefined. */
function put(target: object, path: string, value: unknown): void {
    const keys = keysOf(path);
    const last = keys.pop() ?? "";
    let place = target as Record<string, unknown>;
    for (const key of keys) {
        place = place[key] as Record<string, unknown>;
    }
    if (value === undefined) {
        delete place[last];
    } else {
        place[last] = value;
    }
}
