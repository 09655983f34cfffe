import PopClient from "@alicloud/pop-core";
import type { Stack } from "@pulumi/pulumi/automation";
import Table from "cli-table3";

import { Sandbox } from "../demo/sandbox";
import { type AccessKey, type Account, DEFAULT_ACCOUNTS } from "../emulator";
import { terminalProgress } from "../engine";
import { busiestMinute, byAction, type Calls } from "./callCounts";
import { type MeasuredPart, measureUse, PARTS, type Use } from "./processUse";
import { rateLimits } from "./rateLimits";
import { timed } from "./timing";

/** How many consumers a service has, each with one endpoint: in a cloud and a stack of their own. */
const SIZES = [50, 100, 200, 500];

/** How many resources an update makes at the same time: most of what it does is waiting. */
const PARALLEL = 64;

/** How long the cloud takes for a change of state. */
const TRANSITION_MILLISECONDS = 50;

interface Measured {
    readonly command: string;
    readonly seconds: number;
    readonly use: Readonly<Record<MeasuredPart, Use>>;
    readonly calls: Calls;
}

/** What a service of many consumers costs, by their number: time, memory and calls of each command. */
export async function measureConsumers(): Promise<void> {
    const table = new Table({
        head: [
            "consumers",
            "command",
            "s",
            ...PARTS.map((part) => `${part} MB`),
            "calls",
            "busiest minute",
            "throttled",
            "by action",
        ],
        style: { head: [], border: [] },
    });
    for (const size of SIZES) {
        for (const measured of await commandsOf(size)) {
            table.push(rowOf(size, measured));
        }
    }
    console.log(
        `--parallel ${PARALLEL}; changes of state take ${TRANSITION_MILLISECONDS} ms; PrivateLink takes as many calls a minute as documented. Memory: the peak of the processes.`,
    );
    console.log(table.toString());
}

function rowOf(size: number, { command, seconds, use, calls }: Measured): string[] {
    return [
        String(size),
        command,
        seconds.toFixed(1),
        ...PARTS.map((part) => use[part].megabytes.toFixed(0)),
        String(calls.length),
        busiestMinute(calls),
        String(calls.filter(({ code }) => code?.startsWith("Throttling")).length),
        byAction(calls).join("\n"),
    ];
}

async function commandsOf(size: number): Promise<Measured[]> {
    const progress = terminalProgress();
    // One more than there are at first, in the middle of the others.
    const consumers = Array.from({ length: size + 1 }, (_, index) => accountOf(index));
    const uids = consumers.map(({ accountId }) => accountId);
    const middle = Math.floor(size / 2);
    const most = uids.filter((_, index) => index !== middle);
    const sandbox = await Sandbox.open({
        progress,
        emulator: {
            accounts: [...DEFAULT_ACCOUNTS, ...consumers],
            transitionMilliseconds: TRANSITION_MILLISECONDS,
            intercept: rateLimits(),
        },
    });
    const found: Measured[] = [];
    try {
        const stack = await sandbox.openStack({
            folder: "tools/bench/manyConsumers",
            stackName: "bench",
            account: sandbox.emulator.accounts[0],
        });
        const measure = async (command: string, work: () => Promise<unknown>) => {
            progress(`${size} consumers: ${command}`);
            const before = sandbox.emulator.calls.length;
            let seconds = 0;
            const use = await measureUse(sandbox.folder, async () => {
                seconds = await timed(work);
            });
            const calls = sandbox.emulator.calls.slice(before);
            found.push({ command, seconds, use, calls });
            // A long measurement that fails has shown what it found until then.
            progress(rowOf(size, found[found.length - 1]).join(", "));
        };
        const allow = (accountIds: readonly string[]) =>
            sandbox.configure(stack, {
                "alicloud-privatelink-many-consumers:accountIds": accountIds,
            });

        await allow(most);
        await measure("first up: all on the whitelist", () => update(stack));
        const { serviceId } = await stack.outputs();
        const present = consumers.filter((_, index) => index !== middle);
        for (const account of present) {
            await endpointOf(sandbox, account, String(serviceId.value));
        }
        await measure("up: all accepted", () => update(stack));
        await requireConnected(stack, size);
        await measure("preview, nothing to do", () => previewWithoutChanges(stack));
        await measure("up, nothing to do", () => update(stack));
        await allow(uids);
        await measure("up: one more on the whitelist", () => update(stack));
        await endpointOf(sandbox, consumers[middle], String(serviceId.value));
        await measure("up: one more accepted", () => update(stack));
        await requireConnected(stack, size + 1);
        await allow(most);
        await measure("up: one less", () => update(stack));
        await requireConnected(stack, size);
        await measure("refresh", () =>
            stack.refresh({ suppressOutputs: true, parallel: PARALLEL }),
        );
        return found;
    } finally {
        await sandbox.close();
    }
}

async function update(stack: Stack): Promise<void> {
    await stack.up({ suppressOutputs: true, parallel: PARALLEL });
}

async function previewWithoutChanges(stack: Stack): Promise<void> {
    await stack.preview({ suppressOutputs: true, expectNoChanges: true, parallel: PARALLEL });
}

async function requireConnected(stack: Stack, count: number): Promise<void> {
    const { connected } = await stack.outputs();
    if (connected.value !== count) {
        throw new Error(`${String(connected.value)} endpoints are connected, and not ${count}.`);
    }
}

function accountOf(index: number): Account {
    return {
        accountId: String(2_000_000_000_000_000 + index),
        accessKeyId: `emulator-consumer-${index}`,
        accessKeySecret: `emulator-consumer-${index}-secret`,
        privateLinkOpened: true,
    };
}

/** An endpoint without zones, made as its owner makes it, which then waits. */
async function endpointOf(
    { emulator }: Sandbox,
    account: AccessKey,
    serviceId: string,
): Promise<void> {
    const call = <Answer>(apiVersion: string, action: string, parameters: object) =>
        new PopClient({
            ...account,
            endpoint: `http://${emulator.endpoint}`,
            apiVersion,
        }).request<Answer>(action, { RegionId: "eu-central-1", ...parameters }, { method: "POST" });
    const { VpcId } = await call<{ VpcId: string }>("2016-04-28", "CreateVpc", {
        CidrBlock: "10.0.0.0/16",
    });
    await until(async () => {
        const { Status } = await call<{ Status: string }>("2016-04-28", "DescribeVpcAttribute", {
            VpcId,
        });
        return Status === "Available";
    });
    const { EndpointId } = await call<{ EndpointId: string }>("2020-04-15", "CreateVpcEndpoint", {
        ServiceId: serviceId,
        VpcId,
    });
    await until(async () => {
        const { EndpointStatus } = await call<{ EndpointStatus: string }>(
            "2020-04-15",
            "GetVpcEndpointAttribute",
            { EndpointId },
        );
        return EndpointStatus === "Active";
    });
}

async function until(isReady: () => Promise<boolean>): Promise<void> {
    while (!(await isReady())) {
        await new Promise((resolve) => setTimeout(resolve, TRANSITION_MILLISECONDS));
    }
}
