import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { eventually, GWLB } from "../emulator/client";
import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { sideOf } from "../emulator/trafficScene";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

type Body = Record<string, any>;

describe("an endpoint service on a GWLB that something else made", () => {
    let workbench: Workbench;
    let stack: Stack;
    let loadBalancerId: string;

    before(async () => {
        workbench = await openWorkbench();
        const { vpcId, vswitchIds } = await sideOf(workbench.owner, "192.168");
        const { LoadBalancerId } = await workbench.owner.call(GWLB, "CreateLoadBalancer", {
            VpcId: vpcId,
            ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
                ZoneId,
                VSwitchId: vswitchIds[ZoneId],
            })),
        });
        loadBalancerId = LoadBalancerId;
        await eventually(
            () => workbench.owner.call(GWLB, "GetLoadBalancerAttribute", { LoadBalancerId }),
            ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
        );
        stack = await workbench.open("tests/end-to-end/programs/parts");
    });

    after(() => workbench?.close());

    const publish = (zoneIds: readonly string[], changes: Body = {}) => {
        const args = {
            serviceResources: [{ loadBalancerId, zoneIds }],
            serviceResourceType: "gwlb",
            ...changes,
        };
        const part = { componentClass: "EndpointService", name: "firewalls", args };
        return workbench.sandbox.configure(stack, { "parts:parts": [part] });
    };

    it("is published in its zones, added one after the other, and is then as the program says", async () => {
        await publish([ZONE_A]);
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create EndpointService firewalls",
            "create privatelink.VpcEndpointService firewalls",
            `create privatelink.VpcEndpointServiceResource firewalls-${ZONE_A}`,
        ]);
        await publish([ZONE_A, ZONE_B]);
        assert.deepEqual(await operationsOf(stack, "up"), [
            `create privatelink.VpcEndpointServiceResource firewalls-${ZONE_B}`,
        ]);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("takes no bandwidth, which PrivateLink would not keep", async () => {
        await publish([ZONE_A, ZONE_B], { connectBandwidth: 1000 });
        assert.match(await failureOf(stack, "preview"), /connectBandwidth: .*type "gwlb"/);
    });

    it("leaves the GWLB as it was", async () => {
        await publish([ZONE_A, ZONE_B]);
        await operationsOf(stack, "destroy");
        const { LoadBalancers } = await workbench.owner.call(GWLB, "ListLoadBalancers");
        assert.deepEqual(
            LoadBalancers.map((each: Body) => [each.LoadBalancerId, each.LoadBalancerStatus]),
            [[loadBalancerId, "Active"]],
        );
        const kinds = workbench.emulator.inventory().map(({ kind }) => kind);
        assert.ok(!kinds.includes("endpoint service"));
    });
});
