import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ECS, eventually, SLB, VPC } from "../emulator/client";
import * as holdings from "./holdings";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1b";
const RESOURCE_GROUP = "rg-orders1234567";

/** What is there before Pulumi comes. */
interface Found {
    readonly providerVswitchId: string;
    readonly loadBalancerId: string;
    readonly consumerVpcId: string;
    readonly consumerVswitchId: string;
    readonly securityGroupIds: string[];
}

describe("options that the examples leave at their defaults", () => {
    let workbench: Workbench;
    let stack: Stack;
    let found: Found;
    let inventoryBefore: Record<string, number>;
    let ids: Record<"open" | "closed" | "measured" | "fixed" | "lookedUp", string>;

    before(async () => {
        workbench = await openWorkbench();
        workbench.emulator.cloud.resourceGroups.add({
            accountId: workbench.emulator.accounts[0].accountId,
            id: RESOURCE_GROUP,
            name: "orders",
        });
        found = await makeByHand();
        inventoryBefore = holdings.inventory(workbench.emulator);
        const config = { ...found, resourceGroupId: RESOURCE_GROUP };
        stack = await workbench.open(
            "tests/end-to-end/programs/options",
            Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`options:${key}`, value]),
            ),
        );
    });

    after(() => workbench?.close());

    const call = (...request: Parameters<Workbench["owner"]["call"]>) =>
        workbench.owner.call(...request);

    async function makeByHand(): Promise<Found> {
        const [providerVpcId, consumerVpcId] = await Promise.all([
            vpc("192.168.0.0/16"),
            vpc("10.20.0.0/16"),
        ]);
        const [providerVswitchId, consumerVswitchId] = await Promise.all([
            vswitch(providerVpcId, "192.168.24.0/24"),
            vswitch(consumerVpcId, "10.20.0.0/24"),
        ]);
        const { LoadBalancerId: loadBalancerId } = await call(SLB, "CreateLoadBalancer", {
            VSwitchId: providerVswitchId,
            VpcId: providerVpcId,
            AddressType: "intranet",
            LoadBalancerSpec: "slb.s1.small",
            InstanceChargeType: "PayBySpec",
            MasterZoneId: ZONE,
            LoadBalancerName: "made-by-hand",
        });
        await call(SLB, "CreateLoadBalancerTCPListener", {
            LoadBalancerId: loadBalancerId,
            ListenerPort: 443,
            BackendServerPort: 8443,
            Bandwidth: -1,
            Description: "made-by-hand",
        });
        const securityGroupIds = [];
        for (const SecurityGroupName of ["web", "admins"]) {
            const made = await call(ECS, "CreateSecurityGroup", {
                VpcId: consumerVpcId,
                SecurityGroupName,
            });
            await call(ECS, "AuthorizeSecurityGroup", {
                SecurityGroupId: made.SecurityGroupId,
                Permissions: [
                    { IpProtocol: "TCP", PortRange: "1/65535", SourceCidrIp: "10.0.0.0/8" },
                ],
            });
            securityGroupIds.push(made.SecurityGroupId as string);
        }
        return {
            providerVswitchId,
            loadBalancerId,
            consumerVpcId,
            consumerVswitchId,
            securityGroupIds,
        };
    }

    async function vpc(CidrBlock: string): Promise<string> {
        const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock });
        await eventually(
            () => call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        return VpcId;
    }

    async function vswitch(VpcId: string, CidrBlock: string): Promise<string> {
        const { VSwitchId } = await call(VPC, "CreateVSwitch", { VpcId, CidrBlock, ZoneId: ZONE });
        await eventually(
            () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return VSwitchId;
    }

    const heldByHand = async () => ({
        loadBalancer: await holdings.loadBalancer(workbench.owner, found.loadBalancerId),
        listener: await holdings.listener(workbench.owner, found.loadBalancerId, "TCP", 443, [
            "BackendServerPort",
            "Description",
            "Status",
        ]),
    });

    it("comes up in one stack beside what was created by hand", async () => {
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create ClbServiceResource existing",
            "create ClbServiceResource measured",
            "create EndpointConnection connection",
            "create EndpointService closed",
            "create EndpointService open",
            "create InterfaceEndpoint fixed",
            "create InterfaceEndpoint looked-up",
            "create ecs.SecurityGroup looked-up",
            "create ecs.SecurityGroupRule looked-up-tcp-8080",
            "create ecs.SecurityGroupRule looked-up-udp-53",
            "create privatelink.VpcEndpoint fixed",
            "create privatelink.VpcEndpoint looked-up",
            "create privatelink.VpcEndpointService closed",
            "create privatelink.VpcEndpointService open",
            "create privatelink.VpcEndpointServiceConnection connection",
            `create privatelink.VpcEndpointServiceResource closed-${ZONE}`,
            `create privatelink.VpcEndpointServiceResource open-${ZONE}`,
            `create privatelink.VpcEndpointZone fixed-${ZONE}`,
            `create privatelink.VpcEndpointZone looked-up-${ZONE}`,
            "create slb.ApplicationLoadBalancer measured",
            "create slb.Listener existing-53-udp",
            "create slb.Listener measured-8080",
            "create slb.Listener measured-8081",
            "create slb.Listener measured-9000",
        ]);
        const outputs = await stack.outputs();
        ids = outputs.ids.value;
        assert.equal(outputs.existingZoneId.value, ZONE);
        assert.deepEqual(outputs.existingPorts.value, [{ port: 53, protocol: "udp" }]);
        assert.equal(outputs.connectionStatus.value, "Connected");
    });

    it("uses an existing CLB, adds a UDP listener to it and leaves its own listener alone", async () => {
        const { loadBalancer, listener } = await heldByHand();
        assert.deepEqual(loadBalancer.listeners, ["tcp 443", "udp 53"]);
        assert.deepEqual(listener, {
            BackendServerPort: 8443,
            Description: "made-by-hand",
            Status: "stopped",
        });
        assert.deepEqual(
            await holdings.listener(workbench.owner, found.loadBalancerId, "UDP", 53, [
                "BackendServerPort",
                "Description",
                "HealthCheck",
                "Status",
            ]),
            { BackendServerPort: 53, Description: "names", HealthCheck: "on", Status: "running" },
        );
        const { resources } = await holdings.service(workbench.owner, ids.open);
        assert.deepEqual(resources, [`${found.loadBalancerId} in ${ZONE}`]);
    });

    it("creates a CLB that is billed by usage, with address, resource group and tags", async () => {
        const { chargeType, payType, addressType, zoneId, resourceGroupId, tags, listeners } =
            await holdings.loadBalancer(workbench.owner, ids.measured);
        assert.deepEqual(
            { chargeType, payType, addressType, zoneId, resourceGroupId, tags, listeners },
            {
                chargeType: "PayByCLCU",
                payType: "PayOnDemand",
                addressType: "intranet",
                zoneId: ZONE,
                resourceGroupId: RESOURCE_GROUP,
                tags: { team: "payments" },
                listeners: ["http 8080", "http 8081", "tcp 9000"],
            },
        );
    });

    it("passes scheduler, persistence and every property of the health check to the listeners", async () => {
        const expected = {
            BackendServerPort: 80,
            Scheduler: "wlc",
            HealthCheck: "on",
            HealthCheckURI: "/healthy",
            HealthCheckDomain: "orders.example.com",
            HealthCheckHttpCode: "http_2xx,http_3xx",
            HealthCheckInterval: 7,
            HealthCheckTimeout: 6,
            HealthyThreshold: 4,
            UnhealthyThreshold: 5,
        };
        assert.deepEqual(
            await holdings.listener(
                workbench.owner,
                ids.measured,
                "HTTP",
                8080,
                Object.keys(expected),
            ),
            expected,
        );
        assert.deepEqual(
            await holdings.listener(workbench.owner, ids.measured, "HTTP", 8081, ["HealthCheck"]),
            { HealthCheck: "off" },
        );
        const persistent = {
            BackendServerPort: 9000,
            PersistenceTimeout: 300,
            HealthCheck: "on",
            HealthCheckType: "http",
            HealthCheckConnectPort: 9001,
            HealthCheckURI: "/ready",
        };
        assert.deepEqual(
            await holdings.listener(
                workbench.owner,
                ids.measured,
                "TCP",
                9000,
                Object.keys(persistent),
            ),
            persistent,
        );
    });

    it("publishes a service whose owner pays, without zone affinity, in a resource group", async () => {
        const { payer, zoneAffinity, autoAccept, resourceGroupId, description } =
            await holdings.service(workbench.owner, ids.open);
        assert.deepEqual(
            { payer, zoneAffinity, autoAccept, resourceGroupId, description },
            {
                payer: "EndpointService",
                zoneAffinity: false,
                autoAccept: true,
                resourceGroupId: RESOURCE_GROUP,
                description: "open",
            },
        );
    });

    it("connects an endpoint by the service's id without acceptance by hand", async () => {
        assert.deepEqual(await holdings.connections(workbench.owner, ids.open), [
            { endpointId: ids.fixed, status: "Connected", bandwidth: 3072 },
        ]);
    });

    it("gives an endpoint the configured address and existing security groups", async () => {
        const { zones, securityGroupIds, resourceGroupId } = await holdings.endpoint(
            workbench.owner,
            ids.fixed,
        );
        assert.deepEqual(
            zones.map(({ eniIp, status }) => ({ eniIp, status })),
            [{ eniIp: "10.20.0.77", status: "Connected" }],
        );
        assert.deepEqual(securityGroupIds.sort(), [...found.securityGroupIds].sort());
        assert.equal(resourceGroupId, RESOURCE_GROUP);
        assert.deepEqual((await stack.outputs()).fixedGroups.value.sort(), securityGroupIds);
    });

    it("looks up the VPC's range for the clients if none is set, and leaves ping out", async () => {
        const { securityGroupIds } = await holdings.endpoint(workbench.owner, ids.lookedUp);
        assert.deepEqual(await holdings.securityRules(workbench.owner, securityGroupIds[0]), [
            "ingress tcp 8080/8080 10.20.0.0/16 Accept",
            "ingress udp 53/53 10.20.0.0/16 Accept",
        ]);
    });

    it("accepts an endpoint with a bandwidth of its own", async () => {
        assert.deepEqual(await holdings.connections(workbench.owner, ids.closed), [
            { endpointId: ids.lookedUp, status: "Connected", bandwidth: 100 },
        ]);
    });

    it("changes nothing on a second up or on refresh", async () => {
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        await stack.preview({ expectNoChanges: true });
    });

    it("is destroyed without touching what was created by hand", async () => {
        await operationsOf(stack, "destroy");
        assert.deepEqual(holdings.inventory(workbench.emulator), inventoryBefore);
        const { loadBalancer, listener } = await heldByHand();
        assert.deepEqual(loadBalancer.listeners, ["tcp 443"]);
        assert.equal(listener.Description, "made-by-hand");
        assert.deepEqual(holdings.finalRefusals(workbench.emulator), [
            "DescribeLoadBalancerAttribute InvalidLoadBalancerId.NotFound",
            "DescribeLoadBalancerHTTPListenerAttribute InvalidParameter",
            "DescribeLoadBalancerTCPListenerAttribute InvalidParameter",
            "DescribeLoadBalancerUDPListenerAttribute InvalidParameter",
            "GetVpcEndpointAttribute EndpointNotFound",
            "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
        ]);
    });
});
