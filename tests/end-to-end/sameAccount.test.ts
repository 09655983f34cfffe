import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { ECS, eventually, PRIVATELINK } from "../emulator/client";
import * as holdings from "./holdings";
import { operationsOf, up } from "./operations";
import { type PolicyName, userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

const PROJECT = "alicloud-privatelink-same-account";
const ZONE = "eu-central-1b";

describe("the same-account example", () => {
    let workbench: Workbench;
    let provider: Stack;
    let consumer: Stack;
    let connection: Stack;
    let ownerId: string;

    before(async () => {
        workbench = await openWorkbench();
        ownerId = workbench.emulator.accounts[0].accountId;
        const regionId = ZONE.slice(0, -1);
        // With the permissions of its policy in docs/ram, and no others.
        const open = (kind: PolicyName) =>
            workbench.open(`examples/same-account/${kind}`, undefined, undefined, {
                account: userWith(workbench.emulator, { accountId: ownerId, regionId }, kind),
            });
        provider = await open("provider");
        consumer = await open("consumer");
        connection = await open("connection");
    });

    after(() => workbench?.close());

    /** The outputs since the last `up`. */
    const outputs = new Map<Stack, Record<string, any>>();
    const outputsOf = (stack: Stack): Record<string, any> => outputs.get(stack) ?? {};

    async function upped(stack: Stack): Promise<string[]> {
        const done = await up(stack);
        outputs.set(stack, done.outputs);
        return done.operations;
    }

    function configure(
        side: "provider" | "consumer" | "connection",
        config: Record<string, unknown>,
    ): Promise<void> {
        const stack = { provider, consumer, connection }[side];
        return workbench.sandbox.configure(
            stack,
            Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`${PROJECT}-${side}:${key}`, value]),
            ),
        );
    }

    async function heldEndpoint() {
        return holdings.endpoint(workbench.owner, outputsOf(consumer).endpointId);
    }

    async function heldRules() {
        const { securityGroupIds } = await heldEndpoint();
        assert.equal(securityGroupIds.length, 1);
        return holdings.securityRules(workbench.owner, securityGroupIds[0]);
    }

    async function heldConnections() {
        return holdings.connections(workbench.owner, outputsOf(provider).serviceId);
    }

    describe("stack by stack", () => {
        it("comes up: the provider stack", async () => {
            const operations = await upped(provider);
            assert.equal(operations.length, 14, operations.join("\n"));
        });

        it("comes up: the consumer stack, whose endpoint then waits for acceptance", async () => {
            assert.deepEqual(await upped(consumer), [
                "create InterfaceEndpoint endpoint",
                "create ecs.Instance ecs1",
                "create ecs.SecurityGroup client",
                "create ecs.SecurityGroup endpoint",
                "create ecs.SecurityGroupRule endpoint-icmp-10.10.0.0/16",
                "create ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
                "create privatelink.VpcEndpoint endpoint",
                `create privatelink.VpcEndpointZone endpoint-${ZONE}`,
                "create vpc.Network vpc1",
                `create vpc.Switch vpc1-${ZONE}`,
            ]);
            const { zones, connectionStatus } = await heldEndpoint();
            assert.deepEqual(
                [connectionStatus, ...zones.map(({ status }) => status)],
                ["Disconnected", "Wait"],
            );
            assert.deepEqual(outputsOf(consumer).zones, zones);
        });

        it("comes up: the connection stack, which accepts the endpoint", async () => {
            assert.deepEqual(await upped(connection), [
                "create EndpointConnection connection",
                "create privatelink.VpcEndpointServiceConnection connection",
            ]);
            assert.deepEqual(outputsOf(connection), { connectionStatus: "Connected" });
        });

        it("made no call that was refused", () => {
            assert.deepEqual(holdings.refusals(workbench.emulator), []);
        });
    });

    describe("in the cloud, read back through the official SDKs,", () => {
        it("consists of these resources and no others", () => {
            assert.deepEqual(holdings.inventory(workbench.emulator), {
                "VPC": 2,
                "vSwitch": 2,
                "security group": 3,
                "ECS instance": 3,
                "disk": 3,
                "network interface": 4,
                "CLB": 1,
                "endpoint service": 1,
                "endpoint": 1,
            });
        });

        it("has VPC2 with two servers whose pages name them, none reachable from the internet", async () => {
            const { vpcId, backendIds } = outputsOf(provider);
            assert.deepEqual(await holdings.network(workbench.owner, vpcId), {
                name: "vpc2",
                cidrBlock: "192.168.0.0/16",
                vswitches: [{ cidrBlock: "192.168.24.0/24", zoneId: ZONE }],
            });
            const server = (name: string) => ({
                id: backendIds[name],
                status: "Running",
                chargeType: "PostPaid",
                publicAddresses: [],
                greetings: [`Hello from ${name}`],
            });
            assert.deepEqual(await holdings.servers(workbench.owner, vpcId), {
                ecs2: server("ecs2"),
                ecs3: server("ecs3"),
            });
        });

        it("has an intranet, pay-as-you-go CLB with a listener that checks and serves both", async () => {
            const { loadBalancerId, backendIds } = outputsOf(provider);
            const { resourceGroupId, ...loadBalancer } = await holdings.loadBalancer(
                workbench.owner,
                loadBalancerId,
            );
            assert.match(resourceGroupId, /^rg-/);
            assert.deepEqual(loadBalancer, {
                status: "active",
                addressType: "intranet",
                payType: "PayOnDemand",
                chargeType: "PayBySpec",
                spec: "slb.s1.small",
                zoneId: ZONE,
                tags: {},
                listeners: ["tcp 80"],
                weights: { [backendIds.ecs2]: 100, [backendIds.ecs3]: 100 },
            });
            assert.deepEqual(
                await holdings.listener(workbench.owner, loadBalancerId, "TCP", 80, [
                    "Status",
                    "BackendServerPort",
                    "HealthCheck",
                    "HealthCheckType",
                    "Scheduler",
                    "Bandwidth",
                ]),
                {
                    Status: "running",
                    BackendServerPort: 80,
                    HealthCheck: "on",
                    HealthCheckType: "tcp",
                    Scheduler: "wrr",
                    Bandwidth: -1,
                },
            );
        });

        it("has an endpoint service with acceptance by hand and only its owner allowed", async () => {
            const { serviceId, loadBalancerId, serviceName } = outputsOf(provider);
            const { resourceGroupId, ...service } = await holdings.service(
                workbench.owner,
                serviceId,
            );
            assert.match(resourceGroupId, /^rg-/);
            assert.deepEqual(service, {
                name: serviceName,
                status: "Active",
                description: "A service behind a CLB",
                resourceType: "slb",
                autoAccept: false,
                zoneAffinity: true,
                payer: "Endpoint",
                connectBandwidth: 3072,
                zoneIds: [ZONE],
                resources: [`${loadBalancerId} in ${ZONE}`],
                allowedAccountIds: [ownerId],
                tags: {},
            });
        });

        it("has VPC1 with a client and an endpoint that is connected", async () => {
            const { vpcId, clientIds, endpointId, endpointDomain } = outputsOf(consumer);
            const { serviceId } = outputsOf(provider);
            assert.deepEqual(await holdings.network(workbench.owner, vpcId), {
                name: "vpc1",
                cidrBlock: "10.10.0.0/16",
                vswitches: [{ cidrBlock: "10.10.0.0/24", zoneId: ZONE }],
            });
            const servers = await holdings.servers(workbench.owner, vpcId);
            assert.deepEqual(Object.keys(servers), ["ecs1"]);
            assert.equal(servers.ecs1.id, clientIds.ecs1);

            const { zones, securityGroupIds, resourceGroupId, ...endpoint } = await heldEndpoint();
            assert.match(resourceGroupId, /^rg-/);
            assert.deepEqual(endpoint, {
                name: "endpoint",
                description: "",
                status: "Active",
                connectionStatus: "Connected",
                bandwidth: 3072,
                domain: endpointDomain,
                vpcId,
                serviceId,
                tags: {},
            });
            assert.deepEqual(await heldConnections(), [
                { endpointId, status: "Connected", bandwidth: 3072 },
            ]);
            assert.deepEqual(
                await holdings.endpointInterfaces(
                    workbench.owner,
                    await holdings.vswitchOf(workbench.owner, vpcId),
                ),
                zones.map(({ eniId, eniIp }) => ({ eniId, eniIp, securityGroupIds })),
            );
        });

        it("lets the clients of VPC1 reach port 80 and ping, and nothing else", async () => {
            assert.deepEqual(await heldRules(), [
                "ingress icmp -1/-1 10.10.0.0/16 Accept",
                "ingress tcp 80/80 10.10.0.0/16 Accept",
            ]);
        });
    });

    describe("once it is up", () => {
        it("outputs what exists in the cloud", async () => {
            const ownerOutputs = outputsOf(provider);
            const consumerOutputs = outputsOf(consumer);
            const endpoint = await heldEndpoint();
            assert.deepEqual(ownerOutputs.offer, {
                contractVersion: 2,
                serviceId: ownerOutputs.serviceId,
                serviceName: `com.aliyuncs.privatelink.eu-central-1.${ownerOutputs.serviceId}`,
                regionId: "eu-central-1",
                accountId: ownerId,
                zoneIds: [ZONE],
                ports: [{ port: 80, protocol: "tcp" }],
                acceptanceRequired: true,
                payer: "Endpoint",
                allowedAccountIds: [],
                whitelistComplete: true,
            });
            assert.equal(ownerOutputs.serviceName, ownerOutputs.offer.serviceName);
            assert.match(ownerOutputs.serviceDomain, /\.privatelink\.aliyuncs\.com$/);
            assert.match(ownerOutputs.loadBalancerAddress, /^192\.168\.24\.\d+$/);
            assert.deepEqual(consumerOutputs.request, {
                contractVersion: 2,
                endpointId: consumerOutputs.endpointId,
                serviceId: ownerOutputs.serviceId,
                regionId: "eu-central-1",
                accountId: ownerId,
                zoneIds: [ZONE],
                endpointDomain: endpoint.domain,
            });
            assert.equal(consumerOutputs.endpointDomain, endpoint.domain);
            assert.equal(endpoint.zones.length, 1);
            assert.match(endpoint.zones[0].eniIp, /^10\.10\.0\.\d+$/);
        });

        it("changes nothing on a second up, except that the zone now shows as connected", async () => {
            const before = structuredClone([provider, consumer, connection].map(outputsOf));
            assert.equal(before[1].zones[0].status, "Wait");
            for (const stack of [provider, consumer, connection]) {
                assert.deepEqual(await upped(stack), []);
            }
            const after = [provider, consumer, connection].map(outputsOf);
            before[1].zones[0].status = "Connected";
            assert.deepEqual(after, before);
            assert.deepEqual(after[1].zones, (await heldEndpoint()).zones);
        });

        it("has nothing to show in a preview and changes nothing on a third up", async () => {
            const before = outputsOf(consumer);
            await Promise.all(
                [provider, consumer, connection].map((stack) =>
                    stack.preview({ expectNoChanges: true }),
                ),
            );
            assert.deepEqual(await upped(consumer), []);
            assert.deepEqual(outputsOf(consumer), before);
        });

        it("has each stack in one file, replaced as a whole, which another stack can read at any time", async () => {
            const folder = path.join(workbench.sandbox.folder, ".pulumi");
            const files = await readdir(folder, { recursive: true });
            assert.ok(files.some((file) => file.endsWith(`${workbench.stackName}.json`)));
            assert.deepEqual(
                files.filter((file) => file.endsWith(".attrs")),
                [],
            );
        });

        it("finds nothing different on refresh", async () => {
            for (const stack of [provider, consumer, connection]) {
                assert.deepEqual(await operationsOf(stack, "refresh"), []);
            }
        });
    });

    describe("when the config changes", () => {
        it("changes the bandwidth of the connection in place", async () => {
            await configure("connection", { bandwidth: 200 });
            assert.deepEqual(await upped(connection), [
                "update privatelink.VpcEndpointServiceConnection connection",
            ]);
            const [{ status, bandwidth }] = await heldConnections();
            assert.deepEqual({ status, bandwidth }, { status: "Connected", bandwidth: 200 });
        });

        it("changes name, description and tags of the endpoint in place", async () => {
            await configure("consumer", {
                endpointName: "orders",
                endpointDescription: "Reaches the orders",
                tags: { team: "shop" },
            });
            assert.deepEqual(await upped(consumer), [
                "update ecs.Instance ecs1",
                "update ecs.SecurityGroup client",
                "update ecs.SecurityGroup endpoint",
                "update privatelink.VpcEndpoint endpoint",
                "update vpc.Network vpc1",
                `update vpc.Switch vpc1-${ZONE}`,
            ]);
            const { name, description, tags, connectionStatus } = await heldEndpoint();
            assert.deepEqual(
                { name, description, tags, connectionStatus },
                {
                    name: "orders",
                    description: "Reaches the orders",
                    tags: { team: "shop" },
                    connectionStatus: "Connected",
                },
            );
        });

        it("allows another range of clients without touching the first", async () => {
            await configure("consumer", { clientCidrBlocks: ["10.10.0.0/16", "10.20.0.0/16"] });
            assert.deepEqual(await upped(consumer), [
                "create ecs.SecurityGroupRule endpoint-icmp-10.20.0.0/16",
                "create ecs.SecurityGroupRule endpoint-tcp-80-10.20.0.0/16",
            ]);
            assert.deepEqual(await heldRules(), [
                "ingress icmp -1/-1 10.10.0.0/16 Accept",
                "ingress icmp -1/-1 10.20.0.0/16 Accept",
                "ingress tcp 80/80 10.10.0.0/16 Accept",
                "ingress tcp 80/80 10.20.0.0/16 Accept",
            ]);
        });

        it("follows the service to another port, and removes a range of clients again", async () => {
            await configure("provider", { listenerPort: 8080 });
            assert.deepEqual(await upped(provider), [
                "create slb.Listener service-8080",
                "delete slb.Listener service-80",
            ]);
            await configure("consumer", { clientCidrBlocks: undefined });
            assert.deepEqual(await upped(consumer), [
                "create ecs.SecurityGroupRule endpoint-tcp-8080-10.10.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-icmp-10.20.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-tcp-80-10.20.0.0/16",
            ]);
            assert.deepEqual(await heldRules(), [
                "ingress icmp -1/-1 10.10.0.0/16 Accept",
                "ingress tcp 8080/8080 10.10.0.0/16 Accept",
            ]);
        });
    });

    describe("when someone changes the cloud by hand", () => {
        it("notices a revoked rule on refresh, and puts it back", async () => {
            const [SecurityGroupId] = (await heldEndpoint()).securityGroupIds;
            await workbench.owner.call(ECS, "RevokeSecurityGroup", {
                SecurityGroupId,
                IpProtocol: "tcp",
                PortRange: "8080/8080",
                SourceCidrIp: "10.10.0.0/16",
                Policy: "accept",
                Priority: 1,
                NicType: "intranet",
            });
            assert.equal((await heldRules()).length, 1);
            assert.deepEqual(await operationsOf(consumer, "refresh"), [
                "delete ecs.SecurityGroupRule endpoint-tcp-8080-10.10.0.0/16",
            ]);
            assert.deepEqual(await upped(consumer), [
                "create ecs.SecurityGroupRule endpoint-tcp-8080-10.10.0.0/16",
            ]);
            assert.equal((await heldRules()).length, 2);
        });

        // The provider's resource takes the status for a fact and not for something to bring about.
        it("shows that a connection was closed, which only a hand can open again", async () => {
            const { serviceId } = outputsOf(provider);
            const { endpointId } = outputsOf(consumer);
            const ids = { ServiceId: serviceId, EndpointId: endpointId };
            await workbench.owner.call(PRIVATELINK, "DisableVpcEndpointConnection", ids);
            await eventually(heldConnections, ([{ status }]) => status === "Disconnected");

            await operationsOf(connection, "refresh");
            assert.deepEqual(await upped(connection), []);
            assert.deepEqual(outputsOf(connection), { connectionStatus: "Disconnected" });

            const Bandwidth = 200;
            await workbench.owner.call(PRIVATELINK, "EnableVpcEndpointConnection", {
                ...ids,
                Bandwidth,
            });
            await eventually(heldConnections, ([{ status }]) => status === "Connected");
            await operationsOf(connection, "refresh");
            assert.deepEqual(await upped(connection), []);
            assert.deepEqual(outputsOf(connection), { connectionStatus: "Connected" });
        });
    });

    describe("in the end", () => {
        it("is destroyed in the opposite order, completely; nothing was refused but reads of deleted resources", async () => {
            for (const stack of [connection, consumer, provider]) {
                await operationsOf(stack, "destroy");
            }
            assert.deepEqual(holdings.inventory(workbench.emulator), {});
            assert.deepEqual(holdings.refusals(workbench.emulator), [
                "DescribeLoadBalancerAttribute InvalidLoadBalancerId.NotFound",
                "DescribeLoadBalancerTCPListenerAttribute InvalidParameter",
                "DescribeVSwitchAttributes InvalidVswitchID.NotFound",
                "DescribeVpcAttribute InvalidVpcID.NotFound",
                "GetVpcEndpointAttribute EndpointNotFound",
                "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
            ]);
        });
    });
});
