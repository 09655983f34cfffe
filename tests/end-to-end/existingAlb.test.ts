import assert from "node:assert/strict";

import type AlbClient from "@alicloud/alb20200616";
import * as models from "@alicloud/alb20200616";
import type { Stack } from "@pulumi/pulumi/automation";

import { albClient } from "../emulator/albScene";
import { type Clients, clients, eventually, VPC } from "../emulator/client";
import { applicationListeners, applicationLoadBalancer, serverGroup } from "./albHoldings";
import * as holdings from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const REGION = "cn-hangzhou";
const [H, I, J] = [`${REGION}-h`, `${REGION}-i`, `${REGION}-j`];

describe("an ALB that was made by hand", () => {
    let workbench: Workbench;
    let owner: Clients;
    let alb: AlbClient;
    let stack: Stack;
    let vpcId: string;
    let vswitchIds: Record<string, string>;
    let privateId: string;
    let publicId: string;

    before(async () => {
        workbench = await openWorkbench();
        const [account] = workbench.emulator.accounts;
        owner = clients(workbench.emulator, account, REGION);
        alb = albClient(workbench.emulator, account);
        vpcId = await makeVpc();
        vswitchIds = {
            [H]: await makeVswitch(H, "192.168.3.0/24"),
            [I]: await makeVswitch(I, "192.168.5.0/24"),
        };
        privateId = await makeLoadBalancer("Intranet");
        publicId = await makeLoadBalancer("Internet");
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "alicloud:region": REGION,
        });
    });

    after(() => workbench?.close());

    async function makeVpc(): Promise<string> {
        const { VpcId } = await owner.call(VPC, "CreateVpc", { CidrBlock: "192.168.0.0/16" });
        await eventually(
            () => owner.call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        return VpcId;
    }

    async function makeVswitch(ZoneId: string, CidrBlock: string): Promise<string> {
        const { VSwitchId } = await owner.call(VPC, "CreateVSwitch", {
            VpcId: vpcId,
            CidrBlock,
            ZoneId,
        });
        await eventually(
            () => owner.call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return VSwitchId;
    }

    async function makeLoadBalancer(addressType: string): Promise<string> {
        const { body } = await alb.createLoadBalancer(
            new models.CreateLoadBalancerRequest({
                vpcId,
                addressType,
                loadBalancerName: "made-by-hand",
                loadBalancerEdition: "Standard",
                loadBalancerBillingConfig:
                    new models.CreateLoadBalancerRequestLoadBalancerBillingConfig({
                        payType: "PostPay",
                    }),
                zoneMappings: Object.entries(vswitchIds).map(
                    ([zoneId, vSwitchId]) =>
                        new models.CreateLoadBalancerRequestZoneMappings({ zoneId, vSwitchId }),
                ),
            }),
        );
        const id = String(body?.loadBalancerId);
        await eventually(
            () => applicationLoadBalancer(alb, id),
            ({ status }) => status === "Active",
        );
        return id;
    }

    function configure(componentClass: string, args: Record<string, unknown>): Promise<void> {
        return workbench.sandbox.configure(stack, {
            "component:class": componentClass,
            "component:args": args,
        });
    }

    describe("gets listeners and servers", () => {
        const ADDED = [
            "AlbServiceResource subject",
            "alb.Listener subject-443",
            "alb.Listener subject-8081",
            "alb.ServerGroup subject",
        ];

        before(() =>
            configure("AlbServiceResource", {
                loadBalancerId: privateId,
                zones: [{ zoneId: I }],
                listeners: [
                    { port: 8081, idleTimeoutSeconds: 60, requestTimeoutSeconds: 180 },
                    {
                        port: 443,
                        protocol: "HTTPS",
                        certificateId: "1111-cn-hangzhou",
                        securityPolicyId: "tls_cipher_policy_1_2",
                    },
                ],
                serverGroup: {
                    scheduler: "Wlc",
                    servers: [
                        { serverIp: "192.168.3.20" },
                        { serverIp: "192.168.5.20", port: 8080, weight: 0 },
                    ],
                    healthCheck: {
                        method: "GET",
                        path: "/healthy",
                        host: "orders.example.com",
                        codes: ["http_2xx", "http_3xx"],
                        port: 9000,
                        intervalSeconds: 7,
                        timeoutSeconds: 6,
                        healthyThreshold: 4,
                        unhealthyThreshold: 5,
                    },
                    stickySession: { cookieTimeoutSeconds: 600 },
                },
                tags: { team: "payments" },
            }),
        );

        it("and is otherwise unchanged", async () => {
            const before = await applicationLoadBalancer(alb, privateId);
            assert.deepEqual(
                await operationsOf(stack, "up"),
                ADDED.map((each) => `create ${each}`),
            );
            assert.deepEqual(await applicationLoadBalancer(alb, privateId), before);
            assert.deepEqual(await applicationListeners(alb, privateId), {
                "HTTP 8081 Running": [],
                "HTTPS 443 Running": ["1111-cn-hangzhou"],
            });
            assert.deepEqual(await serverGroup(alb), {
                name: "subject",
                type: "Ip",
                protocol: "HTTP",
                scheduler: "Wlc",
                stickySession: true,
                healthCheck: ["HTTP", "/healthy", ["http_2xx", "http_3xx"]],
                servers: {
                    "192.168.3.20": "port 80 weight 100",
                    "192.168.5.20": "port 8080 weight 0",
                },
            });
            assert.deepEqual(holdings.refusals(workbench.emulator), []);
        });

        it("with no change on a second up, nor on refresh", async () => {
            assert.deepEqual(await operationsOf(stack, "up"), []);
            assert.deepEqual(await operationsOf(stack, "refresh"), []);
        });

        it("and outlives them", async () => {
            assert.deepEqual(await operationsOf(stack, "destroy"), [
                ...ADDED.map((each) => `delete ${each}`),
                "discard alb.LoadBalancer subject",
            ]);
            assert.equal((await applicationLoadBalancer(alb, privateId)).status, "Active");
            assert.deepEqual(await applicationListeners(alb, privateId), {});
        });
    });

    describe("is refused at preview", () => {
        const servers = { servers: [{ serverIp: "192.168.3.20" }] };

        async function refuses(
            componentClass: string,
            args: Record<string, unknown>,
            ...expected: string[]
        ): Promise<void> {
            const before = workbench.emulator.calls.length;
            await configure(componentClass, args);
            const output = await failureOf(stack, "preview");
            for (const line of expected) {
                assert.ok(output.includes(line), `"${line}" is missing in:\n${output}`);
            }
            assert.doesNotMatch(output, /^\s+at \S/m);
            assert.deepEqual(holdings.writes(workbench.emulator, before), []);
        }

        it("if it faces the internet and a private one is required", () =>
            refuses(
                "AlbServiceResource",
                { loadBalancerId: publicId, zones: [{ zoneId: H }] },
                `addressType: load balancer ${publicId} has the address type "Internet", but addressType is "Intranet".`,
            ));

        it("if it is not in a configured zone", () =>
            refuses(
                "AlbServiceResource",
                { loadBalancerId: privateId, zones: [{ zoneId: H }, { zoneId: J }] },
                `zones[1].zoneId: found "${J}". Load balancer ${privateId} is in`,
            ));

        it("unless addressType is Internet", async () => {
            await configure("AlbServiceResource", {
                loadBalancerId: publicId,
                addressType: "Internet",
                zones: [{ zoneId: H }],
            });
            assert.deepEqual(await operationsOf(stack, "preview"), [
                "create AlbServiceResource subject",
            ]);
        });

        it("as is a new one whose vSwitch is in another zone than configured", () =>
            refuses(
                "AlbServiceResource",
                {
                    vpcId,
                    zones: [
                        { zoneId: H, vswitchId: vswitchIds[H], address: "192.168.3.10" },
                        { zoneId: J, vswitchId: vswitchIds[I], address: "192.168.5.10" },
                    ],
                    listeners: [{ port: 80 }],
                    serverGroup: servers,
                },
                'AlbServiceResource "subject":',
                `zones[1].vswitchId: found "${vswitchIds[I]}", which is in ${I}. Must be a vSwitch in ${J}.`,
            ));

        it("as is an endpoint whose vSwitch is in another zone than configured", () =>
            refuses(
                "InterfaceEndpoint",
                {
                    serviceId: "epsrv-test",
                    vpcId,
                    zones: [{ zoneId: H, vswitchId: vswitchIds[I] }],
                    ports: [{ port: 80 }],
                },
                'InterfaceEndpoint "subject":',
                `zones[0].vswitchId: found "${vswitchIds[I]}", which is in ${I}. Must be a vSwitch in ${H}.`,
            ));
    });
});
