import { ApiError, notFound } from "../../apiError";

/** The code is the general one: clients go by the message. */
export function vServerGroupNotFound(): ApiError {
    return notFound("InvalidParameter", "The specified VServerGroupId does not exist.");
}

export function illegal(message: string): ApiError {
    return new ApiError("InvalidParameter", message);
}
