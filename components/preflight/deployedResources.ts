import * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "./currentProgram";

/** A resource of this stack, as the last update left it. */
export interface DeployedResource {
    readonly urn: string;
    readonly type: string;
    /** Last part of the URN: the resource's name in the program. */
    readonly name: string;
    readonly outputs: Readonly<Record<string, unknown>>;
}

const resourcesByProgram = new WeakMap<object, Promise<readonly DeployedResource[] | undefined>>();

/**
 * The resources of this stack, as the last update left them. A component cannot see what Pulumi will
 * replace or delete; comparing this with what it is about to register shows it before anything changes.
 * Read once per program, before its first resource is registered, because the state changes while an
 * update runs. Undefined if it cannot be read; the checks that need it are then skipped.
 *
 * The engine answers this call with every state backend (builtins.go of pulumi/pkg, next to the call that
 * StackReference makes). The SDK has no function for it.
 */
export function deployedResources(): Promise<readonly DeployedResource[] | undefined> {
    const program = currentProgram();
    const resources = resourcesByProgram.get(program) ?? read();
    resourcesByProgram.set(program, resources);
    return resources;
}

async function read(): Promise<readonly DeployedResource[] | undefined> {
    try {
        // Under mocks there may be no organization, and getOrganization throws.
        const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
        const answer: unknown = await pulumi.runtime.invoke(
            "pulumi:pulumi:readStackResourceOutputs",
            { stackName: stackName.join("/") },
        );
        return resourcesOf(answer);
    } catch (error) {
        void pulumi.log.debug(`The state of the stack could not be read: ${String(error)}`);
        return undefined;
    }
}

function resourcesOf(answer: unknown): readonly DeployedResource[] | undefined {
    const { outputs } = asRecord(answer);
    return isRecord(outputs)
        ? Object.entries(outputs).map(([urn, resource]) => ({
              urn,
              type: String(asRecord(resource).type),
              name: urn.slice(urn.lastIndexOf("::") + 2),
              outputs: asRecord(asRecord(resource).outputs),
          }))
        : undefined;
}

/**
 * The child of a component of this class, by its type and name. Undefined if there are several: a URN only
 * has the types of the parents, so components with different parents can share a name.
 */
export async function deployedChild(
    componentClass: string,
    childType: string,
    childName: string,
): Promise<DeployedResource | undefined> {
    const suffix = `alicloud-privatelink:index:${componentClass}$${childType}::${childName}`;
    const found = (await deployedResources())?.filter(
        ({ urn }) => urn.endsWith(`::${suffix}`) || urn.endsWith(`$${suffix}`),
    );
    return found?.length === 1 ? found[0] : undefined;
}

/** The component that a resource is a child of, if both have the same name. */
export async function componentOf({
    urn,
    type,
    name,
}: DeployedResource): Promise<DeployedResource | undefined> {
    const own = `${urn.slice(0, urn.lastIndexOf(`$${type}::`))}::${name}`;
    return (await deployedResources())?.find((each) => each.urn === own);
}

/** The resources of a type with a certain output, such as the rules of a security group. */
export async function deployedWith(
    type: string,
    output: string,
    value: unknown,
): Promise<readonly DeployedResource[]> {
    const resources = (value === undefined ? undefined : await deployedResources()) ?? [];
    return resources.filter((each) => each.type === type && each.outputs[output] === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
    return isRecord(value) ? value : {};
}
