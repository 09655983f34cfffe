import { setImmediate, setTimeout } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { type Finding, PreflightError } from "./findings";
import type { Report } from "./report";

/** Longer than the provider retries a lookup. */
const TIMEOUT_MILLISECONDS = 180_000;

/** Reported when a lookup never returns, usually because of a circular wait. */
const LOOKUP_TIMED_OUT: Finding = {
    component: "The preflight",
    propertyPath: "",
    reason:
        "a lookup has had no answer for three minutes. If the provider of a component depends on " +
        'another component of the program, set preflight to "offline".',
};

/**
 * What the components of a program wait for before they register anything, so that all findings appear
 * in one error and a program with a finding creates nothing.
 *
 * A barrier collects the components that are constructed in one turn of the event loop, that is, up to the
 * program's first `await`, and waits for their lookups. Then it passes, or rejects with all findings.
 * Components that are constructed later, and checks of values that become known later, join the next
 * barrier.
 */
export class ProgramBarrier {
    /** Resolves if there are no findings, otherwise rejects with an error that lists all of them. */
    readonly passed: Promise<void>;
    private readonly findings: Finding[] = [];
    private readonly reports: Report[] = [];
    private readonly lookups: Promise<unknown>[] = [];

    constructor(
        closed: () => void,
        private readonly timeoutMilliseconds = TIMEOUT_MILLISECONDS,
    ) {
        this.passed = this.settle(closed);
        // Code that awaits the barrier reports the rejection. If there is none, it must not end the process.
        this.passed.catch(() => undefined);
    }

    add(...findings: Finding[]): void {
        this.findings.push(...findings);
    }

    /** Adds the findings of a report to the barrier's, including later ones. */
    include(report: Report): void {
        this.reports.push(report);
    }

    /** Keeps the barrier closed until a lookup has been answered. */
    waitFor(lookup: Promise<unknown>): void {
        this.lookups.push(lookup);
        // It can fail before the barrier looks at it, while another one is not answered yet.
        lookup.catch(() => undefined);
    }

    private async settle(closed: () => void): Promise<void> {
        await setImmediate();
        // The timer also keeps the process alive: if a deadlock ended it, Pulumi would see a program
        // without resources.
        const timeout = new AbortController();
        const late = setTimeout(this.timeoutMilliseconds, LOOKUP_TIMED_OUT, {
            signal: timeout.signal,
        }).then(
            (finding) => {
                this.add(finding);
            },
            () => undefined,
        );
        try {
            await Promise.race([this.lookupsAnswered(), late]);
        } finally {
            timeout.abort();
            closed();
        }
        const findings = [...this.findings, ...this.reports.flatMap((report) => report.findings)];
        if (findings.length > 0) {
            throw new PreflightError(findings);
        }
    }

    private async lookupsAnswered(): Promise<void> {
        // An answer can start another lookup in the next turn.
        for (let answered = 0; answered < this.lookups.length;) {
            const started = this.lookups.slice(answered);
            answered += started.length;
            await Promise.all(started);
            await setImmediate();
        }
    }
}

const barriers = new WeakMap<object, ProgramBarrier>();

/** The barrier that components constructed now belong to. */
export function currentBarrier(): ProgramBarrier {
    const program = currentProgram();
    const barrier = barriers.get(program) ?? new ProgramBarrier(() => barriers.delete(program));
    barriers.set(program, barrier);
    return barrier;
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
