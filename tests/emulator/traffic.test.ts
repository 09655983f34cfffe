import assert from "node:assert/strict";

import { type Clients, ECS, eventually, PRIVATELINK, SLB } from "./client";
import { ZONE_A, ZONE_B } from "./networkScene";
import { runScript } from "./scripts";
import {
    BACKEND_PORT,
    CLIENTS,
    healthIs,
    listen,
    PORT,
    SERVERS,
    type TrafficScene,
    withTraffic,
} from "./trafficScene";

/** How curl reports the result of a connection. */
const ANSWERED = 0;
const UNRESOLVED = 6;
const REFUSED = 7;
const TIMED_OUT = 28;

describe("traffic through an endpoint", () => {
    it("does not flow before the connection is accepted, and flows in each zone afterwards", () =>
        withTraffic(async (scene) => {
            assert.equal((await scene.fetch(`http://${scene.domain}/`)).exitCode, UNRESOLVED);
            for (const { domain, ip } of Object.values(scene.zones)) {
                assert.equal((await scene.resolve(domain)).join(), ip);
                assert.equal((await scene.fetch(`http://${domain}/`)).exitCode, TIMED_OUT);
            }
            await scene.connected();
            for (const { domain, ip } of Object.values(scene.zones)) {
                for (const host of [domain, ip]) {
                    const { exitCode, status, address, body } = await scene.fetch(
                        `http://${host}/`,
                    );
                    assert.deepEqual([exitCode, status, address], [ANSWERED, "200", ip]);
                    assert.match(body, /^(one|two)$/);
                }
            }
            const { exitCode, address } = await scene.fetch(scene.domain);
            assert.equal(exitCode, ANSWERED);
            assert.ok(Object.values(scene.zones).some(({ ip }) => ip === address));
        }));

    it("reaches both zones by the endpoint's own name, one after the other", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const ips = Object.values(scene.zones).map(({ ip }) => ip);
            assert.deepEqual((await scene.resolve(scene.domain)).sort(), ips.sort());
            const { output } = await scene.script(
                `for turn in 1 2 3 4; do curl -s -o page -w '%{remote_ip}\\n' http://${scene.domain}/; done`,
            );
            const counts = ips.map((ip) =>
                output
                    .toString()
                    .split("\n")
                    .filter((to) => to === ip),
            );
            assert.deepEqual(
                counts.map(({ length }) => length),
                [2, 2],
            );
        }));

    it("reaches a service in another region from every zone of the endpoint", () =>
        withTraffic(
            async (scene) => {
                await scene.connected();
                assert.deepEqual(Object.keys(scene.zones), ["eu-west-1a", "eu-west-1b"]);
                for (const { domain, ip } of Object.values(scene.zones)) {
                    const { status, address, body } = await scene.fetch(`http://${domain}/`);
                    assert.deepEqual([status, address], ["200", ip]);
                    assert.match(body, /^(one|two)$/);
                }
                await scene.disconnected();
                const { exitCode } = await scene.fetch(`http://${scene.zones["eu-west-1a"].ip}/`);
                assert.equal(exitCode, TIMED_OUT);
            },
            undefined,
            "eu-west-1",
        ));

    it("is spread over the backends in the ratio of their weights", () =>
        withTraffic(
            async (scene) => {
                await scene.connected();
                const pages = await answers(scene, scene.zones[ZONE_A].ip, 8);
                assert.equal(pages.filter((page) => page === "one").length, 6);
                assert.equal(pages.filter((page) => page === "two").length, 2);
            },
            { one: 75, two: 25 },
        ));

    it("never goes to a backend whose weight is 0", () =>
        withTraffic(
            async (scene) => {
                await scene.connected();
                assert.deepEqual(await answers(scene, scene.zones[ZONE_A].ip, 3), [
                    "two",
                    "two",
                    "two",
                ]);
            },
            { one: 0, two: 100 },
        ));

    it("times out at a port that the endpoint's security group does not allow", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { consumer, endpointGroupId } = scene;
            const { domain } = scene.zones[ZONE_A];
            await consumer.shutOut(endpointGroupId, PORT, CLIENTS);
            assert.equal((await scene.fetch(domain)).exitCode, TIMED_OUT);
            const { PrivateIpAddress } = await addressOf(consumer, scene.clientId);
            await consumer.letIn(endpointGroupId, PORT, "10.0.200.0/24");
            assert.equal((await scene.fetch(domain)).exitCode, TIMED_OUT);
            await consumer.letIn(endpointGroupId, PORT, `${PrivateIpAddress}/32`);
            assert.equal((await scene.fetch(domain)).exitCode, ANSWERED);
        }));

    it("follows the client's own security group, and the rule of the highest priority", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { consumer } = scene;
            const { ip } = scene.zones[ZONE_A];
            const egress = (Policy: string, Priority: number) =>
                consumer.call(ECS, "AuthorizeSecurityGroupEgress", {
                    SecurityGroupId: consumer.groupId,
                    IpProtocol: "all",
                    PortRange: "-1/-1",
                    DestCidrIp: "0.0.0.0/0",
                    Policy,
                    Priority,
                });
            await egress("drop", 50);
            assert.equal((await scene.fetch(ip)).exitCode, TIMED_OUT);
            await egress("accept", 10);
            assert.equal((await scene.fetch(ip)).exitCode, ANSWERED);
            await egress("drop", 10);
            assert.equal((await scene.fetch(ip)).exitCode, TIMED_OUT);
        }));

    it("goes to the other backend when one is stopped, and to both again when it is started", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider, backendIds } = scene;
            const { ip } = scene.zones[ZONE_B];
            await provider.stopInstance(backendIds.one);
            await scene.healthIs(ZONE_B, ["abnormal", "normal"]);
            assert.deepEqual(new Set(await answers(scene, ip, 4)), new Set(["two"]));
            await provider.call(ECS, "StartInstance", { InstanceId: backendIds.one });
            await scene.healthIs(ZONE_B, ["normal", "normal"]);
            assert.deepEqual(new Set(await answers(scene, ip, 4)), new Set(["one", "two"]));
        }));

    it("is refused when no backend is healthy, or when the listener is stopped or deleted", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider, backendIds, loadBalancerIds } = scene;
            const { ip } = scene.zones[ZONE_A];
            const listener = { LoadBalancerId: loadBalancerIds[ZONE_A], ListenerPort: PORT };
            const becomes = (exitCode: number) =>
                eventually(
                    () => scene.fetch(ip),
                    (fetched) => fetched.exitCode === exitCode,
                );
            await provider.call(SLB, "StopLoadBalancerListener", listener);
            await becomes(REFUSED);
            await provider.call(SLB, "StartLoadBalancerListener", listener);
            await becomes(ANSWERED);
            await provider.call(SLB, "DeleteLoadBalancerListener", listener);
            await becomes(REFUSED);
            const other = scene.zones[ZONE_B].ip;
            assert.equal((await scene.fetch(other)).exitCode, ANSWERED);
            await Promise.all(Object.values(backendIds).map((id) => provider.stopInstance(id)));
            await scene.healthIs(ZONE_B, ["abnormal", "abnormal"]);
            assert.equal((await scene.fetch(other)).exitCode, REFUSED);
        }));

    it("times out when the connection is disabled, or a zone of it, and keeps the other zone", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider, consumer, serviceId, endpointId } = scene;
            const named = { ServiceId: serviceId, EndpointId: endpointId, ZoneId: ZONE_A };
            await provider.call(PRIVATELINK, "DisableVpcEndpointZoneConnection", named);
            await eventually(
                () =>
                    consumer.call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId: endpointId }),
                ({ Zones }) => Zones[0].ZoneStatus === "Disconnected",
            );
            assert.equal((await scene.fetch(scene.zones[ZONE_A].domain)).exitCode, TIMED_OUT);
            assert.equal((await scene.fetch(scene.zones[ZONE_B].domain)).exitCode, ANSWERED);
            assert.deepEqual(await scene.resolve(scene.domain), [scene.zones[ZONE_B].ip]);
            await scene.disconnected();
            assert.equal((await scene.fetch(scene.zones[ZONE_B].domain)).exitCode, TIMED_OUT);
            assert.equal((await scene.fetch(scene.domain)).exitCode, UNRESOLVED);
        }));

    it("continues when the whitelist entry of a connection is removed", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            await scene.provider.call(PRIVATELINK, "RemoveUserFromVpcEndpointService", {
                ServiceId: scene.serviceId,
                UserId: scene.consumer.account.accountId,
            });
            for (const { domain } of Object.values(scene.zones)) {
                assert.equal((await scene.fetch(domain)).exitCode, ANSWERED);
            }
        }));

    it("does not work for instances of another VPC, though the names resolve there", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider } = scene;
            const { domain, ip } = scene.zones[ZONE_B];
            const strangerId = await provider.instance();
            const { output } = await runScript(
                provider,
                strangerId,
                `getent ahostsv4 ${domain} | head -n 1; curl -s --connect-timeout 0.3 http://${domain}/; echo $?`,
            );
            assert.match(output.toString(), new RegExp(`^${ip} .*\n${TIMED_OUT}\n$`));
        }));

    it("returns an error page if an HTTP listener cannot forward", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider, backendIds, endpointGroupId, consumer } = scene;
            const LoadBalancerId = scene.loadBalancerIds[ZONE_A];
            const { ip } = scene.zones[ZONE_A];
            const ports = { healthy: 81, unchecked: 82, closed: 83 };
            for (const port of Object.values(ports)) {
                await consumer.letIn(endpointGroupId, port, CLIENTS);
            }
            await provider.call(SLB, "RemoveBackendServers", {
                LoadBalancerId,
                BackendServers: JSON.stringify([backendIds.two]),
            });
            await listen(provider, LoadBalancerId, "HTTP", { ListenerPort: ports.healthy });
            await listen(provider, LoadBalancerId, "HTTP", {
                ListenerPort: ports.unchecked,
                HealthCheck: "off",
                RequestTimeout: 1,
            });
            await listen(provider, LoadBalancerId, "HTTP", {
                ListenerPort: ports.closed,
                BackendServerPort: BACKEND_PORT + 1,
                HealthCheck: "off",
            });
            const statusAt = async (port: number) => (await scene.fetch(`${ip}:${port}/`)).status;
            await eventually(
                () => statusAt(ports.healthy),
                (status) => status === "200",
            );
            assert.equal(await statusAt(ports.closed), "502");
            await provider.stopInstance(backendIds.one);
            await eventually(
                () => statusAt(ports.healthy),
                (status) => status === "503",
            );
            assert.equal(await statusAt(ports.unchecked), "504");
        }));
});

