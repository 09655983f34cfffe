import type * as pulumi from "@pulumi/pulumi";

import {
    componentOf,
    deployedChild,
    type DeployedResource,
} from "../../preflight/deployedResources";
import type { LoadBalancerKind } from "./loadBalancerKind";

/** What the last update left of a child of a component; undefined where there was none. */
export type Deployed = Promise<DeployedResource | undefined>;

/** What the last update left of a component's load balancer. To be read before the first resource is registered. */
export interface DeployedLoadBalancer {
    readonly kind: LoadBalancerKind;
    /** Name of the component, and of its load balancer. */
    readonly name: string;
    /** What the state has in its place, created or only read. */
    readonly found: Deployed;
    /** The load balancer, if the component created it. */
    readonly own: Deployed;
    /** Id of the load balancer that the component serves with. */
    readonly id: Promise<string | undefined>;
    /**
     * Whether the component is known to use one that existed before (its output `usesExisting`). The state that
     * a program can read shows no difference between what was only read and what was created.
     */
    readonly isExisting: Promise<boolean>;
}

/**
 * The load balancer of a component. After an update that failed in the middle, the component's outputs are
 * those from before it; a load balancer with another id is then neither taken for its own nor for an
 * existing one, and the checks that compare with it are left to the cloud.
 */
export function deployedLoadBalancer(kind: LoadBalancerKind, name: string): DeployedLoadBalancer {
    const found = deployedChild(kind.component, kind.resourceType, name);
    const registered = found.then((each) => each && componentOf(each));
    const isExisting = registered.then((each) => each?.outputs.usesExisting === true);
    return {
        kind,
        name,
        found,
        isExisting,
        id: Promise.all([found, registered]).then(([resource, parent]) =>
            text(parent?.outputs.loadBalancerId ?? resource?.outputs.id),
        ),
        own: Promise.all([found, registered, isExisting]).then(([resource, parent, existing]) =>
            !existing && resource?.outputs.id === parent?.outputs.loadBalancerId
                ? resource
                : undefined,
        ),
    };
}

/** What the SDK keeps of the option `transformations`, beyond its public interface. */
interface WithTransformations {
    readonly __transformations?: readonly pulumi.ResourceTransformation[];
}

/** The id that a component's load balancer is imported with, where the component's `transformations` say so. */
export function importedId(
    { kind: { resourceType: type }, name }: DeployedLoadBalancer,
    parent: pulumi.Resource,
): string | undefined {
    const { __transformations: transformations = [] } = parent as WithTransformations;
    let transformed: pulumi.ResourceTransformationResult = { props: {}, opts: { parent } };
    try {
        for (const transformation of transformations) {
            transformed =
                transformation({ resource: parent, type, name, ...transformed }) ?? transformed;
        }
    } catch {
        // It expects the properties of the resource, which there is not yet.
    }
    return (transformed.opts as pulumi.CustomResourceOptions).import;
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
