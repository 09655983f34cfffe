import type * as pulumi from "@pulumi/pulumi";

type DeleteTimeout = Pick<pulumi.CustomResourceOptions, "customTimeouts">;

/*
 * An account, or a service, takes one write at a time and refuses the others meanwhile
 * (ConcurrentCallNotSupported). The provider waits longer after each refusal, so that the last of many that
 * are deleted together needs minutes. It repeats other refusals in the same way, which do not pass: how long
 * a deletion is tried is also how long such a destroy takes until it fails. The provider's limit is five
 * minutes.
 */

/**
 * For a service resource. It cannot go while an endpoint is connected through it
 * (EndpointServiceConnectionDependence). Those of one service go one after the other, so the refusals that
 * pass take seconds.
 */
export const SERVICE_RESOURCE_DELETION: DeleteTimeout = { customTimeouts: { delete: "30s" } };

/** For an endpoint service. It cannot go while anyone has an endpoint for it, connected or not. */
export const SERVICE_DELETION: DeleteTimeout = { customTimeouts: { delete: "2m" } };

/** For a connection. One that was closed by hand cannot be closed (EndpointConnectionOperationDenied). */
export const CONNECTION_DELETION: DeleteTimeout = { customTimeouts: { delete: "10m" } };
