import assert from "node:assert/strict";

import { eventually, NLB, PROVIDER, refusal } from "./client";
import { ZONE_A, ZONE_B, ZONE_C } from "./networkScene";
import { withNlb } from "./nlbScene";

type Body = Record<string, any>;

/** Long enough to see the statuses in between. */
const WATCHED = { transitionMilliseconds: 300 };

describe("the emulator's NLBs", () => {
    it("are created with the documented defaults and take an address in each zone", () =>
        withNlb(async (scene) => {
            const { vpcId, vswitchIds } = scene;
            const id = await scene.active({ LoadBalancerName: "front" });
            const { RequestId: _, CreateTime, ...described } = await scene.attributes(id);
            assert.match(CreateTime, /^\d{4}-\d\d-\d\dT[\d:]+Z$/);
            assert.match(id, /^nlb-[a-z0-9]{18}$/);
            assert.deepEqual(described, {
                LoadBalancerId: id,
                LoadBalancerName: "front",
                LoadBalancerType: "network",
                LoadBalancerStatus: "Active",
                LoadBalancerBusinessStatus: "Normal",
                LoadBalancerBillingConfig: { PayType: "PostPay" },
                OperationLocks: [],
                AddressType: "Intranet",
                AddressIpVersion: "ipv4",
                CrossZoneEnabled: true,
                DNSName: `${id}.eu-central-1.nlb.aliyuncsslb.com`,
                VpcId: vpcId,
                RegionId: "eu-central-1",
                ZoneMappings: [
                    [ZONE_A, "10.0.1.1"],
                    [ZONE_B, "10.0.2.1"],
                ].map(([ZoneId, PrivateIPv4Address]) => ({
                    ZoneId,
                    VSwitchId: vswitchIds[ZoneId],
                    Status: "Active",
                    LoadBalancerAddresses: [{ PrivateIPv4Address, PrivateIPv4HcStatus: "Healthy" }],
                })),
                SecurityGroupIds: [],
                DeletionProtectionConfig: { Enabled: false, Reason: "" },
                ModificationProtectionConfig: { Status: "NonProtection", Reason: "" },
                ResourceGroupId: described["ResourceGroupId"],
                Tags: [],
            });
        }));

    it("refuse zones and addresses that they cannot have", () =>
        withNlb(async (scene) => {
            const { vswitchIds, mappings, vpcId, vpc } = scene;
            const [inA, inB] = mappings(ZONE_A, ZONE_B);
            const attempt = (ZoneMappings: Body[], changes: Body = {}) =>
                scene.refused("CreateLoadBalancer", {
                    VpcId: vpcId,
                    AddressType: "Intranet",
                    ZoneMappings,
                    ...changes,
                });
            assert.equal(await attempt([inA]), "400 InvalidZones");
            assert.equal(await attempt([inA, inA]), "400 OperationFailed.DuplicateZones.");
            assert.equal(
                await attempt([inA, { ZoneId: ZONE_B, VSwitchId: vswitchIds[ZONE_A] }]),
                "400 Mismatch.ZoneIdAndVswitchId",
            );
            assert.equal(
                await attempt([inA, { ZoneId: ZONE_B, VSwitchId: "vsw-0" }]),
                "404 ResourceNotFound.VSwitch",
            );
            assert.equal(
                await attempt([inA, inB], { VpcId: await vpc("172.16.0.0/16") }),
                "404 ResourceNotFound.VSwitch",
            );
            assert.equal(await attempt([inA, inB], { VpcId: "vpc-0" }), "404 ResourceNotFound.Vpc");
            await scene.active({
                ZoneMappings: [{ ...inA, PrivateIPv4Address: "10.0.1.40" }, inB],
            });
            assert.equal(
                await attempt([{ ...inA, PrivateIPv4Address: "10.0.1.40" }, inB]),
                "400 ResourceInUse.IP",
            );
            assert.equal(
                await attempt([inA, inB], { AddressIpVersion: "DualStack" }),
                "400 OperationFailed.vSwitchNotSupportIpv6",
            );
            assert.equal(
                await attempt([inA, inB], { LoadBalancerName: "1" }),
                "400 IllegalParam.loadBalancerName",
            );
        }));

    it("have a public address in each zone if they are Internet-facing, until they are private", () =>
        withNlb(async (scene) => {
            const id = await scene.active({ AddressType: "Internet" });
            const addresses = async () =>
                (await scene.attributes(id))["ZoneMappings"].map(
                    ({ LoadBalancerAddresses: [address] }: Body) => address.PublicIPv4Address,
                );
            const found = await addresses();
            assert.equal(new Set(found).size, 2);
            assert.ok(found.every((address: string) => address.startsWith("198.51.100.")));
            await scene.done("UpdateLoadBalancerAddressTypeConfig", {
                LoadBalancerId: id,
                AddressType: "Intranet",
            });
            assert.deepEqual(await addresses(), [undefined, undefined]);
            assert.equal(
                await scene.refused("UpdateLoadBalancerAddressTypeConfig", {
                    LoadBalancerId: id,
                    AddressType: "Intranet",
                }),
                "400 OperationDenied.AddressTypeNotChanged",
            );
        }));

    it("take one change at a time, each with a job", () =>
        withNlb(async (scene) => {
            const active = scene.emulator.cloud.clock.hold();
            const id = await scene.ask();
            const named = { LoadBalancerId: id };
            assert.equal((await scene.attributes(id))["LoadBalancerStatus"], "Provisioning");
            assert.equal(
                await scene.refused("DeleteLoadBalancer", named),
                "400 ResourceInCreating.loadbalancer",
            );
            active();
            await scene.becomesActive(id);
            const change = { ...named, CrossZoneEnabled: false, Cps: 500, LoadBalancerName: "new" };
            const changed = scene.emulator.cloud.clock.hold();
            const { JobId } = await scene.nlb("UpdateLoadBalancerAttribute", change);
            assert.equal((await scene.nlb("GetJobStatus", { JobId }))["Status"], "Processing");
            const during = await scene.attributes(id);
            assert.deepEqual(
                [during["LoadBalancerStatus"], during["CrossZoneEnabled"]],
                ["Configuring", true],
            );
            for (const action of ["DeleteLoadBalancer", "UpdateLoadBalancerAttribute"]) {
                assert.equal(
                    await scene.refused(action, named),
                    "400 ResourceInConfiguring.loadbalancer",
                );
            }
            changed();
            await eventually(
                () => scene.nlb("GetJobStatus", { JobId }),
                ({ Status }) => Status === "Succeeded",
            );
            const after = await scene.attributes(id);
            assert.deepEqual(
                [after["CrossZoneEnabled"], after["Cps"], after["LoadBalancerName"]],
                [false, 500, "new"],
            );
            assert.equal(
                await scene.refused("GetJobStatus", { JobId: "none" }),
                "404 ResourceNotFound.JobId",
            );
        }, WATCHED));

    it("get and lose zones, but keep the vSwitch and the address of a zone that stays", () =>
        withNlb(async (scene) => {
            const { mappings, vpcId } = scene;
            const [inA, inB] = mappings(ZONE_A, ZONE_B);
            const inC = {
                ZoneId: ZONE_C,
                VSwitchId: await scene.vswitch(vpcId, "10.0.3.0/24", ZONE_C),
            };
            const otherInA = await scene.vswitch(vpcId, "10.0.4.0/24", ZONE_A);
            const id = await scene.active();
            const update = (...ZoneMappings: Body[]) => ({ LoadBalancerId: id, ZoneMappings });
            const zones = async () =>
                (await scene.attributes(id))["ZoneMappings"].map(
                    ({ ZoneId, LoadBalancerAddresses: [address] }: Body) =>
                        `${ZoneId} ${address.PrivateIPv4Address}`,
                );
            await scene.done("UpdateLoadBalancerZones", update(inA, inB, inC));
            assert.deepEqual(await zones(), [
                `${ZONE_A} 10.0.1.1`,
                `${ZONE_B} 10.0.2.1`,
                `${ZONE_C} 10.0.3.1`,
            ]);
            await scene.done("UpdateLoadBalancerZones", update(inC, inA));
            assert.deepEqual(await zones(), [`${ZONE_C} 10.0.3.1`, `${ZONE_A} 10.0.1.1`]);
            const attempt = (...ZoneMappings: Body[]) =>
                scene.refused("UpdateLoadBalancerZones", update(...ZoneMappings));
            assert.equal(await attempt(inA), "400 InvalidZones");
            assert.equal(
                await attempt({ ZoneId: ZONE_A, VSwitchId: otherInA }, inC),
                "400 OperationDenied.ZoneVSwitchChanged",
            );
            assert.equal(
                await attempt({ ...inA, PrivateIPv4Address: "10.0.1.99" }, inC),
                "400 OperationDenied.ProtectedPrivateIPv4AddressChanged",
            );
        }));

    it("join and leave security groups, which are kept while they are in them", () =>
        withNlb(async (scene) => {
            const { groupId, ecs } = scene;
            const id = await scene.active();
            const named = { LoadBalancerId: id, SecurityGroupIds: [groupId] };
            await scene.done("LoadBalancerJoinSecurityGroup", named);
            assert.deepEqual((await scene.attributes(id))["SecurityGroupIds"], [groupId]);
            assert.equal(
                await scene.refused("LoadBalancerJoinSecurityGroup", named),
                "400 Conflict.SecurityGroup",
            );
            const deletion = refusal(ecs("DeleteSecurityGroup", { SecurityGroupId: groupId }));
            assert.equal((await deletion).code, "DependencyViolation");
            await scene.done("LoadBalancerLeaveSecurityGroup", named);
            assert.deepEqual((await scene.attributes(id))["SecurityGroupIds"], []);
            assert.equal(
                await scene.refused("LoadBalancerLeaveSecurityGroup", named),
                "404 ResourceNotFound.SecurityGroup",
            );
            await ecs("DeleteSecurityGroup", { SecurityGroupId: groupId });
        }));

    it("are not deleted while they are protected, and give everything back when they are", () =>
        withNlb(async (scene) => {
            const { emulator } = scene;
            const id = await scene.active({
                DeletionProtectionConfig: { Enabled: true, Reason: "production" },
            });
            const named = { LoadBalancerId: id };
            await scene.listener(id, await scene.group());
            const { DeletionProtectionConfig } = await scene.attributes(id);
            assert.equal(DeletionProtectionConfig.Reason, "production");
            assert.equal(
                await scene.refused("DeleteLoadBalancer", named),
                "400 OperationDenied.DeletionProtectionEnabled",
            );
            await scene.nlb("UpdateLoadBalancerProtection", {
                ...named,
                DeletionProtectionEnabled: false,
            });
            assert.equal(
                await scene.refused("DeleteLoadBalancer", { ...named, DryRun: true }),
                "400 DryRunOperation",
            );
            await scene.done("DeleteLoadBalancer", named);
            const kinds = emulator.inventory().map(({ kind }) => kind);
            assert.ok(!kinds.includes("NLB") && !kinds.includes("NLB listener"));
            assert.equal(
                await scene.refused("GetLoadBalancerAttribute", named),
                "404 ResourceNotFound.loadBalancer",
            );
            const again = await scene.attributes(await scene.active());
            assert.equal(
                again["ZoneMappings"][0].LoadBalancerAddresses[0].PrivateIPv4Address,
                "10.0.1.1",
            );
        }));

    it("are tagged, listed by what they are, and moved to another resource group", () =>
        withNlb(async (scene) => {
            const id = await scene.active({ Tag: [{ Key: "stage", Value: "test" }] });
            await scene.active({ LoadBalancerName: "other" });
            const list = async (filter: Body) =>
                (await scene.nlb("ListLoadBalancers", filter))["LoadBalancers"].map(
                    ({ LoadBalancerId }: Body) => LoadBalancerId,
                );
            assert.deepEqual(await list({ Tag: [{ Key: "stage", Value: "test" }] }), [id]);
            assert.deepEqual(await list({ LoadBalancerIds: [id] }), [id]);
            assert.equal((await list({ ZoneId: ZONE_A })).length, 2);
            assert.deepEqual(await list({ AddressType: "Internet" }), []);
            const resource = { ResourceType: "loadbalancer", ResourceId: [id] };
            await scene.nlb("TagResources", { ...resource, Tag: [{ Key: "team", Value: "a" }] });
            await scene.nlb("UntagResources", { ...resource, TagKey: ["stage"] });
            assert.deepEqual((await scene.attributes(id))["Tags"], [
                { TagKey: "team", TagValue: "a" },
            ]);
            scene.emulator.cloud.resourceGroups.add({
                accountId: PROVIDER.accountId,
                id: "rg-other",
                name: "other",
            });
            await scene.nlb("MoveResourceGroup", {
                ResourceType: "loadbalancer",
                ResourceId: id,
                NewResourceGroupId: "rg-other",
            });
            assert.equal((await scene.attributes(id))["ResourceGroupId"], "rg-other");
        }));

    it("do not exist for another account, nor in another region", () =>
        withNlb(async (scene) => {
            const id = await scene.active();
            const named = { LoadBalancerId: id };
            const foreign = await refusal(
                scene.stranger.call(NLB, "GetLoadBalancerAttribute", named),
            );
            const elsewhere = await refusal(
                scene.owner.call(NLB, "GetLoadBalancerAttribute", {
                    ...named,
                    RegionId: "eu-west-1",
                }),
            );
            for (const { code, status } of [foreign, elsewhere]) {
                assert.deepEqual([code, status], ["ResourceNotFound.loadBalancer", 404]);
            }
            const { LoadBalancers } = await scene.stranger.call(NLB, "ListLoadBalancers");
            assert.deepEqual(LoadBalancers, []);
        }));
});
