import * as pulumi from "@pulumi/pulumi";

import { withoutStack } from "../../shared/withoutStack";

/** An error of a check. The user only sees its message. */
export function failure(message: string): Error {
    const error = withoutStack(new pulumi.RunError(message));
    // The SDK would add that an output could not be serialized, which does not help the user.
    return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}
