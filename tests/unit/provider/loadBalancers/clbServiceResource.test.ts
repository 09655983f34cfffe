import * as assert from "node:assert/strict";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import {
    type ClbBackendServer,
    type ClbHealthCheck,
    ClbHealthCheckType,
    ClbInstanceChargeType,
    type ClbListener,
    ClbListenerProtocol,
    ClbScheduler,
    ClbServiceResource,
    type ClbServiceResourceArgs,
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

const COMPONENT = "ClbServiceResource app";
const LOAD_BALANCER = "ApplicationLoadBalancer app";
const BACKENDS = "BackendServer app";
const FIELDS = [
    "loadBalancerId",
    "zoneId",
    "zoneIds",
    "serviceResourceType",
    "usesExisting",
    "address",
    "ports",
] as const;

/** A new CLB with one listener by default. */
function clb(
    args: Partial<ClbServiceResourceArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): ClbServiceResource {
    return new ClbServiceResource(
        "app",
        { vswitchId: "vsw-1", listeners: [{ port: 80 }], ...args },
        opts,
    );
}

/** An existing CLB with one more listener by default. */
function existing(args: Partial<ClbServiceResourceArgs> = {}): ClbServiceResource {
    return new ClbServiceResource("app", {
        loadBalancerId: "lb-1",
        listeners: [{ port: 80 }],
        backendServers: [{ serverId: "i-1" }],
        ...args,
    });
}

describe("ClbServiceResource", () => {
    it("creates the CLB, its listeners and one resource for all backend servers, as its children", async () => {
        const { registrations, urns } = await run(() =>
            clb({
                listeners: [{ port: 80 }, { port: 53, protocol: ClbListenerProtocol.Udp }],
                backendServers: [{ serverId: "i-1" }, { serverId: "i-2" }],
            }),
        );

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            LOAD_BALANCER,
            BACKENDS,
            "Listener app-80",
            "Listener app-53-udp",
        ]);
        assert.deepEqual(
            registrations.map(({ parent }) => parent),
            ["", ...Array<unknown>(4).fill(urns.get(COMPONENT))],
        );
    });

    it("creates a CLB that fits PrivateLink and can be destroyed, by default", async () => {
        const { registration } = await run(() => clb());

        assert.deepEqual(registration(LOAD_BALANCER).inputs, {
            loadBalancerName: "app",
            addressType: "intranet",
            addressIpVersion: "ipv4",
            vswitchId: "vsw-1",
            paymentType: "PayAsYouGo",
            instanceChargeType: "PayBySpec",
            loadBalancerSpec: "slb.s1.small",
            deleteProtection: "off",
            tags: {},
        });
    });

    it("passes on every setting of the CLB", async () => {
        const { registration } = await run(() =>
            clb({
                zoneId: `${REGION}a`,
                secondaryZoneId: `${REGION}b`,
                loadBalancerName: "orders",
                address: "10.10.0.9",
                loadBalancerSpec: "slb.s2.medium",
                deletionProtection: true,
                resourceGroupId: "rg-1",
                tags: { team: "orders" },
            }),
        );

        assert.deepEqual(registration(LOAD_BALANCER).inputs, {
            loadBalancerName: "orders",
            addressType: "intranet",
            addressIpVersion: "ipv4",
            address: "10.10.0.9",
            vswitchId: "vsw-1",
            masterZoneId: `${REGION}a`,
            slaveZoneId: `${REGION}b`,
            paymentType: "PayAsYouGo",
            instanceChargeType: "PayBySpec",
            loadBalancerSpec: "slb.s2.medium",
            deleteProtection: "on",
            resourceGroupId: "rg-1",
            tags: { team: "orders" },
        });
    });

    it("leaves the specification out if the CLB is billed by usage", async () => {
        const { registration } = await run(() =>
            clb({ instanceChargeType: ClbInstanceChargeType.PayByClcu }),
        );

        const { inputs } = registration(LOAD_BALANCER);
        assert.equal(inputs.instanceChargeType, "PayByCLCU");
        assert.ok(!("loadBalancerSpec" in inputs));
    });

    it("gives a listener a health check, no limit and its own port at the backend, by default", async () => {
        const { registration } = await run(() => clb());

        assert.deepEqual(registration("Listener app-80").inputs, {
            loadBalancerId: "ApplicationLoadBalancer/app",
            protocol: "tcp",
            frontendPort: 80,
            backendPort: 80,
            description: "tcp_80",
            scheduler: "wrr",
            bandwidth: -1,
            healthCheck: "on",
            healthCheckConnectPort: 80,
        });
    });

    it("sets the default port and codes of a listener's health check, so that removing them works", async () => {
        const defaultsOf = async (listener: Partial<ClbListener>) => {
            const { registrations } = await run(() =>
                clb({
                    listeners: [{ port: 80, backendPort: 8080, ...listener }],
                }),
            );
            const { inputs } = registrations.at(-1) ?? {};
            return [
                inputs?.description,
                inputs?.healthCheckConnectPort,
                inputs?.healthCheckHttpCode,
            ];
        };

        assert.deepEqual(await defaultsOf({}), ["tcp_80", 8080, undefined]);
        assert.deepEqual(await defaultsOf({ protocol: "udp" }), ["udp_80", 8080, undefined]);
        assert.deepEqual(await defaultsOf({ protocol: "http" }), ["http_80", 8080, "http_2xx"]);
        for (const type of [ClbHealthCheckType.Http, pulumi.output(ClbHealthCheckType.Http)]) {
            const checked = await defaultsOf({ healthCheck: { type } });
            assert.deepEqual(checked, ["tcp_80", 8080, "http_2xx"]);
        }
    });

    it("passes on every setting of a listener", async () => {
        const { registration } = await run(() =>
            clb({
                listeners: [
                    {
                        port: 443,
                        protocol: ClbListenerProtocol.Tcp,
                        backendPort: 8443,
                        description: "orders",
                        scheduler: ClbScheduler.SourceAddressHash,
                        bandwidth: 100,
                        persistenceTimeoutSeconds: 60,
                        healthCheck: {
                            enabled: true,
                            type: ClbHealthCheckType.Http,
                            port: 8080,
                            path: "/healthy",
                            domain: "orders.example",
                            httpCodes: "http_2xx,http_3xx",
                            intervalSeconds: 5,
                            timeoutSeconds: 10,
                            healthyThreshold: 2,
                            unhealthyThreshold: 4,
                        },
                    },
                ],
            }),
        );

        assert.deepEqual(registration("Listener app-443").inputs, {
            loadBalancerId: "ApplicationLoadBalancer/app",
            protocol: "tcp",
            frontendPort: 443,
            backendPort: 8443,
            description: "orders",
            scheduler: "sch",
            bandwidth: 100,
            persistenceTimeout: 60,
            healthCheck: "on",
            healthCheckType: "http",
            healthCheckConnectPort: 8080,
            healthCheckUri: "/healthy",
            healthCheckDomain: "orders.example",
            healthCheckHttpCode: "http_2xx,http_3xx",
            healthCheckInterval: 5,
            healthCheckTimeout: 10,
            healthyThreshold: 2,
            unhealthyThreshold: 4,
        });
    });

    it("sets the certificate of an HTTPS listener and disables its health check", async () => {
        const { registration } = await run(() =>
            clb({
                listeners: [
                    {
                        port: 443,
                        protocol: ClbListenerProtocol.Https,
                        serverCertificateId: "cert-1",
                        healthCheck: { enabled: false },
                    },
                ],
            }),
        );

        const { inputs } = registration("Listener app-443");
        assert.equal(inputs.serverCertificateId, "cert-1");
        assert.equal(inputs.healthCheck, "off");
    });

    it("replaces a listener whose protocol changes, and deletes it first, because its port can only have one", async () => {
        for (const protocol of ["tcp", "http", "https"] as const) {
            const serverCertificateId = protocol === "https" ? "cert-1" : undefined;
            const { registrations, registration } = await run(() =>
                clb({
                    listeners: [
                        { port: 443, protocol, serverCertificateId },
                        { port: 443, protocol: "udp" },
                    ],
                }),
            );

            assert.deepEqual(lines(registrations).slice(2).sort(), [
                "Listener app-443",
                "Listener app-443-udp",
            ]);
            assert.equal(registration("Listener app-443").inputs.protocol, protocol);
            assert.equal(registration("Listener app-443").deleteBeforeReplace, true);
            assert.equal(registration("Listener app-443-udp").deleteBeforeReplace, true);
            assert.equal(registration(LOAD_BALANCER).deleteBeforeReplace, false);
        }
    });

    it("puts every backend server into the one resource that a CLB can have", async () => {
        const { registration } = await run(() =>
            clb({
                backendServers: [
                    { serverId: "i-1" },
                    { serverId: pulumi.output("i-2"), weight: 0 },
                ],
            }),
        );

        assert.deepEqual(registration(BACKENDS).inputs, {
            loadBalancerId: "ApplicationLoadBalancer/app",
            backendServers: [
                { serverId: "i-1", weight: 100, type: "ecs" },
                { serverId: "i-2", weight: 0, type: "ecs" },
            ],
            deleteProtectionValidation: false,
        });
    });

    // At destruction the other way round: what publishes the load balancer goes before what serves it.
    it("makes resources that use the load balancer wait for its listeners and servers", async () => {
        const { registration, urns } = await run(() => {
            const { loadBalancerId } = clb({ backendServers: [{ serverId: "i-1" }] });
            new Consumer("publisher", { loadBalancerId });
        });

        const { dependencies } = registration("Consumer publisher");
        for (const awaited of ["Listener app-80", BACKENDS]) {
            assert.ok(dependencies.includes(String(urns.get(awaited))), awaited);
        }
    });

    it("keeps the id of a deployed load balancer known at preview when a server is added", async () => {
        const { registration } = await run(
            () => {
                const { loadBalancerId } = clb({
                    listeners: [{ port: 80 }, { port: 443 }],
                    backendServers: [{ serverId: "i-1" }, { serverId: unknown() }],
                });
                new Consumer("publisher", { loadBalancerId });
            },
            { preview: true, deployed: (type) => type.endsWith("ApplicationLoadBalancer") },
        );

        assert.deepEqual(registration("Consumer publisher").inputs, {
            loadBalancerId: "ApplicationLoadBalancer/app",
        });
    });

    it("leaves the server group alone if no servers are listed", async () => {
        for (const backendServers of [undefined, []]) {
            const { registrations } = await run(() => clb({ backendServers }));
            assert.deepEqual(lines(registrations), [COMPONENT, LOAD_BALANCER, "Listener app-80"]);
        }
    });

    it("creates the same resources regardless of the order of the listeners", async () => {
        const listeners: ClbListener[] = [{ port: 80 }, { port: 443, backendPort: 8443 }];
        const one = await run(() => clb({ listeners }));
        const other = await run(() => clb({ listeners: [...listeners].reverse() }));

        assert.deepEqual(inputsByLine(one.registrations), inputsByLine(other.registrations));
    });

    it("adds one listener, and changes nothing else, when a port is added in front", async () => {
        const before = await run(() => clb({ listeners: [{ port: 80 }] }));
        const after = await run(() => clb({ listeners: [{ port: 443 }, { port: 80 }] }));
        const { "Listener app-443": added, ...rest } = inputsByLine(after.registrations);

        assert.equal(added?.frontendPort, 443);
        assert.deepEqual(rest, inputsByLine(before.registrations));
    });

    it("supports one port with TCP and UDP at once", async () => {
        const { registrations } = await run(() =>
            clb({
                listeners: [{ port: 53 }, { port: 53, protocol: ClbListenerProtocol.Udp }],
            }),
        );

        assert.deepEqual(lines(registrations).slice(2), ["Listener app-53", "Listener app-53-udp"]);
    });

    it("offers each listener's port under its transport protocol", async () => {
        const { result } = await run(() =>
            clb({
                listeners: [
                    { port: 80, protocol: ClbListenerProtocol.Http },
                    { port: 53, protocol: ClbListenerProtocol.Udp },
                    { port: 5432 },
                ],
            }),
        );

        assert.deepEqual(await read(result.ports), [
            { port: 80, protocol: "tcp" },
            { port: 53, protocol: "udp" },
            { port: 5432, protocol: "tcp" },
        ]);
    });

    it("registers its fields as its outputs", async () => {
        const { result, urns, registeredOutputs } = await run(() => clb());
        const outputs = registeredOutputs(String(urns.get(COMPONENT))) ?? {};

        assert.deepEqual(Object.keys(outputs).sort(), [...FIELDS].sort());
        for (const field of FIELDS) {
            assert.deepEqual(outputs[field], await read(pulumi.output<unknown>(result[field])));
        }
    });

    it("uses an existing CLB: reads it, and adds listeners and servers", async () => {
        const { registrations, registration, result } = await run(() => existing());

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            LOAD_BALANCER,
            BACKENDS,
            "Listener app-80",
        ]);
        assert.equal(registration(LOAD_BALANCER).readId, "lb-1");
        assert.deepEqual(registration(LOAD_BALANCER).inputs, {});
        assert.equal(registration("Listener app-80").inputs.loadBalancerId, "lb-1");
        assert.equal(registration(BACKENDS).inputs.loadBalancerId, "lb-1");
        assert.equal(await read(result.loadBalancerId), "lb-1");
    });

    it("adds nothing to an existing CLB if nothing is configured", async () => {
        const { registrations } = await run(() =>
            existing({ listeners: undefined, backendServers: undefined }),
        );

        assert.deepEqual(lines(registrations), [COMPONENT, LOAD_BALANCER]);
    });

    for (const [what, state, expected] of [
        ["faces the internet", { addressType: "internet" }, /lb-1 has the address type "internet"/],
        [
            "is paid in advance",
            { paymentType: "Subscription" },
            /lb-1 has the billing method "Subscription"/,
        ],
    ] as const) {
        it(`refuses an existing CLB that ${what}, before it adds anything to it`, async () => {
            const { error, registrations } = await refusedLater(() => existing(), {
                state: (type) => (type.endsWith(":ApplicationLoadBalancer") ? state : undefined),
            });

            assert.match(error.message, /loadBalancerId: load balancer /);
            assert.match(error.message, expected);
            assert.deepEqual(lines(registrations), [COMPONENT, LOAD_BALANCER]);
        });
    }

    it("shows every resource at the first preview, when no id is known", async () => {
        const { registrations, registration, result } = await run(
            () =>
                clb({
                    vswitchId: unknown(),
                    listeners: [{ port: 80 }, { port: 443 }],
                    backendServers: [{ serverId: unknown() }],
                }),
            { preview: true },
        );

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            LOAD_BALANCER,
            BACKENDS,
            "Listener app-80",
            "Listener app-443",
        ]);
        assert.equal(registration(LOAD_BALANCER).inputs.vswitchId, UNKNOWN);
        assert.equal(registration("Listener app-80").inputs.loadBalancerId, UNKNOWN);
        assert.equal(await isKnown(result.loadBalancerId), false);
        assert.equal(await isKnown(result.address), false);
        assert.deepEqual(await read(result.ports), [
            { port: 80, protocol: "tcp" },
            { port: 443, protocol: "tcp" },
        ]);
    });

    it("keeps the CLB's id known at the preview that adds a listener", async () => {
        const { result, registration } = await run(
            () => clb({ listeners: [{ port: 80 }, { port: 443 }] }),
            { preview: true, deployed: (_, name) => !name.endsWith("443") },
        );

        assert.equal(await read(result.loadBalancerId), "ApplicationLoadBalancer/app");
        assert.equal(
            registration("Listener app-443").inputs.loadBalancerId,
            "ApplicationLoadBalancer/app",
        );
    });

    it("passes its provider and protect on to all its resources", async () => {
        const { registrations } = await run(() =>
            clb(
                { backendServers: [{ serverId: "i-1" }] },
                { provider: new Provider("owner", { region: REGION }), protect: true },
            ),
        );
        const children = registrations.filter(({ type }) => type.startsWith("alicloud:"));

        assert.equal(children.length, 3);
        for (const each of children) {
            assert.match(each.provider, /::owner::/, line(each));
            assert.ok(each.protect, line(each));
        }
    });

    const LATER: [string, Partial<ClbServiceResourceArgs>, RegExp][] = [
        [
            "a vSwitch id",
            { vswitchId: pulumi.output("") },
            /vswitchId: found ""\. Must not be empty/,
        ],
        [
            "an address",
            { address: pulumi.output("10.10.0") },
            /address: found "10\.10\.0"\. Must be an IPv4 address/,
        ],
        [
            "a backend port",
            { listeners: [{ port: 80, backendPort: pulumi.output(0) }] },
            /listeners\[0\]\.backendPort: found 0\. .*1 to 65535/,
        ],
        [
            "a weight",
            { backendServers: [{ serverId: "i-1", weight: pulumi.output(101) }] },
            /backendServers\[0\]\.weight: found 101\. .*0 to 100/,
        ],
    ];
    for (const [what, args, expected] of LATER) {
        it(`refuses ${what} that turns out to be invalid, before it is used`, async () => {
            const { error, registrations } = await refusedLater(() => clb(args));

            assert.match(error.message, expected);
            assert.deepEqual(registrations, []);
        });
    }

    itRefuses<ClbServiceResourceArgs>(clb, [
        ["a new CLB without vSwitch", { vswitchId: undefined }, /^vswitchId: is missing/],
        ["an empty zone", { zoneId: "" }, /^zoneId: found ""/],
        ["an empty secondary zone", { secondaryZoneId: "" }, /^secondaryZoneId: found ""/],
        [
            "a name with blanks",
            { loadBalancerName: "my lb" },
            /^loadBalancerName: found "my lb"\. .*1 to 80/,
        ],
        ["an address of three parts", { address: "10.0.0" }, /^address: found "10\.0\.0"\. .*IPv4/],
        [
            "another way of billing",
            { instanceChargeType: "PrePaid" },
            /^instanceChargeType: found "PrePaid"\. .*"PayBySpec", "PayByCLCU"/,
        ],
        ["an empty specification", { loadBalancerSpec: "" }, /^loadBalancerSpec: found ""/],
        ["an empty resource group", { resourceGroupId: "" }, /^resourceGroupId: found ""/],
        ["a reserved tag", { tags: { "acs:x": "y" } }, /^tags: found \{"acs:x":"y"\}/],
        [
            "a new CLB without listeners",
            { listeners: [] },
            /^listeners: found \[\]\. .*at least one/,
        ],
        [
            "a new CLB whose listeners are forgotten",
            { listeners: undefined },
            /^listeners: found \[\]\. .*at least one/,
        ],
        [
            "two listeners on one TCP port",
            { listeners: [{ port: 80 }, { port: 80, protocol: "http" }] },
            /^listeners: tcp port 80 is listed more than once/,
        ],
        [
            "a server without id",
            { backendServers: [{ weight: 1 }] },
            /^backendServers\[0\]\.serverId: is missing/,
        ],
        [
            "a weight above the most",
            { backendServers: [{ serverId: "i-1", weight: 101 }] },
            /^backendServers\[0\]\.weight: found 101\. .*0 to 100/,
        ],
    ]);

    const listener = (properties: Partial<Record<keyof ClbListener, unknown>>) => ({
        listeners: [{ port: 80, ...properties } as unknown as ClbListener],
    });
    const check = (healthCheck: Partial<Record<keyof ClbHealthCheck, unknown>>) =>
        listener({ healthCheck });
    const BAD_LISTENERS: BadInput<ClbServiceResourceArgs>[] = [
        ["port 0", listener({ port: 0 }), /^listeners\[0\]\.port: found 0\. .*1 to 65535/],
        ["port 65536", listener({ port: 65536 }), /^listeners\[0\]\.port: found 65536\./],
        ["half a port", listener({ port: 1.5 }), /^listeners\[0\]\.port: found 1\.5\./],
        [
            "an unknown protocol",
            listener({ protocol: "sctp" }),
            /^listeners\[0\]\.protocol: found "sctp"\. .*"tcp", "udp", "http", "https"/,
        ],
        [
            "a bad backend port",
            listener({ backendPort: 70000 }),
            /^listeners\[0\]\.backendPort: found 70000\./,
        ],
        [
            "an empty description",
            listener({ description: "" }),
            /^listeners\[0\]\.description: found ""\. .*1 to 80/,
        ],
        [
            "an unknown scheduler",
            listener({ scheduler: "random" }),
            /^listeners\[0\]\.scheduler: found "random"\./,
        ],
        [
            "a hash of addresses for HTTP",
            listener({ protocol: "http", scheduler: "sch" }),
            /^listeners\[0\]\.scheduler: found "sch"\. An HTTP listener cannot use it/,
        ],
        [
            "no bandwidth at all",
            listener({ bandwidth: 0 }),
            /^listeners\[0\]\.bandwidth: found 0\. .*1 to 5120/,
        ],
        [
            "too long a persistence",
            listener({ persistenceTimeoutSeconds: 3601 }),
            /^listeners\[0\]\.persistenceTimeoutSeconds: found 3601\. .*0 to 3600/,
        ],
        [
            "persistence for HTTP",
            listener({ protocol: "http", persistenceTimeoutSeconds: 60 }),
            /^listeners\[0\]\.persistenceTimeoutSeconds: is set for the protocol "http"/,
        ],
        [
            "HTTPS without certificate",
            listener({ protocol: "https" }),
            /^listeners\[0\]\.serverCertificateId: is missing/,
        ],
        [
            "a certificate for TCP",
            listener({ serverCertificateId: "cert-1" }),
            /^listeners\[0\]\.serverCertificateId: is set for the protocol "tcp"/,
        ],
        [
            "UDP without health check",
            { listeners: [{ port: 53, protocol: "udp", healthCheck: { enabled: false } }] },
            /^listeners\[0\]\.healthCheck\.enabled: found false/,
        ],
        [
            "TCP without health check",
            check({ enabled: false }),
            /^listeners\[0\]\.healthCheck\.enabled: found false\. .*TCP/,
        ],
        [
            "an unknown health check",
            check({ type: "ping" }),
            /^listeners\[0\]\.healthCheck\.type: found "ping"\. .*"tcp", "http"/,
        ],
        ["a bad check port", check({ port: 0 }), /^listeners\[0\]\.healthCheck\.port: found 0\./],
        [
            "a check path without slash",
            check({ path: "healthy" }),
            /^listeners\[0\]\.healthCheck\.path: found "healthy"\. .*slash/,
        ],
        [
            "a check every 51 seconds",
            check({ intervalSeconds: 51 }),
            /^listeners\[0\]\.healthCheck\.intervalSeconds: found 51\. .*1 to 50/,
        ],
        [
            "a check without time",
            check({ timeoutSeconds: 0 }),
            /^listeners\[0\]\.healthCheck\.timeoutSeconds: found 0\. .*1 to 300/,
        ],
        [
            "one good answer as healthy",
            check({ healthyThreshold: 1 }),
            /^listeners\[0\]\.healthCheck\.healthyThreshold: found 1\. .*2 to 10/,
        ],
        [
            "eleven bad answers as unhealthy",
            check({ unhealthyThreshold: 11 }),
            /^listeners\[0\]\.healthCheck\.unhealthyThreshold: found 11\. .*2 to 10/,
        ],
    ];
    itRefuses<ClbServiceResourceArgs>(clb, BAD_LISTENERS);

    const ONLY_NEW: Partial<Record<keyof ClbServiceResourceArgs, unknown>> = {
        vswitchId: "vsw-1",
        zoneId: `${REGION}a`,
        secondaryZoneId: `${REGION}b`,
        loadBalancerName: "orders",
        address: "10.10.0.9",
        instanceChargeType: ClbInstanceChargeType.PayBySpec,
        loadBalancerSpec: "slb.s1.small",
        deletionProtection: false,
        resourceGroupId: "rg-1",
        tags: {},
    };
    itRefuses<ClbServiceResourceArgs>(existing, [
        ...Object.entries(ONLY_NEW).map(([property, value]): BadInput<ClbServiceResourceArgs> => [
            `${property} for an existing CLB`,
            { [property]: value },
            new RegExp(`^${property}: is set together with loadBalancerId`),
        ]),
        ["an empty id of an existing CLB", { loadBalancerId: "" }, /^loadBalancerId: found ""/],
    ]);

    it("reports everything that is wrong at once", async () => {
        const backendServers: ClbBackendServer[] = [{ serverId: "" }];
        const refusal = await refused(() =>
            clb({ vswitchId: "", listeners: [{ port: 0, backendPort: 0 }], backendServers }),
        );

        assert.deepEqual(
            findings(refusal)
                .map((finding) => finding.split(": ")[0])
                .sort(),
            [
                "backendServers[0].serverId",
                "listeners[0].backendPort",
                "listeners[0].port",
                "vswitchId",
            ],
        );
    });
});
