import { missingParameter } from "./apiError";
import { refuse } from "./invented";
import type { Call, Parameter } from "./call";

/** Readers for parameters that the API model has typed already: a wrong type here is the emulator's own mistake. */
export function text(call: Call, name: string): string | undefined {
    return read(call, name, "string");
}

export function requiredText(call: Call, name: string): string {
    return required(call, text(call, name), name);
}

export function integer(call: Call, name: string): number | undefined {
    return read(call, name, "number");
}

/** A long integer as text, exact to the last digit. */
export function digits(call: Call, name: string): string | undefined {
    const value = call.parameters[name];
    return typeof value === "string" ? value : integer(call, name)?.toString();
}

export function requiredInteger(call: Call, name: string): number {
    return required(call, integer(call, name), name);
}

export function flag(call: Call, name: string): boolean | undefined {
    return read(call, name, "boolean");
}

/** The texts of `Name.1`, `Name.2`, ...; an empty list when there is none. */
export function texts(call: Call, name: string): string[] {
    return list(call, name).map(asText);
}

/** A field of an object of a list, as text; undefined where the caller did not give it. */
export function fieldText(value: Parameter | undefined): string | undefined {
    return value === undefined ? undefined : asText(value);
}

function asText(value: Parameter): string {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The objects of `Name.1.Field`, ...; an empty list when there is none. */
export function objects(call: Call, name: string): Record<string, Parameter>[] {
    return list(call, name) as Record<string, Parameter>[];
}

/**
 * Refuses parameters that the cloud acts on and the emulator does not. A parameter that only repeats
 * what the emulator does anyway can be let through by the value that says so.
 */
export function refuseParameters(
    call: Call,
    names: readonly string[],
    harmless: Readonly<Record<string, Parameter>> = {},
): void {
    for (const name of names) {
        const value = call.parameters[name];
        if (value !== undefined && value !== harmless[name]) {
            throw refuse(
                "unsupportedParameter",
                `The emulator does not implement the parameter ${name} of ${call.product}.${call.action}.`,
            );
        }
    }
}

function list(call: Call, name: string): Parameter[] {
    const value = call.parameters[name];
    return Array.isArray(value) ? value : [];
}

function read<K extends "string" | "number" | "boolean">(
    call: Call,
    name: string,
    type: K,
): (K extends "string" ? string : K extends "number" ? number : boolean) | undefined {
    const value = call.parameters[name];
    if (value !== undefined && typeof value !== type) {
        throw new TypeError(`${call.product}.${call.action} reads ${name} as ${type}`);
    }
    return value as never;
}

function required<T>(call: Call, value: T | undefined, name: string): T {
    if (value === undefined) {
        throw missingParameter(call.product, name);
    }
    return value;
}
