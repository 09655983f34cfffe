import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { PRIVATELINK, SLB } from "../emulator/client";
import { inventory, loadBalancer, refusals, service, writes } from "./holdings";
import { operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const FOLDER = "examples/same-account/provider";
const PROJECT = "alicloud-privatelink-same-account-provider";
const [ALICE, BOB] = ["1000000000000002", "1000000000000003"];

const EVERYTHING = [
    "ClbServiceResource service",
    "EndpointService service",
    "ecs.Instance ecs2",
    "ecs.Instance ecs3",
    "ecs.SecurityGroup backends",
    "ecs.SecurityGroupRule backends-tcp-80-100.64.0.0/10",
    "ecs.SecurityGroupRule backends-tcp-80-192.168.0.0/16",
    "privatelink.VpcEndpointService service",
    "privatelink.VpcEndpointServiceResource service-eu-central-1b",
    "slb.ApplicationLoadBalancer service",
    "slb.BackendServer service",
    "slb.Listener service-80",
    "vpc.Network vpc2",
    "vpc.Switch vpc2-eu-central-1b",
];

describe("the provider stack", () => {
    let workbench: Workbench;
    let stack: Stack;
    let serviceId: string;
    let loadBalancerId: string;
    let backendIds: Record<string, string>;

    before(async () => {
        workbench = await openWorkbench();
        stack = await workbench.open(FOLDER);
    });

    after(() => workbench?.close());

    function configure(config: Record<string, unknown>): Promise<void> {
        return workbench.sandbox.configure(
            stack,
            Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value]),
            ),
        );
    }

    const allow = (...allowedAccountIds: string[]) =>
        configure({ service: { connectBandwidth: 500, allowedAccountIds } });

    const heldService = () => service(workbench.owner, serviceId);
    const heldLoadBalancer = () => loadBalancer(workbench.owner, loadBalancerId);

    describe("at first", () => {
        it("shows every resource in the preview of an undeployed stack and creates nothing", async () => {
            assert.deepEqual(
                await operationsOf(stack, "preview"),
                EVERYTHING.map((resource) => `create ${resource}`),
            );
            assert.deepEqual(inventory(workbench.emulator), {});
            assert.deepEqual(writes(workbench.emulator), []);
        });

        it("is created as the preview showed it, without a call being refused", async () => {
            assert.deepEqual(
                await operationsOf(stack, "up"),
                EVERYTHING.map((resource) => `create ${resource}`),
            );
            assert.deepEqual(refusals(workbench.emulator), []);
            const outputs = await stack.outputs();
            serviceId = outputs.serviceId.value;
            loadBalancerId = outputs.loadBalancerId.value;
            backendIds = outputs.backendIds.value;
        });
    });

    describe("when the config changes", () => {
        it("updates description, tags and bandwidth of the service in place", async () => {
            await configure({
                serviceDescription: "Orders and invoices",
                tags: { team: "payments" },
                service: { connectBandwidth: 500 },
            });
            assert.deepEqual(await operationsOf(stack, "up"), [
                "update ecs.Instance ecs2",
                "update ecs.Instance ecs3",
                "update ecs.SecurityGroup backends",
                "update privatelink.VpcEndpointService service",
                "update slb.ApplicationLoadBalancer service",
                "update vpc.Network vpc2",
                "update vpc.Switch vpc2-eu-central-1b",
            ]);
            const { description, tags, connectBandwidth } = await heldService();
            assert.deepEqual(
                { description, tags, connectBandwidth },
                {
                    description: "Orders and invoices",
                    tags: { team: "payments" },
                    connectBandwidth: 500,
                },
            );
        });

        it("updates a backend server's weight without touching anything else", async () => {
            await configure({ backends: { ecs2: 100, ecs3: 20 } });
            assert.deepEqual(await operationsOf(stack, "up"), ["update slb.BackendServer service"]);
            assert.deepEqual((await heldLoadBalancer()).weights, {
                [backendIds.ecs2]: 100,
                [backendIds.ecs3]: 20,
            });
        });

        it("adds a third backend server without touching the listener or the service", async () => {
            await configure({ backends: { ecs2: 100, ecs3: 20, ecs4: 50 } });
            const { operations, outputs } = await up(stack);
            assert.deepEqual(operations, [
                "create ecs.Instance ecs4",
                "update slb.BackendServer service",
            ]);
            const { ecs4 } = outputs.backendIds;
            assert.deepEqual((await heldLoadBalancer()).weights, {
                [backendIds.ecs2]: 100,
                [backendIds.ecs3]: 20,
                [ecs4]: 50,
            });
        });

        it("removes the third backend server from the load balancer again, and deletes it", async () => {
            await configure({ backends: { ecs2: 100, ecs3: 20 } });
            assert.deepEqual(await operationsOf(stack, "up"), [
                "delete ecs.Instance ecs4",
                "update slb.BackendServer service",
            ]);
            assert.deepEqual((await heldLoadBalancer()).weights, {
                [backendIds.ecs2]: 100,
                [backendIds.ecs3]: 20,
            });
        });

        it("replaces nothing but the listener when its port changes", async () => {
            await configure({ listenerPort: 8080 });
            const { operations, outputs } = await up(stack);
            assert.deepEqual(operations, [
                "create slb.Listener service-8080",
                "delete slb.Listener service-80",
            ]);
            assert.deepEqual((await heldLoadBalancer()).listeners, ["tcp 8080"]);
            assert.deepEqual(outputs.offer.ports, [{ port: 8080, protocol: "tcp" }]);
        });

        it("adds accounts to the whitelist one by one", async () => {
            await allow(ALICE);
            assert.deepEqual(await operationsOf(stack, "up"), [
                "create EndpointServiceWhitelist service",
                `create privatelink.VpcEndpointServiceUser service-${ALICE}`,
            ]);
            await allow(ALICE, BOB);
            assert.deepEqual(await operationsOf(stack, "up"), [
                `create privatelink.VpcEndpointServiceUser service-${BOB}`,
            ]);
            assert.deepEqual((await heldService()).allowedAccountIds, [
                workbench.emulator.accounts[0].accountId,
                ALICE,
                BOB,
            ]);
        });

        it("does nothing when only the order of the accounts changes", async () => {
            await allow(BOB, ALICE);
            assert.deepEqual(await operationsOf(stack, "up"), []);
        });

        it("removes one account from the whitelist and leaves the other", async () => {
            await allow(BOB);
            assert.deepEqual(await operationsOf(stack, "up"), [
                `delete privatelink.VpcEndpointServiceUser service-${ALICE}`,
            ]);
            assert.deepEqual((await heldService()).allowedAccountIds, [
                workbench.emulator.accounts[0].accountId,
                BOB,
            ]);
        });
    });

    describe("in the end", () => {
        it("notices on refresh what was changed by hand, and repairs it with the next up", async () => {
            const { owner } = workbench;
            await owner.call(PRIVATELINK, "UpdateVpcEndpointServiceAttribute", {
                ServiceId: serviceId,
                ServiceDescription: "Changed by hand",
            });
            await owner.call(PRIVATELINK, "RemoveUserFromVpcEndpointService", {
                ServiceId: serviceId,
                UserId: BOB,
            });
            await owner.call(SLB, "SetBackendServers", {
                LoadBalancerId: loadBalancerId,
                BackendServers: JSON.stringify([{ ServerId: backendIds.ecs2, Weight: "1" }]),
            });

            assert.deepEqual(await operationsOf(stack, "refresh"), [
                `delete privatelink.VpcEndpointServiceUser service-${BOB}`,
                "update privatelink.VpcEndpointService service",
                "update slb.BackendServer service",
            ]);
            assert.deepEqual(await operationsOf(stack, "up"), [
                `create privatelink.VpcEndpointServiceUser service-${BOB}`,
                "update privatelink.VpcEndpointService service",
                "update slb.BackendServer service",
            ]);
            const { description, allowedAccountIds } = await heldService();
            assert.equal(description, "Orders and invoices");
            assert.deepEqual(allowedAccountIds, [workbench.emulator.accounts[0].accountId, BOB]);
            assert.equal((await heldLoadBalancer()).weights[backendIds.ecs2], 100);
        });

        it("is destroyed completely; nothing was refused but reads of deleted resources", async () => {
            await operationsOf(stack, "destroy");
            assert.deepEqual(inventory(workbench.emulator), {});
            assert.deepEqual(refusals(workbench.emulator), [
                "DescribeLoadBalancerAttribute InvalidLoadBalancerId.NotFound",
                "DescribeLoadBalancerTCPListenerAttribute InvalidParameter",
                "DescribeVSwitchAttributes InvalidVswitchID.NotFound",
                "DescribeVpcAttribute InvalidVpcID.NotFound",
                "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
            ]);
        });
    });
});
