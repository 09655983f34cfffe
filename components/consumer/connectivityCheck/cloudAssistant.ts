import { call, type OwnCaller } from "./signedCall";

/** Which runs are asked for: those of the commands of a name, those of one command, or one alone. */
export type RunFilter =
    | { readonly CommandName: string }
    | { readonly CommandId: string }
    | { readonly InvokeId: string };

/** A run of a command, as Cloud Assistant lists it. */
export interface Run {
    readonly id: string;
    /** `Pending`, `Running`, `Success`, `Failed`, ... */
    readonly status: string;
    /** What kept it from an end of its own, in the API's words; empty where nothing did. */
    readonly trouble: string;
}

/** Runs are listed by pages; the newest ones are on the first. */
const PAGE_SIZE = 50;

/** The runs, the newest first (DescribeInvocations). Beside the instance, a name would not count. */
export async function runsOf(caller: OwnCaller, filter: RunFilter): Promise<Run[]> {
    const found = await invocations(caller, {
        ...filter,
        PageSize: String(PAGE_SIZE),
        PageNumber: "1",
    });
    return found
        .filter(
            ({ CommandName }) => !("CommandName" in filter) || CommandName === filter.CommandName,
        )
        .sort((one, other) => (other.CreationTime ?? "").localeCompare(one.CreationTime ?? ""))
        .map(({ InvokeId, InvocationStatus, InvokeInstances }) => {
            const { ErrorCode = "", ErrorInfo = "" } = InvokeInstances?.InvokeInstance?.[0] ?? {};
            return {
                id: InvokeId,
                status: InvocationStatus ?? "",
                trouble: [ErrorCode, ErrorInfo].filter((each) => each !== "").join(": "),
            };
        });
}

/** What a run left. */
export interface RunResult {
    readonly output: string;
    /** When it began, for instance `2026-01-01T00:00:00Z`. */
    readonly ranAt: string;
}

/**
 * What a run left; undefined where the cloud no longer keeps it. This is a call of our own: the
 * provider's data source leaves IncludeOutput out (getEcsInvocations), without which the API tells no
 * output (DescribeInvocations: IncludeOutput).
 */
export async function resultOf(caller: OwnCaller, runId: string): Promise<RunResult | undefined> {
    const [found] = await invocations(caller, {
        InvokeId: runId,
        IncludeOutput: "true",
        ContentEncoding: "Base64",
    });
    return found === undefined
        ? undefined
        : {
              output: Buffer.from(
                  found.InvokeInstances?.InvokeInstance?.[0]?.Output ?? "",
                  "base64",
              ).toString("latin1"),
              ranAt: found.CreationTime ?? "",
          };
}

/**
 * Runs a script once more, at once, and gives the run's id (RunCommand, whose command does not stay).
 * The provider has no resource for a run that every update makes.
 */
export async function runOnce(
    caller: OwnCaller,
    run: {
        readonly name: string;
        readonly script: string;
        readonly instanceId: string;
        readonly timeoutSeconds: number;
    },
): Promise<string> {
    const { InvokeId } = (await call(caller, "ecs", "RunCommand", {
        "Name": run.name,
        "Type": "RunShellScript",
        "ContentEncoding": "Base64",
        "CommandContent": Buffer.from(run.script).toString("base64"),
        "InstanceId.1": run.instanceId,
        "Timeout": String(run.timeoutSeconds),
    })) as { readonly InvokeId: string };
    return InvokeId;
}

/** Whether commands can be run on an instance (DescribeCloudAssistantStatus). */
export async function hasCloudAssistant(caller: OwnCaller, instanceId: string): Promise<boolean> {
    const answer = await call(caller, "ecs", "DescribeCloudAssistantStatus", {
        "InstanceId.1": instanceId,
    });
    const [status] =
        (answer as DescribedStatuses).InstanceCloudAssistantStatusSet
            ?.InstanceCloudAssistantStatus ?? [];
    return status?.CloudAssistantStatus === "true";
}

interface Invocation {
    readonly InvokeId: string;
    readonly CommandName?: string;
    readonly CreationTime?: string;
    readonly InvocationStatus?: string;
    readonly InvokeInstances?: {
        readonly InvokeInstance?: readonly {
            readonly Output?: string;
            readonly ErrorCode?: string;
            readonly ErrorInfo?: string;
        }[];
    };
}

async function invocations(
    caller: OwnCaller,
    parameters: Record<string, string>,
): Promise<readonly Invocation[]> {
    const answer = await call(caller, "ecs", "DescribeInvocations", parameters);
    const { Invocations } = answer as {
        readonly Invocations?: { readonly Invocation?: readonly Invocation[] };
    };
    return Invocations?.Invocation ?? [];
}

interface DescribedStatuses {
    readonly InstanceCloudAssistantStatusSet?: {
        readonly InstanceCloudAssistantStatus?: readonly {
            readonly CloudAssistantStatus?: string;
        }[];
    };
}
