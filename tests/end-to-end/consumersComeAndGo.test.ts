import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { DEFAULT_ACCOUNTS, type Account } from "../../tools/emulator";
import { type Clients, clients, PRIVATELINK, refusal } from "../emulator/client";
import { configure, inventoryOf, openStack, PROJECT } from "./crossAccount";
import { connections, writes } from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const NEWCOMER: Account = {
    accountId: "1000000000000003",
    accessKeyId: "emulator-newcomer",
    accessKeySecret: "emulator-newcomer-secret",
    privateLinkOpened: true,
};

/** A consumer's two stacks. */
interface Consumer {
    readonly account: Account;
    readonly consumer: Stack;
    readonly connection: Stack;
}

describe("a service with one consumer, when another one comes and goes", () => {
    let workbench: Workbench;
    let owner: Clients;
    let provider: Stack;
    let first: Consumer;
    let second: Consumer;
    let serviceId: string;
    /** The first consumer's connection, to the last field, and the newcomer's offer before it leaves. */
    let firstConnection: Record<string, unknown>;
    let staleOffer: string;

    before(async () => {
        workbench = await openWorkbench({ accounts: [...DEFAULT_ACCOUNTS, NEWCOMER] });
        const [ownerAccount, firstAccount, secondAccount] = workbench.emulator.accounts;
        owner = clients(workbench.emulator, ownerAccount);
        const name = workbench.stackName;
        provider = await openStack(workbench, {
            kind: "provider",
            account: ownerAccount,
            config: { allowedAccountIds: [firstAccount.accountId] },
        });
        const opened = async (account: Account, name: string): Promise<Consumer> => {
            const config = { providerStack: `organization/${PROJECT}-provider/${provider.name}` };
            return {
                account,
                consumer: await openStack(workbench, { kind: "consumer", account, name, config }),
                connection: await openStack(workbench, {
                    kind: "connection",
                    account: ownerAccount,
                    name,
                    config,
                }),
            };
        };
        first = await opened(firstAccount, name);
        second = await opened(secondAccount, `${name}-newcomer`);

        const { outputs } = await up(provider);
        serviceId = outputs.serviceId;
        await up(first.consumer);
        await up(first.connection);
        firstConnection = await connectionOf(first);
        assert.equal(firstConnection.ConnectionStatus, "Connected");
    });

    after(() => workbench?.close());

    async function connectionOf({ account }: Consumer): Promise<Record<string, unknown>> {
        const { Connections } = await owner.call(PRIVATELINK, "ListVpcEndpointConnections", {
            ServiceId: serviceId,
            EndpointOwnerId: account.accountId,
        });
        assert.equal(Connections.length, 1);
        return Connections[0];
    }

    const statuses = async () => (await connections(owner, serviceId)).map(({ status }) => status);

    const allow = (...consumers: Consumer[]) =>
        configure(workbench, provider, "provider", {
            allowedAccountIds: consumers.map(({ account }) => account.accountId),
        });

    const offTheWhitelist = () =>
        `offer.allowedAccountIds: account ${second.account.accountId} is not on the whitelist of`;

    afterEach(
        "the first consumer stays connected, and nothing of its connection changes",
        async () => {
            assert.deepEqual(await connectionOf(first), firstConnection);
        },
    );

    describe("a second consumer joins", () => {
        it("learns at preview that it is not on the whitelist, and whom to ask", async () => {
            const output = await failureOf(second.consumer, "preview");
            assert.ok(output.includes(offTheWhitelist()), output);
            const { accountId: ownerId } = workbench.emulator.accounts[0];
            assert.ok(output.includes(`Ask its owner, account ${ownerId}, to add it.`), output);
            assert.deepEqual(inventoryOf(workbench.emulator, second.account), {});
        });

        it("gets onto the whitelist with one new resource", async () => {
            await allow(second, first);
            const before = workbench.emulator.calls.length;
            const { operations, outputs } = await up(provider);
            assert.deepEqual(operations, [
                `create privatelink.VpcEndpointServiceUser service-${second.account.accountId}`,
            ]);
            assert.deepEqual(writes(workbench.emulator, before), ["AddUserToVpcEndpointService"]);
            staleOffer = JSON.stringify(outputs.offer);
        });

        it("comes up with stacks of its own, and is accepted by the owner", async () => {
            const before = workbench.emulator.calls.length;
            await up(second.consumer);
            assert.deepEqual((await statuses()).sort(), ["Connected", "Disconnected"]);
            const { outputs } = await up(second.connection);
            assert.deepEqual(outputs, { connectionStatus: "Connected" });
            assert.deepEqual(await statuses(), ["Connected", "Connected"]);

            const { EndpointId } = firstConnection;
            const touched = workbench.emulator.calls
                .slice(before)
                .filter(({ parameters }) => parameters.EndpointId === EndpointId)
                .filter(({ action }) => !String(action).startsWith("List"));
            assert.deepEqual(touched, []);
        });

        it("leaves the first consumer with nothing to change", async () => {
            for (const stack of [first.consumer, first.connection, provider]) {
                assert.deepEqual(await operationsOf(stack, "refresh"), []);
                assert.deepEqual(await operationsOf(stack, "preview"), []);
            }
        });
    });

    describe("an account is removed from the whitelist while it is connected", () => {
        it("loses one resource, and stays connected", async () => {
            await allow(first);
            assert.deepEqual(await operationsOf(provider, "up"), [
                `delete privatelink.VpcEndpointServiceUser service-${second.account.accountId}`,
            ]);
            assert.deepEqual(await statuses(), ["Connected", "Connected"]);
            await operationsOf(second.connection, "refresh");
            assert.deepEqual(
                (await second.connection.outputs()).connectionStatus.value,
                "Connected",
            );
        });

        it("gets an error from its next up; the connection stack has nothing to change", async () => {
            const output = await failureOf(second.consumer, "up");
            assert.ok(output.includes(offTheWhitelist()), output);
            assert.deepEqual(await operationsOf(second.connection, "up"), []);
            assert.deepEqual(await statuses(), ["Connected", "Connected"]);
        });

        it("is unchanged once the account is back on the whitelist", async () => {
            await allow(first, second);
            assert.deepEqual(await operationsOf(provider, "up"), [
                `create privatelink.VpcEndpointServiceUser service-${second.account.accountId}`,
            ]);
            for (const stack of [second.consumer, second.connection]) {
                assert.deepEqual(await operationsOf(stack, "up"), []);
            }
        });
    });

    describe("the second consumer leaves", () => {
        it("loses its connection, then its endpoint, then its place on the whitelist", async () => {
            await operationsOf(second.connection, "destroy");
            assert.deepEqual((await statuses()).sort(), ["Connected", "Disconnected"]);
            await operationsOf(second.consumer, "destroy");
            assert.deepEqual(await statuses(), ["Connected"]);
            assert.deepEqual(inventoryOf(workbench.emulator, second.account), {});

            await allow(first);
            const before = workbench.emulator.calls.length;
            assert.deepEqual(await operationsOf(provider, "up"), [
                `delete privatelink.VpcEndpointServiceUser service-${second.account.accountId}`,
            ]);
            assert.deepEqual(writes(workbench.emulator, before), [
                "RemoveUserFromVpcEndpointService",
            ]);
        });

        it("cannot come back: the offer refuses it at preview", async () => {
            const output = await failureOf(second.consumer, "preview");
            assert.ok(output.includes(offTheWhitelist()), output);
            assert.deepEqual(inventoryOf(workbench.emulator, second.account), {});
        });

        it("cannot come back with an offer from before it left: the cloud refuses the endpoint", async () => {
            await configure(workbench, second.consumer, "consumer", { offer: staleOffer });
            const startedAt = Date.now();
            const output = await failureOf(second.consumer, "up");
            const seconds = (Date.now() - startedAt) / 1000;
            assert.match(output, /EndpointServiceNotAuthorized/);
            assert.ok(seconds < 60, `${seconds} s`);
            assert.equal(inventoryOf(workbench.emulator, second.account).endpoint, undefined);
            assert.deepEqual(await statuses(), ["Connected"]);

            await operationsOf(second.consumer, "destroy");
            assert.deepEqual(inventoryOf(workbench.emulator, second.account), {});
        });

        it("cannot come back by hand either", async () => {
            const newcomer = clients(workbench.emulator, second.account);
            const listed = await newcomer.call(PRIVATELINK, "ListVpcEndpointServicesByEndUser");
            assert.deepEqual(listed.Services, []);
            const { VpcId } = await newcomer.call({ version: "2016-04-28" }, "CreateVpc");
            const { code } = await refusal(
                newcomer.call(PRIVATELINK, "CreateVpcEndpoint", { ServiceId: serviceId, VpcId }),
            );
            assert.equal(code, "EndpointServiceNotAuthorized");
        });
    });
});
