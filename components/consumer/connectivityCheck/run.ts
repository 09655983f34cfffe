import { createHash } from "node:crypto";

import { Command } from "@pulumi/alicloud/ecs/command";
import { EcsInvocation } from "@pulumi/alicloud/ecs/ecsInvocation";
import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityCheckArgs } from "./connectivityCheckArgs";
import { promiseOf } from "../../shared/dependencies";
import type { ChildChecks, Report } from "../../preflight";
import { instance } from "../../preflight/lookups/ecs";
import { endpoint } from "../../preflight/lookups/privateLink";
import * as rules from "../../preflight/rules";
import { hasCloudAssistant, resultOf, runOnce, runsOf } from "./cloudAssistant";
import { requireProviderAccount, apiCredentials } from "./apiCredentials";
import type { CheckSpecification } from "./specification";
import { allPassed, type ConnectivityRow, rowsOf } from "./report";
import { waitForRun } from "./waitForRun";
import { scriptOf, scriptSeconds } from "./script";
import type { ApiCredentials } from "./signedCall";
import { checkedZonesOf } from "./endpointZones";

export const DEFAULT_SECONDS = 20;
export const DEFAULT_PROTOCOL = "http";

/** How long the check waits for a run after the script's own limit. */
const GRACE_SECONDS = 5;
/** After that, Cloud Assistant ends the script. */
const COMMAND_GRACE_SECONDS = 10;
/** And after that, the provider gives up, which polls every 5 seconds. */
const INVOCATION_GRACE_SECONDS = 30;

/** The results of a run, and its time. Without rows, nothing is known. */
export interface RunFindings {
    readonly rows: ConnectivityRow[];
    readonly ranAt: string;
    readonly specification: CheckSpecification;
}

/** A check with its credentials, and what is known from earlier runs. */
interface PreparedRun {
    readonly specification: CheckSpecification;
    readonly credentials: ApiCredentials;
    readonly commandName: string;
    readonly script: string;
    /** Whether the last run of the command passed, so that the command does not change. */
    readonly passed: boolean;
}

/**
 * Creates the command and its first run. If both do not change, an update runs the script once more, so that
 * the results are never older than the update.
 */
export function run(
    checks: ChildChecks,
    component: string,
    name: string,
    args: ConnectivityCheckArgs,
    parent: pulumi.Resource,
): pulumi.Output<RunFindings> {
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_SECONDS;
    const seconds = scriptSeconds({ timeoutSeconds });
    const credentials = once(() => credentialsOf(component, parent));
    const { clientInstanceId, endpointId } = args;
    checks.lookUp({ clientInstanceId, endpointId }, async (known, report) =>
        checkClient(report, known, await credentials(), parent),
    );
    // Other components do not wait for the lookups of zones and earlier runs.
    const prepared = checks.deriveOutsideBarrier(
        {
            clientInstanceId,
            endpointId,
            endpointDomain: args.endpointDomain,
            port: args.port,
            protocol: args.protocol ?? DEFAULT_PROTOCOL,
            serverName: args.serverName,
            caCertificate: args.caCertificate,
            path: args.path ?? "/",
            expectedStatus: args.expectedStatus,
            triggers: args.triggers ?? [],
        },
        async (known) => {
            const zones = await checkedZonesOf(component, known.endpointId, parent);
            const specification = { ...known, zones, timeoutSeconds };
            return prepareRun(name, specification, await credentials());
        },
    );
    const command = new Command(
        name,
        {
            name: prepared.commandName,
            description: "Checks a PrivateLink endpoint",
            type: "RunShellScript",
            commandContent: prepared.apply(({ script }) => Buffer.from(script).toString("base64")),
            timeout: seconds + COMMAND_GRACE_SECONDS,
        },
        { parent },
    );
    const invocation = new EcsInvocation(
        name,
        { commandId: command.id, instanceIds: [prepared.specification.clientInstanceId] },
        {
            parent,
            customTimeouts: { create: `${seconds + INVOCATION_GRACE_SECONDS}s` },
        },
    );
    const over = new AbortController();
    invocation.id.apply(() => over.abort());
    const ended = pulumi
        .all([prepared, command.id])
        .apply(([{ credentials, specification }, commandId]) =>
            waitForRun(
                component,
                credentials,
                { clientInstanceId: specification.clientInstanceId, CommandId: commandId },
                seconds + GRACE_SECONDS,
                over.signal,
            ),
        );
    return pulumi
        .all([prepared, invocation.id, ended])
        .apply(([known, id]) => findingsOf(component, known, id, seconds));
}

