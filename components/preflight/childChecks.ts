import * as pulumi from "@pulumi/pulumi";

import { providerMessage } from "../shared/providerMessage";
import { isCutOff } from "./lookups/retry";
import { problemOfProgram } from "./lookups/unusableProvider";
import { currentBarrier } from "./programBarrier";
import { type Check, Report } from "./report";
import { aList, anObject, containsDeferred, isDeferred } from "./rules/values";

/** Rules for some of the arguments, by argument name. */
type ArgumentRules<Args> = {
    readonly [Name in keyof Args]?:
        | Check<NonNullable<pulumi.Unwrap<Args[Name]>>>
        | readonly Check<NonNullable<pulumi.Unwrap<Args[Name]>>>[];
};

/** A function that checks values when they are known. */
type WhenKnown<Values, Result> = (known: pulumi.Unwrap<Values>, report: Report) => Result;

/**
 * Checks that one child resource waits for. Plain values are checked at once, deferred ones when they
 * become known. A preview skips the checks of values that stay unknown.
 *
 * Check only values that the resource uses or that exist before it: it will depend on the resources that
 * they come from.
 */
export class ChildChecks {
    private readonly pending: pulumi.Output<unknown>[] = [];

    /**
     * @param report collects the findings from before the component is registered
     * @param argumentsValid whether each deferred argument of the component is valid by itself
     * @param isOnline whether rules that need a lookup are checked
     */
    constructor(
        private readonly report: Report,
        private readonly argumentsValid: Map<unknown, Promise<boolean>>,
        readonly isOnline: boolean,
    ) {}

    /** Checks each argument with its own rules. An argument is optional unless `required` is among its rules. */
    arguments<Args extends object>(args: Args, rules: ArgumentRules<Args>, path = ""): void {
        for (const [name, each] of Object.entries(rules)) {
            this.argument(
                path === "" ? name : `${path}.${name}`,
                (args as Record<string, unknown>)[name],
                ...((Array.isArray(each) ? each : [each]) as Check<unknown>[]),
            );
        }
    }

    /** Checks one argument. It is optional unless `required` is among its rules. */
    argument<T>(
        path: string,
        value: pulumi.Input<T> | undefined,
        ...rules: readonly Check<T>[]
    ): void {
        if (!isDeferred(value) && !this.report.checkArgument(path, value as T, rules)) {
            return;
        }
        // Entries of a list or a map may be deferred as well.
        if (containsDeferred(value)) {
            const fromResource = rules.map((rule) =>
                rule.problemFromResource === undefined
                    ? rule
                    : { id: rule.id, problem: rule.problemFromResource },
            );
            const valid = new Promise<boolean>((resolve) => {
                this.wait(value, (known, report) => {
                    resolve(report.checkArgument(path, known as T, fromResource));
                });
            });
            this.argumentsValid.set(value, valid);
        }
    }

    /** Checks a known value. Returns whether it follows the rules. */
    check<T>(path: string, facts: T, ...rules: readonly Check<T>[]): boolean {
        return this.report.check(path, facts, ...rules);
    }

    /** Checks a value that decides which resources are created. It must not be deferred. */
    plain<T>(path: string, value: T, ...rules: readonly Check<T>[]): boolean {
        return this.report.checkPlain(path, value, ...rules);
    }

    /** Checks a list that decides which resources are created. Returns it, or an empty list if it is not one. */
    list<T>(path: string, list: readonly T[] | undefined): readonly T[] {
        const isLeftOut = list === undefined || list === null;
        // A rule of the list's own may have reported it already.
        const isReported = !Array.isArray(list) && this.report.hasFindingAbout(path);
        return !isLeftOut && !isReported && this.plain<unknown>(path, list, aList) ? list : [];
    }

    /**
     * Checks a list of objects that decides which resources are created. Returns those that are objects,
     * each with its path.
     */
    entries<T extends object>(
        path: string,
        list: readonly T[] | undefined,
    ): { readonly path: string; readonly entry: T }[] {
        return this.list(path, list).flatMap((entry, index) => {
            const entryPath = `${path}[${index}]`;
            return this.plain<unknown>(entryPath, entry, anObject)
                ? [{ path: entryPath, entry }]
                : [];
        });
    }

