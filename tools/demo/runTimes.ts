import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { z } from "zod";

const step = z.object({ title: z.string(), operation: z.string(), seconds: z.number() });

const runTimes = z.object({
    /** The day on which the run was, for instance 2026-01-31. */
    day: z.string(),
    /** Finding the engine and starting the emulator; nothing of a run that fetched or built the engine. */
    preparation: z.number().optional(),
    /** What was done to each scenario's stacks, in order. */
    scenarios: z.record(z.string(), z.array(step)),
    /** From the start to the end. */
    seconds: z.number(),
});

/** How long something that is done to a stack took. */
export type TimedStep = Readonly<z.infer<typeof step>>;

/** How long the parts of a whole run of the demo took. */
export type RunTimes = Readonly<z.infer<typeof runTimes>>;

/** The times of a run, and whether it was on this machine. */
export interface KnownTimes extends RunTimes {
    readonly here: boolean;
}

/** What was measured where this was written, on 2 cores that others used as well: for a machine's first run. */
const MEASURED = path.join(__dirname, "measuredTimes.json");

/** How long a run took the last time on this machine, else where it was measured. */
export function timesOf(file: string, run: string): KnownTimes | undefined {
    const here = readFile(file)[run];
    if (here !== undefined) {
        return { ...here, here: true };
    }
    const elsewhere = readFile(MEASURED)[run];
    return elsewhere && { ...elsewhere, here: false };
}

/** Keeps the times of a run for the next one; whether a machine can hold them is not what the demo is about. */
export function keepTimes(file: string, run: string, times: RunTimes): void {
    const known = readFile(file);
    const kept = {
        ...known[run],
        ...times,
        preparation: times.preparation ?? known[run]?.preparation,
    };
    const unfinished = `${file}.${process.pid}`;
    try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(unfinished, `${JSON.stringify({ ...known, [run]: kept }, undefined, 4)}\n`);
        renameSync(unfinished, file);
    } catch {
        // The next run has the times of an earlier one, or none.
    }
}

/** Runs that are not there, or are not what this version writes, are nothing to go by. */
function readFile(file: string): Readonly<Record<string, RunTimes>> {
    try {
        return z.record(z.string(), runTimes).parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
        return {};
    }
}
