import { changeSince } from "./changedFiles";
import { Repository } from "./repository";
import { type Reason, select, type Selection } from "./selection";
import { STEPS } from "./steps";

/** What `npm test -- --changed` runs: every step, or of some steps these test files, or all of a step where none are named. */
export interface ChangedTests {
    readonly everything: boolean;
    readonly steps: Readonly<Record<string, readonly string[]>>;
    /** For the reader: what runs, and why. */
    readonly lines: readonly string[];
}

/** Finds the tests that a change of this repository can make fail. */
export function changedTests(root: string): ChangedTests {
    const { base, files, allFiles } = changeSince(root);
    const selection = select(new Repository(root, allFiles), files, STEPS);
    return {
        everything: selection.everything !== undefined,
        steps: Object.fromEntries(
            [...selection.steps].map(([name, reasons]) => [
                name,
                reasons.has("") ? [] : [...reasons.keys()].filter(isTest),
            ]),
        ),
        lines: [
            `${files.length} files differ from ${base}${files.length > 0 ? "" : ": nothing to run"}`,
            ...explain(selection),
        ],
    };
}

/** One line for each step and test file, with the way from the changed file to it. */
export function explain({ everything, steps }: Selection): string[] {
    if (everything !== undefined) {
        return [`Everything runs: ${everything} has changed.`];
    }
    return [...steps].flatMap(([name, reasons]) => [
        `  ${name}${reasons.has("") ? `: ${reasons.get("")![0]}` : ""}`,
        ...[...reasons]
            .filter(([file]) => file !== "")
            .map(([file, reason]) => `    ${file}${because(reason)}`),
    ]);
}

function because([changed, ...through]: Reason): string {
    const between = through.slice(0, -1);
    return [
        through.length === 0 ? " has changed" : `: ${changed}`,
        ...(between.length === 0 ? [] : [` through ${between[0]}`]),
        ...(between.length > 1 ? [` and ${between.length - 1} more`] : []),
    ].join("");
}

function isTest(file: string): boolean {
    return file.endsWith(".test.ts");
}
