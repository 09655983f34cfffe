import { writeFileSync } from "node:fs";
import * as path from "node:path";

import { type DriftRow, DRIFT } from "./drift";
import type { Measured } from "./measured";
import { type Outcome, type Row, titleOf } from "./row";
import { ROWS } from "./rows";

/** Where the table is kept. */
export const DOCUMENT = path.resolve(__dirname, "../../docs/changes.md");

export function writeDocument(measured: Measured): void {
    writeFileSync(DOCUMENT, documentOf(measured));
}

/** What every change does, for the reader who plans one. */
export function documentOf(measured: Measured): string {
    const classes = [...new Set(ROWS.map(({ componentClass }) => componentClass))];
    const open = ROWS.filter((row) => problemsOf(measured, row).length > 0);
    return [
        "# What a change does",
        "",
        `Measured on ${measured.date} with Pulumi ${measured.engine} and the Alibaba Cloud provider ${measured.provider}, against the emulator of this repository: \`npm run changes\` repeats it.`,
        "",
        "Each row is a change of one input of something that is deployed and, where it can be, in use: a consumer is connected, and is served. Then the change is taken back, the input is taken away, and given again. After each update, another one finds nothing to do.",
        "",
        "- **In place**: the resources are updated, made or deleted beside those that serve. Nothing else is touched.",
        "- **Replaced**: the resources are made anew. With an interruption, the old ones are deleted first, because both cannot exist at the same time; without one, the new ones are there before the old ones go.",
        "- **Refused**: the preview ends with an error that names the property. Nothing is made or changed.",
        "- **Nothing**: no resource changes.",
        "",
        ...summary(),
        ...(open.length === 0
            ? []
            : [
                  "## What does not hold",
                  "",
                  ...open.map(
                      (row) =>
                          `- ${titleOf(row)}: ${problemsOf(measured, row).map(oneLine).join("; ")}`,
                  ),
                  "",
              ]),
        ...classes.flatMap((componentClass) => section(componentClass)),
        ...driftSection(measured),
    ].join("\n");
}

function summary(): string[] {
    const kinds = ["in place", "replaced", "refused", "nothing", "not measured"] as const;
    const counted = kinds.map(
        (kind) => `${ROWS.filter(({ outcome }) => outcome.kind === kind).length} ${kind}`,
    );
    return [`${ROWS.length} rows: ${counted.join(", ")}.`, ""];
}

function section(componentClass: string): string[] {
    return [
        `## ${componentClass}`,
        "",
        "| Input | Change | What it does | Taken away |",
        "| --- | --- | --- | --- |",
        ...ROWS.filter((row) => row.componentClass === componentClass).map((row) =>
            [
                "",
                `\`${row.input}\``,
                [row.change, row.detail].filter(Boolean).join(", "),
                [described(row.outcome), row.note].filter(Boolean).join(" "),
                row.without === undefined ? "" : described(row.removal ?? { kind: "nothing" }),
                "",
            ]
                .join(" | ")
                .trim(),
        ),
        "",
    ];
}

function described(outcome: Outcome): string {
    switch (outcome.kind) {
        case "nothing":
            return "Nothing.";
        case "not measured":
            return `Not measured. ${outcome.because}`;
        case "refused":
            return `**Refused** at \`${outcome.property}\`. ${outcome.instead}`;
        case "in place":
            return `In place: ${listed(outcome.operations)}.`;
        case "replaced":
            return `**Replaced** ${outcome.interruption ? "with an interruption" : "without interruption"}: ${listed(outcome.operations)}.`;
    }
}

const VERBS: Readonly<Record<string, string>> = {
    create: "made",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
};

/** `slb.Listener updated`, once for each type. */
function listed(operations: readonly string[]): string {
    const texts = operations.map((operation) => {
        const [verb = "", type = ""] = operation.split(" ");
        return `${type} ${VERBS[verb] ?? verb}`;
    });
    return [...new Set(texts)].join(", ");
}

function driftSection(measured: Measured): string[] {
    return [
        "## Changes made by hand",
        "",
        "What somebody changed in the console is shown by `pulumi refresh` and put right by the next `pulumi up`, or by `pulumi up --refresh`.",
        "",
        "| Resource | Changed by hand | Shown | Put right |",
        "| --- | --- | --- | --- |",
        ...DRIFT.map((row: DriftRow) => {
            const problems = measured.drift[`${row.type}: ${row.change}`] ?? [];
            const right =
                problems.length > 0
                    ? `Does not hold: ${oneLine(problems.join("; "))}`
                    : row.putRight;
            return `| ${row.type} | ${row.change} | ${row.shown} | ${right} |`;
        }),
        "",
    ];
}

function problemsOf({ rows }: Measured, row: Row): readonly string[] {
    return rows[titleOf(row)] ?? [];
}

function oneLine(text: string): string {
    return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").slice(0, 300);
}
