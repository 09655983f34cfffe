import type { z } from "zod";

import { CONTRACTS, factsOf, OFFERED_PORT } from "../../../components/contract/description";
import { typeOf } from "./types";

const START = "<!-- prettier-ignore-start -->";
const END = "<!-- prettier-ignore-end -->";

/** The page with its tables as the description has them. */
export function withTables(page: string): string {
    const [before, rest] = page.split(START);
    const [, after] = (rest ?? "").split(END);
    if (after === undefined) {
        throw new Error(`The page must have "${START}" and "${END}".`);
    }
    const tables = [
        table("Offer", CONTRACTS.offer),
        table("Port of an offer", OFFERED_PORT),
        table("Request", CONTRACTS.request),
    ];
    return `${before}${START}\n\n${tables.join("\n")}\n${END}${after}`;
}

function table(heading: string, schema: z.ZodObject): string {
    const rows = Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, each]) => {
        const { description, since, writtenBy, readBy, checkedWith } = factsOf(each);
        const rules = checkedWith.map((id) => `[\`${id}\`](preflight.md#${id})`).join(", ");
        return `| \`${name}\` | ${typeOf(each)} | ${since} | ${description} | ${writtenBy} | ${readBy} | ${rules} |`;
    });
    return [
        `### ${heading}\n`,
        "| Field | Type | Since | What it is | Written by | Read by | Checked with |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        ...rows,
        "",
    ].join("\n");
}
