import type { Parameter } from "./call";
import type { FaultName } from "./faults/catalogue";

/** What is kept of every call: enough to follow a run and to test against it. */
export interface CallRecord {
    readonly time: Date;
    readonly requestId: string;
    /** Undefined while the sender has not been authenticated. */
    readonly accountId?: string;
    /** The ARN of who called: the account itself, a user or a role. */
    readonly caller?: string;
    readonly regionId?: string;
    readonly product?: string;
    readonly action?: string;
    readonly parameters: Readonly<Record<string, Parameter>>;
    /** Parameters that the API model lacks. The cloud ignores them; a test can list them. */
    readonly unknownParameters: readonly string[];
    /** Of the answer that was made, though the sender may not have received it; 0 if there was none. */
    readonly status: number;
    /** The code and message of a refusal. */
    readonly code?: string;
    readonly message?: string;
    readonly milliseconds: number;
    /** The fault that the call met, see `faults/`. */
    readonly fault?: FaultName;
}

/** One line: time, account, action, status, milliseconds and the ids that the call named. */
export function callLine(record: CallRecord): string {
    const line = [
        record.time.toISOString(),
        record.accountId ?? "unknown",
        `${record.product ?? "unknown"}.${record.action ?? "unknown"}`,
        String(record.status),
        ...(record.code === undefined ? [] : [record.code]),
        `${record.milliseconds} ms`,
        ...(record.fault === undefined ? [] : [`fault=${record.fault}`]),
        ...identifiers(record.parameters),
    ].join(" ");
    return line.replace(/\p{Cc}/gu, "?");
}

function identifiers(parameters: Readonly<Record<string, Parameter>>): string[] {
    return Object.entries(parameters)
        .filter(([name]) => /Ids?$/.test(name) && !/^(Region|Owner|ResourceOwner)Id$/.test(name))
        .map(([name, value]) => `${name}=${JSON.stringify(value).replaceAll('"', "")}`);
}
