import * as assert from "node:assert/strict";

import {
    NlbHealthCheckType,
    NlbListenerProtocol,
    NlbServiceResource,
    type NlbServiceResourceArgs,
    type NlbZone,
} from "../../../../index";
import { REGION } from "../../cloud";
import { lines, read, run } from "../../harness";

const ZONES: NlbZone[] = [
    { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" },
    { zoneId: `${REGION}b`, vswitchId: "vsw-b" },
];
const SERVER = { name: "one", serverId: "i-1", port: 8080 };

/** A new NLB in two zones with one listener and one server, unless the arguments say otherwise. */
function nlb(args: Partial<NlbServiceResourceArgs> = {}): NlbServiceResource {
    return new NlbServiceResource("app", {
        vpcId: "vpc-1",
        zones: ZONES,
        listeners: [{ port: 443 }],
        serverGroup: { servers: [SERVER] },
        ...args,
    });
}

describe("NlbServiceResource", () => {
    it("creates the NLB, its servers and listeners, each under what it stands for", async () => {
        const { registrations, urns } = await run(() =>
            nlb({
                listeners: [{ port: 53 }, { port: 53, protocol: NlbListenerProtocol.Udp }],
            }),
        );

        assert.deepEqual(lines(registrations).sort(), [
            "Listener app-53",
            "Listener app-53-udp",
            "LoadBalancer app",
            "NlbServiceResource app",
            "ServerGroup app",
            "ServerGroupServerAttachment app-one",
        ]);
        const own = urns.get("NlbServiceResource app");
        assert.deepEqual(
            registrations.slice(1).map(({ parent }) => parent),
            Array<unknown>(5).fill(own),
        );
    });

    it("sets every default, because the provider resets nothing", async () => {
        const { registration } = await run(() => nlb());

        assert.deepEqual(registration("LoadBalancer app").inputs, {
            loadBalancerName: "app",
            addressType: "Intranet",
            crossZoneEnabled: true,
            vpcId: "vpc-1",
            zoneMappings: [
                {
                    zoneId: `${REGION}a`,
                    vswitchId: "vsw-a",
                    privateIpv4Address: "10.10.0.9",
                },
                { zoneId: `${REGION}b`, vswitchId: "vsw-b" },
            ],
            securityGroupIds: [],
            deletionProtectionConfig: { enabled: false },
        });
        assert.deepEqual(registration("ServerGroup app").inputs, {
            serverGroupName: "app",
            serverGroupType: "Instance",
            vpcId: "vpc-1",
            protocol: "TCP",
            anyPortEnabled: false,
            scheduler: "Wrr",
            connectionDrainEnabled: false,
            preserveClientIpEnabled: true,
            healthCheck: {
                healthCheckEnabled: true,
                healthCheckType: "TCP",
                healthCheckConnectPort: 0,
                healthCheckInterval: 5,
                healthCheckConnectTimeout: 5,
                healthyThreshold: 2,
                unhealthyThreshold: 2,
            },
        });
        const { loadBalancerId, serverGroupId, ...listener } =
            registration("Listener app-443").inputs;
        assert.equal(typeof loadBalancerId, "string");
        assert.equal(typeof serverGroupId, "string");
        assert.deepEqual(listener, {
            listenerProtocol: "TCP",
            listenerPort: 443,
            listenerDescription: "tcp_443",
            idleTimeout: 900,
            cps: 0,
            proxyProtocolEnabled: false,
            proxyProtocolConfig: {
                proxyProtocolConfigVpcIdEnabled: false,
                proxyProtocolConfigPrivateLinkEpIdEnabled: false,
                proxyProtocolConfigPrivateLinkEpsIdEnabled: false,
            },
        });
    });

    it("passes on who connects with one switch", async () => {
        const { registration } = await run(() => nlb({ consumerIdentity: true }));

        const { proxyProtocolEnabled, proxyProtocolConfig } =
            registration("Listener app-443").inputs;
        assert.equal(proxyProtocolEnabled, true);
        assert.deepEqual(proxyProtocolConfig, {
            proxyProtocolConfigVpcIdEnabled: true,
            proxyProtocolConfigPrivateLinkEpIdEnabled: true,
            proxyProtocolConfigPrivateLinkEpsIdEnabled: true,
        });
    });

    it("takes servers by instance, by network interface and by address", async () => {
        for (const [identity, serverType] of [
            [{ serverId: "i-1" }, "Ecs"],
            [{ networkInterfaceId: "eni-1" }, "Eni"],
            [{ serverIp: "10.10.0.20" }, "Ip"],
        ] as const) {
            const { registration } = await run(() =>
                nlb({ serverGroup: { servers: [{ name: "one", ...identity }] } }),
            );
            const { inputs } = registration("ServerGroupServerAttachment app-one");
            assert.equal(inputs.serverType, serverType);
            assert.equal(inputs.serverId, Object.values(identity)[0]);
            assert.deepEqual([inputs.port, inputs.weight], [80, 100]);
            const group = registration("ServerGroup app").inputs;
            const isAddress = serverType === "Ip";
            assert.equal(group.serverGroupType, isAddress ? "Ip" : "Instance");
            assert.equal(group.preserveClientIpEnabled, !isAddress);
        }
    });

    it("gives servers behind a range every port of it, and offers none", async () => {
        const { registration, result } = await run(() =>
            nlb({
                listeners: [{ port: 8000, lastPort: 8100 }],
                serverGroup: {
                    servers: [{ name: "one", serverId: "i-1" }],
                    healthCheck: { port: 8000, type: NlbHealthCheckType.Tcp },
                },
            }),
        );

        const { listenerPort, startPort, endPort } = registration("Listener app-8000").inputs;
        assert.deepEqual([listenerPort, startPort, endPort], [0, 8000, 8100]);
        assert.equal(registration("ServerGroup app").inputs.anyPortEnabled, true);
        assert.equal(registration("ServerGroupServerAttachment app-one").inputs.port, 0);
        assert.deepEqual(await read(result.ports), []);
    });

    it("offers its ports with their protocol, and its zones", async () => {
        const { result } = await run(() =>
            nlb({ listeners: [{ port: 443 }, { port: 53, protocol: NlbListenerProtocol.Udp }] }),
        );

        assert.deepEqual(await read(result.ports), [
            { port: 443, protocol: "tcp" },
            { port: 53, protocol: "udp" },
        ]);
        assert.deepEqual(result.zoneIds, [`${REGION}a`, `${REGION}b`]);
        assert.equal(result.serviceResourceType, "nlb");
        assert.equal(result.usesExisting, false);
    });

    it("only adds listeners and servers to an existing NLB", async () => {
        const { registrations, result } = await run(() =>
            nlb({
                loadBalancerId: "nlb-1",
                vpcId: undefined,
                zones: [{ zoneId: `${REGION}a` }],
            }),
        );

        assert.equal(await read(result.loadBalancerId), "nlb-1");
        assert.equal(result.usesExisting, true);
        assert.ok(lines(registrations).includes("Listener app-443"));
    });
});
