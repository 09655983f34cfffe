import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ApiError } from "../../tools/emulator";
import { SERVICES_PER_ACCOUNT } from "../../tools/emulator/products/privatelink/quotas";
import { eventually, SLB, VPC } from "../emulator/client";
import * as holdings from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const PROGRAM = "tests/end-to-end/programs/component";
const ZONE = "eu-central-1b";

describe("an account's quota of endpoint services", () => {
    let workbench: Workbench;
    let first: Stack;
    let second: Stack;
    let isDenied = false;

    before(async () => {
        workbench = await openWorkbench({
            transitionMilliseconds: 20,
            intercept: ({ action }) => {
                if (isDenied && action === "ListProductQuotas") {
                    throw new ApiError("RAM.PERMISSION.DENIED", "You do not have access.");
                }
            },
        });
        const loadBalancerId = await loadBalancer();
        const open = (name: string, serviceDescription: string) =>
            workbench.open(
                PROGRAM,
                {
                    "component:class": "EndpointService",
                    "component:args": {
                        serviceResources: [{ loadBalancerId, zoneIds: [ZONE] }],
                        serviceDescription,
                    },
                },
                `${workbench.stackName}-${name}`,
            );
        first = await open("first", "the first");
        second = await open("second", "the second");
        grant(1);
    });

    after(() => workbench?.close());

    /** A CLB that was made by hand, with the network that it needs. */
    async function loadBalancer(): Promise<string> {
        const { owner } = workbench;
        const { VpcId } = await owner.call(VPC, "CreateVpc", { CidrBlock: "10.0.0.0/16" });
        await eventually(
            () => owner.call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        const { VSwitchId } = await owner.call(VPC, "CreateVSwitch", {
            VpcId,
            CidrBlock: "10.0.0.0/24",
            ZoneId: ZONE,
        });
        await eventually(
            () => owner.call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        const { LoadBalancerId } = await owner.call(SLB, "CreateLoadBalancer", {
            VSwitchId,
            VpcId,
            AddressType: "intranet",
            LoadBalancerSpec: "slb.s1.small",
            InstanceChargeType: "PayBySpec",
            MasterZoneId: ZONE,
        });
        return LoadBalancerId as string;
    }

    function grant(limit: number): void {
        const [{ accountId }] = workbench.emulator.accounts;
        workbench.emulator.cloud.quotas.grant(accountId, SERVICES_PER_ACCOUNT, limit);
    }

    /** The calls since an earlier one, of the actions that are about the quota. */
    const callsSince = (before: number) =>
        workbench.emulator.calls
            .slice(before)
            .map(({ action }) => action)
            .filter((action) => /^(ListProductQuotas|ListVpcEndpointServices)$/.test(action ?? ""));

    it("allows the one service, and is looked up once for it", async () => {
        const before = workbench.emulator.calls.length;
        assert.deepEqual(await operationsOf(first, "up"), [
            "create EndpointService subject",
            "create privatelink.VpcEndpointService subject",
            `create privatelink.VpcEndpointServiceResource subject-${ZONE}`,
        ]);
        assert.deepEqual(callsSince(before), ["ListProductQuotas"]);
    });

    it("refuses a second service at preview once it is used up, and nothing is created", async () => {
        const before = workbench.emulator.calls.length;
        const held = holdings.inventory(workbench.emulator);
        const output = await failureOf(second, "preview");
        assert.match(
            output,
            /EndpointService "subject":\s+- the account has 1 of at most 1 endpoint services \(quota pvl_quota_total_epsrv\), and none has the description "the second"\. Request a higher quota in Quota Center, or delete a service\./,
        );
        assert.doesNotMatch(output, /^\s+at \S|node_modules|privatelink:VpcEndpointService/m);
        assert.deepEqual(holdings.writes(workbench.emulator, before), []);
        assert.deepEqual(holdings.inventory(workbench.emulator), held);
        assert.deepEqual(callsSince(before), ["ListProductQuotas", "ListVpcEndpointServices"]);
    });

    it("does not refuse the service that existed before it was used up", async () => {
        await first.preview({ expectNoChanges: true });
        assert.deepEqual(await operationsOf(first, "up"), []);
    });

    it("is not mentioned if the account must not read it, not even in a warning", async () => {
        isDenied = true;
        try {
            const { stdout, stderr } = await second.preview({ color: "never" });
            assert.match(stdout, /\+ 4 to create/);
            assert.doesNotMatch(stdout + stderr, /warning|quota|RAM\.PERMISSION/i);
        } finally {
            isDenied = false;
        }
    });

    it("allows the second service once it is higher", async () => {
        grant(2);
        await second.preview();
    });
});
