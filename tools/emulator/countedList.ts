import type { Answer, Call } from "./call";
import { pageByToken } from "./paging";
import { integer } from "./parameters";

/** MaxResults of the List actions. */
const PAGE_SIZES = { standard: 20, largest: 100 };

/** A page of a list under its name, with the fields that every list of ALB and NLB counts in. */
export function listed<T>(
    call: Call,
    name: string,
    entries: readonly T[],
    describe: (entry: T) => Answer,
): Answer {
    const { page, nextToken } = pageByToken(call, entries, PAGE_SIZES);
    return {
        [name]: page.map(describe),
        TotalCount: entries.length,
        MaxResults: Math.min(
            integer(call, "MaxResults") ?? PAGE_SIZES.standard,
            PAGE_SIZES.largest,
        ),
        // The last page has none.
        ...(nextToken === "" ? {} : { NextToken: nextToken }),
    };
}

/** Tags as ALB and NLB answer them with a resource of a list. */
export function describeTags(tags: ReadonlyMap<string, string>): Answer[] {
    return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
