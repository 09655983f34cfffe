import assert from "node:assert/strict";

import { ALB, ECS, NLB, PRIVATELINK, refusal, SLB, VPC, type Versioned } from "./client";
import { IMAGE, inNetwork, type NetworkScene } from "./networkScene";

type Body = Record<string, any>;

const nlbGroup = ({ vpcId }: NetworkScene): Body => ({ VpcId: vpcId, ServerGroupName: "servers" });

const albGroup = (scene: NetworkScene): Body => ({
    ...nlbGroup(scene),
    Protocol: "HTTP",
    HealthCheckConfig: { HealthCheckEnabled: false },
});

/** Actions that put tags on something, with what they answer to a wrong key and to too many tags. */
const ACTIONS: readonly {
    readonly product: Versioned;
    readonly action: string;
    readonly wrongKey: string;
    readonly tooMany: string;
    readonly parameters: (scene: NetworkScene) => Body;
}[] = [
    {
        product: VPC,
        action: "CreateVpc",
        wrongKey: "400 InvalidTagKey",
        tooMany: "400 SizeLimitExceeded.TagNum",
        parameters: () => ({}),
    },
    {
        product: VPC,
        action: "TagResources",
        wrongKey: "400 InvalidTagKey",
        tooMany: "400 SizeLimitExceeded.TagNum",
        parameters: ({ vpcId }) => ({ ResourceType: "VPC", ResourceId: [vpcId] }),
    },
    {
        product: ECS,
        action: "CreateSecurityGroup",
        wrongKey: "400 InvalidTagKey.Malformed",
        tooMany: "403 QuotaExceed.Tags",
        parameters: ({ vpcId }) => ({ VpcId: vpcId }),
    },
    {
        product: ECS,
        action: "RunInstances",
        wrongKey: "400 InvalidTagKey.Malformed",
        tooMany: "400 NumberExceed.Tags",
        parameters: ({ vswitchId, groupId }) => ({
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId: vswitchId,
            SecurityGroupId: groupId,
        }),
    },
    {
        product: ECS,
        action: "CreateCommand",
        wrongKey: "400 InvalidTagKey.Malformed",
        tooMany: "400 NumberExceed.Tags",
        parameters: () => ({ Name: "c", Type: "RunShellScript", CommandContent: "dHJ1ZQ==" }),
    },
    {
        product: ECS,
        action: "TagResources",
        wrongKey: "400 InvalidTagKey.Malformed",
        tooMany: "400 NumberExceed.Tags",
        parameters: ({ groupId }) => ({ ResourceType: "securitygroup", ResourceId: [groupId] }),
    },
    {
        product: SLB,
        action: "CreateLoadBalancer",
        wrongKey: "400 InvalidParam.TagKey",
        tooMany: "400 SizeLimitExceeded.Tag",
        parameters: ({ vswitchId }) => ({
            VSwitchId: vswitchId,
            AddressType: "intranet",
            LoadBalancerSpec: "slb.s1.small",
        }),
    },
    {
        product: ALB,
        action: "CreateServerGroup",
        wrongKey: "400 InvalidTagKey.Malformed",
        tooMany: "400 NumberExceed.Tags",
        parameters: albGroup,
    },
    {
        product: NLB,
        action: "CreateServerGroup",
        wrongKey: "400 IllegalParam",
        tooMany: "400 IllegalParam",
        parameters: nlbGroup,
    },
    {
        product: PRIVATELINK,
        action: "CreateVpcEndpointService",
        wrongKey: "400 IllegalTagKeyParam",
        tooMany: "400 QuotaExceed.TagsPerResource",
        parameters: () => ({}),
    },
];

const MANY = Array.from({ length: 21 }, (_, index) => ({ Key: `key-${index}`, Value: "value" }));

describe("wrong tags", () => {
    for (const { product, action, wrongKey, tooMany, parameters } of ACTIONS) {
        it(`are refused by ${action} of ${product.version} in its product's own codes`, () =>
            inNetwork(async (scene) => {
                const refusalOf = async (Tag: readonly Body[]) => {
                    const { code, status } = await refusal(
                        scene.owner.call(product, action, { ...parameters(scene), Tag }),
                    );
                    return `${status} ${code}`;
                };
                assert.equal(await refusalOf([{ Key: "acs:team", Value: "a" }]), wrongKey);
                assert.equal(await refusalOf(MANY), tooMany);
            }));
    }

    for (const [name, product, group, tooMany] of [
        ["ALB", ALB, albGroup, "400 NumberExceed.Tags"],
        ["NLB", NLB, nlbGroup, "400 IllegalParam"],
    ] as const) {
        it(`are refused for a server group of ${name} that exists`, () =>
            inNetwork(async (scene) => {
                const { call } = scene.owner;
                const { ServerGroupId } = await call(product, "CreateServerGroup", group(scene));
                const { code, status } = await refusal(
                    call(product, "TagResources", {
                        ResourceType: "servergroup",
                        ResourceId: [ServerGroupId],
                        Tag: MANY,
                    }),
                );
                assert.equal(`${status} ${code}`, tooMany);
            }));
    }
});
