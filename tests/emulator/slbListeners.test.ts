import assert from "node:assert/strict";

import { eventually, refusal } from "./client";
import { inNetwork, type NetworkScene } from "./networkScene";

type Body = Record<string, any>;

const TCP = { ListenerPort: 80, BackendServerPort: 8080, Bandwidth: -1 };
const HTTP = { ListenerPort: 80, BackendServerPort: 8080, HealthCheck: "on" };

function describeListener({ slb }: NetworkScene, kind: string, named: Body): Promise<Body> {
    return slb(`DescribeLoadBalancer${kind}ListenerAttribute`, named);
}

describe("the emulator's CLB listeners", () => {
    it("creates a stopped TCP listener with the documented defaults, numbers as numbers", () =>
        inNetwork(async (scene) => {
            const LoadBalancerId = await scene.loadBalancer();
            await scene.slb("CreateLoadBalancerTCPListener", { LoadBalancerId, ...TCP });
            const { RequestId: _, ...described } = await describeListener(scene, "TCP", {
                LoadBalancerId,
                ListenerPort: 80,
            });
            assert.deepEqual(described, {
                LoadBalancerId,
                ListenerPort: 80,
                BackendServerPort: 8080,
                Status: "stopped",
                Bandwidth: -1,
                Scheduler: "wrr",
                PersistenceTimeout: 0,
                EstablishedTimeout: 900,
                HealthCheck: "on",
                HealthCheckType: "tcp",
                HealthyThreshold: 3,
                UnhealthyThreshold: 3,
                HealthCheckConnectTimeout: 5,
                HealthCheckInterval: 2,
                HealthCheckConnectPort: 8080,
                ConnectionDrain: "off",
                AclStatus: "off",
                AclIds: { AclId: [] },
                Description: "",
                ProxyProtocolV2Enabled: false,
                Tags: { Tag: [] },
            });
        }));

    it("creates an HTTP listener with the documented defaults", () =>
        inNetwork(async (scene) => {
            const LoadBalancerId = await scene.loadBalancer();
            await scene.slb("CreateLoadBalancerHTTPListener", { LoadBalancerId, ...HTTP });
            const described = await describeListener(scene, "HTTP", {
                LoadBalancerId,
                ListenerPort: 80,
            });
            const expected = {
                Bandwidth: -1,
                StickySession: "off",
                HealthCheckTimeout: 5,
                HealthCheckInterval: 2,
                HealthCheckURI: "/",
                HealthCheckHttpCode: "http_2xx",
                HealthCheckMethod: "head",
                IdleTimeout: 15,
                RequestTimeout: 60,
                Gzip: "on",
                XForwardedFor: "on",
                XForwardedFor_SLBIP: "off",
                ListenerForward: "off",
            };
            for (const [name, value] of Object.entries(expected)) {
                assert.equal(described[name], value, name);
            }
            assert.ok(!("Cookie" in described));
        }));

    it("starts, stops and deletes a listener, each taking a moment", () =>
        inNetwork(
            async (scene) => {
                const { slb } = scene;
                const named = { LoadBalancerId: await scene.loadBalancer(), ListenerPort: 80 };
                await slb("CreateLoadBalancerTCPListener", { ...named, ...TCP });
                const status = async () => (await describeListener(scene, "TCP", named))["Status"];
                const { clock } = scene.emulator.cloud;
                let happen = clock.hold();
                await slb("StartLoadBalancerListener", named);
                assert.equal(await status(), "starting");
                const busy = { ...named, Description: "x" };
                assert.equal(
                    (await refusal(slb("SetLoadBalancerTCPListenerAttribute", busy))).code,
                    "OperationFailed.ListenerStatusNotSupport",
                );
                assert.equal(
                    (await refusal(slb("StopLoadBalancerListener", named))).code,
                    "ServiceIsConfiguring",
                );
                happen();
                await eventually(status, (is) => is === "running");
                happen = clock.hold();
                await slb("StopLoadBalancerListener", { ...named, ListenerProtocol: "tcp" });
                assert.equal(await status(), "stopping");
                assert.equal(
                    (await refusal(slb("StartLoadBalancerListener", named))).code,
                    "ServiceIsStopping",
                );
                happen();
                await eventually(status, (is) => is === "stopped");
                await slb("DeleteLoadBalancerListener", named);
                const gone = await eventually(
                    () => refusal(status()).catch(() => undefined),
                    (refused) => refused !== undefined,
                );
                assert.equal(gone?.status, 400);
                assert.match(gone?.message ?? "", /The specified resource does not exist\./);
            },
            { transitionMilliseconds: 300 },
        ));

    it("has each port once, except for UDP beside the others", () =>
        inNetwork(async (scene) => {
            const { slb } = scene;
            const LoadBalancerId = await scene.loadBalancer();
            await slb("CreateLoadBalancerTCPListener", { LoadBalancerId, ...TCP });
            await slb("CreateLoadBalancerUDPListener", { LoadBalancerId, ...TCP });
            for (const [action, settings] of [
                ["CreateLoadBalancerTCPListener", TCP],
                ["CreateLoadBalancerUDPListener", TCP],
                ["CreateLoadBalancerHTTPListener", HTTP],
            ] as const) {
                const { code } = await refusal(slb(action, { LoadBalancerId, ...settings }));
                assert.equal(code, "ListenerAlreadyExists");
            }
            const ambiguous = { LoadBalancerId, ListenerPort: 80 };
            assert.equal(
                (await refusal(slb("StartLoadBalancerListener", ambiguous))).code,
                "MissingParameter",
            );
            await slb("StartLoadBalancerListener", { ...ambiguous, ListenerProtocol: "udp" });
            const { ListenerPortsAndProtocol } = await slb("DescribeLoadBalancerAttribute", {
                LoadBalancerId,
            });
            assert.deepEqual(
                ListenerPortsAndProtocol.ListenerPortAndProtocol.map((one: Body) => [
                    one["ListenerPort"],
                    one["ListenerProtocol"],
                ]),
                [
                    [80, "tcp"],
                    [80, "udp"],
                ],
            );
        }));

    for (const [kind, what, wrong, code] of [
        ["TCP", "no bandwidth", { Bandwidth: "" }, "MissingBandwidth"],
        ["TCP", "bandwidth 0", { Bandwidth: 0 }, "InvalidParameter"],
        ["TCP", "bandwidth 5121", { Bandwidth: 5121 }, "InvalidParameter"],
        ["TCP", "port 0", { ListenerPort: 0 }, "InvalidParameter"],
        ["TCP", "port 65536", { ListenerPort: 65536 }, "InvalidParameter"],
        ["TCP", "backend port 65536", { BackendServerPort: 65536 }, "InvalidParameter"],
        [
            "TCP",
            "neither backend port nor vServer group",
            { BackendServerPort: "" },
            "MissingParameter",
        ],
        ["TCP", "an unknown scheduler", { Scheduler: "random" }, "InvalidParameter"],
        ["TCP", "persistence of 3601 seconds", { PersistenceTimeout: 3601 }, "InvalidParameter"],
        ["TCP", "connections of 9 seconds", { EstablishedTimeout: 9 }, "InvalidParameter"],
        ["TCP", "a threshold of 1", { HealthyThreshold: 1 }, "InvalidParameter"],
        ["TCP", "a threshold of 11", { UnhealthyThreshold: 11 }, "InvalidParameter"],
        ["TCP", "checks of 301 seconds", { HealthCheckConnectTimeout: 301 }, "InvalidParameter"],
        ["TCP", "checks every 51 seconds", { healthCheckInterval: 51 }, "InvalidParameter"],
        ["TCP", "checks of an unknown kind", { HealthCheckType: "icmp" }, "InvalidParameter"],
        [
            "TCP",
            "an access control list",
            { AclStatus: "on", AclId: "acl-1" },
            "EmulatorUnsupportedParameter",
        ],
        [
            "TCP",
            "a primary/secondary group",
            { MasterSlaveServerGroupId: "rsp-1" },
            "EmulatorUnsupportedParameter",
        ],
        ["TCP", "an unknown vServer group", { VServerGroupId: "rsp-nothing" }, "InvalidParameter"],
        [
            "TCP",
            "connection draining without a time",
            { ConnectionDrain: "on" },
            "MissingParameter",
        ],
        [
            "UDP",
            "a check request with a space",
            { healthCheckReq: "are you there" },
            "InvalidParameter",
        ],
        ["HTTP", "no word on health checks", { HealthCheck: "" }, "MissingHealthCheck"],
        ["HTTP", "checks by an unknown method", { HealthCheckMethod: "post" }, "InvalidParameter"],
        ["HTTP", "a relative address to check", { HealthCheckURI: "health" }, "InvalidParameter"],
        [
            "HTTP",
            "a status to check that is none",
            { HealthCheckHttpCode: "200" },
            "InvalidParameter",
        ],
        ["HTTP", "sticky sessions of no kind", { StickySession: "on" }, "MissingParameter"],
        [
            "HTTP",
            "inserted cookies without a time",
            { StickySession: "on", StickySessionType: "insert" },
            "MissingParameter",
        ],
        [
            "HTTP",
            "rewritten cookies without a name",
            { StickySession: "on", StickySessionType: "server" },
            "MissingParameter",
        ],
        ["HTTP", "idle connections of 61 seconds", { IdleTimeout: 61 }, "InvalidParameter"],
        ["HTTP", "requests of 181 seconds", { RequestTimeout: 181 }, "InvalidParameter"],
        [
            "HTTP",
            "forwarding to nowhere",
            { ListenerForward: "on", BackendServerPort: "" },
            "MissingParameter",
        ],
        ["HTTPS", "no certificate", {}, "MissingParameter"],
    ] as const) {
        it(`refuses a listener of ${kind} with ${what}`, () =>
            inNetwork(async ({ slb, loadBalancer }) => {
                const LoadBalancerId = await loadBalancer();
                const settings = { TCP, UDP: TCP, HTTP, HTTPS: { ...HTTP, Bandwidth: -1 } }[kind];
                const refused = await refusal(
                    slb(`CreateLoadBalancer${kind}Listener`, {
                        LoadBalancerId,
                        ...settings,
                        ...wrong,
                    }),
                );
                assert.equal(refused.code, code);
                const { ListenerPorts } = await slb("DescribeLoadBalancerAttribute", {
                    LoadBalancerId,
                });
                assert.deepEqual(ListenerPorts.ListenerPort, []);
            }));
    }

    it("changes what is set, keeps the rest, and treats empty values as not set", () =>
        inNetwork(async (scene) => {
            const { slb } = scene;
            const named = { LoadBalancerId: await scene.loadBalancer(), ListenerPort: 80 };
            await slb("CreateLoadBalancerTCPListener", {
                ...named,
                ...TCP,
                Description: "first",
                EstablishedTimeout: 500,
            });
            await slb("SetLoadBalancerTCPListenerAttribute", {
                ...named,
                Description: "second",
                HealthCheckInterval: 10,
                HealthCheckSwitch: "",
                // Settings of HTTP listeners that the provider sends along.
                HealthCheck: "",
                StickySession: "",
                Gzip: "on",
            });
            const described = await describeListener(scene, "TCP", named);
            assert.equal(described["Description"], "second");
            assert.equal(described["HealthCheckInterval"], 10);
            assert.equal(described["EstablishedTimeout"], 500);
            assert.equal(described["HealthCheck"], "on");
            const wrong = { ...named, Description: "third", EstablishedTimeout: 5 };
            const refused = await refusal(slb("SetLoadBalancerTCPListenerAttribute", wrong));
            assert.equal(refused.code, "InvalidParameter");
            assert.equal((await describeListener(scene, "TCP", named))["Description"], "second");
            await slb("SetLoadBalancerTCPListenerAttribute", {
                ...named,
                HealthCheckSwitch: "off",
            });
            const unchecked = await describeListener(scene, "TCP", named);
            assert.equal(unchecked["HealthCheck"], "off");
            assert.ok(!("HealthyThreshold" in unchecked));
        }));

    it("moves a listener to a vServer group and back", () =>
        inNetwork(async (scene) => {
            const { slb } = scene;
            const LoadBalancerId = await scene.loadBalancer();
            const named = { LoadBalancerId, ListenerPort: 80 };
            const { VServerGroupId } = await slb("CreateVServerGroup", { LoadBalancerId });
            await slb("CreateLoadBalancerTCPListener", { ...named, ...TCP });
            const set = (settings: Body) =>
                slb("SetLoadBalancerTCPListenerAttribute", { ...named, ...settings });
            await set({ VServerGroup: "on", VServerGroupId });
            const group = async () =>
                (await describeListener(scene, "TCP", named))["VServerGroupId"];
            assert.equal(await group(), VServerGroupId);
            await set({ VServerGroup: "off" });
            assert.equal(await group(), undefined);
            assert.equal((await refusal(set({ VServerGroup: "on" }))).code, "MissingParameter");
        }));

    it("shares the bandwidth of an Internet-facing CLB that is paid by bandwidth", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer({
                VSwitchId: "",
                InternetChargeType: "paybybandwidth",
                Bandwidth: 10,
            });
            const listen = (ListenerPort: number, Bandwidth: number) =>
                slb("CreateLoadBalancerTCPListener", {
                    LoadBalancerId,
                    ...TCP,
                    ListenerPort,
                    Bandwidth,
                });
            await listen(80, 7);
            assert.match((await refusal(listen(81, 4))).message, /exceeds the maximum bandwidth/);
            await listen(81, 3);
            await slb("ModifyLoadBalancerInternetSpec", { LoadBalancerId, Bandwidth: 20 });
            await listen(82, 10);
        }));

    it("lists the listeners of several CLBs", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const [one, other] = [await loadBalancer(), await loadBalancer()];
            await slb("CreateLoadBalancerTCPListener", { LoadBalancerId: one, ...TCP });
            await slb("CreateLoadBalancerHTTPListener", { LoadBalancerId: other, ...HTTP });
            const find = async (parameters: Body) => {
                const { Listeners } = await slb("DescribeLoadBalancerListeners", parameters);
                return Listeners as Body[];
            };
            const all = await find({});
            assert.deepEqual(
                all.map((listener) => listener["LoadBalancerId"]),
                [other, one],
            );
            assert.equal(all[1]?.["TCPListenerConfig"].EstablishedTimeout, 900);
            assert.equal(all[0]?.["HTTPListenerConfig"].IdleTimeout, 15);
            assert.equal((await find({ LoadBalancerId: [other] })).length, 1);
            assert.equal((await find({ ListenerProtocol: "tcp" })).length, 1);
            const first = await slb("DescribeLoadBalancerListeners", { MaxResults: 1 });
            assert.equal(first["TotalCount"], 2);
            const [second] = await find({ MaxResults: 1, NextToken: first["NextToken"] });
            assert.equal(second?.["LoadBalancerId"], one);
        }));

    it("returns the general code and the known message for a missing listener", () =>
        inNetwork(async (scene) => {
            const named = { LoadBalancerId: await scene.loadBalancer(), ListenerPort: 80 };
            for (const action of [
                "DescribeLoadBalancerTCPListenerAttribute",
                "SetLoadBalancerHTTPListenerAttribute",
                "StartLoadBalancerListener",
            ]) {
                const refused = await refusal(scene.slb(action, named));
                assert.deepEqual([refused.code, refused.status], ["InvalidParameter", 400]);
                assert.match(refused.message, /The specified resource does not exist\./);
            }
            const deletion = await refusal(scene.slb("DeleteLoadBalancerListener", named));
            assert.deepEqual([deletion.code, deletion.status], ["ResourceNotFound.Listener", 404]);
            const noLoadBalancer = await refusal(
                scene.slb("DescribeLoadBalancerTCPListenerAttribute", {
                    ...named,
                    LoadBalancerId: "lb-nothing",
                }),
            );
            assert.equal(noLoadBalancer.code, "InvalidLoadBalancerId.NotFound");
        }));
});
