import { getCallerIdentity } from "@pulumi/alicloud/getCallerIdentity";
import * as pulumi from "@pulumi/pulumi";

import { providerMessage } from "../../shared/providerMessage";
import { withoutStack } from "../../shared/withoutStack";
import { endProgram } from "../refusal";
import { type LookupScope, cached } from "./lookupCache";
import { withRetries } from "./retry";
import { problemOfProgram, unusableProvider } from "./unusableProvider";

/** UID of the account whose credentials create a component's resources (STS GetCallerIdentity). */
export const callerAccountId = cached(async (options) => {
    try {
        return (await withRetries(() => getCallerIdentity(options))).accountId;
    } catch (error) {
        throw (await unusableProvider(error, options.parent)) ?? error;
    }
});

/**
 * The same UID, for an output. If the lookup fails, the program ends with an error that says what to do: an
 * output that rejects would reject everything that follows from it.
 */
export const callerAccountIdForOutput = cached(({ parent }) =>
    callerAccountId(parent as LookupScope).catch((error: unknown) =>
        endProgram(problemOfProgram() ?? callerNotFound(error)),
    ),
);

function callerNotFound(error: unknown): pulumi.RunError {
    return withoutStack(
        new pulumi.RunError(
            `alicloud:accessKey: its account could not be looked up (GetCallerIdentity): ${providerMessage(error)}. ` +
                "Check the credentials, the region and the connection to Alibaba Cloud, and run the command again.",
        ),
    );
}
