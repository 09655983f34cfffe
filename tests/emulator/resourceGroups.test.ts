import assert from "node:assert/strict";

import {
    ALB,
    type Clients,
    CONSUMER,
    ECS,
    eventually,
    NLB,
    PRIVATELINK,
    PROVIDER,
    PVTZ,
    refusal,
    RESOURCE_MANAGER,
    SLB,
    VPC,
    type Versioned,
} from "./client";
import { IMAGE, inNetwork, type NetworkScene } from "./networkScene";

type Body = Record<string, any>;

const CREATED = { Name: "orders", DisplayName: "Orders" };

/** Calls Resource Management as one account. */
function managerOf(client: Clients) {
    const manage = (action: string, parameters: Body = {}) =>
        client.call(RESOURCE_MANAGER, action, parameters);
    const statusOf = async (ResourceGroupId: string): Promise<string> => {
        const { ResourceGroups } = await manage("ListResourceGroups", { ResourceGroupId });
        return ResourceGroups.ResourceGroup[0]?.Status ?? "gone";
    };
    return {
        manage,
        statusOf,
        becomes: (id: string, status: string) =>
            eventually(
                () => statusOf(id),
                (found) => found === status,
            ),
        names: async (parameters: Body = {}) => {
            const { ResourceGroups } = await manage("ListResourceGroups", parameters);
            return ResourceGroups.ResourceGroup.map(({ Name }: Body) => Name) as string[];
        },
    };
}

