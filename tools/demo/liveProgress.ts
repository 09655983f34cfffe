import type { EngineEvent } from "@pulumi/pulumi/automation";

import type { Progress } from "../engine";

const DONE: Readonly<Record<string, string>> = {
    "create": "created",
    "update": "updated",
    "delete": "deleted",
    "create-replacement": "created anew",
    "delete-replaced": "deleted",
    "read": "read",
    "discard": "discarded",
};

/**
 * Prints each resource that an update of a stack is done with, and, in between, how long which
 * ones have been under way: some take a minute.
 */
export class LiveProgress {
    private readonly underWay = new Map<
        string,
        { readonly type: string; readonly startedAt: number }
    >();
    private readonly counts = new Map<string, number>();
    private readonly timer: NodeJS.Timeout;

    constructor(
        private readonly stack: string,
        private readonly progress: Progress,
    ) {
        this.timer = setInterval(() => this.showUnderWay(), 1000);
    }

    onEvent = (event: EngineEvent): void => {
        const started = event.resourcePreEvent?.metadata;
        const finished = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
        if (started !== undefined && started.op in DONE) {
            this.underWay.set(started.urn, { type: started.type, startedAt: Date.now() });
        }
        if (finished !== undefined && finished.op in DONE) {
            const startedAt = this.underWay.get(finished.urn)?.startedAt;
            this.underWay.delete(finished.urn);
            if (!finished.type.startsWith("pulumi:") && startedAt !== undefined) {
                this.finish(finished, startedAt, event.resOpFailedEvent !== undefined);
            }
        }
    };

    /** Ends the progress; says how often something was done, for instance "12 created". */
    stop(): string {
        clearInterval(this.timer);
        const counts = [...this.counts].map(([what, count]) => `${count} ${what}`);
        return counts.length > 0 ? counts.join(", ") : "no changes";
    }

    private finish(
        { urn, type, op }: { urn: string; type: string; op: string },
        startedAt: number,
        failed: boolean,
    ): void {
        const what = failed ? "failed" : DONE[op];
        this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
        this.progress(
            `  ${this.stack.padEnd(10)} ${what.padEnd(8)} ${seconds.padStart(5)} s  ${shown(type, urn)}`,
        );
    }

    private showUnderWay(): void {
        const waiting = underWayByType([...this.underWay.values()], Date.now());
        if (waiting.length > 0) {
            this.progress(`  ${this.stack.padEnd(10)} under way: ${waiting.join(", ")}`, true);
        }
    }
}

/**
 * What is under way, by type: how many there are of each, and for how long the first of them. Components and the
 * stack are left out: they wait for the others.
 */
export function underWayByType(
    resources: Iterable<{ readonly type: string; readonly startedAt: number }>,
    now: number,
): string[] {
    const byType = new Map<string, number[]>();
    for (const { type, startedAt } of resources) {
        if (type.startsWith("alicloud:")) {
            byType.set(type, [...(byType.get(type) ?? []), startedAt]);
        }
    }
    return [...byType].map(([type, starts]) => {
        const seconds = Math.round((now - Math.min(...starts)) / 1000);
        return `${starts.length > 1 ? `${starts.length} ` : ""}${classOf(type)} ${seconds} s`;
    });
}

function shown(type: string, urn: string): string {
    return `${classOf(type)} ${urn.split("::").pop()}`;
}

function classOf(type: string): string {
    return type.split(":")[2] ?? type;
}
