import type { MockedResource } from "./properties";

/** What a call can see of the cloud. */
export interface VisibleCloud {
    readonly accountId: string;
    /** UID of the account that a provider works in; of the program's own without one. */
    readonly accountOf: (provider: string | undefined) => string;
    /** What there is, the oldest first. */
    readonly resources: readonly MockedResource[];
    /** What is under an id of which nothing is known. Undefined if there is nothing. */
    readonly assumed: (type: string, id: string) => MockedResource | undefined;
}
