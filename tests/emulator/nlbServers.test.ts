import assert from "node:assert/strict";

import { eventually } from "./client";
import { withNlb } from "./nlbScene";

type Body = Record<string, any>;

describe("the emulator's NLB server groups", () => {
    it("have the documented defaults, an IP group without the clients' addresses", () =>
        withNlb(async (scene) => {
            const { Tags, ResourceGroupId, ...described } = await scene.groupOf(
                await scene.group(),
            );
            assert.deepEqual(Tags, []);
            assert.match(ResourceGroupId, /^rg-/);
            assert.deepEqual(described, {
                ServerGroupId: described["ServerGroupId"],
                ServerGroupName: "group",
                ServerGroupType: "Instance",
                ServerGroupStatus: "Available",
                Protocol: "TCP",
                Scheduler: "Wrr",
                AddressIPVersion: "ipv4",
                AnyPortEnabled: false,
                ConnectionDrainEnabled: false,
                ConnectionDrainTimeout: 0,
                PreserveClientIpEnabled: true,
                HealthCheck: {
                    HealthCheckEnabled: true,
                    HealthCheckType: "TCP",
                    HealthCheckConnectPort: 0,
                    HealthCheckConnectTimeout: 5,
                    HealthCheckInterval: 5,
                    HealthyThreshold: 2,
                    UnhealthyThreshold: 2,
                },
                VpcId: scene.vpcId,
                RegionId: "eu-central-1",
                ServerCount: 0,
                RelatedLoadBalancerIds: [],
            });
            const byAddress = await scene.groupOf(await scene.group({ ServerGroupType: "Ip" }));
            assert.equal(byAddress["PreserveClientIpEnabled"], false);
        }));

    it("refuse settings that do not go together or are outside their limits", () =>
        withNlb(async (scene) => {
            const { vpcId: VpcId } = scene;
            const attempt = (changes: Body) =>
                scene.refused("CreateServerGroup", { ServerGroupName: "group", VpcId, ...changes });
            const check = (HealthCheckConfig: Body) => attempt({ HealthCheckConfig });
            assert.equal(
                await attempt({ ServerGroupType: "Ip", PreserveClientIpEnabled: true }),
                "400 IllegalParam.PreserveClientIpSwitch",
            );
            assert.equal(
                await attempt({ AnyPortEnabled: true }),
                "400 IllegalParam.AnyPortServerGroupConflictWithHealthCheckConfig",
            );
            assert.equal(
                await attempt({ ServerGroupName: "-" }),
                "400 IllegalParam.ServerGroupName",
            );
            assert.equal(
                await attempt({ ConnectionDrainTimeout: 901 }),
                "400 IllegalParam.ConnectionDrainTimeout",
            );
            assert.equal(await attempt({ Scheduler: "qch" }), "400 IllegalParam");
            assert.equal(
                await check({ HealthCheckUrl: "no-slash" }),
                "400 IlleagalParam.healthCheckUrl",
            );
            assert.equal(await check({ HealthCheckInterval: 51 }), "400 IllegalParam");
            assert.equal(await check({ HealthyThreshold: 1 }), "400 IllegalParam");
            assert.equal(await check({ HealthCheckHttpCode: ["200"] }), "400 IllegalParam");
            await scene.group({
                Protocol: "UDP",
                HealthCheckConfig: { HealthCheckType: "UDP", HealthCheckInterval: 300 },
            });
        }));

    it("are found by their id where a call names no region", () =>
        withNlb(async (scene) => {
            const ServerGroupId = await scene.group();
            // As the provider's data source sends it.
            const { Servers } = await scene.nlb("ListServerGroupServers", {
                RegionId: "",
                ServerGroupId,
            });
            assert.deepEqual(Servers, []);
        }));

    it("take servers of their own kind and VPC, by instance, interface or address", () =>
        withNlb(async (scene) => {
            const instanceId = await scene.running();
            const instances = await scene.group();
            const addresses = await scene.group({ ServerGroupType: "Ip" });
            const add = (ServerGroupId: string, ...Servers: Body[]) => ({ ServerGroupId, Servers });
            const server = { ServerId: instanceId, ServerType: "Ecs", Port: 80 };
            const address = (ServerId: string) => ({ ServerId, ServerType: "Ip", Port: 5432 });
            const answer = await scene.done("AddServersToServerGroup", add(instances, server));
            assert.equal(answer["ServerGroupId"], instances);
            assert.deepEqual(await scene.servers(instances), [
                {
                    ServerGroupId: instances,
                    ServerId: instanceId,
                    ServerType: "Ecs",
                    ServerIp: "10.0.1.1",
                    Port: 80,
                    Weight: 100,
                    Description: "",
                    ZoneId: "eu-central-1a",
                    Status: "Available",
                },
            ]);
            // An address may be in another network.
            await scene.done(
                "AddServersToServerGroup",
                add(addresses, address("10.0.2.77"), address("192.168.9.9")),
            );
            const attempt = (groupId: string, ...servers: Body[]) =>
                scene.refused("AddServersToServerGroup", add(groupId, ...servers));
            assert.equal(await attempt(instances, server), "400 DuplicatedParam.Server");
            assert.equal(await attempt(instances, address("10.0.2.77")), "400 Mismatch.ServerType");
            assert.equal(
                await attempt(instances, { ...server, ServerId: "i-0" }),
                "404 ResourceNotFound.Ecs",
            );
            assert.equal(
                await attempt(instances, { ...server, Port: 0 }),
                "400 IllegalParam.RSPortConflictWithServerGroup",
            );
            assert.equal(await attempt(addresses, address("8.8.8.8")), "400 IllegalParam.IP");
            assert.equal(
                await attempt(instances, { ...server, Port: 81, Weight: 101 }),
                "400 IllegalParam",
            );
        }));

    it("are busy while their servers change, and keep a server that is gone", () =>
        withNlb(
            async (scene) => {
                const ServerId = await scene.running();
                const ServerGroupId = await scene.group();
                const Servers = [{ ServerId, ServerType: "Ecs", Port: 80 }];
                const named = { ServerGroupId, Servers };
                await scene.nlb("AddServersToServerGroup", named);
                assert.equal((await scene.servers(ServerGroupId))[0]?.["Status"], "Adding");
                for (const action of ["RemoveServersFromServerGroup", "DeleteServerGroup"]) {
                    assert.equal(
                        await scene.refused(action, named),
                        "400 IncorrectStatus.serverGroup",
                    );
                }
                await eventually(
                    () => scene.groupOf(ServerGroupId),
                    ({ ServerGroupStatus }) => ServerGroupStatus === "Available",
                );
                await scene.done("UpdateServerGroupServersAttribute", {
                    ServerGroupId,
                    Servers: [{ ...Servers[0], Weight: 0, Description: "drained" }],
                });
                const [changed] = await scene.servers(ServerGroupId);
                assert.deepEqual([changed?.["Weight"], changed?.["Description"]], [0, "drained"]);
                await scene.ecs("DeleteInstance", { InstanceId: ServerId, Force: true });
                await scene.becomes(ServerId, undefined);
                // NLB does not take a released server out by itself.
                assert.equal((await scene.servers(ServerGroupId)).length, 1);
                await scene.done("RemoveServersFromServerGroup", named);
                assert.equal(
                    await scene.refused("RemoveServersFromServerGroup", named),
                    "404 ResourceNotFound.BackendServer",
                );
            },
            { transitionMilliseconds: 150 },
        ));
});
