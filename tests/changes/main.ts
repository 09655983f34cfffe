import { readFileSync } from "node:fs";

import { PulumiCommand } from "@pulumi/pulumi/automation";

import { ensureEngine, type Engine, terminalProgress } from "../../tools/engine";
import { isMade, measure } from "./campaign";
import { DRIFT } from "./drift";
import { driftTitle, measureDrift } from "./driftRun";
import type { Findings, Progress } from "./findings";
import { type Measured, results, writeMeasured } from "./measured";
import { isRefused, measureRefusals } from "./refusals";
import { titleOf } from "./row";
import { ROWS } from "./rows";
import { writeDocument } from "./table";

/** How many are measured at the same time: much of it is waiting. */
const AT_ONCE = 3;

/** What is measured by itself: the changes of a component, what is refused of it, and drift. */
interface Part {
    readonly name: string;
    run(progress: Progress): Promise<Findings>;
}

const CLASSES = [...new Set(ROWS.map(({ componentClass }) => componentClass))];
const PARTS: readonly Part[] = [
    ...CLASSES.flatMap((componentClass) => {
        const rows = ROWS.filter((row) => row.componentClass === componentClass);
        return [
            { name: componentClass, rows: rows.filter(isMade), run: measure },
            {
                name: `${componentClass}, refused`,
                rows: rows.filter(isRefused),
                run: measureRefusals,
            },
        ]
            .filter((part) => part.rows.length > 0)
            .map((part) => ({
                name: part.name,
                run: (progress: Progress) => part.run(part.rows, progress),
            }));
    }),
    { name: "drift", run: measureDrift },
];

async function main(): Promise<void> {
    const wanted = process.argv.slice(2);
    const parts = PARTS.filter(
        ({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)),
    );
    if (parts.length === 0) {
        throw new Error(
            `Nothing is called so. There is ${PARTS.map(({ name }) => name).join("; ")}.`,
        );
    }
    const engine = await ensureEngine({ progress: terminalProgress() });
    const all: Findings = new Map();
    const seconds: Record<string, number> = {};
    const left = [...parts];
    await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
            for (let part = left.shift(); part !== undefined; part = left.shift()) {
                const { name, run } = part;
                const startedAt = Date.now();
                const findings = await run((line) => console.log(`${name}: ${line}`));
                findings.forEach((problems, title) =>
                    all.set(title, [...(all.get(title) ?? []), ...problems]),
                );
                seconds[name] = Math.round((Date.now() - startedAt) / 1000);
            }
        }),
    );
    all.forEach((problems, title) => {
        console.log(`\n${title}`);
        problems.forEach((problem) => console.log(`  - ${problem}`));
    });
    console.log(`\n${all.size} changes are not as the rows say.`);
    if (wanted.length === 0) {
        writeAll(all, seconds, await versionsOf(engine));
    }
    process.exitCode = all.size > 0 ? 1 : 0;
}

/** Keeps what was found, and writes the table. */
function writeAll(
    all: Findings,
    seconds: Measured["seconds"],
    versions: Pick<Measured, "engine" | "provider">,
): void {
    const measured: Measured = {
        date: new Date().toISOString().slice(0, 10),
        ...versions,
        rows: results(ROWS.map(titleOf), all),
        drift: results(DRIFT.map(driftTitle), all),
        seconds,
    };
    writeMeasured(measured);
    writeDocument(measured);
}

async function versionsOf({ pulumiRoot, providerSchemaFile }: Engine) {
    const { version } = await PulumiCommand.get({ root: pulumiRoot });
    const schema = JSON.parse(readFileSync(providerSchemaFile, "utf8")) as { version: string };
    return { engine: String(version), provider: schema.version };
}

void main();
