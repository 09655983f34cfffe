import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { ConnectivityRow } from "../../index";
import { type Clients, clients, eventually, NLB } from "../emulator/client";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { type PolicyName, userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

const PROJECT = "alicloud-privatelink-nlb";
const REGION = "cn-hangzhou";
const [H, I] = [`${REGION}-h`, `${REGION}-i`];

const SIDES = ["provider", "consumer", "connection", "check"] as const;
type Side = (typeof SIDES)[number];

const RUN_AGAIN = [
    "create-replacement ecs.Command check",
    "create-replacement ecs.EcsInvocation check",
    "delete-replaced ecs.Command check",
    "delete-replaced ecs.EcsInvocation check",
    "replace ecs.Command check",
    "replace ecs.EcsInvocation check",
];

describe("the NLB example", () => {
    let workbench: Workbench;
    let owner: Clients;
    let stacks: Record<Side, Stack>;

    before(async () => {
        workbench = await openWorkbench();
        owner = clients(workbench.emulator, workbench.emulator.accounts[0], REGION);
        const { accountId } = workbench.emulator.accounts[0];
        // With the permissions of its policy in docs/ram, and no others.
        const open = (side: Side, policy: PolicyName = side) =>
            workbench.open(`examples/nlb/${side}`, undefined, undefined, {
                account: userWith(workbench.emulator, { accountId, regionId: REGION }, policy),
            });
        stacks = {
            provider: await open("provider", "nlb-provider"),
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

    async function upped(side: Side, config: Record<string, unknown> = {}): Promise<string[]> {
        await configure(side, config);
        const done = await up(stacks[side]);
        outputs[side] = done.outputs;
        return done.operations;
    }

    const rows = () => outputsOf("check").check as ConnectivityRow[];
    const seenEndpoints = () => [...new Set(rows().map(({ seenEndpointId }) => seenEndpointId))];

    describe("stack by stack", () => {
        it("comes up: the provider stack, with an NLB that the service has in two zones", async () => {
            assert.deepEqual(await upped("provider"), [
                "create EndpointService service",
                "create NlbServiceResource service",
                "create ecs.Instance ecs03",
                "create ecs.Instance ecs04",
                "create ecs.SecurityGroup backends",
                "create ecs.SecurityGroupRule backends-tcp-80-100.64.0.0/10",
                "create ecs.SecurityGroupRule backends-tcp-80-192.168.3.0/24",
                "create ecs.SecurityGroupRule backends-tcp-80-192.168.5.0/24",
                "create nlb.Listener service-80",
                "create nlb.LoadBalancer service",
                "create nlb.ServerGroup service",
                "create nlb.ServerGroupServerAttachment service-ecs03",
                "create nlb.ServerGroupServerAttachment service-ecs04",
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
        });

        it("comes up: the connection stack, which accepts the endpoint", async () => {
            assert.deepEqual(await upped("connection"), [
                "create EndpointConnection connection",
                "create privatelink.VpcEndpointServiceConnection connection",
            ]);
            assert.deepEqual(outputsOf("connection"), { connectionStatus: "Connected" });
        });

        it("comes up: the check stack, whose client hears from the servers of both zones which endpoint they saw", async () => {
            assert.deepEqual(await upped("check"), [
                "create ConnectivityCheck check",
                "create ecs.Command check",
                "create ecs.EcsInvocation check",
            ]);
            const { endpointId } = outputsOf("consumer");
            assert.deepEqual(seenEndpoints(), [endpointId]);
            assert.deepEqual([...new Set(rows().map(({ answer }) => answer))].sort(), [
                `<h1>Hello ${endpointId} from ecs03</h1>`,
                `<h1>Hello ${endpointId} from ecs04</h1>`,
            ]);
            assert.deepEqual(
                rows().map(({ zoneId, verdict }) => [zoneId, verdict]),
                ["all", H, H, I, I].map((zoneId) => [zoneId, "passed"]),
            );
            assert.ok(
                outputsOf("check").summary.endsWith(
                    ` The backend servers saw endpoint ${endpointId}.`,
                ),
            );
        });

        it("made no call that was refused", () => {
            assert.deepEqual(holdings.finalRefusals(workbench.emulator), []);
        });
    });

    describe("once it is up", () => {
        it("consists of these resources and no others", () => {
            assert.deepEqual(holdings.inventory(workbench.emulator), {
                "VPC": 2,
                "vSwitch": 4,
                "security group": 3,
                "ECS instance": 3,
                "disk": 3,
                "network interface": 5,
                "managed security group": 1,
                "NLB": 1,
                "NLB server group": 1,
                "NLB listener": 1,
                "endpoint service": 1,
                "endpoint": 1,
                "Cloud Assistant command": 1,
            });
        });

        it("has a service of type NLB in both zones", async () => {
            const { loadBalancerId, serviceId } = outputsOf("provider");
            const { resourceType, zoneIds, resources } = await holdings.service(owner, serviceId);
            assert.deepEqual(
                { resourceType, zoneIds, resources: resources.sort() },
                {
                    resourceType: "nlb",
                    zoneIds: [H, I],
                    resources: [`${loadBalancerId} in ${H}`, `${loadBalancerId} in ${I}`],
                },
            );
        });

        it("changes nothing on a second up, nor on refresh", async () => {
            for (const side of SIDES) {
                assert.deepEqual(await upped(side), [], side);
            }
            for (const side of SIDES) {
                assert.deepEqual(await operationsOf(stacks[side], "refresh"), [], side);
            }
        });
    });

    describe("when the load balancer no longer passes on the endpoint's id", () => {
        before(() => passOn({ Ppv2PrivateLinkEpIdEnabled: false }));

        it("fails the check, which names what the servers do not say", async () => {
            const failure = await failureOf(stacks.check, "up");
            assert.match(failure, /5 of 5 targets failed/);
            assert.match(
                failure,
                /1\. consumer identity: the backend does not say which endpoint it saw: the header PrivateLink-Endpoint-Id of its response is missing or empty;/,
            );
            const { table, passed } = await outputsNow();
            assert.equal(passed, false);
            assert.deepEqual(table, { endpoints: [""], statuses: [200] });
        });

        it("shows the same in a check that does not require it, and passes", async () => {
            assert.deepEqual(await upped("check", { consumerIdentity: false }), RUN_AGAIN);
            assert.deepEqual(seenEndpoints(), [""]);
            assert.equal(outputsOf("check").passed, true);
            assert.doesNotMatch(outputsOf("check").summary, /endpoint/);
        });

        it("finds it again once a refresh has shown it and the provider stack has put it back", async () => {
            assert.deepEqual(await operationsOf(stacks.provider, "refresh"), [
                "update nlb.Listener service-80",
            ]);
            assert.deepEqual(await upped("provider"), ["update nlb.Listener service-80"]);
            assert.deepEqual(await upped("check", { consumerIdentity: true }), RUN_AGAIN);
            assert.deepEqual(seenEndpoints(), [outputsOf("consumer").endpointId]);
        });
    });

    describe("in the end", () => {
        it("is destroyed in the opposite order, completely", async () => {
            for (const side of [...SIDES].reverse()) {
                await operationsOf(stacks[side], "destroy");
            }
            assert.deepEqual(holdings.inventory(workbench.emulator), {});
        });
    });

    async function outputsNow() {
        const { check, passed } = await stacks.check.outputs();
        const table = check.value as ConnectivityRow[];
        return {
            passed: passed.value as boolean,
            table: {
                endpoints: [...new Set(table.map(({ seenEndpointId }) => seenEndpointId))],
                statuses: [...new Set(table.map(({ httpStatus }) => httpStatus))],
            },
        };
    }

    /** Changes by hand what the listener passes on. */
    async function passOn(ids: Record<string, boolean>): Promise<void> {
        const { Listeners } = await owner.call(NLB, "ListListeners");
        const { JobId } = await owner.call(NLB, "UpdateListenerAttribute", {
            ListenerId: Listeners[0].ListenerId,
            ProxyProtocolEnabled: true,
            ProxyProtocolV2Config: {
                Ppv2PrivateLinkEpIdEnabled: true,
                Ppv2PrivateLinkEpsIdEnabled: true,
                Ppv2VpcIdEnabled: true,
                ...ids,
            },
        });
        await eventually(
            () => owner.call(NLB, "GetJobStatus", { JobId }),
            ({ Status }) => Status === "Succeeded",
        );
    }
});
