import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as path from "node:path";

import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

import { connections } from "../end-to-end/holdings";
import { endpointOfNewService } from "../end-to-end/newService";
import { failureOf, operationsOf } from "../end-to-end/operations";
import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const ZONE = "eu-central-1a";

// The language host of the tests cannot register hooks for a program in TypeScript; the plugin does it by itself.
describe("a service with a deletion guard, in YAML, that an endpoint is waiting for", () => {
    let bench: LanguageBench;
    let stack: Stack;
    let owned: Belongings;
    let ownerId: string;
    let serviceId: string;
    let endpointId: string;

    before(async () => {
        bench = await openLanguageBench();
        const [owner] = bench.emulator.accounts;
        ownerId = owner.accountId;
        owned = await belongingsOf(bench.emulator, owner, "by-hand");
        stack = await bench.openCopy(
            { language: "yaml" },
            { "Pulumi.yaml": program({ deletionGuard: true }) },
            { ALICLOUD_REGION: "eu-central-1" },
        );
        await operationsOf(stack, "up");
        ({ serviceId, endpointId } = await endpointOfNewService(bench.owner, owned));
    });

    after(() => bench?.close());

    const call = (action: string, parameters: Record<string, unknown>) =>
        bench.owner.call(PRIVATELINK, action, parameters);

    /** JSON is YAML. */
    function program(args: Record<string, unknown> | undefined): string {
        const serviceResources = [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE] }];
        const subject = {
            type: "alicloud-privatelink:index:EndpointService",
            properties: { serviceResources, ...args },
        };
        const resources = args === undefined ? {} : { subject };
        return JSON.stringify({ name: "guarded", runtime: "yaml", resources });
    }

    function write(args: Record<string, unknown> | undefined): void {
        const { workDir } = stack.workspace as LocalWorkspace;
        writeFileSync(path.join(workDir, "Pulumi.yaml"), program(args));
    }

    it("is not destroyed, and the preview says who is in the way", async () => {
        const output = await failureOf(stack, "destroy", { runProgram: true, previewOnly: true });
        assert.ok(
            output.includes(
                `EndpointService "subject": ${serviceId} would be deleted, which has endpoints: ${endpointId} of account ${ownerId} (Disconnected).`,
            ),
            output,
        );
    });

    it("is not destroyed by a run without the program, nor with a program that it is not in", async () => {
        const output = await failureOf(stack, "destroy");
        assert.match(output, /deletionGuard of EndpointService "subject"/);
        assert.match(output, /You must run with the `--run-program` flag/);
        write(undefined);
        assert.match(
            await failureOf(stack, "preview"),
            /hook "deletionGuard of EndpointService .*" was not registered/,
        );
        write({ deletionGuard: true });
    });

    it("is destroyed once the endpoint is gone", async () => {
        await call("DeleteVpcEndpoint", { EndpointId: endpointId });
        await eventually(
            () => connections(bench.owner, serviceId),
            (left) => left.length === 0,
        );
        await operationsOf(stack, "destroy", { runProgram: true });
        assert.deepEqual(
            bench.emulator.inventory().filter(({ id }) => id === serviceId),
            [],
        );
    });
});
