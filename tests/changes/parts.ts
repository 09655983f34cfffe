import { isMade, measure } from "./campaign";
import { DRIFT } from "./drift";
import { driftTitle, measureDrift } from "./driftRun";
import type { Findings, Progress } from "./findings";
import { isRefused, measureRefusals } from "./refusals";
import { described, type Row, titleOf } from "./row";
import { ROWS } from "./rows";

/** What is measured by itself: the changes of a component, what is refused of it, or drift. */
export interface Part {
    readonly name: string;
    /** What each change is expected to do, by its title. */
    readonly expected: ReadonlyMap<string, string>;
    /** Measures all of it, or the changes with these titles alone. */
    run(progress: Progress, titles?: readonly string[]): Promise<Findings>;
}

/** Parts that CI measures: each has a test file of its own, for they run side by side. */
export const IN_CI = ["EndpointServiceWhitelist", "PrivateDnsName"];

const CLASSES = [...new Set(ROWS.map(({ componentClass }) => componentClass))];

/** The longest ones first, so that they do not end last. */
export const PARTS: readonly Part[] = [
    ...["InterfaceEndpoint", ...CLASSES.filter((each) => each !== "InterfaceEndpoint")].flatMap(
        (componentClass) => {
            const rows = ROWS.filter((row) => row.componentClass === componentClass);
            return [
                part(componentClass, rows.filter(isMade), measure),
                part(`${componentClass}, refused`, rows.filter(isRefused), measureRefusals),
            ].filter(({ expected }) => expected.size > 0);
        },
    ),
    {
        name: "Changes made by hand",
        expected: new Map(
            DRIFT.map((row) => [driftTitle(row), `${row.shown}. ${row.putRight}`] as const),
        ),
        run: measureDrift,
    },
];

function part(
    name: string,
    rows: readonly Row[],
    run: (rows: readonly Row[], progress: Progress) => Promise<Findings>,
): Part {
    return {
        name,
        expected: new Map(rows.map((row) => [titleOf(row), expectedOf(row)] as const)),
        run: (progress, titles) =>
            run(
                rows.filter((row) => titles === undefined || titles.includes(titleOf(row))),
                progress,
            ),
    };
}

/** All that a row says of a change, in words. */
function expectedOf({ outcome, back, removal, setAgain }: Row): string {
    return [outcome, back, removal, setAgain].map((each) => each && described(each)).join(" / ");
}
