import { mkdir, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { Sandbox } from "../../tools/demo/sandbox";
import { SCENARIOS } from "../../tools/demo/scenarios";
import { type Account, DEFAULT_ACCOUNTS } from "../../tools/emulator";
import { terminalProgress } from "../../tools/engine";
import { clients, eventually, PRIVATELINK } from "../emulator/client";
import { FIXTURES } from "./situations";

const OTHER_CONSUMER: Account = {
    accountId: "1000000000000003",
    accessKeyId: "emulator-other-consumer",
    accessKeySecret: "emulator-other-consumer-secret",
    privateLinkOpened: true,
};

const progress = terminalProgress();

/** What is brought up for one situation or for several. */
const SCENES: Readonly<Record<string, (sandbox: Sandbox) => Promise<void>>> = {
    "same-account": sameAccount,
    "cross-account": crossAccount,
    "alb": (sandbox) => inTwoZones(sandbox, "alb"),
    "nlb": (sandbox) => inTwoZones(sandbox, "nlb"),
    "single-stack": singleStack,
};

/**
 * Brings the examples up, all or those named, and writes what `pulumi stack export` says of them in each
 * situation.
 */
async function main(): Promise<void> {
    const named = process.argv.slice(2);
    const scenes = named.length > 0 ? named.map((name) => SCENES[name]) : Object.values(SCENES);
    const sandbox = await Sandbox.open({
        progress,
        emulator: { accounts: [...DEFAULT_ACCOUNTS, OTHER_CONSUMER] },
    });
    try {
        await Promise.all(scenes.map((scene) => scene(sandbox)));
    } finally {
        await sandbox.close();
    }
}

async function sameAccount(sandbox: Sandbox): Promise<void> {
    const [provider, consumer, connection, check] = SCENARIOS["same-account"].stacks.map(
        ({ folder, title }) => ({ folder, title, account: sandbox.emulator.accounts[0] }),
    );
    const first = [await opened(sandbox, provider), await opened(sandbox, consumer)];
    await write(sandbox, "before-acceptance", first);
    const all = [...first, await opened(sandbox, connection), await opened(sandbox, check)];
    // Once more, for the status of the consumer's zones since its endpoint was accepted.
    await all[1].stack.up({ suppressOutputs: true });
    await write(sandbox, "same-account", all);
}

async function crossAccount(sandbox: Sandbox): Promise<void> {
    const [owner, first, second] = sandbox.emulator.accounts;
    const folder = "examples/cross-account";
    const config = {
        providerStack: "organization/alicloud-privatelink-cross-account-provider/demo",
    };
    const provider = await opened(sandbox, {
        folder: `${folder}/provider`,
        title: "provider",
        account: owner,
        config: { allowedAccountIds: [first.accountId, second.accountId] },
    });
    const stacks = [provider];
    const checks: OpenStack[] = [];
    for (const [index, account] of [first, second].entries()) {
        const consumer = await opened(sandbox, {
            folder: `${folder}/consumer`,
            title: `consumer-${index + 1}`,
            stackName: `demo-${index + 1}`,
            account,
            config,
        });
        const connection = await opened(sandbox, {
            folder: `${folder}/connection`,
            title: `connection-${index + 1}`,
            stackName: `demo-${index + 1}`,
            account: owner,
            config: {
                ...config,
                consumerStack: `organization/alicloud-privatelink-cross-account-consumer/demo-${index + 1}`,
            },
        });
        await consumer.stack.up({ suppressOutputs: true });
        stacks.push(consumer, connection);
        checks.push(
            await opened(sandbox, {
                folder: `${folder}/check`,
                title: `check-${index + 1}`,
                stackName: `demo-${index + 1}`,
                account,
            }),
        );
    }
    await write(sandbox, "cross-account", [...stacks, ...checks]);

    const ids = {
        ServiceId: await output(provider.stack, "serviceId"),
        EndpointId: await output(stacks[3].stack, "endpointId"),
    };
    const client = clients(sandbox.emulator);
    await client.call(PRIVATELINK, "DisableVpcEndpointConnection", ids);
    await eventually(
        async () => {
            const { Connections } = await client.call(
                PRIVATELINK,
                "ListVpcEndpointConnections",
                ids,
            );
            return (Connections as { ConnectionStatus: string }[])[0].ConnectionStatus;
        },
        (status) => status === "Disconnected",
    );
    for (const { stack } of stacks.slice(3)) {
        await stack.refresh({ suppressOutputs: true });
        await stack.up({ suppressOutputs: true });
    }
    await write(sandbox, "disconnected", stacks);
}

async function inTwoZones(sandbox: Sandbox, name: string): Promise<void> {
    const stacks: OpenStack[] = [];
    for (const { folder, title } of SCENARIOS[name].stacks) {
        const account = sandbox.emulator.accounts[0];
        stacks.push(await opened(sandbox, { folder, title, account }));
    }
    await stacks[1].stack.up({ suppressOutputs: true });
    await write(sandbox, name, stacks);
}

async function singleStack(sandbox: Sandbox): Promise<void> {
    const account = sandbox.emulator.accounts[0];
    const whole = await opened(sandbox, { folder: ".", title: "whole", account });
    await write(sandbox, "single-stack", [whole]);
}

interface OpenStack {
    readonly title: string;
    readonly stack: Stack;
}

async function opened(
    sandbox: Sandbox,
    request: {
        readonly folder: string;
        readonly title: string;
        readonly account: Account;
        /** Of its own where a project has more than one. */
        readonly stackName?: string;
        readonly config?: Record<string, unknown>;
    },
): Promise<OpenStack> {
    const { title } = request;
    progress(`pulumi up: ${request.folder} ${title}`);
    const stack = await sandbox.openStack({ ...request, stackName: request.stackName ?? "demo" });
    await stack.up({ suppressOutputs: true });
    return { title, stack };
}

async function output(stack: Stack, name: string): Promise<string> {
    return (await stack.outputs())[name].value as string;
}

async function write(
    sandbox: Sandbox,
    situation: string,
    stacks: readonly OpenStack[],
): Promise<void> {
    const folder = path.join(FIXTURES, situation);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const { title, stack } of stacks) {
        const state = stripped(
            JSON.parse(
                await sandbox.exportStack(stack, sandbox.emulator.accounts[0]),
            ) as ExportedState,
        );
        await writeFile(
            path.join(folder, `${title}.json`),
            `${JSON.stringify(state, undefined, 1)}\n`,
        );
    }
    progress(`written: ${situation}`);
}

interface ExportedState {
    readonly version: number;
    readonly deployment: { readonly resources?: readonly Resource[] };
}

type Resource = Readonly<Record<string, unknown>> & { readonly type: string };

/** What stays of a resource: nothing of the machine, nor of the moment. */
const KEPT = ["urn", "type", "id", "custom", "external", "parent", "provider", "dependencies"];

function stripped({ version, deployment }: ExportedState): ExportedState {
    const resources = (deployment.resources ?? []).map(
        (resource) =>
            Object.fromEntries(
                Object.entries(resource)
                    .filter(([key]) => KEPT.includes(key) || key === "outputs")
                    // A provider's are the addresses in its config.
                    .filter(([key]) => key !== "outputs" || !isProvider(resource))
                    .map(([key, value]) => [key, key === "outputs" ? withoutEmpty(value) : value]),
            ) as Resource,
    );
    return { version, deployment: { resources } };
}

function isProvider({ type }: Resource): boolean {
    return type.startsWith("pulumi:providers:");
}

function withoutEmpty(outputs: unknown): unknown {
    return Object.fromEntries(
        Object.entries(outputs as object).filter(
            ([key, value]) => key !== "__meta" && value !== null && value !== "",
        ),
    );
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
