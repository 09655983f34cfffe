import { setImmediate } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "./currentProgram";
import { type Finding, PreflightError } from "./findings";
import { warnOfMissingPermissions } from "./lookups/missingPermissions";
import { problemOfProgram } from "./lookups/unusableProvider";
import { lookupTimeoutSeconds } from "./mode";
import { hasOwnProcess, type Refuse, refuseProgram } from "./refusal";
import { leaveOutRepetitions } from "./repeatedErrors";
import type { Report } from "./report";

/** A lookup that the barrier waits for. */
interface PendingLookup {
    /** Class and name of the component that needs the answer. */
    readonly component: string;
    readonly answer: Promise<unknown>;
    isAnswered: boolean;
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
     * Resolves if there are no findings. Otherwise it rejects with an error that lists all of them, or
     * stays pending if something else takes the error.
     */
    readonly passed: Promise<void>;
    /** Resolves with the findings, once all is checked. */
    private readonly checked: Promise<readonly Finding[]>;
    private tell: (findings: readonly Finding[]) => void = () => undefined;
    private readonly reports: Report[] = [];
    private readonly lookups: PendingLookup[] = [];

    /**
     * @param closed is called when no more components can join
     * @param timeoutSeconds how long all lookups together may take
     * @param refuse takes the findings in place of what waits for the barrier
     */
    constructor(
        closed: () => void,
        private readonly timeoutSeconds: number,
        private readonly refuse?: Refuse,
    ) {
        this.checked = new Promise((resolve) => (this.tell = resolve));
        // With handlers of its own, V8's search for handlers ends here. See decision 0008.
        this.passed = new Promise((resolve, reject) => {
            this.settle(closed)
                .finally(() => {
                    // Also if a lookup has rejected: nothing must wait for findings then.
                    this.tell([]);
                })
                .then(resolve, reject);
        });
        if (hasOwnProcess()) {
            leaveOutRepetitions(this.checked);
        }
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
        await this.lookupsAnsweredOrLate().finally(closed);
        warnOfMissingPermissions();
        const findings = this.reports.flatMap((report) => report.findings);
        this.tell(findings);
        // Without a usable provider, the lookups tell nothing, and the region's rules compare with a wrong one.
        const error =
            problemOfProgram() ?? (findings.length > 0 ? new PreflightError(findings) : undefined);
        if (error !== undefined) {
            if (this.refuse === undefined) {
                throw error;
            }
            this.refuse(error);
            await new Promise<never>(() => undefined);
        }
    }

    private lookupsAnsweredOrLate(): Promise<void> {
        return new Promise((resolve, reject) => {
            // The timer also keeps the process alive: if a deadlock ended it, Pulumi would see a program
            // without resources.
            const timer = setTimeout(() => {
                this.warnOfUnanswered();
                resolve();
            }, this.timeoutSeconds * 1000);
            this.lookupsAnswered()
                .finally(() => {
                    clearTimeout(timer);
                })
                .then(resolve, reject);
        });
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
        new ProgramBarrier(() => barriers.delete(program), lookupTimeoutSeconds(), refuseProgram());
    barriers.set(program, barrier);
    return barrier;
}
