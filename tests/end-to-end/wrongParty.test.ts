import assert from "node:assert/strict";

import type { Account } from "../../tools/emulator";
import { belongingsOf, type Belongings } from "../emulator/belongings";
import { clients, PRIVATELINK } from "../emulator/client";
import { openStack, type OwnedStack, ZONE } from "./crossAccount";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

describe("the cross-account example in the wrong hands", () => {
    let workbench: Workbench;
    let consumerAccount: Account;
    let ownerAccount: Account;
    /** A service of the owner's with an endpoint of its own, made without Pulumi. */
    let owned: Belongings;
    let offer: Record<string, unknown>;
    let request: Record<string, unknown>;
    let inventoryBefore: unknown[];
    /** How many calls there were before a test. */
    let callsBefore: number;

    before(async () => {
        workbench = await openWorkbench();
        [ownerAccount, consumerAccount] = workbench.emulator.accounts;
        owned = await belongingsOf(workbench.emulator, ownerAccount, "of-the-owner");
        const belongings = await belongingsOf(
            workbench.emulator,
            consumerAccount,
            "of-the-consumer",
        );
        const owner = clients(workbench.emulator, ownerAccount);
        await owner.call(PRIVATELINK, "AddUserToVpcEndpointService", {
            ServiceId: owned.service,
            UserId: consumerAccount.accountId,
        });
        const consumer = clients(workbench.emulator, consumerAccount);
        const { EndpointId, EndpointDomain } = await consumer.call(
            PRIVATELINK,
            "CreateVpcEndpoint",
            {
                ServiceId: owned.service,
                VpcId: belongings.vpc,
                SecurityGroupId: [belongings["security group"]],
            },
        );
        offer = {
            contractVersion: 1,
            serviceId: owned.service,
            serviceName: `com.aliyuncs.privatelink.eu-central-1.${owned.service}`,
            regionId: "eu-central-1",
            accountId: ownerAccount.accountId,
            zoneIds: [ZONE],
            ports: [{ port: 80, protocol: "tcp" }],
            acceptanceRequired: true,
            allowedAccountIds: [consumerAccount.accountId],
        };
        request = {
            contractVersion: 1,
            endpointId: EndpointId,
            serviceId: owned.service,
            accountId: consumerAccount.accountId,
            zoneIds: [ZONE],
            endpointDomain: EndpointDomain,
        };
        inventoryBefore = workbench.emulator.inventory();
        callsBefore = workbench.emulator.calls.length;
    });

    after(() => workbench?.close());

    afterEach("nothing was changed, of anyone", () => {
        assert.deepEqual(workbench.emulator.inventory(), inventoryBefore);
        const done = workbench.emulator.calls.slice(callsBefore);
        const succeeded = done.filter(({ status }) => status === 200);
        assert.deepEqual(
            succeeded.filter(({ action }) => !/^(Describe|Get|List)/.test(String(action))),
            [],
        );
        callsBefore = workbench.emulator.calls.length;
    });

    const contracts = (changes: { offer?: object; request?: object } = {}) => ({
        offer: JSON.stringify({ ...offer, ...changes.offer }),
        request: JSON.stringify({ ...request, ...changes.request }),
    });

    /** What is printed by a command that must fail, and how long it took. */
    async function refused(
        owned: OwnedStack,
        command: "up" | "preview",
    ): Promise<{ output: string; seconds: number }> {
        const stack = await openStack(workbench, owned);
        const startedAt = Date.now();
        const output = await failureOf(stack, command);
        return { output, seconds: (Date.now() - startedAt) / 1000 };
    }

    describe("the connection stack", () => {
        it("is refused at preview with the consumer's credentials: only the owner can accept endpoints", async () => {
            const { output } = await refused(
                { kind: "connection", account: consumerAccount, config: contracts() },
                "preview",
            );
            assert.ok(
                output.includes(
                    `offer.accountId: the credentials belong to account ${consumerAccount.accountId}, but ${owned.service} belongs to account ${ownerAccount.accountId}, and only its owner can accept endpoints.`,
                ),
                output,
            );
        });

        it("is refused at preview where the offer calls the consumer its owner", async () => {
            const forged = { offer: { accountId: consumerAccount.accountId } };
            const { output } = await refused(
                { kind: "connection", account: consumerAccount, config: contracts(forged) },
                "preview",
            );
            const expected = `offer.serviceId: found "${owned.service}". This account has no such endpoint service in this region.`;
            assert.ok(output.includes(expected), output);
            assert.ok(!output.includes(ownerAccount.accountId), output);
        });

        it("is refused at preview for an endpoint of another service", async () => {
            const forged = { request: { endpointId: "ep-of-someone-else" } };
            const { output } = await refused(
                { kind: "connection", account: ownerAccount, config: contracts(forged) },
                "preview",
            );
            const expected = `request.endpointId: found "ep-of-someone-else". No such endpoint asks ${owned.service} for a connection.`;
            assert.ok(output.includes(expected), output);
        });
    });

    describe("the consumer stack with the owner's credentials", () => {
        it("is an endpoint of the owner's own account, which needs no whitelist entry", async () => {
            const stack = await openStack(workbench, {
                kind: "consumer",
                account: ownerAccount,
                config: { offer: JSON.stringify({ ...offer, allowedAccountIds: [] }) },
            });
            const planned = await operationsOf(stack, "preview");
            assert.ok(planned.includes("create privatelink.VpcEndpoint endpoint"));
        });
    });

    describe("invalid credentials", () => {
        for (const kind of ["provider", "consumer", "connection"] as const) {
            it(`are refused for the ${kind} stack when the secret is not the access key's`, async () => {
                const account = { ...ownerAccount, accessKeySecret: "guessed" };
                const { output, seconds } = await refused(
                    { kind, account, config: contracts() },
                    "up",
                );
                // The first is the provider's, of a resource that the stack has beside the components.
                assert.match(
                    output,
                    /SignatureDoesNotMatch|alicloud:secretKey: is not the secret of the access key/,
                );
                assert.ok(!output.includes(ownerAccount.accessKeySecret), output);
                assert.ok(seconds < 60, `${seconds} s`);
            });

            it(`are refused for the ${kind} stack when the access key is of no account`, async () => {
                const account = { ...ownerAccount, accessKeyId: "nobody" };
                const { output, seconds } = await refused(
                    { kind, account, config: contracts() },
                    "up",
                );
                assert.match(
                    output,
                    /InvalidAccessKeyId\.NotFound|Alibaba Cloud does not know the access key/,
                );
                assert.ok(seconds < 60, `${seconds} s`);
            });
        }
    });
});
