import { setMaxListeners } from "node:events";
import { parseArgs } from "node:util";

import { terminalProgress } from "../engine";
import { ACCOUNTS, consumersComeAndGo } from "./consumersComeAndGo";
import { CONSUMERS, consumersInOneMap } from "./consumersInOneMap";
import { keepRunning } from "./keepRunning";
import { ScenarioRecord } from "./report/record";
import { writeReport } from "./report/writeReport";
import {
    bringUp,
    checkNoChanges,
    type RunningScenario,
    see,
    type Session,
    summaryOf,
    tableOf,
    takeDown,
} from "./runScenario";
import { Sandbox } from "./sandbox";
import { type Scenario, SCENARIOS } from "./scenarios";
import { allTogether, sideBySide } from "./sideBySide";

const ALL = "all";

const GONE = "its stacks are gone, together with the emulator that they were in";

/** What a shell gives back for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** With one whose endpoints wait until day two, so that it does not run side by side with the others. */
const SHOWN = { ...SCENARIOS, consumers: CONSUMERS };

/** What happens to a scenario that is shown by itself once it is up. */
const DAY_TWO: Readonly<Record<string, typeof consumersComeAndGo>> = {
    "cross-account": consumersComeAndGo,
    "consumers": consumersInOneMap,
};

const USAGE = `Usage: npm run demo -- [scenario] [--keep] [--report <file>]
  scenario  ${Object.keys(SHOWN).join(", ")}, or ${ALL} but the last side by side;
            same-account where none is named
  --keep    leaves everything up until you press Ctrl-C, and says how to look around
  --report  file for the closing report, .demo/report.html where none is named`;

async function main(): Promise<void> {
    const { names, keep, report } = readArguments();
    const progress = terminalProgress(process.stdout);
    const startedAt = Date.now();

    const interruption = new AbortController();
    // Every operation of every stack listens to it.
    setMaxListeners(0, interruption.signal);
    const sandbox = await Sandbox.open({ progress, emulator: { accounts: ACCOUNTS } });
    let interrupted = false;
    const interrupt = () => {
        interrupted = true;
        interruption.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        // Not `once`: the library that starts the CLI ends this process where no listener is left.
        process.on(signal, interrupt);
    }
    const sessions = sessionsOf(names, { sandbox, progress, signal: interruption.signal });
    const writeReportOf = async (closing: string, failed: boolean): Promise<void> => {
        const scenarios = sessions.map(({ record }) => record);
        progress(`Report: ${await writeReport(report, { scenarios, closing, failed })}`);
    };
    try {
        const endOthers = () => interruption.abort();
        const running = await allTogether(
            sessions.map((session) => () => show(session)),
            endOthers,
        );
        if (keep) {
            await writeReportOf("Everything is up, and stays so until the demo ends.", false);
            await keepRunning(sandbox, running, interruption.signal);
            const closing = `The demo has ended: ${GONE}.`;
            progress(closing);
            await writeReportOf(closing, false);
            return;
        }
        if (names.length === 1 && Object.hasOwn(DAY_TWO, names[0])) {
            running[0] = await DAY_TWO[names[0]](sessions[0], running[0]);
        }
        await allTogether(
            sessions.map((session, index) => () => takeDown(session, running[index])),
            endOthers,
        );
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
        const closing = `Nothing is left: the emulator holds no resource. ${sandbox.emulator.calls.length} API calls, ${minutes} minutes.`;
        progress(closing);
        await writeReportOf(closing, false);
    } catch (error) {
        if (interrupted) {
            const closing = `The demo was interrupted: ${GONE}.`;
            progress(closing);
            await writeReportOf(closing, true);
            process.exitCode = INTERRUPTED;
            return;
        }
        const message = error instanceof Error ? error.message : String(error);
        await writeReportOf(message, true).catch((other: unknown) => {
            progress(`There is no report: ${String(other)}`);
        });
        throw error;
    } finally {
        await sandbox.close();
    }
}

function sessionsOf(
    names: readonly string[],
    shared: Pick<Session, "sandbox" | "progress" | "signal">,
): Session[] {
    const progresses =
        names.length === 1 ? { [names[0]]: shared.progress } : sideBySide(names, shared.progress);
    return names.map((name) => ({
        ...shared,
        name,
        scenario: scenarioOf(name),
        progress: progresses[name],
        record: new ScenarioRecord(scenarioOf(name).title),
    }));
}

function scenarioOf(name: string): Scenario {
    return SHOWN[name as keyof typeof SHOWN];
}

/** Brings a scenario up, checks that running it again changes nothing, and shows what was made. */
async function show(session: Session): Promise<RunningScenario> {
    session.progress(session.scenario.title);
    const running = await bringUp(session, "demo");
    await checkNoChanges(session, running);
    session.record.summary = await summaryOf(running);
    session.progress(tableOf(session.record.summary));
    await see(session, "Once it is up", running);
    return running;
}

function readArguments(): { names: string[]; keep: boolean; report?: string } {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                keep: { type: "boolean", default: false },
                report: { type: "string" },
            },
        });
        const [named = "same-account", ...rest] = positionals;
        const names = named === ALL ? Object.keys(SCENARIOS) : [named];
        if (rest.length === 0 && names.every((name) => Object.hasOwn(SHOWN, name))) {
            return { names, ...values };
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
