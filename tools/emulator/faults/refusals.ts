import { ApiError } from "../apiError";
import { isRead, type Call } from "../call";

/** What a product answers to actions whose names match; the first one counts. */
type Refusals = readonly (readonly [
    actions: RegExp,
    code: string,
    message: string,
    status: number,
])[];

/** By product; `*` for those that have no entry of their own. A product without refusals is not affected. */
type RefusalsByProduct = Readonly<Record<string, Refusals>>;

const ANY = /./;

/** help.aliyun.com/document_detail/149360; ECS and NLB by their API metadata; VPC by what clients have reported. */
export const THROTTLING: RefusalsByProduct = {
    "*": [[ANY, "Throttling.User", "Request was denied due to user flow control.", 400]],
    "ecs": [
        [
            /^RunInstances$/,
            "Throttling.Resource",
            "The request throttle by resource operation.",
            429,
        ],
        [ANY, "Throttling", "Request was denied due to request throttling.", 400],
    ],
    "vpc": [[ANY, "Throttling", "Request was denied due to request throttling.", 400]],
    "nlb": [[ANY, "Throttling.User", "Request was denied due to api flow control.", 400]],
};

/** API metadata: ECS StartInstance, CLB AddAccessControlListEntry, ALB AddServersToServerGroup. */
export const UNAVAILABLE: RefusalsByProduct = {
    "*": [
        [
            ANY,
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
            503,
        ],
    ],
    "slb": [[ANY, "ServiceUnavailable", "Service is unavailable now.", 503]],
    "alb": [
        [
            ANY,
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
            400,
        ],
    ],
};

/** API metadata: VPC CreateVpc, ECS RunInstances, STS GetCallerIdentity. */
export const INTERNAL_ERROR: RefusalsByProduct = {
    "*": [
        [ANY, "InternalError", "The request processing has failed due to some unknown error.", 500],
    ],
    "sts": [
        [
            ANY,
            "InternalError",
            "STS Server Internal Error happened, please send the RequestId to us.",
            500,
        ],
    ],
};

/** API metadata of CLB, NLB and VPC; ALB and PrivateZone by what the provider repeats. */
export const SYSTEM_BUSY: RefusalsByProduct = {
    slb: [[ANY, "SystemBusy", "The system is busy.", 400]],
    nlb: [[ANY, "SystemBusy", "System is busy, please try again later.", 400]],
    alb: [[ANY, "SystemBusy", "System is busy, please try again later.", 400]],
    vpc: [
        [/VSwitch$/, "OperationFailed.SystemBusy", "Operation failed because system is busy.", 400],
    ],
    pvtz: [[ANY, "System.Busy", "The system is busy.", 400]],
};

/** API metadata, and PrivateLink's list of common errors; ALB by what the provider repeats. Writes only. */
export const LOCKED: RefusalsByProduct = {
    privatelink: [
        [
            /^((At|De)tachSecurityGroup(To|From)VpcEndpoint|AddZoneToVpcEndpoint|RemoveZoneFromVpcEndpoint|UpdateVpcEndpointAttribute)$/,
            "EndpointLocked",
            "The specified Endpoint is locked.",
            400,
        ],
        [
            /^UpdateVpcEndpointService(Resource)?Attribute$/,
            "EndpointServiceLocked",
            "The specified Service is locked.",
            400,
        ],
        [
            ANY,
            "ConcurrentCallNotSupported",
            "The operation conflicts with other operations. Please try again later.",
            400,
        ],
    ],
    vpc: [
        [
            /^(Create|Delete)(Vpc|VSwitch)$/,
            "TaskConflict",
            "The operation is too frequent, TaskConflict.",
            400,
        ],
    ],
    slb: [
        [
            /^CreateLoadBalancer$/,
            "OperationFailed.TokenIsProcessing",
            "The operation is failed, because the Client Token is processing.",
            400,
        ],
    ],
    alb: [[ANY, "LockFailed", "The specified resource lock failed.", 400]],
    nlb: [
        [
            /^(?!Create(LoadBalancer|ServerGroup)$)/,
            "Conflict.Lock",
            "The Lock [%s] is conflict.",
            400,
        ],
    ],
};

