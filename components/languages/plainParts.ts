import * as pulumi from "@pulumi/pulumi";

import { EVERY_KEY } from "../preflight/argumentTypes";
import { knownPartsOf } from "../shared/dependencies";

/**
 * The parts of a value that are plain where a component takes it: all of it, those of each entry of a list, or
 * those of some of its properties; of a map, those of each value (`EVERY_KEY`).
 */
export type PlainParts =
    "all" | readonly [PlainParts] | { readonly [property: string]: PlainParts };

/** What each component takes as plain values, by the names of the component and of the input. */
export type PlainInputs = Readonly<Record<string, Readonly<Record<string, PlainParts>>>>;

/** A value whose plain parts are known where they can be, and whether one of them was a secret. */
export interface Resolved {
    readonly value: unknown;
    readonly hadSecret: boolean;
}

/**
 * Awaits the plain parts of a value that came from another language, where any part may be an Output. What a
 * preview does not know yet stays an Output, and so does everything that may be one.
 */
export async function resolvePlainParts(value: unknown, parts: PlainParts): Promise<Resolved> {
    if (pulumi.Output.isInstance(value)) {
        return resolveOutput(pulumi.output(value), parts);
    }
    if (Array.isArray(value) && (parts === "all" || isList(parts))) {
        const inner = parts === "all" ? parts : parts[0];
        const entries = await Promise.all(value.map((each) => resolvePlainParts(each, inner)));
        return {
            value: entries.map((each) => each.value),
            hadSecret: entries.some((each) => each.hadSecret),
        };
    }
    if (isObject(value) && !isList(parts)) {
        const properties = await Promise.all(
            Object.entries(value).map(async ([name, each]) => ({
                name,
                resolved: await resolveProperty(each, partsOf(parts, name)),
            })),
        );
        return {
            value: Object.fromEntries(
                properties.map(({ name, resolved }) => [name, resolved.value]),
            ),
            hadSecret: properties.some(({ resolved }) => resolved.hadSecret),
        };
    }
    return { value, hadSecret: false };
}

/** As far as an Output is known, what is in it: plain where it must be, otherwise an Output as it was. */
async function resolveOutput(output: pulumi.Output<unknown>, parts: PlainParts): Promise<Resolved> {
    const known = await knownPartsOf(output);
    const isWhole = parts === "all" || !(Array.isArray(known) || isObject(known));
    if (pulumi.isUnknown(known) || (isWhole && pulumi.containsUnknowns(known))) {
        return { value: output, hadSecret: false };
    }
    const hadSecret = await pulumi.isSecret(output);
    if (isWhole) {
        return { value: known, hadSecret };
    }
    const inner = await resolvePlainParts(split(output, known), parts);
    return { value: inner.value, hadSecret: hadSecret || inner.hadSecret };
}

/** An Output of a list or an object as a list or an object of Outputs, each as secret and dependent as the whole. */
function split(output: pulumi.Output<unknown>, known: object): unknown {
    const parts = output as unknown as Readonly<Record<string, unknown>>;
    return Array.isArray(known)
        ? known.map((_, index) => parts[index])
        : Object.fromEntries(Object.keys(known).map((name) => [name, parts[name]]));
}

async function resolveProperty(value: unknown, parts: PlainParts | undefined): Promise<Resolved> {
    return parts === undefined ? { value, hadSecret: false } : resolvePlainParts(value, parts);
}

function partsOf(
    parts: "all" | { readonly [property: string]: PlainParts },
    name: string,
): PlainParts | undefined {
    return parts === "all" ? parts : (parts[EVERY_KEY] ?? parts[name]);
}

function isList(parts: PlainParts): parts is readonly [PlainParts] {
    return Array.isArray(parts);
}

function isObject(value: unknown): value is Record<string, unknown> {
    return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !pulumi.isUnknown(value) &&
        !pulumi.Resource.isInstance(value)
    );
}
