import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const FILE = path.join(__dirname, "results.json");

/** What was measured of one change. */
export interface Result {
    /** What it was expected to do. */
    readonly expected: string;
    /** What it did beside that; nothing where it does what is expected. */
    readonly problems: readonly string[];
}

/** What was measured together: a component, what is refused of it, or what is changed by hand. */
export interface MeasuredPart {
    readonly date: string;
    readonly seconds: number;
    /** By the change's title. */
    readonly results: Readonly<Record<string, Result>>;
}

export interface Measured {
    readonly engine: string;
    readonly provider: string;
    readonly parts: Readonly<Record<string, MeasuredPart>>;
}

export function readMeasured(): Measured {
    return JSON.parse(readFileSync(FILE, "utf8")) as Measured;
}

/** Keeps what was measured, and what was measured before of the rest, as far as it still is a change. */
export function writeMeasured(
    versions: Pick<Measured, "engine" | "provider">,
    name: string,
    part: MeasuredPart,
    titles: readonly string[],
): Measured {
    const { parts } = readMeasured();
    const before = Object.entries(parts[name]?.results ?? {}).filter(([title]) =>
        titles.includes(title),
    );
    const merged = {
        ...versions,
        parts: {
            ...parts,
            [name]: { ...part, results: { ...Object.fromEntries(before), ...part.results } },
        },
    };
    writeFileSync(FILE, `${JSON.stringify(merged, null, 4)}\n`);
    return merged;
}
