import assert from "node:assert/strict";

import { ECS, eventually } from "./client";
import { pageServer, ZONE_A, ZONE_B } from "./networkScene";
import { withNlb, type NlbScene } from "./nlbScene";
import { agentIsUp, runScript } from "./scripts";

type Body = Record<string, any>;

const PORT = 8080;

interface Servers {
    readonly loadBalancerId: string;
    readonly groupId: string;
    readonly listenerId: string;
    readonly instanceIds: readonly string[];
    /** The pages that requests to the NLB get, or curl's exit code; in their order. */
    fetch(times: number, address?: string): Promise<string[]>;
    /** The states of the servers that are not healthy. */
    problems(): Promise<string[]>;
}

describe("traffic through an NLB", function () {
    this.timeout(120_000);

    it("is spread over the servers in the ratio of their weights, once they are healthy", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { fetch } = await serve(scene, { one: 60, two: 20 });
            const pages = await fetch(8);
            assert.equal(pages.filter((page) => page === "one").length, 6);
            assert.equal(pages.filter((page) => page === "two").length, 2);
        }));

    it("stays in the zone in which it arrives while cross-zone balancing is off", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { fetch, loadBalancerId, listenerId } = await serve(scene, { one: 1, two: 1 });
            const { ZoneMappings } = await scene.attributes(loadBalancerId);
            const [inA, inB] = ZoneMappings.map(
                ({ LoadBalancerAddresses: [address] }: Body) => address.PrivateIPv4Address,
            );
            assert.deepEqual((await fetch(2, inA)).sort(), ["one", "two"]);
            await scene.done("UpdateLoadBalancerAttribute", {
                LoadBalancerId: loadBalancerId,
                CrossZoneEnabled: false,
            });
            assert.deepEqual(await fetch(2, inA), ["one", "one"]);
            assert.deepEqual(await fetch(2, inB), ["two", "two"]);
            assert.ok(listenerId.endsWith("@80"));
        }));

    it("comes with the client's address, unless the group does not keep it", () =>
        withNlb(async (scene) => {
            const { fetch, groupId } = await serve(scene, { one: 1 });
            // Health checks come from addresses of the cloud's own.
            assert.deepEqual(await fetch(1), ["28"]);
            await scene.done("UpdateServerGroupAttribute", {
                ServerGroupId: groupId,
                PreserveClientIpEnabled: false,
            });
            assert.deepEqual(await fetch(1), ["one"]);
        }));

    it("leaves out servers that are stopped, weigh nothing or fail an HTTP check, and is then refused", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { fetch, problems, groupId, instanceIds } = await serve(scene, {
                one: 100,
                two: 100,
            });
            await scene.done("UpdateServerGroupServersAttribute", {
                ServerGroupId: groupId,
                Servers: [{ ServerId: instanceIds[0], ServerType: "Ecs", Port: PORT, Weight: 0 }],
            });
            assert.deepEqual(await fetch(2), ["two", "two"]);
            await scene.ecs("StopInstance", { InstanceId: instanceIds[1] });
            await eventually(problems, (found) => found.join() === "Unhealthy");
            assert.deepEqual(await fetch(1), ["7"]);
            await scene.ecs("StartInstance", { InstanceId: instanceIds[1] });
            await eventually(problems, (found) => found.length === 0);
            await scene.done("UpdateServerGroupAttribute", {
                ServerGroupId: groupId,
                HealthCheckConfig: { HealthCheckType: "HTTP", HealthCheckUrl: "/missing" },
            });
            await eventually(problems, (found) => found.length === 2);
            assert.deepEqual(await fetch(1), ["7"]);
        }));

    it("of a range reaches the servers at the port that the client asked for", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { loadBalancerId, instanceIds, fetch } = await serve(scene, { one: 1 });
            const groupId = await scene.group({
                AnyPortEnabled: true,
                HealthCheckConfig: { HealthCheckEnabled: true, HealthCheckConnectPort: PORT },
            });
            await scene.done("AddServersToServerGroup", {
                ServerGroupId: groupId,
                Servers: [{ ServerId: instanceIds[0], ServerType: "Ecs" }],
            });
            const ListenerId = await scene.listener(loadBalancerId, groupId, {
                ListenerPort: 0,
                StartPort: PORT,
                EndPort: PORT + 1,
            });
            await eventually(
                () => scene.nlb("GetListenerHealthStatus", { ListenerId }),
                ({ ListenerHealthStatus: [{ ServerGroupInfos }] }) =>
                    ServerGroupInfos[0].NonNormalServers.length === 0,
            );
            const { DNSName } = await scene.attributes(loadBalancerId);
            assert.deepEqual(await fetch(1, `${DNSName}:${PORT}`), ["one"]);
            // The servers' security group does not accept it.
            assert.deepEqual(await fetch(1, `${DNSName}:${PORT + 1}`), ["28"]);
        }));

    it("is refused on the port of a UDP listener, whose servers nothing finds healthy", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { loadBalancerId, instanceIds, fetch } = await serve(scene, { one: 1 });
            const groupId = await scene.group({
                Protocol: "UDP",
                HealthCheckConfig: { HealthCheckType: "UDP" },
            });
            await scene.done("AddServersToServerGroup", {
                ServerGroupId: groupId,
                Servers: [{ ServerId: instanceIds[0], ServerType: "Ecs", Port: 53 }],
            });
            const ListenerId = await scene.listener(loadBalancerId, groupId, {
                ListenerProtocol: "UDP",
                ListenerPort: 53,
            });
            const { DNSName } = await scene.attributes(loadBalancerId);
            assert.deepEqual(await fetch(1, `${DNSName}:53`), ["7"]);
            const { ListenerHealthStatus } = await scene.nlb("GetListenerHealthStatus", {
                ListenerId,
            });
            assert.equal(
                ListenerHealthStatus[0].ServerGroupInfos[0].NonNormalServers[0].Status,
                "Unhealthy",
            );
        }));

    it("passes the security groups that the NLB is in", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { loadBalancerId, fetch } = await serve(scene, { one: 1 });
            const frontId = await scene.securityGroup();
            await scene.done("LoadBalancerJoinSecurityGroup", {
                LoadBalancerId: loadBalancerId,
                SecurityGroupIds: [frontId],
            });
            assert.deepEqual(await fetch(1), ["28"]);
            await letIn(scene, "10.0.1.0/24", frontId, 80);
            assert.deepEqual(await fetch(1), ["one"]);
        }));

    it("is not understood by a server that does not expect the proxy protocol", () =>
        withNlb(async (scene) => {
            await letIn(scene, "10.0.0.0/16");
            const { listenerId, fetch } = await serve(scene, { one: 1 });
            await scene.done("UpdateListenerAttribute", {
                ListenerId: listenerId,
                ProxyProtocolEnabled: true,
            });
            assert.deepEqual(await fetch(1), ["52"]);
        }));
});

