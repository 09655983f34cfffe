import assert from "node:assert/strict";

import type {
    CommandError,
    DestroyOptions,
    EngineEvent,
    Stack,
    UpResult,
} from "@pulumi/pulumi/automation";

/** What the engine did, or would do, to a resource: `update privatelink.VpcEndpoint endpoint`. */
export type Operation = string;

type Command = "up" | "preview" | "refresh" | "destroy";

/** Runs a command; gives back exactly what it did, sorted, without what it left as it was. */
export async function operationsOf(
    stack: Stack,
    command: Command,
    options: DestroyOptions = {},
): Promise<Operation[]> {
    return (await recorded(stack, command, options)).operations;
}

/** What `up` did, and the outputs that the stack has since. */
export async function up(
    stack: Stack,
): Promise<{ operations: Operation[]; outputs: Record<string, any> }> {
    const { operations, result } = await recorded(stack, "up");
    const outputs = Object.entries((result as UpResult).outputs).map(([key, { value }]) => [
        key,
        value,
    ]);
    return { operations, outputs: Object.fromEntries(outputs) };
}

async function recorded(stack: Stack, command: Command, options: DestroyOptions = {}) {
    // By resource, for a component may be reported twice.
    const operations = new Map<string, Operation>();
    const onEvent = ({ resOutputsEvent }: EngineEvent) => {
        const done = resOutputsEvent?.metadata;
        if (done !== undefined && isChange(done)) {
            const name = done.urn.split("::").at(-1);
            operations.set(`${done.op} ${done.urn}`, `${done.op} ${kind(done.type)} ${name}`);
        }
    };
    const result: unknown = await stack[command]({ ...options, color: "never", onEvent });
    return { operations: [...operations.values()].sort(), result };
}

/** What is printed by a command that must fail. */
export async function failureOf(
    stack: Stack,
    command: Command,
    options: DestroyOptions = {},
): Promise<string> {
    let output = "";
    try {
        await stack[command]({ ...options, color: "never", onOutput: (text) => (output += text) });
    } catch (error) {
        return `${output}\n${(error as CommandError).message}`;
    }
    return assert.fail(`pulumi ${command} of ${stack.name} did not fail:\n${output}`);
}

/** The stack itself, providers and stack references are the engine's own affair. */
function isChange({ op, type }: { op: string; type: string }): boolean {
    return !["same", "read", "refresh"].includes(op) && !type.startsWith("pulumi:");
}

/** `alicloud:slb/listener:Listener` as `slb.Listener`, a component as its class. */
function kind(type: string): string {
    const [, module = "", className = ""] = type.split(":");
    const [product] = module.split("/");
    return product === "index" ? className : `${product}.${className}`;
}
