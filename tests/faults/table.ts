import * as path from "node:path";

import { type Cell, type Outcome, STEPS } from "./cell";
import type { Measured } from "./measured";
import { isMeasured, ROWS } from "./rows";

/** Where the table is kept. */
export const DOCUMENT = path.resolve(__dirname, "../../docs/faults.md");

const MEANINGS: Readonly<Record<Outcome, string>> = {
    "not met": "no call of the step can meet the fault, or none did",
    "ridden out": "the first run ended like one without the fault",
    "converged": "a run failed with an error, and a later one ended like one without the fault",
    "refreshed":
        "the same, and only `pulumi up --refresh` made what is listed below the table: the provider had noted it as made, although the call had failed",
    "repaired":
        "runs failed until `npm run repair` had been run: [interrupted-runs.md](interrupted-runs.md)",
    "removed":
        "a later run succeeded; what is listed below the table was in the cloud and in no state, `npm run repair -- <stack> --doubles` listed it, and `--delete --only <id>` deleted it",
    "left behind":
        "a later run succeeded, but what is listed below the table is in the cloud and in no state, or would be changed by another run",
    "stuck": "no run succeeded, not even without the fault and after a repair",
};

/** What was measured of every fault, for the reader whose update has failed. */
export function documentOf(measured: Measured): string {
    return [
        "# What a fault of the cloud does",
        "",
        "The scenarios of the demo, brought up, changed and destroyed on the emulator of this repository with the real engine and provider, while a fault is switched on: [what each one is](../tools/emulator/README.md#what-can-go-wrong). `npm run faults` measures again; `npm run faults -- same-account lost` measures one fault in one scenario.",
        "",
        "A command that fails is repeated: twice with the fault, then without it, then after [`npm run repair`](interrupted-runs.md). The change gives every resource tags, moves the listener to another port, and changes descriptions and bandwidth; the connectivity check runs again after it. At the end of each step, what the cloud holds is compared with the states, and a preview with a refresh shows what another run would do; `pulumi up --refresh` then does it.",
        "",
        ...Object.entries(MEANINGS).map(([outcome, meaning]) => `- **${outcome}**: ${meaning}`),
        "",
        "A repair before an update is also made in the stacks that the failing one builds on, and is followed by their update. A CLB listener that was created and not started needs it: it stays stopped, though updates succeed. The provider repeats `StartLoadBalancerListener` for one code only (resource_alicloud_slb_listener.go:450), and no update calls it again. The next preview warns of it, and `npm run repair` finds it at any time.",
        "",
        ...Object.keys(measured).flatMap((scenario) => scenarioTable(measured, scenario)),
        ...gaveUpTable(measured),
    ].join("\n");
}

function scenarioTable(measured: Measured, scenario: string): string[] {
    const rows = ROWS.filter((row) => isMeasured(row, scenario));
    const results = measured[scenario] ?? {};
    const dates = Object.values(results).map(({ date }) => date);
    const linesOf = (list: "refreshed" | "removed" | "left") =>
        Object.entries(results).flatMap(([fault, { cells }]) =>
            STEPS.flatMap((step) =>
                (cells[step]?.[list] ?? []).map((each) => `- ${fault}, ${step}: ${each}`),
            ),
        );
    const [refreshed, removed, left] = [linesOf("refreshed"), linesOf("removed"), linesOf("left")];
    return [
        `## ${scenario}`,
        "",
        `Measured on ${[...new Set(dates)].sort().join(", ")}.`,
        "",
        `| fault | calls that meet it | ${STEPS.join(" | ")} |`,
        `| --- | --- | ${STEPS.map(() => "---").join(" | ")} |`,
        ...rows.map(({ fault, calls }) => {
            const cells = STEPS.map((step) => cellText(results[fault]?.cells[step]));
            return `| \`${fault}\` | ${calls} | ${cells.join(" | ")} |`;
        }),
        "",
        ...(refreshed.length === 0
            ? []
            : ["What was made only with a refresh:", "", ...refreshed, ""]),
        ...(removed.length === 0 ? [] : ["What was removed:", "", ...removed, ""]),
        ...(left.length === 0 ? [] : ["What is left:", "", ...left, ""]),
    ];
}

function cellText(cell: Cell | undefined): string {
    if (cell === undefined) {
        return "not measured";
    }
    const { outcome, met, runs } = cell;
    return ["converged", "refreshed", "removed", "left behind"].includes(outcome)
        ? `${outcome}, run ${runs}`
        : outcome === "ridden out"
          ? `${outcome}, ${met} calls`
          : outcome;
}

/** Of every place where the provider gave up, the call, its answers, and the faults. */
function gaveUpTable(measured: Measured): string[] {
    const places = new Map<string, { action: string; answers: Set<string>; faults: Set<string> }>();
    for (const results of Object.values(measured)) {
        for (const [fault, { cells }] of Object.entries(results)) {
            for (const failure of STEPS.flatMap((step) => cells[step]?.failures ?? [])) {
                const [, action = "", answer = "", place = ""] =
                    /^\w+ \w+: (\w+ )?(.*) \((\w+\.go:\d+)\)$/.exec(failure) ?? [];
                if (place !== "") {
                    const row = places.get(place) ?? {
                        action: "",
                        answers: new Set(),
                        faults: new Set(),
                    };
                    row.action ||= action.trim();
                    row.answers.add(answer.replaceAll("|", "/"));
                    row.faults.add(fault);
                    places.set(place, row);
                }
            }
        }
    }
    return [
        "## Where the provider gives up",
        "",
        "The line of the provider that ended a run, version 1.285.0 of its source. Another run goes on from there unless a table above says otherwise.",
        "",
        "| line | call | answers | faults |",
        "| --- | --- | --- | --- |",
        ...[...places]
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(
                ([place, { action, answers, faults }]) =>
                    `| ${place} | ${action} | ${[...answers].join("; ")} | ${[...faults].map((fault) => `\`${fault}\``).join(", ")} |`,
            ),
        "",
    ];
}
