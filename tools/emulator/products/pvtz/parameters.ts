import { ApiError, invalidParameter } from "../../apiError";
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

/** UpdateZoneRemark and UpdateRecordRemark: 50 characters of these kinds, none of them a space. */
const REMARK = /^[\p{Script=Han}A-Za-z0-9_\-,.，。]{0,50}$/u;

export function readRemark(call: Call): string {
    const remark = text(call, "Remark") ?? "";
    if (!REMARK.test(remark)) {
        throw new ApiError(
            "Zone.Remark",
            "50  characters long.  It can only contain numbers,Chinese,English and  special characters: _ - , . ，。",
        );
    }
    return remark;
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
