import type { Finding } from "./findings";
import type { Rule } from "./rules/rule";
import { plainValue, required } from "./rules/values";

/** The part of a rule that a check needs. */
export type Check<T> = Pick<Rule<T>, "id" | "problem">;

/** Collects the findings of one component. */
export class Report {
    readonly findings: Finding[] = [];

    /** @param component class and name of the component, which a message starts with */
    constructor(readonly component: string) {}

    /** Checks a value with rules, up to the first that it breaks. Returns whether it follows all of them. */
    check<T>(propertyPath: string, value: T, ...rules: readonly Check<T>[]): boolean {
        for (const rule of rules) {
            const problem = rule.problem(value);
            if (problem !== undefined) {
                this.add(propertyPath, problem, rule.id);
                return false;
            }
        }
        return true;
    }

    /** Like `check`, for a value that decides which resources are created: it must not be deferred. */
    checkPlain<T>(propertyPath: string, value: T, ...rules: readonly Check<T>[]): boolean {
        return this.check(propertyPath, value, plainValue, ...rules);
    }

    /** Like `check`, for an argument that is optional unless `required` is among the rules. */
    checkArgument<T>(propertyPath: string, value: T, rules: readonly Check<T>[]): boolean {
        const isLeftOut = required.problem(value) !== undefined;
        return isLeftOut && !rules.includes(required)
            ? true
            : this.check(propertyPath, value, ...rules);
    }

    /** Adds a finding about a property. `rule` is the id of the rule that it breaks. */
    add(propertyPath: string, problem: string, rule: string): void {
        const reason = propertyPath === "" ? problem : `${propertyPath}: ${problem}`;
        this.findings.push({ component: this.component, propertyPath, reason, rule });
    }
}
