import { invalidParameter } from "./apiError";
import type { Call, Parameter } from "./call";

/** The fields of an object among the parameters of a call. */
export type Fields = Readonly<Record<string, Parameter>>;

/** The fields of an object among the parameters; none when it is absent. */
export function group(call: Call, name: string): Fields {
    return (call.parameters[name] as Fields | undefined) ?? {};
}

/** A text of an object that the model types as one; empty when it is absent. */
export function textOf(fields: Fields, name: string): string {
    const value = fields[name];
    return typeof value === "string" ? value : "";
}

/** A switch of an object; what it is at present when it is absent. */
export function flagOf(fields: Fields, name: string, present: boolean): boolean {
    return (fields[name] as boolean | undefined) ?? present;
}

/** A number of an object, within the limits that the API documents for it. */
export function numberWithin(
    fields: Fields,
    name: string,
    [smallest, largest]: readonly [number, number],
    present: number,
): number {
    const value = (fields[name] as number | undefined) ?? present;
    if (value < smallest || value > largest) {
        throw invalidParameter(name, `Valid values: ${smallest} to ${largest}.`);
    }
    return value;
}

/** A text of an object, one of those that the API documents for it. */
export function oneOf<T extends string>(
    fields: Fields,
    name: string,
    values: readonly T[],
    present: T,
): T {
    const value = fields[name] ?? present;
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) {
        throw invalidParameter(name, `Valid values: ${values.join(", ")}.`);
    }
    return known;
}

/** A text of an object, of the form that the API documents for it. */
export function matching(fields: Fields, name: string, form: RegExp, present: string): string {
    const value = (fields[name] as string | undefined) ?? present;
    if (value !== present && !form.test(value)) {
        throw invalidParameter(name);
    }
    return value;
}

/** Names of load balancers and server groups, and reasons: 2 to 128 characters, a letter first. */
export const NAME = /^[\p{L}][\p{L}\d._-]{1,127}$/u;
