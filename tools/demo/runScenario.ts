import type { Stack, UpOptions } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { readState } from "../diagram";
import type { Progress } from "../engine";
import { LiveProgress } from "./liveProgress";
import type { StepsToCome } from "./outlook";
import type { ScenarioRecord } from "./report/record";
import type { Sandbox } from "./sandbox";
import type { Row, Scenario } from "./scenarios";
import { servedEndpoints } from "./servedEndpoints";

/** A scenario's stacks once they are up, in the order in which they came up. */
export interface RunningScenario {
    readonly name: string;
    readonly scenario: Scenario;
    readonly stacks: readonly Stack[];
}

/** What a run of a scenario needs. */
export interface Session {
    readonly sandbox: Sandbox;
    readonly name: string;
    readonly scenario: Scenario;
    readonly progress: Progress;
    /** Records what the closing report says. */
    readonly record: ScenarioRecord;
    /** How long the steps that are still to come took the last time. */
    readonly toCome?: StepsToCome;
    /** Ends the operation that is under way. */
    readonly signal: AbortSignal;
    /** Called after each operation of a stack. */
    readonly onDone?: (title: string) => void;
}

type Operation = "up" | "destroy";

/** Brings a scenario's stacks up, one after the other. */
export async function bringUp(session: Session, stackName: string): Promise<RunningScenario> {
    const { sandbox, name, scenario } = session;
    const stacks: Stack[] = [];
    for (const { title, folder, account, config } of scenario.stacks) {
        const stack = await sandbox.openStack({
            folder,
            stackName,
            account: account(sandbox.emulator.accounts),
            config: config?.(sandbox.emulator.accounts),
        });
        await perform(session, stack, "up", title);
        stacks.push(stack);
    }
    return { name, scenario, stacks };
}

/** Runs every stack again and fails if a resource would change. */
export async function checkNoChanges(
    session: Session,
    { scenario, stacks }: RunningScenario,
): Promise<void> {
    for (const [index, stack] of stacks.entries()) {
        await perform(session, stack, "up", scenario.stacks[index].title, {
            expectNoChanges: true,
        });
    }
}

/** Takes a scenario's stacks down in the opposite order. */
export async function takeDown(
    session: Session,
    { scenario, stacks }: RunningScenario,
): Promise<void> {
    for (const index of [...stacks.keys()].reverse()) {
        await perform(session, stacks[index], "destroy", scenario.stacks[index].title);
        await stacks[index].workspace.removeStack(stacks[index].name);
    }
}

/** What was made. */
export async function summaryOf({ scenario, stacks }: RunningScenario): Promise<Row[]> {
    return scenario.summary(await Promise.all(stacks.map((stack) => stack.outputs())));
}

const TERMINAL_COLUMNS = 80;

/** The table fits a terminal of 80 columns: long values, such as domains, go on in the next line. */
export function tableOf(rows: readonly Row[]): string {
    const first = Math.max(...rows.map(([what]) => what.length)) + "  ".length;
    const borders = 3;
    const table = new Table({
        style: { head: [], border: [] },
        colWidths: [first, TERMINAL_COLUMNS - borders - first],
        wordWrap: true,
        wrapOnWordBoundary: false,
    });
    table.push(...rows.map((row) => [...row]));
    return table.toString();
}

/** Takes down for the report what is up at a moment of the run. */
export async function see(
    { sandbox, record }: Session,
    title: string,
    ...running: readonly RunningScenario[]
): Promise<void> {
    const seen = running.flatMap(({ scenario, stacks }) =>
        scenario.stacks.map(async (described, index) => {
            const account = described.account(sandbox.emulator.accounts);
            const text = await sandbox.exportStack(stacks[index], account);
            return {
                stack: stacks[index],
                title: described.title,
                accountId: account.accountId,
                state: readState(text, described.title),
            };
        }),
    );
    const stacks = await Promise.all(seen);
    const services = await servedEndpoints(sandbox.emulator, stacks);
    record.views.push({ title, stacks, services });
}

/** Runs one operation on one stack, with live progress. */
export async function perform(
    { progress, signal, record, toCome, onDone }: Session,
    stack: Stack,
    operation: Operation,
    title: string,
    options: Pick<UpOptions, "expectNoChanges"> = {},
): Promise<void> {
    // The library does not look at a signal from before the operation.
    signal.throwIfAborted();
    const again = options.expectNoChanges === true ? " again" : "";
    const expected = toCome?.begin(`${operation}${again}`, title) ?? "";
    progress(`pulumi ${operation}${again}: ${title}${expected}`);
    const startedAt = Date.now();
    const live = new LiveProgress(title, progress);
    let outcome = "failed";
    try {
        const shared = {
            onEvent: live.onEvent,
            color: "never",
            suppressOutputs: true,
            signal,
        } as const;
        await (operation === "up"
            ? stack.up({ ...shared, ...options })
            : stack.destroy({ ...shared }));
        outcome = live.stop();
    } finally {
        live.stop();
        const seconds = (Date.now() - startedAt) / 1000;
        progress(`  ${title.padEnd(10)} ${outcome}, ${seconds.toFixed(1)} s`);
        record.steps.push({ stack, title, operation: `${operation}${again}`, outcome, seconds });
        onDone?.(title);
    }
}
