import * as pulumi from "@pulumi/pulumi";

/**
 * A value that carries a dependency on more resources than the one it comes from, so that whoever
 * uses it is made after them and destroyed before them.
 *
 * The dependencies are given as outputs that repeat an input. Those are known at preview, where ids
 * of resources yet to be made are not: with ids, adding a zone would make a service's id unknown,
 * and a preview would announce the replacement of everything that uses it.
 */
export function after<T>(
    value: pulumi.Input<T>,
    dependencies: pulumi.Output<unknown>[],
): pulumi.Output<T> {
    return pulumi.all([value, ...dependencies]).apply<T>(([first]) => first);
}

/**
 * What a component registers as its own inputs: nothing. With its arguments it would be registered,
 * and its children after it, only when the last of them is known; a load balancer would wait for
 * the servers behind it.
 */
export const COMPONENT_INPUTS = {};
