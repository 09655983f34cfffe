import { execFileSync } from "node:child_process";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { floorSeconds, type StateResource } from "../demo/providerFloor";
import { Sandbox } from "../demo/sandbox";
import { SCENARIOS } from "../demo/scenarios";
import { terminalProgress } from "../engine";
import { measureConsumers } from "./consumers";
import { measurePreviews } from "./previews";
import { measureTerraform } from "./terraform";
import { median, timed } from "./timing";

const ROOT = path.resolve(__dirname, "../..");
const RUNS = 7;

/** Config that a program needs to get as far as its first resource. */
const BENCH_CONFIG = {
    zoneId: "eu-central-1b",
    vpcCidrBlock: "10.10.0.0/16",
    vswitchCidrBlock: "10.10.0.0/24",
    endpointName: "endpoint",
    backendPort: "80",
    listenerPort: "80",
    serviceDescription: "bench",
    client: "ecs1",
    port: "80",
};

/**
 * What a program of 200 endpoints may take until its first resource is registered, with all its checks: so
 * many times what one takes that makes the same resources without components. In time of the processor,
 * which a busy machine leaves alone.
 */
const BUDGET = 1.5;

interface Start {
    readonly milliseconds: number;
    readonly processorMilliseconds: number;
    readonly memory: number;
}

function programStart(folder: string, program: string, loader: string, times = RUNS): Start {
    const runs = Array.from({ length: times + 1 }, () => {
        const output = execFileSync(
            process.execPath,
            [path.join(ROOT, "tools/bench/programStart.cjs"), program, loader],
            {
                cwd: path.join(ROOT, folder),
                env: { ...process.env, BENCH_CONFIG: JSON.stringify(BENCH_CONFIG) },
                encoding: "utf8",
            },
        );
        return JSON.parse(output.slice(output.lastIndexOf("{"))) as Start;
    });
    // The first run warms the file cache and does not count.
    const counted = runs.slice(1);
    return {
        milliseconds: median(counted.map(({ milliseconds }) => milliseconds)),
        processorMilliseconds: median(counted.map((run) => run.processorMilliseconds)),
        memory: Math.max(...counted.map(({ memory }) => memory)),
    };
}

function tableOfStarts(): string {
    const table = new Table({
        head: ["program start", "loader", "ms to first resource", "times bare", "peak MB"],
        style: { head: [], border: [] },
    });
    for (const loader of ["none", "ts-node"]) {
        const bare = programStart(".", "@pulumi/pulumi", loader);
        table.push(startRow('import "@pulumi/pulumi"', loader, bare, bare));
        if (loader === "ts-node") {
            for (const { folder } of SCENARIOS["same-account"].stacks) {
                table.push(
                    startRow(folder, loader, programStart(folder, "index.ts", loader), bare),
                );
            }
        }
    }
    return table.toString();
}

function startRow(name: string, loader: string, start: Start, bare: Start): string[] {
    return [
        name,
        loader,
        start.milliseconds.toFixed(0),
        (start.milliseconds / bare.milliseconds).toFixed(2),
        (start.memory / 1e6).toFixed(0),
    ];
}

/** Without lookups, which are as slow as the cloud. */
function tableOfChecks(): string {
    const table = new Table({
        head: ["200 endpoints", "processor ms to first resource", "times by hand", "peak MB"],
        style: { head: [], border: [] },
    });
    const [byHand, components] = ["manyResources.cjs", "manyEndpoints.cjs"].map((program) =>
        programStart("tools/bench", program, "none", 3),
    );
    const ratio = components.processorMilliseconds / byHand.processorMilliseconds;
    for (const [name, start, times] of [
        ["by hand, unchecked", byHand, "1.00"],
        ["components, checked", components, `${ratio.toFixed(2)} of ${BUDGET}`],
    ] as const) {
        table.push([
            name,
            start.processorMilliseconds.toFixed(0),
            times,
            (start.memory / 1e6).toFixed(0),
        ]);
    }
    if (ratio > BUDGET) {
        console.error(`The checks take more than their budget: ${ratio.toFixed(2)} of ${BUDGET}.`);
        process.exitCode = 1;
    }
    return table.toString();
}

async function stackRow(title: string, stack: Stack, up: number): Promise<string[]> {
    const previews: number[] = [];
    const ups: number[] = [];
    for (let run = 0; run < 3; run += 1) {
        previews.push(await timed(() => stack.preview({ suppressOutputs: true })));
        ups.push(await timed(() => stack.up({ suppressOutputs: true, expectNoChanges: true })));
    }
    const exported = await stack.exportStack();
    const { resources } = exported.deployment as { resources: StateResource[] };
    const floor = floorSeconds(resources);
    return [
        title,
        up.toFixed(1),
        String(floor),
        `${((up / floor - 1) * 100).toFixed(1)} %`,
        median(previews).toFixed(2),
        median(ups).toFixed(2),
    ];
}

async function measureStacks(): Promise<void> {
    const progress = terminalProgress();
    const sandbox = await Sandbox.open({ progress });
    try {
        const table = new Table({
            head: ["stack", "up s", "floor s", "over", "no-op preview s", "no-op up s"],
            style: { head: [], border: [] },
        });
        const stacks: Stack[] = [];
        for (const { title, folder, account } of SCENARIOS["same-account"].stacks) {
            progress(`pulumi up: ${title}`);
            const stack = await sandbox.openStack({
                folder,
                stackName: "bench",
                account: account(sandbox.emulator.accounts),
            });
            const up = await timed(() => stack.up({ suppressOutputs: true }));
            table.push(await stackRow(title, stack, up));
            stacks.push(stack);
        }
        for (const stack of stacks.reverse()) {
            await stack.destroy({ suppressOutputs: true });
        }
        console.log("no-op runs: median of 3. floor: what the provider's fixed waits leave.");
        console.log(table.toString());
    } finally {
        await sandbox.close();
    }
}

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
    starts: () => console.log(`${MEDIANS}\n${tableOfStarts()}`),
    checks: () => console.log(`${MEDIANS}\n${tableOfChecks()}`),
    stacks: measureStacks,
    previews: measurePreviews,
    consumers: measureConsumers,
    terraform: measureTerraform,
};

/** What needs more than every machine has, and runs only where it is asked for. */
const ONLY_BY_NAME: readonly string[] = ["terraform"];

const MEDIANS = "Median of several runs after one that does not count.";

async function main(parts: readonly string[]): Promise<void> {
    const unknown = parts.find((part) => !Object.hasOwn(PARTS, part));
    if (unknown !== undefined) {
        throw new Error(
            `part: found "${unknown}". Must be one of ${Object.keys(PARTS).join(", ")}.`,
        );
    }
    for (const [part, measure] of Object.entries(PARTS)) {
        if (parts.length === 0 ? !ONLY_BY_NAME.includes(part) : parts.includes(part)) {
            await measure();
        }
    }
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
