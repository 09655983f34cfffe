import { add, type Findings, type Progress } from "./findings";
import { nameOf, type Outcome, type Row } from "./row";
import { type Ran, Stage, type State } from "./stage";

type Refusal = Extract<Outcome, { kind: "refused" }>;

/** What is refused of a row, in which state of its arguments. */
const STATES: readonly { state: State; title: string; refusalOf(row: Row): Outcome | undefined }[] =
    [
        { state: "after", title: "changed", refusalOf: ({ outcome }) => outcome },
        { state: "without", title: "removed", refusalOf: ({ removal }) => removal },
    ];

function isRefusal(outcome: Outcome | undefined): outcome is Refusal {
    return outcome?.kind === "refused";
}

/** Whether a change of the row, or removing the input, is refused. */
export function isRefused({ outcome, removal }: Row): boolean {
    return isRefusal(outcome) || isRefusal(removal);
}

/**
 * Makes the scenario of every row in one stack, and asks for all refused changes at once: by a preview, and
 * by an update without one. Neither may write anything, and each row must be refused for what it says.
 */
export async function measureRefusals(rows: readonly Row[], progress: Progress): Promise<Findings> {
    const found: Findings = new Map();
    const refused = rows.filter(isRefused);
    if (refused.length === 0) {
        return found;
    }
    const stage = await Stage.open(refused);
    try {
        await stage.set(() => "before");
        const made = await stage.run("up");
        progress(`made ${refused.length} scenarios to be refused: ${made.seconds.toFixed(0)} s`);
        if (made.failure !== undefined) {
            throw new Error(made.failure);
        }
        await stage.connect();
        for (const { state, title, refusalOf } of STATES) {
            let left = refused.filter((row) => isRefusal(refusalOf(row)));
            // What is found at once ends a program, so what is known only later is asked for again.
            while (left.length > 0) {
                const ran = await ask(stage, left, state, title, progress, found);
                const answered = left.filter((row) =>
                    isReported(ran, row, refusalOf(row) as Refusal),
                );
                if (answered.length === 0) {
                    break;
                }
                left = left.filter((row) => !answered.includes(row));
            }
            for (const row of left) {
                add(found, row, [
                    `${title}: not refused for ${String((refusalOf(row) as Refusal).property)}`,
                ]);
            }
        }
        await stage.set(() => "before");
        const after = await stage.run("up");
        for (const row of refused) {
            const { operations = [] } = after.records.get(nameOf(row)) ?? {};
            add(
                found,
                row,
                operations.map((each) => `after the refusals: ${each}`),
            );
        }
        await stage.disconnect();
        await stage.destroy(progress, found);
    } finally {
        await stage.close();
    }
    return found;
}

/** What a preview says; the update without one must do as little. */
async function ask(
    stage: Stage,
    rows: readonly Row[],
    state: State,
    title: string,
    progress: Progress,
    found: Findings,
): Promise<Ran> {
    await stage.set((row) => (rows.includes(row) ? state : "before"));
    const before = stage.writes();
    const preview = await stage.run("preview");
    const update = await stage.run("up");
    progress(
        `asked for ${rows.length} changes: ${(preview.seconds + update.seconds).toFixed(0)} s`,
    );
    const written = stage.writes().slice(before.length);
    if (preview.failure === undefined || update.failure === undefined || written.length > 0) {
        for (const row of rows) {
            add(found, row, [
                ...(preview.failure === undefined ? [`${title}: the preview did not fail`] : []),
                ...(update.failure === undefined ? [`${title}: the update did not fail`] : []),
                ...(written.length > 0 ? [`${title}: written was ${written.join(", ")}`] : []),
            ]);
        }
    }
    return preview;
}

/** Whether a component of the row is refused for the property and the reason that the row says. */
function isReported({ failure = "" }: Ran, row: Row, { property, because }: Refusal): boolean {
    const lines = failure.split("\n").map((line) => line.trim());
    let isOfRow = false;
    for (const line of lines) {
        const [, name] = /^(?:error: )?\w+ "([^"]+)":$/.exec(line) ?? [];
        if (name !== undefined) {
            isOfRow = name === nameOf(row);
        } else if (isOfRow && line.startsWith(`- ${property}`) && because.test(line)) {
            return true;
        }
    }
    return false;
}
