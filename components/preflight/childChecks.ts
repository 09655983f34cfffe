import * as pulumi from "@pulumi/pulumi";

import { currentBarrier } from "./programBarrier";
import { type Check, Report } from "./report";
import { aList, anObject, holdsDeferred, isDeferred } from "./rules/values";

/** Rules for some of the arguments, by their names. */
type ArgumentRules<Args> = {
    readonly [Name in keyof Args]?:
        | Check<NonNullable<pulumi.Unwrap<Args[Name]>>>
        | readonly Check<NonNullable<pulumi.Unwrap<Args[Name]>>>[];
};

/** What checks values once they are known. */
type Look<Values, Result> = (known: pulumi.Unwrap<Values>, report: Report) => Result;

/**
 * Checks that one child resource waits for. Plain values are checked at once, deferred ones when they
 * become known: never, if a preview does not know them, and then nothing waits for them.
 *
 * Look only at values that the resource uses or that are there before it: it will depend on the
 * resources that they come from.
 */
export class ChildChecks {
    private readonly pending: pulumi.Output<unknown>[] = [];

    /**
     * @param report takes the findings that are made before the component is registered
     * @param argumentsHold whether deferred arguments of the component keep their own rules
     * @param isOnline whether rules that need an answer of the cloud are checked
     */
    constructor(
        private readonly report: Report,
        private readonly argumentsHold: Map<unknown, Promise<boolean>>,
        readonly isOnline: boolean,
    ) {}

    /** Checks arguments, each by rules of its own. One may be left out unless `given` is among its rules. */
    arguments<Args extends object>(args: Args, rules: ArgumentRules<Args>, path = ""): void {
        for (const [name, each] of Object.entries(rules)) {
            this.argument(
                path === "" ? name : `${path}.${name}`,
                (args as Record<string, unknown>)[name],
                ...((Array.isArray(each) ? each : [each]) as Check<unknown>[]),
            );
        }
    }

    /** Checks one argument. It may be left out unless `given` is among its rules. */
    argument<T>(
        path: string,
        value: pulumi.Input<T> | undefined,
        ...rules: readonly Check<T>[]
    ): void {
        if (!isDeferred(value) && !this.report.checkArgument(path, value as T, rules)) {
            return;
        }
        // Entries of a list or a map may be deferred as well.
        if (holdsDeferred(value)) {
            const holds = new Promise<boolean>((resolve) => {
                this.wait(value, (known, report) => {
                    resolve(report.checkArgument(path, known as T, rules));
                });
            });
            this.argumentsHold.set(value, holds);
        }
    }

    /** Checks something that is known; returns whether it holds. */
    check<T>(path: string, facts: T, ...rules: readonly Check<T>[]): boolean {
        return this.report.check(path, facts, ...rules);
    }

    /** Checks a value that decides which resources there are, which must not be deferred. */
    plain<T>(path: string, value: T, ...rules: readonly Check<T>[]): boolean {
        return this.report.checkPlain(path, value, ...rules);
    }

    /** Checks a list that decides which resources there are. Returns it; an empty one if it is not a list. */
    list<T>(path: string, list: readonly T[] | undefined): readonly T[] {
        const isLeftOut = list === undefined || list === null;
        return !isLeftOut && this.plain<unknown>(path, list, aList) ? list : [];
    }

    /**
     * Checks a list of objects that decides which resources there are. Returns those that are objects,
     * each with its path. An Output is refused: lists of objects are marked as taking one only because
     * Pulumi's generator for Go leaves out the types of objects that no list takes as inputs.
     */
    entries<T extends object>(
        path: string,
        list: readonly pulumi.Input<T>[] | undefined,
    ): { readonly path: string; readonly entry: T }[] {
        return this.list(path, list).flatMap((entry, index) => {
            const entryPath = `${path}[${index}]`;
            return this.plain<unknown>(entryPath, entry, anObject)
                ? [{ path: entryPath, entry: entry as T }]
                : [];
        });
    }

    /** Checks values against each other. */
    compare<Values extends object>(values: Values, look: Look<Values, void>): void {
        if (holdsDeferred(values)) {
            this.waitForArguments(values, look);
        } else {
            look(values as pulumi.Unwrap<Values>, this.report);
        }
    }

    /** Checks values by what the cloud says of them; not at all with `preflight: "offline"`. */
    lookUp<Values extends object>(values: Values, look: Look<Values, Promise<void>>): void {
        if (!this.isOnline) {
            return;
        }
        if (holdsDeferred(values)) {
            this.waitForArguments(values, look);
        } else {
            currentBarrier().waitFor(look(values as pulumi.Unwrap<Values>, this.report));
        }
    }

    /** A value that is made from others, once the checks on the way to it have passed. */
    derive<Values extends object, Result>(
        values: Values,
        look: Look<Values, Promise<Result>>,
    ): pulumi.Output<Result> {
        return this.waitForArguments(values, look) as pulumi.Output<Result>;
    }

    /**
     * A value that is made from others, once all checks so far have passed. The barrier does not wait for it:
     * only what uses the value does, however long its lookups take. They make no findings.
     */
    deriveOutsideBarrier<Values extends object, Result>(
        values: Values,
        look: (known: pulumi.Unwrap<Values>) => Promise<Result>,
    ): pulumi.Output<Result> {
        const all: pulumi.Output<unknown> = pulumi.output(values);
        return pulumi.all([all, ...this.pending]).apply<Result>(async ([known]) => {
            await currentBarrier().passed;
            return look(known);
        });
    }

    /** The checks of deferred values; each is done once it has passed. */
    get passed(): readonly pulumi.Output<unknown>[] {
        return this.pending;
    }

    /** What the resource waits for: its checks, and whatever else it depends on. */
    dependsOn(others: pulumi.ResourceOptions["dependsOn"] = []): pulumi.Output<pulumi.Resource>[] {
        // The SDK takes lists in the list, also empty ones; its types do not say so.
        const checks: unknown[] = this.pending.map((each) => each.apply(() => []));
        return [...checks, others] as pulumi.Output<pulumi.Resource>[];
    }

    /** As `wait`, unless one of the values breaks a rule of its own. */
    private waitForArguments<Values extends object, Result>(
        values: Values,
        look: Look<Values, Result | Promise<Result>>,
    ): pulumi.Output<unknown> {
        const own = Object.values(values).map(
            (value) => this.argumentsHold.get(value) ?? Promise.resolve(true),
        );
        return this.wait(values, async (known, report) =>
            (await Promise.all(own)).includes(false) ? undefined : look(known, report),
        );
    }

    /** Checks values when they are known, and makes the resource wait for that. */
    private wait<Values, Result>(
        values: Values,
        look: Look<Values, Result | Promise<Result>>,
    ): pulumi.Output<unknown> {
        const all: pulumi.Output<unknown> = pulumi.output(values);
        const result = all.apply(async (known) => {
            const barrier = currentBarrier();
            const report = new Report(this.report.component);
            barrier.include(report);
            const answer = Promise.resolve(look(known as pulumi.Unwrap<Values>, report));
            barrier.waitFor(answer);
            await barrier.passed;
            return answer;
        }) as pulumi.Output<unknown>;
        this.pending.push(result);
        return result;
    }
}
