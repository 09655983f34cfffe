import { invalidParameter } from "./apiError";
import type { Call } from "./call";
import { unknownNextToken } from "./nextTokens";
import { integer, text } from "./parameters";

/** The largest page of an action and the size of a page when the caller names none. */
export interface PageSizes {
    readonly standard: number;
    readonly largest: number;
}

export interface NumberedPage<T> {
    readonly page: T[];
    readonly fields: {
        readonly PageNumber: number;
        readonly PageSize: number;
        readonly TotalCount: number;
    };
}

/** The page of `PageNumber` and `PageSize`, with the fields that such an answer counts in. */
export function pageByNumber<T>(
    call: Call,
    entries: readonly T[],
    sizes: PageSizes,
): NumberedPage<T> {
    const pageNumber = integer(call, "PageNumber") ?? 1;
    const pageSize = integer(call, "PageSize") ?? sizes.standard;
    if (pageNumber < 1) {
        throw invalidParameter("PageNumber");
    }
    if (pageSize < 1 || pageSize > sizes.largest) {
        throw invalidParameter("PageSize", `Valid values: 1 to ${sizes.largest}.`);
    }
    const start = (pageNumber - 1) * pageSize;
    return {
        page: entries.slice(start, start + pageSize),
        fields: { PageNumber: pageNumber, PageSize: pageSize, TotalCount: entries.length },
    };
}

/** Whether the caller pages by token: both ways exist in the same actions. */
export function pagesByToken(call: Call): boolean {
    return (
        call.parameters["MaxResults"] !== undefined || call.parameters["NextToken"] !== undefined
    );
}

/**
 * The page of `MaxResults` and `NextToken`; the token is empty on the last page. What is created or deleted in
 * between does not move the pages: a token names the entry after which it goes on, where entries have an id.
 */
export function pageByToken<T>(
    call: Call,
    entries: readonly T[],
    sizes: PageSizes,
): { page: T[]; nextToken: string } {
    const size = Math.min(integer(call, "MaxResults") ?? sizes.standard, sizes.largest);
    if (size < 1) {
        throw invalidParameter("MaxResults");
    }
    const start = startOfPage(call, entries);
    const end = start + size;
    const last = idOf(entries[end - 1]);
    return {
        page: entries.slice(start, end),
        nextToken:
            end < entries.length ? `from-${end}${last === undefined ? "" : `-after-${last}`}` : "",
    };
}

function startOfPage(call: Call, entries: readonly unknown[]): number {
    const token = text(call, "NextToken");
    if (token === undefined) {
        return 0;
    }
    const [, position, last] = /^from-([1-9]\d{0,8})(?:-after-(.+))?$/.exec(token) ?? [];
    if (position === undefined) {
        throw unknownNextToken(call);
    }
    if (last === undefined) {
        return Number(position);
    }
    const index = entries.findIndex((entry) => idOf(entry) === last);
    // Without the entry itself the rest has moved up: rather one entry twice than one never.
    return index === -1 ? Number(position) - 1 : index + 1;
}

function idOf(entry: unknown): string | undefined {
    return typeof entry === "object" && entry !== null && "id" in entry
        ? String(entry.id)
        : undefined;
}
