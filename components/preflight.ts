import { isIPv4 } from "node:net";

import * as pulumi from "@pulumi/pulumi";

/** What is wrong with one property: where, what was found, what is allowed. */
export interface Finding {
    /** Path of the property in the component's arguments, for instance `listeners[0].port`. */
    readonly propertyPath: string;
    /** A sentence that names the property, the value found, what is allowed and what to do. */
    readonly reason: string;
}

/** A rule of a single value: what is allowed, when the value breaks it; otherwise undefined. */
export type Rule<T> = (value: T) => string | undefined;

/**
 * All findings of one component.
 *
 * In a program of another language they arrive one by one as errors of the properties, in a
 * TypeScript program as one message. Carrying the mark of a `RunError` too is what keeps the
 * stack trace out of that message: these are the user's mistakes, not the program's.
 */
export class PreflightError extends pulumi.InputPropertiesError {
    readonly __pulumiRunError = true;

    constructor(component: string, findings: readonly Finding[]) {
        const message = [`${component}:`, ...findings.map(({ reason }) => `  - ${reason}`)].join(
            "\n",
        );
        super({
            message,
            errors: findings.map(({ propertyPath, reason }) => ({ propertyPath, reason })),
        });
        this.name = "PreflightError";
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

/** Collects the findings of one component, so that its user sees all of them at once. */
export class Preflight {
    private readonly findings: Finding[] = [];

    /** @param component the component's class and name, as an error message starts with it */
    constructor(private readonly component: string) {}

    add(propertyPath: string, problem: string): void {
        this.findings.push({ propertyPath, reason: `${propertyPath}: ${problem}` });
    }

    /** Finds a property that only a new resource takes, given together with the id of an existing one. */
    onlyNew(propertyPath: string, given: { readonly next: string; readonly kind: string }): void {
        this.add(
            propertyPath,
            `is given together with ${given.next}. Only a new ${given.kind} takes it; remove one of the two.`,
        );
    }

    /** Checks a plain value. */
    plain<T>(propertyPath: string, value: T, ...rules: Rule<T>[]): void {
        for (const rule of rules) {
            const allowed = rule(value);
            if (allowed !== undefined) {
                this.add(propertyPath, describe(value, allowed));
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
        ...rules: Rule<T>[]
    ): pulumi.Input<T> | undefined {
        if (value === undefined) {
            return undefined;
        }
        if (isDeferred(value)) {
            return pulumi.output(value).apply((known) => {
                const later = new Preflight(this.component);
                later.plain(propertyPath, known as T, ...rules);
                later.reject();
                return known as T;
            });
        }
        this.plain(propertyPath, value, ...rules);
        return value;
    }

    /** As `input`, for a value that must be there. */
    required<T>(
        propertyPath: string,
        value: pulumi.Input<T> | undefined,
        ...rules: Rule<T>[]
    ): pulumi.Input<T> {
        if (value === undefined || value === null) {
            this.add(propertyPath, "is missing. It must be given.");
            return value as never;
        }
        return this.input<T>(propertyPath, value, ...rules) as pulumi.Input<T>;
    }

    /**
     * Checks values against each other: now if all of them are plain, otherwise as soon as they are
     * known. As with `input`, the returned values are the ones to be passed on.
     */
    together<T extends Record<string, unknown>>(
        values: { [K in keyof T]: pulumi.Input<T[K]> },
        rule: (preflight: Preflight, known: T) => void,
    ): pulumi.Output<T> {
        const all = pulumi.output(values) as pulumi.Output<unknown> as pulumi.Output<T>;
        if (!Object.values(values).some(isDeferred)) {
            rule(this, values as T);
            return all;
        }
        return all.apply((known) => {
            const later = new Preflight(this.component);
            rule(later, known);
            later.reject();
            return known;
        });
    }

    /** Throws if anything was found. */
    reject(): void {
        if (this.findings.length > 0) {
            throw new PreflightError(this.component, this.findings);
        }
    }
}

function isDeferred<T>(value: pulumi.Input<T>): value is pulumi.OutputInstance<T> | Promise<T> {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** A sentence of the value found and what is allowed. */
function describe(value: unknown, allowed: string): string {
    return `found ${typeof value === "string" ? `"${value}"` : JSON.stringify(value)}. ${allowed}`;
}

export function wholeNumber(minimum: number, maximum: number, unit = ""): Rule<number> {
    return (value) =>
        Number.isInteger(value) && value >= minimum && value <= maximum
            ? undefined
            : `Allowed is a whole number from ${minimum} to ${maximum}${unit}.`;
}

/** Ports of a listener and of a backend (CreateLoadBalancerTCPListener: ListenerPort). */
export const port = wholeNumber(1, 65535);

/**
 * Bandwidth of a connection (EnableVpcEndpointConnection and UpdateVpcEndpointServiceAttribute:
 * 100 to 10240 Mbit/s for a CLB; alicloud provider: the same for every kind of load balancer).
 */
export const bandwidth = wholeNumber(100, 10240, " (Mbit/s)");

export function oneOf(values: Readonly<Record<string, string>>): Rule<string> {
    const allowed = Object.values(values);
    return (value) =>
        allowed.includes(value)
            ? undefined
            : `Allowed is one of ${allowed.map((each) => `"${each}"`).join(", ")}.`;
}

/** A text that must not be empty, such as the id of a resource. */
export const nonEmpty: Rule<string> = (value) =>
    typeof value === "string" && value.trim() !== "" ? undefined : "It must not be empty.";

export function nonEmptyList<T>(what: string): Rule<readonly T[]> {
    return (value) =>
        Array.isArray(value) && value.length > 0 ? undefined : `It must list at least one ${what}.`;
}

/**
 * The UID of an Alibaba Cloud account, as AddUserToVpcEndpointService takes it (UserId). Accounts
 * have 16 digits; a RAM user has an id of 18 digits, which the API takes without an error and which
 * then lets nobody in.
 */
export const accountId: Rule<string> = (value) => {
    if (typeof value === "number") {
        return `A UID must be a text, for a number of 16 digits can lose some: write it in quotes.`;
    }
    if (typeof value !== "string") {
        return "Allowed is the 16-digit UID of an Alibaba Cloud account, in quotes.";
    }
    if (value.startsWith("acs:")) {
        return "This is an ARN. Give the 16-digit UID of the account alone.";
    }
    if (/^\d+(\.\d+)?e\+?\d+$/i.test(value)) {
        return "This number has lost digits on its way. Give the 16-digit UID in quotes.";
    }
    if (/^2\d{17}$/.test(value)) {
        return "This is the id of a RAM user. Give the 16-digit UID of the account that the user belongs to.";
    }
    return /^[1-9]\d{15}$/.test(value)
        ? undefined
        : "Allowed is the UID of an Alibaba Cloud account: 16 digits, the first not 0.";
};

/** IPv4 addresses, for instance the fixed address of an endpoint's network interface. */
export const ipv4Address: Rule<string> = (value) =>
    isIPv4(value) ? undefined : "Allowed is an IPv4 address, for instance 10.10.0.10.";

/** The clients of an endpoint: an IPv4 range, but never everyone. */
export const clientCidrBlock: Rule<string> = (value) => {
    const [address, prefix, ...rest] = String(value).split("/");
    const length = prefix !== undefined && /^\d{1,2}$/.test(prefix) ? Number(prefix) : NaN;
    if (rest.length > 0 || !isIPv4(address ?? "") || !(length <= 32)) {
        return "Allowed is an IPv4 CIDR block, for instance 10.10.0.0/16.";
    }
    return length === 0
        ? "This lets everyone in. Name the ranges of the clients, for instance 10.10.0.0/16."
        : undefined;
};

/**
 * Names (CreateVpcEndpoint: EndpointName): 2 to 128 characters, the first a letter or a Chinese
 * character, then letters, digits, hyphens and underscores.
 */
export const resourceName: Rule<string> = (value) =>
    /^[\p{Script=Latin}\p{Script=Han}][\p{Script=Latin}\p{Script=Han}\d_-]{1,127}$/u.test(value)
        ? undefined
        : "Allowed are 2 to 128 letters, digits, hyphens and underscores, the first a letter.";

/** Descriptions (CreateVpcEndpoint, CreateVpcEndpointService): 2 to 256 characters, not a URL. */
export const description: Rule<string> = (value) =>
    value.length >= 2 && value.length <= 256 && !/^https?:\/\//.test(value)
        ? undefined
        : "Allowed are 2 to 256 characters that do not start with http:// or https://.";

/**
 * Tags (TagResources of PrivateLink): at most 20; keys of 1 to 64 characters, values of at most 128;
 * neither starting with "aliyun" or "acs:" nor containing http:// or https://.
 */
export const tags: Rule<Record<string, unknown>> = (value) => {
    const reserved = /^(aliyun|acs:)|https?:\/\//i;
    const entries = Object.entries(value);
    if (entries.length > 20) {
        return "Allowed are at most 20 tags.";
    }
    return entries.every(
        ([key, text]) =>
            key.length >= 1 &&
            key.length <= 64 &&
            !reserved.test(key) &&
            (typeof text !== "string" || (text.length <= 128 && !reserved.test(text))),
    )
        ? undefined
        : 'Allowed are keys of 1 to 64 and values of at most 128 characters that do not start with "aliyun" or "acs:" and hold no http:// or https://.';
};

/** What stands more than once in a list, in the order of the second appearance. */
export function repeated(values: readonly string[]): string[] {
    return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
