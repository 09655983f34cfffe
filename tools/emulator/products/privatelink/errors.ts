import { ApiError } from "../../apiError";
import { INVENTED } from "../../invented";

/** Codes and messages as the API's error lists give them (OpenAPI metadata of PrivateLink 2020-04-15). */
const MESSAGES = {
    "AddSecurityGroupNotSupportWhenHaveNoSg":
        "The specified haven not security group endpoint add security group is not supported.",
    "AlbNotFound": "The specified Alb does not exist.",
    "CheckServiceLinkRoleError": "The ServiceLink role check error.",
    "ConcurrentCallNotSupported":
        "The operation conflicts with other operations. Please try again later.",
    "DuplicatedTagKey": "The tag keys is duplicated.",
    "EndpointConnectionNotFound": "The specified endpoint connection does not exist.",
    "EndpointConnectionOperationDenied": "The endpoint is being connected.",
    "EndpointDependenceViolation": "The specified endpoint has dependent zone(s).",
    "EndpointDuplicated": "The endpoint of the service already exists and cannot be created again.",
    "EndpointLocked": "The specified Endpoint is locked.",
    "EndpointMustContainSecurityGroup":
        "The specified endpoint must have at least one security group.",
    "EndpointNotFound": "The specified Endpoint does not exist.",
    "EndpointOperationDenied": "The specified operation of endpoint is not allowed.",
    "EndpointServiceConnectionDependence":
        "You cannot delete EndpointService with Endpoint connected.",
    "EndpointServiceDeleted": "The specified Service is already deleted.",
    "EndpointServiceDependenceViolation":
        "The specified EndpointService already contains a resource.",
    "EndpointServiceLocked": "The specified Service is locked.",
    "EndpointServiceNotAuthorized": "The specified endpoint service is not authorized to user.",
    "EndpointServiceNotFound": "The specified Service does not exist.",
    "EndpointServiceNotSupportedZone": "The specified endpoint service does not support the zone.",
    "EndpointServiceNotSupportIpv6":
        "The param supportIpv6 of EndpointService is forbidden , resource is not support ipv6.",
    "EndpointServiceOperationDenied": "The specified operation of endpoint service is not allowed.",
    "EndpointServicePayerForbidden":
        "The parameter EndpointServicePayer is forbidden. The user is not in the whitelist.",
    "EndpointServiceResourceExist": "The specified resource already exists.",
    "EndpointServiceResourceNotFound": "The specified service resource is not found.",
    "EndpointServiceResourceTypeNotEqual": "the service resource type not equal request type.",
    "EndpointServiceResourceTypeNotSupport": "The specified resource type is not supported.",
    "EndpointZoneDuplicated": "The zone is duplicated for the Endpoint.",
    "EndpointZoneNotFound": "The specified zone of Endpoint does not exist.",
    "EniIpUnavailable": "The specified IP address is unavailable.",
    "IllegalTagKeyParam": "IllegalTagKeyParam",
    "IllegalTagValueParam": "The tag value is Illegal.",
    "IllegalParam.ResourceReplaceMode": "The param of %s is illegal.",
    "IncorrectStatus.VpcEndpoint": "The status of %s [%s] is incorrect.",
    "IncorrectStatus.VpcEndpointConnection": "The status of %s [%s] is incorrect.",
    "IncorrectStatus.VpcEndpointService": "The status of %s [%s] is incorrect.",
    "IncorrectStatus.VpcEndpointZone": "The status of %s [%s] is incorrect.",
    "InvalidResourceId.NotFound": "The specified ResourceIds are not found in our records.",
    "InvalidResourceGroup": "The specified ResourceGroupId is invalid",
    "LoadBalancerNotFound": "The specified load balancer does not exist.",
    "LoadBalancerNotSupportPrivateLink": "The specified SLB does not support PrivateLink.",
    "Mismatch.EndpointType": "The %s is mismatched for %s and %s.",
    "Mismatch.ZoneId": "The %s is mismatched for %s and %s.",
    "Mismatch.UserIdAndUserArn": "The %s and %s are mismatched.",
    "MissingResourceIdOrTagParam": "The resource id and tag is empty.",
    "MissingTagKeyParam": "The tag key is empty.",
    "NeedOpenProduct": "The product is not activated.",
    "OperationDenied.CurrentResourceAutoAllocated":
        "The operation is not allowed because of CurrentResourceAutoAllocated.",
    "OperationDenied.EndpointProtected":
        "The operation is not allowed because of EndpointProtected.",
    "OperationDenied.EndpointPolicyNotSupport":
        "The operation is not allowed because of EndpointPolicyNotSupport.",
    "OperationDenied.NoAvailableServiceResource":
        "The operation is not allowed because of there are no resource in some available zones of endpoint service.",
    "OrderOpend": "You have already activated the service. Go to the console to start using it.",
    "QuotaExceed.TagsPerResource": "The maximum number of tags for each resource is exceeded",
    "QuotaExceeded.IpQuotaPerEp": "The quota of %s is exceeded, usage %s/%s.",
    "QuotaExceeded.epZonePerEndpoint": "The quota of %s is exceeded, usage %s/%s.",
    "QuotaExceeded.totalEpPerVpc": "The quota of %s is exceeded, usage %s/%s.",
    "QuotaExceeded.totalIdleEndpoint": "The quota of %s is exceeded, usage %s/%s.",
    "QuotaMisMatched": "The resource you applied for has exceeded the quota.",
    "RegionNotFound": "The specified Region is not found.",
    "ResourceAutoAllocateViolation":
        "The specified endpoint service must have at least one automatically allocated resource in one zone.",
    "ResourceNotFound": "The specified resource is not found",
    "ResourceNotEnough.VSwitchIp": "The specified resource of VSwitchIp is not enough.",
    "ResourceNotFound.VpcEndpointZone": "The specified resource %s is not found.",
    "SecurityGroupExist": "The specified security group already exists.",
    "SecurityGroupNotFound": "The specified security group does not exist.",
    "SecurityGroupTypeNotSupport": "The specified security group type is not supported.",
    "SecurityGroupTypeOnlySingleTypeSupporteded":
        "The specified security group only support one type.",
    "ServiceResourceNotSupportIpv6": "The resource is not support ipv6.",
    "TagInfoNotExist": "Tag info not exist",
    "UnsupportedRegion": "The feature of %s is not supported in region of %s.",
    "VpcNotFound": "The specified VPC does not exist.",
    "VSwitchNotFound": "The specified VSwitch does not exist.",
    "VSwitchStatusNotAllowed": "The specified vswitch status is not Available.",
    "ZoneOperationDenied": "You cannot operate the specified zone.",
} as const;

