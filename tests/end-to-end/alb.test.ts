import assert from "node:assert/strict";

import type AlbClient from "@alicloud/alb20200616";
import type { Stack } from "@pulumi/pulumi/automation";

import type { ConnectivityRow } from "../../index";
import type { RamUser } from "../../tools/emulator";
import { albClient } from "../emulator/albScene";
import { type Clients, clients } from "../emulator/client";
import { runScript } from "../emulator/scripts";
import { applicationListeners, applicationLoadBalancer, serverGroup } from "./albHoldings";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { calledBy, policyActions, type PolicyName, userWith, WITHOUT_A_CALL } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

const PROJECT = "alicloud-privatelink-alb";
const REGION = "cn-hangzhou";
const [H, I, J] = [`${REGION}-h`, `${REGION}-i`, `${REGION}-j`];

const SIDES = ["provider", "consumer", "connection", "check"] as const;
type Side = (typeof SIDES)[number];

const PAGES = ["<h1>Hello from ecs03</h1>", "<h1>Hello from ecs04</h1>"];

/** The policies of docs/ram for the example's stacks. */
const POLICIES: Readonly<Record<Side, PolicyName>> = {
    provider: "alb-provider",
    consumer: "consumer",
    connection: "connection",
    check: "check",
};

describe("the ALB example", () => {
    let workbench: Workbench;
    let owner: Clients;
    let alb: AlbClient;
    /** Each has the permissions of its policy, and no others. */
    let users: Record<Side, RamUser>;
    let stacks: Record<Side, Stack>;

    before(async () => {
        workbench = await openWorkbench({
            // The ALB's own security group outlives it, until the VPC has been kept because of it.
            cleanupMilliseconds: 3_600_000,
            onCall: ({ action, code }) => {
                if (action === "DeleteVpc" && code === "DependencyViolation.SecurityGroup") {
                    const { managedSecurityGroups } = workbench.emulator.cloud.ecs;
                    managedSecurityGroups.all().forEach(({ id }) => {
                        managedSecurityGroups.remove(id);
                    });
                }
            },
        });
        const [account] = workbench.emulator.accounts;
        owner = clients(workbench.emulator, account, REGION);
        alb = albClient(workbench.emulator, account);
        const place = { accountId: account.accountId, regionId: REGION };
        const userOf = (side: Side) => userWith(workbench.emulator, place, POLICIES[side]);
        users = {
            provider: userOf("provider"),
            consumer: userOf("consumer"),
            connection: userOf("connection"),
            check: userOf("check"),
        };
        const open = (side: Side) =>
            workbench.open(`examples/alb/${side}`, undefined, undefined, { account: users[side] });
        stacks = {
            provider: await open("provider"),
            consumer: await open("consumer"),
            connection: await open("connection"),
            check: await open("check"),
        };
    });

    after(() => workbench?.close());

    /** The outputs since the last `up`. */
    const outputs: Partial<Record<Side, Record<string, any>>> = {};
    const outputsOf = (side: Side): Record<string, any> => outputs[side] ?? {};

    function configure(side: Side, config: Record<string, unknown>): Promise<void> {
        return workbench.sandbox.configure(
            stacks[side],
            Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`${PROJECT}-${side}:${key}`, value]),
            ),
        );
    }

    /** Changes the config, if there are changes, and deploys. */
    async function upped(side: Side, config: Record<string, unknown> = {}): Promise<string[]> {
        await configure(side, config);
        const done = await up(stacks[side]);
        outputs[side] = done.outputs;
        return done.operations;
    }

    const heldLoadBalancer = () =>
        applicationLoadBalancer(alb, outputsOf("provider").loadBalancerId);
    const heldListeners = () => applicationListeners(alb, outputsOf("provider").loadBalancerId);
    const heldService = () => holdings.service(owner, outputsOf("provider").serviceId);
    const heldEndpoint = () => holdings.endpoint(owner, outputsOf("consumer").endpointId);

    const heldServerGroup = () => serverGroup(alb);

    describe("stack by stack", () => {
        it("comes up: the provider stack, with an ALB that the service has in two zones", async () => {
            assert.deepEqual(await upped("provider"), [
                "create AlbServiceResource service",
                "create EndpointService service",
                "create alb.Listener service-80",
                "create alb.LoadBalancer service",
                "create alb.ServerGroup service",
                "create ecs.Instance ecs03",
                "create ecs.Instance ecs04",
                "create ecs.SecurityGroup backends",
                "create ecs.SecurityGroupRule backends-tcp-80-100.64.0.0/10",
                "create ecs.SecurityGroupRule backends-tcp-80-192.168.0.0/16",
                "create privatelink.VpcEndpointService service",
                `create privatelink.VpcEndpointServiceResource service-${H}`,
                `create privatelink.VpcEndpointServiceResource service-${I}`,
                "create vpc.Network vpc2",
                `create vpc.Switch vpc2-${H}`,
                `create vpc.Switch vpc2-${I}`,
            ]);
        });

        it("comes up: the consumer stack, whose endpoint waits in both zones for acceptance", async () => {
            assert.deepEqual(await upped("consumer"), [
                "create InterfaceEndpoint endpoint",
                "create ecs.Instance ecs01",
                "create ecs.Instance ecs02",
                "create ecs.SecurityGroup client",
                "create ecs.SecurityGroup endpoint",
                "create ecs.SecurityGroupRule endpoint-icmp-10.0.0.0/8",
                "create ecs.SecurityGroupRule endpoint-tcp-80-10.0.0.0/8",
                "create privatelink.VpcEndpoint endpoint",
                `create privatelink.VpcEndpointZone endpoint-${H}`,
                `create privatelink.VpcEndpointZone endpoint-${I}`,
                "create vpc.Network vpc1",
                `create vpc.Switch vpc1-${H}`,
                `create vpc.Switch vpc1-${I}`,
            ]);
            assert.deepEqual(zoneStatuses(), { [H]: "Wait", [I]: "Wait" });
        });

        it("comes up: the connection stack, which accepts the endpoint", async () => {
            assert.deepEqual(await upped("connection"), [
                "create EndpointConnection connection",
                "create privatelink.VpcEndpointServiceConnection connection",
            ]);
            assert.deepEqual(outputsOf("connection"), { connectionStatus: "Connected" });
        });

        it("comes up: the check stack, whose client sees the pages of both servers through both zones", async () => {
            assert.deepEqual(await upped("check"), [
                "create ConnectivityCheck check",
                "create ecs.Command check",
                "create ecs.EcsInvocation check",
            ]);
            const rows = outputsOf("check").check as ConnectivityRow[];
            const { endpointDomain } = outputsOf("consumer");
            const zones = byZone(outputsOf("consumer").zones);
            assert.deepEqual(
                rows.map(({ zoneId, domain, resolvedTo }) => [
                    zoneId,
                    domain,
                    [...resolvedTo].sort(),
                ]),
                [
                    ["all", endpointDomain, [zones[H].eniIp, zones[I].eniIp].sort()],
                    ...[H, I].flatMap((zone) =>
                        [zones[zone].domain, zones[zone].eniIp].map((domain) => [
                            zone,
                            domain,
                            [zones[zone].eniIp],
                        ]),
                    ),
                ],
            );
            assert.deepEqual([...new Set(rows.map(({ verdict }) => verdict))], ["passed"]);
            assert.deepEqual([...new Set(rows.map(({ answer }) => answer))].sort(), PAGES);
        });

        it("made no call that was refused", () => {
            assert.deepEqual(holdings.finalRefusals(workbench.emulator), []);
        });
    });

    describe("in the cloud, read back through the official SDKs,", () => {
        it("consists of these resources and no others", () => {
            assert.deepEqual(holdings.inventory(workbench.emulator), {
                "VPC": 2,
                "vSwitch": 4,
                "security group": 3,
                "managed security group": 1,
                "ECS instance": 4,
                "disk": 4,
                "network interface": 6,
                "ALB": 1,
                "ALB server group": 1,
                "ALB listener": 1,
                "endpoint service": 1,
                "endpoint": 1,
                "Cloud Assistant command": 1,
            });
        });

        it("has a private, basic ALB of fixed addresses in both zones, which forwards port 80", async () => {
            const { vpcId, loadBalancerDnsName } = outputsOf("provider");
            assert.deepEqual(await heldLoadBalancer(), {
                name: "service",
                status: "Active",
                edition: "Basic",
                addressType: "Intranet",
                addressAllocatedMode: "Fixed",
                payType: "PostPay",
                vpcId,
                dnsName: loadBalancerDnsName,
                deletionProtection: false,
                addresses: { [H]: "192.168.3.10", [I]: "192.168.5.10" },
            });
            assert.deepEqual(await heldListeners(), { "HTTP 80 Running": [] });
        });

        it("has a server group of both servers, in turn by weight, checked and not sticky", async () => {
            const { backendIds } = outputsOf("provider");
            assert.deepEqual(await heldServerGroup(), {
                name: "rs1",
                type: "Instance",
                protocol: "HTTP",
                scheduler: "Wrr",
                stickySession: false,
                healthCheck: ["HTTP", "/", ["http_2xx"]],
                servers: {
                    [backendIds.ecs03]: "port 80 weight 100",
                    [backendIds.ecs04]: "port 80 weight 100",
                },
            });
        });

        it("has a service of type ALB in both zones, accepted by hand, without zone affinity", async () => {
            const { loadBalancerId } = outputsOf("provider");
            const { resourceType, autoAccept, zoneAffinity, zoneIds, resources } =
                await heldService();
            assert.deepEqual(
                { resourceType, autoAccept, zoneAffinity, zoneIds, resources: resources.sort() },
                {
                    resourceType: "alb",
                    autoAccept: false,
                    zoneAffinity: false,
                    zoneIds: [H, I],
                    resources: [`${loadBalancerId} in ${H}`, `${loadBalancerId} in ${I}`],
                },
            );
        });
    });

    describe("once it is up", () => {
        it("changes nothing on a second up, and then shows each zone's domain, address and status", async () => {
            for (const side of SIDES) {
                assert.deepEqual(await upped(side), [], side);
            }
            const { zones, connectionStatus } = await heldEndpoint();
            assert.equal(connectionStatus, "Connected");
            assert.deepEqual(
                byZone(outputsOf("consumer").zones),
                byZone(zones.map((zone) => ({ ...zone, zoneId: String(zone.zoneId) }))),
            );
            assert.deepEqual(zoneStatuses(), { [H]: "Connected", [I]: "Connected" });
            const found = byZone(outputsOf("consumer").zones);
            assert.match(found[H].eniIp, /^10\.0\.10\.\d+$/);
            assert.match(found[I].eniIp, /^10\.10\.0\.\d+$/);
            assert.ok(found[H].domain.includes(H) && found[I].domain.includes(I));
        });

        it("finds nothing different on refresh", async () => {
            for (const side of SIDES) {
                assert.deepEqual(await operationsOf(stacks[side], "refresh"), [], side);
            }
        });
    });

    describe("when the config changes", () => {
        it("adds a zone to the ALB and to the service, and does not touch the others", async () => {
            assert.deepEqual(
                await upped("provider", {
                    vswitchCidrBlocks: { [J]: "192.168.7.0/24" },
                    loadBalancerAddresses: { [J]: "192.168.7.10" },
                }),
                [
                    `create privatelink.VpcEndpointServiceResource service-${J}`,
                    `create vpc.Switch vpc2-${J}`,
                    "update alb.LoadBalancer service",
                ],
            );
            assert.deepEqual((await heldLoadBalancer()).addresses, {
                [H]: "192.168.3.10",
                [I]: "192.168.5.10",
                [J]: "192.168.7.10",
            });
            assert.deepEqual(outputsOf("provider").offer.zoneIds, [H, I, J]);
        });

        // The two stacks at the same time: what the provider changes is not in its offer.
        it("adds the zone to the endpoint, which is connected in it at once", async () => {
            const [added] = await Promise.all([
                upped("consumer", { vswitchCidrBlocks: { [J]: "10.20.0.0/24" } }),
                changesWeight().then(swapsServer),
            ]);
            assert.deepEqual(added, [
                `create privatelink.VpcEndpointZone endpoint-${J}`,
                `create vpc.Switch vpc1-${J}`,
            ]);
            assert.deepEqual(zoneStatuses(), {
                [H]: "Connected",
                [I]: "Connected",
                [J]: "Connected",
            });
        });

        /** A server's weight changes in the server group alone. */
        async function changesWeight(): Promise<void> {
            assert.deepEqual(await upped("provider", { weights: { ecs04: 20 } }), [
                "update alb.ServerGroup service",
            ]);
            const { backendIds } = outputsOf("provider");
            assert.deepEqual((await heldServerGroup()).servers, {
                [backendIds.ecs03]: "port 80 weight 100",
                [backendIds.ecs04]: "port 80 weight 20",
            });
        }

        /** A new server takes another's place in the same server group. */
        async function swapsServer(): Promise<void> {
            const config = { backends: { ecs04: false, ecs05: I }, weights: { ecs05: 20 } };
            assert.deepEqual(await upped("provider", config), [
                "create ecs.Instance ecs05",
                "delete ecs.Instance ecs04",
                "update alb.ServerGroup service",
            ]);
            const { backendIds } = outputsOf("provider");
            assert.deepEqual((await heldServerGroup()).servers, {
                [backendIds.ecs03]: "port 80 weight 100",
                [backendIds.ecs05]: "port 80 weight 20",
            });
        }

        it("spreads the requests of the client in the other zone over the servers by their weights", async () => {
            const times = 60;
            const { output } = await runScript(
                owner,
                outputsOf("consumer").clientIds.ecs02,
                `for turn in $(seq ${times}); do curl -s http://${outputsOf("consumer").endpointDomain}/; done`,
            );
            const pages = output.toString().trim().split("\n");
            const heavy = pages.filter((page) => page === "<h1>Hello from ecs03</h1>").length;
            const light = pages.filter((page) => page === "<h1>Hello from ecs05</h1>").length;
            assert.equal(heavy + light, times);
            // 100 to 20; what was fetched before may have left it in the middle of a round.
            assert.ok(Math.abs(heavy - 50) <= 1, `${heavy} to ${light}`);
        });

        it("adds listeners, one of them with a certificate, and offers their ports", async () => {
            assert.deepEqual(
                await upped("provider", {
                    listeners: [
                        { port: 80 },
                        { port: 443, protocol: "HTTPS", certificateId: "1111-cn-hangzhou" },
                        { port: 8080 },
                    ],
                }),
                ["create alb.Listener service-443", "create alb.Listener service-8080"],
            );
            assert.deepEqual(await heldListeners(), {
                "HTTP 80 Running": [],
                "HTTPS 443 Running": ["1111-cn-hangzhou"],
                "HTTP 8080 Running": [],
            });
            assert.deepEqual(outputsOf("provider").offer.ports, [
                { port: 80, protocol: "tcp" },
                { port: 443, protocol: "tcp" },
                { port: 8080, protocol: "tcp" },
            ]);
            assert.deepEqual(await upped("provider"), []);
        });

        it("changes a certificate in place and removes a listener, both without the others", async () => {
            assert.deepEqual(
                await upped("provider", {
                    listeners: [
                        { port: 80 },
                        { port: 443, protocol: "HTTPS", certificateId: "2222-cn-hangzhou" },
                    ],
                }),
                ["delete alb.Listener service-8080", "update alb.Listener service-443"],
            );
            assert.deepEqual(await heldListeners(), {
                "HTTP 80 Running": [],
                "HTTPS 443 Running": ["2222-cn-hangzhou"],
            });
        });

        it("removes the zone from the endpoint, which follows the service to its new port", async () => {
            assert.deepEqual(await upped("consumer", { vswitchCidrBlocks: undefined }), [
                "create ecs.SecurityGroupRule endpoint-tcp-443-10.0.0.0/8",
                `delete privatelink.VpcEndpointZone endpoint-${J}`,
                `delete vpc.Switch vpc1-${J}`,
            ]);
            assert.deepEqual(zoneStatuses(), { [H]: "Connected", [I]: "Connected" });
        });

        it("removes the zone from the service, then from the ALB", async () => {
            assert.deepEqual(await upped("provider", { serviceZoneIds: [H, I] }), [
                `delete privatelink.VpcEndpointServiceResource service-${J}`,
            ]);
            assert.deepEqual((await heldService()).zoneIds, [H, I]);
            assert.deepEqual(
                await upped("provider", {
                    vswitchCidrBlocks: undefined,
                    loadBalancerAddresses: undefined,
                    serviceZoneIds: undefined,
                }),
                [`delete vpc.Switch vpc2-${J}`, "update alb.LoadBalancer service"],
            );
            assert.deepEqual((await heldLoadBalancer()).addresses, {
                [H]: "192.168.3.10",
                [I]: "192.168.5.10",
            });
        });
    });

    describe("when what belongs to the resources themselves changes", () => {
        it("changes tags, weights and deletion protection in place, and back", async () => {
            const operations = await upped("provider", {
                tags: { team: "payments" },
                weights: { ecs03: 20 },
                loadBalancer: { deletionProtection: true },
            });
            assert.deepEqual(
                operations.filter((each) => !each.startsWith("update ")),
                [],
            );
            assert.ok(operations.includes("update alb.LoadBalancer service"));
            assert.equal((await heldLoadBalancer()).deletionProtection, true);
            const back = await upped("provider", {
                tags: undefined,
                weights: undefined,
                loadBalancer: undefined,
            });
            assert.deepEqual(back, operations);
            assert.equal((await heldLoadBalancer()).deletionProtection, false);
        });
    });

    describe("with a mistake in its config", () => {
        async function refuses(
            side: Side,
            config: Record<string, unknown>,
            expected: string,
        ): Promise<void> {
            const before = workbench.emulator.calls.length;
            await configure(side, config);
            const output = await failureOf(stacks[side], "preview");
            await configure(
                side,
                Object.fromEntries(Object.keys(config).map((key) => [key, undefined])),
            );
            assert.ok(output.includes(expected), `"${expected}" is missing in:\n${output}`);
            assert.deepEqual(holdings.writes(workbench.emulator, before), []);
        }

        it("is refused at preview: one zone only", () =>
            refuses(
                "provider",
                { vswitchCidrBlocks: { [I]: false } },
                `zones: found ["${H}"]. An ALB needs 2 to 10 zones.`,
            ));

        it("is refused at preview: a service zone in which the ALB has no vSwitch", () =>
            refuses(
                "provider",
                { serviceZoneIds: [H, J] },
                `serviceResources[0].zoneIds[1]: found "${J}", in which the load balancer has no vSwitch. It is in ${H}, ${I} only.`,
            ));

        it("is refused at preview: an endpoint zone in which the service has no load balancer", () =>
            refuses(
                "consumer",
                { vswitchCidrBlocks: { [J]: "10.20.0.0/24" } },
                `zones[2].zoneId: found "${J}". The service can be reached in ${H}, ${I} only; the endpoint shares ${H}, ${I} with it.`,
            ));

        it("is refused at preview: a check on a client that the consumer does not have", () =>
            refuses("check", { client: "ecs1" }, "clientInstanceId: is missing. It is required."));
    });

    describe("in the end", () => {
        it("is destroyed in the opposite order, completely; nothing was refused but reads of deleted resources", async () => {
            for (const side of [...SIDES].reverse()) {
                await operationsOf(stacks[side], "destroy");
            }
            assert.deepEqual(holdings.inventory(workbench.emulator), {});
            assert.ok(
                holdings
                    .refusals(workbench.emulator)
                    .includes("DeleteVpc DependencyViolation.SecurityGroup"),
            );
            assert.deepEqual(holdings.finalRefusals(workbench.emulator), [
                "DescribeVSwitchAttributes InvalidVswitchID.NotFound",
                "DescribeVpcAttribute InvalidVpcID.NotFound",
                "GetVpcEndpointAttribute EndpointNotFound",
                "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
            ]);
        });

        it("needed no more and no less of the provider's side than its policy in docs/ram permits", () => {
            assert.deepEqual(
                policyActions(POLICIES.provider).filter(
                    (action) => !WITHOUT_A_CALL[POLICIES.provider].includes(action),
                ),
                calledBy(workbench.emulator, users.provider),
            );
        });
    });

    function zoneStatuses(): Record<string, string> {
        return Object.fromEntries(
            (outputsOf("consumer").zones as Zone[]).map(({ zoneId, status }) => [zoneId, status]),
        );
    }
});

type Zone = { zoneId: string; domain: string; eniId: string; eniIp: string; status: string };

function byZone(zones: readonly Zone[]): Record<string, Zone> {
    return Object.fromEntries(zones.map((zone) => [zone.zoneId, zone]));
}
