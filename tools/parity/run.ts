import { setTimeout as pause } from "node:timers/promises";

import type { Answer } from "./api";
import type { Apis } from "./accounts";
import { type Chapter, Known, NotKnown, type ParityCall, REGION, RUN_NAME, ZONE } from "./call";
import { callsOf } from "./compare";
import { Normaliser } from "./normalise";
import { codeOf, type RecordedCall, type RecordedState, type Recording } from "./recording";
import { accountProblem } from "./stops";

export interface RunOptions {
    readonly chapters: readonly Chapter[];
    readonly runName: string;
    readonly zone: string;
    /** Between two reads of a state. */
    readonly pollMilliseconds: number;
    /** How long a state is awaited. */
    readonly stateMilliseconds: number;
    /** What the emulator answered: refusals that it has, too, are no reason to stop. */
    readonly expected?: Recording;
    /** Aborted with the reason as a `RunStopped`. */
    readonly signal?: AbortSignal;
    readonly onCall?: (call: RecordedCall) => void;
    /** Called each time that a state has been read and is not the one awaited. */
    readonly onPassingState?: () => void;
}

const REPEATS = 5;

/** Makes the calls of the list, one after another, and records the answers. */
export async function runCalls(apis: Apis, options: RunOptions): Promise<Recording> {
    return new Run(apis, options).record();
}

class Run {
    private readonly known = new Known();
    private readonly normaliser = new Normaliser();
    private readonly refused = new Set<string>();
    private readonly expectedCodes: ReadonlyMap<string, unknown>;

    constructor(
        private readonly apis: Apis,
        private readonly options: RunOptions,
    ) {
        this.know(RUN_NAME, options.runName);
        this.known.set(ZONE, options.zone);
        this.known.set(REGION, apis.owner.region);
        this.expectedCodes = new Map(
            options.expected === undefined
                ? []
                : callsOf(options.expected).map((call) => [call.title, codeOf(call)]),
        );
    }

    async record(): Promise<Recording> {
        const chapters = [];
        for (const { title, calls } of this.options.chapters) {
            const recorded: RecordedCall[] = [];
            for (const call of calls) {
                const one = await this.recordCall(call);
                this.options.onCall?.(one);
                recorded.push(one);
            }
            chapters.push({ title, calls: recorded });
        }
        return { format: 1, region: this.apis.owner.region, zone: this.options.zone, chapters };
    }

    private async recordCall(call: ParityCall): Promise<RecordedCall> {
        const { title, product, action } = call;
        const about = {
            title,
            call: `${product}:${action}`,
            ...(call.account === "consumer" && { account: call.account }),
        };
        const { onlyAfter } = call;
        if (onlyAfter !== undefined && this.refused.has(onlyAfter)) {
            this.refused.add(title);
            const notMade = `"${onlyAfter}" was refused`;
            return { ...about, parameters: {}, notMade, milliseconds: 0 };
        }
        let parameters;
        try {
            parameters = call.parameters(this.known);
        } catch (error) {
            if (error instanceof NotKnown) {
                this.refused.add(title);
                const notMade = `there is no ${error.what}`;
                return { ...about, parameters: {}, notMade, milliseconds: 0 };
            }
            throw error;
        }
        const startedAt = Date.now();
        const { answer, states } = await this.answerOf(call, parameters);
        if (answer.status >= 400) {
            this.refused.add(title);
        }
        for (const [name, read] of Object.entries(call.keeps ?? {})) {
            const value = read(answer.body);
            if (typeof value === "string") {
                this.know(name, value);
            }
        }
        return {
            ...about,
            parameters: this.normaliser.parameters(parameters),
            answer: { status: answer.status, body: this.normaliser.answer(answer.body) },
            states,
            milliseconds: Date.now() - startedAt,
        };
    }

    private know(name: string, value: string): void {
        this.known.set(name, value);
        this.normaliser.name(value, name);
    }

    private async answerOf(
        call: ParityCall,
        parameters: ReturnType<ParityCall["parameters"]>,
    ): Promise<{ answer: Answer; states?: RecordedState[] }> {
        const { awaits } = call;
        let answer = await this.answered(call, parameters);
        if (awaits === undefined) {
            return { answer };
        }
        const passed: { state: string; since: number }[] = [];
        const giveUpAt = Date.now() + this.options.stateMilliseconds;
        while (answer.status < 400) {
            const state = String(awaits.state(answer.body));
            if (passed.at(-1)?.state !== state) {
                passed.push({ state, since: Date.now() });
            }
            if (awaits.final.includes(state) || Date.now() > giveUpAt) {
                break;
            }
            this.options.onPassingState?.();
            await this.pause(this.options.pollMilliseconds);
            answer = await this.answered(call, parameters);
        }
        const states = passed.map(({ state, since }, index) => ({
            state,
            milliseconds: passed[index + 1] && passed[index + 1].since - since,
        }));
        return { answer, states };
    }

    /** The answer; of a call that is throttled, that of a later try. */
    private async answered(
        { title, product, action, account = "owner" }: ParityCall,
        parameters: ReturnType<ParityCall["parameters"]>,
    ): Promise<Answer> {
        const api = this.apis[account];
        if (api === undefined) {
            throw new Error(`"${title}" needs the account of the ${account}`);
        }
        for (let attempt = 1; ; attempt++) {
            this.options.signal?.throwIfAborted();
            const answer = await api.call(product, action, parameters);
            const code = answer.body.Code;
            if (isPassing(answer) && attempt <= REPEATS) {
                await this.pause(this.options.pollMilliseconds * attempt);
                continue;
            }
            const problem = accountProblem(`${product}:${action}`, answer, account);
            if (problem !== undefined && this.isUnexpected(title, code)) {
                throw problem;
            }
            return answer;
        }
    }

    private isUnexpected(title: string, code: unknown): boolean {
        return this.options.expected !== undefined && this.expectedCodes.get(title) !== code;
    }

    private async pause(milliseconds: number): Promise<void> {
        const { signal } = this.options;
        try {
            await pause(milliseconds, undefined, { signal });
        } catch {
            signal?.throwIfAborted();
        }
    }
}

function isPassing({ status, body }: Answer): boolean {
    return status >= 500 || (status >= 400 && String(body.Code).includes("Throttling"));
}
