import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Account } from "../../emulator";
import { type Clients, clients } from "../emulator/client";
import {
    assertNothingOf,
    callsDuring,
    configure,
    inventoryOf,
    openStack,
    type StackKind,
    ZONE,
} from "./crossAccount";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

describe("the cross-account example, in one state backend", function () {
    this.timeout(400_000);
    let workbench: Workbench;
    let consumerAccount: Account;
    let ownerAccount: Account;
    let owner: Clients;
    let stacks: Record<StackKind, Stack>;
    const outputs: Record<string, Record<string, any>> = {};
    /** The actions that each kind of stack called. */
    const actions: Record<StackKind, Set<string>> = {
        provider: new Set(),
        consumer: new Set(),
        connection: new Set(),
    };

    before(async () => {
        workbench = await openWorkbench();
        [consumerAccount, ownerAccount] = workbench.emulator.accounts;
        owner = clients(workbench.emulator, ownerAccount);
        stacks = {
            provider: await openStack(workbench, {
                kind: "provider",
                account: ownerAccount,
                config: { allowedAccountIds: [consumerAccount.accountId] },
            }),
            consumer: await openStack(workbench, { kind: "consumer", account: consumerAccount }),
            connection: await openStack(workbench, { kind: "connection", account: ownerAccount }),
        };
    });

    after(() => workbench?.close());

    /** Does something with a stack, and remembers which actions it called. */
    async function counted<T>(kind: StackKind, work: (stack: Stack) => Promise<T>): Promise<T> {
        const account = kind === "consumer" ? consumerAccount : ownerAccount;
        const { result, calls } = await callsDuring(workbench.emulator, account, () =>
            work(stacks[kind]),
        );
        for (const { product, action } of calls) {
            actions[kind].add(`${product}:${action}`);
        }
        return result;
    }

    async function upped(kind: StackKind): Promise<string[]> {
        const done = await counted(kind, up);
        outputs[kind] = done.outputs;
        return done.operations;
    }

    it("comes up: the provider stack", async () => {
        console.log(await upped("provider"));
    });
    it("comes up: the consumer stack", async () => {
        console.log(await upped("consumer"));
    });
    it("comes up: the connection stack", async () => {
        console.log(await upped("connection"));
        console.log(outputs, holdings.refusals(workbench.emulator));
        console.log(inventoryOf(workbench.emulator, ownerAccount), inventoryOf(workbench.emulator, consumerAccount));
    });
    it("no change", async () => {
        for (const kind of Object.keys(stacks) as StackKind[]) {
            console.log(await upped(kind));
            console.log(await counted(kind, (stack) => operationsOf(stack, "refresh")));
            await assertNothingOf(kind === "consumer" ? ownerAccount : consumerAccount, stacks[kind]);
        }
    });
    it("provider destroyed first", async () => {
        const started = Date.now();
        console.log(await failureOf(stacks.provider, "destroy"), Date.now() - started);
        console.log(inventoryOf(workbench.emulator, ownerAccount));
    });
    it("consumer destroyed second", async () => {
        console.log(await operationsOf(stacks.consumer, "destroy"));
        const started = Date.now();
        console.log(await failureOf(stacks.connection, "destroy"), Date.now() - started);
        console.log(await counted("connection", (stack) => operationsOf(stack, "refresh")));
        console.log(await counted("connection", (stack) => operationsOf(stack, "destroy")));
        console.log(await counted("provider", (stack) => operationsOf(stack, "destroy")));
        console.log(inventoryOf(workbench.emulator, ownerAccount));
        console.log(actions);
    });
});
