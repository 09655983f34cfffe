import { readFileSync } from "node:fs";

import * as components from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

interface Part {
    readonly componentClass: string;
    readonly name: string;
    readonly args: unknown;
}

type AnyComponent = new (name: string, args: unknown) => pulumi.ComponentResource;

// A file, for the variable that config comes in is too short for many parts.
const file = new pulumi.Config().require("parts");
const parts = JSON.parse(readFileSync(file, "utf8")) as readonly Part[];
const made = new Map<string, Record<string, unknown>>();

for (const { componentClass, name, args } of parts) {
    const Component = components[componentClass as keyof typeof components];
    const part = new (Component as unknown as AnyComponent)(name, withOutputs(args));
    made.set(`${componentClass} ${name}`, part as unknown as Record<string, unknown>);
}

/** The outputs of every part, by its class and name. */
export const outputs = Object.fromEntries(
    [...made].map(([key, part]) => [
        key,
        Object.fromEntries(
            Object.entries(part).filter(
                ([key, value]) => key !== "urn" && pulumi.Output.isInstance(value),
            ),
        ),
    ]),
);

/** `{ "output": "ClbServiceResource orders loadBalancerId" }` is that output of a part made before, or a part of it. */
function withOutputs(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withOutputs);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const { output } = value as { readonly output?: string };
    if (output !== undefined) {
        const [componentClass, name, path = ""] = output.split(" ");
        const [first = "", second] = path.split(".");
        const found = made.get(`${componentClass} ${name}`)?.[first] as pulumi.Output<unknown>;
        return second === undefined
            ? found
            : found.apply((value) => (value as Record<string, unknown>)[second]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withOutputs(each)]));
}
