import { getCallerIdentityOutput } from "@pulumi/alicloud/getCallerIdentity";
import type * as pulumi from "@pulumi/pulumi";

/** UID of the account whose credentials a component's resources are made with (STS GetCallerIdentity). */
export function callerAccountId(parent: pulumi.Resource): pulumi.Output<string> {
    return getCallerIdentityOutput({ parent }).accountId;
}
