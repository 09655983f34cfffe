import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { type Side, sideOf } from "../emulator/trafficScene";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

type Settings = Record<string, unknown>;

const ZONE_C = `${ZONE_A.slice(0, -1)}c`;

const BALANCER = "slb.ApplicationLoadBalancer clb";
const LISTENER = "slb.Listener clb-80";
const ATTACHMENT = `privatelink.VpcEndpointServiceResource clb-${ZONE_A}`;

describe("deployed load balancers", () => {
    let workbench: Workbench;
    let stack: Stack;
    let provider: Side;
    let consumer: Side;
    let clbId: string;

    before(async () => {
        workbench = await openWorkbench();
        provider = await sideOf(workbench.owner, "192.168");
        consumer = await sideOf(workbench.owner, "10.0");
        stack = await workbench.open("tests/end-to-end/programs/balancers");
    });

    after(() => workbench?.close());

    const isConnected = { clb: true };

    function configure(clb: Settings, alb: Settings = {}): Promise<void> {
        const { vpcId, vswitchIds } = provider;
        const endpoint = {
            vpcId: consumer.vpcId,
            zones: [{ zoneId: ZONE_A, vswitchId: consumer.vswitchIds[ZONE_A] }],
            ports: [{ port: 80 }],
        };
        return workbench.sandbox.configure(stack, {
            "balancers:clb": {
                balancer: {
                    vswitchId: vswitchIds[ZONE_A],
                    zoneId: ZONE_A,
                    secondaryZoneId: ZONE_B,
                    listeners: [{ port: 80 }],
                    ...clb,
                },
                service: { zoneIds: [ZONE_A] },
                ...(isConnected.clb ? { endpoint } : {}),
            },
            "balancers:alb": {
                balancer: {
                    vpcId,
                    zones: [
                        {
                            zoneId: ZONE_A,
                            vswitchId: vswitchIds[ZONE_A],
                            address: "192.168.1.10",
                        },
                        {
                            zoneId: ZONE_B,
                            vswitchId: vswitchIds[ZONE_B],
                            address: "192.168.2.10",
                        },
                    ],
                    listeners: [{ port: 443 }],
                    serverGroup: { servers: [{ serverIp: "192.168.1.20" }] },
                    ...alb,
                },
                service: { zoneIds: [ZONE_A, ZONE_B] },
            },
        });
    }

    /** Automation skips the preview: what is refused is refused by the update itself, before anything is made. */
    async function refuses(clb: Settings, alb: Settings, ...expected: string[]): Promise<void> {
        await configure(clb, alb);
        const since = workbench.emulator.calls.length;
        for (const command of ["preview", "up"] as const) {
            const output = await failureOf(stack, command);
            for (const line of expected) {
                assert.ok(output.includes(line), `"${line}" is missing in:\n${output}`);
            }
            assert.doesNotMatch(output, /^\s+at \S/m);
        }
        assert.deepEqual(holdings.writes(workbench.emulator, since), []);
    }

    /** Eleven servers more than one call takes. */
    const servers = Array.from({ length: 211 }, (_, index) => ({
        serverIp: `192.168.${3 + Math.floor(index / 200)}.${20 + (index % 200)}`,
    }));

    it("come up, the classic one with a connected endpoint", async () => {
        await configure({});
        const { outputs } = await up(stack);
        clbId = outputs.loadBalancerIds.clb;
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("are not replaced while an endpoint is connected, nor changed where the cloud cannot", async () => {
        await refuses(
            { secondaryZoneId: ZONE_C },
            {
                addressAllocatedMode: "Dynamic",
                serverGroup: { servers },
            },
            `secondaryZoneId: changing "${ZONE_B}" to "${ZONE_C}" replaces load balancer ${clbId}, `,
            "while endpoints are connected: ep-",
            'zones[0].address: found "192.168.1.10", which load balancer alb-',
            "serverGroup.servers: this update adds 211 servers",
        );
        await refuses(
            { instanceChargeType: "PayByCLCU", secondaryZoneId: ZONE_C },
            {
                zones: [
                    {
                        zoneId: ZONE_A,
                        vswitchId: provider.vswitchIds[ZONE_A],
                        address: "192.168.1.11",
                    },
                    {
                        zoneId: ZONE_C,
                        vswitchId: await provider.vswitch(ZONE_C, "192.168.9.0/24"),
                        address: "192.168.9.10",
                    },
                ],
            },
            'zones[0].address: cannot be changed from "192.168.1.10" to "192.168.1.11"',
            `zones: "${ZONE_B}" is missing, but epsrv-`,
        );
        await configure({});
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("change a listener's protocol in place of the old one, and take many servers in two steps", async () => {
        const alb = (count: number) => ({
            listeners: [{ port: 443, protocol: "HTTPS", certificateId: "1111-eu-central-1" }],
            serverGroup: { servers: servers.slice(0, count) },
        });
        await configure({}, alb(200));
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create-replacement alb.Listener alb-443",
            "delete-replaced alb.Listener alb-443",
            "replace alb.Listener alb-443",
            "update alb.ServerGroup alb",
        ]);
        await configure({}, alb(servers.length));
        assert.deepEqual(await operationsOf(stack, "up"), ["update alb.ServerGroup alb"]);
        assert.deepEqual(await operationsOf(stack, "up"), []);
        await configure({});
        await refuses({}, {}, "serverGroup.servers: this update removes 211 servers");
        await configure({}, { serverGroup: { servers: servers.slice(0, 100) } });
        await operationsOf(stack, "up");
        await configure({});
        assert.deepEqual(await operationsOf(stack, "up"), ["update alb.ServerGroup alb"]);
    });

    it("are replaced once the connection is closed, the new one before the old one is deleted", async () => {
        isConnected.clb = false;
        await configure({});
        await operationsOf(stack, "up");
        await configure({ secondaryZoneId: ZONE_C });
        assert.deepEqual(await operationsOf(stack, "up"), [
            `create-replacement ${ATTACHMENT}`,
            `create-replacement ${BALANCER}`,
            `create-replacement ${LISTENER}`,
            `delete-replaced ${ATTACHMENT}`,
            `delete-replaced ${BALANCER}`,
            `delete-replaced ${LISTENER}`,
            `replace ${ATTACHMENT}`,
            `replace ${BALANCER}`,
            `replace ${LISTENER}`,
        ]);
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("are not replaced by one with the same fixed address, only by one with another", async () => {
        const address = "192.168.1.100";
        await configure({ secondaryZoneId: ZONE_C, address });
        await operationsOf(stack, "up");
        await refuses(
            { secondaryZoneId: ZONE_B, address },
            {},
            `address: found "${address}", which load balancer lb-`,
        );
        await configure({ secondaryZoneId: ZONE_B, address: "192.168.1.101" });
        await operationsOf(stack, "up");
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("are not replaced while they are protected from deletion", async () => {
        const address = "192.168.1.101";
        await configure({ secondaryZoneId: ZONE_B, address, deletionProtection: true });
        await operationsOf(stack, "up");
        await refuses(
            { secondaryZoneId: ZONE_B, address: "192.168.1.102", deletionProtection: false },
            {},
            "address: ",
            "which is protected from deletion. First set deletionProtection to false",
        );
        await configure({ secondaryZoneId: ZONE_B, address });
        assert.deepEqual(await operationsOf(stack, "up"), [`update ${BALANCER}`]);
        await operationsOf(stack, "destroy");
    });
});
