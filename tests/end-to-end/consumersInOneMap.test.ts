import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { UnacceptedEndpoint } from "../../index";
import { DEFAULT_ACCOUNTS, type Account } from "../../tools/emulator";
import { ApiError } from "../../tools/emulator/apiError";
import { clients, eventually, PRIVATELINK } from "../emulator/client";
import { ByHand } from "./byHand";
import { inventoryOf } from "./crossAccount";
import { connections, writes } from "./holdings";
import { operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const NEWCOMER: Account = {
    accountId: "1000000000000003",
    accessKeyId: "emulator-newcomer",
    accessKeySecret: "emulator-newcomer-secret",
    privateLinkOpened: true,
};

describe("a service whose consumers are in one map", () => {
    let workbench: Workbench;
    let stack: Stack;
    let isListRefused = false;
    let serviceId: string;
    let partner: string;
    /** Endpoints in the order in which they came: two of the partner, one of the newcomer. */
    let first: string;
    let second: string;
    let third: string;

    before(async () => {
        workbench = await openWorkbench({
            accounts: [...DEFAULT_ACCOUNTS, NEWCOMER],
            transitionMilliseconds: 20,
            intercept: ({ action, parameters }) => {
                const isWholeList = parameters.EndpointId === undefined;
                if (isListRefused && action === "ListVpcEndpointConnections" && isWholeList) {
                    throw new ApiError("Forbidden.RAM", "You are not authorized.");
                }
            },
        });
        partner = workbench.emulator.accounts[1].accountId;
        stack = await workbench.open("tests/end-to-end/programs/consumers");
    });

    after(() => workbench?.close());

    const allow = (consumers: object) =>
        workbench.sandbox.configure(stack, { "consumers:consumers": consumers });
    const user = (uid: string) => `privatelink.VpcEndpointServiceUser map-${uid}`;
    const connection = (uid: string, endpointId: string) =>
        `privatelink.VpcEndpointServiceConnection map-${uid}-${endpointId}`;
    const idsOf = (endpoints: readonly { readonly endpointId: string }[]) =>
        endpoints.map(({ endpointId }) => endpointId);

    /** Creates an endpoint as its owner does in the console, which then waits. */
    async function endpoint(account: Account, serviceName: string): Promise<string> {
        const byHand = new ByHand(workbench.emulator, account);
        const network = await byHand.network(byHand.consumer, "10.0.0.0/16");
        return byHand.endpoint(serviceName, network, []);
    }

    async function statusOf(endpointId: string): Promise<unknown> {
        const found = await connections(workbench.owner, serviceId);
        return found.find((each) => each.endpointId === endpointId)?.status;
    }

    it("comes up with the service, and accepts nobody", async () => {
        await allow({ [partner]: { displayName: "partner" } });
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, [
            "create EndpointServiceConsumers map",
            "create privatelink.VpcEndpointService service",
            `create ${user(partner)}`,
        ]);
        serviceId = outputs.serviceId;
        const { accounts } = workbench.emulator;
        first = await endpoint(accounts[1], outputs.serviceName);
        // The API says to the second when an endpoint came.
        const { Connections } = await workbench.owner.call(
            PRIVATELINK,
            "ListVpcEndpointConnections",
            { ServiceId: serviceId },
        );
        await eventually(
            () => new Date().toISOString(),
            (now) =>
                now.slice(0, "2026-01-01T00:00:00".length) >
                Connections[0].ModifiedTime.slice(0, -1),
        );
        second = await endpoint(accounts[1], outputs.serviceName);
    });

    it("lets the consumer's endpoints wait while the map has no limit for it", async () => {
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, []);
        assert.deepEqual(idsOf(outputs.waiting), [first, second]);
        assert.match(outputs.waiting[0].reason, /maxEndpoints/);
    });

    it("accepts the endpoint that came first, and says what the other one waits for", async () => {
        await allow({ [partner]: { displayName: "partner", maxEndpoints: 1 } });
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, [`create ${connection(partner, first)}`]);
        assert.deepEqual(idsOf(outputs.connected), [first]);
        assert.deepEqual(outputs.waiting, [
            {
                endpointId: second,
                accountId: partner,
                consumer: "partner",
                reason: "Its account has 1 of 1 endpoints (maxEndpoints).",
            } satisfies UnacceptedEndpoint,
        ]);
        assert.equal(await statusOf(first), "Connected");
        assert.equal(await statusOf(second), "Disconnected");
    });

    it("whitelists a second consumer and accepts its endpoint, and touches nothing of the first", async () => {
        const both = {
            [partner]: { displayName: "partner", maxEndpoints: 1 },
            [NEWCOMER.accountId]: { maxEndpoints: 1 },
        };
        await allow(both);
        assert.deepEqual(await operationsOf(stack, "up"), [`create ${user(NEWCOMER.accountId)}`]);
        const { serviceName } = await stack.outputs();
        third = await endpoint(workbench.emulator.accounts[2], String(serviceName.value));
        const before = workbench.emulator.calls.length;
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, [`create ${connection(NEWCOMER.accountId, third)}`]);
        assert.deepEqual(writes(workbench.emulator, before), ["EnableVpcEndpointConnection"]);
        assert.deepEqual(idsOf(outputs.connected).sort(), [first, third].sort());
    });

    it("drops nobody while the list of endpoints is refused", async () => {
        isListRefused = true;
        const before = workbench.emulator.calls.length;
        let output = "";
        await stack.up({ color: "never", onOutput: (text) => (output += text) });
        assert.deepEqual(writes(workbench.emulator, before), []);
        assert.match(output, /could not be listed, so none that waits is accepted in this run/);
        isListRefused = false;
    });

    it("accepts again what was closed by hand, if the map is to repair it", async () => {
        await workbench.owner.call(PRIVATELINK, "DisableVpcEndpointConnection", {
            ServiceId: serviceId,
            EndpointId: third,
        });
        await eventually(
            () => statusOf(third),
            (status) => status === "Disconnected",
        );
        let output = "";
        const onOutput = (text: string) => (output += text);
        await stack.preview({ color: "never", onOutput });
        assert.match(
            output,
            new RegExp(`connection of endpoint ${third} to ${serviceId} was closed`),
        );

        await workbench.sandbox.configure(stack, { "consumers:whenClosed": "repair" });
        const before = workbench.emulator.calls.length;
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, []);
        assert.deepEqual(writes(workbench.emulator, before), ["EnableVpcEndpointConnection"]);
        assert.equal(await statusOf(third), "Connected");
        assert.deepEqual(idsOf(outputs.connected).sort(), [first, third].sort());
    });

    it("has nothing to change in another run, nor after a refresh", async () => {
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("disconnects a consumer that leaves, then takes its account off, in one update", async () => {
        await allow({ [NEWCOMER.accountId]: { maxEndpoints: 1 } });
        const before = workbench.emulator.calls.length;
        assert.deepEqual(await operationsOf(stack, "up"), [
            `delete ${connection(partner, first)}`,
            `delete ${user(partner)}`,
        ]);
        assert.deepEqual(writes(workbench.emulator, before), [
            "DisableVpcEndpointConnection",
            "RemoveUserFromVpcEndpointService",
        ]);
        assert.equal(await statusOf(first), "Disconnected");
        assert.equal(await statusOf(third), "Connected");
    });

    it("is destroyed completely once the consumers have deleted their endpoints", async () => {
        const { emulator, owner } = workbench;
        for (const [account, endpointIds] of [
            [emulator.accounts[1], [first, second]],
            [emulator.accounts[2], [third]],
        ] as const) {
            const consumer = clients(emulator, account);
            for (const EndpointId of endpointIds) {
                await consumer.call(PRIVATELINK, "DeleteVpcEndpoint", { EndpointId });
            }
        }
        await eventually(
            () => connections(owner, serviceId),
            (found) => found.length === 0,
        );
        await operationsOf(stack, "refresh");
        await operationsOf(stack, "destroy");
        assert.deepEqual(inventoryOf(emulator, emulator.accounts[0]), {});
    });
});