/** API metadata: StartLoadBalancerListener, AddBackendServers and so on; the rest by CLB's list of common errors. */
export const CLB_BUSY: RefusalsByProduct = {
    slb: [
        [
            /^CreateLoadBalancer\w+Listener$/,
            "ListenerProcessing",
            "A previous configuration of the listener is pending, please try again later.",
            400,
        ],
        [
            /^StartLoadBalancerListener$/,
            "Operation.Deny",
            "The specified listener is configuring, please try again later.",
            400,
        ],
        [
            /^AddBackendServers$/,
            "BackendServerProcessing",
            "Backend Server is adding, please try again later.",
            400,
        ],
        [/^AddVServerGroupBackendServers$/, "OperationBusy", "The operation is busy.", 400],
        [
            /^(?!Create(LoadBalancer|VServerGroup)$)/,
            "ServiceIsConfiguring",
            "A previous configuration is pending; please try again later.",
            400,
        ],
    ],
};

/** API metadata; the code with a number by the provider's pull request 9759. */
export const ALB_BUSY: RefusalsByProduct = {
    alb: [
        [
            /^(DeleteServerGroup|(Add|Remove|Replace)Servers\w+ServerGroup)$/,
            "ResourceInConfiguring",
            "The specified resource of %s is being configured. Please try again later.",
            400,
        ],
        [
            /^(Delete|Start|Update)Listener(Attribute)?$/,
            "ResourceInConfiguring.Listener",
            "The specified resource is being configured, please try again later.",
            400,
        ],
        [/^UpdateLoadBalancer/, "-21013", "LbStatusNotSupport", 400],
        [
            /^(CreateListener|StopListener|DeleteLoadBalancer|(En|Dis)ableDeletionProtection)$/,
            "IncorrectStatus.LoadBalancer",
            "The status of %s [%s] is incorrect.",
            400,
        ],
    ],
};

/** What a RAM user gets who may not do something: API metadata, and what users have reported. GetCallerIdentity needs no permission. */
export const FORBIDDEN: RefusalsByProduct = {
    "*": [
        [
            ANY,
            "Forbidden.RAM",
            "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
            403,
        ],
    ],
    "slb": [[ANY, "Forbidden", "User not authorized to operate on the specified resource.", 403]],
    "vpc": [[ANY, "Forbidden", "User not authorized to operate on the specified resource.", 403]],
    "privatelink": [
        [ANY, "NoPermission", "You are not authorized to access the specified API operation.", 403],
    ],
    "nlb": [[ANY, "Forbidden.NoPermission", "Authentication is failed for NoPermission.", 403]],
    "ram": [[ANY, "NoPermission", "You are not authorized to do this action.", 403]],
    "resourcemanager": [
        [ANY, "NoPermission", "You are not authorized to perform the operation.", 403],
    ],
    "sts": [
        [
            /^(?!GetCallerIdentity$)/,
            "NoPermission",
            "You are not authorized to do this action. You should be authorized by RAM.",
            403,
        ],
    ],
};

/** The product's refusal of an action, if it has one. */
export function refusalOf(
    refusals: RefusalsByProduct,
    { product, action }: Pick<Call, "product" | "action">,
): ApiError | undefined {
    const own = refusals[product] ?? refusals["*"] ?? [];
    const found = own.find(([actions]) => actions.test(action));
    return found && new ApiError(found[1], found[2], found[3]);
}

/** The same, for a refusal that only what changes something can meet. */
export function refusalOfWrite(
    refusals: RefusalsByProduct,
    call: Pick<Call, "product" | "action">,
): ApiError | undefined {
    return isRead(call.action) ? undefined : refusalOf(refusals, call);
}
