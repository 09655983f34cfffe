import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ApiError, type Call } from "../../tools/emulator";
import { ZONE_A } from "../emulator/networkScene";
import { runScript } from "../emulator/scripts";
import { healthIs, type Side, sideOf } from "../emulator/trafficScene";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const LISTENER = "slb.Listener clb-80";
const REPLACED = [
    `create-replacement ${LISTENER}`,
    `delete-replaced ${LISTENER}`,
    `replace ${LISTENER}`,
];
/** What is left of a replacement after the deletion. */
const MADE = [`create-replacement ${LISTENER}`, `replace ${LISTENER}`];

describe("a listener of a CLB that an endpoint is connected to", () => {
    let workbench: Workbench;
    let stack: Stack;
    let provider: Side;
    let consumer: Side;
    let clientId: string;
    let backendId: string;
    let loadBalancerId: string;
    /** Actions that the cloud refuses at the moment. */
    const refused = new Set<string>();

    before(async () => {
        workbench = await openWorkbench({
            intercept: ({ action }: Call) => {
                if (refused.has(action)) {
                    throw new ApiError("QuotaExceeded", "The emulated cloud is full.", 400);
                }
            },
        });
        provider = await sideOf(workbench.owner, "192.168");
        consumer = await sideOf(workbench.owner, "10.0");
        await provider.letIn(provider.groupId, 8080, "192.168.0.0/16");
        await provider.letIn(provider.groupId, 8081, "192.168.0.0/16");
        [backendId, clientId] = await Promise.all([
            provider.instance({ UserData: pages(8080, 8081) }),
            consumer.instance(),
        ]);
        stack = await workbench.open("tests/end-to-end/programs/balancers");
    });

    after(() => workbench?.close());

    /** A server with a page on each port, which names it. */
    function pages(...ports: number[]): string {
        const served = ports.flatMap((port) => [
            `mkdir /srv/${port}`,
            `echo 'port ${port}' > /srv/${port}/index.html`,
            `cd /srv/${port} && python3 -m http.server ${port} &`,
        ]);
        return Buffer.from(["#!/bin/sh", ...served].join("\n")).toString("base64");
    }

    function listen(...listeners: Record<string, unknown>[]): Promise<void> {
        return workbench.sandbox.configure(stack, {
            "balancers:clb": {
                balancer: {
                    vswitchId: provider.vswitchIds[ZONE_A],
                    zoneId: ZONE_A,
                    listeners,
                    backendServers: [{ serverId: backendId }],
                },
                service: { zoneIds: [ZONE_A] },
                endpoint: {
                    vpcId: consumer.vpcId,
                    zones: [{ zoneId: ZONE_A, vswitchId: consumer.vswitchIds[ZONE_A] }],
                    ports: [{ port: 80 }],
                },
            },
        });
    }

    /** The page that the client gets through the endpoint. */
    async function page(): Promise<string> {
        await healthIs(workbench.owner, loadBalancerId, ["normal"]);
        const endpoint = workbench.emulator.inventory().find(({ kind }) => kind === "endpoint");
        const { domain } = await holdings.endpoint(workbench.owner, String(endpoint?.id));
        const { output } = await runScript(
            workbench.owner,
            clientId,
            `curl -s --connect-timeout 1 --max-time 5 http://${domain}/`,
        );
        return output.toString().trim();
    }

    async function changesNothingMore(): Promise<void> {
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
    }

    const listeners = async () =>
        (await holdings.loadBalancer(workbench.owner, loadBalancerId)).listeners;

    it("serves the client", async () => {
        await listen({ port: 80, protocol: "http", backendPort: 8080 });
        loadBalancerId = (await up(stack)).outputs.loadBalancerIds.clb;
        assert.equal(await page(), "port 8080");
    });

    it("is replaced alone for another backend port, and serves through the same connection", async () => {
        await listen({ port: 80, protocol: "http", backendPort: 8081 });
        assert.deepEqual(await operationsOf(stack, "up"), REPLACED);
        assert.equal(await page(), "port 8081");
        await changesNothingMore();
    });

    it("is replaced alone for another protocol", async () => {
        await listen({ port: 80, backendPort: 8081 });
        assert.deepEqual(await operationsOf(stack, "up"), REPLACED);
        assert.deepEqual(await listeners(), ["tcp 80"]);
        assert.equal(await page(), "port 8081");
        await changesNothingMore();
    });

    it("can have one for UDP beside it, which is added and removed alone", async () => {
        await listen({ port: 80, backendPort: 8081 }, { port: 80, protocol: "udp" });
        assert.deepEqual(await operationsOf(stack, "up"), ["create slb.Listener clb-80-udp"]);
        await listen({ port: 80, backendPort: 8081 });
        assert.deepEqual(await operationsOf(stack, "up"), ["delete slb.Listener clb-80-udp"]);
    });

    describe("whose replacement is refused half-way", () => {
        async function halfReplaced(): Promise<void> {
            await listen({ port: 80, protocol: "http", backendPort: 8080 });
            refused.add("CreateLoadBalancerHTTPListener");
            assert.match(await failureOf(stack, "up"), /The emulated cloud is full/);
            refused.clear();
            assert.deepEqual(await listeners(), []);
        }

        it("is created by the next update", async () => {
            await halfReplaced();
            assert.deepEqual(await operationsOf(stack, "up"), MADE);
            assert.equal(await page(), "port 8080");
            await changesNothingMore();
        });

        it("is created unchanged by an update that reverts the change", async () => {
            await listen({ port: 80, backendPort: 8081 });
            await operationsOf(stack, "up");
            await halfReplaced();
            await listen({ port: 80, backendPort: 8081 });
            assert.deepEqual(await operationsOf(stack, "up"), MADE);
            assert.equal(await page(), "port 8081");
            await changesNothingMore();
        });

        it("does not keep the stack from being destroyed", async () => {
            await halfReplaced();
            await operationsOf(stack, "destroy");
        });
    });
});
