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

const KNOWN_MODES: readonly unknown[] = Object.values(PreflightMode);

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
        if (!KNOWN_MODES.includes(this.mode)) {
            this.holds("preflight", this.mode, knownMode);
        }
    }

    add(propertyPath: string, problem: string): void {
        const reason = propertyPath === "" ? problem : `${propertyPath}: ${problem}`;
        this.findings.push({ component: this.component, propertyPath, reason });
    }

    /** Checks what is known already. */
    holds<T>(propertyPath: string, value: T, ...rules: Check<T>[]): void {
        let problem = known.problem(value);
        for (let index = 0; problem === undefined && index < rules.length; index += 1) {
            problem = rules[index].problem(value);
        }
        if (problem !== undefined) {
            this.add(propertyPath, problem);
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

    /**
     * The entries of a list, each with its path; what is no list, or no object in it, is found to be
     * wrong. So is an Output: lists of objects are marked as taking one only because Pulumi's
     * generator for Go leaves out the types of objects that no list takes as inputs.
     */
    entries<T extends object>(
        propertyPath: string,
        list: readonly pulumi.Input<T>[] | undefined,
    ): { readonly path: string; readonly entry: T }[] {
        return this.list(propertyPath, list).flatMap((entry, index) => {
            const path = `${propertyPath}[${index}]`;
            this.holds<unknown>(path, entry, anObject);
            return anObject.problem(entry) === undefined ? [{ path, entry: entry as T }] : [];
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

    /** As `together`, for one of the values. */
    togetherFor<T extends object, Name extends keyof T>(
        values: T,
        name: Name,
        check: (preflight: Preflight, known: pulumi.Unwrap<T>) => void,
    ): T[Name] {
        if (holdsDeferred(values)) {
            return this.laterFor(values, name, check);
        }
        check(this, values as pulumi.Unwrap<T>);
        return values[name];
    }

    /** Checks values as soon as they are known; whoever uses them waits for that. */
    later<Values, Known = pulumi.Unwrap<Values>>(
        values: Values,
        check: (preflight: Preflight, known: Known) => void | Promise<void>,
    ): pulumi.Output<Known> {
        if (!holdsDeferred(values)) {
            const known = values as unknown as Known;
            const { gate, findings, answered } = this.ask(known, check);
            if (gate === this.gate) {
                // What the component makes in the turn in which it is constructed waits by itself.
                return pulumi.output(values) as pulumi.Output<unknown> as pulumi.Output<Known>;
            }
            const passed = answered.then(() => gate.opened).then(() => known);
            const checked = answered.then(() => (findings.length > 0 ? passed : known));
            // Whoever uses it reports it.
            checked.catch(() => undefined);
            return remembered(pulumi.output(passed) as pulumi.Output<Known>, checked);
        }
        const all: pulumi.Output<unknown> = pulumi.output(checkedAlone(values));
        let gate: Gate | undefined;
        const checked: pulumi.Output<unknown> = all.apply<unknown>(async (known) => {
            const asked = this.ask(known as Known, check);
            gate = asked.gate;
            await asked.answered;
            if (asked.findings.length > 0) {
                await gate.opened;
            }
            return known;
        });
        const passed: pulumi.Output<unknown> = checked.apply(async (known) => {
            await gate?.opened;
            return known;
        });
        return remembered(passed as pulumi.Output<Known>, checked);
    }

    /** Checks what is known, for a gate that waits for it. */
    private ask<Known>(
        known: Known,
        check: (preflight: Preflight, known: Known) => void | Promise<void>,
    ): {
        readonly gate: Gate;
        readonly findings: readonly Finding[];
        readonly answered: Promise<void>;
    } {
        const gate = currentGate();
        const { component, mode } = this;
        const later = new Preflight(component, mode);
        const answered = Promise.resolve(check(later, known)).then(() => {
            gate.add(...later.findings);
        });
        gate.ask(answered);
        return { gate, findings: later.findings, answered };
    }

    /**
     * Values that have been checked, each by itself, without waiting for all that is checked at the
     * same time: only for what leads to another check, which then tells its findings together with
     * the others.
     */
    beforeOthers<T>(values: T): T {
        return checkedAlone(values) as T;
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

    /** As `asking`, for one of the values: what is plain stays so, without an Output around it. */
    askingFor<T extends object, Name extends keyof T>(
        values: T,
        name: Name,
        check: (preflight: Preflight, known: pulumi.Unwrap<T>) => Promise<void>,
    ): T[Name] {
        return this.mode === PreflightMode.Offline
            ? values[name]
            : this.laterFor(values, name, check);
    }

    /** As `later`, for one of the values: what is plain stays so, without an Output around it. */
    laterFor<T extends object, Name extends keyof T>(
        values: T,
        name: Name,
        check: (preflight: Preflight, known: pulumi.Unwrap<T>) => void | Promise<void>,
    ): T[Name] {
        if (this.gate === currentGate() && !holdsDeferred(values)) {
            this.ask(values as pulumi.Unwrap<T>, check);
            return values[name];
        }
        const passed: pulumi.Output<unknown> = this.later(values, check);
        const picked = (known: unknown) => (known as T)[name];
        const checked: pulumi.Output<unknown> = pulumi.output(checkedValues.get(passed));
        return remembered(passed.apply(picked), checked.apply(picked)) as T[Name];
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

type Later = pulumi.Output<unknown> | Promise<unknown>;

/** What `later` gives, and the same value without the wait for what is checked at the same time. */
const checkedValues = new WeakMap<object, Later>();

function remembered<T extends object>(passed: T, checked: Later): T {
    checkedValues.set(passed, checked);
    return passed;
}

function checkedAlone(value: unknown): unknown {
    if (typeof value !== "object" && typeof value !== "function") {
        return value;
    }
    if (value === null || isDeferred(value)) {
        return (value && checkedValues.get(value)) ?? value;
    }
    if (Array.isArray(value)) {
        return value.map(checkedAlone);
    }
    return Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, checkedAlone(each)]))
        : value;
}

/** A rule for a value that need not be there. */
function whereGiven<T>(rule: Check<T>): Check<T> {
    return {
        problem: (value) => (given.problem(value) === undefined ? rule.problem(value) : undefined),
    };
}
