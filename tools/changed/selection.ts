import { dependenciesOf, expand, PACKAGE } from "./dependencies";
import type { Repository } from "./repository";

/** Files that every step depends on, directly or through a tool that reads them. */
const FOR_EVERYTHING = [
    ...["package.json", "package-lock.json", ".npmrc", ".mocharc.json"],
    ...["tsconfig.json", "tests/tsconfig.json", "tools/scripts/"],
    // Mocha loads these before every test file.
    ...["tests/sdk/", "tests/emulatorMistakes.ts"],
];

/** What files need that neither imports nor names in their code lead to. */
const FURTHER: readonly (readonly [files: RegExp, needs: readonly string[]])[] = [
    // Programs that the engine runs load the package from bin/.
    [/^tests\/(end-to-end|languages|changes|faults|parity|preflight|browser)\//, PACKAGE],
    [
        /^tests\/(schema|release)\/.*\.test\.ts$|^tools\/release\/main\.ts$/,
        [...PACKAGE, "docs", "examples", "README.md", "CHANGELOG.md", "schema.json"],
    ],
    // A part of the engine is built from the folder of its name.
    [/^tools\/engine\/parts\.ts$/, ["tools/engine"]],
    // It reads what every file of these folders imports.
    [/^tests\/unit\/imports\.test\.ts$/, [...PACKAGE, "examples", "tools"]],
];

/** A step of `npm test`: what it runs, and when. */
export interface Step {
    /** Folders of test files, for a step that runs some. */
    readonly tests?: readonly string[];
    /** Programs, for a step that runs such; it runs when one of these files or what they need has changed. */
    readonly programs?: readonly string[];
    /** For a step that looks at every file of a kind. */
    readonly reads?: RegExp;
    /** For a step that prepares others: it runs when one of them does. */
    readonly before?: readonly string[];
}

/** Why something runs: the changed file, and what leads to it. */
export type Reason = readonly string[];

export interface Selection {
    /** The file because of which everything runs. */
    readonly everything?: string;
    /** Of each step that runs, what of it: its test files, or nothing where it runs as a whole. */
    readonly steps: ReadonlyMap<string, ReadonlyMap<string, Reason>>;
}

/** The steps and test files that a change can make fail. */
export function select(
    repository: Repository,
    changed: readonly string[],
    steps: Readonly<Record<string, Step>>,
): Selection {
    const everything = changed.find((file) =>
        FOR_EVERYTHING.some(
            (each) => file === each || (each.endsWith("/") && file.startsWith(each)),
        ),
    );
    if (everything !== undefined) {
        return { everything, steps: new Map() };
    }
    const reasonFor = reasons(changed, repository);
    const selected = new Map<string, ReadonlyMap<string, Reason>>();
    for (const [name, { tests = [], programs = [], reads }] of Object.entries(steps)) {
        const candidates = [
            ...tests.flatMap((folder) => repository.filesBelow(folder)).filter(isTest),
            ...programs,
        ];
        const found = new Map<string, Reason>(
            candidates.flatMap((file) => {
                const reason = reasonFor(file);
                return reason === undefined ? [] : [[file, reason]];
            }),
        );
        const read = changed.find((file) => reads?.test(file));
        if (read !== undefined) {
            found.set("", [read]);
        }
        if (found.size > 0) {
            selected.set(name, found);
        }
    }
    for (const [name, { before = [] }] of Object.entries(steps)) {
        const cause = before.find((step) => selected.has(step));
        if (cause !== undefined && !selected.has(name)) {
            selected.set(name, new Map([["", [`the step ${cause}`]]]));
        }
    }
    return { steps: selected };
}

function isTest(file: string): boolean {
    return file.endsWith(".test.ts");
}

/** Finds the shortest way from a file to one that has changed. */
function reasons(changed: readonly string[], repository: Repository) {
    const isChanged = new Set(changed);
    const find = (file: string) => [
        ...dependenciesOf(file, repository),
        ...FURTHER.filter(([files]) => files.test(file)).flatMap(([, names]) =>
            expand(names, repository),
        ),
    ];
    return (file: string): Reason | undefined => {
        const cameFrom = new Map<string, string | undefined>([[file, undefined]]);
        for (const [each] of cameFrom) {
            if (isChanged.has(each)) {
                return wayTo(each, cameFrom);
            }
            for (const next of repository.needsOf(each, find)) {
                if (!cameFrom.has(next)) {
                    cameFrom.set(next, each);
                }
            }
        }
        return undefined;
    };
}

/** From the changed file back to the one that needs it. */
function wayTo(changed: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
    const way: string[] = [];
    for (let file: string | undefined = changed; file !== undefined; file = cameFrom.get(file)) {
        way.push(file);
    }
    return way;
}
