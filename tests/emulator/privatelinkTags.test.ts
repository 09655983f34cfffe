import * as assert from "node:assert/strict";

import { refusal } from "./client";
import { code, inScene } from "./privatelinkScene";

describe("PrivateLink tags and resource groups", () => {
    it("are set, listed and removed under either spelling of the type", () =>
        inScene(async ({ provider, consumer, service, endpoint }) => {
            const ServiceId = await service({ Tag: [{ Key: "made", Value: "create" }] }, []);
            const EndpointId = await endpoint(ServiceId);
            for (const [side, id, type] of [
                [provider, ServiceId, "VpcEndpointService"],
                [consumer, EndpointId, "vpcendpoint"],
            ] as const) {
                const about = { ResourceId: [id], ResourceType: type };
                const Tag = [
                    { Key: "env", Value: "prod" },
                    { Key: "empty", Value: "" },
                ];
                await side.call("TagResources", { ...about, Tag });
                await side.call("TagResources", { ...about, Tag });
                const { TagResources } = await side.call("ListTagResources", about);
                assert.deepEqual(
                    TagResources.filter(({ TagKey }: { TagKey: string }) => TagKey === "env"),
                    [
                        {
                            ResourceId: id,
                            ResourceType: type.toLowerCase(),
                            TagKey: "env",
                            TagValue: "prod",
                        },
                    ],
                );
                await side.call("UntagResources", { ...about, TagKey: ["env"] });
                await side.call("UntagResources", { ...about, All: true });
                const after = await side.call("ListTagResources", about);
                assert.deepEqual(after.TagResources, []);
            }
        }));

    it("refuse what is not valid, in this product's codes", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service({}, []);
            const tag = (Tag: object[], more = {}) =>
                code(
                    provider.call("TagResources", {
                        ResourceId: [ServiceId],
                        ResourceType: "VpcEndpointService",
                        Tag,
                        ...more,
                    }),
                );
            const many = Array.from({ length: 21 }, (_, number) => ({
                Key: `key${number}`,
                Value: "x",
            }));
            assert.equal(await tag([{ Key: "aliyun-x", Value: "x" }]), "IllegalTagKeyParam");
            assert.equal(await tag([{ Key: "k".repeat(65), Value: "x" }]), "IllegalTagKeyParam");
            assert.equal(await tag([{ Key: "", Value: "x" }]), "MissingTagKeyParam");
            assert.equal(await tag([{ Value: "x" }]), "MissingTagKeyParam");
            assert.equal(await tag([{ Key: "k" }]), "MissingTagValueParam");
            assert.equal(await tag([{ Key: "k", Value: "aliyun-x" }]), "IllegalTagValueParam");
            assert.equal(await tag([{ Key: "k", Value: "acs:x" }]), "IllegalTagValueParam");
            assert.equal(await tag([{ Key: "k", Value: "http://x" }]), "IllegalTagValueParam");
            assert.equal(await tag([{ Key: "k", Value: "v".repeat(129) }]), "IllegalTagValueParam");
            assert.equal(
                await tag([
                    { Key: "k", Value: "1" },
                    { Key: "k", Value: "2" },
                ]),
                "DuplicatedTagKey",
            );
            assert.equal(await tag(many), "QuotaExceed.TagsPerResource");
            assert.equal(
                await tag([{ Key: "k", Value: "v" }], { DryRun: true }),
                "DryRunOperation",
            );
            const listed = { ResourceType: "VpcEndpointService" };
            assert.equal(
                await code(provider.call("ListTagResources", listed)),
                "MissingResourceIdOrTagParam",
            );
            const foreign = await refusal(
                consumer.call("TagResources", {
                    ResourceId: [ServiceId],
                    ResourceType: "VpcEndpointService",
                    Tag: [{ Key: "k", Value: "v" }],
                }),
            );
            assert.deepEqual([foreign.code, foreign.status], ["InvalidResourceId.NotFound", 400]);
            const unseen = await consumer.call("ListTagResources", {
                ResourceId: [ServiceId],
                ResourceType: "VpcEndpointService",
            });
            assert.deepEqual(unseen.TagResources, []);
        }));

    it("are not removed where they are not", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({ Tag: [{ Key: "team", Value: "a" }] }, []);
            const untag = (more: object) =>
                provider.call("UntagResources", {
                    ResourceId: [ServiceId],
                    ResourceType: "VpcEndpointService",
                    ...more,
                });
            assert.equal(await code(untag({ TagKey: ["colour"] })), "TagInfoNotExist");
            assert.equal(await code(untag({})), "TagInfoNotExist");
            await untag({ TagKey: ["colour", "team"] });
            await untag({ All: true });
        }));

    it("move a resource to another group, in whatever region it is", () =>
        inScene(async ({ emulator, provider, consumer, service, endpoint }) => {
            const ServiceId = await service({}, []);
            const EndpointId = await endpoint(ServiceId);
            const { resourceGroups } = emulator.cloud;
            const groupOf = ({ account: { accountId } }: typeof provider) =>
                resourceGroups.add({ accountId, name: "other" }).id;
            const ResourceGroupId = groupOf(provider);
            const change = (parameters: object) =>
                provider.call("ChangeResourceGroup", { ResourceGroupId, ...parameters });
            await change({
                RegionId: "",
                ResourceId: ServiceId,
                ResourceType: "VpcEndpointService",
            });
            const { ResourceGroupId: changed } = await provider.call(
                "GetVpcEndpointServiceAttribute",
                { ServiceId },
            );
            assert.equal(changed, ResourceGroupId);
            assert.equal(await code(change({ ResourceId: EndpointId })), "ResourceNotFound");
            assert.equal(await code(change({ ResourceId: ServiceId })), "ResourceNotFound");
            assert.equal(
                await code(change({ ResourceId: ServiceId, ResourceType: "vpc" })),
                "IllegalParam.ResourceType",
            );
            await consumer.call("ChangeResourceGroup", {
                ResourceId: EndpointId,
                ResourceGroupId: groupOf(consumer),
            });
            const wrong = consumer.call("ChangeResourceGroup", {
                ResourceId: EndpointId,
                ResourceGroupId,
            });
            assert.equal(await code(wrong), "InvalidResourceGroup");
        }));
});