/** The credentials of the check's own calls, of the provider's account. */
async function credentialsOf(component: string, parent: pulumi.Resource): Promise<ApiCredentials> {
    const credentials = await promiseOf(apiCredentials(parent));
    await requireProviderAccount(component, credentials, parent);
    return credentials;
}

function once<Result>(action: () => Promise<Result>): () => Promise<Result> {
    let result: Promise<Result> | undefined;
    return () => (result ??= action());
}

/** Adds the earlier runs, which are those of the command that is named after the specification. */
async function prepareRun(
    name: string,
    specification: CheckSpecification,
    credentials: ApiCredentials,
): Promise<PreparedRun> {
    const identity = [pulumi.getProject(), pulumi.getStack(), specification];
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
    const commandName = `${name}-${hash.slice(0, 16)}`;
    const prepared = { specification, credentials, commandName };
    const runs = await runsOf(credentials, { CommandName: commandName });
    for (const [index, { id }] of runs.entries()) {
        const { output = "" } = (await resultOf(credentials, id)) ?? {};
        if (!allPassed(rowsOf(specification, output))) {
            return { ...prepared, script: scriptOf(specification, id), passed: index > 0 };
        }
    }
    return { ...prepared, script: scriptOf(specification, ""), passed: runs.length > 0 };
}

/** Checks for what would keep the check from running, or from ever passing. */
async function checkClient(
    report: Report,
    { clientInstanceId, endpointId }: Pick<CheckSpecification, "clientInstanceId" | "endpointId">,
    credentials: ApiCredentials,
    parent: pulumi.Resource,
): Promise<void> {
    const [client, checkedEndpoint] = await Promise.all([
        instance(clientInstanceId, parent),
        endpoint(endpointId, parent),
    ]);
    if (client === undefined) {
        return;
    }
    report.check(
        "clientInstanceId",
        {
            instanceId: clientInstanceId,
            status: client?.status ?? "",
            vpcId: client?.vpcId ?? "",
            endpointVpcId: checkedEndpoint?.vpcId ?? "",
            hasCloudAssistant:
                client?.status === "Running" &&
                (await hasCloudAssistant(credentials, clientInstanceId)),
        },
        rules.clientRunning,
        rules.clientInVpc,
        rules.clientHasCloudAssistant,
    );
}

/** The results of the command's run or, if that was in an earlier update, of another run. */
async function findingsOf(
    component: string,
    prepared: PreparedRun,
    invocationId: string,
    seconds: number,
): Promise<RunFindings> {
    const { specification, credentials, passed } = prepared;
    const isPreview = pulumi.runtime.isDryRun();
    const result = passed && !isPreview ? undefined : await resultOf(credentials, invocationId);
    if (result === undefined && isPreview) {
        return { rows: [], ranAt: "", specification };
    }
    const { output, ranAt } = result ?? (await runAgain(component, prepared, seconds));
    return { rows: rowsOf(specification, output), ranAt, specification };
}

async function runAgain(
    component: string,
    { specification: { clientInstanceId }, credentials, commandName, script }: PreparedRun,
    seconds: number,
) {
    const id = await runOnce(credentials, {
        // With another name than the command's: only runs of the command decide whether it is replaced.
        name: `${commandName}-again`,
        script,
        instanceId: clientInstanceId,
        timeoutSeconds: seconds + COMMAND_GRACE_SECONDS,
    });
    await waitForRun(
        component,
        credentials,
        { clientInstanceId, InvokeId: id },
        seconds + GRACE_SECONDS,
        new AbortController().signal,
    );
    return (await resultOf(credentials, id)) ?? { output: "", ranAt: "" };
}
