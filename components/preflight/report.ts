import type { Finding } from "./findings";
import type { Rule } from "./rules/rule";
import { noResource, plainValue, required } from "./rules/values";

/** The part of a rule that a check needs. */
export type Check<T> = Pick<Rule<T>, "id" | "problem"> & {
    /** The same for a value that comes from a resource, which a unit test's mocks may have made up. */
    readonly problemFromResource?: (value: T) => string | undefined;
};

/** Collects the findings of one component. */
export class Report {
    readonly findings: Finding[] = [];
    private readonly secrets: RegExp[] = [];

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
            : this.check(propertyPath, value, noResource, ...rules);
    }

    /** Whether there is a finding about a property. */
    hasFindingAbout(propertyPath: string): boolean {
        return this.findings.some((finding) => finding.propertyPath === propertyPath);
    }

    /** Keeps the texts of a secret value out of the findings that follow. */
    keepSecret(value: unknown): void {
        // As they are, and as a message quotes them.
        const texts = textsOf(value).flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
        texts.sort((one, other) => other.length - one.length);
        this.secrets.push(...texts.map(occurrencesOf));
    }

    /** A text without the values that are kept secret. */
    withoutSecrets(text: string): string {
        return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
    }

    /** Adds a finding about a property. `rule` is the id of the rule that it breaks. */
    add(propertyPath: string, problem: string, rule: string): void {
        const shown = this.withoutSecrets(problem);
        const reason = propertyPath === "" ? shown : `${propertyPath}: ${shown}`;
        this.findings.push({ component: this.component, propertyPath, reason, rule });
    }
}

/** A shorter text is found within other words by chance. */
const SHORTEST_TELLING_TEXT = 5;

/** Where a message shows a text: anywhere, or if it is short, where it is the whole of a value. */
function occurrencesOf(text: string): RegExp {
    const literal = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return new RegExp(
        text.length < SHORTEST_TELLING_TEXT
            ? // Quoted, after "found", or within a list or an object.
              `(?<=")${literal}(?=")|(?<=found )${literal}(?=\\.)|(?<=[:[,])${literal}(?=[,\\]}])`
            : literal,
        "g",
    );
}

function textsOf(value: unknown): string[] {
    if (typeof value === "number") {
        return [String(value)];
    }
    if (typeof value === "string") {
        return value === "" ? [] : [value];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
