import { setImmediate, setTimeout } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { type Finding, PreflightError } from "./findings";
import type { Report } from "./report";

/** Longer than the provider tries a question again. */
const PATIENCE_MILLISECONDS = 180_000;

/** An answer that never comes, above all because who asks waits for whoever waits for the answer. */
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
 * A gate takes whoever comes in one turn of the event loop, which is as far as a program runs without
 * waiting, and waits for the questions that they have put to the cloud. Then it opens, or it is
 * rejected with every finding. Whoever comes later, because a value became known only then, meets
 * another gate.
 */
export class Gate {
    /** Resolves when nothing was found, otherwise rejects with the error that names all of it. */
    readonly opened: Promise<void>;
    private readonly findings: Finding[] = [];
    private readonly reports: Report[] = [];
    private readonly questions: Promise<unknown>[] = [];

    constructor(
        closed: () => void,
        private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
    ) {
        this.opened = this.settle(closed);
        // Whoever waits reports it; where nobody does, as for a value that nobody uses, it is no news.
        this.opened.catch(() => undefined);
    }

    add(...findings: Finding[]): void {
        this.findings.push(...findings);
    }

    /** Makes the findings of a report, also those still to come, part of the gate's. */
    include(report: Report): void {
        this.reports.push(report);
    }

    /** Keeps the gate closed until a question has been answered. */
    ask(question: Promise<unknown>): void {
        this.questions.push(question);
    }

    private async settle(closed: () => void): Promise<void> {
        await setImmediate();
        // The timer also keeps the process alive: ended by a deadlock, it would look like a program
        // that makes none of its resources any more.
        const patience = new AbortController();
        const late = setTimeout(this.patienceMilliseconds, UNANSWERED, {
            signal: patience.signal,
        }).then(
            (finding) => {
                this.add(finding);
            },
            () => undefined,
        );
        try {
            await Promise.race([this.answered(), late]);
        } finally {
            patience.abort();
            closed();
        }
        const findings = [...this.findings, ...this.reports.flatMap((report) => report.findings)];
        if (findings.length > 0) {
            throw new PreflightError(findings);
        }
    }

    private async answered(): Promise<void> {
        // An answer can lead to another question, in the turn that follows it.
        for (let answered = 0; answered < this.questions.length;) {
            const asked = this.questions.slice(answered);
            answered += asked.length;
            await Promise.all(asked);
            await setImmediate();
        }
    }
}

const gates = new WeakMap<object, Gate>();

/** The gate that whoever comes now has to wait for. */
export function currentGate(): Gate {
    const program = currentProgram();
    const gate = gates.get(program) ?? new Gate(() => gates.delete(program));
    gates.set(program, gate);
    return gate;
}

const noProgram = {};

/**
 * What stands for the program that runs: its connection to the engine. A plugin that makes components
 * for programs of other languages has one for each of them.
 */
export function currentProgram(): object {
    return pulumi.runtime.getMonitor() ?? noProgram;
}

/**
 * Whether the components are those of a program, which goes on to the next one after a finding. For
 * a single component, made by the plugin or by a test, an error is thrown at once.
 */
export function isInProgram(): boolean {
    return pulumi.runtime.getStackResource() !== undefined;
}
