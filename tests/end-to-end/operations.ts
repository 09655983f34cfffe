import assert from "node:assert/strict";

import { type CommandError, type EngineEvent, Stack } from "@pulumi/pulumi/automation";

/** What the engine did, or would do, to a resource: `update privatelink.VpcEndpoint endpoint`. */
export type Operation = string;

/** A run of the engine. */
export interface Run {
    /** What it did, sorted, without the resources that it left as they are. */
    readonly operations: readonly Operation[];
    /** Everything that it printed. */
    readonly output: string;
}

type Command = "up" | "preview" | "refresh" | "destroy";

/** Runs a command on a stack. */
export async function run(stack: Stack, command: Command): Promise<Run> {
    const operations: Operation[] = [];
    let output = "";
    const options = {
        color: "never",
        onEvent: (event: EngineEvent) => {
            const operation = operationOf(event);
            if (operation !== undefined) {
                operations.push(operation);
            }
        },
        onOutput: (text: string) => {
            output += text;
        },
    } as const;
    await stack[command](options);
    return { operations: operations.sort(), output };
}

/** Runs a command and gives back exactly what was done. */
export async function operationsOf(
    stack: Stack,
    command: Command,
): Promise<readonly Operation[]> {
    return (await run(stack, command)).operations;
}

/** What is printed by a command that must fail. */
export async function failureOf(stack: Stack, command: Command): Promise<string> {
    let output = "";
    try {
        await stack[command]({ color: "never", onOutput: (text) => (output += text) });
    } catch (error) {
        return `${output}\n${(error as CommandError).message}`;
    }
    return assert.fail(`pulumi ${command} of ${stack.name} did not fail:\n${output}`);
}

/** A change of one's own is one that the engine reports; "read" is a look, "refresh" the same. */
const NO_CHANGE = ["same", "read", "refresh"];

function operationOf(event: EngineEvent): Operation | undefined {
    const done = event.resOutputsEvent?.metadata;
    // The stack itself, providers and stack references are the engine's own affair.
    if (done === undefined || NO_CHANGE.includes(done.op) || done.type.startsWith("pulumi:")) {
        return undefined;
    }
    return `${done.op} ${kind(done.type)} ${done.urn.split("::").at(-1)}`;
}

/** `alicloud:slb/listener:Listener` as `slb.Listener`, a component as its class. */
function kind(type: string): string {
    const [, module = "", className = ""] = type.split(":");
    const [product] = module.split("/");
    return product === "index" ? className : `${product}.${className}`;
}
