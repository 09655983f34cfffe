import assert from "node:assert/strict";

import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { connections } from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

/** The command of the Automation API, which runs more than its type says. */
interface Cli {
    run(args: string[], folder: string, env: Record<string, string>): Promise<unknown>;
}

/** Not that of the service. */
const BANDWIDTH = 500;
const CONNECTION = "privatelink.VpcEndpointServiceConnection subject";

describe("a connection that was closed by hand", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;

    before(async () => {
        workbench = await openWorkbench();
        owned = await belongingsOf(workbench.emulator, workbench.emulator.accounts[0], "by-hand");
        await close();
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "EndpointConnection",
            "component:args": {
                serviceId: owned.service,
                endpointId: owned.endpoint,
                bandwidth: BANDWIDTH,
            },
        });
        await operationsOf(stack, "up");
        await close();
    });

    after(() => workbench?.close());

    const becomes = (wanted: string) =>
        eventually(
            () => connections(workbench.owner, owned.service),
            ([connection]) => connection?.status === wanted,
        );

    const held = async () => {
        const [connection] = await connections(workbench.owner, owned.service);
        return connection;
    };

    async function close(): Promise<void> {
        await becomes("Connected");
        await workbench.owner.call(PRIVATELINK, "DisableVpcEndpointConnection", {
            ServiceId: owned.service,
            EndpointId: owned.endpoint,
        });
        await becomes("Disconnected");
    }

    it("is a warning of preview and up, with the commands that accept it again", async () => {
        const { stdout } = await stack.preview({ color: "never" });
        const said = `EndpointConnection "subject": the connection of endpoint ${owned.endpoint} to ${owned.service} was closed outside of this stack.`;
        assert.ok(stdout.includes(said), stdout);
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    const choose = (more: Record<string, unknown>) =>
        workbench.sandbox.configure(stack, {
            "component:args": {
                serviceId: owned.service,
                endpointId: owned.endpoint,
                bandwidth: BANDWIDTH,
                ...more,
            },
        });

    it("is an error by choice", async () => {
        await choose({ whenClosed: "fail" });
        const output = await failureOf(stack, "up");
        assert.match(
            output,
            /whenClosed: the connection of endpoint ep-\w+ to epsrv-\w+ was closed/,
        );
    });

    it("is repaired by choice, in an update and not in its preview, with the bandwidth that it had", async () => {
        await choose({ whenClosed: "repair" });
        const { stdout } = await stack.preview({ color: "never" });
        assert.match(
            stdout,
            /was closed outside of this stack\. "pulumi up" accepts the endpoint again\./,
        );
        const before = await held();
        assert.equal(before.status, "Disconnected");

        assert.deepEqual(await operationsOf(stack, "up"), []);
        const after = await held();
        assert.deepEqual([after.status, after.bandwidth], ["Connected", BANDWIDTH]);
    });

    it("is repaired before its bandwidth is changed, and after a refresh", async () => {
        await close();
        await stack.refresh({ color: "never" });
        await choose({ whenClosed: "repair", bandwidth: BANDWIDTH * 2 });
        assert.deepEqual(await operationsOf(stack, "up"), [`update ${CONNECTION}`]);
        assert.equal((await held()).bandwidth, BANDWIDTH * 2);
        assert.deepEqual(await operationsOf(stack, "up"), []);
        await close();
    });

    it("is accepted again by the commands of the warning, and is no warning after that", async () => {
        await choose({});
        const { stdout } = await stack.preview({ color: "never" });
        const [, urn = ""] = /pulumi state delete '([^']+)'/.exec(stdout) ?? [];
        const workspace = stack.workspace as LocalWorkspace;
        const cli = workspace.pulumiCommand as unknown as Cli;
        await cli.run(
            ["state", "delete", urn, "--yes", "--stack", stack.name],
            workspace.workDir,
            workspace.envVars,
        );

        assert.deepEqual(await operationsOf(stack, "up"), [`create ${CONNECTION}`]);
        await becomes("Connected");
        const after = await stack.preview({ color: "never" });
        assert.ok(!after.stdout.includes("was closed"), after.stdout);
        await stack.destroy({ color: "never" });
    });
});
