import * as assert from "node:assert/strict";

import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

import * as components from "../../../index";
import {
    ClbServiceResource,
    ConnectivityCheck,
    EndpointConnection,
    EndpointService,
    EndpointServiceConsumers,
    EndpointServiceWhitelist,
    InterfaceEndpoint,
    PreflightError,
    readOffer,
} from "../../../index";
import { MockCloud, type MockCloudOptions } from "../../../testing";
import { ANSWERED_CALLS } from "../../../testing/answers";
import { EVERY_COMPONENT } from "../../schema/everyComponent";
import { CALLER, PARTNER, REGION } from "../cloud";
import { OFFER } from "../contract/contracts";
import { collectWarnings } from "../warnings";

const ZONE_MAPPINGS = [
    { zoneId: `${REGION}a`, vswitchId: "vsw-a" },
    { zoneId: `${REGION}b`, vswitchId: "vsw-b" },
];

/** What the programs of `EVERY_COMPONENT` name. */
const EXISTING: MockCloudOptions["existing"] = {
    "vpc-1": { cidrBlock: "10.20.0.0/16" },
    "vsw-a": { vpcId: "vpc-1", zoneId: `${REGION}a`, cidrBlock: "10.0.0.0/8" },
    "vsw-b": { vpcId: "vpc-1", zoneId: `${REGION}b`, cidrBlock: "10.0.0.0/8" },
    "vsw-1": { vpcId: "vpc-1", zoneId: `${REGION}a`, cidrBlock: "10.0.0.0/8" },
    "sg-1": { vpcId: "vpc-1" },
    "i-1": { vpcId: "vpc-1" },
    "lb-1": { masterZoneId: `${REGION}a` },
    "alb-1": { zoneMappings: ZONE_MAPPINGS },
    "nlb-1": { zoneMappings: ZONE_MAPPINGS },
    [`epsrv-1:${PARTNER}`]: {},
    "ep-1": { serviceId: "epsrv-1", vpcId: "vpc-1" },
};

type ComponentClass = new (name: string, args: object) => pulumi.ComponentResource;

/** A service, an endpoint of the same account, their connection, and a check of it. */
function wholeProgram() {
    const clb = new ClbServiceResource("web", {
        vswitchId: "vsw-a",
        zoneId: `${REGION}a`,
        listeners: [{ port: 443, backendPort: 8443 }],
        backendServers: [{ serverId: "i-1" }],
    });
    const service = new EndpointService("web", { serviceResources: [clb] });
    const endpoint = new InterfaceEndpoint("web", {
        offer: service.offer,
        ports: [{ port: 443 }],
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
    });
    const connection = new EndpointConnection("web", {
        offer: service.offer,
        request: endpoint.request,
    });
    const check = new ConnectivityCheck(
        "web",
        {
            clientInstanceId: "i-1",
            endpointId: endpoint.endpointId,
            endpointDomain: endpoint.endpointDomain,
            port: 443,
            protocol: "https",
        },
        { dependsOn: connection },
    );
    return {
        offer: service.offer,
        request: endpoint.request,
        zones: endpoint.zones,
        status: connection.connectionStatus,
        passed: check.passed,
        table: check.table,
    };
}

