import { createHash } from "node:crypto";

import { Command } from "@pulumi/alicloud/ecs/command";
import { EcsInvocation } from "@pulumi/alicloud/ecs/ecsInvocation";
import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityCheckArgs } from "./connectivityCheck";
import { promiseOf } from "../../shared/dependencies";
import type { ChildChecks, Report } from "../../preflight";
import { endpoint, instance } from "../../preflight/lookups/resources";
import * as rules from "../../preflight/rules";
import { hasCloudAssistant, resultOf, runOnce, runsOf } from "./cloudAssistant";
import { ofProvidersAccount, ownCaller } from "./apiCredentials";
import type { Question } from "./specification";
import { allPassed, type ConnectivityRow, rowsOf } from "./report";
import { runEnded } from "./waitForRun";
import { scriptOf, scriptSeconds } from "./script";
import type { OwnCaller } from "./signedCall";
import { zonesOf } from "./endpointZones";

export const DEFAULT_SECONDS = 20;
const DEFAULT_PROTOCOL = "http";

/** After how much more than its script takes at most a run is given up, */
const PATIENCE_SECONDS = 5;
/** ended by Cloud Assistant, */
const END_SECONDS = 10;
/** and given up by the provider, which looks every 5 seconds. */
const INVOCATION_SECONDS = 30;

/** What the client saw, and when. Without rows, nothing is known. */
export interface Found {
    readonly rows: ConnectivityRow[];
    readonly ranAt: string;
}

/** A question, who asks it, and what is known of it from earlier runs. */
interface Asked {
    readonly question: Question;
    readonly caller: OwnCaller;
    readonly commandName: string;
    readonly script: string;
    /** Whether the last run of the command found all of it right, so that the command stays as it is. */
    readonly passed: boolean;
}

/**
 * Makes the command and its first run. Where both stay as they were, an update runs the script once
 * more, so that what is found is never older than the update.
 */
export function run(
    checks: ChildChecks,
    component: string,
    name: string,
    args: ConnectivityCheckArgs,
    parent: pulumi.Resource,
): pulumi.Output<Found> {
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_SECONDS;
    const seconds = scriptSeconds({ timeoutSeconds });
    const caller = onlyOnce(() => callerOf(component, parent));
    const { clientInstanceId, endpointId } = args;
    checks.lookUp({ clientInstanceId, endpointId }, async (known, report) =>
        checkClient(report, known, await caller(), parent),
    );
    // Zones and earlier runs belong to the question; they keep no other component waiting.
    const asked = checks.deriveOutsideBarrier(
        {
            clientInstanceId,
            endpointId,
            endpointDomain: args.endpointDomain,
            port: args.port,
            protocol: args.protocol ?? DEFAULT_PROTOCOL,
            path: args.path ?? "/",
            expectedStatus: args.expectedStatus,
            triggers: args.triggers ?? [],
        },
        async (known) => {
            const zones = await zonesOf(component, known.endpointId, parent);
            const question = { ...known, zones, timeoutSeconds };
            return withEarlierRuns(name, question, await caller());
        },
    );
    const command = new Command(
        name,
        {
            name: asked.commandName,
            description: "Checks a PrivateLink endpoint",
            type: "RunShellScript",
            commandContent: asked.apply(({ script }) => Buffer.from(script).toString("base64")),
            timeout: seconds + END_SECONDS,
        },
        { parent },
    );
    const invocation = new EcsInvocation(
        name,
        { commandId: command.id, instanceIds: [asked.question.clientInstanceId] },
        {
            parent,
            customTimeouts: { create: `${seconds + INVOCATION_SECONDS}s` },
        },
    );
    const over = new AbortController();
    invocation.id.apply(() => over.abort());
    const ended = pulumi
        .all([asked, command.id])
        .apply(([{ caller, question }, commandId]) =>
            runEnded(
                component,
                caller,
                { clientInstanceId: question.clientInstanceId, CommandId: commandId },
                seconds + PATIENCE_SECONDS,
                over.signal,
            ),
        );
    return pulumi
        .all([asked, invocation.id, ended])
        .apply(([known, id]) => foundBy(component, known, id, seconds));
}

/** Who makes the check's own calls, of the provider's account. */
async function callerOf(component: string, parent: pulumi.Resource): Promise<OwnCaller> {
    const caller = await promiseOf(ownCaller(parent));
    await ofProvidersAccount(component, caller, parent);
    return caller;
}

function onlyOnce<Result>(action: () => Promise<Result>): () => Promise<Result> {
    let result: Promise<Result> | undefined;
    return () => (result ??= action());
}

/** A question and its earlier runs, which are those of the command that is named after it. */
async function withEarlierRuns(
    name: string,
    question: Question,
    caller: OwnCaller,
): Promise<Asked> {
    const identity = [pulumi.getProject(), pulumi.getStack(), question];
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
    const commandName = `${name}-${hash.slice(0, 16)}`;
    const asked = { question, caller, commandName };
    const runs = await runsOf(caller, { CommandName: commandName });
    for (const [index, { id }] of runs.entries()) {
        const { output = "" } = (await resultOf(caller, id)) ?? {};
        if (!allPassed(rowsOf(question, output))) {
            return { ...asked, script: scriptOf(question, id), passed: index > 0 };
        }
    }
    return { ...asked, script: scriptOf(question, ""), passed: runs.length > 0 };
}

/** What would keep the check from running, or from ever passing. */
async function checkClient(
    report: Report,
    { clientInstanceId, endpointId }: Pick<Question, "clientInstanceId" | "endpointId">,
    caller: OwnCaller,
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
                client?.status === "Running" && (await hasCloudAssistant(caller, clientInstanceId)),
        },
        rules.clientRunning,
        rules.clientInVpc,
        rules.clientHasCloudAssistant,
    );
}

/** What the command's run found, or, where that was in an earlier update, one more run. */
async function foundBy(
    component: string,
    asked: Asked,
    invocationId: string,
    seconds: number,
): Promise<Found> {
    const { question, caller, passed } = asked;
    const isPreview = pulumi.runtime.isDryRun();
    const result = passed && !isPreview ? undefined : await resultOf(caller, invocationId);
    if (result === undefined && isPreview) {
        return { rows: [], ranAt: "" };
    }
    const { output, ranAt } = result ?? (await onceMore(component, asked, seconds));
    return { rows: rowsOf(question, output), ranAt };
}

async function onceMore(
    component: string,
    { question: { clientInstanceId }, caller, commandName, script }: Asked,
    seconds: number,
) {
    const id = await runOnce(caller, {
        // By another name than the command's: only runs of the command decide whether it is replaced.
        name: `${commandName}-again`,
        script,
        instanceId: clientInstanceId,
        timeoutSeconds: seconds + END_SECONDS,
    });
    await runEnded(
        component,
        caller,
        { clientInstanceId, InvokeId: id },
        seconds + PATIENCE_SECONDS,
        new AbortController().signal,
    );
    return (await resultOf(caller, id)) ?? { output: "", ranAt: "" };
}
