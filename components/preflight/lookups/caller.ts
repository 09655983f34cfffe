import { region } from "@pulumi/alicloud/config/vars";
import { getCallerIdentity } from "@pulumi/alicloud/getCallerIdentity";
import type { Provider } from "@pulumi/alicloud/provider";
import type * as pulumi from "@pulumi/pulumi";

import { type LookupScope, cached } from "./lookupCache";
import { withRetries } from "./retry";

/** UID of the account whose credentials create a component's resources (STS GetCallerIdentity). */
export const callerAccountId = cached(
    async (options) => (await withRetries(() => getCallerIdentity(options))).accountId,
);

/** Region of a component's resources: its provider's. Undefined if it is not configured. */
export function regionOf(scope: LookupScope): pulumi.Input<string> | undefined {
    const provider = scope.getProvider("alicloud:index:any") as Provider | undefined;
    return provider === undefined ? region : (provider.region as pulumi.Input<string>);
}
