import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";

import { keysAndRegion, MissingSettingError } from "../../components/api/apiClient";
import { environmentSettings } from "../../components/api/providerSettings";
import { type Api, signedApi } from "./api";
import { CHAPTERS } from "./calls";
import { compare, type Difference } from "./compare";
import { type Options, readOptions, USAGE, usageError } from "./options";
import {
    ALL_CALLS,
    compareWithAccount,
    type ParityOptions,
    recordEmulator,
    requireAccount,
    requireEmpty,
} from "./parity";
import { highestCost, PRICES, yuan } from "./prices";
import type { Recording } from "./recording";
import { differencesText, durationsText, writeReport } from "./report";
import { RunStopped, STOPS } from "./stops";

const WHAT_TO_SET = {
    "access key": new RunStopped(
        "credentials",
        "There is no access key. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with --profile.",
    ),
    "region": usageError(
        "There is no region. Name one with --region, or set ALIBABA_CLOUD_REGION.",
    ),
};

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) {
        console.log(USAGE);
    } else if (options.dryRun) {
        console.log(dryRun(options));
    } else if (options.recording !== undefined) {
        await compareRecording(options.recording);
    } else if (options.cleanUp) {
        const api = await accountApi(options);
        await requireAccount(api);
        await requireEmpty(api, settings(options, api), "earlier runs left");
        console.log("Nothing of the kit is left in the account.");
    } else {
        await compareAccount(options);
    }
}

function dryRun({ maxMinutes }: Options): string {
    const lines = CHAPTERS.flatMap(({ title, calls }) => [
        "",
        title,
        ...calls.map((call) => {
            const price = call.costs && PRICES[call.costs];
            const cost = price ? `  (${price.name}: CNY ${price.perHour} per hour)` : "";
            return `  ${`${call.product}:${call.action}`.padEnd(52)} ${call.title}${cost}`;
        }),
    ]);
    const sources = Object.values(PRICES).map(({ name, source }) => `  ${name}: ${source}`);
    return [
        `${ALL_CALLS.length} calls. With a limit of ${maxMinutes} minutes they cost at most ${yuan(highestCost(ALL_CALLS, maxMinutes * 60_000))}.`,
        ...lines,
        "",
        "Prices, of the Chinese mainland:",
        ...sources,
    ].join("\n");
}

async function compareRecording(file: string): Promise<void> {
    let recording: Recording;
    try {
        recording = JSON.parse(await readFile(file, "utf8")) as Recording;
    } catch (error) {
        throw usageError(`${file} cannot be read as a recording: ${(error as Error).message}.`);
    }
    if (recording.format !== 1) {
        throw usageError(`${file} is not a recording of this kit: its "format" must be 1.`);
    }
    const emulator = await recordEmulator(recording.region, recording.zone);
    finish(compare(recording, emulator));
}

async function compareAccount(options: Options): Promise<void> {
    const api = await accountApi(options);
    const result = await compareWithAccount(settings(options, api));
    const files = await writeReport(result, options.report);
    console.log(durationsText(result.account, result.emulator));
    finish(result.differences);
    console.log(`Written: ${files.join(", ")}`);
}

function finish(differences: readonly Difference[]): void {
    console.log(differencesText(differences));
    process.exitCode = differences.length === 0 ? 0 : 1;
}

async function accountApi({ profile, region }: Options): Promise<Api> {
    const found = await keysAndRegion(environmentSettings({ profile, region })).catch(
        (error: unknown) => {
            throw error instanceof MissingSettingError ? WHAT_TO_SET[error.missing] : error;
        },
    );
    return signedApi(found.keys, found.region);
}

function settings(options: Options, api: Api): ParityOptions {
    return {
        api,
        zone: options.zone,
        maxCost: options.maxCost,
        maxMinutes: options.maxMinutes,
        pollMilliseconds: options.pollMilliseconds,
        signal: interruption(),
        confirm: (zone) => confirm(options, api, zone),
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

async function confirm({ yes, maxMinutes }: Options, api: Api, zone: string): Promise<boolean> {
    const cost = yuan(highestCost(ALL_CALLS, maxMinutes * 60_000));
    const question = `${ALL_CALLS.length} calls in ${api.region}, zone ${zone}: creates a VPC, a CLB, an endpoint service and an endpoint, and deletes them. Costs at most ${cost}.`;
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
