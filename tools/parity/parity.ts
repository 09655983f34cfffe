import { startEmulator } from "../emulator";
import { type Api, signedApi } from "./api";
import { NAME_PREFIX, type ParityCall } from "./call";
import { CHAPTERS } from "./calls";
import { listAt } from "./calls/answers";
import { cleanUp, type Created } from "./cleanUp";
import { compare, type Difference } from "./compare";
import { highestCost, yuan } from "./prices";
import { codeOf, type RecordedCall, type Recording } from "./recording";
import { runCalls, type RunOptions } from "./run";
import { accountProblem, RunStopped } from "./stops";

export interface ParityOptions {
    readonly api: Api;
    /** The first zone that the account and the emulator have by default. */
    readonly zone?: string;
    /** In CNY. */
    readonly maxCost: number;
    readonly maxMinutes: number;
    /** Between two reads of a state. */
    readonly pollMilliseconds: number;
    readonly signal?: AbortSignal;
    /** Asked before anything is created. */
    readonly confirm: (zone: string) => Promise<boolean>;
    readonly progress: (line: string) => void;
}

export interface ParityResult {
    readonly account: Recording;
    readonly emulator: Recording;
    readonly differences: readonly Difference[];
}

/** A state change of the cloud takes minutes at most. */
const STATE_MINUTES = 10;
const CLEAN_UP_MINUTES = 20;
const MINUTE = 60_000;
/** Long enough that each state of the emulator is read. */
const SEEN_MILLISECONDS = 200;

export const ALL_CALLS: readonly ParityCall[] = CHAPTERS.flatMap(({ calls }) => calls);

/**
 * Makes the calls of the list in an account and on the emulator, and compares the answers. What it creates is deleted,
 * also if it stops before its time. Rejects with `RunStopped`.
 */
export async function compareWithAccount(options: ParityOptions): Promise<ParityResult> {
    const { api, progress, pollMilliseconds } = options;
    await requireAccount(api);
    const zone = options.zone ?? (await commonZone(api));
    await requireEmpty(api, options, "an earlier run left");
    requireMoney(options);
    if (!(await options.confirm(zone))) {
        throw new RunStopped("interrupted", "Nothing was created.");
    }
    progress("The same calls on the emulator …");
    const emulator = await recordEmulator(api.region, zone);
    const limit = AbortSignal.timeout(options.maxMinutes * MINUTE);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    let account: Recording;
    try {
        account = await runCalls(api, {
            chapters: CHAPTERS,
            runName: runName(),
            zone,
            pollMilliseconds,
            stateMilliseconds: STATE_MINUTES * MINUTE,
            expected: emulator,
            signal,
            onCall: (call) => progress(callText(call)),
        });
    } catch (error) {
        await requireEmpty(api, options, "the run created");
        throw limit.aborted && !(error instanceof RunStopped)
            ? new RunStopped(
                  "limit",
                  `The run took longer than ${options.maxMinutes} minutes. Raise the limit with --max-minutes.`,
              )
            : error;
    }
    await requireEmpty(api, options, "the run created");
    return { account, emulator, differences: compare(account, emulator) };
}

/** What the emulator answers to the list. */
export async function recordEmulator(region: string, zone: string): Promise<Recording> {
    const emulator = await startEmulator({ transitionMilliseconds: SEEN_MILLISECONDS });
    try {
        const [{ accessKeyId, accessKeySecret }] = emulator.accounts;
        const key = { accessKey: accessKeyId, secretKey: accessKeySecret };
        const api = signedApi(() => Promise.resolve(key), region, {
            proxy: `http://${emulator.endpoint}`,
            authority: emulator.certificate,
        });
        const options: RunOptions = {
            chapters: CHAPTERS,
            runName: runName(),
            zone,
            pollMilliseconds: 10,
            stateMilliseconds: MINUTE,
        };
        return await runCalls(api, options);
    } finally {
        await emulator.stop();
    }
}

/** Deletes what is there of the kit. Rejects with `RunStopped` if something stays. */
export async function requireEmpty(
    api: Api,
    { progress, pollMilliseconds }: Pick<ParityOptions, "progress" | "pollMilliseconds">,
    whose: string,
): Promise<void> {
    const left = await cleanUp(api, {
        pollMilliseconds,
        limitMilliseconds: CLEAN_UP_MINUTES * MINUTE,
        onDelete: (created) => progress(`Deletes what ${whose}: ${createdText(created)}`),
    });
    if (left.length > 0) {
        throw new RunStopped(
            "leftover",
            `Could not be deleted within ${CLEAN_UP_MINUTES} minutes: ${left.map(createdText).join(", ")}. ` +
                "Run npm run parity -- --account real --clean-up later, or delete it in the console.",
        );
    }
}

/** Whether the credentials are good, before anything is looked for or created with them. */
export async function requireAccount(api: Api): Promise<void> {
    const answer = await api.call("sts", "GetCallerIdentity", {});
    const problem = accountProblem("sts:GetCallerIdentity", answer);
    if (problem !== undefined) {
        throw problem;
    }
}

async function commonZone(api: Api): Promise<string> {
    const answer = await api.call("privatelink", "DescribeZones", {});
    const problem = accountProblem("privatelink:DescribeZones", answer);
    if (problem !== undefined) {
        throw problem;
    }
    const [zone] = listAt(answer.body, "Zones", "Zone")
        .map(({ ZoneId }) => String(ZoneId))
        .sort();
    if (zone === undefined) {
        throw new RunStopped(
            "region",
            `PrivateLink has no zone in ${api.region}. Name another region with --region.`,
        );
    }
    return zone;
}

function requireMoney({ maxCost, maxMinutes }: ParityOptions): void {
    const cost = highestCost(ALL_CALLS, maxMinutes * MINUTE);
    if (cost > maxCost) {
        throw new RunStopped(
            "limit",
            `The run may cost ${yuan(cost)}, and --max-cost is ${yuan(maxCost)}. Raise it, or lower --max-minutes.`,
        );
    }
}

/** Differs from every other run's; letters and digits, which every product takes. */
function runName(): string {
    return `${NAME_PREFIX}${Date.now().toString(36)}`;
}

function createdText({ kind, id, name }: Created): string {
    return `${kind} ${id} (${name})`;
}

function callText(call: RecordedCall): string {
    const { title, answer, notMade, states, milliseconds } = call;
    const outcome =
        answer === undefined
            ? `not made: ${notMade}`
            : [answer.status, codeOf(call)].filter(Boolean).join(" ");
    const passed = states === undefined ? "" : `, ${states.map(({ state }) => state).join(" → ")}`;
    return `${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${title}: ${outcome}${passed}`;
}
