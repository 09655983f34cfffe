import * as pulumi from "@pulumi/pulumi";

/**
 * A value that depends on more resources than the one it comes from. Resources that use it are created
 * after all of them and destroyed before them.
 *
 * The dependencies are outputs that repeat an input. Those are known at preview, unlike the ids of
 * resources that do not exist yet: with ids, adding a zone would make a service's id unknown, and a preview
 * would announce the replacement of everything that uses it.
 */
export function withDependencies<T>(
    value: pulumi.Input<T>,
    dependencies: readonly pulumi.Output<unknown>[],
): pulumi.Output<T> {
    return pulumi.all([value, ...dependencies]).apply<T>(([first]) => first);
}

/** Internal members of an output. */
interface OutputDetails<T> {
    promise(withUnknowns: boolean): Promise<T>;
    readonly isKnown: Promise<boolean>;
    allResources(): Promise<ReadonlySet<pulumi.Resource>>;
}

/**
 * A value without the resources that it comes from, for an input whose change replaces the resource. Use it
 * together with `dependenciesOf`; otherwise the order is lost.
 *
 * When Pulumi deletes a resource before it replaces it (`deleteBeforeReplace`), it also replaces every
 * resource that has such an input from it, even if the value does not change: a new backend port of a
 * listener would detach the load balancer from the endpoint service, and a new address in a zone would close
 * the connection. A resource that only has it in `dependsOn` is not touched.
 */
export function withoutDependencies<T>(value: pulumi.Input<T>): pulumi.Output<T> {
    const output = pulumi.output(value);
    return pulumi.output(
        Promise.all([knownPartsOf(output), pulumi.isSecret(output)]).then(([known, secret]) =>
            secret ? pulumi.secret(known) : known,
        ),
    ) as pulumi.Output<T>;
}

/** The value of an output as far as it is known, with `pulumi.unknown` where a preview does not know it. */
export async function knownPartsOf<T>(output: pulumi.Output<T>): Promise<T> {
    const details = output as unknown as OutputDetails<T>;
    const [value, isKnown] = await Promise.all([details.promise(true), details.isKnown]);
    return isKnown || pulumi.containsUnknowns(value) ? value : (pulumi.unknown as T);
}

/**
 * The value of an output. Rejects when the output does. Undefined if a preview does not know it.
 *
 * An output is read as it is: `pulumi.output` copies the value of another output, and a copy of an error has
 * neither its class nor its message.
 */
export function promiseOf<T>(value: pulumi.Input<T>): Promise<T> {
    const output = pulumi.Output.isInstance(value) ? value : pulumi.output(value);
    return (output as unknown as OutputDetails<T>).promise(false);
}

/** The resources that values come from, as a `dependsOn`. */
export function dependenciesOf(
    ...values: pulumi.Input<unknown>[]
): pulumi.Output<pulumi.Resource[]> {
    return pulumi.all(values).apply(() => []);
}

/**
 * Whether a value comes from a resource of this program, whose update may still change what belongs to it. Another
 * stack's outputs do not.
 */
export async function isOfThisProgram(value: unknown): Promise<boolean> {
    return (await sourceTypes(value)).some((type) => type !== "pulumi:pulumi:StackReference");
}

/** Whether a value comes from a resource or component of one of these types, which this program creates. */
export async function comesFrom(value: unknown, types: readonly string[]): Promise<boolean> {
    return (await sourceTypes(value)).some((type) => types.includes(type));
}

/** The types of the resources that a value comes from. */
async function sourceTypes(value: unknown): Promise<string[]> {
    const output = pulumi.output(value) as unknown as OutputDetails<unknown>;
    const resources = [...(await output.allResources())];
    const urns = await Promise.all(resources.map(({ urn }) => promiseOf(urn)));
    // urn:pulumi:<stack>::<project>::<type of the parent>$<type>::<name>
    return urns.map((urn) => urn.split("::")[2].split("$").at(-1)!);
}

/**
 * The inputs that a component registers: none. Otherwise Pulumi would register the component, and then its
 * children, only when the last argument is known; a load balancer would wait for the servers behind it.
 */
export const COMPONENT_INPUTS = {};
