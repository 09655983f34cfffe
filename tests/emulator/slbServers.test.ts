import assert from "node:assert/strict";

import { eventually, refusal } from "./client";
import { inNetwork, type NetworkScene, pageServer } from "./networkScene";

type Servers = { ServerId: string; Weight: number | string; Port?: number }[];

/** In the writing of the provider: single quotes, numbers as texts. */
function written(servers: object[]): string {
    return JSON.stringify(servers).replaceAll('"', "'");
}

async function servers({ slb }: NetworkScene, LoadBalancerId: string): Promise<Servers> {
    const { BackendServers } = await slb("DescribeLoadBalancerAttribute", { LoadBalancerId });
    return BackendServers.BackendServer;
}

describe("the emulator's CLB servers", () => {
    it("adds backend servers, sets their weights and removes them", () =>
        inNetwork(async (scene) => {
            const LoadBalancerId = await scene.loadBalancer();
            const [one, other] = [await scene.running(), await scene.running()];
            const added = await scene.slb("AddBackendServers", {
                LoadBalancerId,
                BackendServers: `[{'ServerId':'${one}','Weight':'30', 'Type': 'ecs'},{'ServerId':'${other}'}]`,
            });
            assert.equal(added["LoadBalancerId"], LoadBalancerId);
            assert.deepEqual(added["BackendServers"].BackendServer, [
                { ServerId: one, Type: "ecs", Weight: "30" },
                { ServerId: other, Type: "ecs", Weight: "100" },
            ]);
            assert.deepEqual(await servers(scene, LoadBalancerId), [
                { ServerId: one, Type: "ecs", Weight: 30, ServerIp: "" },
                { ServerId: other, Type: "ecs", Weight: 100, ServerIp: "" },
            ]);
            const set = (ServerId: string, Weight: unknown) =>
                scene.slb("SetBackendServers", {
                    LoadBalancerId,
                    BackendServers: written([{ ServerId, Weight }]),
                });
            await set(one, 0);
            assert.equal((await servers(scene, LoadBalancerId))[0]?.Weight, 0);
            assert.equal((await refusal(set("i-nothing", 1))).code, "InvalidServerId.NotFound");
            await scene.slb("RemoveBackendServers", {
                LoadBalancerId,
                BackendServers: JSON.stringify([one, "i-nothing"]),
            });
            assert.deepEqual(
                (await servers(scene, LoadBalancerId)).map(({ ServerId }) => ServerId),
                [other],
            );
        }));

    it("refuses servers that are not the caller's, not running, not in the VPC, or badly described", () =>
        inNetwork(
            async (scene) => {
                const { ecs, slb, running, becomes, launch, vpc, vswitch, securityGroup } = scene;
                const LoadBalancerId = await scene.loadBalancer();
                const elsewhereVpc = await vpc("192.168.0.0/16");
                const elsewhere = await running({
                    VSwitchId: await vswitch(elsewhereVpc, "192.168.1.0/24"),
                    SecurityGroupId: await securityGroup({ VpcId: elsewhereVpc }),
                });
                const here = await running();
                const stopped = await running();
                await ecs("StopInstance", { InstanceId: stopped });
                await becomes(stopped, "Stopped");
                const add = (BackendServers: string) =>
                    slb("AddBackendServers", { LoadBalancerId, BackendServers });
                const pending = written([{ ServerId: await launch() }]);
                assert.equal((await refusal(add(pending))).code, "ObtainIpFail");
                for (const [wrong, code] of [
                    [written([{ ServerId: here }, { ServerId: "i-nothing" }]), "ObtainIpFail"],
                    [written([{ ServerId: stopped }]), "ObtainIpFail"],
                    [written([{ ServerId: elsewhere }]), "InvalidParameter"],
                    [written([{ ServerId: here, Weight: 101 }]), "InvalidWeight.Malformed"],
                    [written([{ ServerId: here, Weight: "-1" }]), "InvalidWeight.Malformed"],
                    [written([{ ServerId: here, Weight: "1.5" }]), "InvalidWeight.Malformed"],
                    [written([{ ServerId: here, Type: "eci" }]), "EmulatorUnsupportedParameter"],
                    [written([{ ServerId: here, Type: "vm" }]), "BackendServersMalformed"],
                    [written([{ Weight: 10 }]), "BackendServersMalformed"],
                    [written(Array(21).fill({ ServerId: here })), "TooManyBackendServers"],
                    ["[{", "BackendServersMalformed"],
                    ["{}", "BackendServersMalformed"],
                ] as const) {
                    assert.equal((await refusal(add(wrong))).code, code, wrong);
                }
                assert.deepEqual(await servers(scene, LoadBalancerId), []);
            },
            { transitionMilliseconds: 300 },
        ));

    it("keeps the servers of an Internet-facing CLB in one VPC", () =>
        inNetwork(async ({ slb, running, vpc, vswitch, securityGroup, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer({ VSwitchId: "" });
            const otherVpc = await vpc("192.168.0.0/16");
            const elsewhere = await running({
                VSwitchId: await vswitch(otherVpc, "192.168.1.0/24"),
                SecurityGroupId: await securityGroup({ VpcId: otherVpc }),
            });
            const add = (ServerId: string) =>
                slb("AddBackendServers", {
                    LoadBalancerId,
                    BackendServers: written([{ ServerId }]),
                });
            await add(elsewhere);
            const { code } = await refusal(add(await running()));
            assert.equal(code, "InvalidBackendServers.Inconsistent");
        }));

    it("loses a server that is released", () =>
        inNetwork(async (scene) => {
            const LoadBalancerId = await scene.loadBalancer();
            const InstanceId = await scene.running();
            await scene.slb("AddBackendServers", {
                LoadBalancerId,
                BackendServers: written([{ ServerId: InstanceId }]),
            });
            await scene.ecs("DeleteInstance", { InstanceId, Force: true });
            await scene.becomes(InstanceId, undefined);
            assert.deepEqual(await servers(scene, LoadBalancerId), []);
        }));

    it("accepts network interfaces as servers, each with its address", () =>
        inNetwork(async (scene) => {
            const LoadBalancerId = await scene.loadBalancer();
            const { NetworkInterfaceSets } = await scene.ecs("DescribeNetworkInterfaces", {
                InstanceId: await scene.running(),
            });
            const [{ NetworkInterfaceId, PrivateIpAddress }] =
                NetworkInterfaceSets.NetworkInterfaceSet;
            await scene.slb("AddBackendServers", {
                LoadBalancerId,
                BackendServers: written([{ ServerId: NetworkInterfaceId, Type: "eni" }]),
            });
            assert.deepEqual(await servers(scene, LoadBalancerId), [
                {
                    ServerId: NetworkInterfaceId,
                    Type: "eni",
                    Weight: 100,
                    ServerIp: PrivateIpAddress,
                },
            ]);
        }));

    it("creates, fills, changes and deletes vServer groups", () =>
        inNetwork(async ({ slb, running, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const ServerId = await running();
            const { VServerGroupId } = await slb("CreateVServerGroup", {
                LoadBalancerId,
                VServerGroupName: "group",
                BackendServers: written([{ ServerId, Port: "80", Weight: "10" }]),
            });
            assert.match(VServerGroupId, /^rsp-/);
            const attribute = async () => {
                const { BackendServers, ...rest } = await slb("DescribeVServerGroupAttribute", {
                    VServerGroupId,
                });
                const found = BackendServers.BackendServer as Servers;
                return {
                    name: rest["VServerGroupName"],
                    servers: found.map(({ Port, Weight }) => [Port, Weight]),
                };
            };
            assert.deepEqual(await attribute(), { name: "group", servers: [[80, 10]] });
            await slb("AddVServerGroupBackendServers", {
                VServerGroupId,
                // As the provider writes it for a server attachment.
                BackendServers: JSON.stringify([{ ServerId, Port: 81, Weight: 20, Type: "ecs" }]),
            });
            await slb("SetVServerGroupAttribute", {
                VServerGroupId,
                VServerGroupName: "renamed",
                BackendServers: written([{ ServerId, Port: 80, Weight: 0 }]),
            });
            assert.deepEqual(await attribute(), {
                name: "renamed",
                servers: [
                    [80, 0],
                    [81, 20],
                ],
            });
            await slb("ModifyVServerGroupBackendServers", {
                VServerGroupId,
                OldBackendServers: written([{ ServerId, Port: 80 }]),
                NewBackendServers: written([{ ServerId, Port: 82 }]),
            });
            await slb("RemoveVServerGroupBackendServers", {
                VServerGroupId,
                BackendServers: written([{ ServerId, Port: 81 }]),
            });
            assert.deepEqual((await attribute()).servers, [[82, 100]]);
            const { VServerGroups } = await slb("DescribeVServerGroups", { LoadBalancerId });
            assert.equal(VServerGroups.VServerGroup[0].ServerCount, 1);
            const add = (server: object) =>
                slb("AddVServerGroupBackendServers", {
                    VServerGroupId,
                    BackendServers: written([{ ServerId, ...server }]),
                });
            assert.equal((await refusal(add({}))).code, "MissingPort");
            assert.equal((await refusal(add({ Port: 0 }))).code, "InvalidParameter");
            assert.equal((await refusal(add({ Port: 65536 }))).code, "InvalidParameter");
            await slb("DeleteVServerGroup", { VServerGroupId });
            const gone = await refusal(attribute());
            assert.deepEqual([gone.code, gone.status], ["InvalidParameter", 404]);
            assert.match(gone.message, /The specified VServerGroupId does not exist/);
        }));

    it("keeps a vServer group while a listener uses it, and deletes it with its CLB", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const other = await loadBalancer();
            const { VServerGroupId } = await slb("CreateVServerGroup", { LoadBalancerId });
            const listen = (id: string, port: number) =>
                slb("CreateLoadBalancerTCPListener", {
                    LoadBalancerId: id,
                    ListenerPort: port,
                    Bandwidth: -1,
                    VServerGroupId,
                });
            assert.match(
                (await refusal(listen(other, 80))).message,
                /The specified VServerGroupId does not exist/,
            );
            await listen(LoadBalancerId, 80);
            assert.equal(
                (await refusal(slb("DeleteVServerGroup", { VServerGroupId }))).code,
                "RspoolVipExist",
            );
            await slb("DeleteLoadBalancer", { LoadBalancerId });
            const gone = await refusal(slb("DescribeVServerGroupAttribute", { VServerGroupId }));
            assert.equal(gone.status, 404);
        }));

    it("reports a server of a running listener as healthy while it answers the listener's checks", () =>
        inNetwork(async ({ ecs, slb, running, becomes, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const InstanceId = await running({ UserData: pageServer("up", 8080) });
            await slb("AddBackendServers", {
                LoadBalancerId,
                BackendServers: written([{ ServerId: InstanceId }]),
            });
            const named = { LoadBalancerId, ListenerPort: 80 };
            await slb("CreateLoadBalancerTCPListener", {
                ...named,
                BackendServerPort: 8080,
                Bandwidth: -1,
            });
            const health = async () => {
                const { BackendServers } = await slb("DescribeHealthStatus", { LoadBalancerId });
                return BackendServers.BackendServer;
            };
            assert.deepEqual(await health(), []);
            await slb("StartLoadBalancerListener", named);
            const [server] = await eventually(
                health,
                ([found]) => found?.ServerHealthStatus === "normal",
            );
            assert.deepEqual(server, {
                ListenerPort: 80,
                Protocol: "tcp",
                ServerId: InstanceId,
                Port: 8080,
                ServerIp: "10.0.1.2",
                ServerHealthStatus: "normal",
            });
            await ecs("StopInstance", { InstanceId });
            await becomes(InstanceId, "Stopped");
            await eventually(health, ([found]) => found.ServerHealthStatus === "abnormal");
        }));
});
