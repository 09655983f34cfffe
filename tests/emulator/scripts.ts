import * as models from "@alicloud/ecs20140526";

import { type Clients, eventually } from "./client";

/** What became of a script on an instance, in the API's words. */
export interface ScriptResult {
    readonly status: string;
    readonly errorCode: string;
    readonly exitCode: number;
    readonly output: Buffer;
    readonly dropped: number;
    readonly invokeId: string;
}

/** What the API gives a script that asks for nothing else. */
const SECONDS = 60;
/** From a script's end to the answer that shows it, on a machine that has much else to do. */
const NOTICED_IN_SECONDS = 20;

/** Runs a script through the official client of ECS and waits for its end. */
export async function runScript(
    clients: Clients,
    instanceId: string,
    content: string,
    options: { readonly timeout?: number } = {},
): Promise<ScriptResult> {
    const invokeId = await startScript(clients, instanceId, content, options);
    await eventually(
        () => resultOf(clients, invokeId),
        ({ status }) => !["Pending", "Running", "Stopping"].includes(status),
        ((options.timeout ?? SECONDS) + NOTICED_IN_SECONDS) * 1000,
    );
    return resultOf(clients, invokeId);
}

export async function startScript(
    { ecs, regionId }: Clients,
    instanceId: string,
    content: string,
    options: { readonly timeout?: number } = {},
): Promise<string> {
    const { body } = await ecs.runCommand(
        new models.RunCommandRequest({
            regionId,
            type: "RunShellScript",
            commandContent: Buffer.from(content).toString("base64"),
            contentEncoding: "Base64",
            instanceId: [instanceId],
            timeout: options.timeout ?? SECONDS,
        }),
    );
    return body?.invokeId ?? "";
}

export async function resultOf(
    { ecs, regionId }: Clients,
    invokeId: string,
): Promise<ScriptResult> {
    const { body } = await ecs.describeInvocationResults(
        new models.DescribeInvocationResultsRequest({ regionId, invokeId }),
    );
    const result = body?.invocation?.invocationResults?.invocationResult?.[0];
    return {
        status: result?.invocationStatus ?? "",
        errorCode: result?.errorCode ?? "",
        exitCode: result?.exitCode ?? -1,
        output: Buffer.from(result?.output ?? "", "base64"),
        dropped: result?.dropped ?? -1,
        invokeId,
    };
}

/** Cloud Assistant comes up a moment after its instance. */
export async function agentIsUp(
    { ecs, regionId }: Clients,
    instanceId: string,
    isUp = true,
): Promise<void> {
    await eventually(
        async () => {
            const { body } = await ecs.describeCloudAssistantStatus(
                new models.DescribeCloudAssistantStatusRequest({
                    regionId,
                    instanceId: [instanceId],
                }),
            );
            const [status] =
                body?.instanceCloudAssistantStatusSet?.instanceCloudAssistantStatus ?? [];
            return status?.cloudAssistantStatus;
        },
        (status) => status === String(isUp),
    );
}
