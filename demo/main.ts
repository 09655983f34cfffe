import { parseArgs } from "node:util";

import { terminalProgress } from "../engine";
import { keepRunning } from "./keepRunning";
import { bringUp, checkNoChanges, summaryTable, takeDown } from "./runScenario";
import { Sandbox } from "./sandbox";
import { SCENARIOS } from "./scenarios";

const USAGE = `Usage: npm run demo -- [scenario] [--keep]
  scenario  ${Object.keys(SCENARIOS).join(", ")}; same-account where none is named
  --keep    leaves everything up until you press Ctrl-C, and says how to look around`;

async function main(): Promise<void> {
    const { scenarioName, keep } = readArguments();
    const scenario = SCENARIOS[scenarioName];
    const progress = terminalProgress(process.stdout);
    const startedAt = Date.now();

    const interruption = new AbortController();
    process.once("SIGINT", () => interruption.abort());
    process.once("SIGTERM", () => interruption.abort());

    progress(scenario.title);
    const sandbox = await Sandbox.open({ progress });
    try {
        const session = { sandbox, scenario, progress, signal: interruption.signal };
        const running = await bringUp(session, "demo");
        await checkNoChanges(session, running);
        progress(await summaryTable(running));
        if (keep) {
            await keepRunning(sandbox, running, interruption.signal);
            return;
        }
        await takeDown(session, running);
        const left = sandbox.emulator.inventory();
        if (left.length > 0) {
            throw new Error(
                [
                    "The emulator still holds:",
                    ...left.map(({ kind, id }) => `  ${kind} ${id}`),
                ].join("\n"),
            );
        }
        const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
        progress(
            `Nothing is left: the emulator holds no resource. ${sandbox.emulator.calls.length} API calls, ${minutes} minutes.`,
        );
    } finally {
        await sandbox.close();
    }
}

function readArguments(): { scenarioName: string; keep: boolean } {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: { keep: { type: "boolean", default: false } },
        });
        const [scenarioName = "same-account", ...rest] = positionals;
        if (rest.length === 0 && Object.hasOwn(SCENARIOS, scenarioName)) {
            return { scenarioName, keep: values.keep };
        }
        throw new Error(`There is no scenario "${positionals.join(" ")}".`);
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
