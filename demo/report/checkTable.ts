import type { ConnectivityRow } from "@cloud-components/alicloud-privatelink";

import { objects, type Properties, type StackState } from "../../diagram";
import { type Html, html } from "./html";
import type { View } from "./record";

/** The title of the stacks that check, and of their output that is the table. */
const CHECK = "check";

const COLUMNS: readonly (readonly [keyof ConnectivityRow, string])[] = [
    ["zoneId", "Zone"],
    ["domain", "Domain"],
    ["resolvedTo", "Resolved to"],
    ["expected", "Expected"],
    ["connectMilliseconds", "Connect ms"],
    ["httpStatus", "HTTP status"],
    ["answer", "Backend's answer"],
    ["verdict", "Verdict"],
];

/** What stands in a row where the check found nothing to put there. */
const NOTHING: Readonly<Record<string, unknown>> = { connectMilliseconds: -1, httpStatus: 0 };

/** What the connectivity check found out, or nothing where no stack checks. */
export function checkTable({ stacks }: View): Html | undefined {
    const rows = stacks
        .filter(({ title }) => title === CHECK)
        .flatMap(({ state }) => checkRows(state));
    return rows.length === 0
        ? undefined
        : html`<h4>Traffic from the client to the backend</h4>
              <div class="wide" tabindex="0">
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
                                      ${COLUMNS.map(([key]) => html`<td>${cell(row, key)}</td>`)}
                                  </tr>`,
                          )}
                      </tbody>
                  </table>
              </div>`;
}

function checkRows({ resources }: StackState): Properties[] {
    return objects(resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs[CHECK]);
}

function cell(row: Properties, key: string): string {
    const value = row[key];
    const texts = (Array.isArray(value) ? value : [value]).filter(
        (each) => each !== NOTHING[key] && each !== undefined && each !== "",
    );
    return texts.map(String).join(", ") || "–";
}
