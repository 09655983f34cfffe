import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { PRIVATELINK } from "../emulator/client";
import { ZONE_A } from "../emulator/networkScene";
import { connections } from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const FOLDER = "tests/end-to-end/programs/parts";
const CONSUMERS = ["one", "two", "three"];

interface Part {
    readonly componentClass: string;
    readonly name: string;
    readonly args: object;
}

describe("runs at the same time", () => {
    let workbench: Workbench;
    let owned: Belongings;
    let service: Stack;
    /** Called when the cloud gets a call that creates a service. */
    let onServiceCreation: () => void = () => undefined;

    before(async () => {
        workbench = await openWorkbench({
            transitionMilliseconds: 20,
            intercept: ({ action }) => {
                if (action === "CreateVpcEndpointService") {
                    onServiceCreation();
                }
            },
        });
        owned = await belongingsOf(workbench.emulator, workbench.emulator.accounts[0], "by-hand");
        service = await open("service", {
            componentClass: "EndpointService",
            name: "orders",
            args: {
                serviceResources: [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE_A] }],
            },
        });
    });

    after(() => workbench?.close());

    const open = (name: string, part: Part): Promise<Stack> =>
        workbench.open(FOLDER, { "parts:parts": [part] }, `${workbench.stackName}-${name}`);

    const list = async (action: string, field: string): Promise<Record<string, string>[]> =>
        (await workbench.owner.call(PRIVATELINK, action, {}))[field];

    async function ordersService(): Promise<Record<string, string>> {
        const services = await list("ListVpcEndpointServices", "Services");
        return services.find(({ ServiceDescription }) => ServiceDescription === "orders") ?? {};
    }

    describe("of one stack", () => {
        it("are refused while one is under way, which goes on undisturbed", async () => {
            // The first run cannot end before the second one has been refused.
            workbench.emulator.faults.set({
                rules: [
                    { fault: "slow", turns: { first: 1 }, actions: "CreateVpcEndpointService" },
                ],
                slowMilliseconds: 60_000,
            });
            const isUnderWay = new Promise<void>((resolve) => {
                onServiceCreation = resolve;
            });
            const first = operationsOf(service, "up");
            await isUnderWay;

            const refusal = await failureOf(service, "up");

            assert.match(refusal, /the stack is currently locked by 1 lock/);
            assert.match(refusal, /created by \S+ \(pid \d+\) at/);
            assert.deepEqual(await first, [
                "create EndpointService orders",
                "create privatelink.VpcEndpointService orders",
                `create privatelink.VpcEndpointServiceResource orders-${ZONE_A}`,
            ]);
        });

        it("have nothing to do when they are repeated after it", async () => {
            assert.deepEqual(await operationsOf(service, "up"), []);
        });
    });

    describe("of several consumers of one service", () => {
        it("create their endpoints", async () => {
            const { ServiceName } = await ordersService();
            const stacks = await Promise.all(
                CONSUMERS.map((name) =>
                    open(name, {
                        componentClass: "InterfaceEndpoint",
                        name,
                        args: {
                            serviceName: ServiceName,
                            ports: [{ port: 80 }],
                            vpcId: owned.vpc,
                            zones: [{ zoneId: ZONE_A, vswitchId: owned.vswitch }],
                        },
                    }),
                ),
            );

            const done = await Promise.all(stacks.map((stack) => operationsOf(stack, "up")));

            CONSUMERS.forEach((name, index) => {
                assert.ok(done[index].includes(`create privatelink.VpcEndpoint ${name}`));
            });
        });

        it("are accepted by the owner's stacks, which write to one service", async () => {
            const { ServiceId } = await ordersService();
            const endpoints = await list("ListVpcEndpoints", "Endpoints");
            const stacks = await Promise.all(
                CONSUMERS.map((name) =>
                    open(`accept-${name}`, {
                        componentClass: "EndpointConnection",
                        name,
                        args: {
                            serviceId: ServiceId,
                            endpointId: endpoints.find(({ EndpointName }) => EndpointName === name)
                                ?.EndpointId,
                        },
                    }),
                ),
            );

            await Promise.all(stacks.map((stack) => operationsOf(stack, "up")));

            const found = await connections(workbench.owner, ServiceId);
            assert.deepEqual(
                found.map(({ status }) => status),
                CONSUMERS.map(() => "Connected"),
            );
        });
    });
});
