import * as pulumi from "@pulumi/pulumi";

import { withoutStack } from "../shared/withoutStack";

/** What is wrong with one property: where, the value found, what it must be. */
export interface Finding {
    /** Class and name of the component, for instance `EndpointService "web"`. */
    readonly component: string;
    /** Path of the property in the component's arguments, for instance `listeners[0].port`. Empty if it is about the component as a whole. */
    readonly propertyPath: string;
    /** The property, the value found, what it must be, and what to do. */
    readonly reason: string;
    /** Id of the rule, as in docs/preflight.md. Undefined if it is about the lookups themselves. */
    readonly rule?: string;
}

/**
 * All findings of a program, by component. A `RunError`, so no stack trace is shown: the mistake is in the
 * arguments, and the stack would only show this package.
 */
export class PreflightError extends pulumi.RunError {
    /** Every finding, in the order of the components. */
    readonly findings: readonly Finding[];

    constructor(findings: readonly Finding[]) {
        const message = messageOf(findings);
        super(message);
        this.name = "PreflightError";
        this.findings = findings;
        withoutStack(this);
        // The SDK would start the message with a property of the provider's resource, which the user never set.
        Object.defineProperty(this, "message", { get: () => message, set: () => undefined });
    }
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

/** The reason and the id of the rule, which docs/preflight.md explains. */
function reasonOf({ reason, rule }: Finding): string {
    return rule === undefined ? reason : `${reason} [${rule}]`;
}
