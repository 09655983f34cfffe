import { ApiError, invalidParameter, notFound } from "../../../apiError";
import type { Answer, Call } from "../../../call";
import type { Cloud } from "../../../cloud";
import { newIdentifier } from "../../../identifiers";
import type { ScriptRunner } from "../../../instance/scripts";
import { flag, refuseParameters, requiredText, text, texts } from "../../../parameters";
import { resourceGroupOf } from "../../../resourceGroups";
import { readTags } from "../../../tags";
import { ownedInstance } from "../lookups";
import { addCommand, ownedCommand, readTimeout, readWorkingDir } from "./commands";
import { readScriptParameters } from "./scriptParameters";
import type { Command, Invocation, Task } from "./state";
import { startTask, stopTask } from "./tasks";

/** InvokeCommand and StopInvocation, InstanceId. */
const INSTANCES_PER_CALL = { invoke: 100, stop: 50 };
const TERMINATION_MODES = ["Process", "ProcessTree"];

export function invokeCommand(cloud: Cloud, call: Call, scripts: ScriptRunner): Answer {
    const command = ownedCommand(cloud, call);
    resourceGroupOf(cloud, call);
    const invocation = invoke(cloud, call, scripts, command, readTimeout(call));
    return { InvokeId: invocation.id };
}

/** Makes a command and invokes it; afterwards it is gone, unless KeepCommand asks for it. */
export function runCommand(cloud: Cloud, call: Call, scripts: ScriptRunner): Answer {
    const isKept = flag(call, "KeepCommand") ?? false;
    checkInvocation(cloud, call);
    const command = addCommand(cloud, call, { standardEncoding: "PlainText", isKept });
    try {
        const invocation = invoke(cloud, call, scripts, command, undefined);
        return { CommandId: command.id, InvokeId: invocation.id };
    } finally {
        if (!isKept) {
            cloud.ecs.commands.remove(command.id);
        }
    }
}

/** What has ended already needs no stop. */
export function stopInvocation(cloud: Cloud, call: Call): Answer {
    const invocation = cloud.ecs.invocations.owned(call, requiredText(call, "InvokeId"));
    if (invocation === undefined) {
        throw notFound("InvalidInvokeId.NotFound", "The specified invoke ID does not exist.");
    }
    const ids = texts(call, "InstanceId");
    checkNumber(ids, INSTANCES_PER_CALL.stop);
    for (const task of invocation.tasks) {
        if (ids.length === 0 || ids.includes(task.instanceId)) {
            stopTask(cloud, task);
        }
    }
    return {};
}

function invoke(
    cloud: Cloud,
    call: Call,
    scripts: ScriptRunner,
    command: Command,
    timeoutSeconds: number | undefined,
): Invocation {
    const instanceIds = checkInvocation(cloud, call);
    const now = cloud.clock.now();
    const invocation = cloud.ecs.invocations.add({
        id: newIdentifier("t-"),
        accountId: call.account.accountId,
        regionId: call.regionId,
        commandId: command.id,
        command: { ...command.settings, workingDir: readWorkingDir(call) ?? "" },
        parameters: readScriptParameters(call, command.settings),
        username: text(call, "Username") ?? "root",
        terminationMode: text(call, "TerminationMode") ?? "Process",
        timeoutSeconds: timeoutSeconds ?? command.settings.timeoutSeconds,
        tasks: instanceIds.map((instanceId): Task => ({
            instanceId,
            status: "Pending",
            errorCode: "",
            errorInfo: "",
            exitCode: 0,
            updatedAt: now,
        })),
        createdAt: now,
        tags: readTags(call),
    });
    command.invokeTimes += 1;
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        invocation.tasks.forEach((task) => startTask(cloud, scripts, invocation, task));
    });
    return invocation;
}

/** Whether an invocation is of the kind that is here: at once, as root, and on instances of the caller's. */
function checkInvocation(cloud: Cloud, call: Call): string[] {
    refuseParameters(
        call,
        [
            "ContainerId",
            "ContainerName",
            "Frequency",
            "Launcher",
            "OssOutputDelivery",
            "RepeatMode",
            "ResourceTag",
            "Username",
            "WindowsPasswordName",
        ],
        { RepeatMode: "Once", Username: "root" },
    );
    const mode = text(call, "TerminationMode");
    if (mode !== undefined && !TERMINATION_MODES.includes(mode)) {
        throw notFound(
            "InvalidTerminationMode.NotFound",
            "The specified parameter TerminationMode does not exist.",
        );
    }
    const instanceIds = texts(call, "InstanceId");
    if (instanceIds.length === 0) {
        throw new ApiError(
            "MissingParam.InstanceId",
            "The parameter instanceId is missing or empty.",
        );
    }
    checkNumber(instanceIds, INSTANCES_PER_CALL.invoke);
    instanceIds.forEach((id) => ownedInstance(cloud, call, id));
    return instanceIds;
}

function checkNumber(ids: readonly string[], most: number): void {
    if (ids.length > most) {
        throw new ApiError(
            "InstanceIds.ExceedLimit",
            "The number of instance IDs exceeds the upper limit.",
            403,
        );
    }
    if (new Set(ids).size < ids.length) {
        throw invalidParameter("InstanceId", "None of the ids may be there twice.");
    }
}
