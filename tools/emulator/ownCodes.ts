import { ApiError } from "./apiError";

/** What a product answers in place of a code that all products share: code, message and, if it is not 400, status. */
export type OwnCodes = Readonly<
    Record<string, readonly [code: string, message: string, status?: number]>
>;

export function withOwnCodes<T>(codes: OwnCodes, work: () => T): T {
    try {
        return work();
    } catch (error) {
        const own = error instanceof ApiError ? codes[error.code] : undefined;
        throw own === undefined ? error : new ApiError(...own);
    }
}
