import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as path from "node:path";

import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

import { ByHand } from "../end-to-end/byHand";
import { connections } from "../end-to-end/holdings";
import { failureOf, operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

describe("a map of consumers, in YAML", () => {
    let bench: LanguageBench;
    let stack: Stack;
    let serviceId: string;
    let serviceName: string;
    let partner: string;

    before(async () => {
        bench = await openLanguageBench();
        const byHand = new ByHand(bench.emulator);
        partner = bench.emulator.accounts[1].accountId;
        ({ serviceId, serviceName } = await byHand.service("slb", []));
        stack = await bench.openCopy(
            { language: "yaml" },
            { "Pulumi.yaml": program({ [partner]: { displayName: "partner", maxEndpoints: 1 } }) },
            { ALICLOUD_REGION: "eu-central-1" },
        );
    });

    after(() => bench?.close());

    /** JSON is YAML. */
    function program(consumers: object): string {
        return JSON.stringify({
            name: "consumers",
            runtime: "yaml",
            resources: {
                map: {
                    type: "alicloud-privatelink:index:EndpointServiceConsumers",
                    properties: { serviceId, consumers },
                },
            },
            outputs: { connected: "${map.connected}", waiting: "${map.waiting}" },
        });
    }

    function write(consumers: object): void {
        const { workDir } = stack.workspace as LocalWorkspace;
        writeFileSync(path.join(workDir, "Pulumi.yaml"), program(consumers));
    }

    it("whitelists its consumer, and accepts the endpoint that fits", async () => {
        await operationsOf(stack, "up");
        const byHand = new ByHand(bench.emulator);
        const network = await byHand.network(byHand.consumer, "10.0.0.0/16");
        const endpointId = await byHand.endpoint(serviceName, network, []);
        const { outputs } = await up(stack);
        const [{ consumer, accountId, ...endpoint }] = outputs.connected;
        assert.deepEqual(
            [consumer, accountId, endpoint.endpointId],
            ["partner", partner, endpointId],
        );
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("is refused with the name of what is wrong", async () => {
        write({ "*": { maxEndpoints: 1 } });
        const output = await failureOf(stack, "preview");
        assert.match(output, /consumers\["\*"\]/);
    });

    it("disconnects a consumer that leaves", async () => {
        write({});
        await operationsOf(stack, "up");
        const [{ status }] = await connections(bench.owner, serviceId);
        assert.equal(status, "Disconnected");
    });
});
