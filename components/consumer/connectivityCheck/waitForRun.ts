import { setTimeout as wait } from "node:timers/promises";

import { type RunFilter, runsOf } from "./cloudAssistant";
import { failure } from "./failure";
import type { OwnCaller } from "./signedCall";

const INTERVAL_MILLISECONDS = 2_000;

const UNDER_WAY = ["", "Pending", "Running", "Stopping", "Scheduled"];

/**
 * Waits for the end of a run, the last one of those named. Of a run that does not end well the provider says no more than
 * that it failed, so that this has to know sooner.
 *
 * @param over is aborted once the provider knows that the run has ended well
 */
export async function runEnded(
    component: string,
    caller: OwnCaller,
    { clientInstanceId, ...runs }: { readonly clientInstanceId: string } & RunFilter,
    seconds: number,
    over: AbortSignal,
): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!over.aborted) {
        const [run] = await runsOf(caller, runs);
        if (run?.status === "Success") {
            return;
        }
        if (run !== undefined && !UNDER_WAY.includes(run.status)) {
            throw failure(
                `${component}: the script did not come to its end on the client ${clientInstanceId}: ${run.status}${run.trouble === "" ? "" : ` (${run.trouble})`}. ` +
                    "Likely causes: the client was stopped meanwhile, or a security group keeps its Cloud Assistant from the cloud.",
            );
        }
        if (Date.now() > deadline) {
            throw failure(
                `${component}: the script has not come to its end on the client ${clientInstanceId} within ${seconds} seconds (status ${run?.status ?? "not begun"}). ` +
                    "Likely causes: the client hangs or is overloaded, or a security group keeps its Cloud Assistant from the cloud.",
            );
        }
        await wait(INTERVAL_MILLISECONDS, undefined, { signal: over }).catch(() => undefined);
    }
}
