import * as pulumi from "@pulumi/pulumi";

import { withoutStack } from "../../preflight/findings";

/** An error of a check, of which the user sees the message alone. */
export function failure(message: string): Error {
    const error = withoutStack(new pulumi.RunError(message));
    // The SDK writes in front of it that an output could not be serialized, which is its own affair.
    return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}
