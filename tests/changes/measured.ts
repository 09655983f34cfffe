import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import type { Findings } from "./findings";

const FILE = path.join(__dirname, "measured.json");

/** What the last measurement found. */
export interface Measured {
    readonly date: string;
    readonly engine: string;
    readonly provider: string;
    /** What each row, by its title, did beside what it says; nothing where it is as it says. */
    readonly rows: Readonly<Record<string, readonly string[]>>;
    /** The same for changes made by hand, by the type of the resource. */
    readonly drift: Readonly<Record<string, readonly string[]>>;
    /** Seconds that each component took. */
    readonly seconds: Readonly<Record<string, number>>;
}

export function readMeasured(): Measured {
    return JSON.parse(readFileSync(FILE, "utf8")) as Measured;
}

export function writeMeasured(measured: Measured): void {
    writeFileSync(FILE, `${JSON.stringify(measured, null, 4)}\n`);
}

/** The findings of all that was measured, the good ones too. */
export function results(
    titles: readonly string[],
    findings: Findings,
): Record<string, readonly string[]> {
    return Object.fromEntries(titles.map((title) => [title, findings.get(title) ?? []]));
}
