import * as pulumi from "@pulumi/pulumi";

import { isInProgram } from "../../preflight/programBarrier";
import { failure } from "./failure";
import { allPassed, type ConnectivityRow, failureMessage, PASSED } from "./report";
import type { Found } from "./run";

/** What a check tells. */
export interface Told {
    readonly table: ConnectivityRow[];
    readonly passed: boolean;
    readonly summary: string;
    readonly checkedAt: string;
}

/**
 * The outputs of a check. A failed check fails the update, and its outputs still show the result.
 *
 * A stack keeps the outputs of its last update where the program fails before it has registered its own,
 * and so would go on saying that the check passed. Where it fails afterwards, what it registered counts
 * (Pulumi, executeRegisterResourceOutputs). So in an update the outputs are told even of a failure,
 * and the failure is reported beside them. A component in a plugin cannot do so: what fails there later
 * than the component fails nothing.
 */
export function toldOf(component: string, found: pulumi.Output<Found>) {
    const judged = found.apply((known) => {
        const told = judgement(component, known);
        if (told.error !== undefined && !tellsFailures()) {
            throw told.error;
        }
        return told;
    });
    const told = tellsFailures() ? pulumi.output(settled(judged)) : judged;
    return {
        table: told.table,
        passed: told.passed,
        summary: told.summary,
        checkedAt: told.checkedAt,
    };
}

type Judged = Told & { readonly error?: Error };

function tellsFailures(): boolean {
    return isInProgram() && !pulumi.runtime.isDryRun();
}

async function settled(judged: pulumi.Output<Judged>): Promise<Judged> {
    try {
        const told = await promiseOf(judged);
        if (told.error !== undefined) {
            report(told.error);
        }
        return told;
    } catch (error) {
        report(error as Error);
        return {
            table: [],
            passed: false,
            summary: `Not known: ${(error as Error).message}`,
            checkedAt: "",
        };
    }
}

/** Fails the program, as an error that nobody handles does. */
function report(error: Error): void {
    void Promise.reject(error);
}

/** The SDK has no public way to learn that an output was rejected. */
function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
    return (output as unknown as { promise(): Promise<T> }).promise();
}

function judgement(component: string, { rows, ranAt }: Found): Judged {
    const told = { table: rows, checkedAt: ranAt };
    if (rows.length === 0) {
        return {
            ...told,
            passed: false,
            summary: "Not known: Cloud Assistant no longer keeps the result.",
        };
    }
    if (allPassed(rows)) {
        return { ...told, passed: true, summary: `All ${rows.length} targets passed at ${ranAt}.` };
    }
    const failed = rows.filter(({ verdict }) => verdict !== PASSED);
    return {
        ...told,
        passed: false,
        summary: `${failed.length} of ${rows.length} targets failed at ${ranAt}.`,
        error: failure(failureMessage(component, rows)),
    };
}
