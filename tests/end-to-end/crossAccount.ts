import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { AccessKey, Account, CallRecord, Emulator } from "../../tools/emulator";
import type { Workbench } from "./workbench";

/** A kind of stack, as the folders of the example and the RAM policies are called. */
export type StackKind = "provider" | "consumer" | "connection" | "check";

const EXAMPLE = "examples/cross-account";
export const PROJECT = "alicloud-privatelink-cross-account";
export const ZONE = "eu-central-1b";

/** A stack of the example, and whose credentials it is deployed with. */
export interface OwnedStack {
    readonly kind: StackKind;
    readonly account: AccessKey;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Where there is more than one of a kind. */
    readonly name?: string;
    readonly environment?: Readonly<Record<string, string>>;
}

/** Opens a stack of the example; config keys without a namespace are those of its own project. */
export function openStack(workbench: Workbench, owned: OwnedStack): Promise<Stack> {
    const { kind, account, config = {}, name = workbench.stackName, environment } = owned;
    return workbench.open(`${EXAMPLE}/${kind}`, ofProject(kind, config), name, {
        account,
        environment,
    });
}

/** Changes config keys of a stack's own project. */
export function configure(
    workbench: Workbench,
    stack: Stack,
    kind: StackKind,
    config: Record<string, unknown>,
): Promise<void> {
    return workbench.sandbox.configure(stack, ofProject(kind, config));
}

function ofProject(kind: StackKind, config: Readonly<Record<string, unknown>>) {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key.includes(":") ? key : `${PROJECT}-${kind}:${key}`,
            value,
        ]),
    );
}

/** Fails if a stack's exported state, its secrets shown, holds a word of the account's access key. */
export async function assertNothingOf(account: AccessKey, stack: Stack): Promise<void> {
    const state = JSON.stringify(await stack.exportStack());
    assert.ok(state.includes("urn:pulumi:"), "the state is empty");
    for (const word of [account.accessKeyId, account.accessKeySecret]) {
        assert.ok(!state.includes(word), `the state of ${stack.name} holds "${word}"`);
    }
}

/** What the cloud holds of an account, by kind. */
export function inventoryOf(emulator: Emulator, account: Account): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind, accountId } of emulator.inventory()) {
        if (accountId === account.accountId) {
            counts[kind] = (counts[kind] ?? 0) + 1;
        }
    }
    return counts;
}

/** The calls that an account made while something was done. */
export async function callsDuring<T>(
    emulator: Emulator,
    account: Account,
    work: () => Promise<T>,
): Promise<{ result: T; calls: CallRecord[] }> {
    const since = emulator.calls.length;
    const result = await work();
    const calls = emulator.calls
        .slice(since)
        .filter(({ accountId }) => accountId === account.accountId);
    return { result, calls };
}
