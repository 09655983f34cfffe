import type { Answer, Call } from "../../call";
import { pageByNumber } from "../../paging";

const PAGES = { standard: 20, largest: 100 };

/** The product counts under names of its own. */
export function pageOf<T>(call: Call, entries: readonly T[]): { page: T[]; fields: Answer } {
    const { page, fields } = pageByNumber(call, entries, PAGES);
    const { PageNumber, PageSize, TotalCount } = fields;
    return {
        page,
        fields: {
            PageNumber,
            PageSize,
            TotalItems: TotalCount,
            TotalPages: Math.ceil(TotalCount / PageSize),
        },
    };
}
