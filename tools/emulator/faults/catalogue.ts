import type { ApiError } from "../apiError";
import { isRead, type Call } from "../call";
import {
    ALB_BUSY,
    CLB_BUSY,
    FORBIDDEN,
    INTERNAL_ERROR,
    LOCKED,
    refusalOf,
    refusalOfWrite,
    SYSTEM_BUSY,
    THROTTLING,
    UNAVAILABLE,
} from "./refusals";

/** What a fault does to a call. */
export type Effect =
    /** The product answers with an error instead of acting. */
    | { readonly kind: "refused"; readonly refusal: ApiError }
    /** The connection ends before the call acts, in the middle of the answer, or in its place. */
    | { readonly kind: "disconnected"; readonly at: "request" | "middle" | "answer" }
    /** The call acts late. */
    | { readonly kind: "delayed" }
    /** The answer is that of some moments ago. */
    | { readonly kind: "outdated" };

export interface Fault {
    readonly what: string;
    /** Where it is known from that the cloud does this. */
    readonly source: string;
    /** Undefined for a call that cannot meet it. */
    readonly effect: (call: Pick<Call, "product" | "action">) => Effect | undefined;
}

/** Everything that can go wrong with a call without being the caller's mistake. */
export const FAULTS = {
    "throttle": {
        what: "the call is refused for its rate: `Throttling`, `Throttling.User`, `Throttling.Resource`",
        source: "help.aliyun.com/document_detail/149360; API metadata of ECS and NLB",
        effect: (call) => refused(refusalOf(THROTTLING, call)),
    },
    "unavailable": {
        what: "`ServiceUnavailable`, HTTP 503 (ALB: 400)",
        source: "API metadata of ECS, CLB and ALB",
        effect: (call) => refused(refusalOf(UNAVAILABLE, call)),
    },
    "internal-error": {
        what: "`InternalError`, HTTP 500",
        source: "API metadata of VPC, ECS and STS",
        effect: (call) => refused(refusalOf(INTERNAL_ERROR, call)),
    },
    "busy": {
        what: "`SystemBusy` of CLB, NLB and ALB, `OperationFailed.SystemBusy` of vSwitches, `System.Busy` of PrivateZone",
        source: "API metadata of CLB, NLB and VPC; what the provider repeats for ALB and PrivateZone",
        effect: (call) => refused(refusalOf(SYSTEM_BUSY, call)),
    },
    "locked": {
        what: "a write is refused for another one: `EndpointLocked`, `EndpointServiceLocked`, `ConcurrentCallNotSupported`, `TaskConflict`, `LockFailed`, `Conflict.Lock`, `OperationFailed.TokenIsProcessing`",
        source: "API metadata; help.aliyun.com/document_detail/469372; what the provider repeats for ALB",
        effect: (call) => refused(refusalOfWrite(LOCKED, call)),
    },
    "clb-busy": {
        what: "a CLB that is being configured refuses a write: `ListenerProcessing`, `BackendServerProcessing`, `Operation.Deny`, `OperationBusy`, `ServiceIsConfiguring`",
        source: "API metadata of CLB and its list of common errors",
        effect: (call) => refused(refusalOfWrite(CLB_BUSY, call)),
    },
    "alb-busy": {
        what: "an ALB that is being configured refuses a write: `ResourceInConfiguring`, `IncorrectStatus.LoadBalancer`, `-21013`",
        source: "API metadata of ALB; pull request 9759 of the provider",
        effect: (call) => refused(refusalOfWrite(ALB_BUSY, call)),
    },
    "forbidden": {
        what: "the caller's permission has been removed: `NoPermission` of PrivateLink, `Forbidden`, `Forbidden.RAM`, HTTP 403",
        source: "answers that users of CLB and ECS have reported; list of common errors of PrivateLink",
        effect: (call) => refused(refusalOf(FORBIDDEN, call)),
    },
    "reset": {
        what: "the connection is reset before the call takes effect",
        source: "any network",
        effect: () => ({ kind: "disconnected", at: "request" }),
    },
    "cut": {
        what: "the connection is reset in the middle of the answer, after the call has taken effect",
        source: "any network",
        effect: () => ({ kind: "disconnected", at: "middle" }),
    },
    "lost": {
        what: "a write takes effect, and the connection is reset in place of its answer",
        source: "any network",
        effect: ({ action }) =>
            isRead(action) ? undefined : { kind: "disconnected", at: "answer" },
    },
    "slow": {
        what: "the call takes effect and is answered late: after `slowMilliseconds`",
        source: "any network",
        effect: () => ({ kind: "delayed" }),
    },
    "lag": {
        what: "a read answers as before the writes of the last moments: `lagMilliseconds`",
        source: "what the provider waits for after writes, and its pull requests 9758 and 9928",
        effect: ({ action }) => (isRead(action) ? { kind: "outdated" } : undefined),
    },
    "stale-list": {
        what: "the same, of lists only",
        source: "what the provider waits for after writes",
        effect: ({ action }) => (isList(action) ? { kind: "outdated" } : undefined),
    },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

function refused(refusal: ApiError | undefined): Effect | undefined {
    return refusal && { kind: "refused", refusal };
}

/** `ListListeners`, `DescribeVpcs`, but not `DescribeVpcAttribute`. */
function isList(action: string): boolean {
    return /^List|^Describe(?!\w*(Attributes|Status)$)\w*s$/.test(action);
}
