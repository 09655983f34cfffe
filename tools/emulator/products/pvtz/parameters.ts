import { invalidParameter } from "../../apiError";
import type { Call } from "../../call";
import { text } from "../../parameters";

export function oneOf<T extends string>(
    call: Call,
    name: string,
    values: readonly T[],
): T | undefined {
    const value = text(call, name);
    const known = values.find((candidate) => candidate === value?.toUpperCase());
    if (value !== undefined && known === undefined) {
        throw invalidParameter(name, `Valid values: ${values.join(", ")}.`);
    }
    return known;
}

/** Keyword is a part of the name unless SearchMode asks for the whole. */
export function isFound(call: Call, name: string): boolean {
    const keyword = text(call, "Keyword")?.toLowerCase();
    const mode = oneOf(call, "SearchMode", ["LIKE", "EXACT"]) ?? "LIKE";
    return (
        keyword === undefined ||
        (mode === "EXACT" ? name.toLowerCase() === keyword : name.toLowerCase().includes(keyword))
    );
}
