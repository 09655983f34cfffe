import * as pulumi from "@pulumi/pulumi";

import { promiseOf } from "../../shared/dependencies";
import { apiCredentials, requireProviderAccount } from "./apiCredentials";
import { hasCloudAssistant, resultOf, type RunFilter, runOnce, runsOf } from "./cloudAssistant";
import { checkedZonesOf } from "./endpointZones";
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
import type { ApiCredentials } from "./signedCall";
import type { CheckSpecification } from "./specification";
import { waitForRun } from "./waitForRun";

/** How long the check waits for a run after the script's own limit. */
const GRACE_SECONDS = 5;

/** Runs the script of a check with Cloud Assistant, and reads the result with calls of the check's own. */
export function cloudRunner(check: CheckToRun): ScriptRunner {
    return new CloudRunner(check);
}

class CloudRunner implements ScriptRunner {
    private ownCredentials: Promise<ApiCredentials> | undefined;

    constructor(private readonly check: CheckToRun) {}

    async canRun(instanceId: string): Promise<boolean> {
        return hasCloudAssistant(await this.credentials(), instanceId);
    }

    zones(endpointId: string) {
        return checkedZonesOf(this.check.component, endpointId, this.check.parent);
    }

    /** Looks at the earlier runs, which are those of the command that is named after the specification. */
    async prepare(specification: CheckSpecification): Promise<PreparedRun> {
        const credentials = await this.credentials();
        const commandName = commandNameOf(this.check.name, specification);
        const prepared = { specification, commandName };
        const runs = await runsOf(credentials, { CommandName: commandName });
        for (const [index, { id }] of runs.entries()) {
            const { output = "" } = (await resultOf(credentials, id)) ?? {};
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
            passed && !isPreview
                ? undefined
                : await resultOf(await this.credentials(), invocationId);
        if (result === undefined && isPreview) {
            const reason = "Cloud Assistant no longer has the result.";
            return { rows: [], ranAt: "", specification, reason };
        }
        const { output, ranAt } = result ?? (await this.runAgain(prepared));
        return { rows: rowsOf(specification, output), ranAt, specification };
    }

    private async runAgain({ specification, commandName, script }: PreparedRun) {
        const credentials = await this.credentials();
        const id = await runOnce(credentials, {
            // With another name than the command's: only runs of the command decide whether it is replaced.
            name: `${commandName}-again`,
            script,
            instanceId: specification.clientInstanceId,
            timeoutSeconds: this.check.seconds + COMMAND_GRACE_SECONDS,
        });
        await this.wait(specification, { InvokeId: id }, new AbortController().signal);
        return (await resultOf(credentials, id)) ?? { output: "", ranAt: "" };
    }

    private async wait(
        { clientInstanceId }: CheckSpecification,
        runs: RunFilter,
        over: AbortSignal,
    ): Promise<void> {
        await waitForRun(
            this.check.component,
            await this.credentials(),
            { clientInstanceId, ...runs },
            this.check.seconds + GRACE_SECONDS,
            over,
        );
    }

    /** The credentials of the check's own calls, of the provider's account. */
    private credentials(): Promise<ApiCredentials> {
        this.ownCredentials ??= this.readCredentials();
        return this.ownCredentials;
    }

    private async readCredentials(): Promise<ApiCredentials> {
        const { component, parent } = this.check;
        const credentials = await promiseOf(apiCredentials(parent));
        await requireProviderAccount(component, credentials, parent);
        return credentials;
    }
}
