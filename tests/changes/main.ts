import { readFileSync, writeFileSync } from "node:fs";

import { PulumiCommand } from "@pulumi/pulumi/automation";

import { ensureEngine, type Engine, terminalProgress } from "../../tools/engine";
import { shortened } from "./failure";
import type { Findings } from "./findings";
import { measureAlone } from "./measurement";
import { type MeasuredPart, writeMeasured } from "./measured";
import { type Part, PARTS } from "./parts";
import { DOCUMENT, documentOf, NOT_MEASURED } from "./table";

/** How many are measured at the same time: much of it is waiting. */
const AT_ONCE = 3;

/** A part, and the titles of those of its changes that are wanted; undefined where all are. */
interface Wanted {
    readonly part: Part;
    readonly titles?: readonly string[];
}

/** Parts are named by how their names begin, changes by how their titles do. */
function wantedOf(names: readonly string[]): Wanted[] {
    if (names.length === 0) {
        return PARTS.map((part) => ({ part }));
    }
    return PARTS.flatMap((part) => {
        if (names.some((name) => part.name.startsWith(name))) {
            return [{ part }];
        }
        const titles = [...part.expected.keys()].filter((title) =>
            names.some((name) => title.startsWith(name)),
        );
        return titles.length > 0 ? [{ part, titles }] : [];
    });
}

async function main(): Promise<void> {
    const left = wantedOf(process.argv.slice(2));
    if (left.length === 0) {
        console.error(
            `There is no such part. There are: ${PARTS.map(({ name }) => name).join("; ")}.`,
        );
        process.exitCode = 2;
        return;
    }
    const versions = await versionsOf(await ensureEngine({ progress: terminalProgress() }));
    const measured: Record<string, MeasuredPart> = {};
    await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
            for (let next = left.shift(); next !== undefined; next = left.shift()) {
                const { part, titles } = next;
                const { name, expected } = part;
                const startedAt = Date.now();
                const findings = await measureAlone(part, titles, (line) =>
                    console.log(`${name}: ${line}`),
                ).catch((error: unknown) => nothingMeasured(part, titles, error));
                const found = measuredPart(
                    part,
                    titles ?? [...expected.keys()],
                    findings,
                    startedAt,
                );
                measured[name] = found;
                // What has been measured stays, also if what follows fails.
                const kept = writeMeasured(versions, name, found, [...expected.keys()]);
                writeFileSync(DOCUMENT, documentOf(kept));
            }
        }),
    );
    const problems = Object.values(measured).flatMap(({ results }) =>
        Object.entries(results).filter((result) => result[1].problems.length > 0),
    );
    for (const [title, result] of problems) {
        console.log(`\n${title}`);
        result.problems.forEach((problem) => console.log(`  - ${problem}`));
    }
    console.log(`\n${problems.length} changes do not do what their rows say.`);
    process.exitCode = problems.length > 0 ? 1 : 0;
}

/** What has not been measured must not look as if it had. */
function nothingMeasured(
    { name, expected }: Part,
    titles: readonly string[] | undefined,
    error: unknown,
): Findings {
    const problem = `${NOT_MEASURED}: ${shortened(String(error))}`;
    console.log(`${name}: ${problem}`);
    return new Map((titles ?? [...expected.keys()]).map((title) => [title, [problem]]));
}

function measuredPart(
    { expected }: Part,
    titles: readonly string[],
    findings: Findings,
    startedAt: number,
): MeasuredPart {
    return {
        date: new Date().toISOString().slice(0, 10),
        seconds: Math.round((Date.now() - startedAt) / 1000),
        results: Object.fromEntries(
            titles.map((title) => [
                title,
                { expected: expected.get(title) ?? "", problems: findings.get(title) ?? [] },
            ]),
        ),
    };
}

async function versionsOf({ pulumiRoot, providerSchemaFile }: Engine) {
    const { version } = await PulumiCommand.get({ root: pulumiRoot });
    const schema = JSON.parse(readFileSync(providerSchemaFile, "utf8")) as { version: string };
    return { engine: String(version), provider: schema.version };
}

void main();
