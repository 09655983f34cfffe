import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Account } from "../../tools/emulator";
import { type Clients, clients, PRIVATELINK } from "../emulator/client";
import { configure, openStack, PROJECT, type StackKind } from "./crossAccount";
import { inventory, writes } from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const SERVICE_REGION = "cn-hangzhou";
const OTHER_REGION = "cn-shanghai";

/** A consumer in one of the regions, and the stacks about its endpoint. */
interface Consumer {
    readonly regionId: string;
    readonly cloud: Clients;
    readonly stacks: Readonly<Record<Exclude<StackKind, "provider">, Stack>>;
}

describe("the cross-account example, with a consumer in another region", () => {
    let workbench: Workbench;
    let owner: Clients;
    let provider: Stack;
    let far: Consumer;
    let near: Consumer;
    let serviceId: string;
    /** The connection of the consumer in the service's own region, to the last field. */
    let nearConnection: Record<string, unknown>;

    before(async () => {
        workbench = await openWorkbench();
        const [ownerAccount, account] = workbench.emulator.accounts;
        const open = (kind: StackKind, of: Account, regionId: string, config = {}) =>
            openStack(workbench, {
                kind,
                account: of,
                name: `${workbench.stackName}-${regionId}`,
                config: { "alicloud:region": regionId, ...config },
            });
        owner = clients(workbench.emulator, ownerAccount, SERVICE_REGION);
        provider = await open("provider", ownerAccount, SERVICE_REGION, {
            zoneId: `${SERVICE_REGION}-b`,
            allowedAccountIds: [account.accountId],
            supportedRegionIds: [OTHER_REGION],
        });
        const providerStack = `organization/${PROJECT}-provider/${provider.name}`;
        const consumerIn = async (regionId: string): Promise<Consumer> => {
            const consumerStack = `organization/${PROJECT}-consumer/${workbench.stackName}-${regionId}`;
            return {
                regionId,
                cloud: clients(workbench.emulator, account, regionId),
                stacks: {
                    consumer: await open("consumer", account, regionId, {
                        zoneId: `${regionId}-b`,
                        providerStack,
                    }),
                    // The owner's, who accepts where the service is.
                    connection: await open("connection", ownerAccount, regionId, {
                        "alicloud:region": SERVICE_REGION,
                        providerStack,
                        consumerStack,
                    }),
                    check: await open("check", account, regionId, { timeoutSeconds: 4 }),
                },
            };
        };
        far = await consumerIn(OTHER_REGION);
        near = await consumerIn(SERVICE_REGION);
    });

    after(() => workbench?.close());

    const both = <T>(work: (consumer: Consumer) => Promise<T>): Promise<T[]> =>
        Promise.all([far, near].map(work));

    async function endpointOf({ cloud }: Consumer): Promise<Record<string, any>> {
        const { Endpoints } = await cloud.call(PRIVATELINK, "ListVpcEndpoints", {});
        assert.equal(Endpoints.length, 1);
        return Endpoints[0];
    }

    async function connectionOf(consumer: Consumer): Promise<Record<string, any>> {
        const { Connections } = await owner.call(PRIVATELINK, "ListVpcEndpointConnections", {
            ServiceId: serviceId,
        });
        return Connections.find(
            (each: { EndpointRegionId: string }) => each.EndpointRegionId === consumer.regionId,
        );
    }

    async function supportedRegions(): Promise<string[]> {
        const { SupportedRegionSet } = await owner.call(
            PRIVATELINK,
            "GetVpcEndpointServiceAttribute",
            { ServiceId: serviceId },
        );
        return SupportedRegionSet.map(
            (region: { SupportedRegionId: string; RegionServiceStatus: string }) =>
                `${region.SupportedRegionId} ${region.RegionServiceStatus}`,
        );
    }

    async function assertTrafficOf({ stacks: { check } }: Consumer, trigger: string) {
        await configure(workbench, check, "check", { triggers: [trigger] });
        const { outputs } = await up(check);
        assert.deepEqual(
            outputs.check.map(({ verdict }: { verdict: string }) => verdict),
            ["passed", "passed", "passed"],
            JSON.stringify(outputs),
        );
        assert.match(outputs.check[0].answer, /Hello from ecs[23]/);
    }

    /** What a preview refuses, which changes nothing. */
    async function refusalOf(stack: Stack, kind: StackKind, changed: Record<string, unknown>) {
        const { config: before } = await stack.workspace.stackSettings(stack.name);
        await configure(workbench, stack, kind, changed);
        const since = workbench.emulator.calls.length;
        const said = await failureOf(stack, "preview");
        assert.deepEqual(writes(workbench.emulator, since), []);
        const settings = await stack.workspace.stackSettings(stack.name);
        await stack.workspace.saveStackSettings(stack.name, { ...settings, config: before });
        return said;
    }

    it("comes up: the service, which lists its own region and the other one", async () => {
        const { outputs } = await up(provider);
        ({ serviceId } = outputs);
        assert.deepEqual(
            [outputs.offer.regionId, outputs.offer.supportedRegionIds],
            [SERVICE_REGION, [OTHER_REGION]],
        );
        assert.deepEqual(await supportedRegions(), [
            `${SERVICE_REGION} Available`,
            `${OTHER_REGION} Available`,
        ]);
    });

    it("refuses an endpoint in a region that is not offered, at preview", async () => {
        const said = await refusalOf(far.stacks.consumer, "consumer", {
            "alicloud:region": "eu-central-1",
            "zoneId": "eu-central-1b",
        });
        assert.match(
            said,
            /offer\.regionId: the service is in cn-hangzhou, but the endpoint would be created in eu-central-1\. Deploy it to cn-hangzhou, cn-shanghai,/,
        );
    });

    it("refuses a zone of the service's region for an endpoint in another one, at preview", async () => {
        const zoneId = "cn-hangzhou-h";
        assert.match(
            await refusalOf(far.stacks.consumer, "consumer", { zoneId }),
            /zones\[0\]\.zoneId: found "cn-hangzhou-h", but the endpoint would be created in cn-shanghai\./,
        );
    });

    it("refuses a bandwidth between regions within one region, or too small, at preview", async () => {
        const changed = { crossRegionBandwidth: 500 };
        assert.match(
            await refusalOf(near.stacks.consumer, "consumer", changed),
            /crossRegionBandwidth: is set for a service in cn-hangzhou, which is the endpoint's own region/,
        );
        assert.match(
            await refusalOf(far.stacks.consumer, "consumer", { crossRegionBandwidth: 99 }),
            /crossRegionBandwidth: found 99\./,
        );
    });

    it("comes up: an endpoint in each region, with zones of its own", async () => {
        const [farOutputs, nearOutputs] = await both(
            async ({ stacks: { consumer } }) => (await up(consumer)).outputs,
        );
        for (const { zones } of [farOutputs, nearOutputs]) {
            assert.deepEqual(
                zones.map(({ status }: { status: string }) => status),
                ["Wait"],
            );
        }
        assert.deepEqual(farOutputs.request.zoneIds, [`${OTHER_REGION}-b`]);
        const endpoints = await both(endpointOf);
        assert.deepEqual(
            endpoints.map(({ RegionId, ServiceRegionId, CrossRegionBandwidth }) => [
                RegionId,
                ServiceRegionId,
                CrossRegionBandwidth,
            ]),
            [
                [OTHER_REGION, SERVICE_REGION, 1000],
                [SERVICE_REGION, SERVICE_REGION, undefined],
            ],
        );
    });

    it("comes up: the owner accepts both, in the service's region", async () => {
        const created = [
            "create EndpointConnection connection",
            "create privatelink.VpcEndpointServiceConnection connection",
        ];
        assert.deepEqual(
            await both(({ stacks: { connection } }) => operationsOf(connection, "up")),
            [created, created],
        );
        nearConnection = await connectionOf(near);
        assert.equal(nearConnection.ConnectionStatus, "Connected");
        assert.equal((await connectionOf(far)).ConnectionStatus, "Connected");
    });

    it("carries requests of both consumers' clients to the backends", () =>
        both((consumer) => assertTrafficOf(consumer, "accepted")));

    it("changes nothing on refresh or a second up", async () => {
        const unchanged = async (stack: Stack) => {
            assert.deepEqual(await operationsOf(stack, "refresh"), [], stack.name);
            assert.deepEqual(await operationsOf(stack, "up"), [], stack.name);
        };
        await Promise.all([
            unchanged(provider),
            both(({ stacks: { consumer } }) => unchanged(consumer)),
            both(({ stacks: { connection } }) => unchanged(connection)),
        ]);
    });

    it("changes the bandwidth between the regions in place, and keeps it", async () => {
        const { consumer } = far.stacks;
        for (const [crossRegionBandwidth, operations, expected] of [
            [500, ["update privatelink.VpcEndpoint endpoint"], 500],
            [250, ["update privatelink.VpcEndpoint endpoint"], 250],
            [undefined, [], 250],
        ] as const) {
            await configure(workbench, consumer, "consumer", { crossRegionBandwidth });
            assert.deepEqual(await operationsOf(consumer, "up"), operations);
            const { CrossRegionBandwidth, ConnectionStatus } = await endpointOf(far);
            assert.deepEqual([CrossRegionBandwidth, ConnectionStatus], [expected, "Connected"]);
        }
    });

    it("warns at preview that a region of an endpoint will be removed, which the cloud refuses", async () => {
        await configure(workbench, provider, "provider", { supportedRegionIds: undefined });
        const { stdout } = await provider.preview({ color: "never" });
        const { EndpointId } = await endpointOf(far);
        assert.match(
            stdout,
            new RegExp(
                `supportedRegionIds: ${OTHER_REGION} will be removed from ${serviceId}, .*${EndpointId} \\(Connected\\)`,
            ),
        );
        const since = workbench.emulator.calls.length;
        const said = await failureOf(provider, "up");
        assert.match(said, /OperationDenied\.SupportedRegionInUse/);
        assert.deepEqual(writes(workbench.emulator, since), ["UpdateVpcEndpointServiceAttribute"]);
        await assertTrafficOf(far, "not removed");
    });

    it("offers the region again without a change of the service", async () => {
        await configure(workbench, provider, "provider", { supportedRegionIds: [OTHER_REGION] });
        await operationsOf(provider, "up");
        assert.deepEqual(await operationsOf(provider, "up"), []);
        assert.deepEqual(await supportedRegions(), [
            `${SERVICE_REGION} Available`,
            `${OTHER_REGION} Available`,
        ]);
    });

    it("removes the consumer in the other region, and then the region", async () => {
        const { connection, check, consumer } = far.stacks;
        await Promise.all([connection, check].map((stack) => operationsOf(stack, "destroy")));
        await operationsOf(consumer, "destroy");
        assert.deepEqual(
            workbench.emulator.inventory().filter(({ regionId }) => regionId === OTHER_REGION),
            [],
        );
        await configure(workbench, provider, "provider", { supportedRegionIds: undefined });
        assert.deepEqual(await operationsOf(provider, "up"), [
            "update privatelink.VpcEndpointService service",
        ]);
        assert.deepEqual(await operationsOf(provider, "up"), []);
        assert.deepEqual(await supportedRegions(), [
            `${SERVICE_REGION} Available`,
            `${OTHER_REGION} Closed`,
        ]);
    });

    it("has left the consumer in the service's region as it was", async () => {
        assert.deepEqual(await connectionOf(near), nearConnection);
        await assertTrafficOf(near, "alone");
    });

    it("is destroyed to nothing", async () => {
        const { connection, check, consumer } = near.stacks;
        await Promise.all([connection, check].map((stack) => operationsOf(stack, "destroy")));
        await operationsOf(consumer, "destroy");
        await operationsOf(provider, "destroy");
        assert.deepEqual(inventory(workbench.emulator), {});
    });
});
