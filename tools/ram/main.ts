import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { ScenarioRecord } from "../demo/report/record";
import { bringUp, checkNoChanges, takeDown } from "../demo/runScenario";
import { Sandbox } from "../demo/sandbox";
import { SCENARIOS } from "../demo/scenarios";
import type { CallRecord } from "../emulator";
import { terminalProgress } from "../engine";
import { type CallOfAccount, leastPolicy, type PolicyDocument } from "./leastPolicy";
import { recordedCalls } from "./recordedLog";

const USAGE = `Usage: npm run ram -- <example or log> [--to <folder>]
Writes the RAM policies that allow what a run called, and no more.
  example  ${Object.keys(SCENARIOS).join(", ")}: is brought up, run again and taken down on the emulator;
           one policy for each stack
  log      file with the output of "npm run emulator -- --log"; one policy for each account
  --to     folder for the policies; printed where none is named`;

async function main(): Promise<void> {
    const { source, folder } = readArguments();
    const policies = Object.hasOwn(SCENARIOS, source)
        ? await policiesOfExample(source)
        : policiesOfLog(source);
    for (const [name, policy] of policies) {
        const text = `${JSON.stringify(policy, undefined, 4)}\n`;
        if (folder === undefined) {
            process.stdout.write(`${name}:\n${text}`);
        } else {
            await mkdir(folder, { recursive: true });
            await writeFile(path.join(folder, `${name}.json`), text);
        }
    }
}

function policiesOfLog(file: string): Map<string, PolicyDocument> {
    const calls = recordedCalls(readFileSync(file, "utf8"));
    if (calls.size === 0) {
        throw new Error(`${file} has no line of a call, as "npm run emulator -- --log" prints it.`);
    }
    return new Map([...calls].map(([accountId, each]) => [accountId, leastPolicy(each)]));
}

/** Each stack is deployed by itself, so what is called meanwhile is called by it. */
async function policiesOfExample(name: string): Promise<Map<string, PolicyDocument>> {
    const progress = terminalProgress(process.stderr);
    const sandbox = await Sandbox.open({ progress });
    const interruption = new AbortController();
    process.once("SIGINT", () => interruption.abort());
    try {
        const scenario = SCENARIOS[name];
        const calls = new Map<string, CallOfAccount[]>();
        let since = 0;
        const count = (title: string) => {
            const made = sandbox.emulator.calls.slice(since).filter(isIdentified);
            since = sandbox.emulator.calls.length;
            calls.set(title, [...(calls.get(title) ?? []), ...made]);
        };
        const session = {
            sandbox,
            name,
            scenario,
            progress,
            record: new ScenarioRecord(scenario.title),
            signal: interruption.signal,
            onDone: count,
        };
        const running = await bringUp(session, "ram");
        await checkNoChanges(session, running);
        await takeDown(session, running);
        return new Map([...calls].map(([title, each]) => [title, leastPolicy(each)]));
    } finally {
        await sandbox.close();
    }
}

function isIdentified(record: CallRecord): record is CallRecord & CallOfAccount {
    const { accountId, product, action } = record;
    return accountId !== undefined && product !== undefined && action !== undefined;
}

function readArguments(): { source: string; folder?: string } {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: { to: { type: "string" } },
        });
        const [source = "", ...rest] = positionals;
        if (rest.length === 0 && (Object.hasOwn(SCENARIOS, source) || existsSync(source))) {
            return { source, folder: values.to };
        }
        throw new Error(
            source === ""
                ? "example or log: is missing. Must be one of those below."
                : `example or log: found "${positionals.join(" ")}". Must be one of those below.`,
        );
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
