import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { belongingsOf } from "../emulator/belongings";
import { PRIVATELINK } from "../emulator/client";
import { ZONE_A } from "../emulator/networkScene";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

/** What docs/interrupted-runs.md advises after a run that failed. */
describe("a change of an endpoint's tags that the cloud refuses once", () => {
    let workbench: Workbench;
    let stack: Stack;
    let byHand: string;

    before(async () => {
        workbench = await openWorkbench();
        const { emulator, owner } = workbench;
        const owned = await belongingsOf(emulator, emulator.accounts[0], "by-hand");
        byHand = owned.endpoint;
        const { ServiceName } = await owner.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", {
            ServiceId: owned.service,
        });
        const args = {
            serviceName: ServiceName,
            ports: [{ port: 80 }],
            vpcId: owned.vpc,
            zones: [{ zoneId: ZONE_A, vswitchId: owned.vswitch }],
        };
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "InterfaceEndpoint",
            "component:args": args,
        });
        await operationsOf(stack, "up");
        await workbench.sandbox.configure(stack, {
            "component:args": { ...args, tags: { team: "orders" } },
        });
    });

    after(() => workbench?.close());

    /** Tags of the endpoint that the stack made. */
    async function tagsInCloud(): Promise<string[]> {
        const { call } = workbench.owner;
        const { Endpoints } = await call(PRIVATELINK, "ListVpcEndpoints", {});
        const own = (Endpoints as Record<string, string>[]).find(
            ({ EndpointId }) => EndpointId !== byHand,
        );
        const { TagResources } = await call(PRIVATELINK, "ListTagResources", {
            ResourceType: "VpcEndpoint",
            ResourceId: [own?.EndpointId],
        });
        return (TagResources as Record<string, string>[]).map(
            ({ TagKey, TagValue }) => `${TagKey}=${TagValue}`,
        );
    }

    it("fails the update, which names the endpoint", async () => {
        workbench.emulator.faults.set({
            rules: [{ fault: "locked", turns: { first: 1 }, actions: "TagResources" }],
        });
        const output = await failureOf(stack, "up");
        workbench.emulator.faults.clear();

        assert.match(output, /VpcEndpoint \(subject\):[^]*ConcurrentCallNotSupported/);
        assert.deepEqual(await tagsInCloud(), []);
    });

    it("is not made by the next update, though that succeeds: the provider has noted it as made", async () => {
        await operationsOf(stack, "up");
        assert.deepEqual(await tagsInCloud(), []);
    });

    it("is made by an update with a refresh", async () => {
        assert.deepEqual(await operationsOf(stack, "up", { refresh: true }), [
            "update privatelink.VpcEndpoint subject",
        ]);
        assert.deepEqual(await tagsInCloud(), ["team=orders"]);
        assert.deepEqual(await operationsOf(stack, "up"), []);
        await stack.destroy({ color: "never" });
    });
});