    /** Checks values against each other. */
    compare<Values extends object>(values: Values, whenKnown: WhenKnown<Values, void>): void {
        if (containsDeferred(values)) {
            this.waitForArguments(values, whenKnown);
        } else {
            whenKnown(values as pulumi.Unwrap<Values>, this.report);
        }
    }

    /** Checks values with a lookup. Does nothing with `preflight: "offline"`. */
    lookUp<Values extends object>(
        values: Values,
        whenKnown: WhenKnown<Values, Promise<void>>,
    ): void {
        if (!this.isOnline) {
            return;
        }
        const { component } = this.report;
        const lookUp: WhenKnown<Values, Promise<void>> = (known, report) =>
            whenKnown(known, report).catch(warnNotChecked(component));
        if (containsDeferred(values)) {
            this.waitForArguments(values, lookUp);
        } else {
            const answer = lookUp(values as pulumi.Unwrap<Values>, this.report);
            currentBarrier().waitFor(component, answer);
        }
    }

    /** Computes a value from others. Resolves after the checks made on the way have passed. */
    derive<Values extends object, Result>(
        values: Values,
        whenKnown: WhenKnown<Values, Promise<Result>>,
    ): pulumi.Output<Result> {
        let answer: Promise<Result | undefined> | undefined;
        const checked = this.waitForArguments(values, (known, report) => {
            answer = whenKnown(known, report);
            return answer;
        });
        return checked.apply(() => answer) as pulumi.Output<Result>;
    }

    /**
     * Computes a value from others after all checks so far have passed. The barrier does not wait for it,
     * only the resources that use the value do, however long its lookups take. They add no findings.
     */
    deriveOutsideBarrier<Values extends object, Result>(
        values: Values,
        whenKnown: (known: pulumi.Unwrap<Values>) => Promise<Result>,
    ): pulumi.Output<Result> {
        const all: pulumi.Output<unknown> = pulumi.output(values);
        return pulumi.all([all, ...this.pending]).apply<Result>(async ([known]) => {
            await currentBarrier().passed;
            return whenKnown(known);
        });
    }

    /** The pending checks of deferred values. Each resolves when it has passed. */
    get passed(): readonly pulumi.Output<unknown>[] {
        return this.pending;
    }

    /** What the resource waits for: its checks and its other dependencies. */
    dependsOn(others: pulumi.ResourceOptions["dependsOn"] = []): pulumi.Output<pulumi.Resource>[] {
        // The SDK accepts nested and empty lists here, although its types do not say so.
        const checks: unknown[] = this.pending.map((each) => each.apply(() => []));
        return [...checks, others] as pulumi.Output<pulumi.Resource>[];
    }

    /** Like `wait`, but skips the check if one of the values is invalid by itself. */
    private waitForArguments<Values extends object, Result>(
        values: Values,
        whenKnown: WhenKnown<Values, Result | Promise<Result>>,
    ): pulumi.Output<unknown> {
        const own = Object.values(values).map(
            (value) => this.argumentsValid.get(value) ?? Promise.resolve(true),
        );
        return this.wait(values, async (known, report) =>
            (await Promise.all(own)).includes(false) ? undefined : whenKnown(known, report),
        );
    }

    /** Checks values when they are known, and makes the resource wait for it. */
    private wait<Values, Result>(
        values: Values,
        whenKnown: WhenKnown<Values, Result | Promise<Result>>,
    ): pulumi.Output<unknown> {
        const all: pulumi.Output<unknown> = pulumi.output(values);
        const result = all.apply(async (known) => {
            const barrier = currentBarrier();
            const report = new Report(this.report.component);
            barrier.include(report);
            const answer = pulumi.isSecret(all).then((isSecret) => {
                if (isSecret) {
                    report.keepSecret(known);
                }
                return whenKnown(known as pulumi.Unwrap<Values>, report);
            });
            barrier.waitFor(report.component, answer);
            // The barrier passes without an answer that takes too long, and the resource must not wait for it.
            await barrier.passed;
        }) as pulumi.Output<unknown>;
        this.pending.push(result);
        return result;
    }
}

function warnNotChecked(component: string): (error: unknown) => void {
    return (error) => {
        if (isCutOff(error) || error === problemOfProgram()) {
            return;
        }
        void pulumi.log.warn(
            `${component}: not all rules are checked, because a lookup failed: ${providerMessage(error)}`,
        );
    };
}
