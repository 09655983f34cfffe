import { Resource } from "@pulumi/pulumi";

import { type ArgumentType, type ArgumentTypes, EVERY_KEY } from "./argumentTypes";
import type { Report } from "./report";
import { argumentType, isDeferred, knownArgument } from "./rules/values";

/**
 * Checks that a component has all of the arguments that it is given, and that they are of its types, at any depth.
 * What another finding is about is not reported again, so the component's own rules come first. What is known only
 * later is left to these rules.
 */
export function checkArgumentTypes(
    report: Report,
    component: string,
    args: unknown,
    types: ArgumentTypes[string],
): void {
    checkValue(report, { path: "", of: component, value: args, type: types });
}

interface Place {
    /** Path of the value; empty for the arguments as a whole. */
    readonly path: string;
    /** What a message calls the value that has the properties. */
    readonly of: string;
    readonly value: unknown;
    readonly type: ArgumentType;
}

function checkValue(report: Report, { path, of, value, type }: Place): void {
    const isLeftOut = value === undefined || value === null;
    if (isLeftOut || type === "any" || isDeferred(value) || Resource.isInstance(value)) {
        return;
    }
    if (report.hasFindingAbout(path)) {
        return;
    }
    if (typeof type === "string") {
        report.check(path, { value, type }, argumentType);
    } else if (isList(type)) {
        if (report.check(path, { value, type: "list" as const }, argumentType)) {
            (value as unknown[]).forEach((each, index) => {
                const entry = `${path}[${index}]`;
                checkValue(report, { path: entry, of: entry, value: each, type: type[0] });
            });
        }
    } else if (report.check(path, { value, type: "object" as const }, argumentType)) {
        checkProperties(report, { path, of, value, type });
    }
}

function checkProperties(
    report: Report,
    {
        path,
        of,
        value,
        type,
    }: Place & { readonly value: object; readonly type: ArgumentTypes[string] },
): void {
    if (IS_RESOURCE in value) {
        // Copied from a component with `{ ...component }`.
        return;
    }
    const entries = Object.entries(value) as [string, unknown][];
    if (EVERY_KEY in type) {
        for (const [key, each] of entries) {
            const entry = `${path}["${key}"]`;
            checkValue(report, { path: entry, of: entry, value: each, type: type[EVERY_KEY] });
        }
        return;
    }
    for (const [name, each] of entries) {
        const place = path === "" ? name : `${path}.${name}`;
        if (each === undefined) {
            continue;
        }
        if (report.check(place, { name, of, known: Object.keys(type) }, knownArgument)) {
            checkValue(report, { path: place, of: place, value: each, type: type[name] });
        }
    }
}

/** A property of every resource of Pulumi's SDK. */
const IS_RESOURCE = "__pulumiResource";

function isList(type: ArgumentType): type is readonly [ArgumentType] {
    return Array.isArray(type);
}
