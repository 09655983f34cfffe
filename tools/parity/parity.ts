import { startEmulator } from "../emulator";
import { allApis, type Apis } from "./accounts";
import { type Api, signedApi } from "./api";
import { type Chapter, NAME_PREFIX, type ParityCall, type Role, ROLES } from "./call";
import { CHAPTERS, CHAPTERS_OF_TWO } from "./calls";
import { listAt } from "./calls/answers";
import { cleanUp, type Created } from "./cleanUp";
import { compare, type Difference } from "./compare";
import { highestCost, yuan } from "./prices";
import { codeOf, type RecordedCall, type Recording } from "./recording";
import { runCalls, type RunOptions } from "./run";
import { accountProblem, RunStopped } from "./stops";

export interface ParityOptions {
    readonly apis: Apis;
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

/** The list of calls: with the other account's, if it takes part. */
export function chaptersOf(hasConsumer: boolean): readonly Chapter[] {
    return hasConsumer ? CHAPTERS_OF_TWO : CHAPTERS;
}

export function callsOf(hasConsumer: boolean): ParityCall[] {
    return chaptersOf(hasConsumer).flatMap(({ calls }) => calls);
}

/**
 * Makes the calls of the list in an account, or in two, and on the emulator, and compares the answers. What it creates is deleted,
 * also if it stops before its time. Rejects with `RunStopped`.
 */
export async function compareWithAccount(options: ParityOptions): Promise<ParityResult> {
    const { apis, progress, pollMilliseconds } = options;
    const hasConsumer = apis.consumer !== undefined;
    await requireAccounts(apis);
    const zone = options.zone ?? (await commonZone(apis.owner));
    await requireEmpty(apis, options, "an earlier run left");
    requireMoney(options);
    if (!(await options.confirm(zone))) {
        throw new RunStopped("interrupted", "Nothing was created.");
    }
    progress("The same calls on the emulator …");
    const emulator = await recordEmulator(apis.owner.region, zone, hasConsumer);
    const limit = AbortSignal.timeout(options.maxMinutes * MINUTE);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    let account: Recording;
    try {
        account = await runCalls(apis, {
            chapters: chaptersOf(hasConsumer),
            runName: runName(),
            zone,
            pollMilliseconds,
            stateMilliseconds: STATE_MINUTES * MINUTE,
            expected: emulator,
            signal,
            onCall: (call) => progress(callText(call)),
        });
    } catch (error) {
        await requireEmpty(apis, options, "the run created");
        throw limit.aborted && !(error instanceof RunStopped)
            ? new RunStopped(
                  "limit",
                  `The run took longer than ${options.maxMinutes} minutes. Raise the limit with --max-minutes.`,
              )
            : error;
    }
    await requireEmpty(apis, options, "the run created");
    return { account, emulator, differences: compare(account, emulator) };
}

/** What the emulator answers to the list. */
export async function recordEmulator(
    region: string,
    zone: string,
    hasConsumer: boolean,
): Promise<Recording> {
    const emulator = await startEmulator();
    // A state of the emulator lasts until it has been read, however slow the machine is.
    const { clock } = emulator.cloud;
    let release = clock.hold();
    const onPassingState = () => {
        release();
        release = clock.hold();
    };
    try {
        const [owner, consumer] = emulator.accounts.map(({ accessKeyId, accessKeySecret }) => {
            const key = { accessKey: accessKeyId, secretKey: accessKeySecret };
            return signedApi(() => Promise.resolve(key), region, {
                proxy: `http://${emulator.endpoint}`,
                authority: emulator.certificate,
            });
        });
        const options: RunOptions = {
            chapters: chaptersOf(hasConsumer),
            runName: runName(),
            zone,
            pollMilliseconds: 10,
            stateMilliseconds: MINUTE,
            onPassingState,
        };
        return await runCalls({ owner, consumer }, options);
    } finally {
        await emulator.stop();
    }
}

/** Deletes what is there of the kit. Rejects with `RunStopped` if something stays. */
export async function requireEmpty(
    apis: Apis,
    { progress, pollMilliseconds }: Pick<ParityOptions, "progress" | "pollMilliseconds">,
    whose: string,
): Promise<void> {
    const left = await cleanUp(allApis(apis), {
        pollMilliseconds,
        limitMilliseconds: CLEAN_UP_MINUTES * MINUTE,
        onDelete: (created) => progress(`Deletes what ${whose}: ${createdText(created)}`),
    });
    if (left.length > 0) {
        throw new RunStopped(
            "leftover",
            `Could not be deleted within ${CLEAN_UP_MINUTES} minutes: ${left.map(createdText).join(", ")}. ` +
                "Run npm run parity -- --account real --clean-up later, with the credentials of both accounts if there were two, or delete it in the console.",
        );
    }
}

/** Whether the credentials are good, before anything is looked for or created with them. */
export async function requireAccounts(apis: Apis): Promise<void> {
    const ids = new Set<unknown>();
    for (const role of ROLES) {
        const api = apis[role];
        if (api !== undefined) {
            ids.add(await accountIdOf(api, role));
        }
    }
    if (ids.size < allApis(apis).length) {
        throw new RunStopped(
            "usage",
            "the consumer's credentials: are of the owner's account. Use those of another account, or leave them out.",
        );
    }
}

async function accountIdOf(api: Api, role: Role): Promise<unknown> {
    const answer = await api.call("sts", "GetCallerIdentity", {});
    const problem = accountProblem("sts:GetCallerIdentity", answer, role);
    if (problem !== undefined) {
        throw problem;
    }
    return answer.body.AccountId;
}

async function commonZone(api: Api): Promise<string> {
    const answer = await api.call("privatelink", "DescribeZones", {});
    const problem = accountProblem("privatelink:DescribeZones", answer, "owner");
    if (problem !== undefined) {
        throw problem;
    }
    const [zone] = listAt(answer.body, "Zones", "Zone")
        .map(({ ZoneId }) => String(ZoneId))
        .sort();
    if (zone === undefined) {
        throw new RunStopped(
            "region",
            `--region: found "${api.region}", in which PrivateLink has no zone. Use another region.`,
        );
    }
    return zone;
}

function requireMoney({ apis, maxCost, maxMinutes }: ParityOptions): void {
    const calls = callsOf(apis.consumer !== undefined);
    const cost = highestCost(calls, maxMinutes * MINUTE);
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
