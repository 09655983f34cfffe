import type { Stack } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { Sandbox } from "../demo/sandbox";
import { terminalProgress } from "../engine";
import { byAction, type Calls } from "./callCounts";
import { median, timed } from "./timing";

/** How many there are of each kind, in stacks of their own. */
const SIZES = [
    { services: 5, endpoints: 0 },
    { services: 10, endpoints: 0 },
    { services: 20, endpoints: 0 },
    { services: 1, endpoints: 10 },
    { services: 1, endpoints: 20 },
    { services: 1, endpoints: 200 },
];

/** How many resources an update makes at the same time: most of what it does is waiting. */
const PARALLEL = 64;

/** What previews without changes take, and which calls they make, by how much there is in one program. */
export async function measurePreviews(): Promise<void> {
    const table = new Table({
        head: ["services", "endpoints", "up s", "no-op preview s", "calls", "most frequent"],
        style: { head: [], border: [] },
    });
    for (const size of SIZES) {
        table.push(await previewRow(size));
    }
    console.log(`up: with --parallel ${PARALLEL}. Previews: median of 3.`);
    console.log(table.toString());
}

async function previewRow(size: (typeof SIZES)[number]): Promise<string[]> {
    const progress = terminalProgress();
    const sandbox = await Sandbox.open({ progress });
    try {
        progress(`pulumi up: ${size.services} services, ${size.endpoints} endpoints`);
        const stack = await sandbox.openStack({
            folder: "tools/bench/manyComponents",
            stackName: "bench",
            account: sandbox.emulator.accounts[0],
            config: size,
        });
        const up = await timed(() => stack.up({ suppressOutputs: true, parallel: PARALLEL }));
        const previews: number[] = [];
        let calls: Calls = [];
        for (let run = 0; run < 3; run += 1) {
            const before = sandbox.emulator.calls.length;
            previews.push(await timed(() => previewWithoutChanges(stack)));
            calls = sandbox.emulator.calls.slice(before);
        }
        const row = [
            String(size.services),
            String(size.endpoints),
            up.toFixed(0),
            median(previews).toFixed(1),
            String(calls.length),
            byAction(calls).slice(0, 4).join("\n"),
        ];
        // A long measurement that fails has shown what it found until then.
        progress(row.join(", "));
        return row;
    } finally {
        await sandbox.close();
    }
}

async function previewWithoutChanges(stack: Stack): Promise<void> {
    await stack.preview({ suppressOutputs: true, expectNoChanges: true });
}
