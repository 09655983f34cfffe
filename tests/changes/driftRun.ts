import { DRIFT, type DriftRow, SCENARIOS } from "./drift";
import type { RowRecord } from "./events";
import type { Findings, Progress } from "./findings";
import { nameOf, nothing, type Row } from "./row";
import { Stage } from "./stage";

/** What a row of drift is called. */
export function driftTitle({ type, change }: DriftRow): string {
    return `${type}: ${change}`;
}

/** The scenarios, as rows that nothing changes. */
const ROWS: readonly Row[] = Object.entries(SCENARIOS).map(([name, [own, ...around]]) => ({
    componentClass: own?.componentClass ?? "",
    input: `drift ${name}`,
    change: "changed",
    before: own?.args ?? {},
    after: own?.args ?? {},
    around,
    outcome: nothing,
}));

/**
 * Makes every scenario, changes all of it by hand, and sees what a refresh shows and what the next update does;
 * then nothing may be left to show.
 */
export async function measureDrift(progress: Progress): Promise<Findings> {
    const found: Findings = new Map();
    const add = (row: DriftRow, problem: string) => {
        const title = driftTitle(row);
        found.set(title, [...(found.get(title) ?? []), problem]);
    };
    const stage = await Stage.open(ROWS);
    const run = async (title: string, command: "up" | "refresh") => {
        const ran = await stage.run(command);
        progress(`${title}: ${ran.seconds.toFixed(0)} s`);
        if (ran.failure !== undefined) {
            throw new Error(`${title}: ${ran.failure}`);
        }
        return (row: DriftRow): string[] =>
            verbsOf(row, ran.records.get(nameOf(rowOf(row))) ?? NOTHING_DONE);
    };
    try {
        await stage.set(() => "before");
        await run("made", "up");
        // What the cloud says after the connection is no drift.
        await run("settled", "refresh");
        const { owner } = stage.workbench;
        const madeFor = (row: DriftRow) => (componentClass: string) =>
            stage.outputsOf(componentClass, nameOf(rowOf(row)));
        for (const row of DRIFT) {
            await row.byHand(owner, madeFor(row));
        }
        const shown = await run("refreshed", "refresh");
        const done = await run("put right", "up");
        const left = await run("refreshed again", "refresh");
        const idle = await run("again", "up");
        for (const row of DRIFT) {
            const list = (verbs: readonly string[] | undefined) => verbs?.join(", ") || "nothing";
            if (list(shown(row)) !== list(row.seen === undefined ? [] : [row.seen])) {
                add(
                    row,
                    `a refresh shows ${list(shown(row))}; expected was ${list([row.seen ?? ""])}`,
                );
            }
            if (list(done(row)) !== list(row.done)) {
                add(row, `an update does ${list(done(row))}; expected was ${list(row.done)}`);
            }
            if (left(row).length > 0) {
                add(row, `another refresh shows ${list(left(row))}`);
            }
            if (idle(row).length > 0) {
                add(row, `another update does ${list(idle(row))}`);
            }
        }
        for (const row of DRIFT) {
            await row.undone?.(owner, madeFor(row));
        }
        await stage.destroy(progress, found);
    } finally {
        await stage.close();
    }
    return found;
}

function rowOf({ scenario }: DriftRow): Row {
    return ROWS.find(({ input }) => input === `drift ${scenario}`) as Row;
}

/** What was done to the resources of the type. */
function verbsOf({ type }: DriftRow, { operations }: RowRecord): string[] {
    return [
        ...new Set(
            operations.flatMap((operation) => {
                const [verb = "", kind] = operation.split(" ");
                return kind === type ? [verb] : [];
            }),
        ),
    ];
}

const NOTHING_DONE: RowRecord = { operations: [], interruption: false, failures: [] };
