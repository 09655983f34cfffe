import type * as pulumi from "@pulumi/pulumi";

/**
 * How long a deletion is tried. An endpoint service and its load balancers cannot go while an endpoint
 * of anyone is still there, nor can a connection be closed that has been closed by hand. The provider
 * takes such a refusal (EndpointServiceConnectionDependence, EndpointConnectionOperationDenied) for
 * something that passes, and would try for five minutes before it shows it. What does pass, another
 * write to the same service or the deletion itself, takes seconds; the provider looks after 5 seconds
 * for the first time.
 */
export const DELETION: Pick<pulumi.CustomResourceOptions, "customTimeouts"> = {
    customTimeouts: { delete: "30s" },
};
