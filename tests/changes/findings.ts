import { type Row, titleOf } from "./row";

/** What was found of each row that is not as it says, by the row's title; none where all of it is. */
export type Findings = Map<string, string[]>;

export type Progress = (line: string) => void;

export function add(found: Findings, row: Row, problems: readonly string[]): void {
    if (problems.length > 0) {
        found.set(titleOf(row), [...(found.get(titleOf(row)) ?? []), ...problems]);
    }
}
