import { ApiError } from "../../apiError";

/** Codes, messages and statuses as the API's error lists give them (OpenAPI metadata of Nlb 2022-04-30). */
const MESSAGES = {
    "Conflict.Port": "The Port [%s] is conflict.",
    "Conflict.SecurityGroup": "The SecurityGroup [%s] is conflict.",
    "DuplicatedParam.Server": "The param of Server is duplicated.",
    "IllegalParam": "The param of %s is illegal.",
    "IllegalParam.AnyPortListenerConflictWithNonAnyPortServerGroup":
        "The param of AnyPortListenerConflictWithNonAnyPortServerGroup is illegal.",
    "IllegalParam.AnyPortServerGroupConflictWithHealthCheckConfig":
        "The param of AnyPortServerGroupConflictWithHealthCheckConfig is illegal.",
    "IllegalParam.ConnectionDrainTimeout": "The param of ConnectionDrainTimeout is illegal.",
    "IllegalParam.IP": "The param of IP is illegal.",
    "IllegalParam.IdleTimeout": "The param of IdleTimeout is illegal.",
    "IllegalParam.ListenerDescription": "The parameter ListenerDescription of listener is illegal.",
    "IllegalParam.NonAnyPortListenerConflictWithAnyPortServerGroup":
        "The param of NonAnyPortListenerConflictWithAnyPortServerGroup is illegal.",
    "IllegalParam.Port": "The param of Port is illegal.",
    "IllegalParam.PreserveClientIpSwitch":
        "The server group associated with the tcpssl listener does not support enabling PreserveClientIp.",
    "IllegalParam.RSPortConflictWithServerGroup":
        "The param of RSPortConflictWithServerGroup is illegal.",
    "IllegalParam.ServerGroupName": "The param of ServerGroupName is illegal.",
    "IllegalParam.deletionProtectionReason": "The param of deletionProtectionReason is illegal.",
    "IllegalParam.description": "The parameter description of server is illegal.",
    "IllegalParam.healthCheckDomain":
        "The parameter of healthCheckConfig.healthCheckDomain is illegal.",
    "IllegalParam.loadBalancerName": "Param loadBalancerName is illegal.",
    "IllegalParam.modificationProtectionReason":
        "The param of modificationProtectionReason is illegal.",
    "IllegalParam.resourceType": "The param of resourceType is illegal.",
    // The API's own spelling.
    "IlleagalParam.healthCheckUrl":
        "The parameter of healthCheckUrl in healthCheckConfig is illegal.",
    "IncorrectStatus.listener": "The status of listener [%s] is incorrect.",
    "IncorrectStatus.loadbalancer": "The status of loadbalancer [%s] is incorrect.",
    "IncorrectStatus.serverGroup": "The status of servergroup [%s] is incorrect.",
    "InvalidZones": "The current zone list is illegal.",
    "Mismatch.Protocol": "The Protocol is mismatched for %s and %s.",
    "Mismatch.ServerType": "The ServerType is mismatched for %s and %s.",
    "Mismatch.VpcId": "The VpcId is mismatched for %s and %s.",
    "Mismatch.ZoneIdAndVswitchId": "The ZoneIdAndVswitchId is mismatched for %s and %s.",
    "Mismatch.vpc": "The Vpc is mismatched for %s and %s.",
    "MissingParam.Certificate": "The param of certificate is missing.",
    "MissingParam.ServerGroupId": "The param of ServerGroupId is missing.",
    "OperationDenied.AddressTypeNotChanged":
        "The operation is not allowed because of AddressTypeNotChanged.",
    "OperationDenied.DeletionProtectionEnabled":
        "The operation is not allowed because of DeletionProtectionEnabled.",
    "OperationDenied.OnlyPostPaidSupported":
        "The operation is not allowed because of OnlyPostPaidSupported.",
    "OperationDenied.ProtectedPrivateIPv4AddressChanged":
        "The operation is not allowed because of ProtectedPrivateIPv4AddressChanged.",
    "OperationDenied.ServiceLinkedRoleNotExist":
        "The operation is not allowed because of ServiceLinkedRoleNotExist.",
    "OperationDenied.VpcNotSupportIpv6":
        "The operation is not allowed because of VpcNotSupportIpv6.",
    "OperationDenied.ZoneVSwitchChanged":
        "The operation is not allowed because of ZoneVSwitchChanged.",
    "OperationFailed.DuplicateZones.":
        "The operation failed because of Can not Specify duplicate zones.",
    "OperationFailed.vSwitchNotSupportIpv6":
        "The operation failed because of vSwitchNotSupportIpv6.",
    "OperationFailed.NotExist.ResourceGroup": "Operation failed because ResourceGroup not exist.",
    "QuotaExceeded.QuotaInsufficient": "The quota of %s is exceeded, usage %s/%s.",
    "ResourceInConfiguring.loadbalancer":
        "The specified resource of loadbalancer is being configured, please try again later.",
    "ResourceInCreating.loadbalancer":
        "The specified resource of loadbalancer is creating, please try again later.",
    "ResourceInUse.IP": "The specified resource of IP is in use.",
    "ResourceInUse.ServerGroup": "The specified resource of ServerGroup is in use.",
    "ResourceNotEnough.VSwitchIp": "The specified resource of VSwitchIp is not enough.",
    "ResourceNotFound.BackendServer": "The specified resource of BackendServer is not found.",
    "ResourceNotFound.Certificate": "The specified resource %s is not found.",
    "ResourceNotFound.Eci": "The specified resource of Eci is not found.",
    "ResourceNotFound.Ecs": "The specified resource of Ecs is not found.",
    "ResourceNotFound.Eni": "The specified resource Eni is not found.",
    "ResourceNotFound.JobId": "The specified resource of JobId is not found.",
    "ResourceNotFound.ResourceGroup": "The param of resourceGroup not existed.",
    "ResourceNotFound.SecurityGroup": "The specified resource of SecurityGroup is not found.",
    "ResourceNotFound.VSwitch": "The specified resource of vSwitch is not found.",
    "ResourceNotFound.Vpc": "The specified resource of Vpc is not found.",
    "ResourceNotFound.listener": "The specified resource %s is not found.",
    "ResourceNotFound.loadBalancer": "The specified resource of loadbalancer is not found.",
    "ResourceNotFound.securitypolicy": "The specified resource of securitypolicy is not found.",
    "ResourceNotFound.serverGroup": "The specified resource of serverGroup is not found.",
} as const;

export type DocumentedCode = keyof typeof MESSAGES;

/** A refusal with a documented code; `values` fill the message's places in their order. */
export function refusal(code: DocumentedCode, ...values: (string | number)[]): ApiError {
    const remaining = [...values];
    const message = MESSAGES[code].replace(/%s/g, () => String(remaining.shift() ?? ""));
    // Of the codes for what does not exist, that of certificates alone has another status.
    const isMissing =
        code.startsWith("ResourceNotFound.") && code !== "ResourceNotFound.Certificate";
    return new ApiError(code, message, isMissing ? 404 : 400);
}
