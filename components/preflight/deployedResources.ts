import * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "./programBarrier";

/** A resource of this stack, as the last update left it. */
export interface DeployedResource {
    readonly urn: string;
    readonly type: string;
    /** Last part of the URN: the name that the program gave it. */
    readonly name: string;
    readonly outputs: Readonly<Record<string, unknown>>;
}

const readByProgram = new WeakMap<object, Promise<readonly DeployedResource[] | undefined>>();

/**
 * The resources of this stack, as the last update left them. A component cannot see what Pulumi is going
 * to replace or delete; compared with what it is about to register, this says so before anything is
 * changed. Read once for a program, before its first resource is registered, for the state changes while
 * an update runs. Undefined where it cannot be read; the checks that need it are then not made.
 *
 * The engine itself answers the call, with every state backend (builtins.go of pulumi/pkg, next to the
 * call that StackReference makes). The SDK has no function for it.
 */
export function deployedResources(): Promise<readonly DeployedResource[] | undefined> {
    const program = currentProgram();
    const resources = readByProgram.get(program) ?? read();
    readByProgram.set(program, resources);
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
 * The child of a component of this class, by its type and name. Its URN has the types of its parents as well, of
 * which the last is the component's: components of two parents may share a name, and then it is not
 * known which of them is meant.
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

/** The component that a resource is a child of, and has its name. */
export async function componentOf({
    urn,
    type,
    name,
}: DeployedResource): Promise<DeployedResource | undefined> {
    const own = `${urn.slice(0, urn.lastIndexOf(`$${type}::`))}::${name}`;
    return (await deployedResources())?.find((each) => each.urn === own);
}

/** The resources of a type that have a value among their outputs, such as the rules of a security group. */
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
