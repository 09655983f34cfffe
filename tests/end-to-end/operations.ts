import assert from "node:assert/strict";

import type {
    CommandError,
    DestroyOptions,
    EngineEvent,
    PulumiFn,
    Stack,
    UpResult,
} from "@pulumi/pulumi/automation";

import { withInlineProgram } from "./inlineProgram";

/** What the engine did, or would do, to a resource: `update privatelink.VpcEndpoint endpoint`. */
export type Operation = string;

/** Stacks that a test has deployed. */
const deployed = new WeakSet<Stack>();

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
    const refusal = new AbortController();
    const onEvent = ({ resOutputsEvent, diagnosticEvent }: EngineEvent) => {
        if (diagnosticEvent?.severity === "error" && isOfProgram(diagnosticEvent)) {
            refusal.abort();
        }
        const done = resOutputsEvent?.metadata;
        if (done !== undefined && isChange(done)) {
            const name = done.urn.split("::").at(-1);
            operations.set(`${done.op} ${done.urn}`, `${done.op} ${kind(done.type)} ${name}`);
        }
    };
    const run = (program?: PulumiFn): Promise<unknown> => {
        // Unlike one with a process of its own, an inline program that is refused does not end.
        const signal = program === undefined ? undefined : refusal.signal;
        return stack[command]({ ...options, program, signal, color: "never", onEvent });
    };
    const result = await (runsProgram(command)
        ? withInlineProgram(stack, deployed.has(stack), run)
        : run());
    if (command === "up") {
        deployed.add(stack);
    }
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

function runsProgram(command: Command): boolean {
    return command === "up" || command === "preview";
}

/** An error of the program itself, not of one of its resources. */
function isOfProgram({ urn }: { urn?: string }): boolean {
    return urn === undefined || urn === "" || urn.includes("::pulumi:pulumi:Stack::");
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
