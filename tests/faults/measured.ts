import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import type { Cells } from "./measurement";

const FILE = path.join(__dirname, "results.json");

/** What was measured of a fault in a scenario. */
export interface Result {
    readonly date: string;
    readonly calls: string;
    readonly cells: Cells;
}

/** By scenario and fault. */
export type Measured = Readonly<Record<string, Readonly<Record<string, Result>>>>;

export function readMeasured(): Measured {
    return JSON.parse(readFileSync(FILE, "utf8")) as Measured;
}

/** Keeps a result beside what was measured before of the rest. */
export function writeMeasured(scenario: string, fault: string, result: Result): Measured {
    const before = readMeasured();
    const measured = { ...before, [scenario]: { ...before[scenario], [fault]: result } };
    writeFileSync(FILE, `${JSON.stringify(measured, null, 4)}\n`);
    return measured;
}
