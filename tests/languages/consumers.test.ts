import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as path from "node:path";

import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

import { ByHand } from "../end-to-end/byHand";
import { connections } from "../end-to-end/holdings";
import { failureOf, operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

/** The consumers by the UIDs of their accounts, with what every language calls the same. */
type Consumers = Readonly<Record<string, Readonly<Partial<Record<Policy, string | number>>>>>;
type Policy = "displayName" | "maxEndpoints";

/** The files of a program with a map, which exports `connected` and `waiting`. */
type ProgramFiles = (serviceId: string, consumers: Consumers) => Readonly<Record<string, string>>;

const programs: Readonly<Record<"yaml" | "python", ProgramFiles>> = {
    /** JSON is YAML. */
    yaml: (serviceId, consumers) => ({
        "Pulumi.yaml": JSON.stringify({
            name: "consumers",
            runtime: "yaml",
            resources: {
                map: {
                    type: "alicloud-privatelink:index:EndpointServiceConsumers",
                    properties: { serviceId, consumers },
                },
            },
            outputs: { connected: "${map.connected}", waiting: "${map.waiting}" },
        }),
    }),
    python: (serviceId, consumers) => ({
        "Pulumi.yaml": "name: consumers\nruntime: python\n",
        "__main__.py": [
            "import pulumi",
            "from cloud_components_alicloud_privatelink import EndpointServiceConsumerArgs, EndpointServiceConsumers",
            `map = EndpointServiceConsumers("map", service_id="${serviceId}", consumers={`,
            ...Object.entries(consumers).map(
                ([uid, policy]) =>
                    `    "${uid}": EndpointServiceConsumerArgs(${keywords(policy)}),`,
            ),
            "})",
            // Exported as they are, the objects would have Python's names for their properties.
            "def exported(endpoint):",
            '    return {"consumer": endpoint.consumer, "accountId": endpoint.account_id, "endpointId": endpoint.endpoint_id}',
            "",
            'pulumi.export("connected", map.connected.apply(lambda all: [exported(each) for each in all]))',
            'pulumi.export("waiting", map.waiting.apply(lambda all: [',
            '    {**exported(each), "reason": each.reason} for each in all]))',
        ].join("\n"),
    }),
};

const IN_PYTHON: Readonly<Record<Policy, string>> = {
    displayName: "display_name",
    maxEndpoints: "max_endpoints",
};

function keywords(policy: Consumers[string]): string {
    return Object.entries(policy)
        .map(([name, value]) => `${IN_PYTHON[name as Policy]}=${JSON.stringify(value)}`)
        .join(", ");
}

for (const [language, title] of [
    ["yaml", "YAML"],
    ["python", "Python"],
] as const) {
    describe(`a map of consumers, in ${title}`, () => {
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
                { language },
                programs[language](serviceId, { [partner]: POLICY }),
                { ALICLOUD_REGION: "eu-central-1" },
            );
        });

        after(() => bench?.close());

        const POLICY = { displayName: "partner", maxEndpoints: 1 };

        function write(consumers: Consumers): void {
            const { workDir } = stack.workspace as LocalWorkspace;
            for (const [file, text] of Object.entries(programs[language](serviceId, consumers))) {
                writeFileSync(path.join(workDir, file), text);
            }
        }

        async function newEndpoint(): Promise<string> {
            const byHand = new ByHand(bench.emulator);
            const network = await byHand.network(byHand.consumer, "10.0.0.0/16");
            return byHand.endpoint(serviceName, network, []);
        }

        it("whitelists its consumer, and accepts the endpoint that fits", async () => {
            await operationsOf(stack, "up");
            const endpointId = await newEndpoint();
            const { outputs } = await up(stack);
            const [{ consumer, accountId, ...endpoint }] = outputs.connected;
            assert.deepEqual(
                [consumer, accountId, endpoint.endpointId],
                ["partner", partner, endpointId],
            );
            assert.deepEqual(await operationsOf(stack, "up"), []);
        });

        it("says why an endpoint waits", async () => {
            const endpointId = await newEndpoint();
            const { operations, outputs } = await up(stack);
            assert.deepEqual(operations, []);
            const [{ reason, ...waiting }] = outputs.waiting;
            assert.deepEqual(waiting, { endpointId, accountId: partner, consumer: "partner" });
            assert.match(reason, /maxEndpoints/);
        });

        it("is refused with the name of what is wrong", async () => {
            write({ "*": { maxEndpoints: 1 } });
            const output = await failureOf(stack, "preview");
            assert.match(output, /consumers\["\*"\]/);
        });

        if (language === "yaml") {
            it("is refused with a consumer that is in it twice, by the parser", async () => {
                const { workDir } = stack.workspace as LocalWorkspace;
                const once = programs.yaml(serviceId, { [partner]: POLICY })["Pulumi.yaml"];
                const twice = once.replace(`"${partner}":`, `"${partner}":{},"${partner}":`);
                writeFileSync(path.join(workDir, "Pulumi.yaml"), twice);
                const output = await failureOf(stack, "preview");
                assert.ok(output.includes(`mapping key "${partner}" already defined`), output);
            });
        }

        it("disconnects a consumer that leaves", async () => {
            write({});
            await operationsOf(stack, "up");
            const found = await connections(bench.owner, serviceId);
            assert.deepEqual(
                found.map(({ status }) => status),
                ["Disconnected", "Disconnected"],
            );
        });
    });
}
