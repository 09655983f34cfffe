import { ApiError } from "../../apiError";

/** Codes and messages as the API's error lists give them (OpenAPI metadata of Alb 2020-06-16). */
const MESSAGES = {
    "Conflict.BackendServer": "There is already %s having the same configuration with %s.",
    "DuplicatedParam.BackendServer": "The param of %s is duplicated.",
    "DuplicatedParam.ZoneId": "The param of ZoneId is duplicated.",
    "IllegalParam.ServerIp": "The param of ServerIp is illegal.",
    "IncorrectStatus.Listener": "The status of %s [%s] is incorrect.",
    "IncorrectStatus.LoadBalancer": "The status of %s [%s] is incorrect.",
    "IncorrectStatus.ServerGroup": "The status of %s [%s] is incorrect.",
    "Mismatch.LoadBalancerEditionAndConnectionDrain": "The %s and %s are mismatched.",
    "Mismatch.LoadBalancerEditionAndSlowStartEnable": "The %s and %s are mismatched.",
    "Mismatch.ServerGroupSchedulerAndSlowStartEnable": "The %s and %s are mismatched.",
    "Mismatch.ServerType": "The %s is mismatched for %s and %s.",
    "Mismatch.VpcId": "The %s is mismatched for %s and %s.",
    "Mismatch.ZoneIdAndVSwitchId": "The %s and %s are mismatched.",
    "NotExist.ResourceGroup": "ResourceGroup does not exist.",
    "OperationDenied.AddressTypeNotChanged":
        "The operation is not allowed because of AddressTypeNotChanged.",
    "OperationDenied.CrossLoadBalancerQUICListener":
        "The operation is not allowed because of CrossLoadBalancerQUICListener.",
    "OperationDenied.DeletionProtectionEnabled":
        "The operation is not allowed because of DeletionProtectionEnabled.",
    "OperationDenied.Downgrade": "The operation is not allowed because of Downgrade.",
    "OperationDenied.EditionNotChanged":
        "The operation is not allowed because of EditionNotChanged.",
    "OperationDenied.GRPCServerGroup": "The operation is not allowed because of GRPCServerGroup.",
    "OperationDenied.NonDualStackInstance":
        "The operation is not allowed because of NonDualStackInstance.",
    "OperationDenied.ServerGroupProtocolNotSupport":
        "The operation is not allowed because of ServerGroupProtocolNotSupport.",
    "OperationDenied.VpcNotSupportIpv6":
        "The operation is not allowed because of VpcNotSupportIpv6.",
    "OperationDenied.ZoneMappingsNotChanged":
        "The operation is not allowed because of ZoneMappingsNotChanged.",
    "OperationDenied.ZoneVSwitchChanged":
        "The operation is not allowed because of ZoneVSwitchChanged.",
    // The API's own spelling.
    "OperationDenyed.ServiceLinkedRoleNotExist":
        "The service linked role AliyunServiceRoleForAlb does not exist.",
    "ResourceAlreadyAssociated.Listener": "The specified resource %s is already associated.",
    "ResourceAlreadyExist.Listener": "The specified resource %s is already exist.",
    "ResourceInConfiguring.Listener":
        "The specified resource of %s is being configured, please try again later.",
    "ResourceInUse.Listener": "The specified resource %s is in use.",
    "ResourceInUse.ServerGroup": "The specified resource %s is in use.",
    "ResourceNotEnough.VSwitchIp": "The specified resource %s is not enough.",
    "ResourceNotFound.BackendServer": "The specified resource %s is not found.",
    "QuotaExceeded.LoadBalancersNum": "The quota of %s is exceeded, usage %s/%s.",
    "ResourceNotFound.Certificate": "The specified resource %s is not found.",
    "ResourceNotFound.Eci": "The specified resource %s is not found.",
    "ResourceNotFound.Ecs": "The specified resource %s is not found.",
    "ResourceNotFound.Eni": "The specified resource %s is not found.",
    "ResourceNotFound.Listener": "The specified resource %s is not found.",
    "ResourceNotFound.LoadBalancer": "The specified resource %s is not found.",
    "ResourceNotFound.SecurityPolicy": "The specified resource %s is not found.",
    "ResourceNotFound.ServerGroup": "The specified resource %s is not found.",
    "ResourceNotFound.Vpc": "The specified resource %s is not found.",
    "ResourceNotFound.VSwitch": "The specified resource %s is not found.",
    "ResourceQuotaExceeded.LoadBalancerListenersNum":
        "The quota of %s is exceeded for resource %s, usage %s/%s.",
    "UnsupportedFeature.FcServerGroup": "Server groups of type FC are not supported.",
    "UnsupportedFeature.FullTraceHttps":
        "The feature of FullTraceHttps is not supported for current instance.",
} as const;

export type DocumentedCode = keyof typeof MESSAGES;

/** A refusal with a documented code; `values` fill the message's places in their order. */
export function refusal(code: DocumentedCode, ...values: (string | number)[]): ApiError {
    const remaining = [...values];
    const message = MESSAGES[code].replace(/%s/g, () => String(remaining.shift() ?? ""));
    return new ApiError(code, message, code.startsWith("ResourceNotFound.") ? 404 : 400);
}
