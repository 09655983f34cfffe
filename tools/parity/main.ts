import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";

import type { Apis } from "./accounts";
import { CROSS_ACCOUNT } from "./calls/crossAccount";
import { compare, type Difference } from "./compare";
import { readApis } from "./credentials";
import { type Options, readOptions, USAGE, usageError } from "./options";
import {
    callsOf,
    chaptersOf,
    compareWithAccount,
    type ParityOptions,
    recordEmulator,
    requireAccounts,
    requireEmpty,
} from "./parity";
import { highestCost, PRICES, yuan } from "./prices";
import { hasConsumer, type Recording } from "./recording";
import { differencesText, durationsText, writeReport } from "./report";
import { RunStopped, STOPS } from "./stops";

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) {
        console.log(USAGE);
    } else if (options.dryRun) {
        console.log(dryRun(options));
    } else if (options.recording !== undefined) {
        await compareRecording(options.recording);
    } else if (options.cleanUp) {
        const apis = await readApis(options);
        await requireAccounts(apis);
        await requireEmpty(apis, settings(options, apis), "earlier runs left");
        console.log(
            `Nothing of the kit is left in the ${apis.consumer ? "two accounts" : "account"}.`,
        );
    } else {
        await compareAccount(options);
    }
}

function dryRun({ maxMinutes }: Options): string {
    const lines = chaptersOf(true).flatMap(({ title, calls }) => [
        "",
        title === CROSS_ACCOUNT.title ? `${title} (with a second account only)` : title,
        ...calls.map((call) => {
            const price = call.costs && PRICES[call.costs];
            const cost = price ? `  (${price.name}: CNY ${price.perHour} per hour)` : "";
            const account = (call.account ?? "owner").padEnd(8);
            return `  ${account} ${`${call.product}:${call.action}`.padEnd(52)} ${call.title}${cost}`;
        }),
    ]);
    const totals = [false, true].map((hasConsumer) => {
        const calls = callsOf(hasConsumer);
        const cost = yuan(highestCost(calls, maxMinutes * 60_000));
        const whose = hasConsumer ? "two accounts" : "one account";
        return `${calls.length} calls with ${whose}. With a limit of ${maxMinutes} minutes they cost at most ${cost}.`;
    });
    const sources = Object.values(PRICES).map(({ name, source }) => `  ${name}: ${source}`);
    return [...totals, ...lines, "", "Prices, of the Chinese mainland:", ...sources].join("\n");
}

async function compareRecording(file: string): Promise<void> {
    let recording: Recording;
    try {
        recording = JSON.parse(await readFile(file, "utf8")) as Recording;
    } catch (error) {
        throw usageError(
            `--recording: found "${file}", which cannot be read: ${(error as Error).message}. Must be a recording of this kit.`,
        );
    }
    if (recording.format !== 1) {
        throw usageError(
            `--recording: found "${file}", whose format is ${JSON.stringify(recording.format)}. Must be a recording of this kit, of format 1.`,
        );
    }
    const emulator = await recordEmulator(recording.region, recording.zone, hasConsumer(recording));
    finish(compare(recording, emulator));
}

async function compareAccount(options: Options): Promise<void> {
    const apis = await readApis(options);
    const result = await compareWithAccount(settings(options, apis));
    const files = await writeReport(result, options.report);
    console.log(durationsText(result.account, result.emulator));
    finish(result.differences);
    console.log(`Written: ${files.join(", ")}`);
}

function finish(differences: readonly Difference[]): void {
    console.log(differencesText(differences));
    process.exitCode = differences.length === 0 ? 0 : 1;
}

function settings(options: Options, apis: Apis): ParityOptions {
    return {
        apis,
        zone: options.zone,
        maxCost: options.maxCost,
        maxMinutes: options.maxMinutes,
        pollMilliseconds: options.pollMilliseconds,
        signal: interruption(),
        confirm: (zone) => confirm(options, apis, zone),
        progress: (line) => console.error(line),
    };
}

/** The first Ctrl-C ends the run, which then deletes what it created; the second one ends that, too. */
function interruption(): AbortSignal {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => {
            if (controller.signal.aborted) {
                console.error(
                    "Stopped while deleting. npm run parity -- --account real --clean-up deletes the rest.",
                );
                process.exit(STOPS.interrupted);
            }
            console.error(
                "Interrupted. Deletes what the run created; press Ctrl-C again to leave it.",
            );
            controller.abort(new RunStopped("interrupted", "The run was interrupted."));
        });
    }
    return controller.signal;
}

async function confirm(
    { yes, maxMinutes }: Options,
    { owner, consumer }: Apis,
    zone: string,
): Promise<boolean> {
    const calls = callsOf(consumer !== undefined);
    const cost = yuan(highestCost(calls, maxMinutes * 60_000));
    const more = consumer ? ", in a second account a VPC and an endpoint" : "";
    const question = `${calls.length} calls in ${owner.region}, zone ${zone}: creates a VPC, a CLB, an endpoint service and endpoints${more}, and deletes them. Costs at most ${cost}.`;
    if (yes) {
        console.error(question);
        return true;
    }
    if (!process.stdin.isTTY) {
        throw usageError(`${question} Nobody can be asked here: agree with --yes.`);
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
        return (await terminal.question(`${question} Go on? Type yes: `)).trim() === "yes";
    } finally {
        terminal.close();
    }
}

main().catch((error: unknown) => {
    const isExpected = error instanceof RunStopped;
    console.error(isExpected ? error.message : error);
    process.exitCode = isExpected ? STOPS[error.stop] : 1;
});
