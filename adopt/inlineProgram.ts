import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { currentBarrier } from "../components/preflight/programBarrier";
import * as components from "../index";
import { type Plan, type PlannedComponent, Reference } from "./plan";

type Constructed = Readonly<Record<string, unknown>>;

/**
 * The program of a plan as the engine runs it, from the package's own components: so the children are those that the
 * written program has. It rejects with what the checks find.
 */
export function inlineProgram({ components: planned }: Plan): PulumiFn {
    return async () => {
        const variables = new Map<string, Constructed>();
        for (const each of planned) {
            const Component = components[each.component] as unknown as new (
                name: string,
                args: object,
                options: pulumi.ComponentResourceOptions,
            ) => Constructed;
            const args = valueIn(each.args, variables) as object;
            const instance = new Component(each.name, args, optionsOf(each));
            if (each.variable !== undefined) {
                variables.set(each.variable, instance);
            }
        }
        // A URN or an output that waits for the checks may wait without an end when they refuse the program.
        await currentBarrier().passed;
    };
}

function valueIn(value: unknown, variables: ReadonlyMap<string, Constructed>): unknown {
    if (value instanceof Reference) {
        return variables.get(value.variable)?.[value.output];
    }
    if (Array.isArray(value)) {
        return value.map((each) => valueIn(each, variables));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(
              Object.entries(value).map(([key, each]) => [key, valueIn(each, variables)]),
          )
        : value;
}

/** What `programText` writes as a transform. */
function optionsOf({ ignored = [] }: PlannedComponent): pulumi.ComponentResourceOptions {
    if (ignored.length === 0) {
        return {};
    }
    return {
        transforms: [
            ({ type, name, props, opts }) => {
                const found = ignored.find((each) => each.type === type && each.name === name);
                const ignoreChanges = [...(found?.inputs ?? [])];
                return found && { props, opts: pulumi.mergeOptions(opts, { ignoreChanges }) };
            },
        ],
    };
}
