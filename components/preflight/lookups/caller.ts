import { region } from "@pulumi/alicloud/config/vars";
import { getCallerIdentity } from "@pulumi/alicloud/getCallerIdentity";
import type { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { providerMessage } from "../../shared/providerMessage";
import { withoutStack } from "../../shared/withoutStack";
import { endProgram } from "../refusal";
import { type LookupScope, cached } from "./lookupCache";
import { withRetries } from "./retry";

/** UID of the account whose credentials create a component's resources (STS GetCallerIdentity). */
export const callerAccountId = cached(
    async (options) => (await withRetries(() => getCallerIdentity(options))).accountId,
);

/**
 * The same UID, for an output. If the lookup fails, the program ends with an error that says what to do: an
 * output that rejects would reject everything that follows from it.
 */
export const callerAccountIdForOutput = cached(({ parent }) =>
    callerAccountId(parent as LookupScope).catch((error: unknown) =>
        endProgram(callerNotFound(error)),
    ),
);

function callerNotFound(error: unknown): pulumi.RunError {
    return withoutStack(
        new pulumi.RunError(
            `The account of the credentials could not be looked up (GetCallerIdentity): ${providerMessage(error)}. ` +
                "Check the credentials, the region and the connection to Alibaba Cloud, and run the command again.",
        ),
    );
}

/** Region of a component's resources: its provider's. Undefined if it is not configured. */
export function regionOf(scope: LookupScope): pulumi.Input<string> | undefined {
    const provider = scope.getProvider("alicloud:index:any") as Provider | undefined;
    return provider === undefined ? region : (provider.region as pulumi.Input<string>);
}
