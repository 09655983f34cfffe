import { ApiError, notFound } from "../../apiError";

/**
 * The metadata of GWLB's errors was not found. The provider reads `ResourceNotFound.LoadBalancer`; the other
 * codes are those that NLB and ALB document for the same parameters.
 */
const MISSING = {
    "ResourceNotFound.LoadBalancer": "The specified resource of loadbalancer is not found.",
    "ResourceNotFound.VSwitch": "The specified resource of vSwitch is not found.",
    "ResourceNotFound.Vpc": "The specified resource of Vpc is not found.",
} as const;

const ILLEGAL = {
    "IncorrectStatus.LoadBalancer": "The status of the load balancer is incorrect.",
    "InvalidZones": "The current zone list is illegal.",
    "Mismatch.ZoneIdAndVSwitchId": "The ZoneId and VSwitchId are mismatched.",
    "ResourceNotEnough.VSwitchIp": "The specified resource of VSwitchIp is not enough.",
} as const;

export function missing(code: keyof typeof MISSING): ApiError {
    return notFound(code, MISSING[code]);
}

export function refusal(code: keyof typeof ILLEGAL): ApiError {
    return new ApiError(code, ILLEGAL[code]);
}
