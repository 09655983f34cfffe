import { setImmediate, setTimeout } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { PreflightError } from "./findings";
import { lookupTimeoutSeconds } from "./mode";
import type { Report } from "./report";

/** A lookup that the barrier waits for. */
interface PendingLookup {
    /** Class and name of the component that needs the answer. */
    readonly component: string;
    readonly answer: Promise<unknown>;
    isAnswered: boolean;
}

/** Tells the plugin about findings. */
interface Refusal {
    readonly error: Promise<never>;
    readonly reject: (error: PreflightError) => void;
}

/**
 * What the components of a program wait for before they register anything, so that all findings appear
 * in one error and a program with a finding creates nothing.
 *
 * A barrier collects the components that are constructed in one turn of the event loop, that is, up to the
 * program's first `await`, and waits for their lookups. Then it passes, or rejects with all findings.
 * Components that are constructed later, and checks of values that become known later, join the next
 * barrier.
 *
 * Lookups have a time limit. What is not answered by then is not checked, which a warning says: a slow
 * cloud must not keep a program from running. So a circle ends as well, in which the provider of a
 * component depends on another component that waits at the same barrier.
 */
export class ProgramBarrier {
    /**
     * Resolves if there are no findings, otherwise rejects with an error that lists all of them. With a
     * refusal, that rejects instead, and this stays pending.
     */
    readonly passed: Promise<void>;
    private readonly reports: Report[] = [];
    private readonly lookups: PendingLookup[] = [];

    /**
     * @param closed is called when no more components can join
     * @param timeoutSeconds how long all lookups together may take
     * @param refusal takes the findings instead of those that wait, who then wait without an end
     */
    constructor(
        closed: () => void,
        private readonly timeoutSeconds: number,
        private readonly refusal?: Refusal,
    ) {
        this.passed = this.settle(closed);
        // Code that awaits the barrier reports the rejection. If there is none, it must not end the process.
        this.passed.catch(() => undefined);
    }

    /** Adds the findings of a report to the barrier's, including later ones. */
    include(report: Report): void {
        this.reports.push(report);
    }

    /** Holds the barrier until a lookup of a component has been answered, or takes too long. */
    waitFor(component: string, answer: Promise<unknown>): void {
        const lookup = { component, answer, isAnswered: false };
        this.lookups.push(lookup);
        const answered = () => {
            lookup.isAnswered = true;
        };
        // It can fail before the barrier looks at it, while another one is not answered yet.
        answer.then(answered, answered);
    }

    private async settle(closed: () => void): Promise<void> {
        await setImmediate();
        // The timer also keeps the process alive: if a deadlock ended it, Pulumi would see a program
        // without resources.
        const timeout = new AbortController();
        const late = setTimeout(this.timeoutSeconds * 1000, undefined, {
            signal: timeout.signal,
        }).then(
            () => {
                this.warnOfUnanswered();
            },
            () => undefined,
        );
        try {
            await Promise.race([this.lookupsAnswered(), late]);
        } finally {
            timeout.abort();
            closed();
        }
        const findings = this.reports.flatMap((report) => report.findings);
        if (findings.length > 0) {
            const error = new PreflightError(findings);
            if (this.refusal === undefined) {
                throw error;
            }
            this.refusal.reject(error);
            await new Promise<never>(() => undefined);
        }
    }

    private async lookupsAnswered(): Promise<void> {
        // An answer can start another lookup in the next turn.
        for (let answered = 0; answered < this.lookups.length;) {
            const started = this.lookups.slice(answered);
            answered += started.length;
            await Promise.all(started.map(({ answer }) => answer));
            await setImmediate();
        }
    }

    private warnOfUnanswered(): void {
        const unanswered = this.lookups.filter(({ isAnswered }) => !isAnswered);
        const components = new Set(unanswered.map(({ component }) => component));
        void pulumi.log.warn(
            `${unanswered.length} lookups were not answered within ${this.timeoutSeconds} seconds, so their rules are not checked for ` +
                `${[...components].join(", ")}. To wait longer, set alicloud-privatelink:lookupTimeoutSeconds; ` +
                'to make no lookups, set preflight to "offline".',
        );
    }
}

const barriers = new WeakMap<object, ProgramBarrier>();

/** The barrier that components constructed now belong to. */
export function currentBarrier(): ProgramBarrier {
    const program = currentProgram();
    const barrier =
        barriers.get(program) ??
        new ProgramBarrier(
            () => barriers.delete(program),
            lookupTimeoutSeconds(),
            refusals.get(program),
        );
    barriers.set(program, barrier);
    return barrier;
}

const refusals = new WeakMap<object, Refusal>();

/**
 * For the plugin: rejects with the findings of the running program, and never resolves. From then on
 * resources wait without an end after a finding. If they rejected, that would be an unhandled rejection,
 * and Pulumi's Node host would log the findings before it answers the engine, which shows them up to
 * three times or stops before the answer.
 */
export function refusalOfProgram(): Promise<never> {
    const program = currentProgram();
    const refusal = refusals.get(program) ?? newRefusal();
    refusals.set(program, refusal);
    return refusal.error;
}

function newRefusal(): Refusal {
    let reject: Refusal["reject"] = () => undefined;
    const error = new Promise<never>((_, rejectError) => (reject = rejectError));
    // No component may be waiting for it when the findings come.
    error.catch(() => undefined);
    return { error, reject };
}

const noProgram = {};

/**
 * Identifies the running program by its connection to the engine. A plugin that creates components for
 * programs in other languages has one connection per program.
 */
export function currentProgram(): object {
    return pulumi.runtime.getMonitor() ?? noProgram;
}

/**
 * True inside a Pulumi program, where later components are still checked after one fails. In the plugin
 * and in a test without a stack, a component throws its findings at once.
 */
export function isInProgram(): boolean {
    return pulumi.runtime.getStackResource() !== undefined;
}
