import * as pulumi from "@pulumi/pulumi";

/**
 * A value that carries a dependency on more resources than the one it comes from, so that whoever
 * uses it is made after them and destroyed before them.
 *
 * The dependencies are given as outputs that repeat an input. Those are known at preview, where ids
 * of resources yet to be made are not: with ids, adding a zone would make a service's id unknown,
 * and a preview would announce the replacement of everything that uses it.
 */
export function withDependencies<T>(
    value: pulumi.Input<T>,
    dependencies: readonly pulumi.Output<unknown>[],
): pulumi.Output<T> {
    return pulumi.all([value, ...dependencies]).apply<T>(([first]) => first);
}

/** What the SDK knows of an output, beyond its public interface. */
interface OutputDetails<T> {
    promise(withUnknowns: boolean): Promise<T>;
    readonly isKnown: Promise<boolean>;
}

/**
 * A value without the resources that it comes from, for an input that only a new resource takes. Use it
 * together with `dependenciesOf`, or the order is lost.
 *
 * When Pulumi deletes a resource before it replaces it (`deleteBeforeReplace`), it also deletes and makes
 * anew whatever has such an input from it, even if the value stays the same: a listener with another
 * backend port would take the load balancer off the endpoint service, and a zone with another address
 * would close the connection. What is only in `dependsOn` stays as it is.
 */
export function withoutDependencies<T>(value: pulumi.Input<T>): pulumi.Output<T> {
    const output = pulumi.output(value);
    const details = output as unknown as OutputDetails<T>;
    return pulumi.output(
        Promise.all([details.promise(true), details.isKnown, pulumi.isSecret(output)]).then(
            ([plain, known, secret]) => {
                const result =
                    known || pulumi.containsUnknowns(plain) ? plain : (pulumi.unknown as T);
                return secret ? pulumi.secret(result) : result;
            },
        ),
    ) as pulumi.Output<T>;
}

/** The value of an output; rejects when the output does. Undefined if a preview does not know it. */
export function promiseOf<T>(value: pulumi.Input<T>): Promise<T> {
    return (pulumi.output(value) as unknown as OutputDetails<T>).promise(false);
}

/** The resources that values come from, as a `dependsOn`. */
export function dependenciesOf(
    ...values: pulumi.Input<unknown>[]
): pulumi.Output<pulumi.Resource[]> {
    return pulumi.all(values).apply(() => []);
}

/**
 * What a component registers as its own inputs: nothing. With its arguments it would be registered,
 * and its children after it, only when the last of them is known; a load balancer would wait for
 * the servers behind it.
 */
export const COMPONENT_INPUTS = {};
