import * as pulumi from "@pulumi/pulumi";

import { isInProgram } from "../../preflight/currentProgram";
import { failProgram, findingsOfProgram } from "../../preflight/refusal";
import { promiseOf } from "../../shared/dependencies";
import { failure } from "./failure";
import { allPassed, type ConnectivityRow, failureMessage, PASSED } from "./report";
import { certificateSummary } from "./certificate";
import { seenEndpointSummary } from "./seenEndpoint";
import type { RunFindings } from "./scriptRunner";

/** The outputs of a check. */
export interface CheckOutputs {
    readonly table: ConnectivityRow[];
    readonly passed: boolean;
    readonly summary: string;
    readonly checkedAt: string;
}

/**
 * The outputs of a check. A failed check fails the update, and its outputs still show the result.
 *
 * If a program fails before it has registered its outputs, its stack keeps those of the last update, which
 * would still say that the check passed. If it fails afterwards, it keeps the registered ones (Pulumi,
 * executeRegisterResourceOutputs). So an update also returns outputs for a failure, and reports the failure
 * separately. A component in a plugin cannot do so: an error after the component fails nothing there.
 */
export function outputsOf(component: string, found: pulumi.Output<RunFindings>) {
    const result = found.apply((known) => {
        const outputs = resultOf(component, known);
        if (outputs.error !== undefined && !reportsFailures()) {
            throw outputs.error;
        }
        return outputs;
    });
    const outputs = reportsFailures() ? pulumi.output(withReportedFailure(result)) : result;
    return {
        table: outputs.table,
        passed: outputs.passed,
        summary: outputs.summary,
        checkedAt: outputs.checkedAt,
    };
}

type CheckResult = CheckOutputs & { readonly error?: Error };

function reportsFailures(): boolean {
    return isInProgram() && !pulumi.runtime.isDryRun();
}

/** The result, also if the program is refused, whose findings are reported by themselves. */
function withReportedFailure(result: pulumi.Output<CheckResult>): Promise<CheckResult> {
    return Promise.race([reported(result), findingsOfProgram().then(notKnown)]);
}

async function reported(result: pulumi.Output<CheckResult>): Promise<CheckResult> {
    try {
        const outputs = await promiseOf(result);
        if (outputs.error !== undefined) {
            failProgram(outputs.error);
        }
        return outputs;
    } catch (error) {
        failProgram(error as Error);
        return notKnown(error as Error);
    }
}

function notKnown({ message }: Error): CheckResult {
    return { table: [], passed: false, summary: `Not known: ${message}`, checkedAt: "" };
}

function resultOf(
    component: string,
    { rows, ranAt, specification, reason }: RunFindings,
): CheckResult {
    const outputs = { table: rows, checkedAt: ranAt };
    if (rows.length === 0) {
        return {
            ...outputs,
            passed: false,
            summary: `Not known: ${reason}`,
        };
    }
    if (allPassed(rows)) {
        return {
            ...outputs,
            passed: true,
            summary: `All ${rows.length} targets passed at ${ranAt}.${certificateSummary(specification)}${seenEndpointSummary(specification)}`,
        };
    }
    const failed = rows.filter(({ verdict }) => verdict !== PASSED);
    return {
        ...outputs,
        passed: false,
        summary: `${failed.length} of ${rows.length} targets failed at ${ranAt}.`,
        error: failure(failureMessage(component, rows)),
    };
}
