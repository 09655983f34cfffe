import { setImmediate, setTimeout } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { type Finding, PreflightError } from "./findings";
import type { Report } from "./report";

/** Longer than the provider retries a lookup. */
const TIMEOUT_MILLISECONDS = 180_000;

/** Reported when a lookup never returns, usually because of a circular wait. */
const UNANSWERED: Finding = {
    component: "The preflight",
    propertyPath: "",
    reason:
        "the cloud was asked, and has not answered for three minutes. If the provider of a component depends on " +
        'another component of the program, set preflight to "offline".',
};

/**
 * What the components of a program wait for before they register anything, so that all of their
 * findings make one error and a program with a mistake makes nothing.
 *
 * A barrier collects the components that are constructed in one turn of the event loop, which is as far
 * as a program runs before its first `await`, and waits for their lookups. Then it passes, or it rejects
 * with every finding. Components and checks that come later, because a value became known only then,
 * join the next barrier.
 */
export class ProgramBarrier {
    /** Resolves when nothing was found, otherwise rejects with the error that names all of it. */
    readonly passed: Promise<void>;
    private readonly findings: Finding[] = [];
    private readonly reports: Report[] = [];
    private readonly lookups: Promise<unknown>[] = [];

    constructor(
        closed: () => void,
        private readonly timeoutMilliseconds = TIMEOUT_MILLISECONDS,
    ) {
        this.passed = this.settle(closed);
        // Whatever awaits the barrier reports the rejection. If nothing does, it must not end the process.
        this.passed.catch(() => undefined);
    }

    add(...findings: Finding[]): void {
        this.findings.push(...findings);
    }

    /** Makes the findings of a report, also those still to come, part of the barrier's. */
    include(report: Report): void {
        this.reports.push(report);
    }

    /** Holds the barrier until a lookup has been answered. */
    waitFor(lookup: Promise<unknown>): void {
        this.lookups.push(lookup);
        // It can fail before the barrier looks at it, while another one is not answered yet.
        lookup.catch(() => undefined);
    }

    private async settle(closed: () => void): Promise<void> {
        await setImmediate();
        // The timer also keeps the process alive: ended by a deadlock, it would look like a program
        // that makes none of its resources any more.
        const timeout = new AbortController();
        const late = setTimeout(this.timeoutMilliseconds, UNANSWERED, {
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
        // An answer can lead to another lookup, in the turn that follows it.
        for (let answered = 0; answered < this.lookups.length;) {
            const asked = this.lookups.slice(answered);
            answered += asked.length;
            await Promise.all(asked);
            await setImmediate();
        }
    }
}

const barriers = new WeakMap<object, ProgramBarrier>();

/** The barrier for what is constructed or checked now. */
export function currentBarrier(): ProgramBarrier {
    const program = currentProgram();
    const barrier = barriers.get(program) ?? new ProgramBarrier(() => barriers.delete(program));
    barriers.set(program, barrier);
    return barrier;
}

const noProgram = {};

/**
 * Identifies the running program: its connection to the engine. A plugin that creates components for
 * programs in other languages has one connection for each of them.
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
