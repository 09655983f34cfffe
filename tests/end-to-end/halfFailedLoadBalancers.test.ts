import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Consumer, makeScene, type Scene } from "../changes/scene";
import { ALB, eventually, PRIVATELINK, SLB } from "../emulator/client";
import { ApiError } from "../../tools/emulator";
import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

type Settings = Record<string, unknown>;

const ZONE_C = `${ZONE_A.slice(0, -1)}c`;
const HTTPS = { protocol: "HTTPS", certificateId: "1111-eu-central-1" };

describe("an update of load balancers that fails in the middle", () => {
    let workbench: Workbench;
    let scene: Scene;
    let stack: Stack;
    /** Actions that the cloud refuses at the moment. */
    const refused = new Set<string>();

    before(async () => {
        workbench = await openWorkbench({
            transitionMilliseconds: 20,
            intercept: ({ action }) => {
                if (refused.has(action)) {
                    throw new ApiError("QuotaExceeded", "The emulated cloud is full.", 400);
                }
            },
        });
        scene = await makeScene(workbench.emulator, workbench.owner);
    });

    after(() => workbench?.close());

    async function openStack(name: string): Promise<void> {
        const stackName = `${workbench.stackName}-${name}`;
        stack = await workbench.open("tests/end-to-end/programs/balancers", {}, stackName);
    }

    const place = (name: string) => scene.places.get(name);

    const secondaryZone = (secondaryZoneId: string): Settings => ({
        "balancers:clb": {
            balancer: {
                vswitchId: place("vswitch a"),
                zoneId: ZONE_A,
                secondaryZoneId,
                listeners: [{ port: 80, backendPort: 8080 }],
                backendServers: [{ serverId: place("server one") }],
            },
            service: { zoneIds: [ZONE_A] },
        },
    });

    const alb = (listener: Settings, more: Settings = {}, last = 10): Settings => ({
        "balancers:alb": {
            balancer: {
                vpcId: place("vpc"),
                zones: [
                    {
                        zoneId: ZONE_A,
                        vswitchId: place("vswitch a"),
                        address: `192.168.24.${last}`,
                    },
                    {
                        zoneId: ZONE_B,
                        vswitchId: place("vswitch b"),
                        address: `192.168.40.${last}`,
                    },
                ],
                listeners: [{ port: 80, ...listener }],
                serverGroup: { servers: [{ serverIp: place("ip one"), port: 8080 }] },
                ...more,
            },
            service: { zoneIds: [ZONE_A, ZONE_B] },
        },
    });

    /** An update in which the cloud refuses an action. */
    async function fails(action: string, settings: Settings): Promise<void> {
        await workbench.sandbox.configure(stack, settings);
        refused.add(action);
        const failure = await failureOf(stack, "up");
        refused.clear();
        assert.match(failure, /The emulated cloud is full/);
    }

    /** An update that works, and leaves nothing to do. */
    async function converges(settings: Settings): Promise<void> {
        await workbench.sandbox.configure(stack, settings);
        await operationsOf(stack, "up");
        assert.deepEqual(await operationsOf(stack, "up"), []);
    }

    async function serviceOf(name: "clb" | "alb"): Promise<string> {
        const { Services } = await workbench.owner.call(PRIVATELINK, "ListVpcEndpointServices", {});
        const own = Services.filter(
            ({ ServiceDescription }: Settings) => ServiceDescription === name,
        );
        return String(own[0]?.ServiceId);
    }

    /** The secondary zones of the CLBs that are not of the scene. */
    async function ownClbs(): Promise<string[]> {
        const { LoadBalancers } = await workbench.owner.call(SLB, "DescribeLoadBalancers", {});
        const found = LoadBalancers.LoadBalancer as Settings[];
        return found.flatMap(({ LoadBalancerName, SlaveZoneId }) =>
            LoadBalancerName === "clb" ? [String(SlaveZoneId)] : [],
        );
    }

    async function albListeners(): Promise<string[]> {
        const { Listeners } = await workbench.owner.call(ALB, "ListListeners", {});
        return Listeners.map(({ ListenerProtocol }: Settings) => ListenerProtocol);
    }

    async function isServed({ domain }: Consumer): Promise<void> {
        const url = `http://${domain}/`;
        await eventually(
            () => scene.answering([url]),
            (answering) => answering.has(url),
        );
    }

    describe("and replaces the listener of an ALB that an endpoint is connected to", () => {
        let consumer: Consumer;

        before(() => openStack("alb"));

        it("makes it with the next update", async () => {
            await converges(alb({}));
            consumer = await scene.connect(await serviceOf("alb"), [ZONE_A]);
            await isServed(consumer);

            await fails("CreateListener", alb(HTTPS));
            assert.deepEqual(await albListeners(), []);
            await converges(alb(HTTPS));
            assert.deepEqual(await albListeners(), ["HTTPS"]);
        });

        it("makes it as it was with an update that goes back", async () => {
            await fails("CreateListener", alb({}));
            await converges(alb(HTTPS));
            assert.deepEqual(await albListeners(), ["HTTPS"]);
        });

        it("makes it after the endpoint is gone, and serves the next one", async () => {
            await fails("CreateListener", alb({}));
            await scene.disconnect(consumer);
            await converges(alb({}));
            consumer = await scene.connect(await serviceOf("alb"), [ZONE_A]);
            await isServed(consumer);
            await scene.disconnect(consumer);
        });
    });

    describe("and replaces an ALB", () => {
        const dynamic = () => alb({}, { addressAllocatedMode: "Dynamic" }, 11);

        it("is refused the addresses of the old one until it is complete", async () => {
            await fails("CreateListener", dynamic());
            await workbench.sandbox.configure(stack, alb({}));
            assert.match(
                await failureOf(stack, "up"),
                /zones\[0\]\.address: found "192\.168\.24\.10".*repeat that one first/,
            );
            await converges(dynamic());
            await converges(alb({}));
        });
    });

    describe("and replaces a CLB", () => {
        before(() => openStack("clb"));

        it("goes on with the next update, wherever it failed", async () => {
            await converges(secondaryZone(ZONE_B));
            await fails("CreateLoadBalancerTCPListener", secondaryZone(ZONE_C));
            await converges(secondaryZone(ZONE_C));
            assert.deepEqual(await ownClbs(), [ZONE_C]);
            await fails("DeleteLoadBalancer", secondaryZone(ZONE_B));
            await converges(secondaryZone(ZONE_B));
            assert.deepEqual(await ownClbs(), [ZONE_B]);
        });

        it("goes back, wherever it failed", async () => {
            await fails("CreateLoadBalancerTCPListener", secondaryZone(ZONE_C));
            await converges(secondaryZone(ZONE_B));
            assert.deepEqual(await ownClbs(), [ZONE_B]);
            await fails("DeleteLoadBalancer", secondaryZone(ZONE_C));
            await converges(secondaryZone(ZONE_B));
            assert.deepEqual(await ownClbs(), [ZONE_B]);
        });

        it("is refused at preview while an endpoint has connected to the old one meanwhile", async () => {
            await fails("AttachResourceToVpcEndpointService", secondaryZone(ZONE_C));
            const consumer = await scene.connect(await serviceOf("clb"), [ZONE_A]);
            assert.match(await failureOf(stack, "up"), /endpoints are connected: ep-/);
            await scene.disconnect(consumer);
            await converges(secondaryZone(ZONE_C));
            assert.deepEqual(await ownClbs(), [ZONE_C]);
        });
    });
});
