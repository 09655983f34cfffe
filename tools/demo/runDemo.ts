import { setMaxListeners } from "node:events";

import { terminalProgress } from "../engine";
import { type Request, scenarioOf } from "./commandLine";
import { ACCOUNTS, consumersComeAndGo } from "./consumersComeAndGo";
import { consumersInOneMap } from "./consumersInOneMap";
import { hasDesktop, openFile } from "./desktop";
import { keepRunning } from "./keepRunning";
import { StepsToCome } from "./outlook";
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
import { keepTimes, type KnownTimes } from "./runTimes";
import { Sandbox } from "./sandbox";
import { allTogether, sideBySide } from "./sideBySide";

const GONE = "its stacks are gone, together with the emulator that they were in";

/** What a shell gives back for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** What happens to a scenario that is shown by itself once it is up. */
const DAY_TWO: Readonly<Record<string, typeof consumersComeAndGo>> = {
    "cross-account": consumersComeAndGo,
    "consumers": consumersInOneMap,
};

/** What was looked up before the demo began. */
export interface Outlook {
    readonly startedAt: number;
    /** How long the parts of such a run took, where that is known. */
    readonly times: KnownTimes | undefined;
    /** Where the times of runs are kept. */
    readonly timesFile: string;
    /** Whether nothing of the engine had to be fetched or built. */
    readonly engineIsThere: boolean;
}

/** Runs what was asked for, from the first stack to the report. */
export async function runDemo(
    { run, names, keep, report, open }: Request,
    { startedAt, times, timesFile, engineIsThere }: Outlook,
): Promise<void> {
    const progress = terminalProgress(process.stdout);

    const interruption = new AbortController();
    // Every operation of every stack listens to it.
    setMaxListeners(0, interruption.signal);
    let interrupted = false;
    const interrupt = () => {
        interrupted = true;
        interruption.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        // Not `once`: the library that starts the CLI ends this process where no listener is left.
        process.on(signal, interrupt);
    }
    const sandbox = await Sandbox.open({ progress, emulator: { accounts: ACCOUNTS } }).catch(
        (error: unknown) => {
            if (interrupted) {
                return undefined;
            }
            throw error;
        },
    );
    if (sandbox === undefined) {
        progress("The demo was interrupted before it had made anything.");
        process.exitCode = INTERRUPTED;
        return;
    }
    const preparation = secondsSince(startedAt);
    const shared = { sandbox, progress, signal: interruption.signal };
    const sessions = sessionsOf(names, shared, times);
    const writeReportOf = async (closing: string, failed: boolean): Promise<string> => {
        const scenarios = sessions.map(({ record }) => record);
        const file = await writeReport(report, { scenarios, closing, failed });
        progress(`Report: ${file}`);
        return file;
    };
    const show = async (file: string): Promise<void> => {
        const { platform, env: environment, stdout } = process;
        if (open && hasDesktop({ platform, environment, isTerminal: stdout.isTTY })) {
            const failure = await openFile(file);
            progress(failure === undefined ? "  opened" : `  not opened: ${failure}`);
        }
    };
    try {
        interruption.signal.throwIfAborted();
        const endOthers = () => interruption.abort();
        const running = await allTogether(
            sessions.map((session) => () => comeUp(session)),
            endOthers,
        );
        if (keep) {
            await show(
                await writeReportOf("Everything is up, and stays so until the demo ends.", false),
            );
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
        const seconds = secondsSince(startedAt);
        const minutes = (seconds / 60).toFixed(1);
        const closing = `Nothing is left: the emulator holds no resource. ${sandbox.emulator.calls.length} API calls, ${minutes} minutes.`;
        progress(closing);
        await show(await writeReportOf(closing, false));
        keepTimes(timesFile, run, {
            day: new Date(startedAt).toISOString().slice(0, "2026-01-31".length),
            // What it takes to fetch or build an engine is nothing that the next run takes again.
            ...(engineIsThere && { preparation }),
            scenarios: Object.fromEntries(
                sessions.map(({ name, record }) => [name, record.times()]),
            ),
            seconds: engineIsThere ? seconds : seconds - preparation,
        });
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

function secondsSince(startedAt: number): number {
    return (Date.now() - startedAt) / 1000;
}

function sessionsOf(
    names: readonly string[],
    shared: Pick<Session, "sandbox" | "progress" | "signal">,
    times: KnownTimes | undefined,
): Session[] {
    const progresses =
        names.length === 1 ? { [names[0]]: shared.progress } : sideBySide(names, shared.progress);
    return names.map((name) => ({
        ...shared,
        name,
        scenario: scenarioOf(name),
        progress: progresses[name],
        record: new ScenarioRecord(scenarioOf(name).title),
        toCome: new StepsToCome(times?.scenarios[name]),
    }));
}

/** Brings a scenario up, checks that running it again changes nothing, and shows what was made. */
async function comeUp(session: Session): Promise<RunningScenario> {
    const running = await bringUp(session, "demo");
    await checkNoChanges(session, running);
    session.record.summary = await summaryOf(running);
    session.progress(tableOf(session.record.summary));
    await see(session, "Once it is up", running);
    return running;
}
