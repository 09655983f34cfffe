import { drawDiagram } from "../../diagram";
import { checkTables } from "./checkTables";
import { connectionTables } from "./connectionTables";
import { breakable, html, Html } from "./html";
import { PAGE_STYLE } from "./pageStyle";
import type { ScenarioRecord, View } from "./record";
import { stackTables } from "./stackTables";
import { timingTable } from "./timingTable";

/** What the report says about a run as a whole. */
export interface Run {
    readonly scenarios: readonly ScenarioRecord[];
    /** How the run ended, for instance that nothing is left. */
    readonly closing: string;
    readonly failed: boolean;
}

/** The report as one HTML file that needs nothing else. */
export async function reportPage({ scenarios, closing, failed }: Run): Promise<string> {
    const sections = await Promise.all(scenarios.map(scenarioSection));
    const page = html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>Private access to a service: report of the demo</title>
                <style>
                    ${new Html(PAGE_STYLE)}
                </style>
            </head>
            <body>
                <main>
                    <h1>Private access to a service: report of the demo</h1>
                    <p class="${failed ? "closing failed" : "closing"}">${closing}</p>
                    ${sections}
                </main>
            </body>
        </html> `;
    return page.markup;
}

async function scenarioSection(record: ScenarioRecord): Promise<Html> {
    const { title, summary, views, steps } = record;
    return html`<section class="scenario">
        <h2>${title}</h2>
        ${summary.length === 0 ? undefined : summaryTable(summary)}
        ${await Promise.all(views.map((view, index) => viewSection(view, index === 0)))}
        ${steps.length === 0 ? undefined : timingTable(record)}
    </section>`;
}

async function viewSection(view: View, isFirst: boolean): Promise<Html> {
    const states = view.stacks.map(({ state }) => state);
    const wide = await drawDiagram(states);
    const narrow = await drawDiagram(states, "down");
    return html`<section>
        <h3>${view.title}</h3>
        <div class="picture wide">${new Html(wide.svg)}</div>
        <div class="picture narrow">${new Html(narrow.svg)}</div>
        ${connectionTables(view)} ${checkTables(view)} ${stackTables(view.stacks, isFirst)}
    </section>`;
}

function summaryTable(rows: ScenarioRecord["summary"]): Html {
    return html`<h3>In short</h3>
        <table class="summary">
            <tbody>
                ${rows.map(
                    ([what, value]) =>
                        html`<tr>
                            <th scope="row">${breakable(what)}</th>
                            <td>${breakable(value)}</td>
                        </tr>`,
                )}
            </tbody>
        </table>`;
}
