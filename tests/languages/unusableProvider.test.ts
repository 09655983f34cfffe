import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory } from "../end-to-end/holdings";
import { failureOf } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

/** A service and an endpoint, which look things up at the same time. */
const YAML = [
    "name: unusable-provider",
    "runtime: yaml",
    "resources:",
    "    service:",
    "        type: alicloud-privatelink:EndpointService",
    "        properties:",
    "            serviceResources:",
    "                - serviceResourceType: slb",
    "                  loadBalancerId: lb-1",
    "                  zoneIds: [eu-central-1a]",
    "                  ports: [{ port: 80 }]",
    "    endpoint:",
    "        type: alicloud-privatelink:InterfaceEndpoint",
    "        properties:",
    "            serviceId: epsrv-test",
    "            vpcId: vpc-test",
    "            zones: [{ zoneId: eu-central-1a, vswitchId: vsw-test }]",
    "            ports: [{ port: 80 }]",
];
const PYTHON = [
    "from cloud_components_alicloud_privatelink import EndpointService, InterfaceEndpoint",
    'EndpointService("service", service_resources=[{"service_resource_type": "slb",',
    '    "load_balancer_id": "lb-1", "zone_ids": ["eu-central-1a"], "ports": [{"port": 80}]}])',
    'InterfaceEndpoint("endpoint", service_id="epsrv-test", vpc_id="vpc-test",',
    '    zones=[{"zone_id": "eu-central-1a", "vswitch_id": "vsw-test"}], ports=[{"port": 80}])',
];

const WITHOUT_KEY = { ALICLOUD_ACCESS_KEY: "", ALICLOUD_SECRET_KEY: "" };
/** What an engine says that configures the provider before it runs the program's lookups, and then ends. */
const SAID_BY_ENGINE =
    "error: Preview failed: configuring Terraform Alibaba Cloud Provider: no valid credential sources";
const NO_CREDENTIALS =
    "alicloud:accessKey: is not set, and there are no other credentials for Alibaba Cloud. Set ALICLOUD_ACCESS_KEY";
const NO_REGION = 'alicloud:region: found "eu-central-9", which does not exist. Set one that does';

describe("A provider that cannot make a call, in another language", () => {
    let bench: LanguageBench;

    before(async () => {
        bench = await openLanguageBench();
    });

    after(() => bench?.close());

    /**
     * Previews, and expects one sentence and no warning: of one component, to which another one that is shown refers, or
     * of the engine.
     */
    async function saysOnly(stack: Stack, sentence: string): Promise<void> {
        const output = await failureOf(stack, "preview");
        const diagnostics = /^Diagnostics:\n([^]*?)^Resources:/m.exec(output)?.[1] ?? "";
        const isByEngine = diagnostics.includes(SAID_BY_ENGINE);
        const said = isByEngine ? SAID_BY_ENGINE : sentence;
        assert.equal(diagnostics.split(said).length - 1, 1, output);
        // The second is the engine's own, where it ends before the other component has answered.
        const others = [...diagnostics.matchAll(/ has a problem: (.*)$/gm)]
            .map(([, problem]) => problem)
            .filter((problem) => !problem.startsWith(said))
            .filter(
                (problem) =>
                    !/^Not created: |^grpc: the client connection is closing$/.test(problem),
            );
        assert.deepEqual(others, [], output);
        assert.doesNotMatch(diagnostics, /^\s+at \S|warning: |Failed!!!/m);
        assert.deepEqual(inventory(bench.emulator), {});
    }

    const yaml = (environment: Record<string, string>) =>
        bench.openCopy({ language: "yaml" }, { "Pulumi.yaml": YAML.join("\n") }, environment);

    const python = (environment: Record<string, string>) =>
        bench.openCopy(
            { language: "python" },
            {
                "Pulumi.yaml": "name: unusable-provider\nruntime: python\n",
                "__main__.py": PYTHON.join("\n"),
            },
            environment,
        );

    it("is said in one sentence in YAML, where there are no credentials", async () => {
        const environment = { ALICLOUD_REGION: "eu-central-1", ...WITHOUT_KEY };
        await saysOnly(await yaml(environment), NO_CREDENTIALS);
    });

    it("is said in one sentence in YAML, where the region does not exist", async () => {
        await saysOnly(await yaml({ ALICLOUD_REGION: "eu-central-9" }), NO_REGION);
    });

    it("is said in one sentence in Python, where there are no credentials", async () => {
        const environment = { ALICLOUD_REGION: "eu-central-1", ...WITHOUT_KEY };
        await saysOnly(await python(environment), NO_CREDENTIALS);
    });
});
