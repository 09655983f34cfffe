import { ApiError } from "./apiError";
import type { ErrorCodes } from "./errorCodes";
import { refuse } from "./invented";

/** A refusal that somebody asked for, by a fault or by `intercept`: it leaves as it is. */
export class Deliberate extends Error {
    constructor(readonly refusal: ApiError) {
        super(refusal.message);
    }
}

export async function deliberately<T>(act: () => T | Promise<T>): Promise<T> {
    try {
        return await act();
    } catch (error) {
        throw error instanceof ApiError ? new Deliberate(error) : error;
    }
}

/** What becomes of an error: a refusal leaves only if the cloud is known to answer it, or if it is said to be invented. */
export function vetted(codes: ErrorCodes, action: string | undefined, error: unknown): ApiError {
    if (error instanceof Deliberate) {
        return error.refusal;
    }
    if (!(error instanceof ApiError)) {
        return refuse(
            "internalError",
            `The emulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
            500,
        );
    }
    const { code, status } = error;
    return codes.knows({ action: action ?? "", code, status })
        ? error
        : refuse(
              "undocumentedRefusal",
              `No list has ${status} ${code} for ${action ?? "a call without an action"}: ${error.message}`,
              500,
          );
}
