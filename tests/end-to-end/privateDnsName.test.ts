import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ECS, eventually, PVTZ, VPC } from "../emulator/client";
import { IMAGE } from "../emulator/networkScene";
import { agentIsUp, runScript } from "../emulator/scripts";
import * as holdings from "./holdings";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1b";
const NAME = "orders.internal.example";
const ENI_IP = "10.20.0.77";

describe("names of the consumer's own", () => {
    let workbench: Workbench;
    let stack: Stack;
    let clientId: string;
    let args: Record<string, unknown>;
    let inventoryBefore: Record<string, number>;

    before(async () => {
        workbench = await openWorkbench();
        const vpcId = await clientInVpc();
        inventoryBefore = holdings.inventory(workbench.emulator);
        args = {
            zoneName: "internal.example",
            hostNames: ["orders"],
            zones: [{ zoneId: ZONE, eniIp: ENI_IP }],
            vpcIds: [vpcId],
            connectionStatus: "Disconnected",
        };
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "PrivateDnsName",
            "component:args": args,
        });
    });

    after(() => workbench?.close());

    const call = (...request: Parameters<Workbench["owner"]["call"]>) =>
        workbench.owner.call(...request);

    /** A VPC with a client, made by hand. */
    async function clientInVpc(): Promise<string> {
        const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock: "10.20.0.0/16" });
        await eventually(
            () => call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        const { VSwitchId } = await call(VPC, "CreateVSwitch", {
            VpcId,
            ZoneId: ZONE,
            CidrBlock: "10.20.0.0/24",
        });
        await eventually(
            () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        const { SecurityGroupId } = await call(ECS, "CreateSecurityGroup", { VpcId });
        const { InstanceIdSets } = await call(ECS, "RunInstances", {
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId,
            SecurityGroupId,
        });
        [clientId] = InstanceIdSets.InstanceIdSet;
        await agentIsUp(workbench.owner, clientId);
        return VpcId;
    }

    /** What a name leads to, as the client sees it. */
    async function resolved(name: string): Promise<string> {
        const { output } = await runScript(
            workbench.owner,
            clientId,
            `getent ahostsv4 ${name} | awk '{ print $1 }' | sort -u`,
        );
        return output.toString().trim();
    }

    async function upWith(changed: Record<string, unknown>): Promise<string[]> {
        await workbench.sandbox.configure(stack, {
            "component:args": { ...args, ...changed },
        });
        return operationsOf(stack, "up");
    }

    it("are all created, but resolve to nothing before the connection exists", async () => {
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create PrivateDnsName subject",
            "create pvtz.Zone subject",
            "create pvtz.ZoneAttachment subject",
            `create pvtz.ZoneRecord subject-orders-${ZONE}`,
        ]);
        assert.equal(await resolved(NAME), "");
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
    });

    it("resolve to the endpoint while it is connected, and otherwise to nothing", async () => {
        const switched = [`update pvtz.ZoneRecord subject-orders-${ZONE}`];
        assert.deepEqual(await upWith({ connectionStatus: "Connected" }), switched);
        assert.equal(await resolved(NAME), ENI_IP);
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);

        assert.deepEqual(await upWith({ connectionStatus: "Disconnected" }), switched);
        assert.equal(await resolved(NAME), "");
    });

    it("are destroyed completely, the zone after its attachment", async () => {
        await operationsOf(stack, "destroy");
        assert.deepEqual(holdings.inventory(workbench.emulator), inventoryBefore);
        const { Zones } = await call(PVTZ, "DescribeZones");
        assert.deepEqual(Zones.Zone, []);
    });
});
