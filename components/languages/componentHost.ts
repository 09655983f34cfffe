import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";

import { engineAddress } from "../preflight/currentProgram";
import { isCutOff } from "../preflight/lookups/retry";
import { refusalOfProgram } from "../preflight/refusal";
import { knownPartsOf } from "../shared/dependencies";
import { withoutStack } from "../shared/withoutStack";
import { type PlainInputs, resolvePlainParts } from "./plainParts";

/** A component class. */
export type ComponentClass = new (
    name: string,
    args: never,
    options?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/** The parts of schema.json that the host needs to make a component. */
interface Schema {
    readonly name: string;
    readonly version: string;
    readonly resources: Readonly<Record<string, { readonly properties?: object }>>;
}

/**
 * Makes components for programs in other languages. A program in TypeScript can await a value before it
 * gives it to a component; the others cannot, so the host does it for them. See
 * docs/decisions/0009-outputs-awaited-by-the-plugin.md.
 */
export class ComponentHost implements Provider {
    readonly version: string;
    private readonly resources: Schema["resources"];

    /**
     * @param schema the text of schema.json
     * @param components the component classes by their names
     * @param plainInputs what each component takes as plain values, by the component's name
     */
    constructor(
        readonly schema: string,
        private readonly components: Readonly<Record<string, ComponentClass>>,
        private readonly plainInputs: PlainInputs,
    ) {
        const { version, resources } = JSON.parse(schema) as Schema;
        this.version = version;
        this.resources = resources;
    }

    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<ConstructResult> {
        const componentName = type.split(":").at(-1) ?? type;
        const resource = this.resources[type];
        if (resource === undefined) {
            throw withoutStack(new pulumi.RunError(`This package has no component ${type}.`));
        }
        const refusal = refusalOfProgram();
        const args = await this.argumentsOf(componentName, name, inputs);
        // What the values came from is among the options' dependencies, where the engine puts it.
        const component = new this.components[componentName](name, args as never, options);
        const outputs = component as unknown as Record<string, unknown>;
        const state = Object.fromEntries(
            Object.keys(resource.properties ?? {}).map((output) => [output, outputs[output]]),
        );
        // After a finding the outputs stay pending.
        try {
            await Promise.race([knownPartsOf(pulumi.output([component.urn, state])), refusal]);
        } catch (error) {
            throw shownOnce(error as Error, `${componentName} "${name}"`);
        }
        return { urn: component.urn, state };
    }

    private async argumentsOf(
        componentName: string,
        name: string,
        inputs: pulumi.Inputs,
    ): Promise<pulumi.Inputs> {
        const args: pulumi.Inputs = { ...inputs };
        for (const [property, parts] of Object.entries(this.plainInputs[componentName] ?? {})) {
            if (!(property in inputs)) {
                continue;
            }
            const { value, hadSecret } = await resolvePlainParts(inputs[property], parts);
            args[property] = value;
            if (hadSecret) {
                await pulumi.log.warn(
                    `${componentName} "${name}": ${property} is a secret. It decides which resources there are, ` +
                        "so it appears in their names and is stored as plain text.",
                );
            }
        }
        return args;
    }
}

/** Which component has shown an error, by the engine and the error's message: each component has a connection of its own. */
const shownBy = new Map<string, string>();

/** The engine shows what each component rejects with: an error that is about no component is that of the first one. */
function shownOnce(error: Error, component: string): Error {
    if (isCutOff(error)) {
        return notCreated("the program ended with the error of another resource");
    }
    const key = `${engineAddress()} ${error.message}`;
    const first = shownBy.get(key) ?? component;
    shownBy.set(key, first);
    return first === component ? error : notCreated(`see the error of ${first}`);
}

function notCreated(reason: string): pulumi.RunError {
    return withoutStack(new pulumi.RunError(`Not created: ${reason}.`));
}
