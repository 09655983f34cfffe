import type { Invocation, Task, TaskStatus } from "./state";

/** What became of a command on one instance, in the words of InvokeRecordStatus and InstanceInvokeStatus. */
export type RecordStatus = "Running" | "Finished" | "Failed" | "Stopped";

const RECORD_STATUSES: Readonly<Record<TaskStatus, RecordStatus>> = {
    Pending: "Running",
    Running: "Running",
    Stopping: "Running",
    Success: "Finished",
    Cancelled: "Stopped",
    Terminated: "Stopped",
    Invalid: "Failed",
    Aborted: "Failed",
    Failed: "Failed",
    Error: "Failed",
    Timeout: "Failed",
};

export function recordStatus({ status }: Task): RecordStatus {
    return RECORD_STATUSES[status];
}

/** The status of all instances together (DescribeInvocations, InvocationStatus). */
export function invocationStatus({ tasks }: Invocation): string {
    const underWay = (["Pending", "Running", "Stopping"] as const).find((status) =>
        tasks.some((task) => task.status === status),
    );
    if (underWay !== undefined) {
        return underWay;
    }
    const results = new Set(tasks.map(recordStatus));
    if (!results.has("Failed")) {
        return results.has("Finished") ? "Success" : "Stopped";
    }
    return results.has("Finished") ? "PartialFailed" : "Failed";
}

/** The older word for the same. */
export function invokeStatus(invocation: Invocation): string {
    const status = invocationStatus(invocation);
    return { Success: "Finished", Pending: "Running" }[status] ?? status;
}

export function isUnderWay(task: Task): boolean {
    return recordStatus(task) === "Running";
}
