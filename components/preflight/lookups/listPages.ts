import type { ApiClient } from "../../api/apiClient";

/**
 * Every page of a list of PrivateLink, one after the other. Rejects if one of them cannot be read: a part of the list is
 * never taken for the whole.
 */
export async function listPages<Page>(
    client: ApiClient,
    action: string,
    parameters: Readonly<Record<string, string>>,
): Promise<readonly Page[]> {
    const pages: Page[] = [];
    const tokens = new Set<string>();
    let token = "";
    do {
        const page = (await client.call("privatelink", action, {
            ...parameters,
            ...(token === "" ? {} : { NextToken: token }),
        })) as Page & { readonly NextToken?: string };
        pages.push(page);
        token = page.NextToken ?? "";
        if (tokens.has(token)) {
            throw new Error(`${action} answers the same page again`);
        }
        tokens.add(token);
    } while (token !== "");
    return pages;
}
