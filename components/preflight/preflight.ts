import * as pulumi from "@pulumi/pulumi";

import { type Finding, PreflightError } from "./findings";
import { currentGate, type Gate, isInProgram } from "./gate";
import { PreflightMode, preflightMode } from "./mode";
import type { Rule } from "./rules/rule";
import { aList, anObject, given, holdsDeferred, isDeferred, known, oneOf } from "./rules/values";

/** What a component gives out: its outputs by name. */
export type Outputs = Record<string, pulumi.Output<unknown>>;

export const knownMode = oneOf(
    "Whether the cloud is asked",
    PreflightMode,
    "arguments of the components",
);

/** What a rule does; where it comes from is of no interest here. */
type Check<T> = Pick<Rule<T>, "problem">;

/** Collects the findings of one component, so that its user sees all of them at once. */
export class Preflight {
    private readonly findings: Finding[] = [];
    private gate: Gate | undefined;

    private readonly mode: PreflightMode;

    /** @param component the component's class and name, as an error message starts with it */
    constructor(
        readonly component: string,
        mode?: PreflightMode,
    ) {
        this.mode = preflightMode(mode);
        this.holds("preflight", this.mode, knownMode);
    }

    add(propertyPath: string, problem: string): void {
        const reason = propertyPath === "" ? problem : `${propertyPath}: ${problem}`;
        this.findings.push({ component: this.component, propertyPath, reason });
    }

    /** Checks what is known already. */
    holds<T>(propertyPath: string, value: T, ...rules: Check<T>[]): void {
        for (const rule of [known as Check<T>, ...rules]) {
            const problem = rule.problem(value);
            if (problem !== undefined) {
                this.add(propertyPath, problem);
                return;
            }
        }
    }

    /**
     * Checks a value now if it is plain, otherwise as soon as it is known: the returned value is to
     * be passed on, so that nothing is created from a value that breaks a rule.
     */
    input<T>(
        propertyPath: string,
        value: pulumi.Input<T> | undefined,
        ...rules: Check<T>[]
    ): pulumi.Input<T> | undefined {
        return this.checked(propertyPath, value as pulumi.Input<T>, rules.map(whereGiven));
    }

    /** The entries of a list, each with its path; what is no list, or no object in it, is found to be wrong. */
    entries<T extends object>(
        propertyPath: string,
        list: readonly T[] | undefined,
    ): { readonly path: string; readonly entry: T }[] {
        return this.list(propertyPath, list).flatMap((entry, index) => {
            const path = `${propertyPath}[${index}]`;
            this.holds<unknown>(path, entry, anObject);
            return anObject.problem(entry) === undefined ? [{ path, entry }] : [];
        });
    }

    /** A list that decides which resources there are; what is no list is found to be wrong. */
    list<T>(propertyPath: string, list: readonly T[] | undefined): readonly T[] {
        if (list === undefined || list === null) {
            return [];
        }
        this.holds<unknown>(propertyPath, list, aList);
        return aList.problem(list) === undefined ? list : [];
    }

    /** As `input`, for a value that must be there. */
    required<T>(
        propertyPath: string,
        value: pulumi.Input<T> | undefined,
        ...rules: Check<T>[]
    ): pulumi.Input<T> {
        return this.checked(propertyPath, value as pulumi.Input<T>, [given, ...rules]);
    }

    private checked<T>(
        propertyPath: string,
        value: pulumi.Input<T>,
        rules: Check<T>[],
    ): pulumi.Input<T> {
        const before = this.findings.length;
        if (!isDeferred(value)) {
            this.holds(propertyPath, value, ...rules);
        }
        // What is in a list or a map may be known later, too.
        return this.findings.length > before || !holdsDeferred(value)
            ? value
            : this.later<pulumi.Input<T>, T>(value, (later, known) => {
                  later.holds(propertyPath, known, ...rules);
              });
    }

    /**
     * Checks values against each other: now if all of them are plain, otherwise as soon as they are
     * known. As with `input`, the returned values are the ones to be passed on.
     */
    together<T extends Record<string, unknown>>(
        values: { [K in keyof T]: pulumi.Input<T[K]> },
        check: (preflight: Preflight, known: T) => void,
    ): pulumi.Output<T> {
        if (Object.values(values).some(holdsDeferred)) {
            return this.later<unknown, T>(values, check);
        }
        check(this, values as T);
        return pulumi.output(values) as pulumi.Output<unknown> as pulumi.Output<T>;
    }

    /** Checks values as soon as they are known; whoever uses them waits for that. */
    later<Values, Known = pulumi.Unwrap<Values>>(
        values: Values,
        check: (preflight: Preflight, known: Known) => void | Promise<void>,
    ): pulumi.Output<Known> {
        const all: pulumi.Output<unknown> = pulumi.output(values);
        return all.apply<Known>(async (unwrapped) => {
            const known = unwrapped as Known;
            const gate = currentGate();
            const later = new Preflight(this.component, this.mode);
            const checked = Promise.resolve(check(later, known)).then(() => {
                gate.add(...later.findings);
            });
            gate.ask(checked);
            await checked;
            await gate.opened;
            return known;
        });
    }

    /**
     * Checks values with what the cloud tells, as soon as they are known; not at all where that is
     * switched off.
     */
    asking<T>(
        values: T,
        check: (preflight: Preflight, known: pulumi.Unwrap<T>) => Promise<void>,
    ): pulumi.Output<pulumi.Unwrap<T>> {
        return this.mode === PreflightMode.Offline
            ? pulumi.output(values)
            : this.later(values, check);
    }

    /**
     * Ends the checks of what is known when the component is constructed. The returned options are
     * those to register it with: it and its children wait until all components of the program have
     * been checked. Where there is no program around it, findings are thrown.
     */
    before(opts: pulumi.ComponentResourceOptions | undefined): pulumi.ComponentResourceOptions {
        if (this.findings.length > 0 && !isInProgram()) {
            throw new PreflightError(this.findings);
        }
        const gate = currentGate();
        this.gate = gate;
        gate.add(...this.findings);
        const dependsOn = gate.opened.then(() => opts?.dependsOn ?? []);
        return { ...opts, dependsOn: dependsOn as Promise<pulumi.Input<pulumi.Resource>[]> };
    }

    /** A value, once all that comes at the same time has been checked. */
    passed<T>(value: T): pulumi.Output<T> {
        this.before(undefined);
        return pulumi.output(this.gate?.opened.then(() => value)) as pulumi.Output<T>;
    }

    /** Makes the children of a component in which nothing was found, and gives its outputs. */
    outputs<T extends Outputs>(create: () => T): T {
        if (this.findings.length === 0) {
            return create();
        }
        const refused = pulumi.output(this.gate?.opened);
        return new Proxy({} as T, { get: () => refused });
    }
}

/** A rule for a value that need not be there. */
function whereGiven<T>(rule: Check<T>): Check<T> {
    return {
        problem: (value) => (given.problem(value) === undefined ? rule.problem(value) : undefined),
    };
}
