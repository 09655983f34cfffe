import * as assert from "node:assert/strict";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import {
    AlbAddressAllocatedMode,
    AlbAddressType,
    AlbEdition,
    type AlbHealthCheck,
    AlbHealthCheckMethod,
    AlbHealthCheckProtocol,
    type AlbListener,
    AlbListenerProtocol,
    AlbScheduler,
    type AlbServer,
    type AlbServerGroup,
    AlbServiceResource,
    type AlbServiceResourceArgs,
    type AlbZone,
} from "../../../../index";
import { type BadInput, itRefuses } from "../../badInput";
import { REGION } from "../../cloud";
import {
    Consumer,
    findings,
    inputsByLine,
    isKnown,
    line,
    lines,
    read,
    refused,
    refusedLater,
    run,
    UNKNOWN,
    unknown,
} from "../../harness";

const COMPONENT = "AlbServiceResource app";
const LOAD_BALANCER = "LoadBalancer app";
const GROUP = "ServerGroup app";
const LISTENER = "Listener app-80";
/** What the cloud takes where nothing is said, which the provider would not go back to by itself. */
const USUAL_CHECK = {
    healthCheckEnabled: true,
    healthCheckProtocol: "HTTP",
    healthCheckMethod: "HEAD",
    healthCheckPath: "/",
    healthCheckHost: "$SERVER_IP",
    healthCheckCodes: ["http_2xx"],
    healthCheckConnectPort: 0,
    healthCheckInterval: 2,
    healthCheckTimeout: 5,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
};
const FIELDS = [
    "loadBalancerId",
    "zoneIds",
    "serviceResourceType",
    "usesExisting",
    "dnsName",
    "ports",
] as const;

