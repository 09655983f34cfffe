import { ApiError } from "../../apiError";

export function incorrectInstanceStatus(): ApiError {
    return new ApiError(
        "IncorrectInstanceStatus",
        "The current status of the resource does not support this operation.",
        403,
    );
}
