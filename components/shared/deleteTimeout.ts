import type * as pulumi from "@pulumi/pulumi";

/**
 * How long the deletion of a connection is tried: as long as the user says, or ten minutes. An account takes one write
 * at a time and refuses the others meanwhile (ConcurrentCallNotSupported). The provider waits longer after each refusal,
 * so that the last of many that are deleted together needs longer than the provider's own limit of five minutes. One
 * that was closed by hand cannot be closed (EndpointConnectionOperationDenied), and fails after this time.
 *
 * No other deletion has a limit of ours: a shorter one than the provider's would end healthy deletions in a slow cloud.
 */
export function connectionDeletion(
    opts: pulumi.ComponentResourceOptions | undefined,
): Pick<pulumi.CustomResourceOptions, "customTimeouts"> {
    return { customTimeouts: { delete: opts?.customTimeouts?.delete || "10m" } };
}