const ZONE_A: AlbZone = { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" };
const ZONE_B: AlbZone = { zoneId: `${REGION}b`, vswitchId: "vsw-b", address: "10.10.1.9" };
const ZONE_C: AlbZone = { zoneId: `${REGION}c`, vswitchId: "vsw-c", address: "10.10.2.9" };
const SERVER: AlbServer = { serverId: "i-1", serverIp: "10.10.0.20" };

/** A new ALB in two zones with one listener and one server by default. */
function alb(
    args: Partial<AlbServiceResourceArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): AlbServiceResource {
    return new AlbServiceResource(
        "app",
        {
            vpcId: "vpc-1",
            zones: [ZONE_A, ZONE_B],
            listeners: [{ port: 80 }],
            serverGroup: { servers: [SERVER] },
            ...args,
        },
        opts,
    );
}

/** An existing ALB that is to be offered in one zone, with one more listener by default. */
function existing(args: Partial<AlbServiceResourceArgs> = {}): AlbServiceResource {
    return new AlbServiceResource("app", {
        loadBalancerId: "alb-1",
        zones: [{ zoneId: `${REGION}a` }],
        listeners: [{ port: 80 }],
        serverGroup: { servers: [SERVER] },
        ...args,
    });
}

describe("AlbServiceResource", () => {
    it("creates the ALB, one server group and its listeners, as its children", async () => {
        const { registrations, urns } = await run(() =>
            alb({ listeners: [{ port: 80 }, { port: 8080 }] }),
        );

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            LOAD_BALANCER,
            GROUP,
            LISTENER,
            "Listener app-8080",
        ]);
        assert.deepEqual(
            registrations.map(({ parent }) => parent),
            ["", ...Array<unknown>(4).fill(urns.get(COMPONENT))],
        );
    });

    it("creates an ALB that fits PrivateLink and can be destroyed, by default", async () => {
        const { registration } = await run(() => alb());

        assert.deepEqual(registration(LOAD_BALANCER).inputs, {
            loadBalancerName: "app",
            loadBalancerEdition: "Basic",
            addressType: "Intranet",
            addressAllocatedMode: "Fixed",
            loadBalancerBillingConfig: { payType: "PayAsYouGo" },
            vpcId: "vpc-1",
            zoneMappings: [
                { zoneId: `${REGION}a`, vswitchId: "vsw-a", intranetAddress: "10.10.0.9" },
                { zoneId: `${REGION}b`, vswitchId: "vsw-b", intranetAddress: "10.10.1.9" },
            ],
            deletionProtectionConfig: { enabled: false },
        });
    });

    it("passes on every setting of the ALB", async () => {
        const { registration } = await run(() =>
            alb({
                loadBalancerName: "orders",
                edition: AlbEdition.Standard,
                addressType: AlbAddressType.Internet,
                addressAllocatedMode: AlbAddressAllocatedMode.Dynamic,
                deletionProtection: true,
                resourceGroupId: "rg-1",
                tags: { team: "orders" },
            }),
        );

        const { zoneMappings, ...inputs } = registration(LOAD_BALANCER).inputs;
        assert.equal((zoneMappings as unknown[]).length, 2);
        assert.deepEqual(inputs, {
            loadBalancerName: "orders",
            loadBalancerEdition: "Standard",
            addressType: "Internet",
            addressAllocatedMode: "Dynamic",
            loadBalancerBillingConfig: { payType: "PayAsYouGo" },
            vpcId: "vpc-1",
            deletionProtectionConfig: { enabled: true },
            resourceGroupId: "rg-1",
            tags: { team: "orders" },
        });
    });

    it("looks up each vSwitch and passes on the one in the configured zone", async () => {
        const { invokes, registration } = await run(() =>
            alb({ zones: [ZONE_A, { ...ZONE_B, vswitchId: pulumi.output("vsw-b2") }] }),
        );

        assert.deepEqual(
            invokes.map(({ token, inputs }) => [token.split(":").pop(), inputs]),
            [
                ["getSwitches", { ids: ["vsw-a"] }],
                ["getZones", {}],
                ["getInstances", { vswitchId: "vsw-a" }],
                ["getSwitches", { ids: ["vsw-b2"] }],
                ["getInstances", { vswitchId: "vsw-b2" }],
            ],
        );
        const { zoneMappings } = registration(LOAD_BALANCER).inputs;
        assert.equal((zoneMappings as { vswitchId: string }[])[1].vswitchId, "vsw-b2");
    });

    it("sets what the provider would otherwise show as a change of the servers in each run", async () => {
        const { registration } = await run(() => alb());

        assert.deepEqual(registration(GROUP).inputs, {
            serverGroupName: "app",
            serverGroupType: "Instance",
            vpcId: "vpc-1",
            protocol: "HTTP",
            scheduler: "Wrr",
            servers: [
                {
                    serverType: "Ecs",
                    serverId: "i-1",
                    serverIp: "10.10.0.20",
                    port: 80,
                    weight: 100,
                },
            ],
            healthCheckConfig: USUAL_CHECK,
            stickySessionConfig: { stickySessionEnabled: false },
        });
    });

    it("passes on every setting of the servers", async () => {
        const { registration } = await run(() =>
            alb({
                resourceGroupId: "rg-1",
                tags: { team: "orders" },
                serverGroup: {
                    serverGroupName: "rs1",
                    protocol: "HTTP",
                    scheduler: AlbScheduler.SourceAddressHash,
                    servers: [
                        { serverId: "i-1", serverIp: "10.10.0.20", port: 8080, weight: 0 },
                        { serverId: "i-1", serverIp: "10.10.0.20", port: 8081 },
                    ],
                    healthCheck: {
                        enabled: true,
                        protocol: AlbHealthCheckProtocol.Https,
                        method: AlbHealthCheckMethod.Get,
                        path: "/healthy",
                        host: "orders.example",
                        codes: ["http_2xx", "http_3xx"],
                        port: 8082,
                        intervalSeconds: 5,
                        timeoutSeconds: 10,
                        healthyThreshold: 2,
                        unhealthyThreshold: 4,
                    },
                },
            }),
        );

        assert.deepEqual(registration(GROUP).inputs, {
            serverGroupName: "rs1",
            serverGroupType: "Instance",
            vpcId: "vpc-1",
            protocol: "HTTP",
            scheduler: "Sch",
            servers: [
                {
                    serverType: "Ecs",
                    serverId: "i-1",
                    serverIp: "10.10.0.20",
                    port: 8080,
                    weight: 0,
                },
                {
                    serverType: "Ecs",
                    serverId: "i-1",
                    serverIp: "10.10.0.20",
                    port: 8081,
                    weight: 100,
                },
            ],
            healthCheckConfig: {
                healthCheckEnabled: true,
                healthCheckProtocol: "HTTPS",
                healthCheckMethod: "GET",
                healthCheckPath: "/healthy",
                healthCheckHost: "orders.example",
                healthCheckCodes: ["http_2xx", "http_3xx"],
                healthCheckConnectPort: 8082,
                healthCheckInterval: 5,
                healthCheckTimeout: 10,
                healthyThreshold: 2,
                unhealthyThreshold: 4,
            },
            stickySessionConfig: { stickySessionEnabled: false },
            resourceGroupId: "rg-1",
            tags: { team: "orders" },
        });
    });

    for (const [what, stickySession, expected] of [
        [
            "a cookie of its own, for 1000 seconds by default",
            {},
            { stickySessionType: "Insert", cookieTimeout: 1000 },
        ],
        [
            "a cookie of its own for as long as it is set",
            { cookieTimeoutSeconds: 60 },
            { stickySessionType: "Insert", cookieTimeout: 60 },
        ],
        [
            "the application's cookie",
            { cookie: "session" },
            { stickySessionType: "Server", cookie: "session" },
        ],
    ] as const) {
        it(`keeps a client with one server by ${what}`, async () => {
            const { registration } = await run(() =>
                alb({ serverGroup: { servers: [SERVER], stickySession } }),
            );

            assert.deepEqual(registration(GROUP).inputs.stickySessionConfig, {
                stickySessionEnabled: true,
                ...expected,
            });
        });
    }

    it("disables the health check", async () => {
        const { registration } = await run(() =>
            alb({ serverGroup: { servers: [SERVER], healthCheck: { enabled: false } } }),
        );

        assert.deepEqual(registration(GROUP).inputs.healthCheckConfig, {
            ...USUAL_CHECK,
            healthCheckEnabled: false,
        });
    });

    it("sets no HTTP properties in a health check with TCP connections", async () => {
        const protocol = AlbHealthCheckProtocol.Tcp;
        for (const each of [protocol, pulumi.output(protocol)]) {
            const { registration } = await run(() =>
                alb({ serverGroup: { servers: [SERVER], healthCheck: { protocol: each } } }),
            );

            assert.deepEqual(registration(GROUP).inputs.healthCheckConfig, {
                healthCheckEnabled: true,
                healthCheckProtocol: "TCP",
                healthCheckConnectPort: 0,
                healthCheckInterval: 2,
                healthCheckTimeout: 5,
                healthyThreshold: 3,
                unhealthyThreshold: 3,
            });
        }
    });

    it("creates the same health check regardless of the order of its codes", async () => {
        for (const codes of [
            ["http_4xx", "http_2xx"],
            ["http_2xx", "http_4xx"],
        ]) {
            const { registration } = await run(() =>
                alb({ serverGroup: { servers: [SERVER], healthCheck: { codes } } }),
            );

            assert.deepEqual(registration(GROUP).inputs.healthCheckConfig, {
                ...USUAL_CHECK,
                healthCheckCodes: ["http_2xx", "http_4xx"],
            });
        }
    });

    it("identifies servers without an id by their address", async () => {
        const { registration } = await run(() =>
            alb({ serverGroup: { servers: [{ serverIp: pulumi.output("10.10.0.20") }] } }),
        );

        const { serverGroupType, servers } = registration(GROUP).inputs;
        assert.equal(serverGroupType, "Ip");
        assert.deepEqual(servers, [
            {
                serverType: "Ip",
                serverId: "10.10.0.20",
                serverIp: "10.10.0.20",
                port: 80,
                weight: 100,
            },
        ]);
    });

    it("creates HTTP listeners that forward to the group, by default", async () => {
        const { registration } = await run(() => alb());

        assert.deepEqual(registration(LISTENER).inputs, {
            loadBalancerId: "LoadBalancer/app",
            listenerPort: 80,
            listenerProtocol: "HTTP",
            listenerDescription: "http_80",
            idleTimeout: 15,
            requestTimeout: 60,
            defaultActions: [
                {
                    type: "ForwardGroup",
                    forwardGroupConfig: {
                        serverGroupTuples: [{ serverGroupId: "ServerGroup/app" }],
                    },
                },
            ],
        });
    });

    it("passes on every setting of a listener", async () => {
        const { registration } = await run(() =>
            alb({
                listeners: [
                    {
                        port: 443,
                        protocol: AlbListenerProtocol.Https,
                        certificateId: "cert-1",
                        securityPolicyId: "tls_cipher_policy_1_2",
                        description: "orders",
                        idleTimeoutSeconds: 60,
                        requestTimeoutSeconds: 180,
                    },
                ],
            }),
        );

        const { defaultActions, ...inputs } = registration("Listener app-443").inputs;
        assert.equal((defaultActions as unknown[]).length, 1);
        assert.deepEqual(inputs, {
            loadBalancerId: "LoadBalancer/app",
            listenerPort: 443,
            listenerProtocol: "HTTPS",
            certificates: { certificateId: "cert-1" },
            securityPolicyId: "tls_cipher_policy_1_2",
            listenerDescription: "orders",
            idleTimeout: 60,
            requestTimeout: 180,
        });
    });

    it("replaces a listener whose protocol changes, and deletes it first, because its port can only have one", async () => {
        const listeners: Record<string, AlbListener> = {
            HTTP: { port: 443 },
            HTTPS: { port: 443, protocol: AlbListenerProtocol.Https, certificateId: "cert-1" },
        };
        for (const [protocol, listener] of Object.entries(listeners)) {
            const { registration } = await run(() => alb({ listeners: [listener] }));

            const { inputs, deleteBeforeReplace } = registration("Listener app-443");
            assert.deepEqual([inputs.listenerProtocol, deleteBeforeReplace], [protocol, true]);
            assert.equal(registration(LOAD_BALANCER).deleteBeforeReplace, false);
            assert.equal(registration(GROUP).deleteBeforeReplace, false);
        }
    });

    it("creates the same resources regardless of the order of the listeners", async () => {
        const listeners: AlbListener[] = [{ port: 80 }, { port: 8080, description: "orders" }];
        const one = await run(() => alb({ listeners }));
        const other = await run(() => alb({ listeners: [...listeners].reverse() }));

        assert.deepEqual(inputsByLine(one.registrations), inputsByLine(other.registrations));
    });

    it("adds one listener, and changes nothing else, when a port is added in front", async () => {
        const before = await run(() => alb());
        const after = await run(() => alb({ listeners: [{ port: 8080 }, { port: 80 }] }));
        const { "Listener app-8080": added, ...rest } = inputsByLine(after.registrations);

        assert.equal(added?.listenerPort, 8080);
        assert.deepEqual(rest, inputsByLine(before.registrations));
    });

    it("changes the ALB alone when a zone is added", async () => {
        const before = await run(() => alb());
        const after = await run(() => alb({ zones: [ZONE_A, ZONE_B, ZONE_C] }));
        const { [LOAD_BALANCER]: changed, ...rest } = inputsByLine(after.registrations);
        const { [LOAD_BALANCER]: unchanged, ...same } = inputsByLine(before.registrations);

        assert.deepEqual(rest, same);
        assert.deepEqual((changed?.zoneMappings as unknown[]).slice(0, 2), unchanged?.zoneMappings);
    });

    it("outputs the zones and the ports of the listeners, for the offer", async () => {
        const { result } = await run(() =>
            alb({
                listeners: [
                    { port: 80 },
                    { port: 443, protocol: AlbListenerProtocol.Https, certificateId: "cert-1" },
                ],
            }),
        );

        assert.deepEqual(result.zoneIds, [`${REGION}a`, `${REGION}b`]);
        assert.deepEqual(await read(result.ports), [
            { port: 80, protocol: "tcp" },
            { port: 443, protocol: "tcp" },
        ]);
    });

    it("makes resources that use the ALB's id wait for the listeners", async () => {
        const { registration, urns } = await run(() => {
            const { loadBalancerId } = alb({ listeners: [{ port: 80 }, { port: 8080 }] });
            new Consumer("by-id", { loadBalancerId });
        });

        const { dependencies } = registration("Consumer by-id");
        for (const listener of [LISTENER, "Listener app-8080"]) {
            assert.ok(dependencies.includes(String(urns.get(listener))), listener);
        }
    });

    it("registers its fields as its outputs", async () => {
        const { result, urns, registeredOutputs } = await run(() => alb());
        const outputs = registeredOutputs(String(urns.get(COMPONENT))) ?? {};

        assert.deepEqual(Object.keys(outputs).sort(), [...FIELDS].sort());
        for (const field of FIELDS) {
            assert.deepEqual(outputs[field], await read(pulumi.output<unknown>(result[field])));
        }
    });

    it("uses an existing ALB: reads it, and adds servers of its VPC and listeners", async () => {
        const { registrations, registration, result, invokes } = await run(() => existing());

        assert.deepEqual(
            invokes.map(({ token, inputs }) => [token.split(":").pop(), inputs.ids]),
            [["getLoadBalancers", ["alb-1"]]],
        );
        assert.deepEqual(lines(registrations), [COMPONENT, LOAD_BALANCER, GROUP, LISTENER]);
        assert.equal(registration(LOAD_BALANCER).readId, "alb-1");
        assert.deepEqual(registration(LOAD_BALANCER).inputs, {});
        assert.equal(registration(GROUP).inputs.vpcId, "vpc-of-alb");
        assert.equal(registration(LISTENER).inputs.loadBalancerId, "alb-1");
        assert.equal(await read(result.loadBalancerId), "alb-1");
        assert.deepEqual(result.zoneIds, [`${REGION}a`]);
    });

    it("adds nothing to an existing ALB if nothing is configured", async () => {
        const { registrations, result } = await run(() =>
            existing({ listeners: undefined, serverGroup: undefined }),
        );

        assert.deepEqual(lines(registrations), [COMPONENT, LOAD_BALANCER]);
        assert.deepEqual(await read(result.ports), []);
    });

    const facingInternet = (type: string) =>
        type.endsWith(":LoadBalancer") ? { addressType: "Internet" } : undefined;

    it("uses an existing ALB that faces the internet if addressType says so", async () => {
        const { result } = await run(() => existing({ addressType: AlbAddressType.Internet }), {
            state: facingInternet,
        });

        assert.equal(await read(result.loadBalancerId), "alb-1");
    });

    for (const preview of [true, false]) {
        const when = preview ? "at preview" : "before it adds anything to it";

        it(`refuses an existing ALB that faces the internet, ${when}`, async () => {
            for (const addressType of [undefined, AlbAddressType.Intranet]) {
                const { error, registrations } = await refusedLater(
                    () => existing({ addressType }),
                    { preview, state: facingInternet },
                );

                assert.match(
                    error.message,
                    /addressType: load balancer alb-1 has the address type "Internet", but addressType is "Intranet"/,
                );
                assert.ok(!lines(registrations).includes(LISTENER));
            }
        });

        it(`refuses an existing ALB that is not in a configured zone, ${when}`, async () => {
            const { error, registrations } = await refusedLater(
                () => existing({ zones: [{ zoneId: `${REGION}a` }, { zoneId: `${REGION}c` }] }),
                { preview },
            );

            assert.match(
                error.message,
                /zones\[1\]\.zoneId: found "eu-central-1c"\. Load balancer alb-1 is in eu-central-1a, eu-central-1b only/,
            );
            assert.ok(!lines(registrations).includes(LISTENER));
        });

        it(`refuses a vSwitch in another zone than configured, ${when}`, async () => {
            const { error, registrations } = await refusedLater(
                () => alb({ zones: [ZONE_A, { ...ZONE_B, vswitchId: pulumi.output("vsw-c") }] }),
                { preview },
            );

            assert.match(
                error.message,
                /AlbServiceResource "app":\n.*zones\[1\]\.vswitchId: found "vsw-c", which is in eu-central-1c\. Must be a vSwitch in eu-central-1b/,
            );
            assert.deepEqual(lines(registrations), []);
        });
    }

    it("shows every resource at the first preview, when no id is known", async () => {
        const { registrations, registration, result, invokes } = await run(
            () =>
                alb({
                    vpcId: unknown(),
                    zones: [ZONE_A, ZONE_B].map((zone) => ({ ...zone, vswitchId: unknown() })),
                    serverGroup: { servers: [{ serverId: unknown(), serverIp: unknown() }] },
                }),
            { preview: true },
        );

        assert.deepEqual(lines(registrations).sort(), [COMPONENT, LISTENER, LOAD_BALANCER, GROUP]);
        assert.deepEqual(registration(LOAD_BALANCER).inputs.zoneMappings, [
            { zoneId: `${REGION}a`, vswitchId: UNKNOWN, intranetAddress: "10.10.0.9" },
            { zoneId: `${REGION}b`, vswitchId: UNKNOWN, intranetAddress: "10.10.1.9" },
        ]);
        assert.deepEqual(registration(GROUP).inputs.servers, [
            { serverType: "Ecs", serverId: UNKNOWN, serverIp: UNKNOWN, port: 80, weight: 100 },
        ]);
        assert.equal(registration(LISTENER).inputs.loadBalancerId, UNKNOWN);
        assert.deepEqual(
            invokes.map(({ token }) => token),
            ["alicloud:alb/getZones:getZones"],
        );
        assert.equal(await isKnown(result.loadBalancerId), false);
        assert.equal(await isKnown(result.dnsName), false);
        assert.deepEqual(result.zoneIds, [`${REGION}a`, `${REGION}b`]);
        assert.deepEqual(await read(result.ports), [{ port: 80, protocol: "tcp" }]);
    });

    it("keeps the ALB's id known at the preview that adds a listener", async () => {
        const { result, registration } = await run(
            () => alb({ listeners: [{ port: 80 }, { port: 8080 }] }),
            { preview: true, deployed: (_, name) => !name.endsWith("8080") },
        );

        assert.equal(await read(result.loadBalancerId), "LoadBalancer/app");
        assert.equal(registration("Listener app-8080").inputs.loadBalancerId, "LoadBalancer/app");
    });

    it("passes its provider and protect on to all its resources, and looks up with that provider", async () => {
        const { registrations, invokes } = await run(() =>
            alb({}, { provider: new Provider("owner", { region: REGION }), protect: true }),
        );
        const children = registrations.filter(({ type }) => type.startsWith("alicloud:"));

        assert.equal(children.length, 3);
        for (const each of children) {
            assert.match(each.provider, /::owner::/, line(each));
            assert.ok(each.protect, line(each));
        }
        // The vSwitches together, the instances in each of them, and the zones.
        assert.deepEqual(invokes.map(({ token }) => token.split(":").pop()).sort(), [
            "getInstances",
            "getInstances",
            "getSwitches",
            "getZones",
        ]);
        for (const { provider } of invokes) {
            assert.match(provider, /::owner::/);
        }
    });

    const LATER: [string, Partial<AlbServiceResourceArgs>, RegExp][] = [
        [
            "an address",
            { zones: [{ ...ZONE_A, address: pulumi.output("10.10.0") }, ZONE_B] },
            /zones\[0\]\.address: found "10\.10\.0"\. Must be an IPv4 address/,
        ],
        [
            "a weight",
            { serverGroup: { servers: [{ ...SERVER, weight: pulumi.output(101) }] } },
            /serverGroup\.servers\[0\]\.weight: found 101\. .*0 to 100/,
        ],
        [
            "a certificate",
            { listeners: [{ port: 443, protocol: "HTTPS", certificateId: pulumi.output("") }] },
            /listeners\[0\]\.certificateId: found ""/,
        ],
    ];
    for (const [what, args, expected] of LATER) {
        it(`refuses ${what} that turns out to be invalid, before it is used`, async () => {
            const { error, registrations } = await refusedLater(() => alb(args));

            assert.match(error.message, expected);
            assert.deepEqual(registrations, []);
        });
    }

    itRefuses<AlbServiceResourceArgs>(alb, [
        ["a new ALB without VPC", { vpcId: undefined }, /^vpcId: is missing/],
        ["an empty VPC id", { vpcId: "" }, /^vpcId: found ""/],
        ["no zones", { zones: undefined }, /^zones: found \[\]\. An ALB needs 2 to 10 zones/],
        [
            "one zone only",
            { zones: [ZONE_A] },
            /^zones: found \["eu-central-1a"\]\. An ALB needs 2 to 10 zones/,
        ],
        [
            "eleven zones",
            {
                zones: Array.from({ length: 11 }, (_, index) => ({
                    ...ZONE_A,
                    zoneId: `zone-${index}`,
                    address: `10.10.2.${index + 1}`,
                })),
            },
            /^zones: found .*An ALB needs 2 to 10 zones/,
        ],
        [
            "the same zone twice",
            { zones: [ZONE_A, ZONE_B, { ...ZONE_A, address: "10.10.0.10" }] },
            /^zones: "eu-central-1a" is listed more than once/,
        ],
        [
            "an empty zone",
            { zones: [ZONE_A, { ...ZONE_B, zoneId: "" }] },
            /^zones\[1\]\.zoneId: found ""/,
        ],
        [
            "a zone without vSwitch",
            { zones: [ZONE_A, { ...ZONE_B, vswitchId: undefined }] },
            /^zones\[1\]\.vswitchId: is missing/,
        ],
        [
            "a new ALB without address in a zone",
            { zones: [ZONE_A, { ...ZONE_B, address: undefined }] },
            /^zones\[1\]\.address: is missing/,
        ],
        [
            "an address of three parts",
            { zones: [{ ...ZONE_A, address: "10.0.0" }, ZONE_B] },
            /^zones\[0\]\.address: found "10\.0\.0"\. .*IPv4/,
        ],
        [
            "a name that begins with a digit",
            { loadBalancerName: "1st" },
            /^loadBalancerName: found "1st"\. .*2 to 128/,
        ],
        [
            "an unknown edition",
            { edition: "Premium" },
            /^edition: found "Premium"\. .*"Basic", "Standard", "StandardWithWaf"/,
        ],
        [
            "an unknown type of address",
            { addressType: "intranet" },
            /^addressType: found "intranet"\. .*"Intranet", "Internet"/,
        ],
        [
            "an unknown way to get addresses",
            { addressAllocatedMode: "Static" },
            /^addressAllocatedMode: found "Static"\. .*"Fixed", "Dynamic"/,
        ],
        ["an empty resource group", { resourceGroupId: "" }, /^resourceGroupId: found ""/],
        ["a reserved tag", { tags: { "acs:x": "y" } }, /^tags: found \{"acs:x":"y"\}/],
        [
            "a new ALB without listeners",
            { listeners: [] },
            /^listeners: found \[\]\. .*at least one/,
        ],
        [
            "a new ALB whose listeners are forgotten",
            { listeners: undefined },
            /^listeners: found \[\]\. .*at least one/,
        ],
        [
            "listeners without servers to forward to",
            { serverGroup: undefined },
            /^serverGroup: is missing\. Listeners need servers/,
        ],
        [
            "two listeners on one port",
            {
                listeners: [{ port: 80 }, { port: 80, protocol: "HTTPS", certificateId: "cert-1" }],
            },
            /^listeners: port 80 is listed more than once/,
        ],
    ]);

    const listener = (properties: Partial<Record<keyof AlbListener, unknown>>) => ({
        listeners: [{ port: 80, ...properties } as unknown as AlbListener],
    });
    const BAD_LISTENERS: BadInput<AlbServiceResourceArgs>[] = [
        ["port 0", listener({ port: 0 }), /^listeners\[0\]\.port: found 0\. .*1 to 65535/],
        ["port 65536", listener({ port: 65536 }), /^listeners\[0\]\.port: found 65536\./],
        [
            "an unknown protocol",
            listener({ protocol: "TCP" }),
            /^listeners\[0\]\.protocol: found "TCP"\. .*"HTTP", "HTTPS"/,
        ],
        [
            "HTTPS without certificate",
            listener({ protocol: "HTTPS" }),
            /^listeners\[0\]\.certificateId: is missing/,
        ],
        [
            "a certificate for HTTP",
            listener({ certificateId: "cert-1" }),
            /^listeners\[0\]\.certificateId: is set for the protocol "HTTP"/,
        ],
        [
            "a security policy for HTTP",
            listener({ securityPolicyId: "tls_cipher_policy_1_2" }),
            /^listeners\[0\]\.securityPolicyId: is set for the protocol "HTTP"/,
        ],
        [
            "a description with blanks",
            listener({ description: "the orders" }),
            /^listeners\[0\]\.description: found "the orders"\. .*2 to 256/,
        ],
        [
            "an idle connection of more than a minute",
            listener({ idleTimeoutSeconds: 61 }),
            /^listeners\[0\]\.idleTimeoutSeconds: found 61\. .*1 to 60/,
        ],
        [
            "an answer that takes more than three minutes",
            listener({ requestTimeoutSeconds: 181 }),
            /^listeners\[0\]\.requestTimeoutSeconds: found 181\. .*1 to 180/,
        ],
    ];
    itRefuses<AlbServiceResourceArgs>(alb, BAD_LISTENERS);

    const group = (properties: Partial<Record<keyof AlbServerGroup, unknown>>) => ({
        serverGroup: { servers: [SERVER], ...properties } as unknown as AlbServerGroup,
    });
    const server = (properties: Partial<Record<keyof AlbServer, unknown>>) =>
        group({ servers: [{ ...SERVER, ...properties }] });
    const check = (healthCheck: Partial<Record<keyof AlbHealthCheck, unknown>>) =>
        group({ healthCheck });
    itRefuses<AlbServiceResourceArgs>(alb, [
        [
            "no servers",
            group({ servers: [] }),
            /^serverGroup\.servers: found \[\]\. .*at least one/,
        ],
        [
            "servers of which one has an id and one has not",
            group({ servers: [SERVER, { serverIp: "10.10.0.21" }] }),
            /^serverGroup\.servers: some servers have a serverId and others do not/,
        ],
        [
            "a server twice",
            group({ servers: [SERVER, { ...SERVER, port: 80 }] }),
            /^serverGroup\.servers: "10\.10\.0\.20:80" is listed more than once/,
        ],
        [
            "an empty server id",
            server({ serverId: "" }),
            /^serverGroup\.servers\[0\]\.serverId: found ""/,
        ],
        [
            "a server without address",
            server({ serverIp: undefined }),
            /^serverGroup\.servers\[0\]\.serverIp: is missing/,
        ],
        [
            "a server with a name for an address",
            server({ serverIp: "orders.example" }),
            /^serverGroup\.servers\[0\]\.serverIp: found "orders\.example"\. .*IPv4/,
        ],
        [
            "a server's port 0",
            server({ port: 0 }),
            /^serverGroup\.servers\[0\]\.port: found 0\. .*1 to 65535/,
        ],
        [
            "a weight above the most",
            server({ weight: 101 }),
            /^serverGroup\.servers\[0\]\.weight: found 101\. .*0 to 100/,
        ],
        [
            "a negative weight",
            server({ weight: -1 }),
            /^serverGroup\.servers\[0\]\.weight: found -1\./,
        ],
        [
            "a group's name of one character",
            group({ serverGroupName: "x" }),
            /^serverGroup\.serverGroupName: found "x"\. .*2 to 128/,
        ],
        [
            "servers of an unknown protocol",
            group({ protocol: "gRPC" }),
            /^serverGroup\.protocol: found "gRPC"\. .*"HTTP", "HTTPS"/,
        ],
        [
            "servers that speak HTTPS behind a basic ALB's HTTP listener",
            group({ protocol: "HTTPS" }),
            /^serverGroup\.protocol: found "HTTPS"\. .*edition "Basic"/,
            /^listeners\[0\]\.protocol: found "HTTP"\. HTTPS servers need an HTTPS listener/,
        ],
        [
            "an unknown scheduler",
            group({ scheduler: "wrr" }),
            /^serverGroup\.scheduler: found "wrr"\. .*"Wrr", "Wlc", "Sch"/,
        ],
        [
            "an empty cookie",
            group({ stickySession: { cookie: "" } }),
            /^serverGroup\.stickySession\.cookie: found ""/,
        ],
        [
            "a time for the application's cookie",
            group({ stickySession: { cookie: "session", cookieTimeoutSeconds: 60 } }),
            /^serverGroup\.stickySession\.cookieTimeoutSeconds: is set together with cookie/,
        ],
        [
            "a cookie for more than a day",
            group({ stickySession: { cookieTimeoutSeconds: 86401 } }),
            /^serverGroup\.stickySession\.cookieTimeoutSeconds: found 86401\. .*1 to 86400/,
        ],
        [
            "an unknown health check",
            check({ protocol: "ping" }),
            /^serverGroup\.healthCheck\.protocol: found "ping"\. .*"HTTP", "HTTPS", "TCP"/,
        ],
        [
            "an unknown method",
            check({ method: "POST" }),
            /^serverGroup\.healthCheck\.method: found "POST"\. .*"HEAD", "GET"/,
        ],
        [
            "a check path without slash",
            check({ path: "healthy" }),
            /^serverGroup\.healthCheck\.path: found "healthy"\. .*slash/,
        ],
        [
            "answers that no server gives",
            check({ codes: ["http_2xx", "http_6xx"] }),
            /^serverGroup\.healthCheck\.codes: found \["http_2xx","http_6xx"\]\. .*"http_5xx"/,
        ],
        ["a bad check port", check({ port: 0 }), /^serverGroup\.healthCheck\.port: found 0\./],
        [
            "a check every 51 seconds",
            check({ intervalSeconds: 51 }),
            /^serverGroup\.healthCheck\.intervalSeconds: found 51\. .*1 to 50/,
        ],
        [
            "a check without time",
            check({ timeoutSeconds: 0 }),
            /^serverGroup\.healthCheck\.timeoutSeconds: found 0\. .*1 to 300/,
        ],
        [
            "one good answer as healthy",
            check({ healthyThreshold: 1 }),
            /^serverGroup\.healthCheck\.healthyThreshold: found 1\. .*2 to 10/,
        ],
        [
            "eleven bad answers as unhealthy",
            check({ unhealthyThreshold: 11 }),
            /^serverGroup\.healthCheck\.unhealthyThreshold: found 11\. .*2 to 10/,
        ],
    ]);

    const ONLY_NEW: Partial<Record<keyof AlbServiceResourceArgs, unknown>> = {
        vpcId: "vpc-1",
        loadBalancerName: "orders",
        edition: AlbEdition.Basic,
        addressAllocatedMode: AlbAddressAllocatedMode.Fixed,
        deletionProtection: false,
    };
    itRefuses<AlbServiceResourceArgs>(existing, [
        ...Object.entries(ONLY_NEW).map(([property, value]): BadInput<AlbServiceResourceArgs> => [
            `${property} for an existing ALB`,
            { [property]: value },
            new RegExp(`^${property}: is set together with loadBalancerId`),
        ]),
        [
            "vSwitch and address for a zone of an existing ALB",
            { zones: [ZONE_A] },
            /^zones\[0\]\.vswitchId: is set together with loadBalancerId/,
            /^zones\[0\]\.address: is set together with loadBalancerId/,
        ],
        [
            "an existing ALB that is to be offered nowhere",
            { zones: [] },
            /^zones: found \[\]\. Must list 1 to 10 zones/,
        ],
        ["an empty id of an existing ALB", { loadBalancerId: "" }, /^loadBalancerId: found ""/],
    ]);

    it("reports everything that is wrong at once", async () => {
        const refusal = await refused(() =>
            alb({
                vpcId: "",
                zones: [ZONE_A],
                listeners: [{ port: 0 }],
                serverGroup: { servers: [{ serverIp: "10.0" }] },
            }),
        );

        assert.deepEqual(
            findings(refusal)
                .map((finding) => finding.split(": ")[0])
                .sort(),
            ["listeners[0].port", "serverGroup.servers[0].serverIp", "vpcId", "zones"],
        );
    });
});
