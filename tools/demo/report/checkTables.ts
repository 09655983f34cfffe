import type { ConnectivityRow } from "@cloud-components/alicloud-privatelink";

import { objects, type Properties, text } from "../../diagram";
import { breakable, type Html, html } from "./html";
import type { SeenStack, View } from "./record";

const CHECK = "alicloud-privatelink:index:ConnectivityCheck";

const COLUMNS: readonly (readonly [keyof ConnectivityRow, string])[] = [
    ["zoneId", "Zone"],
    ["domain", "Domain"],
    ["resolvedTo", "Resolved to"],
    ["expected", "Expected"],
    ["connectMilliseconds", "Connect ms"],
    ["certificate", "Certificate"],
    ["httpStatus", "HTTP status"],
    ["answer", "Backend's answer"],
    ["seenEndpointId", "Endpoint that the backend saw"],
    ["verdict", "Verdict"],
];

/** What stands in a row where the check found nothing to put there. */
const NOTHING: Readonly<Record<string, unknown>> = { connectMilliseconds: -1, httpStatus: 0 };

/** What connectivity checks found out, or nothing where no stack checks. */
export function checkTables({ stacks }: View): Html | undefined {
    const tables = stacks.flatMap(tablesOf);
    return tables.length === 0
        ? undefined
        : html`<h4>Traffic from the client to the backend</h4>
              ${tables}`;
}

function tablesOf({ title, accountId, state }: SeenStack): Html[] {
    return state.resources
        .filter(({ type, outputs }) => type === CHECK && objects(outputs.table).length > 0)
        .map(({ outputs }) =>
            checkTable(
                `${title}, account ${accountId}: ${text(outputs.summary)}`,
                objects(outputs.table),
            ),
        );
}

function checkTable(caption: string, rows: readonly Properties[]): Html {
    return html`<p>${caption}</p>
        <table class="check">
            <thead>
                <tr>
                    ${COLUMNS.map(([, heading]) => html`<th scope="col">${heading}</th>`)}
                </tr>
            </thead>
            <tbody>
                ${rows.map(
                    (row) =>
                        html`<tr>
                            ${COLUMNS.map(
                                ([key, heading]) =>
                                    html`<td data-column="${heading}">
                                        <span>${breakable(cell(row, key))}</span>
                                    </td>`,
                            )}
                        </tr>`,
                )}
            </tbody>
        </table>`;
}

function cell(row: Properties, key: string): string {
    const value = row[key];
    const texts = (Array.isArray(value) ? value : [value]).filter(
        (each) => each !== NOTHING[key] && each !== undefined && each !== "",
    );
    return texts.map(String).join(", ") || "–";
}
