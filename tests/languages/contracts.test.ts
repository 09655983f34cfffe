import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "../end-to-end/holdings";
import { failureOf, operationsOf } from "../end-to-end/operations";
import {
    exportOutputs,
    LANGUAGES,
    OFFER,
    OFFER_IN_SNAKE_CASE,
    openExamples,
    PROJECT,
} from "./contractScene";
import { type LanguageBench, openLanguageBench } from "./languageBench";

/** What the consumer's program creates. */
const CREATED = [
    "create InterfaceEndpoint endpoint",
    "create ecs.Instance ecs1",
    "create ecs.SecurityGroup client",
    "create ecs.SecurityGroup endpoint",
    "create ecs.SecurityGroupRule endpoint-icmp-10.10.0.0/16",
    "create ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
    "create privatelink.VpcEndpoint endpoint",
    "create privatelink.VpcEndpointZone endpoint-eu-central-1b",
    "create vpc.Network vpc1",
    "create vpc.Switch vpc1-eu-central-1b",
];

const REGION = { ALICLOUD_REGION: "eu-central-1" };

describe("the offer of the other stack", () => {
    let bench: LanguageBench;
    let consumers: Stack[];

    before(async () => {
        bench = await openLanguageBench();
        consumers = await openExamples(bench, "consumer");
    });

    after(() => bench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(bench.emulator), {});
        assert.deepEqual(writes(bench.emulator), []);
    });

    for (const [spelling, offer] of [
        ["camelCase", OFFER],
        ["snake_case", OFFER_IN_SNAKE_CASE],
    ] as const) {
        it(`is taken as a whole in each language, in ${spelling}: a preview shows all that is created`, async () => {
            await exportOutputs(bench, "provider", { offer });
            const operations = consumers.map((stack) => operationsOf(stack, "preview"));

            assert.deepEqual(
                await Promise.all(operations),
                LANGUAGES.map(() => CREATED),
            );
        });
    }

    describe("names what its certificate is for", () => {
        const hostNames = ["orders.internal.example", "*.internal.example"];
        const providerStack = () => `organization/${PROJECT}-provider/${bench.stackName}`;

        /** A program of each language that gives the offer of the provider's stack to a PrivateDnsName. */
        const naming = {
            YAML(zoneName: string) {
                const program = [
                    "name: names",
                    "runtime: yaml",
                    "resources:",
                    "    provider:",
                    "        type: pulumi:pulumi:StackReference",
                    `        properties: { name: ${providerStack()} }`,
                    "    names:",
                    "        type: alicloud-privatelink:PrivateDnsName",
                    "        properties:",
                    '            offer: ${provider.outputs["offer"]}',
                    `            zoneName: ${zoneName}`,
                    "            endpointDomain: ep-test.privatelink.aliyuncs.com",
                    "            vpcIds: [vpc-test]",
                    "            connectionStatus: Connected",
                    // Its VPC is nowhere.
                    "            preflight: offline",
                ];
                const files = { "Pulumi.yaml": `${program.join("\n")}\n` };
                return bench.openCopy({ language: "yaml" }, files, REGION);
            },
            Python(zoneName: string) {
                const program = [
                    "import pulumi",
                    "from cloud_components_alicloud_privatelink import PrivateDnsName",
                    `provider = pulumi.StackReference("${providerStack()}")`,
                    `PrivateDnsName("names", offer=provider.get_output("offer"), zone_name="${zoneName}",`,
                    '    endpoint_domain="ep-test.privatelink.aliyuncs.com", vpc_ids=["vpc-test"],',
                    '    connection_status="Connected", preflight="offline")',
                ];
                const files = {
                    "Pulumi.yaml": "name: names\nruntime: python\n",
                    "__main__.py": program.join("\n"),
                };
                return bench.openCopy({ language: "python" }, files, REGION);
            },
            Go(zoneName: string) {
                return bench.openCopy({
                    language: "go",
                    folder: "tests/languages/go/parts",
                    config: { "parts:offerStack": providerStack(), "parts:zoneName": zoneName },
                });
            },
        } as const;

        for (const language of ["YAML", "Python", "Go"] as const) {
            const program = naming[language];

            it(`a PrivateDnsName takes its names from it in ${language}, in either spelling`, async () => {
                for (const named of [{ hostNames }, { host_names: hostNames }]) {
                    await exportOutputs(bench, "provider", { offer: { ...OFFER, ...named } });
                    const stack = await program("internal.example");
                    assert.deepEqual(await operationsOf(stack, "preview"), [
                        "create PrivateDnsName names",
                        "create pvtz.Zone names",
                        "create pvtz.ZoneAttachment names",
                        "create pvtz.ZoneRecord names-orders",
                    ]);
                }
            });

            it(`a PrivateDnsName in another zone is refused in ${language}`, async () => {
                await exportOutputs(bench, "provider", { offer: { ...OFFER, hostNames } });
                assert.match(
                    await failureOf(await program("example.test"), "preview"),
                    /hostNames.*is missing, and the certificate of the service is valid for orders\.internal\.example, \*\.internal\.example, none of them in the zone example\.test/,
                );
            });
        }
    });
});
