import * as pulumi from "@pulumi/pulumi";

/** What is wrong with one property: where, what was found, what is allowed. */
export interface Finding {
    /** Class and name of the component, for instance `EndpointService "web"`. */
    readonly component: string;
    /** Path of the property in the component's arguments, for instance `listeners[0].port`; empty for what concerns all of it. */
    readonly propertyPath: string;
    /** A sentence that names the property, the value found, what is allowed and what to do. */
    readonly reason: string;
    /** Id of the rule, as in docs/preflight.md; undefined if it is about the lookups themselves. */
    readonly rule?: string;
}

/**
 * All findings of a program, by component.
 *
 * In a program of another language they arrive one by one as errors of the properties, in a
 * TypeScript program as one message. Carrying the mark of a `RunError` too is what keeps the
 * stack trace out of that message: these are the user's mistakes, not the program's.
 */
export class PreflightError extends pulumi.InputPropertiesError {
    readonly __pulumiRunError = true;
    /** Every finding, in the order of the components. */
    readonly findings: readonly Finding[];

    constructor(findings: readonly Finding[]) {
        const message = messageOf(findings);
        super({
            message,
            errors: findings.map((finding) => ({
                propertyPath: finding.propertyPath,
                reason: reasonOf(finding),
            })),
        });
        this.name = "PreflightError";
        this.findings = findings;
        withoutStack(this);
        // The SDK writes the property of the provider's resource in front, which the user never set.
        Object.defineProperty(this, "message", { get: () => message, set: () => undefined });
    }
}

/**
 * An error whose stack means nothing to the user, without it. Pulumi's Node host formats a stack even
 * where it shows the message alone, and Node 20.20 takes half a minute and a gigabyte for one with a
 * frame like `node_modules/@pulumi/resource.ts:1:2` (nodejs/node#64011).
 */
export function withoutStack<E extends Error>(error: E): E {
    error.stack = `${error.name}: ${error.message}`;
    return error;
}

function messageOf(findings: readonly Finding[]): string {
    const components = new Set(findings.map(({ component }) => component));
    return [...components]
        .map((component) =>
            [
                `${component}:`,
                ...findings
                    .filter((finding) => finding.component === component)
                    .map((finding) => `  - ${reasonOf(finding)}`),
            ].join("\n"),
        )
        .join("\n");
}

/** The reason with the id of the rule, by which docs/preflight.md says more. */
function reasonOf({ reason, rule }: Finding): string {
    return rule === undefined ? reason : `${reason} [${rule}]`;
}
