import * as assert from "node:assert/strict";

import { eventually, refusal, REGION } from "./client";
import { code, inScene, ZONE_A, ZONE_B, zoneStatus, type Scene, WATCHED } from "./privatelinkScene";

const enable = (scene: Scene, ServiceId: string, EndpointId: string, more = {}) =>
    scene.provider.call("EnableVpcEndpointConnection", { ServiceId, EndpointId, ...more });

const disable = (scene: Scene, ServiceId: string, EndpointId: string) =>
    scene.provider.call("DisableVpcEndpointConnection", { ServiceId, EndpointId });

describe("PrivateLink endpoint connections", () => {
    it("are accepted and closed by the service's owner, with every zone", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const ServiceId = await scene.service();
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId, ZONE_A);
            await scene.zone(EndpointId, ZONE_B);
            const before = await scene.connection(ServiceId, EndpointId);
            assert.equal(before.ConnectionStatus, "Disconnected");
            assert.equal("ResourceId" in before.Zones[0], false);

            await enable(scene, ServiceId, EndpointId);
            const connecting = await scene.connection(ServiceId, EndpointId);
            assert.equal(connecting.ConnectionStatus, "Connecting");
            assert.equal(connecting.Zones[0].ZoneStatus, "Connecting");
            const connected = await eventually(
                () => scene.connection(ServiceId, EndpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
            const { ModifiedTime, ResourceGroupId, Zones, ...fields } = connected;
            assert.deepEqual(fields, {
                ServiceId,
                ServiceRegionId: REGION,
                EndpointId,
                EndpointRegionId: REGION,
                EndpointOwnerId: Number(consumer.account.accountId),
                EndpointVpcId: consumer.vpcId,
                ResourceOwner: false,
                ConnectionStatus: "Connected",
                Bandwidth: 3072,
                TrafficControlMode: "BandwidthLimit",
            });
            const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                ServiceId,
            });
            assert.deepEqual(
                Zones.map((zone: Record<string, string>) => [
                    zone.ZoneId,
                    zone.ZoneStatus,
                    zone.ResourceId,
                ]),
                [
                    [ZONE_A, "Connected", Resources[0].ResourceId],
                    [ZONE_B, "Connected", Resources[1].ResourceId],
                ],
            );
            const endpoint = await consumer.call("GetVpcEndpointAttribute", { EndpointId });
            assert.equal(endpoint.ConnectionStatus, "Connected");

            await disable(scene, ServiceId, EndpointId);
            const disconnecting = await scene.connection(ServiceId, EndpointId);
            assert.equal(disconnecting.ConnectionStatus, "Disconnecting");
            assert.equal(disconnecting.Zones[0].ZoneStatus, "Disconnecting");
            await scene.disconnected(ServiceId, EndpointId);
            await zoneStatus(consumer, EndpointId, ZONE_A, "Wait");
            await scene.accept(ServiceId, EndpointId);
        }, WATCHED));

    it("need neither a zone nor a resource", () =>
        inScene(async (scene) => {
            const ServiceId = await scene.service({}, []);
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.accept(ServiceId, EndpointId);
        }));

    it("need a resource in every zone that the endpoint has", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service({}, [ZONE_A]);
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId);
            const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                ServiceId,
            });
            await provider.call("DetachResourceFromVpcEndpointService", {
                ServiceId,
                ResourceId: Resources[0].ResourceId,
            });
            assert.equal(
                await code(enable(scene, ServiceId, EndpointId)),
                "OperationDenied.NoAvailableServiceResource",
            );
            const connection = await scene.connection(ServiceId, EndpointId);
            assert.equal(connection.ConnectionStatus, "Disconnected");
        }));

    it("become Connected without a call if the service accepts automatically", () =>
        inScene(async (scene) => {
            const { consumer } = scene;
            const ServiceId = await scene.service({ AutoAcceptEnabled: true });
            const { EndpointId } = await consumer.call("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
                Zone: [{ ZoneId: ZONE_A, VSwitchId: consumer.vswitchIds[ZONE_A] }],
            });
            await eventually(
                () => scene.connection(ServiceId, EndpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
            await zoneStatus(consumer, EndpointId, ZONE_A, "Connected");
            assert.equal(
                await code(enable(scene, ServiceId, EndpointId)),
                "EndpointConnectionOperationDenied",
            );
        }));

    it("refuse what does not fit their status", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const ServiceId = await scene.service();
            const EndpointId = await scene.endpoint(ServiceId);
            const denied = "EndpointConnectionOperationDenied";
            assert.equal(await code(disable(scene, ServiceId, EndpointId)), denied);
            const update = (parameters: object) =>
                provider.call("UpdateVpcEndpointConnectionAttribute", {
                    ServiceId,
                    EndpointId,
                    ...parameters,
                });
            assert.equal(await code(update({ Bandwidth: 200 })), denied);
            await enable(scene, ServiceId, EndpointId);
            assert.equal(await code(enable(scene, ServiceId, EndpointId)), denied);
            assert.equal(await code(disable(scene, ServiceId, EndpointId)), denied);
            const add = consumer.call("AddZoneToVpcEndpoint", {
                EndpointId,
                ZoneId: ZONE_A,
                VSwitchId: consumer.vswitchIds[ZONE_A],
            });
            assert.equal(await code(add), denied);
            await eventually(
                () => scene.connection(ServiceId, EndpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
            assert.equal(await code(enable(scene, ServiceId, EndpointId)), denied);
        }, WATCHED));

    it("accept a bandwidth in the range of their type", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service();
            await provider.call("UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                ConnectBandwidth: 500,
            });
            const EndpointId = await scene.endpoint(ServiceId);
            const illegal = "IllegalParam.Bandwidth";
            for (const Bandwidth of [99, 10_241]) {
                const refused = enable(scene, ServiceId, EndpointId, { Bandwidth });
                assert.equal(await code(refused), illegal);
            }
            assert.equal(
                await code(enable(scene, ServiceId, EndpointId, { DryRun: true })),
                "DryRunOperation",
            );
            assert.equal(
                await code(
                    enable(scene, ServiceId, EndpointId, { TrafficControlMode: "Scalability" }),
                ),
                "EmulatorUnsupportedParameter",
            );
            await scene.accept(ServiceId, EndpointId);
            assert.equal((await scene.connection(ServiceId, EndpointId)).Bandwidth, 500);
            await provider.call("UpdateVpcEndpointConnectionAttribute", {
                ServiceId,
                EndpointId,
                Bandwidth: 10_240,
            });
            const pending = await scene.connection(ServiceId, EndpointId);
            assert.equal(pending.ConnectionStatus, "Pending");
            const updated = await eventually(
                () => scene.connection(ServiceId, EndpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
            assert.equal(updated.Bandwidth, 10_240);
        }, WATCHED));

    it("of endpoints that are not the service's are not found", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service();
            const other = await scene.endpoint(await scene.service());
            for (const EndpointId of ["ep-0", other]) {
                for (const action of [
                    "EnableVpcEndpointConnection",
                    "DisableVpcEndpointConnection",
                    "UpdateVpcEndpointConnectionAttribute",
                    "EnableVpcEndpointZoneConnection",
                    "DisableVpcEndpointZoneConnection",
                ]) {
                    const { code: refused, status } = await refusal(
                        provider.call(action, { ServiceId, EndpointId, ZoneId: ZONE_A }),
                    );
                    assert.deepEqual(
                        [refused, status],
                        ["EndpointConnectionNotFound", 400],
                        action,
                    );
                }
                const { Connections } = await provider.call("ListVpcEndpointConnections", {
                    ServiceId,
                    EndpointId,
                });
                assert.deepEqual(Connections, []);
            }
        }));

    it("are deleted with their endpoint", () =>
        inScene(async (scene) => {
            const ServiceId = await scene.service();
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.accept(ServiceId, EndpointId);
            await scene.consumer.call("DeleteVpcEndpoint", { EndpointId });
            await eventually(
                () => scene.connection(ServiceId, EndpointId),
                (connection) => connection === undefined,
            );
            const { code: refused, status } = await refusal(disable(scene, ServiceId, EndpointId));
            assert.deepEqual([refused, status], ["EndpointConnectionNotFound", 400]);
        }));

    it("are listed by filter, of the caller's own services only", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const ServiceId = await scene.service();
            const foreign = await scene.endpoint(ServiceId);
            const own = await scene.endpoint(ServiceId, {}, provider);
            await scene.accept(ServiceId, own);
            const ids = async (parameters: object) => {
                const answer = await provider.call("ListVpcEndpointConnections", parameters);
                assert.equal(answer.TotalCount, String(answer.Connections.length));
                return answer.Connections.map((item: Record<string, string>) => item.EndpointId);
            };
            assert.deepEqual(await ids({}), [own, foreign]);
            assert.deepEqual(await ids({ ServiceId }), [own, foreign]);
            assert.deepEqual(await ids({ ConnectionStatus: "Disconnected" }), [foreign]);
            assert.deepEqual(await ids({ EndpointOwnerId: consumer.account.accountId }), [foreign]);
            assert.deepEqual(await ids({ EniId: "eni-0" }), []);
            assert.deepEqual(await ids({ ResourceId: "lb-0" }), []);
            const { Connections } = await consumer.call("ListVpcEndpointConnections");
            assert.deepEqual(Connections, []);
        }));

    it("are closed and reopened zone by zone", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const ServiceId = await scene.service();
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId);
            const change = (action: string, ZoneId = ZONE_A, more = {}) =>
                provider.call(`${action}VpcEndpointZoneConnection`, {
                    ServiceId,
                    EndpointId,
                    ZoneId,
                    ...more,
                });
            assert.equal(await code(change("Disable")), "IncorrectStatus.VpcEndpointConnection");
            await scene.accept(ServiceId, EndpointId);
            await zoneStatus(consumer, EndpointId, ZONE_A, "Connected");
            assert.equal(await code(change("Enable")), "IncorrectStatus.VpcEndpointZone");
            assert.equal(await code(change("Disable", ZONE_B)), "ResourceNotFound.VpcEndpointZone");
            assert.equal(
                await code(change("Disable", ZONE_A, { ReplacedResource: true })),
                "IncorrectStatus.VpcEndpointZone",
            );
            await change("Disable");
            const closing = await scene.connection(ServiceId, EndpointId);
            assert.equal(closing.Zones[0].ZoneStatus, "Disconnecting");
            await zoneStatus(consumer, EndpointId, ZONE_A, "Disconnected");
            await change("Enable");
            await zoneStatus(consumer, EndpointId, ZONE_A, "Connected");
            const reopened = await scene.connection(ServiceId, EndpointId);
            assert.match(reopened.Zones[0].ResourceId, /^lb-/);
        }, WATCHED));
});
