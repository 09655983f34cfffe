import assert from "node:assert/strict";

import { forwardTo, models, withAlb, type AlbScene } from "./albScene";
import { eventually, refusal } from "./client";
import { pageServer } from "./networkScene";

async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

async function attributes({ alb }: AlbScene, listenerId: string) {
    const { body } = await alb.getListenerAttribute(
        new models.GetListenerAttributeRequest({ listenerId }),
    );
    return body as models.GetListenerAttributeResponseBody;
}

async function update({ alb }: AlbScene, listenerId: string, changes: object) {
    const { body } = await alb.updateListenerAttribute(
        new models.UpdateListenerAttributeRequest({ listenerId, ...changes }),
    );
    return body?.jobId;
}

function remove({ alb }: AlbScene, listenerId: string) {
    return alb.deleteListener(new models.DeleteListenerRequest({ listenerId }));
}

function https(changes: object = {}) {
    return {
        listenerProtocol: "HTTPS",
        listenerPort: 443,
        certificates: [
            new models.CreateListenerRequestCertificates({ certificateId: "123-cn-hangzhou" }),
        ],
        ...changes,
    };
}

describe("the emulator's ALB listeners", () => {
    it("are Provisioning, then Running, with the documented defaults", () =>
        withAlb(
            async (scene) => {
                const { alb } = scene;
                const loadBalancerId = await scene.active();
                const groupId = await scene.group();
                const running = scene.emulator.cloud.clock.hold();
                const { body } = await alb.createListener(
                    new models.CreateListenerRequest({
                        loadBalancerId,
                        listenerPort: 80,
                        listenerProtocol: "HTTP",
                        defaultActions: forwardTo(groupId),
                    }),
                );
                const listenerId = body?.listenerId ?? "";
                assert.equal((await attributes(scene, listenerId)).listenerStatus, "Provisioning");
                assert.equal(
                    await code(remove(scene, listenerId)),
                    "ResourceInConfiguring.Listener",
                );
                assert.equal(
                    await code(update(scene, listenerId, { idleTimeout: 1 })),
                    "IncorrectStatus.Listener",
                );
                running();
                await scene.succeeds(body?.jobId);
                const found = await attributes(scene, listenerId);
                assert.equal(found.listenerStatus, "Running");
                assert.equal(found.listenerPort, 80);
                assert.equal(found.loadBalancerId, loadBalancerId);
                assert.equal(found.idleTimeout, 15);
                assert.equal(found.requestTimeout, 60);
                assert.equal(found.gzipEnabled, true);
                assert.equal(found.http2Enabled, undefined);
                assert.equal(found.securityPolicyId, undefined);
                assert.equal(found.XForwardedForConfig?.XForwardedForEnabled, true);
                assert.equal(found.XForwardedForConfig?.XForwardedForProtoEnabled, false);
                assert.equal(found.logConfig?.accessLogTracingConfig, undefined);
                assert.equal(found.logConfig?.accessLogRecordCustomizedHeadersEnabled, false);
                assert.deepEqual(
                    found.defaultActions?.map(({ type, forwardGroupConfig }) => [
                        type,
                        forwardGroupConfig?.serverGroupTuples?.map(
                            ({ serverGroupId }) => serverGroupId,
                        ),
                    ]),
                    [["ForwardGroup", [groupId]]],
                );
            },
            { transitionMilliseconds: 200 },
        ));

    it("each use a port of their ALB, QUIC apart from the others", () =>
        withAlb(async (scene) => {
            const loadBalancerId = await scene.active();
            const groupId = await scene.group();
            const listen = (changes: object) => scene.listener(loadBalancerId, groupId, changes);
            await listen(https());
            const taken = "ResourceAlreadyExist.Listener";
            assert.equal(await code(listen({ listenerPort: 443 })), taken);
            await listen(https({ listenerProtocol: "QUIC" }));
            assert.equal(await code(listen(https({ listenerProtocol: "QUIC" }))), taken);
            assert.equal(await code(listen({ listenerPort: 0 })), "InvalidParameter");
            assert.equal(await code(listen({ listenerPort: 65536 })), "InvalidParameter");
            assert.equal(await code(listen({ listenerProtocol: "TCP" })), "InvalidParameter");
            await scene.listener(await scene.active(), groupId, https());
        }));

    it("need a certificate for TLS, and accept TLS settings only then", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active();
            const groupId = await scene.group();
            const listen = (changes: object) => scene.listener(loadBalancerId, groupId, changes);
            assert.equal(await code(listen(https({ certificates: [] }))), "MissingCertificates");
            assert.equal(await code(listen({ http2Enabled: true })), "InvalidParameter");
            assert.equal(
                await code(listen({ securityPolicyId: "tls_cipher_policy_1_2" })),
                "InvalidParameter",
            );
            assert.equal(
                await code(listen({ certificates: https().certificates })),
                "InvalidParameter",
            );
            assert.equal(
                await code(listen(https({ securityPolicyId: "tls_policy" }))),
                "ResourceNotFound.SecurityPolicy",
            );
            const odd = new models.CreateListenerRequestCertificates({ certificateId: "a b" });
            assert.equal(
                await code(listen(https({ certificates: [odd] }))),
                "ResourceNotFound.Certificate",
            );
            assert.equal(
                await code(listen(https({ caEnabled: true }))),
                "EmulatorUnsupportedParameter",
            );
            const listenerId = await listen(https());
            const found = await attributes(scene, listenerId);
            assert.equal(found.securityPolicyId, "tls_cipher_policy_1_0");
            assert.equal(found.http2Enabled, true);
            assert.deepEqual(
                found.certificates?.map(({ certificateId }) => certificateId),
                ["123-cn-hangzhou"],
            );
            const { body } = await alb.listListenerCertificates(
                new models.ListListenerCertificatesRequest({ listenerId }),
            );
            assert.deepEqual(
                body?.certificates?.map(({ certificateId, isDefault }) => [
                    certificateId,
                    isDefault,
                ]),
                [["123-cn-hangzhou", true]],
            );
        }));

    it("forward to server groups with a matching protocol, in the VPC of the ALB", () =>
        withAlb(async (scene) => {
            const loadBalancerId = await scene.active();
            const groupId = await scene.group();
            const attempt = async (id: string, changes: object = {}) =>
                code(scene.listener(loadBalancerId, id, changes));
            assert.equal(await attempt("sgp-0"), "ResourceNotFound.ServerGroup");
            const elsewhere = await scene.group({ vpcId: await scene.vpc("10.9.0.0/16") });
            assert.equal(await attempt(elsewhere), "Mismatch.VpcId");
            assert.equal(
                await attempt(await scene.group({ protocol: "gRPC" })),
                "OperationDenied.GRPCServerGroup",
            );
            const secure = await scene.group({ protocol: "HTTPS" });
            assert.equal(await attempt(secure), "OperationDenied.ServerGroupProtocolNotSupport");
            const twice = { defaultActions: [...forwardTo(groupId), ...forwardTo(groupId)] };
            assert.equal(await attempt(groupId, twice), "InvalidParameter");
            assert.equal(
                await attempt(groupId, { defaultActions: forwardTo(groupId, groupId) }),
                "InvalidParameter",
            );
            const [redirect] = forwardTo(groupId);
            if (redirect !== undefined) {
                redirect.type = "Redirect";
            }
            assert.equal(
                await attempt(groupId, { defaultActions: [redirect] }),
                "InvalidParameter",
            );
            assert.equal(await attempt(groupId, { defaultActions: [] }), "MissingDefaultActions");
            await scene.listener(loadBalancerId, secure, https());
        }));

    it("of a basic ALB do not forward to groups with features that basic ALBs lack", () =>
        withAlb(async (scene) => {
            const loadBalancerId = await scene.active({ loadBalancerEdition: "Basic" });
            const attempt = async (changes: object, more: object = {}) =>
                code(scene.listener(loadBalancerId, await scene.group(changes), more));
            assert.equal(
                await attempt({
                    slowStartConfig: new models.CreateServerGroupRequestSlowStartConfig({
                        slowStartEnabled: true,
                    }),
                }),
                "Mismatch.LoadBalancerEditionAndSlowStartEnable",
            );
            assert.equal(
                await attempt({
                    connectionDrainConfig: new models.CreateServerGroupRequestConnectionDrainConfig(
                        { connectionDrainEnabled: true },
                    ),
                }),
                "Mismatch.LoadBalancerEditionAndConnectionDrain",
            );
            assert.equal(
                await attempt({ protocol: "HTTPS" }, https()),
                "UnsupportedFeature.FullTraceHttps",
            );
        }));

    it("need an Active ALB of the caller", () =>
        withAlb(
            async (scene) => {
                const groupId = await scene.group();
                const loadBalancerId = await scene.ask();
                assert.equal(
                    await code(scene.listener(loadBalancerId, groupId)),
                    "IncorrectStatus.LoadBalancer",
                );
                assert.equal(
                    await code(scene.listener("alb-0", groupId)),
                    "ResourceNotFound.LoadBalancer",
                );
                await scene.becomesActive(loadBalancerId);
                const listenerId = await scene.listener(loadBalancerId, groupId);
                const stranger = { ...scene, alb: scene.strangersAlb };
                for (const call of [
                    attributes(stranger, listenerId),
                    remove(stranger, listenerId),
                    update(stranger, listenerId, { idleTimeout: 1 }),
                ]) {
                    const { code: found, status } = await refusal(call);
                    assert.deepEqual([found, status], ["ResourceNotFound.Listener", 404]);
                }
            },
            { transitionMilliseconds: 150 },
        ));

    it("can be changed in part, and keep the rest", () =>
        withAlb(
            async (scene) => {
                const loadBalancerId = await scene.active();
                const [first, second] = [await scene.group(), await scene.group()];
                const listenerId = await scene.listener(loadBalancerId, first, {
                    listenerDescription: "HTTP_80",
                    idleTimeout: 30,
                });
                for (const wrong of [
                    { idleTimeout: 61 },
                    { requestTimeout: 181 },
                    { listenerDescription: "?" },
                ]) {
                    assert.equal(await code(update(scene, listenerId, wrong)), "InvalidParameter");
                }
                const jobId = await update(scene, listenerId, {
                    requestTimeout: 120,
                    defaultActions: forwardTo(second),
                    XForwardedForConfig:
                        new models.UpdateListenerAttributeRequestXForwardedForConfig({
                            XForwardedForProtoEnabled: true,
                        }),
                });
                assert.equal((await attributes(scene, listenerId)).listenerStatus, "Configuring");
                await scene.succeeds(jobId);
                const found = await attributes(scene, listenerId);
                assert.equal(found.listenerStatus, "Running");
                assert.equal(found.listenerDescription, "HTTP_80");
                assert.equal(found.idleTimeout, 30);
                assert.equal(found.requestTimeout, 120);
                assert.equal(found.XForwardedForConfig?.XForwardedForProtoEnabled, true);
                assert.equal(found.XForwardedForConfig?.XForwardedForEnabled, true);
                assert.deepEqual((await scene.groupOf(first)).relatedLoadBalancerIds, []);
                assert.deepEqual((await scene.groupOf(second)).relatedLoadBalancerIds, [
                    loadBalancerId,
                ]);
            },
            { transitionMilliseconds: 100 },
        ));

    it("stop and start", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const listenerId = await scene.listener(await scene.active(), await scene.group());
            const start = () => alb.startListener(new models.StartListenerRequest({ listenerId }));
            const stop = () => alb.stopListener(new models.StopListenerRequest({ listenerId }));
            const status = async () => (await attributes(scene, listenerId)).listenerStatus;
            assert.equal(await code(start()), "IncorrectStatus.Listener");
            await scene.succeeds((await stop()).body?.jobId);
            assert.equal(await status(), "Stopped");
            assert.equal(await code(stop()), "IncorrectStatus.Listener");
            await scene.succeeds(await update(scene, listenerId, { idleTimeout: 1 }));
            assert.equal(await status(), "Stopped");
            await scene.succeeds((await start()).body?.jobId);
            assert.equal(await status(), "Running");
        }));

    it("advertise a QUIC listener of the same ALB, one to one", () =>
        withAlb(async (scene) => {
            const groupId = await scene.group();
            const [first, second] = [await scene.active(), await scene.active()];
            const quic = (id: string) =>
                scene.listener(id, groupId, https({ listenerProtocol: "QUIC" }));
            const [here, there] = [await quic(first), await quic(second)];
            const upgrade = (quicListenerId: string, listenerPort = 443) =>
                scene.listener(first, groupId, {
                    ...https({ listenerPort }),
                    quicConfig: new models.CreateListenerRequestQuicConfig({
                        quicUpgradeEnabled: true,
                        quicListenerId,
                    }),
                });
            assert.equal(
                await code(upgrade(there)),
                "OperationDenied.CrossLoadBalancerQUICListener",
            );
            assert.equal(await code(upgrade("lsn-0")), "ResourceNotFound.Listener");
            const listenerId = await upgrade(here);
            assert.equal((await attributes(scene, listenerId)).quicConfig?.quicListenerId, here);
            assert.equal(await code(upgrade(here, 444)), "ResourceAlreadyAssociated.Listener");
            assert.equal(await code(remove(scene, here)), "ResourceInUse.Listener");
        }));

    it("are listed and show the health of their servers", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active();
            const groupId = await scene.group();
            await scene.ecs("AuthorizeSecurityGroup", {
                SecurityGroupId: scene.groupId,
                IpProtocol: "tcp",
                PortRange: "80/80",
                SourceCidrIp: "10.0.0.0/16",
            });
            const instanceId = await scene.running({ UserData: pageServer("up") });
            const server = (port: number, weight: number) =>
                new models.AddServersToServerGroupRequestServers({
                    serverId: instanceId,
                    serverType: "Ecs",
                    port,
                    weight,
                });
            const { body } = await alb.addServersToServerGroup(
                new models.AddServersToServerGroupRequest({
                    serverGroupId: groupId,
                    servers: [server(80, 100), server(81, 0)],
                }),
            );
            await scene.succeeds(body?.jobId);
            const listenerId = await scene.listener(loadBalancerId, groupId);
            await scene.listener(loadBalancerId, groupId, https());
            const listed = await alb.listListeners(
                new models.ListListenersRequest({
                    loadBalancerIds: [loadBalancerId],
                    listenerProtocol: "HTTP",
                }),
            );
            assert.deepEqual(
                listed.body?.listeners?.map((listener) => listener.listenerId),
                [listenerId],
            );
            const health = async () => {
                const answer = await alb.getListenerHealthStatus(
                    new models.GetListenerHealthStatusRequest({ listenerId }),
                );
                const [group] = answer.body?.listenerHealthStatus?.[0]?.serverGroupInfos ?? [];
                return group?.nonNormalServers?.map(({ port, status }) => [port, status]);
            };
            const becomes = (wanted: [number, string][]) =>
                eventually(health, (found) => JSON.stringify(found) === JSON.stringify(wanted));
            await becomes([[81, "Unused"]]);
            await scene.ecs("StopInstance", { InstanceId: instanceId });
            await scene.becomes(instanceId, "Stopped");
            await becomes([
                [80, "Unhealthy"],
                [81, "Unused"],
            ]);
        }));
});
