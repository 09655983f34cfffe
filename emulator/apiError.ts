/** An answer that refuses a call, in the shape of the cloud: an HTTP status, a code and a message. */
export class ApiError extends Error {
    constructor(
        readonly code: string,
        message: string,
        readonly status: number = 400,
    ) {
        super(message);
    }
}

/** The cloud answers for a resource that does not exist, or that another account owns, with HTTP 404. */
export function notFound(code: string, message: string): ApiError {
    return new ApiError(code, message, 404);
}
