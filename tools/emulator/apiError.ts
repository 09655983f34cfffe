/** An answer that refuses a call, in the shape of the cloud: an HTTP status, a code and a message. */
export class ApiError extends Error {
    constructor(
        readonly code: string,
        message: string,
        readonly status: number = 400,
        /** Fields that the answer has besides. */
        readonly details: Readonly<Record<string, unknown>> = {},
    ) {
        super(message);
    }
}

/** The cloud answers for a resource that does not exist, or that another account owns, with HTTP 404. */
export function notFound(code: string, message: string): ApiError {
    return new ApiError(code, message, 404);
}

/**
 * The answer for a parameter that the action requires: `MissingVpcId` of the gateway that most products
 * stand behind, `MissingParameter` of ECS. PrivateLink documents codes of its own for the two parts of a tag.
 */
export function missingParameter(product: string, name: string): ApiError {
    const part = /^Tag\.\d+\.(Key|Value)$/.exec(name)?.[1];
    if (product === "privatelink" && part !== undefined) {
        return new ApiError(`MissingTag${part}Param`, `The tag ${part.toLowerCase()} is empty.`);
    }
    return product === "ecs"
        ? new ApiError(
              "MissingParameter",
              `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
          )
        : new ApiError(`Missing${name.split(".")[0]}`, `${name} is mandatory for this action.`);
}

export function invalidParameter(name: string, reason?: string): ApiError {
    const detail = reason === undefined ? "" : ` ${reason}`;
    return new ApiError("InvalidParameter", `Specified parameter ${name} is not valid.${detail}`);
}
