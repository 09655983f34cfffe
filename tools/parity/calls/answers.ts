import type { Body, ParityCall } from "../call";

/** The list at this place of an answer: `listAt(body, "Vpcs", "Vpc")`. Empty where there is none. */
export function listAt(body: Body, ...path: readonly string[]): readonly Body[] {
    let value: unknown = body;
    for (const name of path) {
        value = (value as Body | undefined)?.[name];
    }
    return Array.isArray(value) ? (value as Body[]) : [];
}

/** Waits until the list of an answer is empty; the state before that is this field of its first entry. */
export function untilGone(list: string, status: string): NonNullable<ParityCall["awaits"]> {
    return { state: (body) => listAt(body, list).at(0)?.[status] ?? "gone", final: ["gone"] };
}
