import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";

import { SCENARIOS } from "../../tools/demo/scenarios";
import { ensureEngine, terminalProgress } from "../../tools/engine";
import { type Cells, measure } from "./measurement";
import { writeMeasured } from "./measured";
import { isMeasured, type Row, ROWS } from "./rows";
import { DOCUMENT, documentOf } from "./table";

/** How many are measured at the same time: nearly all of it is waiting. */
const AT_ONCE = 4;

interface Task {
    readonly row: Row;
    readonly scenario: string;
}

/** Of the faults and scenarios that are named; all where none are. */
function tasksOf(names: readonly string[]): Task[] {
    const faults = names.filter((name) => ROWS.some(({ fault }) => fault === name));
    const scenarios = names.filter((name) => Object.hasOwn(SCENARIOS, name));
    const unknown = names.filter((name) => !faults.includes(name) && !scenarios.includes(name));
    if (unknown.length > 0) {
        const known = [...Object.keys(SCENARIOS), ...ROWS.map(({ fault }) => fault)];
        throw new Error(`There is no ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
    }
    return ROWS.filter(({ fault }) => faults.length === 0 || faults.includes(fault)).flatMap(
        (row) =>
            Object.keys(SCENARIOS)
                .filter((scenario) => scenarios.length === 0 || scenarios.includes(scenario))
                .filter((scenario) => isMeasured(row, scenario))
                .map((scenario) => ({ row, scenario })),
    );
}

/** Measures in a process of its own, as every workbench has an environment of its own. */
function measureAlone({ row, scenario }: Task): Promise<Cells> {
    const child = fork(__filename, [row.fault, scenario]);
    return new Promise((resolve, reject) => {
        child.on("message", resolve);
        child.on("exit", (code) => reject(new Error(`The process ended with ${code}.`)));
    });
}

async function measureHere({ row, scenario }: Task): Promise<void> {
    const cells = await measure(row, scenario, (line) =>
        console.log(`${scenario}, ${row.fault}: ${line}`),
    );
    process.send?.(cells, undefined, undefined, () => process.disconnect());
}

async function measureAll(tasks: Task[]): Promise<void> {
    await ensureEngine({ progress: terminalProgress() });
    const failed: string[] = [];
    await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
            for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
                const { row, scenario } = task;
                try {
                    const cells = await measureAlone(task);
                    const date = new Date().toISOString().slice(0, 10);
                    // What has been measured stays, also if what follows fails.
                    const result = { date, calls: row.calls, cells };
                    writeFileSync(DOCUMENT, documentOf(writeMeasured(scenario, row.fault, result)));
                    if (Object.values(cells).some(({ outcome }) => outcome === "stuck")) {
                        failed.push(`${scenario}, ${row.fault}: stuck`);
                    }
                } catch (error) {
                    failed.push(`${scenario}, ${row.fault}: ${String(error)}`);
                }
            }
        }),
    );
    failed.forEach((line) => console.log(line));
    process.exitCode = failed.length > 0 ? 1 : 0;
}

async function main(): Promise<void> {
    try {
        const tasks = tasksOf(process.argv.slice(2));
        await (process.send === undefined ? measureAll(tasks) : measureHere(tasks[0]));
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
        process.disconnect?.();
    }
}

void main();
