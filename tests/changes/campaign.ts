import type { RowRecord } from "./events";
import { add, type Findings, type Progress } from "./findings";
import { nameOf, nothing, type Outcome, reversed, type Row, titleOf } from "./row";
import { type Ran, Stage, type State } from "./stage";

interface Step {
    readonly title: string;
    readonly state: (row: Row) => State;
    readonly expected: (row: Row) => Outcome;
}

/** Whether the input can be removed. */
const goes = ({ without, removal }: Row) => without !== undefined && removal?.kind !== "refused";
/** What cannot be changed back stays changed. */
const back = (row: Row): State => (row.back?.kind === "refused" ? "after" : "before");
const backOutcome = (row: Row): Outcome =>
    row.back?.kind === "refused" ? nothing : (row.back ?? reversed(row.outcome));
const without = (row: Row): State => (goes(row) ? "without" : back(row));
const removal = (row: Row): Outcome => (goes(row) ? (row.removal ?? nothing) : nothing);
const setAgain = (row: Row): Outcome => row.setAgain ?? reversed(removal(row));

const STEPS: readonly Step[] = [
    { title: "changed", state: () => "after", expected: ({ outcome }) => outcome },
    { title: "changed back", state: back, expected: backOutcome },
    { title: "removed", state: without, expected: removal },
    { title: "set again", state: back, expected: setAgain },
];

/** Whether a row is one whose change is made. */
export function isMade({ outcome }: Row): boolean {
    return outcome.kind !== "refused" && outcome.kind !== "not measured";
}

/**
 * Makes the scenario of every row in one stack, and all the changes in one update after the other. A row
 * that ends an update is left out of another attempt: the rest of an update that failed says nothing.
 */
export async function measure(rows: readonly Row[], progress: Progress): Promise<Findings> {
    const findings: Findings = new Map();
    for (let left = rows.filter(isMade); left.length > 0;) {
        const failed = await attempt(left, findings, progress);
        if (failed.length === 0) {
            return findings;
        }
        failed.forEach((row) => {
            const [problem = ""] = findings.get(titleOf(row)) ?? [];
            progress(`left out from now on: ${titleOf(row)}: ${problem.slice(0, 800)}`);
        });
        left = left.filter((row) => !failed.includes(row));
    }
    return findings;
}

/** Gives back the rows that ended it before its end. */
async function attempt(
    rows: readonly Row[],
    findings: Findings,
    progress: Progress,
): Promise<readonly Row[]> {
    const found: Findings = new Map();
    const stage = await Stage.open(rows);
    const run = async (title: string, expected: Step["expected"]) => {
        const ran = await stage.run("up");
        progress(`${title}: ${ran.seconds.toFixed(0)} s${ran.failure ? ", failed" : ""}`);
        const failed = rows.filter((row) => note(found, row, title, ran, expected(row)));
        if (ran.failure !== undefined && failed.length === 0) {
            throw new Error(`${title}: ${ran.failure}`);
        }
        return failed;
    };
    try {
        await stage.set(() => "before");
        const made = await stage.run("up");
        progress(`made ${rows.length} scenarios: ${made.seconds.toFixed(0)} s`);
        if (made.failure !== undefined) {
            throw new Error(made.failure);
        }
        await stage.connect();
        await noteServing(found, stage, "made", () => "before");
        for (const { title, state, expected } of STEPS) {
            await stage.set(state);
            const failed = [
                ...new Set([
                    ...(await run(title, expected)),
                    ...(await run(`${title}, again`, () => nothing)),
                ]),
            ];
            if (failed.length > 0) {
                failed.forEach((row) => findings.set(titleOf(row), found.get(titleOf(row)) ?? []));
                return failed;
            }
            await noteServing(found, stage, title, state);
        }
        found.forEach((problems, title) => findings.set(title, problems));
        await stage.disconnect();
        await stage.destroy(progress, found);
        return [];
    } finally {
        await stage.close();
    }
}

/** Notes what an update did to a row beside what it was to do, and whether it failed. */
function note(found: Findings, row: Row, title: string, ran: Ran, expected: Outcome): boolean {
    const record: RowRecord = ran.records.get(nameOf(row)) ?? NOTHING_DONE;
    const wanted = "operations" in expected ? [...expected.operations].sort() : [];
    const problems = record.failures.map((failure) => `${title}: ${failure}`);
    if (ran.failure === undefined) {
        const list = (operations: readonly string[]) => operations.join(", ") || "nothing";
        if (list(wanted) !== list(record.operations)) {
            problems.push(`${title}: ${list(record.operations)}; expected was ${list(wanted)}`);
        } else if (
            (expected.kind === "replaced" && expected.interruption) !== record.interruption
        ) {
            problems.push(
                `${title}: replaced with${record.interruption ? "" : "out"} interruption`,
            );
        }
    }
    add(found, row, problems);
    return record.failures.length > 0;
}

const NOTHING_DONE: RowRecord = { operations: [], interruption: false, failures: [] };

async function noteServing(
    found: Findings,
    stage: Stage,
    title: string,
    state: (row: Row) => State,
): Promise<void> {
    const rows = stage.rows.filter(({ serves }) => serves !== undefined);
    const wanted = (row: Row) => row.serves?.[state(row)] ?? row.serves?.before ?? [];
    const ports = [...new Set(rows.flatMap(({ serves }) => Object.values(serves ?? {}).flat()))];
    if (rows.length === 0) {
        return;
    }
    const serving = await stage.serving(rows, ports, (row) => wanted(row));
    for (const row of rows) {
        const answered = serving.get(nameOf(row)) ?? [];
        const list = (numbers: readonly number[]) =>
            [...numbers].sort((one, other) => one - other).join(", ") || "none";
        if (list(answered) !== list(wanted(row))) {
            add(found, row, [
                `${title}: clients are served at ${list(answered)}; expected was ${list(wanted(row))}`,
            ]);
        }
    }
}
