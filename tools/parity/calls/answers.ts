import type { Body } from "../call";

/** The list at this place of an answer: `listAt(body, "Vpcs", "Vpc")`. Empty where there is none. */
export function listAt(body: Body, ...path: readonly string[]): readonly Body[] {
    let value: unknown = body;
    for (const name of path) {
        value = (value as Body | undefined)?.[name];
    }
    return Array.isArray(value) ? (value as Body[]) : [];
}
