import { missingParameter } from "../../../apiError";
import type { Answer, Call } from "../../../call";
import { apiTime } from "../../../clock";
import type { Cloud } from "../../../cloud";
import { pageByNumber, pageByToken, pagesByToken, type PageSizes } from "../../../paging";
import { flag, refuseParameters, text } from "../../../parameters";
import { hasTags } from "../../../tags";
import { encoded } from "./encodings";
import type { Invocation, Task } from "./state";
import { invocationStatus, invokeStatus, recordStatus } from "./statuses";

const PAGES: PageSizes = { standard: 10, largest: 50 };

export function describeInvocations(cloud: Cloud, call: Call): Answer {
    const withOutput = flag(call, "IncludeOutput") === true;
    if (withOutput && !["InvokeId", "InstanceId"].some((id) => text(call, id) !== undefined)) {
        throw missingParameter(call.product, "InvokeId");
    }
    // It does not count beside an instance (DescribeInvocations, CommandName).
    const name = text(call, "InstanceId") === undefined ? text(call, "CommandName") : undefined;
    const type = text(call, "CommandType");
    const status = text(call, "InvokeStatus");
    const matching = named(cloud, call).filter(
        (invocation) =>
            (name ?? invocation.command.name) === invocation.command.name &&
            (type ?? invocation.command.type) === invocation.command.type &&
            (status === undefined ||
                [invokeStatus(invocation), invocationStatus(invocation)].includes(status)) &&
            (text(call, "RepeatMode") ?? "Once") === "Once",
    );
    const { page, fields } = pageOf(call, matching);
    return {
        ...fields,
        Invocations: {
            Invocation: page.map((invocation) => describe(call, invocation, withOutput)),
        },
    };
}

export function describeInvocationResults(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IncludeHistory"], { IncludeHistory: false });
    const status = text(call, "InvokeRecordStatus");
    const instanceId = text(call, "InstanceId");
    const matching = named(cloud, call).flatMap((invocation) =>
        invocation.tasks
            .filter(
                (task) =>
                    (instanceId ?? task.instanceId) === task.instanceId &&
                    (status ?? recordStatus(task)) === recordStatus(task),
            )
            .map((task) => ({ invocation, task })),
    );
    const { page, fields } = pageOf(call, matching);
    return {
        Invocation: {
            ...fields,
            InvocationResults: {
                InvocationResult: page.map(({ invocation, task }) => ({
                    InvokeId: invocation.id,
                    CommandId: invocation.commandId,
                    Username: invocation.username,
                    TerminationMode: invocation.terminationMode,
                    InvokeRecordStatus: recordStatus(task),
                    FinishedTime: timeOf(task.finishedAt),
                    ...describeTask(call, task, true),
                    Tags: describeTags(invocation),
                })),
            },
        },
    };
}

function named(cloud: Cloud, call: Call): Invocation[] {
    refuseParameters(call, ["Timed"], { Timed: false });
    const id = text(call, "InvokeId");
    const commandId = text(call, "CommandId");
    const instanceId = text(call, "InstanceId");
    return cloud.ecs.invocations
        .allOwned(call)
        .filter(
            (invocation) =>
                (id ?? invocation.id) === invocation.id &&
                (commandId ?? invocation.commandId) === invocation.commandId &&
                (instanceId === undefined ||
                    invocation.tasks.some((task) => task.instanceId === instanceId)) &&
                hasTags(call, invocation),
        );
}

function pageOf<T>(call: Call, entries: readonly T[]): { page: T[]; fields: Answer } {
    if (pagesByToken(call)) {
        const { page, nextToken } = pageByToken(call, entries, PAGES);
        return { page, fields: { NextToken: nextToken } };
    }
    return pageByNumber(call, entries, PAGES);
}

function describe(call: Call, invocation: Invocation, withOutput: boolean): Answer {
    const { command } = invocation;
    return {
        InvokeId: invocation.id,
        CommandId: invocation.commandId,
        CommandName: command.name,
        CommandDescription: command.description,
        CommandType: command.type,
        CommandContent: encoded(call, command.content),
        Parameters: JSON.stringify(invocation.parameters),
        Timeout: invocation.timeoutSeconds,
        WorkingDir: command.workingDir,
        Username: invocation.username,
        TerminationMode: invocation.terminationMode,
        RepeatMode: "Once",
        Frequency: "",
        Timed: false,
        InvokeStatus: invokeStatus(invocation),
        InvocationStatus: invocationStatus(invocation),
        CreationTime: apiTime(invocation.createdAt),
        InvokeInstances: {
            InvokeInstance: invocation.tasks.map((task) => ({
                InstanceInvokeStatus: recordStatus(task),
                Timed: false,
                CreationTime: apiTime(invocation.createdAt),
                FinishTime: timeOf(task.finishedAt),
                UpdateTime: apiTime(task.updatedAt),
                ...describeTask(call, task, withOutput),
            })),
        },
        Tags: describeTags(invocation),
    };
}

/** What both descriptions say about a command on an instance. */
function describeTask(call: Call, task: Task, withOutput: boolean): Answer {
    const output = task.script?.output;
    return {
        InstanceId: task.instanceId,
        InvocationStatus: task.status,
        ErrorCode: task.errorCode,
        ErrorInfo: task.errorInfo,
        ExitCode: task.exitCode,
        StartTime: timeOf(task.startedAt),
        StopTime: timeOf(task.stoppedAt),
        Repeats: task.startedAt === undefined ? 0 : 1,
        Dropped: output?.dropped ?? 0,
        ...(withOutput ? { Output: encoded(call, output?.kept ?? Buffer.alloc(0)) } : {}),
    };
}

function describeTags({ tags }: Invocation): Answer {
    return { Tag: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };
}

function timeOf(time: Date | undefined): string {
    return time === undefined ? "" : apiTime(time);
}
