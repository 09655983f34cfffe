import fc from "fast-check";

import {
    all,
    among,
    type CasesByRule,
    different,
    distinct,
    loadBalancerIds,
    repeating,
    vpcIds,
    vswitchIds,
    zoneIds,
} from "./ruleCases";

const [A, B, C] = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] as const;

export const ZONE_CASES: CasesByRule = {
    "zones.zonesDistinct": {
        allows: [[], [A], [A, B]],
        refuses: [
            [[A, B, A], /^"eu-central-1a" is listed more than once\. List each zone only once\.$/],
        ],
        good: distinct(zoneIds),
        bad: repeating(zoneIds),
    },
    "zones.offeredZone": {
        allows: [{ zoneId: A, endpointZoneIds: [A, B], serviceZoneIds: [A] }],
        refuses: [
            [
                { zoneId: C, endpointZoneIds: [A, C], serviceZoneIds: [A, B] },
                /^found "eu-central-1c"\. The service can be reached in eu-central-1a, eu-central-1b only.*shares eu-central-1a with it\.$/,
            ],
            [
                { zoneId: C, endpointZoneIds: [C], serviceZoneIds: [A, B] },
                /in eu-central-1a, eu-central-1b only.*shares none of them\.$/,
            ],
        ],
        good: fc.tuple(among(zoneIds), fc.array(zoneIds)).map(([service, endpointZoneIds]) => ({
            zoneId: service.one,
            endpointZoneIds: [service.one, ...endpointZoneIds],
            serviceZoneIds: service.all,
        })),
        bad: fc.tuple(among(zoneIds), fc.array(zoneIds)).map(([service, endpointZoneIds]) => ({
            zoneId: service.one,
            endpointZoneIds: [service.one, ...endpointZoneIds],
            serviceZoneIds: service.others,
        })),
    },
    "zones.zoneOfRegion": {
        allows: [
            { zoneId: A, regionId: "eu-central-1" },
            { zoneId: "cn-shanghai-b", regionId: "cn-shanghai" },
            // Of an unknown region nothing is known.
            { zoneId: A, regionId: undefined },
        ],
        refuses: [
            [
                { zoneId: "cn-hangzhou-b", regionId: "cn-shanghai" },
                /^found "cn-hangzhou-b", but the endpoint would be created in cn-shanghai\. Must be a zone of that region\.$/,
            ],
        ],
        good: zoneIds.map((zoneId) => ({ zoneId, regionId: zoneId.replace(/-?[a-z]$/, "") })),
        bad: zoneIds.map((zoneId) => ({ zoneId, regionId: "me-central-1" })),
    },
    "zones.zoneFound": {
        allows: [
            { zoneId: A, regionZoneIds: [A, B] },
            { zoneId: A, regionZoneIds: [A, B], forKind: "ALBs" },
        ],
        refuses: [
            [
                { zoneId: C, regionZoneIds: [A, B] },
                /^found "eu-central-1c"\. The zones of this region are eu-central-1a, eu-central-1b\. Use one of them, or check the region\.$/,
            ],
            [
                { zoneId: C, regionZoneIds: [A], forKind: "ALBs" },
                /^found "eu-central-1c"\. The zones of this region that have ALBs are eu-central-1a\. Use/,
            ],
        ],
        good: among(zoneIds).map(({ one, all }) => ({ zoneId: one, regionZoneIds: all })),
        bad: among(zoneIds).map(({ one, others }) => ({ zoneId: one, regionZoneIds: others })),
    },
    "zones.clbSecondaryZone": {
        allows: [{ zoneId: A, secondaryZoneId: B, secondaryZoneIds: [B, C] }],
        refuses: [
            [
                { zoneId: A, secondaryZoneId: A, secondaryZoneIds: [B, C] },
                /^found "eu-central-1a"\. Beside the primary zone eu-central-1a, it can be eu-central-1b or eu-central-1c\. Use one of them, or leave it out\.$/,
            ],
            [
                { zoneId: A, secondaryZoneId: B, secondaryZoneIds: [] },
                /^found "eu-central-1b"\. Beside the primary zone eu-central-1a, no secondary zone can be chosen; leave it out\.$/,
            ],
        ],
        good: fc.tuple(zoneIds, among(zoneIds)).map(([zoneId, { one, all: secondaryZoneIds }]) => ({
            zoneId,
            secondaryZoneId: one,
            secondaryZoneIds,
        })),
        bad: fc
            .tuple(zoneIds, among(zoneIds))
            .map(([zoneId, { one, others: secondaryZoneIds }]) => ({
                zoneId,
                secondaryZoneId: one,
                secondaryZoneIds,
            })),
    },
    "zones.vswitchFound": {
        allows: [{ vswitchId: "vsw-1", exists: true }],
        refuses: [
            [
                { vswitchId: "vsw-1", exists: false },
                /^found "vsw-1"\. This account has no such vSwitch in this region\. Check the id/,
            ],
        ],
        good: fc.record({ vswitchId: vswitchIds, exists: fc.constant(true) }),
        bad: fc.record({ vswitchId: vswitchIds, exists: fc.constant(false) }),
    },
    "zones.vswitchZone": {
        allows: [{ vswitchId: "vsw-1", actualZoneId: A, zoneId: A }],
        refuses: [
            [
                { vswitchId: "vsw-1", actualZoneId: B, zoneId: A },
                /^found "vsw-1", which is in eu-central-1b\. Must be a vSwitch in eu-central-1a\./,
            ],
        ],
        good: fc
            .tuple(vswitchIds, zoneIds)
            .map(([vswitchId, zoneId]) => ({ vswitchId, actualZoneId: zoneId, zoneId })),
        bad: fc
            .tuple(vswitchIds, different(zoneIds))
            .map(([vswitchId, [actualZoneId, zoneId]]) => ({ vswitchId, actualZoneId, zoneId })),
    },
    "zones.vswitchVpc": {
        allows: [{ vswitchId: "vsw-1", actualVpcId: "vpc-1", vpcId: "vpc-1" }],
        refuses: [
            [
                { vswitchId: "vsw-1", actualVpcId: "vpc-2", vpcId: "vpc-1" },
                /^found "vsw-1", which is in VPC vpc-2\. Must be a vSwitch of VPC vpc-1\.$/,
            ],
        ],
        good: fc
            .tuple(vswitchIds, vpcIds)
            .map(([vswitchId, vpcId]) => ({ vswitchId, actualVpcId: vpcId, vpcId })),
        bad: fc
            .tuple(vswitchIds, different(vpcIds))
            .map(([vswitchId, [actualVpcId, vpcId]]) => ({ vswitchId, actualVpcId, vpcId })),
    },
    "zones.albZoneCount": {
        allows: [[A, B], [..."abcdefghij"].map((letter) => `cn-hangzhou-${letter}`)],
        refuses: all(
            [[], [A], [..."abcdefghijk"].map((letter) => `cn-hangzhou-${letter}`)],
            /An ALB needs 2 to 10 zones\.$/,
        ),
        good: fc.array(zoneIds, { minLength: 2, maxLength: 10 }),
        bad: fc.oneof(
            fc.array(zoneIds, { maxLength: 1 }),
            fc.array(zoneIds, { minLength: 11, maxLength: 20 }),
        ),
    },
    "zones.existingAlbZoneCount": {
        allows: [[A], [A, B]],
        refuses: all([[], Array<string>(11).fill(A)], /Must list 1 to 10 zones/),
        good: fc.array(zoneIds, { minLength: 1, maxLength: 10 }),
        bad: fc.oneof(fc.constant([]), fc.array(zoneIds, { minLength: 11, maxLength: 20 })),
    },
    "zones.serviceZoneCount": {
        allows: [
            { zoneIds: [A], serviceResourceType: "slb" },
            { zoneIds: [A, B], serviceResourceType: "alb" },
            { zoneIds: [A, B, C], serviceResourceType: "nlb" },
        ],
        refuses: [
            [
                { zoneIds: [A, B], serviceResourceType: "slb" },
                /^found .*eu-central-1a.*eu-central-1b.*A CLB serves in one zone, its primary/,
            ],
        ],
        good: fc.oneof(
            fc.record({
                zoneIds: fc.array(zoneIds, { maxLength: 1 }),
                serviceResourceType: fc.constant("slb"),
            }),
            fc.record({
                zoneIds: fc.array(zoneIds),
                serviceResourceType: fc.constantFrom("alb", "nlb", "gwlb"),
            }),
        ),
        bad: fc.record({
            zoneIds: fc.array(zoneIds, { minLength: 2 }),
            serviceResourceType: fc.constant("slb"),
        }),
    },
    "zones.loadBalancerZone": {
        allows: [{ zoneId: A, loadBalancerZoneIds: [A, B] }],
        refuses: [
            [
                { zoneId: C, loadBalancerZoneIds: [A, B] },
                /^found "eu-central-1c", in which the load balancer has no vSwitch\. It is in eu-central-1a, eu-central-1b only\.$/,
            ],
        ],
        good: among(zoneIds).map(({ one, all }) => ({ zoneId: one, loadBalancerZoneIds: all })),
        bad: among(zoneIds, 2).map(({ one, others }) => ({
            zoneId: one,
            loadBalancerZoneIds: others,
        })),
    },
    "zones.clbPrimaryZone": {
        allows: [{ zoneId: A, loadBalancerId: "lb-1", primaryZoneId: A }],
        refuses: [
            [
                { zoneId: B, loadBalancerId: "lb-1", primaryZoneId: A },
                /^found "eu-central-1b"\. CLB lb-1 has its primary zone in eu-central-1a/,
            ],
        ],
        good: fc
            .tuple(zoneIds, loadBalancerIds)
            .map(([zoneId, loadBalancerId]) => ({ zoneId, loadBalancerId, primaryZoneId: zoneId })),
        bad: fc
            .tuple(different(zoneIds), loadBalancerIds)
            .map(([[zoneId, primaryZoneId], loadBalancerId]) => ({
                zoneId,
                loadBalancerId,
                primaryZoneId,
            })),
    },
    "zones.attachmentsDistinct": {
        allows: [
            [],
            [{ zoneId: A }, { zoneId: B }],
            [{ name: "blue", zoneId: A }, { name: "green", zoneId: A }, { zoneId: A }],
        ],
        refuses: [
            [[{ zoneId: A }, { zoneId: A }], /^"eu-central-1a" is listed more than once/],
            [
                [
                    { name: "blue", zoneId: A },
                    { name: "blue", zoneId: A },
                ],
                /^"blue-eu-central-1a" is listed more than once.*set different names for load balancers that serve in the same zone\.$/,
            ],
        ],
        good: distinct(
            fc.record({ name: fc.constantFrom("blue", "green", "red"), zoneId: zoneIds }),
        ),
        bad: repeating(
            fc.record(
                { name: fc.constantFrom("blue", "green"), zoneId: zoneIds },
                { requiredKeys: ["zoneId"] },
            ),
        ),
    },
};
