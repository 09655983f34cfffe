import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { accountOffer } from "../../index";
import { configure, inventoryOf, openStack } from "./crossAccount";
import { operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

describe("the cross-account example, with the consumer on a whitelist that a third stack keeps", () => {
    let workbench: Workbench;
    let stacks: Record<"provider" | "whitelist" | "consumer" | "connection", Stack>;
    let consumerId: string;
    /** The provider stack's offer, which names no account. */
    let offer: Parameters<typeof accountOffer>[0];

    before(async () => {
        workbench = await openWorkbench();
        const [owner, consumer] = workbench.emulator.accounts;
        consumerId = consumer.accountId;
        stacks = {
            provider: await openStack(workbench, {
                kind: "provider",
                account: owner,
                config: { allowedAccountIds: [] },
            }),
            whitelist: await workbench.open("tests/end-to-end/programs/parts"),
            consumer: await openStack(workbench, { kind: "consumer", account: consumer }),
            connection: await openStack(workbench, { kind: "connection", account: owner }),
        };
    });

    after(() => workbench?.close());

    it("comes up: the service, whose offer says that it names every account, and names none", async () => {
        const { outputs } = await up(stacks.provider);
        offer = outputs.offer;
        assert.deepEqual([offer.allowedAccountIds, offer.whitelistComplete], [[], true]);
    });

    it("comes up: the whitelist of the consumer's account, in a stack of its own", async () => {
        const args = { serviceId: offer.serviceId, allowedAccountIds: [consumerId] };
        const part = { componentClass: "EndpointServiceWhitelist", name: "consumer", args };
        await workbench.sandbox.configure(stacks.whitelist, { "parts:parts": [part] });
        assert.deepEqual(await operationsOf(stacks.whitelist, "up"), [
            "create EndpointServiceWhitelist consumer",
            `create privatelink.VpcEndpointServiceUser consumer-${consumerId}`,
        ]);
    });

    it("comes up: the endpoint, with an offer for its account that names no other", async () => {
        const own = accountOffer(offer, consumerId);
        assert.ok(!("allowedAccountIds" in own));
        await configure(workbench, stacks.consumer, "consumer", { offer: JSON.stringify(own) });
        const { outputs } = await up(stacks.consumer);
        await configure(workbench, stacks.connection, "connection", {
            request: JSON.stringify(outputs.request),
        });
    });

    it("comes up: the connection, because the owner looks up the whitelist that the cloud has", async () => {
        assert.deepEqual((await up(stacks.connection)).outputs, { connectionStatus: "Connected" });
    });

    it("is destroyed completely", async () => {
        for (const kind of ["connection", "consumer", "whitelist", "provider"] as const) {
            await operationsOf(stacks[kind], "destroy");
        }
        for (const account of workbench.emulator.accounts) {
            assert.deepEqual(inventoryOf(workbench.emulator, account), {});
        }
    });
});
