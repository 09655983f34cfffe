import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { DEFAULT_ACCOUNTS, type Account } from "../../tools/emulator";
import { clients } from "../emulator/client";
import { assertNothingOf, configure, openStack, type StackKind, ZONE } from "./crossAccount";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const KINDS = ["provider", "consumer", "connection"] as const satisfies readonly StackKind[];

const OPENING = "OpenPrivateLinkService";

/**
 * The provider activates PrivateLink at a host name that no config changes. Only as a proxy can the
 * emulator stand in for it, and a proxy is asked for a tunnel where calls are made over TLS.
 */
const OVER_TLS = { "alicloud:protocol": "HTTPS" };

describe("the cross-account example, in two state backends and accounts new to PrivateLink", () => {
    let workbench: Workbench;
    let consumerAccount: Account;
    let ownerAccount: Account;
    let stacks: Record<(typeof KINDS)[number], Stack>;
    let offer: string;

    before(async () => {
        workbench = await openWorkbench({
            accounts: DEFAULT_ACCOUNTS.map((account) => ({ ...account, privateLinkOpened: false })),
        });
        [ownerAccount, consumerAccount] = workbench.emulator.accounts;
        const ofConsumer = { account: consumerAccount, environment: await backend("consumer") };
        const ofOwner = { account: ownerAccount, environment: await backend("owner") };
        stacks = {
            provider: await openStack(workbench, {
                kind: "provider",
                ...ofOwner,
                config: { ...OVER_TLS, allowedAccountIds: [consumerAccount.accountId] },
            }),
            consumer: await openStack(workbench, {
                kind: "consumer",
                ...ofConsumer,
                config: { ...OVER_TLS, offer: JSON.stringify(inventedOffer()) },
            }),
            connection: await openStack(workbench, {
                kind: "connection",
                ...ofOwner,
                config: OVER_TLS,
            }),
        };
    });

    after(() => workbench?.close());

    /** A state backend of one side's own, and the way to the host that activates PrivateLink. */
    async function backend(side: string): Promise<Record<string, string>> {
        const folder = path.join(workbench.sandbox.folder, side);
        await mkdir(folder);
        return {
            PULUMI_BACKEND_URL: `file://${folder}`,
            PULUMI_CONFIG_PASSPHRASE: `of the ${side}`,
            HTTPS_PROXY: `http://${workbench.emulator.endpoint}`,
            NO_PROXY: workbench.emulator.endpoint,
        };
    }

    const inventedOffer = () => ({
        contractVersion: 1,
        serviceId: "epsrv-test",
        serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
        regionId: "eu-central-1",
        accountId: ownerAccount.accountId,
        zoneIds: [ZONE],
        ports: [{ port: 80, protocol: "tcp" }],
        acceptanceRequired: true,
        allowedAccountIds: [consumerAccount.accountId],
    });

    /** How often each account activated PrivateLink, and the answers. */
    const openings = () =>
        workbench.emulator.calls
            .filter(({ action }) => action === OPENING)
            .map(({ accountId, code }) => `${accountId} ${code ?? "opened"}`);

    describe("before PrivateLink is activated", () => {
        for (const kind of ["provider", "consumer"] as const) {
            it(`fails the ${kind} stack at preview, says what to do, and creates nothing`, async () => {
                const output = await failureOf(stacks[kind], "preview");
                assert.ok(
                    output.includes(
                        "PrivateLink is not activated in this account (NeedOpenProduct). Activate it once, in the console or with the data source alicloud.privatelink.getService",
                    ),
                    output,
                );
                assert.doesNotMatch(output, /^\s+at \S/m);
                assert.deepEqual(workbench.emulator.inventory(), []);
                assert.deepEqual(holdings.writes(workbench.emulator), []);
            });
        }

        it("is not activated by anything but the config key", () => {
            assert.deepEqual(openings(), []);
        });
    });

    describe("with openPrivateLink, linked by JSON in config,", () => {
        it("comes up: the provider stack, which activates PrivateLink first", async () => {
            await configure(workbench, stacks.provider, "provider", { openPrivateLink: true });
            const { outputs } = await up(stacks.provider);
            offer = JSON.stringify(outputs.offer);
            assert.equal(openings()[0], `${ownerAccount.accountId} opened`);
        });

        it("comes up: the consumer stack, in an account that is activated too", async () => {
            await configure(workbench, stacks.consumer, "consumer", {
                openPrivateLink: true,
                offer,
            });
            const { outputs } = await up(stacks.consumer);
            assert.ok(openings().includes(`${consumerAccount.accountId} opened`));
            await configure(workbench, stacks.connection, "connection", {
                offer,
                request: JSON.stringify(outputs.request),
            });
        });

        it("comes up: the connection stack, after which the endpoint is connected", async () => {
            const { outputs } = await up(stacks.connection);
            assert.deepEqual(outputs, { connectionStatus: "Connected" });
            const owner = clients(workbench.emulator, ownerAccount);
            const { serviceId } = JSON.parse(offer) as { serviceId: string };
            assert.deepEqual(
                (await holdings.connections(owner, serviceId)).map(({ status }) => status),
                ["Connected"],
            );
        });
    });

    describe("once it is up", () => {
        it("changes nothing on a second up or on refresh, and activates nothing twice", async () => {
            for (const kind of KINDS) {
                assert.deepEqual(await operationsOf(stacks[kind], "up"), [], kind);
                assert.deepEqual(await operationsOf(stacks[kind], "refresh"), [], kind);
            }
            assert.deepEqual(
                [...new Set(openings())].sort(),
                [ownerAccount, consumerAccount].flatMap(({ accountId }) => [
                    `${accountId} OrderOpend`,
                    `${accountId} opened`,
                ]),
            );
            assert.equal(openings().filter((each) => each.endsWith("opened")).length, 2);
        });

        it("keeps each account's access key out of the other's state", async () => {
            await assertNothingOf(ownerAccount, stacks.consumer);
            await assertNothingOf(consumerAccount, stacks.provider);
            await assertNothingOf(consumerAccount, stacks.connection);
        });

        it("keeps each side's stacks in its own backend", async () => {
            const listed = async (stack: Stack) =>
                (await stack.workspace.listStacks()).map(({ name }) => name);
            for (const kind of KINDS) {
                assert.deepEqual(await listed(stacks[kind]), [workbench.stackName]);
            }
            const state = JSON.stringify(await stacks.consumer.exportStack());
            assert.ok(!state.includes("alicloud-privatelink-cross-account-provider"));
        });

        it("is destroyed in the opposite order, completely; nothing was refused but reads of missing resources", async () => {
            for (const kind of [...KINDS].reverse()) {
                await operationsOf(stacks[kind], "destroy");
            }
            assert.deepEqual(workbench.emulator.inventory(), []);
            assert.deepEqual(holdings.refusals(workbench.emulator), [
                "DescribeLoadBalancerAttribute InvalidLoadBalancerId.NotFound",
                "DescribeLoadBalancerTCPListenerAttribute InvalidParameter",
                "DescribeVSwitchAttributes InvalidVswitchID.NotFound",
                "DescribeVpcAttribute InvalidVpcID.NotFound",
                "GetVpcEndpointAttribute EndpointNotFound",
                "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
                "ListVpcEndpoints NeedOpenProduct",
                `${OPENING} OrderOpend`,
            ]);
        });
    });
});
