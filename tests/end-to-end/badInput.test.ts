import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const EXAMPLES = "examples/same-account";
const PROJECT = "alicloud-privatelink-same-account";
const OWNER = "1000000000000001";
const OTHER = "1000000000000002";
const THIRD = "1000000000000003";
const RAM_USER = "200000000000000123";

const OFFER = {
    contractVersion: 1,
    serviceId: "epsrv-test",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
    regionId: "eu-central-1",
    accountId: OWNER,
    zoneIds: ["eu-central-1b"],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    allowedAccountIds: [],
};
const REQUEST = {
    contractVersion: 1,
    endpointId: "ep-test",
    serviceId: "epsrv-test",
    accountId: OWNER,
    zoneIds: ["eu-central-1b"],
    endpointDomain: "ep-test.epsrv-test.eu-central-1.privatelink.aliyuncs.com",
};

describe("a preview through the real engine", () => {
    let workbench: Workbench;
    /** A stack of each project, whose config every test replaces. */
    let provider: Stack;
    let consumer: Stack;
    let connection: Stack;
    let component: Stack;
    let contract: Stack;
    let contractStack: string;

    before(async () => {
        workbench = await openWorkbench();
        provider = await workbench.open(`${EXAMPLES}/provider`);
        consumer = await workbench.open(`${EXAMPLES}/consumer`);
        connection = await workbench.open(`${EXAMPLES}/connection`);
        component = await workbench.open("tests/end-to-end/programs/component");
        contract = await workbench.open("tests/end-to-end/programs/contract");
        contractStack = `organization/contract/${contract.name}`;
    });

    after(() => workbench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(workbench.emulator), {});
        assert.deepEqual(writes(workbench.emulator), []);
    });

    /** Previews with the config and expects all of it in the output, and no stack trace. */
    async function refuses(
        stack: Stack,
        config: Record<string, unknown>,
        ...expected: string[]
    ): Promise<void> {
        const output = await refusalOf(stack, config);
        for (const line of expected) {
            assert.ok(output.includes(line), `"${line}" is missing in:\n${output}`);
        }
        assert.doesNotMatch(output, /^\s+at \S/m);
        assert.doesNotMatch(output, /node_modules|unhandled exception|\[object Object\]/);
        assert.doesNotMatch(output, /\bundefined\b/);
    }

    async function refusalOf(stack: Stack, config: Record<string, unknown>): Promise<string> {
        const project = (await stack.workspace.projectSettings()).name;
        const keys = Object.keys(config).map((key) => `${project}:${key}`);
        await workbench.sandbox.configure(
            stack,
            Object.fromEntries(Object.values(config).map((value, at) => [keys[at], value])),
        );
        try {
            return await failureOf(stack, "preview");
        } finally {
            await workbench.sandbox.configure(
                stack,
                Object.fromEntries(keys.map((key) => [key, undefined])),
            );
        }
    }

    /** The lines of what the engine shows besides the resources. */
    function diagnosticsIn(output: string): string[] {
        const [, diagnostics = ""] = /Diagnostics:\n([\s\S]*?)\nResources:/.exec(output) ?? [];
        const lines = diagnostics.split("\n").map((line) => line.trim());
        return lines.filter((line) => line !== "");
    }

    /** Makes the contract project export the given outputs. */
    async function exportContracts(outputs: Record<string, unknown>): Promise<void> {
        await workbench.sandbox.configure(contract, { "contract:outputs": outputs });
        assert.deepEqual(await operationsOf(contract, "up"), []);
    }

    describe("of the provider example refuses", () => {
        it("invalid UIDs, payer and bandwidth, all in one report", () =>
            refuses(
                provider,
                {
                    service: {
                        allowedAccountIds: [
                            RAM_USER,
                            `acs:ram::${OTHER}:root`,
                            "100000000000000",
                            OTHER,
                            OTHER,
                        ],
                        payer: "Consumer",
                        connectBandwidth: 99,
                    },
                },
                'EndpointService "service":',
                `allowedAccountIds[0]: found "${RAM_USER}". This is the id of a RAM user. Use the 16-digit UID of the account`,
                `allowedAccountIds[1]: found "acs:ram::${OTHER}:root". This is an ARN. Use only the 16-digit UID of the account.`,
                'allowedAccountIds[2]: found "100000000000000". Must be the UID of an Alibaba Cloud account: 16 digits, the first not 0.',
                `allowedAccountIds: "${OTHER}" is listed more than once. List each account only once.`,
                'payer: found "Consumer". Must be one of "Endpoint", "EndpointService".',
                "connectBandwidth: found 99. Must be a whole number from 100 to 10240 (Mbit/s).",
            ));

        it("a bandwidth above the highest", () =>
            refuses(
                provider,
                { service: { connectBandwidth: 10241 } },
                "connectBandwidth: found 10241. Must be a whole number from 100 to 10240 (Mbit/s).",
            ));

        it("its own account on the whitelist, once the account is known", () =>
            refuses(
                provider,
                { service: { allowedAccountIds: [OWNER] } },
                'EndpointServiceWhitelist "service":',
                `allowedAccountIds: found "${OWNER}". This is the account that owns the service, which is always allowed. Remove it from the list.`,
            ));

        it("a zone that does not exist, with those that do, and nothing else beside it", async () => {
            const output = await refusalOf(provider, { zoneId: "eu-central-1z" });

            assert.deepEqual(diagnosticsIn(output), [
                `pulumi:pulumi:Stack (${PROJECT}-provider-${provider.name}):`,
                'error: ClbServiceResource "service":',
                '- zoneId: found "eu-central-1z". The zones of this region that have CLBs are eu-central-1a, eu-central-1b, eu-central-1c. Use one of them, or check the region. [zones.zoneFound]',
            ]);
            assert.doesNotMatch(output, /invocation of|DescribeAvailableResource|SDKError/);
        });

        it("port 0", () =>
            refuses(
                provider,
                { listenerPort: 0 },
                'ClbServiceResource "service":',
                "listeners[0].port: found 0. Must be a whole number from 1 to 65535.",
            ));

        it("port 70000 and a weight above 100", () =>
            refuses(
                provider,
                { listenerPort: 70000, backends: { ecs2: 101 } },
                "listeners[0].port: found 70000. Must be a whole number from 1 to 65535.",
                "backendServers[0].weight: found 101. Must be a whole number from 0 to 100.",
            ));
    });

    describe("of another example refuses a zone that does not exist, with nothing else beside it:", () => {
        const NOWHERE = "cn-hangzhou-z";
        for (const [folder, config, ...expected] of [
            [
                "examples/cross-account/provider",
                { zoneId: "eu-central-1z" },
                /^- zoneId: found "eu-central-1z"\. The zones of this region that have CLBs are /,
            ],
            [
                // The project in the root of the repository.
                ".",
                { zoneId: "eu-central-1z" },
                /^- zoneId: found "eu-central-1z"\. The zones of this region that have CLBs are /,
                /^- zones\[0\]\.zoneId: found "eu-central-1z"\. The zones of this region are /,
            ],
            [
                "examples/alb/provider",
                {
                    vswitchCidrBlocks: { [NOWHERE]: "192.168.9.0/24" },
                    loadBalancerAddresses: { [NOWHERE]: "192.168.9.10" },
                    backends: { ecs05: NOWHERE },
                },
                /^- zones\[2\]\.zoneId: found "cn-hangzhou-z"\. The zones of this region that have ALBs are /,
            ],
            [
                "examples/nlb/provider",
                {
                    vswitchCidrBlocks: {
                        "cn-hangzhou-h": "192.168.3.0/24",
                        [NOWHERE]: "192.168.5.0/24",
                    },
                },
                /^- zones\[1\]\.zoneId: found "cn-hangzhou-z"\. The zones of this region that have NLBs are /,
            ],
        ] as const) {
            it(folder === "." ? "the single stack" : folder, async () => {
                const stack = await workbench.open(folder);
                const diagnostics = diagnosticsIn(await refusalOf(stack, config));

                const findings = diagnostics.filter((line) => line.startsWith("- "));
                assert.equal(findings.length, expected.length, diagnostics.join("\n"));
                findings.forEach((finding, index) => {
                    assert.match(finding, expected[index]);
                });
                // The stack, and the component of each finding.
                assert.equal(diagnostics.length, 1 + 2 * findings.length, diagnostics.join("\n"));
            });
        }
    });

    describe("of a single component refuses", () => {
        it("an endpoint without zones, for clients anywhere", () =>
            refuses(
                component,
                {
                    class: "InterfaceEndpoint",
                    args: {
                        serviceId: "epsrv-test",
                        vpcId: "vpc-test",
                        zones: [],
                        ports: [{ port: 80 }],
                        clientCidrBlocks: ["0.0.0.0/0"],
                    },
                },
                'InterfaceEndpoint "subject":',
                "zones: found []. Must list at least one zone.",
                'clientCidrBlocks[0]: found "0.0.0.0/0". This opens the endpoint to everyone. List the address ranges of the clients, for instance 10.10.0.0/16.',
            ));

        it("a zone without a vSwitch", () =>
            refuses(
                component,
                {
                    class: "InterfaceEndpoint",
                    args: {
                        serviceId: "epsrv-test",
                        vpcId: "vpc-test",
                        zones: [{ zoneId: "eu-central-1b" }],
                        ports: [{ port: 80 }],
                    },
                },
                "zones[0].vswitchId: is missing. It is required.",
            ));

        const inNoZone = { zoneId: "eu-central-1z", vswitchId: "vsw-test" };
        const ZONES = "eu-central-1a, eu-central-1b, eu-central-1c. Use one of them";
        for (const [title, componentClass, args, ...expected] of [
            [
                "a CLB with one zone as primary and secondary",
                "ClbServiceResource",
                {
                    vswitchId: "vsw-test",
                    zoneId: "eu-central-1a",
                    secondaryZoneId: "eu-central-1a",
                    listeners: [{ port: 80 }],
                },
                'secondaryZoneId: found "eu-central-1a". Beside the primary zone eu-central-1a, it can be eu-central-1b or eu-central-1c.',
            ],
            [
                "an ALB in a zone that does not exist",
                "AlbServiceResource",
                {
                    vpcId: "vpc-test",
                    zones: [
                        { ...inNoZone, address: "10.0.0.9" },
                        { ...inNoZone, zoneId: "eu-central-1a", address: "10.0.1.9" },
                    ],
                    listeners: [{ port: 80 }],
                    serverGroup: { servers: [{ serverIp: "10.0.0.20", port: 80 }] },
                },
                `zones[0].zoneId: found "eu-central-1z". The zones of this region that have ALBs are ${ZONES}`,
            ],
            [
                "an NLB in a zone that does not exist",
                "NlbServiceResource",
                {
                    vpcId: "vpc-test",
                    zones: [inNoZone],
                    listeners: [{ port: 80 }],
                    serverGroup: {
                        servers: [{ name: "one", serverIp: "10.0.0.20", port: 80 }],
                    },
                },
                `zones[0].zoneId: found "eu-central-1z". The zones of this region that have NLBs are ${ZONES}`,
            ],
            [
                "an endpoint without an offer in a zone that does not exist",
                "InterfaceEndpoint",
                {
                    serviceName: "com.aliyuncs.dashscope",
                    vpcId: "vpc-test",
                    zones: [inNoZone],
                    ports: [{ port: 443 }],
                    clientCidrBlocks: ["10.0.0.0/16"],
                },
                `zones[0].zoneId: found "eu-central-1z". The zones of this region are ${ZONES}`,
            ],
        ] as const) {
            it(title, () => refuses(component, { class: componentClass, args }, ...expected));
        }

        it("a service without load balancers", () =>
            refuses(
                component,
                { class: "EndpointService", args: { serviceResources: [] } },
                'EndpointService "subject":',
                "serviceResources: found []. Must list at least one load balancer.",
            ));
    });

    describe("of the consumer example refuses", () => {
        it("the provider's stack when there is none", async () => {
            const absent = `organization/${PROJECT}-provider/absent`;
            const output = await refusalOf(consumer, { providerStack: absent });
            // The engine's own words: the program is not asked.
            assert.match(output, /unknown stack "organization\/.*-provider\/absent"/);
            assert.doesNotMatch(output, /^\s+at \S/m);
        });

        it("the provider's stack before it has been deployed", () =>
            refuses(
                consumer,
                {},
                `Stack "organization/${PROJECT}-provider/${provider.name}" has no output "offer". Deploy that stack first ("pulumi up"), and make sure that its program exports "offer".`,
            ));

        it("an offer of an older version of the contract", async () => {
            await exportContracts({ offer: { ...OFFER, contractVersion: 0 } });
            await refuses(
                consumer,
                { providerStack: contractStack },
                `Output "offer" of stack "${contractStack}" is of contract version 0, and this package reads versions 1 and 2. Update the package in the stack that wrote it and run "pulumi up" there.`,
            );
        });

        it("an offer with fields missing or wrong, each by its name", async () => {
            const { serviceName: _, ...offer } = OFFER;
            await exportContracts({ offer: { ...offer, zoneIds: [], accountId: "1" } });
            await refuses(
                consumer,
                { providerStack: contractStack },
                `Output "offer" of stack "${contractStack}" is not a contract that this package can read:`,
                "  - serviceName: is missing",
                "  - zoneIds: ",
                "  - accountId: must be the 16-digit UID of an Alibaba Cloud account",
                `Run "pulumi up" again in the stack that wrote it, with the same version of this package.`,
            );
        });

        it("everyone as clients, and a zone in which the service is not", async () => {
            await exportContracts({ offer: OFFER, request: REQUEST });
            await refuses(
                consumer,
                {
                    providerStack: contractStack,
                    clientCidrBlocks: ["0.0.0.0/0"],
                    zoneId: "eu-central-1a",
                },
                'InterfaceEndpoint "endpoint":',
                'clientCidrBlocks[0]: found "0.0.0.0/0". This opens the endpoint to everyone.',
                'zones[0].zoneId: found "eu-central-1a". The service can be reached in eu-central-1b only; the endpoint shares none of them.',
            );
        });

        it("a zone that is none, without what a data source of the program says of it", async () => {
            await exportContracts({ offer: OFFER, request: REQUEST });
            const output = await refusalOf(consumer, {
                providerStack: contractStack,
                zoneId: "eu-central-1z",
            });
            assert.match(output, /zones\[0\]\.zoneId: found "eu-central-1z"/);
            assert.doesNotMatch(output, /invocation of|DescribeAvailableResource/);
        });
    });

    describe("of the connection example refuses", () => {
        it("a bandwidth above the highest", async () => {
            await exportContracts({ offer: OFFER, request: REQUEST });
            await refuses(
                connection,
                { providerStack: contractStack, consumerStack: contractStack, bandwidth: 10241 },
                'EndpointConnection "connection":',
                "bandwidth: found 10241. Must be a whole number from 100 to 10240 (Mbit/s).",
            );
        });

        it("a request of another consumer than the offer is for, for another service", async () => {
            const request = { ...REQUEST, accountId: OTHER, serviceId: "epsrv-other" };
            await exportContracts({
                offer: { ...OFFER, contractVersion: 2, consumerAccountId: THIRD },
                request,
            });
            await refuses(
                connection,
                { providerStack: contractStack, consumerStack: contractStack },
                'request.serviceId: found "epsrv-other", but the offer is for "epsrv-test".',
                `request.accountId: found ${OTHER}, but the offer is for account ${THIRD}. Point the two stack references at the two sides of one consumer.`,
            );
        });
    });
});
