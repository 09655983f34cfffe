import type { Cloud } from "../../../cloud";
import type { ScriptResult } from "../../../instance/script";
import type { ScriptRunner } from "../../../instance/scripts";
import { findImage } from "../images";
import type { Instance } from "../state";
import { agentIsRunning } from "./agents";
import { withParameters } from "./scriptParameters";
import type { Invocation, Task, TaskStatus } from "./state";

/** Why a command does not get to its end on an instance: the code and the sentence of the API. */
const ERRORS = {
    InstanceNotRunning: "the instance is not running when create task",
    InstanceReleased: "the instance has released when create task",
    CommandNotApplicable: "the command is not applicable",
    ClientNotRunning: "the aliyun service is not running on the instance",
    ExecutionTimeout: "the command execution has been timeout",
    ExecutionException: "the command execution got an exception",
    ExitCodeNonzero: "the command execution has been finished, but the exit code is not zero",
} as const;

/** Sends a command to the agent of an instance; what keeps it from that is the task's result. */
export function startTask(
    cloud: Cloud,
    scripts: ScriptRunner,
    invocation: Invocation,
    task: Task,
): void {
    if (task.status !== "Pending") {
        return;
    }
    const instance = cloud.ecs.instances.get(task.instanceId);
    if (instance === undefined || instance.releasing) {
        finish(cloud, task, "Aborted", "InstanceReleased");
    } else if (instance.status !== "Running") {
        finish(cloud, task, "Aborted", "InstanceNotRunning");
    } else if (!isApplicable(invocation, instance)) {
        finish(cloud, task, "Invalid", "CommandNotApplicable");
    } else if (!agentIsRunning(cloud, instance)) {
        finish(cloud, task, "Aborted", "ClientNotRunning");
    } else {
        run(cloud, scripts, invocation, task, instance);
    }
}

export function stopTask(cloud: Cloud, task: Task): void {
    if (task.status === "Pending") {
        finish(cloud, task, "Cancelled");
    } else if (task.status === "Running") {
        task.status = "Stopping";
        task.updatedAt = cloud.clock.now();
        task.script?.stop();
    }
}

/** An instance that stops takes the scripts on it along. */
export function abandonTasks(cloud: Cloud, { id }: Instance): void {
    for (const { tasks } of cloud.ecs.invocations.all()) {
        for (const task of tasks) {
            if (task.instanceId === id && task.status === "Running") {
                task.script?.stop();
            }
        }
    }
}

function isApplicable({ command }: Invocation, { imageId }: Instance): boolean {
    return (command.type === "RunShellScript") === (findImage(imageId).osType === "linux");
}

function run(
    cloud: Cloud,
    scripts: ScriptRunner,
    invocation: Invocation,
    task: Task,
    instance: Instance,
): void {
    const now = cloud.clock.now();
    task.status = "Running";
    task.startedAt = now;
    task.updatedAt = now;
    task.script = scripts.start(instance, {
        content: withParameters(invocation, instance),
        timeoutSeconds: invocation.timeoutSeconds,
    });
    task.script.result.then(
        (result) => conclude(cloud, task, result),
        () => finish(cloud, task, "Error", "ExecutionException"),
    );
}

function conclude(cloud: Cloud, task: Task, { end, exitCode }: ScriptResult): void {
    task.exitCode = exitCode;
    if (end === "timed out") {
        finish(cloud, task, "Timeout", "ExecutionTimeout");
    } else if (end === "stopped") {
        if (task.status === "Stopping") {
            finish(cloud, task, "Terminated");
        } else {
            finish(cloud, task, "Error", "ExecutionException");
        }
    } else if (exitCode === 0) {
        finish(cloud, task, "Success");
    } else {
        finish(cloud, task, "Failed", "ExitCodeNonzero");
    }
}

function finish(cloud: Cloud, task: Task, status: TaskStatus, error?: keyof typeof ERRORS): void {
    const now = cloud.clock.now();
    task.status = status;
    task.errorCode = error ?? "";
    task.errorInfo = error === undefined ? "" : ERRORS[error];
    task.finishedAt = now;
    task.updatedAt = now;
    if (status === "Terminated" || status === "Cancelled") {
        task.stoppedAt = now;
    }
}
