import * as pulumi from "@pulumi/pulumi";

import type { ApiClient } from "../../api/apiClient";
import { ownApiClient } from "../../preflight/lookups/ownCalls";
import { hasCloudAssistant, resultOf, type RunFilter, runOnce, runsOf } from "./cloudAssistant";
import { checkedZonesOf } from "./endpointZones";
import { failure } from "./failure";
import { allPassed, rowsOf } from "./report";
import { scriptOf } from "./script";
import {
    COMMAND_GRACE_SECONDS,
    type CheckToRun,
    commandNameOf,
    type PreparedRun,
    type RunFindings,
    type ScriptRunner,
} from "./scriptRunner";
import type { CheckSpecification } from "./specification";
import { waitForRun } from "./waitForRun";

/** How long the check waits for a run after the script's own limit. */
const GRACE_SECONDS = 5;

/** Runs the script of a check with Cloud Assistant, and reads the result with calls of the check's own. */
export function cloudRunner(check: CheckToRun): ScriptRunner {
    return new CloudRunner(check);
}

class CloudRunner implements ScriptRunner {
    constructor(private readonly check: CheckToRun) {}

    async canRun(instanceId: string): Promise<boolean> {
        return hasCloudAssistant(await this.client(), instanceId);
    }

    zones(endpointId: string) {
        return checkedZonesOf(this.check.component, endpointId, this.check.parent);
    }

    /** Looks at the earlier runs, which are those of the command that is named after the specification. */
    async prepare(specification: CheckSpecification): Promise<PreparedRun> {
        const client = await this.client();
        const commandName = commandNameOf(this.check.name, specification);
        const prepared = { specification, commandName };
        const runs = await runsOf(client, { CommandName: commandName });
        for (const [index, { id }] of runs.entries()) {
            const { output = "" } = (await resultOf(client, id)) ?? {};
            if (!allPassed(rowsOf(specification, output))) {
                return { ...prepared, script: scriptOf(specification, id), passed: index > 0 };
            }
        }
        return { ...prepared, script: scriptOf(specification, ""), passed: runs.length > 0 };
    }

    ended({ specification }: PreparedRun, commandId: string, over: AbortSignal): Promise<void> {
        return this.wait(specification, { CommandId: commandId }, over);
    }

    async findings(prepared: PreparedRun, invocationId: string): Promise<RunFindings> {
        const { specification, passed } = prepared;
        const isPreview = pulumi.runtime.isDryRun();
        const result =
            passed && !isPreview ? undefined : await resultOf(await this.client(), invocationId);
        if (result === undefined && isPreview) {
            const reason = "Cloud Assistant no longer has the result.";
            return { rows: [], ranAt: "", specification, reason };
        }
        const { output, ranAt } = result ?? (await this.runAgain(prepared));
        return { rows: rowsOf(specification, output), ranAt, specification };
    }

    private async runAgain({ specification, commandName, script }: PreparedRun) {
        const client = await this.client();
        const id = await runOnce(client, {
            // With another name than the command's: only runs of the command decide whether it is replaced.
            name: `${commandName}-again`,
            script,
            instanceId: specification.clientInstanceId,
            timeoutSeconds: this.check.seconds + COMMAND_GRACE_SECONDS,
        });
        await this.wait(specification, { InvokeId: id }, new AbortController().signal);
        return (await resultOf(client, id)) ?? { output: "", ranAt: "" };
    }

    private async wait(
        { clientInstanceId }: CheckSpecification,
        runs: RunFilter,
        over: AbortSignal,
    ): Promise<void> {
        await waitForRun(
            this.check.component,
            await this.client(),
            { clientInstanceId, ...runs },
            this.check.seconds + GRACE_SECONDS,
            over,
        );
    }

    private async client(): Promise<ApiClient> {
        try {
            return await ownApiClient(this.check.parent);
        } catch (error) {
            throw failure(`${this.check.component}: ${(error as Error).message}`);
        }
    }
}
