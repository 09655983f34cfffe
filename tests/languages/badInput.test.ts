import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "../end-to-end/holdings";
import { failureOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";
import { PLUGIN } from "./pluginInstallation";

/** Arguments of an InterfaceEndpoint, each of which breaks a rule, and what is said of each. */
const FINDINGS = [
    'clientCidrBlocks[0]: found "0.0.0.0/0". This opens the endpoint to everyone.',
    "ports[0].port: found 70000. Must be a whole number from 1 to 65535.",
    "zones: found []. Must list at least one zone.",
];

/** A correct offer. */
const OFFER = {
    contractVersion: 2,
    serviceId: "epsrv-test",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
    regionId: "eu-central-1",
    accountId: "1000000000000002",
    zoneIds: ["eu-central-1b"],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    payer: "Endpoint",
};

describe("bad input in another language", () => {
    let bench: LanguageBench;

    before(async () => {
        bench = await openLanguageBench();
    });

    after(() => bench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(bench.emulator), {});
        assert.deepEqual(writes(bench.emulator), []);
    });

    function yaml(
        resources: readonly string[],
        environment?: Readonly<Record<string, string>>,
    ): Promise<Stack> {
        const program = ["name: bad-input", "runtime: yaml", "resources:", ...resources, ""];
        return bench.openCopy(
            { language: "yaml" },
            { "Pulumi.yaml": program.join("\n") },
            { ALICLOUD_REGION: "eu-central-1", ...environment },
        );
    }

    function python(program: readonly string[], environment?: Readonly<Record<string, string>>) {
        return bench.openCopy(
            { language: "python" },
            {
                "Pulumi.yaml": "name: bad-input\nruntime: python\n",
                "__main__.py": program.join("\n"),
            },
            { ALICLOUD_REGION: "eu-central-1", ...environment },
        );
    }

    /** Previews and expects all of it in the output, and no stack trace of the plugin's. */
    async function refuses(stack: Stack, ...expected: string[]): Promise<string> {
        const output = await failureOf(stack, "preview");
        for (const text of expected) {
            assert.ok(output.includes(text), `"${text}" is missing in:\n${output}`);
        }
        assert.doesNotMatch(output, /^\s+at \S|\[object Object\]|is not a function/m);
        return output;
    }

    /** Like `refuses`, for what a component finds: it is shown once. */
    async function finds(stack: Stack, ...expected: string[]): Promise<void> {
        const output = await refuses(stack, ...expected);
        const diagnostics = /^Diagnostics:\n([^]*?)^Resources:/m.exec(output)?.[1] ?? "";
        for (const text of expected) {
            const times = diagnostics.split(text).length - 1;
            assert.equal(times, 1, `"${text}" is shown ${times} times in:\n${output}`);
        }
    }

    const SERVICE = [
        "    service:",
        "        type: alicloud-privatelink:EndpointService",
        "        properties:",
    ];

    describe("is refused by a component, property by property and all at once,", () => {
        it("in YAML", async () => {
            const stack = await yaml([
                "    endpoint:",
                "        type: alicloud-privatelink:InterfaceEndpoint",
                "        properties:",
                "            serviceId: epsrv-test",
                "            vpcId: vpc-test",
                "            zones: []",
                "            ports: [{ port: 70000 }]",
                "            clientCidrBlocks: [0.0.0.0/0]",
            ]);
            await finds(stack, ...FINDINGS);
        });

        it("in Python", async () => {
            const stack = await python([
                "from cloud_components_alicloud_privatelink import InterfaceEndpoint",
                'InterfaceEndpoint("endpoint", service_id="epsrv-test", vpc_id="vpc-test", zones=[],',
                '    ports=[{"port": 70000}], client_cidr_blocks=["0.0.0.0/0"])',
            ]);
            await finds(stack, ...FINDINGS);
        });

        it("in Go", async () => {
            const side = "alicloud-privatelink-same-account";
            const offering = [
                `name: ${side}-provider`,
                "runtime: yaml",
                `outputs: { offer: ${JSON.stringify(OFFER)} }`,
            ];
            const provider = { "Pulumi.yaml": offering.join("\n") };
            await up(await bench.openCopy({ language: "yaml" }, provider));
            const stack = await bench.openCopy({
                language: "go",
                folder: "examples/languages/go/consumer",
                config: {
                    [`${side}-consumer:zoneId`]: "",
                    [`${side}-consumer:vpcCidrBlock`]: "0.0.0.0/0",
                },
            });
            await finds(stack, FINDINGS[0], 'zones[0].zoneId: found "".');
        });
    });

    describe("that comes as an output", () => {
        it("is refused by a component in YAML", async () => {
            const stack = await yaml([
                "    endpoint:",
                "        type: alicloud-privatelink:InterfaceEndpoint",
                "        properties:",
                "            serviceId: epsrv-test",
                "            vpcId: vpc-test",
                "            zones: [{ zoneId: eu-central-1a, vswitchId: vsw-test }]",
                "            ports: [{ port: 443 }]",
                "            clientCidrBlocks: [10.0.0.0/16]",
                "            endpointName: { fn::secret: 1st }",
                "            preflight: offline",
            ]);
            await finds(
                stack,
                "InterfaceEndpoint resource 'endpoint' has a problem: InterfaceEndpoint \"endpoint\":",
                'endpointName: found "[secret]". Must be 2 to 128 letters',
            );
        });
    });

    describe("of the wrong type is refused before any plugin is called,", () => {
        it("in YAML by each property's name", async () => {
            const stack = await yaml([
                ...SERVICE,
                "            serviceResources: 80",
                "            acceptanceRequired: maybe",
                "            connectBandwidth: fast",
                "            payer: Nobody",
            ]);
            await refuses(
                stack,
                "acceptanceRequired: Cannot assign type 'string' to type 'boolean'",
                "connectBandwidth: Cannot assign type 'string' to type 'number'",
                'Allowed values are Endpoint ("Endpoint"), EndpointService ("EndpointService")',
                "serviceResources: Cannot assign type 'number' to type 'List<alicloud-privatelink:index:ServiceResource>'",
            );
        });

        it("in YAML where a required one is misspelt", async () => {
            const stack = await yaml([...SERVICE, "            serviceResource: []"]);
            await refuses(stack, "serviceResources: Missing required property 'serviceResources'");
        });

        it("in Python where a required one is missing", async () => {
            const stack = await python([
                "from cloud_components_alicloud_privatelink import EndpointService",
                'EndpointService("service", ports=[{"port": 80}])',
            ]);
            await refuses(stack, "Missing required property 'service_resources'");
        });
    });

    describe("that the component must find, because the language does not:", () => {
        it("a string instead of a list from Python", async () => {
            const stack = await python([
                "from cloud_components_alicloud_privatelink import EndpointServiceWhitelist",
                'EndpointServiceWhitelist("service", service_id="epsrv-test",',
                '    allowed_account_ids="1000000000000002")',
            ]);
            await finds(stack, "allowedAccountIds");
        });

        it("a misspelt name and a text instead of a number, inside of an entry, from Python", async () => {
            const stack = await python([
                "from cloud_components_alicloud_privatelink import InterfaceEndpoint",
                'InterfaceEndpoint("endpoint", service_id="epsrv-test", vpc_id="vpc-test",',
                '    zones=[{"zone_id": "eu-central-1a", "vswitch_id": "vsw-test", "eni_ipp": "10.0.0.9"}],',
                '    ports=[{"port": "80"}], client_cidr_blocks=["10.0.0.0/16"], preflight="offline")',
            ]);
            await finds(
                stack,
                "zones[0].eni_ipp: does not exist in zones[0] and would be ignored. Use eniIp, or remove it.",
                'ports[0].port: found "80". Must be a whole number',
            );
        });

        it("a value known later where resources depend on it, from YAML", async () => {
            const stack = await yaml([
                "    whitelist:",
                "        type: alicloud-privatelink:EndpointServiceWhitelist",
                "        properties:",
                "            serviceId: epsrv-test",
                '            allowedAccountIds: ["${other.id}"]',
                "    other:",
                "        type: alicloud:vpc/network:Network",
                "        properties: { cidrBlock: 10.0.0.0/8 }",
            ]);
            await finds(stack, "allowedAccountIds[0]: is known only later. Must be a plain value");
        });
    });

    describe("that only a lookup can find", () => {
        it("is refused with the component's own words, once, in YAML", async () => {
            const stack = await yaml([
                "    connection:",
                "        type: alicloud-privatelink:EndpointConnection",
                "        properties:",
                "            offer:",
                "                contractVersion: 1",
                "                serviceId: epsrv-test",
                "                serviceName: com.aliyuncs.privatelink.eu-central-1.epsrv-test",
                "                regionId: eu-central-1",
                '                accountId: "1000000000000002"',
                "                zoneIds: [eu-central-1b]",
                "                ports: [{ port: 80, protocol: tcp }]",
                "                acceptanceRequired: true",
                '                allowedAccountIds: ["1000000000000001"]',
                "            request:",
                "                contractVersion: 1",
                "                endpointId: ep-test",
                "                serviceId: epsrv-test",
                '                accountId: "1000000000000001"',
                "                zoneIds: [eu-central-1b]",
                "                endpointDomain: ep-test.epsrv-test.eu-central-1.privatelink.aliyuncs.com",
            ]);
            await finds(
                stack,
                'EndpointConnection "connection":',
                "offer.accountId: the credentials belong to account 1000000000000001, but epsrv-test belongs to account 1000000000000002",
            );
        });
    });

    describe("about the installation: the engine names what is missing where", () => {
        const WHITELIST = [
            "    whitelist:",
            "        type: alicloud-privatelink:EndpointServiceWhitelist",
            "        properties:",
            "            serviceId: epsrv-test",
            '            allowedAccountIds: ["1000000000000002"]',
        ];

        const PYTHON_WHITELIST = [
            "from cloud_components_alicloud_privatelink import EndpointServiceWhitelist",
            'EndpointServiceWhitelist("service", service_id="epsrv-test",',
            '    allowed_account_ids=["1000000000000002"])',
        ];

        it("the plugin is not installed", async () => {
            const stack = await yaml(WHITELIST, bench.withoutPlugin());
            await refuses(stack, `no resource plugin '${PLUGIN}' found in the workspace`);
        });

        it("the plugin of another version is requested", async () => {
            const stack = await yaml([...WHITELIST, "        options: { version: 9.9.9 }"]);
            await refuses(
                stack,
                `no resource plugin '${PLUGIN}' found in the workspace at version v9.9.9`,
            );
        });

        it("an SDK of another version asks for its own plugin", async () => {
            const stack = await python(PYTHON_WHITELIST, bench.withoutPlugin());
            await refuses(
                stack,
                `no resource plugin '${PLUGIN}' found in the workspace at version v0.1.0`,
            );
        });

        it("the program's language has no host", async () => {
            const program = "name: bad-input\nruntime: cobol\n";
            const stack = await bench.openCopy({ language: "yaml" }, { "Pulumi.yaml": program });
            await refuses(stack, "no language plugin 'pulumi-language-cobol' found");
        });

        it("the CLI is older than PulumiPlugin.yaml asks for", async () => {
            const stack = await python(PYTHON_WHITELIST, bench.withPluginForNewerCli());
            await refuses(
                stack,
                'Pulumi CLI version 3.276.0 does not satisfy the version range ">=99.0.0"',
            );
        });
    });
});