describe("MockCloud", () => {
    const warnings = collectWarnings();

    for (const [what, { make, args, componentClass }] of Object.entries(EVERY_COMPONENT)) {
        const Component = (components as unknown as Record<string, ComponentClass>)[componentClass];
        const makeByConfig = () => new Component("app", { ...args, preflight: undefined });
        for (const [how, options, create] of [
            ["of which a test says what exists", { existing: EXISTING }, make],
            ["of which a test says nothing", {}, makeByConfig],
        ] as const) {
            it(`creates ${what} in a cloud ${how}, with every output known and no warning`, async () => {
                const asked = new Set<string>();
                class Recorded extends MockCloud {
                    override call(args: pulumi.runtime.MockCallArgs) {
                        asked.add(args.token);
                        return super.call(args);
                    }
                }
                const cloud = new Recorded(withRules(options));
                const outputs = await cloud.run(() => {
                    const { urn: _, ...made } = { ...create() } as pulumi.Inputs;
                    const names = Object.keys(made).filter((name) => !name.startsWith("_"));
                    return Object.fromEntries(names.map((name) => [name, made[name]]));
                });

                const values = Object.entries(outputs);
                assert.ok(values.length > 0);
                assert.deepEqual(
                    values.filter(([, value]) => value === undefined).map(([name]) => name),
                    [],
                );
                assert.deepEqual(warnings, []);
                assert.deepEqual(
                    cloud.resources.filter(({ id }) => id?.endsWith("-id")).map(({ type }) => type),
                    [],
                );
                assert.deepEqual(
                    [...asked].filter((token) => !ANSWERED_CALLS.includes(token)),
                    [],
                );
            });
        }
    }

    it("has ids, names, domains, zones and states as the cloud, which fit together", async () => {
        const cloud = new MockCloud({ existing: EXISTING });
        const { offer, request, zones, status, passed, table } = await cloud.run(wholeProgram);

        assert.match(offer.serviceId, /^epsrv-[a-z0-9]{20}$/);
        assert.equal(offer.serviceName, `com.aliyuncs.privatelink.${REGION}.${offer.serviceId}`);
        assert.deepEqual([offer.accountId, request.accountId], [CALLER, CALLER]);
        assert.equal(
            request.endpointDomain,
            `${request.endpointId}.${offer.serviceId}.${REGION}.privatelink.aliyuncs.com`,
        );
        assert.equal(status, "Connected");
        assert.deepEqual(
            zones.map(({ zoneId, domain }) => [zoneId, domain]),
            [
                [
                    `${REGION}a`,
                    `${request.endpointId}-${REGION}a.${offer.serviceId}.${REGION}.privatelink.aliyuncs.com`,
                ],
            ],
        );
        assert.match(zones[0].eniIp, /^10\.\d+\.\d+\.\d+$/);
        assert.equal(passed, true);
        assert.deepEqual(
            table.map(({ certificate }) => certificate),
            ["not verified", "not verified", "not verified"],
        );
        assert.deepEqual(warnings, []);
    });

    it("gives the same ids in each run", async () => {
        const cloud = new MockCloud();

        assert.deepEqual(await cloud.run(wholeProgram), await cloud.run(wholeProgram));
    });

    it("shows what the program registered, by type", async () => {
        const cloud = new MockCloud();
        await cloud.run(wholeProgram);

        const [service] = cloud.resourcesOf("VpcEndpointService");
        assert.equal(service.inputs.autoAcceptConnection, false);
        assert.equal(service.state.serviceBusinessStatus, "Normal");
        assert.deepEqual(
            cloud.resourcesOf("alicloud-privatelink:index:EndpointService").map(({ name }) => name),
            ["web"],
        );
        assert.ok(cloud.resources.length > 10);
    });

    it("knows in a preview what the program says, and nothing that does not exist yet", async () => {
        const { offer, request } = await new MockCloud().run(wholeProgram, { preview: true });

        assert.equal(offer, undefined);
        assert.equal(request.endpointId, undefined);
        assert.deepEqual(request.zoneIds, [`${REGION}a`]);
    });

    it("leaves the config as it was", async () => {
        const before = pulumi.runtime.allConfig();
        await new MockCloud().run(() => undefined, { config: { vpcId: "vpc-7" } });

        assert.deepEqual(pulumi.runtime.allConfig(), before);
    });

    it("works in the account and region of an explicit provider", async () => {
        const cloud = new MockCloud({ accountIds: { partner: PARTNER } });
        const requests = await cloud.run(() => {
            const provider = new alicloud.Provider("partner", { region: "cn-hangzhou" });
            const places = [{ zoneId: `${REGION}a` }, { zoneId: "cn-hangzhou-h", provider }];
            return places.map(
                ({ zoneId, ...options }, index) =>
                    new InterfaceEndpoint(
                        `web-${index}`,
                        {
                            serviceId: "epsrv-1",
                            vpcId: "vpc-1",
                            zones: [{ zoneId, vswitchId: "vsw-a" }],
                            ports: [{ port: 443 }],
                        },
                        options,
                    ).request,
            );
        });

        assert.deepEqual(
            requests.map(({ accountId, regionId }) => [accountId, regionId]),
            [
                [CALLER, REGION],
                [PARTNER, "cn-hangzhou"],
            ],
        );
    });

    it("reads the outputs of other stacks, and names one that is missing", async () => {
        const program = () => readOffer(new pulumi.StackReference("acme/web/prod"));

        const cloud = new MockCloud({ stacks: { "acme/web/prod": { offer: OFFER } } });
        assert.deepEqual(await cloud.run(program), OFFER);
        await assert.rejects(
            new MockCloud().run(program),
            /reads the outputs of "acme\/web\/prod"/,
        );
    });

    it("reads the config of the project", async () => {
        const cloud = new MockCloud();
        const config = { "vpcId": "vpc-7", "other:vpcId": "vpc-8" };

        assert.deepEqual(
            await cloud.run(
                () => [undefined, "other"].map((name) => new pulumi.Config(name).get("vpcId")),
                { config, project: "web" },
            ),
            ["vpc-7", "vpc-8"],
        );
    });

    describe("makes the checks with lookups if a test says what exists:", () => {
        it("a vSwitch of another zone is a finding", async () => {
            const existing = {
                ...EXISTING,
                "vsw-a": { vpcId: "vpc-1", zoneId: `${REGION}b`, cidrBlock: "10.0.0.0/8" },
            };

            await assert.rejects(
                new MockCloud({ existing }).run(wholeProgram),
                /found "vsw-a", which is in eu-central-1b/,
            );
            await new MockCloud().run(wholeProgram);
        });

        it("an id that is none is an error of the test", () => {
            assert.throws(
                () => new MockCloud({ existing: { web: {} } }),
                /existing: found "web"\. Must be an id that begins with one of vpc-, vsw-, /,
            );
        });
    });

    it("lists the endpoints of a service, of whatever account, and a map of consumers accepts what fits", async () => {
        const endpoint = (accountId: string) => ({ serviceId: "epsrv-1", accountId });
        const cloud = new MockCloud({
            existing: {
                "ep-1": endpoint("1111222233334444"),
                "ep-2": endpoint("5555666677778888"),
            },
        });
        const { connected, waiting } = await cloud.run(() => {
            const map = new EndpointServiceConsumers("map", {
                serviceId: "epsrv-1",
                consumers: { "1111222233334444": { maxEndpoints: 1 } },
            });
            return { connected: map.connected, waiting: map.waiting };
        });

        assert.deepEqual(
            [connected, waiting].map((each) => each.map(({ endpointId }) => endpointId)),
            [["ep-1"], ["ep-2"]],
        );
    });

    describe("is overridden", () => {
        it("for a type of resource", async () => {
            const cloud = new MockCloud({
                resources: {
                    "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection":
                        { status: "Pending" },
                },
            });

            assert.equal((await cloud.run(wholeProgram)).status, "Pending");
        });

        it("for a type of resource that cannot be created", async () => {
            const cloud = new MockCloud({
                resources: {
                    "alicloud:slb/listener:Listener": ({ name }) => {
                        throw new Error(`${name}: OperationFailed.ListenerExists`);
                    },
                },
            });

            await assert.rejects(cloud.run(wholeProgram), /OperationFailed\.ListenerExists/);
        });

        it("for a call", async () => {
            const cloud = new MockCloud({
                calls: {
                    "alicloud-privatelink:index:checkConnectivity": ({ inputs }) => ({
                        table: [
                            {
                                ...(inputs as { targets: object[] }).targets[0],
                                resolvedTo: [],
                                verdict: "listener: closed",
                            },
                        ],
                    }),
                },
            });

            await assert.rejects(
                cloud.run(wholeProgram),
                /1 of 1 targets failed[^]*listener: closed/,
            );
        });
    });

    describe("fails a run", () => {
        const whitelisted = (accountId: pulumi.Input<string>) => () => {
            new EndpointServiceWhitelist("web", {
                serviceId: pulumi.output(accountId).apply((id) => `epsrv-${id}`),
                allowedAccountIds: ["acme"],
            });
        };

        it("with what a component finds at once", async () => {
            await assert.rejects(new MockCloud().run(whitelisted("1")), (error) => {
                assert.ok(error instanceof PreflightError);
                assert.match(error.message, /allowedAccountIds\[0\]: found "acme"/);
                return true;
            });
        });

        it("with what it finds once a value is known, and then lets go of what waits for it", async () => {
            const listeners = process.listeners("unhandledRejection");
            const cloud = new MockCloud();

            await assert.rejects(
                cloud.run(() => {
                    const vpc = new alicloud.vpc.Network("web", { cidrBlock: "10.0.0.0/8" });
                    new InterfaceEndpoint("web", {
                        serviceName: vpc.id,
                        vpcId: vpc.id,
                        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
                        ports: [{ port: 443 }],
                    });
                }),
                (error) => {
                    assert.ok(error instanceof PreflightError);
                    assert.match(error.message, /serviceName: found "vpc-/);
                    return true;
                },
            );

            assert.deepEqual(process.listeners("unhandledRejection"), listeners);
            assert.deepEqual(cloud.resourcesOf("VpcEndpoint"), []);
        });
    });
});

/** The rules of the existing security group let the clients through. */
function withRules(options: MockCloudOptions): MockCloudOptions {
    return {
        ...options,
        calls: {
            "alicloud:ecs/getSecurityGroupRules:getSecurityGroupRules": {
                rules: [
                    {
                        direction: "ingress",
                        ipProtocol: "TCP",
                        portRange: "1/65535",
                        policy: "Accept",
                        priority: 1,
                        sourceCidrIp: "10.0.0.0/8",
                    },
                ],
            },
        },
    };
}
