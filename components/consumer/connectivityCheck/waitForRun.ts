import { setTimeout as wait } from "node:timers/promises";

import type { ApiClient } from "../../api/apiClient";
import { type RunFilter, runsOf } from "./cloudAssistant";
import { failure } from "./failure";

const INTERVAL_MILLISECONDS = 2_000;

const UNFINISHED_STATUSES = ["", "Pending", "Running", "Stopping", "Scheduled"];

/**
 * Waits for the end of the newest of the selected runs. The provider only reports that a run failed, so this
 * must notice a failure first, to report its cause.
 *
 * @param over aborted when the provider knows that the run has succeeded
 */
export async function waitForRun(
    component: string,
    client: ApiClient,
    { clientInstanceId, ...runs }: { readonly clientInstanceId: string } & RunFilter,
    seconds: number,
    over: AbortSignal,
): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!over.aborted) {
        const [run] = await runsOf(client, runs);
        if (run?.status === "Success") {
            return;
        }
        if (run !== undefined && !UNFINISHED_STATUSES.includes(run.status)) {
            throw failure(
                `${component}: the script did not finish on the client ${clientInstanceId}: ${run.status}${run.trouble === "" ? "" : ` (${run.trouble})`}. ` +
                    "Likely causes: the client was stopped, or a security group blocks its connection to Cloud Assistant.",
            );
        }
        if (Date.now() > deadline) {
            throw failure(
                `${component}: the script has not finished on the client ${clientInstanceId} within ${seconds} seconds (status ${run?.status ?? "not started"}). ` +
                    "Likely causes: the client hangs or is overloaded, or a security group blocks its connection to Cloud Assistant.",
            );
        }
        await wait(INTERVAL_MILLISECONDS, undefined, { signal: over }).catch(() => undefined);
    }
}
