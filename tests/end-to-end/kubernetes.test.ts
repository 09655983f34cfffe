import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { NLB } from "../emulator/client";
import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { sideOf } from "../emulator/trafficScene";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const PROGRAM = "tests/end-to-end/programs/kubernetes";
const ROOT = path.join(__dirname, "../..");

describe("the program of docs/kubernetes.md", () => {
    let workbench: Workbench;

    before(async () => {
        workbench = await openWorkbench();
    });

    after(() => workbench?.close());

    it("is on the page as it is run here", async () => {
        const page = await readFile(path.join(ROOT, "docs/kubernetes.md"), "utf8");
        const program = await readFile(path.join(ROOT, PROGRAM, "index.ts"), "utf8");
        assert.ok(page.includes(program));
    });

    it("publishes an NLB that the cluster made, which then stays as it was", async () => {
        const { vpcId, vswitchIds } = await sideOf(workbench.owner, "192.168");
        const { LoadbalancerId } = await workbench.owner.call(NLB, "CreateLoadBalancer", {
            VpcId: vpcId,
            AddressType: "Intranet",
            LoadBalancerName: "made-by-the-cluster",
            ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
                ZoneId,
                VSwitchId: vswitchIds[ZoneId],
            })),
        });
        const consumer = workbench.emulator.accounts[1];
        const stack = await workbench.open(PROGRAM, {
            "kubernetes:loadBalancerId": LoadbalancerId,
            "kubernetes:consumerAccountIds": [consumer.accountId],
        });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create EndpointService orders",
            "create EndpointServiceWhitelist orders",
            "create privatelink.VpcEndpointService orders",
            `create privatelink.VpcEndpointServiceResource orders-${ZONE_A}`,
            `create privatelink.VpcEndpointServiceResource orders-${ZONE_B}`,
            `create privatelink.VpcEndpointServiceUser orders-${consumer.accountId}`,
        ]);
        assert.deepEqual(await operationsOf(stack, "preview"), []);

        await operationsOf(stack, "destroy");
        const { LoadBalancers } = await workbench.owner.call(NLB, "ListLoadBalancers");
        assert.deepEqual(
            LoadBalancers.map((each: Record<string, unknown>) => [
                each.LoadBalancerName,
                each.LoadBalancerStatus,
            ]),
            [["made-by-the-cluster", "Active"]],
        );
    });
});
