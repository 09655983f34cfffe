import assert from "node:assert/strict";

import { eventually } from "./client";
import { withNlb } from "./nlbScene";

type Body = Record<string, any>;

describe("the emulator's NLB listeners", () => {
    it("have the documented defaults of their protocol", () =>
        withNlb(async (scene) => {
            const id = await scene.active();
            const groupId = await scene.group({ Protocol: "TCP_UDP" });
            for (const [ListenerProtocol, IdleTimeout] of [
                ["TCP", 900],
                ["UDP", 20],
            ]) {
                // A port of each protocol: TCP and UDP do not share them.
                const listenerId = await scene.listener(id, groupId, { ListenerProtocol });
                const { RequestId: _, ...described } = await scene.nlb("GetListenerAttribute", {
                    ListenerId: listenerId,
                });
                assert.deepEqual(described, {
                    ListenerId: listenerId,
                    LoadBalancerId: id,
                    RegionId: "eu-central-1",
                    ListenerProtocol,
                    ListenerPort: 80,
                    ListenerStatus: "Running",
                    ListenerDescription: "",
                    ServerGroupId: groupId,
                    IdleTimeout,
                    Cps: 0,
                    Mss: 0,
                    ProxyProtocolEnabled: false,
                    ProxyProtocolV2Config: {
                        Ppv2VpcIdEnabled: false,
                        Ppv2PrivateLinkEpIdEnabled: false,
                        Ppv2PrivateLinkEpsIdEnabled: false,
                    },
                    SecSensorEnabled: false,
                    Tags: [],
                });
            }
        }));

    it("refuse ports that overlap, and values outside their limits", () =>
        withNlb(async (scene) => {
            const LoadBalancerId = await scene.active();
            const ServerGroupId = await scene.group();
            await scene.listener(LoadBalancerId, ServerGroupId, { ListenerPort: 443 });
            const anyPort = await scene.group({
                AnyPortEnabled: true,
                HealthCheckConfig: { HealthCheckEnabled: true, HealthCheckConnectPort: 80 },
            });
            const attempt = (changes: Body) =>
                scene.refused("CreateListener", {
                    LoadBalancerId,
                    ServerGroupId,
                    ListenerProtocol: "TCP",
                    ListenerPort: 80,
                    ...changes,
                });
            const range = (StartPort: number, EndPort: number) => ({
                ListenerPort: 0,
                StartPort,
                EndPort,
                ServerGroupId: anyPort,
            });
            assert.equal(await attempt({ ListenerPort: 443 }), "400 Conflict.Port");
            assert.equal(await attempt(range(400, 500)), "400 Conflict.Port");
            await scene.listener(LoadBalancerId, anyPort, range(8000, 8010));
            assert.equal(await attempt({ ListenerPort: 8005 }), "400 Conflict.Port");
            assert.equal(await attempt(range(9000, 9000)), "400 IllegalParam.Port");
            assert.equal(await attempt({ ListenerPort: 0 }), "400 IllegalParam.Port");
            assert.equal(
                await attempt({ ...range(100, 200), ServerGroupId }),
                "400 IllegalParam.AnyPortListenerConflictWithNonAnyPortServerGroup",
            );
            assert.equal(
                await attempt({ ServerGroupId: anyPort }),
                "400 IllegalParam.NonAnyPortListenerConflictWithAnyPortServerGroup",
            );
            assert.equal(await attempt({ IdleTimeout: 901 }), "400 IllegalParam.IdleTimeout");
            assert.equal(await attempt({ IdleTimeout: 9 }), "400 IllegalParam.IdleTimeout");
            assert.equal(await attempt({ Cps: 1_000_001 }), "400 IllegalParam");
            assert.equal(await attempt({ ListenerProtocol: "HTTP" }), "400 IllegalParam");
            assert.equal(await attempt({ ListenerProtocol: "UDP" }), "400 Mismatch.Protocol");
            assert.equal(
                await attempt({ ServerGroupId: undefined }),
                "400 MissingParam.ServerGroupId",
            );
            assert.equal(
                await attempt({ ServerGroupId: "sgp-0" }),
                "404 ResourceNotFound.serverGroup",
            );
        }));

    it("are TCPSSL only with a certificate and a group that does not keep client addresses", () =>
        withNlb(async (scene) => {
            const LoadBalancerId = await scene.active();
            const ServerGroupId = await scene.group();
            const listener = { LoadBalancerId, ListenerProtocol: "TCPSSL", ListenerPort: 443 };
            assert.equal(
                await scene.refused("CreateListener", { ...listener, ServerGroupId }),
                "400 IllegalParam.PreserveClientIpSwitch",
            );
            const fitting = await scene.group({ PreserveClientIpEnabled: false });
            assert.equal(
                await scene.refused("CreateListener", { ...listener, ServerGroupId: fitting }),
                "400 MissingParam.Certificate",
            );
            const id = await scene.listener(LoadBalancerId, fitting, {
                ...listener,
                CertificateIds: ["123-eu-central-1"],
            });
            const { SecurityPolicyId } = await scene.nlb("GetListenerAttribute", {
                ListenerId: id,
            });
            assert.equal(SecurityPolicyId, "tls_cipher_policy_1_0");
            assert.equal(
                await scene.refused("UpdateServerGroupAttribute", {
                    ServerGroupId: fitting,
                    PreserveClientIpEnabled: true,
                }),
                "400 IllegalParam.PreserveClientIpSwitch",
            );
        }));

    it("are changed, stopped, started and deleted, one thing at a time", () =>
        withNlb(
            async (scene) => {
                const LoadBalancerId = await scene.active();
                const ListenerId = await scene.listener(LoadBalancerId, await scene.group());
                const status = async () =>
                    (await scene.nlb("GetListenerAttribute", { ListenerId }))["ListenerStatus"];
                const { clock } = scene.emulator.cloud;
                let happen = clock.hold();
                await scene.nlb("UpdateListenerAttribute", {
                    ListenerId,
                    IdleTimeout: 60,
                    ProxyProtocolEnabled: true,
                    ProxyProtocolV2Config: { Ppv2PrivateLinkEpIdEnabled: true },
                });
                assert.equal(await status(), "Configuring");
                assert.equal(
                    await scene.refused("StopListener", { ListenerId }),
                    "400 IncorrectStatus.listener",
                );
                happen();
                await eventually(status, (is) => is === "Running");
                const changed = await scene.nlb("GetListenerAttribute", { ListenerId });
                assert.equal(changed["IdleTimeout"], 60);
                assert.deepEqual(changed["ProxyProtocolV2Config"], {
                    Ppv2VpcIdEnabled: false,
                    Ppv2PrivateLinkEpIdEnabled: true,
                    Ppv2PrivateLinkEpsIdEnabled: false,
                });
                happen = clock.hold();
                await scene.nlb("StopListener", { ListenerId });
                assert.equal(await status(), "Stopping");
                happen();
                await eventually(status, (is) => is === "Stopped");
                happen = clock.hold();
                await scene.nlb("StartListener", { ListenerId });
                assert.equal(await status(), "Starting");
                happen();
                await eventually(status, (is) => is === "Running");
                happen = clock.hold();
                await scene.nlb("DeleteListener", { ListenerId });
                assert.equal(await status(), "Deleting");
                happen();
                await eventually(
                    () => scene.nlb("ListListeners", { LoadBalancerIds: [LoadBalancerId] }),
                    ({ TotalCount }) => TotalCount === 0,
                );
            },
            { transitionMilliseconds: 150 },
        ));

    it("wait for their NLB, and keep their server group", () =>
        withNlb(
            async (scene) => {
                const ServerGroupId = await scene.group();
                const LoadBalancerId = await scene.ask();
                const wanted = {
                    LoadBalancerId,
                    ServerGroupId,
                    ListenerProtocol: "TCP",
                    ListenerPort: 80,
                };
                assert.equal(
                    await scene.refused("CreateListener", wanted),
                    "400 IncorrectStatus.loadbalancer",
                );
                await scene.becomesActive(LoadBalancerId);
                const ListenerId = await scene.listener(LoadBalancerId, ServerGroupId);
                assert.deepEqual((await scene.groupOf(ServerGroupId))["RelatedLoadBalancerIds"], [
                    LoadBalancerId,
                ]);
                assert.equal(
                    await scene.refused("DeleteServerGroup", { ServerGroupId }),
                    "400 ResourceInUse.ServerGroup",
                );
                await scene.done("DeleteListener", { ListenerId });
                await scene.done("DeleteServerGroup", { ServerGroupId });
            },
            { transitionMilliseconds: 150 },
        ));
});
