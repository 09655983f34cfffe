import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { clients } from "../emulator/client";
import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { type Side, sideOf } from "../emulator/trafficScene";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

/** Every optional argument of the load balancers that can be removed again, with another value than its default. */
const SET = {
    clb: { tags: { team: "payments" } },
    clbListeners: [
        {
            port: 80,
            protocol: "http",
            backendPort: 8080,
            description: "orders",
            scheduler: "wlc",
            bandwidth: 100,
            healthCheck: {
                path: "/ready",
                port: 9001,
                httpCodes: "http_2xx,http_3xx",
                intervalSeconds: 7,
                timeoutSeconds: 6,
                healthyThreshold: 4,
                unhealthyThreshold: 5,
            },
        },
        {
            port: 90,
            description: "reports",
            persistenceTimeoutSeconds: 60,
            healthCheck: { type: "http", port: 9002, httpCodes: "http_3xx" },
        },
        { port: 53, protocol: "udp", description: "names", healthCheck: { port: 5353 } },
    ],
    alb: { tags: { team: "payments" } },
    albListeners: [
        { port: 80, description: "orders", idleTimeoutSeconds: 30, requestTimeoutSeconds: 100 },
        {
            port: 443,
            protocol: "HTTPS",
            certificateId: "1111-eu-central-1",
            securityPolicyId: "tls_cipher_policy_1_2",
        },
    ],
    serverGroup: {
        scheduler: "Wlc",
        healthCheck: {
            method: "GET",
            path: "/healthy",
            host: "orders.example.com",
            codes: ["http_3xx", "http_2xx"],
            port: 9000,
            intervalSeconds: 7,
            timeoutSeconds: 6,
            healthyThreshold: 4,
            unhealthyThreshold: 5,
        },
        stickySession: { cookieTimeoutSeconds: 600 },
    },
};

const REMOVED: Record<keyof typeof SET, unknown> = {
    clb: {},
    clbListeners: [
        { port: 80, protocol: "http", backendPort: 8080 },
        { port: 90, healthCheck: { type: "http" } },
        { port: 53, protocol: "udp" },
    ],
    alb: {},
    albListeners: [
        { port: 80 },
        { port: 443, protocol: "HTTPS", certificateId: "1111-eu-central-1" },
    ],
    serverGroup: {},
};

describe("settings of load balancers that are removed", () => {
    let workbench: Workbench;
    let network: Side;
    let stack: Stack;

    before(async () => {
        workbench = await openWorkbench();
        network = await sideOf(clients(workbench.emulator), "192.168");
        stack = await workbench.open("tests/end-to-end/programs/balancers");
    });

    after(() => workbench?.close());

    async function upWith(settings: Record<keyof typeof SET, any>): Promise<string[]> {
        const { vpcId, vswitchIds } = network;
        await workbench.sandbox.configure(stack, {
            "balancers:clb": {
                balancer: {
                    vswitchId: vswitchIds[ZONE_A],
                    listeners: settings.clbListeners,
                    ...settings.clb,
                },
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
                    listeners: settings.albListeners,
                    serverGroup: {
                        servers: [{ serverIp: "192.168.1.20" }],
                        ...settings.serverGroup,
                    },
                    ...settings.alb,
                },
            },
        });
        return operationsOf(stack, "up");
    }

    /** What the provider's resources hold after a refresh, without what differs from run to run. */
    async function held(): Promise<Record<string, unknown>> {
        await operationsOf(stack, "refresh");
        const { deployment } = await stack.exportStack();
        const resources = (deployment as { resources: any[] }).resources.filter(({ type }) =>
            /^alicloud:[as]lb/.test(type),
        );
        return Object.fromEntries(resources.map(({ urn, outputs }) => [urn, outputs]));
    }

    it("return to their defaults, and no update changes anything after that", async () => {
        await upWith(REMOVED);
        const untouched = await held();

        await upWith(SET);
        assert.notDeepEqual(await held(), untouched);
        assert.deepEqual(await operationsOf(stack, "up"), []);

        assert.deepEqual(await upWith(REMOVED), [
            "update alb.Listener alb-443",
            "update alb.Listener alb-80",
            "update alb.LoadBalancer alb",
            "update alb.ServerGroup alb",
            "update slb.ApplicationLoadBalancer clb",
            "update slb.Listener clb-53-udp",
            "update slb.Listener clb-80",
            "update slb.Listener clb-90",
        ]);
        assert.deepEqual(await held(), untouched);
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("have the health codes of an ALB in any order", async () => {
        const codes = (...names: string[]) =>
            upWith({ ...REMOVED, serverGroup: { healthCheck: { codes: names } } });
        await codes("http_2xx", "http_4xx");
        assert.deepEqual(await codes("http_4xx", "http_2xx"), []);
    });
});