/** An NLB in two zones with one or two servers, one in each zone, and a client in the first zone. */
async function serve(scene: NlbScene, weights: Readonly<Record<string, number>>): Promise<Servers> {
    const zones = [ZONE_A, ZONE_B];
    const instanceIds = await Promise.all(
        Object.keys(weights).map((name, position) =>
            scene.running({
                UserData: pageServer(name, PORT),
                VSwitchId: scene.vswitchIds[zones[position]],
            }),
        ),
    );
    const groupId = await scene.group();
    await scene.done("AddServersToServerGroup", {
        ServerGroupId: groupId,
        Servers: Object.values(weights).map((Weight, position) => ({
            ServerId: instanceIds[position],
            ServerType: "Ecs",
            Port: PORT,
            Weight,
        })),
    });
    const loadBalancerId = await scene.active();
    const listenerId = await scene.listener(loadBalancerId, groupId);
    const clientId = await scene.running();
    await agentIsUp(scene.owner, clientId);
    const { DNSName } = await scene.attributes(loadBalancerId);
    const problems = async () => {
        const { ListenerHealthStatus } = await scene.nlb("GetListenerHealthStatus", {
            ListenerId: listenerId,
        });
        const [{ NonNormalServers }] = ListenerHealthStatus[0].ServerGroupInfos;
        return NonNormalServers.map(({ Status }: Body) => Status as string);
    };
    await eventually(problems, (found) => found.length === 0);
    return {
        loadBalancerId,
        groupId,
        listenerId,
        instanceIds,
        problems,
        async fetch(times, address = DNSName) {
            const { output } = await runScript(
                scene.owner,
                clientId,
                `for turn in $(seq ${times}); do curl -s --connect-timeout 0.5 -o page http://${address}/ && cat page || echo $?; done`,
            );
            return output.toString().trim().split("\n");
        },
    };
}

async function letIn(
    { owner, groupId }: NlbScene,
    cidrBlock: string,
    toGroupId = groupId,
    port = PORT,
): Promise<void> {
    await owner.call(ECS, "AuthorizeSecurityGroup", {
        SecurityGroupId: toGroupId,
        IpProtocol: "tcp",
        PortRange: `${port}/${port}`,
        SourceCidrIp: cidrBlock,
    });
}
