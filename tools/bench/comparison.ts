import Table from "cli-table3";

import type { Calls } from "./callCounts";
import type { MeasuredRun } from "./measuredCommand";
import { type MeasuredPart, sumOf } from "./processUse";
import { median } from "./timing";

export interface Measured extends MeasuredRun {
    readonly calls: Calls;
}

/** The same work, done some times by each tool. */
export interface Compared {
    readonly name: string;
    readonly pulumi: readonly Measured[];
    readonly terraform: readonly Measured[];
}

interface Quantity {
    readonly title: string;
    readonly of: (run: Measured) => number;
    readonly digits: number;
}

const partSeconds = (title: string, part: MeasuredPart): Quantity => ({
    title: `  of it ${title}`,
    of: ({ use }) => use[part].processorSeconds,
    digits: 2,
});

const QUANTITIES: readonly Quantity[] = [
    { title: "time, s", of: ({ seconds }) => seconds, digits: 2 },
    { title: "processor time, s", of: ({ processorSeconds }) => processorSeconds, digits: 2 },
    partSeconds("the CLI", "engine"),
    partSeconds("the program", "program"),
    partSeconds("the provider", "plugin"),
    {
        title: "peak memory, MB",
        of: ({ use }) => sumOf(Object.values(use).map(({ megabytes }) => megabytes)),
        digits: 0,
    },
    { title: "API calls", of: ({ calls }) => calls.length, digits: 0 },
];

/** Medians of both tools, and how many times as much the first one takes. */
export function comparison(all: readonly Compared[]): string {
    const table = new Table({
        head: ["", "", "Pulumi", "Terraform", "ratio"],
        style: { head: [], border: [] },
    });
    for (const { name, pulumi, terraform } of all) {
        for (const [index, { title, of, digits }] of QUANTITIES.entries()) {
            const [one, other] = [median(pulumi.map(of)), median(terraform.map(of))];
            table.push([
                index === 0 ? name : "",
                title,
                one.toFixed(digits),
                other.toFixed(digits),
                other === 0 ? "" : (one / other).toFixed(2),
            ]);
        }
    }
    return table.toString();
}
