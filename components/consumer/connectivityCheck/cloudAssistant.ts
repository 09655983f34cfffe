import type { ApiClient } from "../../api/apiClient";
import { withRetries } from "../../preflight/lookups/retry";
import { failure } from "./failure";

/** Selects runs: of commands with a name, of one command, or a single one. */
export type RunFilter =
    | { readonly CommandName: string }
    | { readonly CommandId: string }
    | { readonly InvokeId: string };

/** A run of a command, as Cloud Assistant lists it. */
export interface Run {
    readonly id: string;
    /** `Pending`, `Running`, `Success`, `Failed`, ... */
    readonly status: string;
    /** Why it did not finish, in the API's words. Empty if it did. */
    readonly trouble: string;
}

/** Runs are listed by pages; the newest ones are on the first. */
const PAGE_SIZE = 50;

/** The runs, the newest first (DescribeInvocations). With the instance, the API would ignore a name. */
export async function runsOf(client: ApiClient, filter: RunFilter): Promise<Run[]> {
    const found = await invocations(client, {
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

/** The result of a run. */
export interface RunResult {
    readonly output: string;
    /** When it started, for instance `2026-01-01T00:00:00Z`. */
    readonly ranAt: string;
}

/**
 * The result of a run. Undefined if the cloud no longer has it. This is a call of our own: the provider's data
 * source does not set IncludeOutput (getEcsInvocations), without which the API returns no output
 * (DescribeInvocations: IncludeOutput).
 */
export async function resultOf(client: ApiClient, runId: string): Promise<RunResult | undefined> {
    const [found] = await invocations(client, {
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
 * Runs a script once more and returns the run's id (RunCommand, which does not keep the command). The provider
 * has no resource for a run in every update.
 */
export async function runOnce(
    client: ApiClient,
    run: {
        readonly name: string;
        readonly script: string;
        readonly instanceId: string;
        readonly timeoutSeconds: number;
    },
): Promise<string> {
    const { InvokeId } = (await call(client, "RunCommand", {
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
export async function hasCloudAssistant(client: ApiClient, instanceId: string): Promise<boolean> {
    const answer = await call(client, "DescribeCloudAssistantStatus", {
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
    client: ApiClient,
    parameters: Record<string, string>,
): Promise<readonly Invocation[]> {
    const answer = await call(client, "DescribeInvocations", parameters);
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

async function call(
    client: ApiClient,
    action: string,
    parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
    try {
        // To run the script twice does no harm.
        return await withRetries(() => client.call("ecs", action, parameters));
    } catch (error) {
        throw failure(`Cloud Assistant: ${(error as Error).message}`);
    }
}