describe("resource groups", () => {
    it("are created, read, listed and deleted, each account its own beside a default group", () =>
        inNetwork(async ({ owner, stranger }) => {
            const { manage, becomes, names } = managerOf(owner);
            const { ResourceGroup } = await manage("CreateResourceGroup", CREATED);
            assert.match(ResourceGroup.Id, /^rg-[0-9a-z]{15}$/);
            assert.deepEqual(
                [ResourceGroup.Name, ResourceGroup.DisplayName, ResourceGroup.AccountId],
                ["orders", "Orders", PROVIDER.accountId],
            );
            assert.equal(ResourceGroup.Status, "Creating");
            assert.deepEqual(
                ResourceGroup.RegionStatuses.RegionStatus.find(
                    ({ RegionId }: Body) => RegionId === "eu-central-1",
                ),
                { RegionId: "eu-central-1", Status: "Creating" },
            );
            const ResourceGroupId = ResourceGroup.Id as string;
            await becomes(ResourceGroupId, "OK");
            const read = await manage("GetResourceGroup", { ResourceGroupId, IncludeTags: true });
            assert.deepEqual(read.ResourceGroup.Tags, { Tag: [] });

            await manage("CreateResourceGroup", { Name: "invoices", DisplayName: "Invoices" });
            assert.deepEqual(await names(), ["invoices", "orders", "default"]);
            assert.deepEqual(await names({ Name: "order" }), ["orders"]);
            assert.deepEqual(await names({ DisplayName: "Invoi" }), ["invoices"]);
            assert.deepEqual(await names({ ResourceGroupIds: [ResourceGroupId] }), ["orders"]);
            assert.deepEqual(await names({ PageSize: 2, PageNumber: 2 }), ["default"]);
            assert.deepEqual(await managerOf(stranger).names(), ["default"]);

            const deleted = await manage("DeleteResourceGroup", { ResourceGroupId });
            assert.equal(deleted.ResourceGroup.Status, "PendingDelete");
            await becomes(ResourceGroupId, "gone");
        }));

    it("are refused in the words of Resource Management", () =>
        inNetwork(async ({ emulator, owner, stranger, vpcId }) => {
            const { manage, names } = managerOf(owner);
            const said = async (call: Promise<unknown>) => {
                const { status, code } = await refusal(call);
                return `${status} ${code}`;
            };
            const create = (parameters: Body) =>
                said(manage("CreateResourceGroup", { ...CREATED, ...parameters }));
            assert.equal(await create({ Name: "ab" }), "400 InvalidParameter.Name.Length");
            assert.equal(await create({ Name: "1ab" }), "400 InvalidParameter.Name.InvalidChars");
            assert.equal(
                await create({ DisplayName: "d".repeat(51) }),
                "400 InvalidParameter.DisplayName.Length",
            );
            assert.equal(
                await create({ Name: "default" }),
                "409 EntityAlreadyExists.ResourceGroup",
            );
            assert.deepEqual(await names(), ["default"]);

            const made = emulator.cloud.resourceGroups.add({
                accountId: PROVIDER.accountId,
                name: "orders",
            });
            const named = { ResourceGroupId: made.id };
            for (const action of ["GetResourceGroup", "DeleteResourceGroup"]) {
                assert.equal(
                    await said(managerOf(stranger).manage(action, named)),
                    "404 EntityNotExists.ResourceGroup",
                );
                assert.equal(
                    await said(manage(action, { ResourceGroupId: "group" })),
                    "400 InvalidParameter.ResourceGroupId",
                );
            }
            await owner.call(VPC, "MoveResourceGroup", {
                ResourceType: "vpc",
                ResourceId: vpcId,
                NewResourceGroupId: made.id,
            });
            assert.equal(
                await said(manage("DeleteResourceGroup", named)),
                "409 DeleteConflict.ResourceGroup.Resource",
            );
            for (let more = 1; more < 30; more += 1) {
                await manage("CreateResourceGroup", { Name: `group-${more}`, DisplayName: "g" });
            }
            assert.equal(await create({ Name: "one-more" }), "409 LimitExceeded.ResourceGroup");
        }));

    /** What each action that makes something answers for a group that the account does not have. */
    const CREATIONS: readonly [
        Versioned,
        string,
        refused: string,
        (scene: NetworkScene) => Body,
    ][] = [
        [VPC, "CreateVpc", "400 InvalidResourceGroupId", () => ({})],
        [
            ECS,
            "CreateSecurityGroup",
            "404 InvalidResourceGroup.NotFound",
            ({ vpcId }) => ({ VpcId: vpcId }),
        ],
        [
            ECS,
            "RunInstances",
            "404 InvalidResourceGroup.NotFound",
            ({ vswitchId, groupId }) => ({
                ImageId: IMAGE,
                InstanceType: "ecs.c7.large",
                VSwitchId: vswitchId,
                SecurityGroupId: groupId,
            }),
        ],
        [
            ECS,
            "CreateCommand",
            "404 InvalidResourceGroup.NotFound",
            () => ({ Name: "c", Type: "RunShellScript", CommandContent: "dHJ1ZQ==" }),
        ],
        [
            SLB,
            "CreateLoadBalancer",
            "400 InvalidResourceGroupId.NotFound",
            ({ vswitchId }) => ({ VSwitchId: vswitchId, LoadBalancerSpec: "slb.s1.small" }),
        ],
        [
            ALB,
            "CreateServerGroup",
            "400 NotExist.ResourceGroup",
            ({ vpcId }) => ({
                VpcId: vpcId,
                ServerGroupName: "servers",
                Protocol: "HTTP",
                HealthCheckConfig: { HealthCheckEnabled: false },
            }),
        ],
        [
            NLB,
            "CreateServerGroup",
            "404 ResourceNotFound.ResourceGroup",
            ({ vpcId }) => ({ VpcId: vpcId, ServerGroupName: "servers" }),
        ],
        [PRIVATELINK, "CreateVpcEndpointService", "400 InvalidResourceGroup", () => ({})],
        [
            PVTZ,
            "AddZone",
            "404 InvalidResourceGroup.NotFound",
            () => ({ ZoneName: "orders.internal" }),
        ],
    ];

    for (const [product, action, refused, parameters] of CREATIONS) {
        it(`that another account has, or nobody, are refused by ${action} of ${product.version} as ${refused}`, () =>
            inNetwork(async (scene) => {
                const { emulator, owner } = scene;
                const add = (accountId: string) =>
                    emulator.cloud.resourceGroups.add({ accountId, name: "orders" }).id;
                const create = (ResourceGroupId: string) =>
                    owner.call(product, action, { ...parameters(scene), ResourceGroupId });
                for (const id of [add(CONSUMER.accountId), "rg-nobodys"]) {
                    const { status, code } = await refusal(create(id));
                    assert.equal(`${status} ${code}`, refused);
                }
                const ResourceGroupId = add(PROVIDER.accountId);
                await create(ResourceGroupId);
                const { manage } = managerOf(owner);
                const used = await refusal(manage("DeleteResourceGroup", { ResourceGroupId }));
                assert.equal(used.code, "DeleteConflict.ResourceGroup.Resource");
            }));
    }

    it("take nothing in while they are being created or deleted", () =>
        inNetwork(async ({ emulator, owner, ecs, groupId }) => {
            const { manage, becomes } = managerOf(owner);
            const held = emulator.cloud.clock.hold();
            const { ResourceGroup } = await manage("CreateResourceGroup", CREATED);
            const ResourceGroupId = ResourceGroup.Id as string;
            const join = () =>
                ecs("JoinResourceGroup", {
                    ResourceType: "securitygroup",
                    ResourceId: groupId,
                    ResourceGroupId,
                });
            const isRefused = async () => {
                const { status, code } = await refusal(join());
                assert.deepEqual([status, code], [403, "InvalidStatus.ResourceGroup"]);
                const other = await refusal(owner.call(VPC, "CreateVpc", { ResourceGroupId }));
                assert.equal(other.code, "InvalidResourceGroupId");
            };
            await isRefused();
            held();
            await becomes(ResourceGroupId, "OK");
            await join();
            await ecs("JoinResourceGroup", {
                ResourceType: "securitygroup",
                ResourceId: groupId,
                ResourceGroupId: emulator.cloud.resourceGroups
                    .allOf(PROVIDER.accountId)
                    .find(({ name }) => name === "default")?.id,
            });
            const deleted = emulator.cloud.clock.hold();
            await manage("DeleteResourceGroup", { ResourceGroupId });
            await isRefused();
            deleted();
            await becomes(ResourceGroupId, "gone");
        }));

    it("filter VPCs, if the account has them", () =>
        inNetwork(async ({ emulator, owner, vpcId }) => {
            const { accountId } = owner.account;
            const group = emulator.cloud.resourceGroups.add({ accountId, name: "orders" });
            const list = (ResourceGroupId: string) =>
                owner.call(VPC, "DescribeVpcs", { ResourceGroupId });
            assert.equal((await list(group.id)).TotalCount, 0);
            const { Vpcs } = await owner.call(VPC, "DescribeVpcs", { VpcId: vpcId });
            assert.equal((await list(Vpcs.Vpc[0].ResourceGroupId)).TotalCount, 1);
            const unknown = await refusal(list("rg-nobodys"));
            assert.deepEqual(
                [unknown.status, unknown.code],
                [400, "InvalidResourceGroupId.NotFound"],
            );
        }));
});
