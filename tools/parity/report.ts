import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { html } from "../demo/report/html";
import { callsOf, type Difference } from "./compare";
import type { ParityResult } from "./parity";
import {
    codeOf,
    hasConsumer,
    type RecordedCall,
    type RecordedState,
    type Recording,
} from "./recording";

/** Writes the comparison for people and for programs, and the account's recording alone. Returns the files. */
export async function writeReport(result: ParityResult, folder: string): Promise<string[]> {
    await mkdir(folder, { recursive: true });
    const json = (value: unknown) => `${JSON.stringify(value, undefined, 4)}\n`;
    const files: Record<string, string> = {
        "parity.html": page(result),
        "parity.json": json(result),
        "recording.json": json(result.account),
    };
    for (const [name, text] of Object.entries(files)) {
        await writeFile(path.join(folder, name), text);
    }
    return Object.keys(files).map((name) => path.join(folder, name));
}

/** The differences, one after another, for a terminal. */
export function differencesText(differences: readonly Difference[]): string {
    if (differences.length === 0) {
        return "The emulator answers every call of the list as the account does.";
    }
    return [
        `${differences.length} differences:`,
        ...differences.map(
            ({ title, call, kind, at, account, emulator }) =>
                `  ${title} (${call})\n    ${[kind, at].filter(Boolean).join(" ")}\n      account:  ${account}\n      emulator: ${emulator}`,
        ),
    ].join("\n");
}

/** How long the states lasted that the calls waited for, for a terminal. */
export function durationsText(account: Recording, emulator: Recording): string {
    const others = new Map(callsOf(emulator).map((call) => [call.title, call]));
    const lines = callsOf(account)
        .filter(({ states = [] }) => states.length > 1)
        .map((call) => {
            const other = others.get(call.title);
            return `  ${call.title}: ${lasting(call)} (emulator: ${other ? lasting(other) : ""})`;
        });
    return ["How long states lasted:", ...lines].join("\n");
}

function lasting({ states = [] }: RecordedCall): string {
    return states.map(stateText).join(" → ");
}

function stateText({ state, milliseconds }: RecordedState): string {
    return milliseconds === undefined ? state : `${state} ${(milliseconds / 1000).toFixed(1)} s`;
}

function page({ account, emulator, differences }: ParityResult): string {
    return html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <title>The emulator beside an account</title>
                <style>
                    body {
                        font:
                            15px/1.5 system-ui,
                            sans-serif;
                        margin: 2rem;
                        color-scheme: light dark;
                    }
                    table {
                        border-collapse: collapse;
                    }
                    th,
                    td {
                        border: 1px solid #8888;
                        padding: 0.3rem 0.6rem;
                        text-align: left;
                        vertical-align: top;
                        overflow-wrap: anywhere;
                    }
                </style>
            </head>
            <body>
                <h1>The emulator beside an account</h1>
                <p>
                    ${callsOf(account).length}
                    calls${hasConsumer(account) ? " of two accounts" : ""} in ${account.region},
                    zone ${account.zone}: ${differences.length} differences.
                </p>
                <table>
                    <tr>
                        <th>Call</th>
                        <th>Difference</th>
                        <th>Account</th>
                        <th>Emulator</th>
                    </tr>
                    ${differences.map(
                        (each) =>
                            html`<tr>
                                <td>${each.title}<br /><code>${each.call}</code></td>
                                <td>${each.kind} <code>${each.at}</code></td>
                                <td><code>${each.account}</code></td>
                                <td><code>${each.emulator}</code></td>
                            </tr>`,
                    )}
                </table>
                <h2>Every call</h2>
                <table>
                    <tr>
                        <th>Call</th>
                        <th>Account</th>
                        <th>Emulator</th>
                    </tr>
                    ${callsOf(account).map((call, index) => {
                        const other = callsOf(emulator)[index];
                        return html`<tr>
                            <td>
                                ${call.title}<br /><code>${call.call}</code
                                >${call.account ? ` by the ${call.account}` : ""}
                            </td>
                            <td>${outcome(call)}</td>
                            <td>${outcome(other)}</td>
                        </tr>`;
                    })}
                </table>
            </body>
        </html>`.markup;
}

function outcome(call: RecordedCall): string {
    const { answer, notMade, states = [], milliseconds } = call;
    const answered =
        answer === undefined
            ? `not made: ${notMade}`
            : [answer.status, codeOf(call)].filter(Boolean).join(" ");
    return [answered, ...states.map(stateText), `${(milliseconds / 1000).toFixed(1)} s`].join(", ");
}
