import * as path from "node:path";

import { DRIFT } from "./drift";
import type { Measured } from "./measured";
import { IN_CI, PARTS } from "./parts";
import { described } from "./row";
import { ROWS } from "./rows";

/** How what is found of a change begins that has not been measured. */
export const NOT_MEASURED = "not measured";

/** Where the table is kept. */
export const DOCUMENT = path.resolve(__dirname, "../../docs/changes.md");

/** What every change does, for the reader who plans one. */
export function documentOf(measured: Measured): string {
    const dates = [...new Set(Object.values(measured.parts).map(({ date }) => date))].sort();
    const classes = [...new Set(ROWS.map(({ componentClass }) => componentClass))];
    const found = Object.values(measured.parts).flatMap(({ results }) =>
        Object.entries(results).filter(([, { problems }]) => problems.length > 0),
    );
    const isOpen = ([, { problems }]: (typeof found)[number]) =>
        problems.some((problem) => problem.startsWith(NOT_MEASURED));
    const open = found.filter((each) => !isOpen(each));
    return [
        "# What a change does",
        "",
        `Measured with Pulumi ${measured.engine} and the Alibaba Cloud provider ${measured.provider}, on the emulator of this repository, on ${dates.join(", ")}. \`npm run changes\` measures again; \`npm run changes -- PrivateDnsName\` measures one component.`,
        "",
        "Each row is a change of one input of something that is deployed and, where it can be, in use: a consumer is connected, and is served. Then the change is reverted, and the input is removed and set again. After each update, another one finds nothing to do.",
        "",
        "- **In place**: the resources are updated, or created or deleted beside those in use. Nothing else is touched.",
        "- **Replaced**: the resources are created anew. With an interruption, the old ones are deleted first, because both cannot exist at the same time; without one, the new ones exist before the old ones are deleted.",
        "- **Refused**: the preview ends with an error that names the property. Nothing is created or changed.",
        "- **Nothing**: no resource changes.",
        "",
        ...summary(),
        ...(open.length === 0
            ? []
            : [
                  "## What does not hold",
                  "",
                  ...open.map(
                      ([title, { problems }]) => `- ${title}: ${oneLine(problems.join("; "))}`,
                  ),
                  "",
              ]),
        ...unmeasured(found.filter(isOpen).map(([title]) => title)),
        ...classes.flatMap((componentClass) => section(componentClass)),
        ...driftSection(),
    ].join("\n");
}

function summary(): string[] {
    const kinds = ["in place", "replaced", "refused", "nothing", "not measured"] as const;
    const counted = kinds.map(
        (kind) => `${ROWS.filter(({ outcome }) => outcome.kind === kind).length} ${kind}`,
    );
    const inCi = PARTS.filter(({ name }) => IN_CI.includes(name));
    const rows = inCi.reduce((sum, { expected }) => sum + expected.size, 0);
    return [
        `${ROWS.length} rows: ${counted.join(", ")}. CI measures the ${rows} of ${IN_CI.join(" and ")} each time; the others take longer, and are measured by \`npm run changes\` alone.`,
        "",
    ];
}

/** What the table says and nothing has proved yet. */
function unmeasured(titles: readonly string[]): string[] {
    return titles.length === 0
        ? []
        : [
              "## What has not been measured",
              "",
              "These rows say what is expected; it has not been measured:",
              "",
              ...titles.map((title) => `- ${title}`),
              "",
          ];
}

function section(componentClass: string): string[] {
    return [
        `## ${componentClass}`,
        "",
        "| Input | Change | What it does | When removed |",
        "| --- | --- | --- | --- |",
        ...ROWS.filter((row) => row.componentClass === componentClass).map((row) =>
            [
                "",
                `\`${row.input}\``,
                [row.change, row.detail].filter(Boolean).join(", "),
                [
                    described(row.outcome),
                    row.back?.kind === "refused" ? `Back: ${described(row.back)}` : "",
                    row.note,
                ]
                    .filter(Boolean)
                    .join(" "),
                row.without === undefined ? "" : described(row.removal ?? { kind: "nothing" }),
                "",
            ]
                .join(" | ")
                .trim(),
        ),
        "",
    ];
}

function driftSection(): string[] {
    return [
        "## Changes made by hand",
        "",
        "What somebody changed in the console is shown by `pulumi refresh` and reverted by the next `pulumi up`, or by `pulumi up --refresh`.",
        "",
        "| Resource | Changed by hand | Shown | Reverted |",
        "| --- | --- | --- | --- |",
        ...DRIFT.map((row) => `| ${row.type} | ${row.change} | ${row.shown} | ${row.putRight} |`),
        "",
    ];
}

function oneLine(text: string): string {
    return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").slice(0, 300);
}
