import type { Owned } from "../../../collection";
import type { Script } from "../../../instance/script";

export const COMMAND_TYPES = ["RunShellScript", "RunBatScript", "RunPowerShellScript"] as const;
export type CommandType = (typeof COMMAND_TYPES)[number];

/** What a command says, as an invocation keeps it even when the command has been changed or deleted. */
export interface CommandSettings {
    name: string;
    description: string;
    readonly type: CommandType;
    content: Buffer;
    timeoutSeconds: number;
    workingDir: string;
    readonly enableParameter: boolean;
}

export interface Command extends Owned {
    readonly settings: CommandSettings;
    /** Whether it is kept for other invocations: those of RunCommand need not be. */
    readonly isKept: boolean;
    invokeTimes: number;
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

/** How far a command has got on one instance (DescribeInvocations, InvocationStatus). */
export type TaskStatus =
    | "Pending"
    | "Invalid"
    | "Aborted"
    | "Running"
    | "Success"
    | "Failed"
    | "Error"
    | "Timeout"
    | "Cancelled"
    | "Stopping"
    | "Terminated";

export interface Task {
    readonly instanceId: string;
    status: TaskStatus;
    errorCode: string;
    errorInfo: string;
    exitCode: number;
    /** What it has written so far. */
    script?: Script;
    startedAt?: Date;
    stoppedAt?: Date;
    finishedAt?: Date;
    updatedAt: Date;
}

export interface Invocation extends Owned {
    readonly commandId: string;
    readonly command: Readonly<CommandSettings>;
    readonly parameters: Readonly<Record<string, string>>;
    readonly username: string;
    readonly terminationMode: string;
    readonly timeoutSeconds: number;
    readonly tasks: readonly Task[];
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}
