import * as pulumi from "@pulumi/pulumi";

/**
 * An error that tells the user what to change, without a stack: Pulumi's Node host formats one even where
 * it shows the message alone, and Node 20.20 can take half a minute for it (nodejs/node#64011).
 */
export function mistake(message: string): Error {
    const error = new pulumi.RunError(message);
    error.stack = message;
    return error;
}
