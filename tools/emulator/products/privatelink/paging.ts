import type { Call } from "../../call";
import { pageByToken } from "../../paging";
import { integer } from "../../parameters";
import { illegalParam } from "./errors";

const STANDARD_PAGE = 50;

/** The page that MaxResults and NextToken of the call ask for, and the fields that say so. */
export function pageOf<T>(call: Call, all: readonly T[], largest: 50 | 1000) {
    const maxResults = integer(call, "MaxResults") ?? STANDARD_PAGE;
    if (maxResults < 1 || maxResults > largest) {
        throw illegalParam("MaxResults");
    }
    const { page, nextToken } = pageByToken(call, all, { standard: STANDARD_PAGE, largest });
    return { items: page, fields: { MaxResults: maxResults, NextToken: nextToken } };
}
