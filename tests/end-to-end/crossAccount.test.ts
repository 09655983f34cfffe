import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Account, RamUser } from "../../tools/emulator";
import { SERVICES_PER_ACCOUNT } from "../../tools/emulator/products/privatelink/quotas";
import type { ConnectivityRow } from "../../index";
import { type Clients, clients, ECS, eventually, PRIVATELINK, refusal } from "../emulator/client";
import {
    assertNothingOf,
    configure,
    inventoryOf,
    openStack,
    type StackKind,
    ZONE,
} from "./crossAccount";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { calledBy, policyActions, userWith, WITHOUT_A_CALL } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

const REGION = "eu-central-1";
const KINDS: readonly StackKind[] = ["provider", "consumer", "connection", "check"];
const RESOURCE_GROUP = "rg-orders1234567";
const COMMAND = "Cloud Assistant command";
const CHECK_CONFIG = { timeoutSeconds: 4 };

describe("the cross-account example, in one state backend", () => {
    let workbench: Workbench;
    let consumerAccount: Account;
    let ownerAccount: Account;
    let owner: Clients;
    let consumer: Clients;
    /** Of each kind of stack, with the permissions of its policy in docs/ram and no others. */
    let users: Record<StackKind, RamUser>;
    let stacks: Record<StackKind, Stack>;
    const outputs: Partial<Record<StackKind, Record<string, any>>> = {};

    before(async () => {
        workbench = await openWorkbench();
        [ownerAccount, consumerAccount] = workbench.emulator.accounts;
        owner = clients(workbench.emulator, ownerAccount);
        consumer = clients(workbench.emulator, consumerAccount);
        workbench.emulator.cloud.resourceGroups.add({
            accountId: consumerAccount.accountId,
            id: RESOURCE_GROUP,
            name: "orders",
        });
        const userOf = (kind: StackKind, { accountId }: Account) =>
            userWith(workbench.emulator, { accountId, regionId: REGION }, kind);
        users = {
            provider: userOf("provider", ownerAccount),
            consumer: userOf("consumer", consumerAccount),
            connection: userOf("connection", ownerAccount),
            check: userOf("check", consumerAccount),
        };
        const config: Partial<Record<StackKind, Record<string, unknown>>> = {
            provider: { allowedAccountIds: [consumerAccount.accountId] },
            check: CHECK_CONFIG,
        };
        const open = (kind: StackKind) =>
            openStack(workbench, { kind, account: users[kind], config: config[kind] });
        stacks = {
            provider: await open("provider"),
            consumer: await open("consumer"),
            connection: await open("connection"),
            check: await open("check"),
        };
    });

    after(() => workbench?.close());

    const outputsOf = (kind: StackKind): Record<string, any> => outputs[kind] ?? {};

    const pages = () => outputsOf("check").check as ConnectivityRow[];

    async function upped(kind: StackKind, config?: Record<string, unknown>): Promise<string[]> {
        if (config !== undefined) {
            await configure(workbench, stacks[kind], kind, config);
        }
        const done = await up(stacks[kind]);
        outputs[kind] = done.outputs;
        return done.operations;
    }

    const refreshed = (kind: StackKind) => operationsOf(stacks[kind], "refresh");
    const destroyed = (kind: StackKind) => operationsOf(stacks[kind], "destroy");

    const heldConnections = () => holdings.connections(owner, outputsOf("provider").serviceId);

    /** What of the provider stack a connected client lives on. */
    const heldServing = async () => {
        const { loadBalancerId, serviceId } = outputsOf("provider");
        const { listeners, weights } = await holdings.loadBalancer(owner, loadBalancerId);
        const { resources } = await holdings.service(owner, serviceId);
        return { listeners, weights, resources, connections: await heldConnections() };
    };

    describe("stack by stack, each with a user of its own account,", () => {
        it("comes up: the provider stack, with the consumer's account on the whitelist", async () => {
            const operations = await upped("provider");
            assert.equal(operations.length, 16, operations.join("\n"));
            const uid = consumerAccount.accountId;
            assert.ok(
                operations.includes(`create privatelink.VpcEndpointServiceUser service-${uid}`),
            );
            assert.deepEqual(outputsOf("provider").offer, {
                contractVersion: 2,
                serviceId: outputsOf("provider").serviceId,
                serviceName: outputsOf("provider").serviceName,
                regionId: REGION,
                accountId: ownerAccount.accountId,
                zoneIds: [ZONE],
                ports: [{ port: 80, protocol: "tcp" }],
                acceptanceRequired: true,
                payer: "Endpoint",
                allowedAccountIds: [uid],
                whitelistComplete: true,
            });
        });

        it("comes up: the consumer stack, whose endpoint waits for the service's owner", async () => {
            const operations = await upped("consumer");
            assert.equal(operations.length, 10, operations.join("\n"));
            const { request, zones, endpointId } = outputsOf("consumer");
            assert.deepEqual(
                [request.accountId, request.endpointId, zones[0].status],
                [consumerAccount.accountId, endpointId, "Wait"],
            );
        });

        it("comes up: the connection stack, with which the owner accepts the endpoint", async () => {
            assert.deepEqual(await upped("connection"), [
                "create EndpointConnection connection",
                "create privatelink.VpcEndpointServiceConnection connection",
            ]);
            assert.deepEqual(outputsOf("connection"), { connectionStatus: "Connected" });
        });

        it("comes up: the check stack, with which the consumer sees the pages of the owner's servers", async () => {
            assert.deepEqual(await upped("check"), [
                "create ConnectivityCheck check",
                "create ecs.Command check",
                "create ecs.EcsInvocation check",
            ]);
            const { zones, endpointDomain } = outputsOf("consumer");
            const [{ domain, eniIp }] = zones;
            assert.deepEqual(
                pages().map((row) => [row.domain, row.resolvedTo, row.verdict]),
                [endpointDomain, domain, eniIp].map((each) => [each, [eniIp], "passed"]),
            );
            assert.deepEqual([...new Set(pages().map(({ answer }) => answer))].sort(), [
                "<h1>Hello from ecs2</h1>",
                "<h1>Hello from ecs3</h1>",
            ]);
        });

        it("made no call that was refused", () => {
            assert.deepEqual(holdings.refusals(workbench.emulator), []);
        });
    });
    describe("across the boundary between the accounts", () => {
        it("leaves each account with its own side and nothing else", () => {
            assert.deepEqual(inventoryOf(workbench.emulator, ownerAccount), {
                "VPC": 1,
                "vSwitch": 1,
                "security group": 1,
                "ECS instance": 2,
                "disk": 2,
                "network interface": 2,
                "CLB": 1,
                "endpoint service": 1,
            });
            assert.deepEqual(inventoryOf(workbench.emulator, consumerAccount), {
                "VPC": 1,
                "vSwitch": 1,
                "security group": 2,
                "ECS instance": 1,
                "disk": 1,
                "network interface": 2,
                [COMMAND]: 1,
                "endpoint": 1,
            });
        });

        it("shows the consumer the service through what it may list, and no more", async () => {
            const { serviceId: ServiceId } = outputsOf("provider");
            const listed = await consumer.call(PRIVATELINK, "ListVpcEndpointServicesByEndUser");
            assert.deepEqual(
                listed.Services.map((service: { ServiceId: string }) => service.ServiceId),
                [ServiceId],
            );
            for (const action of [
                "GetVpcEndpointServiceAttribute",
                "ListVpcEndpointServiceUsers",
                "ListVpcEndpointServiceResources",
            ]) {
                const { code } = await refusal(consumer.call(PRIVATELINK, action, { ServiceId }));
                assert.equal(code, "EndpointServiceNotFound", action);
            }
            const { Connections } = await consumer.call(PRIVATELINK, "ListVpcEndpointConnections", {
                ServiceId,
            });
            assert.deepEqual(Connections, []);
        });

        it("shows the owner the requesting account, and not the endpoint", async () => {
            const { endpointId: EndpointId } = outputsOf("consumer");
            assert.deepEqual(await heldConnections(), [
                { endpointId: EndpointId, status: "Connected", bandwidth: 3072 },
            ]);
            const { code } = await refusal(
                owner.call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
            );
            assert.equal(code, "EndpointNotFound");
        });

        it("keeps each account's access key out of the other's state", async () => {
            for (const [user, stack] of [
                [users.provider, stacks.consumer],
                [users.connection, stacks.check],
                [users.consumer, stacks.provider],
                [users.check, stacks.connection],
            ] as const) {
                await assertNothingOf(user, stack);
            }
        });

        it("refuses the consumer stack with the owner's credentials, and changes nothing", async () => {
            const wrong = await openStack(workbench, { kind: "consumer", account: ownerAccount });
            const before = workbench.emulator.calls.length;
            assert.match(
                await failureOf(wrong, "up"),
                /zones\[0\]\.vswitchId: found "vsw-\w+"\. This account has no such vSwitch/,
            );
            assert.deepEqual(holdings.writes(workbench.emulator, before), []);
        });

        it("refuses the check stack with the owner's credentials, and runs nothing", async () => {
            const wrong = await openStack(workbench, {
                kind: "check",
                account: ownerAccount,
                config: CHECK_CONFIG,
            });
            const before = workbench.emulator.calls.length;
            const output = await failureOf(wrong, "up");
            assert.match(
                output,
                /clientInstanceId: found "i-\S+", but the account has no such instance in this region\..*\[connectivity\.clientRunning\]/,
            );
            assert.doesNotMatch(output, /\n\s+at /);
            assert.deepEqual(holdings.writes(workbench.emulator, before), []);
        });
    });

    describe("once it is up", () => {
        it("changes nothing on a second up, in a preview or on refresh", async () => {
            for (const kind of KINDS) {
                assert.deepEqual(await upped(kind), [], kind);
                assert.deepEqual(await refreshed(kind), [], kind);
                await stacks[kind].preview({ expectNoChanges: true });
            }
            assert.equal(outputsOf("consumer").zones[0].status, "Connected");
        });

        it("changes nothing either when the owner's account has used up its quota of services", async () => {
            const { quotas } = workbench.emulator.cloud;
            const { accountId } = ownerAccount;
            quotas.grant(accountId, SERVICES_PER_ACCOUNT, 1);
            await stacks.provider.preview({ expectNoChanges: true });
            quotas.grant(accountId, SERVICES_PER_ACCOUNT, SERVICES_PER_ACCOUNT.standard);
        });

        it("keeps serving the consumer when its account is removed from the whitelist", async () => {
            await upped("provider", { allowedAccountIds: [] });
            const operations = await upped("check", { triggers: ["off the whitelist"] });
            assert.ok(operations.includes("replace ecs.EcsInvocation check"));
            assert.equal(pages().length, 3);
            assert.ok(pages().every(({ verdict }) => verdict === "passed"));
            await upped("provider", { allowedAccountIds: [consumerAccount.accountId] });
        });

        it("fails the consumer's check when the owner closes the connection, with that cause, and passes once it is open", async () => {
            const ids = {
                ServiceId: outputsOf("provider").serviceId,
                EndpointId: outputsOf("consumer").endpointId,
            };
            const becomes = (wanted: string) =>
                eventually(heldConnections, ([{ status }]) => status === wanted);
            await owner.call(PRIVATELINK, "DisableVpcEndpointConnection", ids);
            await becomes("Disconnected");
            const failure = await failureOf(stacks.check, "up");
            assert.match(
                failure,
                /not accepted: the owner of the service has not accepted the endpoint in eu-central-1b \(status Wait\)/,
            );
            assert.doesNotMatch(failure, /security group:|listener:|\n\s+at /);

            await owner.call(PRIVATELINK, "EnableVpcEndpointConnection", {
                ...ids,
                Bandwidth: 3072,
            });
            await becomes("Connected");
            await upped("check");
            assert.ok(pages().every(({ verdict }) => verdict === "passed"));
        });

        it("changes on both sides, at the same time, what can change in place", async () => {
            const own = await securityGroupOf(outputsOf("consumer").vpcId, "client");
            await consumer.call(ECS, "AuthorizeSecurityGroup", {
                SecurityGroupId: own,
                Permissions: [
                    { IpProtocol: "TCP", PortRange: "1/65535", SourceCidrIp: "10.10.0.0/16" },
                ],
            });
            await Promise.all([changeOwnersSide(), changeConsumersSide(own)]);
            assert.equal((await heldConnections())[0].status, "Connected");
        });

        async function securityGroupOf(VpcId: string, SecurityGroupName: string): Promise<string> {
            const { SecurityGroups } = await consumer.call(ECS, "DescribeSecurityGroups", {
                VpcId,
                SecurityGroupName,
            });
            return SecurityGroups.SecurityGroup[0].SecurityGroupId as string;
        }

        async function changeOwnersSide(): Promise<void> {
            const tagged = [
                "update ecs.Instance ecs2",
                "update ecs.Instance ecs3",
                "update ecs.SecurityGroup backends",
                "update privatelink.VpcEndpointService service",
                "update slb.ApplicationLoadBalancer service",
                "update slb.BackendServer service",
                "update vpc.Network vpc2",
                `update vpc.Switch vpc2-${ZONE}`,
            ];
            const changes = {
                serviceDescription: "Orders and invoices",
                tags: { team: "payments" },
                service: { connectBandwidth: 500, zoneAffinityEnabled: false },
                backends: { ecs2: 100, ecs3: 20, ecs4: 50 },
                loadBalancer: { loadBalancerSpec: "slb.s2.small", deletionProtection: true },
            };
            assert.deepEqual(await upped("provider", changes), [
                "create ecs.Instance ecs4",
                ...tagged,
            ]);
            assert.deepEqual(
                await upped("provider", {
                    tags: undefined,
                    backends: { ecs2: 100, ecs3: 20 },
                    loadBalancer: { loadBalancerSpec: "slb.s2.small" },
                }),
                ["delete ecs.Instance ecs4", ...tagged],
            );
            assert.deepEqual(await upped("provider", { listenerPort: 8080 }), [
                "create slb.Listener service-8080",
                "delete slb.Listener service-80",
            ]);
            assert.deepEqual(await upped("connection", { bandwidth: 200 }), [
                "update privatelink.VpcEndpointServiceConnection connection",
            ]);
        }

        async function changeConsumersSide(securityGroupId: string): Promise<void> {
            const tagged = [
                "update ecs.Instance ecs1",
                "update ecs.SecurityGroup client",
                "update ecs.SecurityGroup endpoint",
                "update privatelink.VpcEndpoint endpoint",
                "update vpc.Network vpc1",
                `update vpc.Switch vpc1-${ZONE}`,
            ];
            const changes = {
                endpointName: "orders",
                endpointDescription: "Reaches the orders",
                tags: { team: "shop" },
                clientCidrBlocks: ["10.10.0.0/16", "10.20.0.0/16"],
                resourceGroupId: RESOURCE_GROUP,
            };
            assert.deepEqual(await upped("consumer", changes), [
                "create ecs.SecurityGroupRule endpoint-icmp-10.20.0.0/16",
                "create ecs.SecurityGroupRule endpoint-tcp-80-10.20.0.0/16",
                ...tagged,
            ]);
            // Tags go, and with the group that is there already the one that the endpoint had of its own.
            const operations = await upped("consumer", {
                tags: undefined,
                clientCidrBlocks: undefined,
                securityGroupIds: [securityGroupId],
            });
            assert.deepEqual(operations, [
                "delete ecs.SecurityGroup endpoint",
                "delete ecs.SecurityGroupRule endpoint-icmp-10.10.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-icmp-10.20.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
                "delete ecs.SecurityGroupRule endpoint-tcp-80-10.20.0.0/16",
                ...tagged.filter((each) => each !== "update ecs.SecurityGroup endpoint"),
            ]);
        }
    });

    describe("once the check is destroyed", () => {
        it("has lost nothing but the check's command", async () => {
            const { [COMMAND]: commands, ...others } = inventoryOf(
                workbench.emulator,
                consumerAccount,
            );
            assert.equal(commands, 1);
            const serving = await heldServing();
            await destroyed("check");
            assert.deepEqual(inventoryOf(workbench.emulator, consumerAccount), others);
            assert.deepEqual(await heldServing(), serving);
        });
    });

    describe("destroyed in the wrong order", () => {
        it("says within the provider's limit that an endpoint is connected, and keeps serving it", async () => {
            const before = await heldServing();
            const output = await failureOf(stacks.provider, "destroy");
            assert.match(
                output,
                /VpcEndpointServiceResource service-eu-central-1b \*\*deleting failed/,
            );
            assert.match(output, /Code: EndpointServiceConnectionDependence/);
            assert.match(output, /You cannot delete EndpointService with Endpoint connected\./);
            assert.deepEqual(await heldServing(), before);
        });

        it("has lost nothing but the whitelist, which the next up brings back", async () => {
            assert.deepEqual(await upped("provider"), [
                "create EndpointServiceWhitelist service",
                `create privatelink.VpcEndpointServiceUser service-${consumerAccount.accountId}`,
            ]);
        });

        it("says at once that the connection has gone with its endpoint; a refresh forgets it", async () => {
            await destroyed("consumer");
            assert.deepEqual(inventoryOf(workbench.emulator, consumerAccount), {});
            const startedAt = Date.now();
            const output = await failureOf(stacks.connection, "destroy");
            const seconds = (Date.now() - startedAt) / 1000;
            assert.match(output, /Code: EndpointConnectionNotFound/);
            assert.match(output, /The specified endpoint connection does not exist\./);
            assert.ok(seconds < 60, `${seconds} s`);

            assert.deepEqual(await refreshed("connection"), [
                "delete privatelink.VpcEndpointServiceConnection connection",
            ]);
            await destroyed("connection");
        });

        it("can be destroyed completely once its endpoints are gone", async () => {
            await destroyed("provider");
            assert.deepEqual(workbench.emulator.inventory(), []);
        });
    });

    describe("needs no more and no less than its policy in docs/ram permits:", () => {
        for (const kind of KINDS) {
            it(`the ${kind} stack, by what it called in all of the above`, () => {
                assert.deepEqual(
                    policyActions(kind).filter((action) => !WITHOUT_A_CALL[kind].includes(action)),
                    calledBy(workbench.emulator, users[kind]),
                );
            });
        }
    });
});
