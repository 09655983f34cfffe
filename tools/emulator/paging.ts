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

/** The page of `MaxResults` and `NextToken`; the token is empty on the last page. */
export function pageByToken<T>(
    call: Call,
    entries: readonly T[],
    sizes: PageSizes,
): { page: T[]; nextToken: string } {
    const size = Math.min(integer(call, "MaxResults") ?? sizes.standard, sizes.largest);
    if (size < 1) {
        throw invalidParameter("MaxResults");
    }
    const token = text(call, "NextToken");
    const start = token === undefined ? 0 : Number(/^from-(\d{1,9})$/.exec(token)?.[1] ?? NaN);
    if (isNaN(start)) {
        throw unknownNextToken(call);
    }
    const end = start + size;
    return {
        page: entries.slice(start, end),
        nextToken: end < entries.length ? `from-${end}` : "",
    };
}
