import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityRow } from "./report";
import type { CheckedZone, CheckSpecification } from "./specification";

/** How much longer than the script's own limit Cloud Assistant lets it run. */
export const COMMAND_GRACE_SECONDS = 10;

/** A check, as those need to know it who run its script. */
export interface CheckToRun {
    /** Class and name of the component. */
    readonly component: string;
    readonly name: string;
    /** The script's own limit. */
    readonly seconds: number;
    readonly parent: pulumi.Resource;
}

/** A check whose command can be created. */
export interface PreparedRun {
    readonly specification: CheckSpecification;
    readonly commandName: string;
    readonly script: string;
    /** Whether the last run of the command passed, so that the command does not change. */
    readonly passed: boolean;
}

/** The results of a run, and its time. */
export interface RunFindings {
    readonly rows: ConnectivityRow[];
    readonly ranAt: string;
    readonly specification: CheckSpecification;
    /** Why there are no rows, if there are none. */
    readonly reason?: string;
}

/** What a check asks for around its command: of the cloud, or of the mocks of a unit test. */
export interface ScriptRunner {
    /** Whether a command can be run on an instance. */
    canRun(instanceId: string): Promise<boolean>;
    /** The current zones of an endpoint, in a fixed order. */
    zones(endpointId: string): Promise<CheckedZone[]>;
    prepare(specification: CheckSpecification): Promise<PreparedRun>;
    /** Waits for the end of the command's run. `over` is aborted when the provider knows of its success. */
    ended(prepared: PreparedRun, commandId: string, over: AbortSignal): Promise<void>;
    /** The results of the command's run or, if that was in an earlier update, of another run. */
    findings(prepared: PreparedRun, invocationId: string): Promise<RunFindings>;
}

/** Another specification makes another command. */
export function commandNameOf(name: string, specification: CheckSpecification): string {
    const identity = [pulumi.getProject(), pulumi.getStack(), specification];
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
    return `${name}-${hash.slice(0, 16)}`;
}