describe("traffic inside a VPC", () => {
    it("reaches an instance by its security group: an answer, a refusal, or nothing", () =>
        withTraffic(async ({ provider, backendIds }) => {
            const neighbourId = await provider.instance({
                SecurityGroupId: await provider.securityGroup(),
            });
            const { PrivateIpAddress } = await addressOf(provider, backendIds.one);
            const attempt = async (port: number, from = neighbourId) => {
                const { output } = await runScript(
                    provider,
                    from,
                    `curl -s --connect-timeout 0.3 http://${PrivateIpAddress}:${port}/; echo $?`,
                );
                return output.toString().trim();
            };
            assert.equal(await attempt(BACKEND_PORT), String(TIMED_OUT));
            assert.equal(await attempt(BACKEND_PORT, backendIds.two), `one\n${ANSWERED}`);
            await provider.letIn(provider.groupId, BACKEND_PORT, SERVERS);
            await provider.letIn(provider.groupId, 22, SERVERS);
            assert.equal(await attempt(BACKEND_PORT), `one\n${ANSWERED}`);
            assert.equal(await attempt(22), String(REFUSED));
            await provider.stopInstance(backendIds.one);
            assert.equal(await attempt(22), String(TIMED_OUT));
        }));

    it("reaches a CLB at its address, and an unused address not at all", () =>
        withTraffic(async ({ provider, backendIds, loadBalancerIds }) => {
            const { Address } = await provider.call(SLB, "DescribeLoadBalancerAttribute", {
                LoadBalancerId: loadBalancerIds[ZONE_A],
            });
            const { output } = await runScript(
                provider,
                backendIds.two,
                `curl -s http://${Address}/; curl -s --connect-timeout 0.2 192.168.1.200; echo $?; curl -s --connect-timeout 0.2 1.1.1.1; echo $?`,
            );
            assert.match(
                output.toString(),
                new RegExp(`^(one|two)\n${TIMED_OUT}\n${TIMED_OUT}\n$`),
            );
            await healthIs(provider, loadBalancerIds[ZONE_A], ["normal", "normal"]);
        }));
});

async function answers(scene: TrafficScene, host: string, times: number): Promise<string[]> {
    const { output } = await scene.script(
        `for turn in $(seq ${times}); do curl -s http://${host}/; done`,
    );
    return output.toString().trim().split("\n");
}

async function addressOf({ call }: Clients, instanceId: string) {
    const { NetworkInterfaceSets } = await call(ECS, "DescribeNetworkInterfaces", {
        InstanceId: instanceId,
    });
    return NetworkInterfaceSets.NetworkInterfaceSet[0] as { PrivateIpAddress: string };
}
