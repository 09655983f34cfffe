import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { ECS, eventually, NLB } from "../emulator/client";
import { pageServer, ZONE_A, ZONE_B } from "../emulator/networkScene";
import { runScript } from "../emulator/scripts";
import { type Side, sideOf } from "../emulator/trafficScene";
import { operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const PROGRAM = "tests/end-to-end/programs/database";
const ROOT = path.join(__dirname, "../..");
const PORT = 5432;
/** What an NLB reaches servers that it knows by their addresses from. */
const FROM_LOAD_BALANCERS = ["192.168.1.0/24", "192.168.2.0/24", "100.64.0.0/10"];

describe("the program of docs/database.md", () => {
    let workbench: Workbench;
    let owner: Side;
    let stack: Stack;
    let clientId: string;
    /** Of the primary and of the one that takes over. */
    let addresses: string[];

    before(async () => {
        workbench = await openWorkbench();
        owner = await sideOf(workbench.owner, "192.168");
        const groupId = await owner.securityGroup();
        for (const cidrBlock of FROM_LOAD_BALANCERS) {
            await owner.letIn(groupId, PORT, cidrBlock);
        }
        const servers = await Promise.all(
            ["primary", "standby"].map((name) =>
                owner.instance({ UserData: pageServer(name, PORT), SecurityGroupId: groupId }),
            ),
        );
        clientId = await owner.instance();
        addresses = await Promise.all(servers.map(addressOf));
        stack = await workbench.open(PROGRAM, {
            "database:vpcId": owner.vpcId,
            "database:vswitchIdA": owner.vswitchIds[ZONE_A],
            "database:vswitchIdB": owner.vswitchIds[ZONE_B],
            "database:databaseAddress": addresses[0],
            "database:consumerAccountIds": [workbench.emulator.accounts[1].accountId],
        });
    });

    after(() => workbench?.close());

    async function addressOf(InstanceId: string): Promise<string> {
        const { VpcAttributes } = await owner.call(ECS, "DescribeInstanceAttribute", {
            InstanceId,
        });
        return VpcAttributes.PrivateIpAddress.IpAddress[0] as string;
    }

    /** What answers at the load balancer's name, or curl's exit code. */
    async function answer(): Promise<string> {
        const { LoadBalancers } = await owner.call(NLB, "ListLoadBalancers");
        const url = `http://${LoadBalancers[0].DNSName}:${PORT}/`;
        const { output } = await runScript(
            owner,
            clientId,
            `curl -s --connect-timeout 1 -o page ${url} && cat page || echo $?`,
        );
        return output.toString().trim();
    }

    it("is on the page as it is run here", async () => {
        const page = await readFile(path.join(ROOT, "docs/database.md"), "utf8");
        assert.ok(page.includes(await readFile(path.join(ROOT, PROGRAM, "index.ts"), "utf8")));
    });

    it("publishes the database by its address, and tells consumers port and idle timeout", async () => {
        const { operations, outputs } = await up(stack);
        assert.ok(operations.includes("create nlb.ServerGroupServerAttachment orders-primary"));
        assert.deepEqual(outputs.offer.ports, [{ protocol: "tcp", port: PORT }]);
        assert.equal(outputs.offer.idleTimeoutSeconds, 900);
        await eventually(answer, (found) => found === "primary");
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("goes on with the new address after a failover, with the same load balancer and service", async () => {
        await workbench.sandbox.configure(stack, { "database:databaseAddress": addresses[1] });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create-replacement nlb.ServerGroupServerAttachment orders-primary",
            "delete-replaced nlb.ServerGroupServerAttachment orders-primary",
            "replace nlb.ServerGroupServerAttachment orders-primary",
        ]);
        await eventually(answer, (found) => found === "standby");
    });

    it("is destroyed, and leaves the database where it was", async () => {
        await operationsOf(stack, "destroy");
        const kinds = workbench.emulator.inventory().map(({ kind }) => kind);
        assert.equal(kinds.filter((kind) => kind === "ECS instance").length, 3);
        assert.deepEqual(
            kinds.filter((kind) => /NLB|endpoint/.test(kind)),
            [],
        );
    });
});
