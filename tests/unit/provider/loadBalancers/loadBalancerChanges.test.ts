import * as assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import {
    AlbServiceResource,
    ClbServiceResource,
    type ClbServiceResourceArgs,
    PreflightMode,
} from "../../../../index";
import { type Inputs, REGION } from "../../cloud";
import { findings, refusedLater, run, unknown } from "../../harness";
import { componentUrnOf, urnOf } from "../../stackState";

const CLB = "alicloud-privatelink:index:ClbServiceResource";
const ALB = "alicloud-privatelink:index:AlbServiceResource";
const SERVICE = "alicloud-privatelink:index:EndpointService";

const DEPLOYED_CLB = {
    [componentUrnOf(CLB, "app")]: { loadBalancerId: "lb-1" },
    [urnOf(CLB, "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer", "app")]: {
        id: "lb-1",
        vswitchId: "vsw-1",
        masterZoneId: `${REGION}a`,
        slaveZoneId: `${REGION}b`,
        instanceChargeType: "PayBySpec",
        deleteProtection: "off",
    },
};
const ATTACHED = {
    [urnOf(
        SERVICE,
        "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource",
        "app",
    )]: { serviceId: "epsrv-own", resourceId: "lb-1", zoneId: `${REGION}a` },
};

/** The lookups of services and connections. */
const lookupsIn = (invokes: readonly { readonly token: string; readonly inputs: Inputs }[]) =>
    invokes
        .map(({ token, inputs }) => [token.split(":").pop(), inputs.serviceId].join(" ").trim())
        .filter((lookup) => lookup.startsWith("getVpcEndpoint"));

function answer(token: string, inputs: Inputs): Inputs | undefined {
    switch (token.split(":").pop()) {
        case "getVpcEndpointServices":
            return { services: [{ id: "epsrv-other" }, { id: "epsrv-elsewhere" }] };
        case "getVpcEndpointServiceResources":
            return {
                resources: [
                    {
                        resourceId: inputs.serviceId === "epsrv-elsewhere" ? "lb-1" : "lb-2",
                        resourceType: "slb",
                    },
                ],
            };
        case "getVpcEndpointConnections":
            return { connections: [{ endpointId: "ep-1", status: "Connected" }] };
        default:
            return undefined;
    }
}

function clb(args: Partial<ClbServiceResourceArgs>): ClbServiceResource {
    return new ClbServiceResource("app", {
        vswitchId: "vsw-1",
        zoneId: `${REGION}a`,
        secondaryZoneId: `${REGION}b`,
        listeners: [{ port: 80 }],
        ...args,
    });
}

/** The findings about another secondary zone, and the lookups for it. */
async function replaced(stackState: Record<string, Inputs>) {
    const refusal = await refusedLater(() => clb({ secondaryZoneId: `${REGION}c` }), {
        answer,
        stackState,
    });
    return { findings: findings(refusal), lookups: lookupsIn(refusal.invokes) };
}

describe("A load balancer that is deployed", () => {
    it("looks up no services if nothing replaces it", async () => {
        const { invokes } = await run(() => clb({ loadBalancerName: "orders" }), {
            answer,
            stackState: { ...DEPLOYED_CLB, ...ATTACHED },
        });
        assert.deepEqual(lookupsIn(invokes), []);
    });

    it("only looks up the services of the stack that have it", async () => {
        const found = await replaced({ ...DEPLOYED_CLB, ...ATTACHED });
        assert.deepEqual(found.lookups, ["getVpcEndpointConnections epsrv-own"]);
        assert.equal(found.findings.length, 1);
        assert.match(
            found.findings[0],
            /^secondaryZoneId: .*from service epsrv-own while .*: ep-1\./,
        );
    });

    it("looks up all services of the account if none of the stack has it", async () => {
        const found = await replaced(DEPLOYED_CLB);
        assert.deepEqual(found.lookups.sort(), [
            "getVpcEndpointConnections epsrv-elsewhere",
            "getVpcEndpointServiceResources epsrv-elsewhere",
            "getVpcEndpointServiceResources epsrv-other",
            "getVpcEndpointServices",
        ]);
        assert.match(found.findings[0], /from service epsrv-elsewhere while .*: ep-1\./);
    });

    it("is replaced anyway if the preflight is offline", async () => {
        const { invokes, registration } = await run(
            () => clb({ secondaryZoneId: `${REGION}c`, preflight: PreflightMode.Offline }),
            { answer, stackState: { ...DEPLOYED_CLB, ...ATTACHED } },
        );
        assert.deepEqual(lookupsIn(invokes), []);
        assert.equal(registration("ApplicationLoadBalancer app").inputs.slaveZoneId, `${REGION}c`);
    });
});

describe("The servers of an ALB that is deployed", () => {
    const alb = (servers: { serverIp: pulumi.Input<string> }[]) =>
        new AlbServiceResource("app", {
            vpcId: "vpc-1",
            zones: [
                { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" },
                { zoneId: `${REGION}b`, vswitchId: "vsw-b", address: "10.10.1.9" },
            ],
            listeners: [{ port: 80 }],
            serverGroup: { servers },
        });
    const deployedWith = (count: number) => ({
        [urnOf(ALB, "alicloud:alb/serverGroup:ServerGroup", "app")]: {
            protocol: "HTTP",
            serverGroupType: "Ip",
            servers: Array.from({ length: count }, (_, index) => ({
                serverId: `10.0.0.${index}`,
                serverIp: `10.0.0.${index}`,
                port: 80,
                weight: 100,
            })),
        },
    });
    const wanted = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ serverIp: `10.0.0.${index}` }));

    it("may be more than one call supports, as long as no update adds or removes more", async () => {
        const { registration } = await run(() => alb(wanted(250)), {
            stackState: deployedWith(200),
        });
        assert.equal((registration("ServerGroup app").inputs.servers as unknown[]).length, 250);

        const refusal = await refusedLater(() => alb(wanted(20)), {
            stackState: deployedWith(250),
        });
        assert.match(
            findings(refusal)[0],
            /^serverGroup\.servers: this update removes 230 servers/,
        );
    });

    it("are counted at preview, whether or not their addresses are known yet", async () => {
        const servers = [...wanted(200), { serverIp: unknown<string>() }];
        const refusal = await refusedLater(() => alb(servers), { preview: true });
        assert.match(findings(refusal)[0], /^serverGroup\.servers: this update adds 201 servers/);
    });

    it("leave what only a new group takes known at preview when one of them is not", async () => {
        const { registration } = await run(
            () => alb([...wanted(1), { serverIp: unknown<string>() }]),
            { preview: true, stackState: deployedWith(1) },
        );
        const { protocol, serverGroupType, servers } = registration("ServerGroup app").inputs;
        assert.deepEqual([protocol, serverGroupType], ["HTTP", "Ip"]);
        assert.equal((servers as Inputs[])[0].serverIp, "10.0.0.0");
    });

    it("is not considered replaced if only some of its values are set", async () => {
        const [component, [urn, outputs]] = Object.entries(DEPLOYED_CLB);
        const { registration } = await run(
            () =>
                new ClbServiceResource("app", {
                    vswitchId: "vsw-1",
                    address: "10.10.0.9",
                    resourceGroupId: "rg-1",
                    listeners: [{ port: 80 }],
                }),
            {
                stackState: {
                    ...Object.fromEntries([component]),
                    [urn]: { ...outputs, address: "10.10.0.9", resourceGroupId: "rg-1" },
                },
            },
        );
        assert.equal(registration("ApplicationLoadBalancer app").inputs.address, "10.10.0.9");
    });
});
