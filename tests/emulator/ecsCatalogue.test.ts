import assert from "node:assert/strict";

import { ECS, refusal } from "./client";
import { inNetwork, ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

describe("the emulator's ECS catalogue", () => {
    it("lists images by name, family, architecture, system and type", () =>
        inNetwork(async ({ ecs }) => {
            const find = async (parameters: Record<string, unknown>): Promise<string[]> => {
                const { Images } = await ecs("DescribeImages", { PageSize: 100, ...parameters });
                return Images.Image.map((image: any) => image.ImageId);
            };
            const all = await find({});
            assert.ok(all.some((id) => /^aliyun_3/.test(id)));
            assert.ok(all.some((id) => /^ubuntu_24_04/.test(id)));
            assert.deepEqual(await find({ ImageOwnerAlias: "system" }), all);
            assert.deepEqual(await find({ ImageOwnerAlias: "self" }), []);
            assert.deepEqual(await find({ ImageName: "ubuntu_24*x64" }), [
                "ubuntu_24_04_x64_20G_alibase_20250113.vhd",
            ]);
            assert.ok((await find({ Architecture: "arm64" })).every((id) => id.includes("arm64")));
            assert.equal((await find({ OSType: "windows" })).length, 1);
            assert.ok(
                (await find({ InstanceType: "ecs.g8y.large" })).every((id) => id.includes("arm64")),
            );
            assert.deepEqual(await find({ ImageId: "m-nothing" }), []);
            assert.deepEqual(await find({ Tag: [{ Key: "a", Value: "b" }] }), []);
            const { Images, TotalCount } = await ecs("DescribeImages", {
                PageNumber: 2,
                PageSize: 3,
            });
            assert.deepEqual(
                Images.Image.map((image: any) => image.ImageId),
                all.slice(3, 6),
            );
            assert.equal(TotalCount, all.length);
            for (const wrong of [{ Architecture: "mips" }, { PageSize: 101 }, { OSType: "dos" }]) {
                assert.equal(
                    (await refusal(ecs("DescribeImages", wrong))).code,
                    "InvalidParameter",
                );
            }
        }));

    it("lists instance types by size and family, a page at a time", () =>
        inNetwork(async ({ ecs }) => {
            const find = async (parameters: Record<string, unknown>): Promise<string[]> => {
                const { InstanceTypes } = await ecs("DescribeInstanceTypes", parameters);
                return InstanceTypes.InstanceType.map((type: any) => type.InstanceTypeId);
            };
            const all = await find({});
            assert.ok(all.includes("ecs.g7.large"));
            assert.deepEqual(await find({ InstanceTypes: ["ecs.g7.large"] }), ["ecs.g7.large"]);
            assert.deepEqual(await find({ InstanceTypeFamily: "ecs.c7" }), [
                "ecs.c7.large",
                "ecs.c7.xlarge",
            ]);
            const small = { MaximumCpuCoreCount: 2, MinimumMemorySize: 16 };
            assert.deepEqual(await find(small), ["ecs.r7.large"]);
            const paged: string[] = [];
            let NextToken = "";
            do {
                const page = await ecs("DescribeInstanceTypes", { MaxResults: 7, NextToken });
                paged.push(
                    ...page["InstanceTypes"].InstanceType.map((type: any) => type.InstanceTypeId),
                );
                NextToken = page["NextToken"];
            } while (NextToken !== "");
            assert.deepEqual(paged, all);
        }));

    it("returns which zones offer a type, and with which disks", () =>
        inNetwork(async ({ ecs }) => {
            const zonesOf = async (parameters: Record<string, unknown>) => {
                const { AvailableZones } = await ecs("DescribeAvailableResource", {
                    DestinationResource: "InstanceType",
                    ...parameters,
                });
                return AvailableZones.AvailableZone.map((zone: any) => zone.ZoneId);
            };
            assert.deepEqual(await zonesOf({ InstanceType: "ecs.c7.large" }), [
                ZONE_A,
                ZONE_B,
                ZONE_C,
            ]);
            assert.deepEqual(await zonesOf({ InstanceType: "ecs.n4.large" }), [ZONE_A, ZONE_B]);
            assert.deepEqual(await zonesOf({ InstanceType: "ecs.n4.large", ZoneId: ZONE_C }), []);
            assert.deepEqual(await zonesOf({ NetworkCategory: "classic" }), []);
            const { AvailableZones } = await ecs("DescribeAvailableResource", {
                DestinationResource: "SystemDisk",
                InstanceType: "ecs.c7.large",
                ZoneId: ZONE_A,
            });
            const [resource] = AvailableZones.AvailableZone[0].AvailableResources.AvailableResource;
            assert.deepEqual(
                resource.SupportedResources.SupportedResource.map((disk: any) => disk.Value),
                ["cloud_essd", "cloud_auto"],
            );
            for (const [wrong, code] of [
                [{ DestinationResource: "Everything" }, "InvalidParameter"],
                [{ ZoneId: "cn-hangzhou-b" }, "InvalidZoneId.NotFound"],
                [{ SpotStrategy: "SpotAsPriceGo" }, "EmulatorUnsupportedParameter"],
            ] as const) {
                assert.equal((await refusal(zonesOf(wrong))).code, code);
            }
        }));

    it("lists regions and zones", () =>
        inNetwork(async ({ ecs }) => {
            const { Zones } = await ecs("DescribeZones");
            assert.deepEqual(
                Zones.Zone.map((zone: any) => zone.ZoneId),
                [ZONE_A, ZONE_B, ZONE_C],
            );
            assert.ok(!Zones.Zone[2].AvailableInstanceTypes.InstanceTypes.includes("ecs.n4.large"));
            const { Regions } = await ecs("DescribeRegions");
            assert.ok(Regions.Region.some((region: any) => region.RegionId === "eu-central-1"));
        }));

    it("tags instances, disks, groups and interfaces, and counts the tags", () =>
        inNetwork(async ({ ecs, stranger, launch, groupId }) => {
            const instanceId = await launch();
            const Tag = [{ Key: "team", Value: "edge" }];
            await ecs("TagResources", { ResourceType: "instance", ResourceId: [instanceId], Tag });
            await ecs("TagResources", {
                ResourceType: "securitygroup",
                ResourceId: [groupId],
                Tag,
            });
            const { TagResources } = await ecs("ListTagResources", {
                ResourceType: "instance",
                ResourceId: [instanceId],
            });
            assert.deepEqual(TagResources.TagResource, [
                {
                    ResourceId: instanceId,
                    ResourceType: "instance",
                    TagKey: "team",
                    TagValue: "edge",
                },
            ]);
            const { Tags } = await ecs("DescribeTags");
            assert.deepEqual(Tags.Tag, [
                {
                    TagKey: "team",
                    TagValue: "edge",
                    ResourceTypeCount: { Instance: 1, Securitygroup: 1 },
                },
            ]);
            await ecs("UntagResources", {
                ResourceType: "instance",
                ResourceId: [instanceId],
                TagKey: ["team"],
            });
            const { Instances } = await ecs("DescribeInstances", { Tag });
            assert.deepEqual(Instances.Instance, []);
            const theirs = stranger.call(ECS, "TagResources", {
                ResourceType: "instance",
                ResourceId: [instanceId],
                Tag,
            });
            assert.equal((await refusal(theirs)).code, "InvalidResourceId.NotFound");
        }));
});
