import type * as pulumi from "@pulumi/pulumi";

import type { ServiceResourceType } from "../../shared/types";

/** A kind of load balancer: the component for it, and the resource that the component creates or reads. */
export interface LoadBalancerKind<LoadBalancer = unknown> {
    /** Name of the component's class. */
    readonly component: string;
    readonly serviceResourceType: ServiceResourceType;
    /** Type of the resource. */
    readonly resourceType: string;
    /** Class of the resource. */
    readonly resource: {
        get(
            name: string,
            id: pulumi.Input<pulumi.ID>,
            state: undefined,
            options: pulumi.CustomResourceOptions,
        ): LoadBalancer;
    };
}