export type DocumentedCode = keyof typeof MESSAGES;

/**
 * A refusal with a documented code; `values` fill the message's places in their order. All but one
 * are documented under HTTP 400, those for what does not exist too (public error codes, 469372).
 */
export function refusal(code: DocumentedCode, ...values: (string | number)[]): ApiError {
    const remaining = [...values];
    const message = MESSAGES[code].replace(/%s/g, () => String(remaining.shift() ?? ""));
    return new ApiError(code, message, code === "ResourceNotFound.VpcEndpointZone" ? 404 : 400);
}

/** `MissingParam.<name>`: documented for the parameters of which one of several must be given. */
export function missingParam(name: string): ApiError {
    return new ApiError(`MissingParam.${name}`, `The param of ${name} is missing.`);
}

/** `IllegalParamFormat.<name>`: documented for creating and updating an endpoint service. */
export function illegalFormat(name: string): ApiError {
    return new ApiError(`IllegalParamFormat.${name}`, `The param format of ${name} is illegal.`);
}

/** `IllegalParam.<name>`: the documented pattern, on parameters whose own code is not documented. */
export function illegalParam(name: string): ApiError {
    const code = INVENTED.privateLinkIllegalParam.code.replace("%s", name);
    return new ApiError(code, `The param of ${name} is illegal.`);
}
