import { ApiError } from "./apiError";
import type { Call } from "./call";
import { refuse } from "./invented";

/*
 * What the products answer to a ClientToken. ECS, VPC, CLB and NLB by their API metadata, PrivateLink by its list
 * of common errors (help.aliyun.com/document_detail/469372), ALB by what the provider repeats.
 */

const CLOUD_ASSISTANT = /^(Invoke|Run)Command$/;

export function malformedToken({ product, action }: Call): ApiError {
    if (product === "ecs" && CLOUD_ASSISTANT.test(action)) {
        return new ApiError(
            "InvalidClientToken.Malformed",
            "The specified parameter clientToken is not valid.",
        );
    }
    if (product === "ecs" && action === "RunInstances") {
        return new ApiError(
            "InvalidClientToken.ValueNotSupported",
            "The ClientToken provided is invalid.",
        );
    }
    return refuse("clientToken", "Specified ClientToken is not valid.");
}

/** The token has been sent before, with other parameters. */
export function tokenOfAnotherCall({ product, action }: Call): ApiError {
    switch (product) {
        case "privatelink":
        case "alb":
        case "nlb":
            return new ApiError(
                "IdempotenceSignatureMismatch",
                "The idempotence token of request is same with the prev one, but the signature is different.",
            );
        case "vpc":
            return new ApiError("Duplicated.ClientToken", "The ClientToken is duplicated.");
        case "ecs":
            return new ApiError(
                "IdempotentParameterMismatch",
                CLOUD_ASSISTANT.test(action)
                    ? "The specified parameter has changed while using an already used clientToken."
                    : "The request uses the same client token as a previous, but non-identical request.",
                403,
            );
        default:
            return refuse(
                "clientTokenReused",
                "The request uses the same client token as a previous, but non-identical request.",
            );
    }
}

/** The call that first sent the token has not been answered yet. */
export function tokenInProgress({ product, action }: Call): ApiError {
    switch (product) {
        case "privatelink":
        case "alb":
        case "nlb":
        case "gwlb":
            return new ApiError(
                "IdempotenceProcessing",
                "The previous request is being processed.",
            );
        case "vpc":
            return action === "CreateVpc"
                ? new ApiError("TOKEN_PROCESSING", "Action is processing.")
                : new ApiError(
                      "OperationFailed.IdempotentTokenProcessing",
                      "Action is processing.",
                  );
        case "slb":
            return new ApiError(
                "OperationFailed.TokenIsProcessing",
                "The operation is failed, because the Client Token is processing.",
            );
        default:
            return new ApiError(
                "IdempotentProcessing",
                "The previous idempotent request(s) is still processing.",
                403,
            );
    }
}
