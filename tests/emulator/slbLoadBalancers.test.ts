import assert from "node:assert/strict";

import { eventually, PRIVATELINK, refusal, SLB, VPC } from "./client";
import { inNetwork, ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

describe("the emulator's CLB", () => {
    it("is internal, in the vSwitch's VPC and zone, when a vSwitch is named", () =>
        inNetwork(async ({ slb, vpcId, vswitchId }) => {
            const created = await slb("CreateLoadBalancer", {
                VSwitchId: vswitchId,
                LoadBalancerSpec: "slb.s1.small",
                LoadBalancerName: "service",
                Tag: [{ Key: "team", Value: "edge" }],
            });
            const { LoadBalancerId } = created;
            assert.match(LoadBalancerId, /^lb-gw8[0-9a-z]{18}$/);
            const described = await slb("DescribeLoadBalancerAttribute", { LoadBalancerId });
            assert.equal(described["Address"], created["Address"]);
            assert.deepEqual(
                Object.fromEntries(
                    Object.entries(described).filter(([name]) => name in EXPECTED_INTERNAL),
                ),
                EXPECTED_INTERNAL,
            );
            assert.equal(described["VpcId"], vpcId);
            assert.equal(described["VSwitchId"], vswitchId);
            assert.deepEqual(described["BackendServers"].BackendServer, []);
            assert.deepEqual(described["ListenerPortsAndProtocol"].ListenerPortAndProtocol, []);
            assert.deepEqual(described["ListenerPortsAndProtocal"].ListenerPortAndProtocal, []);
            assert.deepEqual(described["Tags"].Tag, [{ TagKey: "team", TagValue: "edge" }]);
        }));

    const EXPECTED_INTERNAL = {
        LoadBalancerName: "service",
        LoadBalancerStatus: "active",
        LoadBalancerSpec: "slb.s1.small",
        Address: "10.0.1.1",
        AddressType: "intranet",
        AddressIPVersion: "ipv4",
        NetworkType: "vpc",
        MasterZoneId: ZONE_A,
        SlaveZoneId: ZONE_B,
        PayType: "PayOnDemand",
        InstanceChargeType: "PayBySpec",
        InternetChargeType: "paybytraffic",
        DeleteProtection: "off",
        ModificationProtectionStatus: "NonProtection",
    };

    it("is Internet-facing and in no VPC when no vSwitch is named", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer({ VSwitchId: "" });
            const described = await slb("DescribeLoadBalancerAttribute", { LoadBalancerId });
            assert.equal(described["AddressType"], "internet");
            assert.equal(described["NetworkType"], "classic");
            assert.equal(described["VpcId"], "");
            assert.match(described["Address"], /^203\.0\.113\./);
        }));

    for (const [what, wrong, code] of [
        ["no specification", { LoadBalancerSpec: "" }, "MissingParam.LoadBalancerSpec"],
        ["a shared one", { LoadBalancerSpec: "slb.s0.share" }, "ShareSlbHaltSales"],
        ["an unknown specification", { LoadBalancerSpec: "slb.s9.huge" }, "InvalidParameter"],
        [
            "an internal address but no vSwitch",
            { AddressType: "intranet", VSwitchId: "" },
            "MissingParam.VSwitchId",
        ],
        ["an unknown vSwitch", { VSwitchId: "vsw-nothing" }, "VSwitchNotExist"],
        ["an unknown VPC", { VpcId: "vpc-nothing" }, "InvalidVpcId.NotExist"],
        ["an unknown kind of address", { AddressType: "secret" }, "InvalidParameter"],
        ["an unknown zone", { MasterZoneId: "cn-hangzhou-b" }, "InvalidParameter"],
        ["one zone twice", { MasterZoneId: ZONE_C, SlaveZoneId: ZONE_C }, "InvalidParameter"],
        ["an address outside of the vSwitch", { Address: "10.0.2.1" }, "InvalidParameter"],
        ["an IPv6 address inside", { AddressIPVersion: "ipv6" }, "InvalidParameter.Mismatch"],
        [
            "an IPv6 address outside",
            { AddressIPVersion: "ipv6", AddressType: "internet" },
            "EmulatorUnsupportedParameter",
        ],
        ["bandwidth 0", { Bandwidth: 0 }, "InvalidParameter.Bandwidth"],
        ["too much bandwidth", { Bandwidth: 5121 }, "InvalidParameter.Bandwidth"],
        ["an unknown payment", { PayType: "Free" }, "InvalidParameter"],
        ["a subscription that is not paid", { PayType: "PrePay" }, "EmulatorUnsupportedParameter"],
        [
            "an unknown charge type",
            { InstanceChargeType: "Free" },
            "IllegalParam.InstanceChargeType",
        ],
        [
            "bandwidth paid by use",
            {
                AddressType: "internet",
                InstanceChargeType: "PayByCLCU",
                InternetChargeType: "paybybandwidth",
            },
            "Instance.InternetChargeTypeNotAllowed",
        ],
        ["a name with a comma", { LoadBalancerName: "a,b" }, "InvalidParameter"],
        ["a name of 81 letters", { LoadBalancerName: "n".repeat(81) }, "InvalidParameter"],
        [
            "a protection that is neither on nor off",
            { DeleteProtection: "yes" },
            "InvalidParameter",
        ],
        [
            "an unknown modification protection",
            { ModificationProtectionStatus: "Full" },
            "InvalidParam.ModificationProtectionStatus",
        ],
    ] as const) {
        it(`refuses ${what}, and takes no address`, () =>
            inNetwork(async ({ emulator, vswitchId, loadBalancer }) => {
                const before = emulator.inventory();
                assert.equal((await refusal(loadBalancer(wrong))).code, code);
                assert.deepEqual(emulator.inventory(), before);
                assert.equal(emulator.cloud.vpc.vswitches.get(vswitchId)?.addresses.size, 0);
            }));
    }

    it("refuses an address that is taken, and a vSwitch without free ones", () =>
        inNetwork(async ({ vpcId, vswitch, loadBalancer }) => {
            await loadBalancer({ Address: "10.0.1.9" });
            const taken = await refusal(loadBalancer({ Address: "10.0.1.9" }));
            assert.match(taken.message, /The vpc Ip is exist/);
            const VSwitchId = await vswitch(vpcId, "10.0.2.0/29", ZONE_B);
            for (let made = 0; made < 4; made += 1) {
                await loadBalancer({ VSwitchId });
            }
            const { code } = await refusal(loadBalancer({ VSwitchId }));
            assert.equal(code, "VSwitchAvailableIpNotExist");
        }));

    it("keeps its vSwitch, and releases the address when it is deleted", () =>
        inNetwork(async ({ owner, slb, vswitchId, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const inUse = refusal(owner.call(VPC, "DeleteVSwitch", { VSwitchId: vswitchId }));
            assert.match((await inUse).code, /^DependencyViolation/);
            await slb("DeleteLoadBalancer", { LoadBalancerId });
            const gone = await refusal(slb("DescribeLoadBalancerAttribute", { LoadBalancerId }));
            assert.deepEqual([gone.code, gone.status], ["InvalidLoadBalancerId.NotFound", 404]);
            await loadBalancer({ Address: "10.0.1.1" });
        }));

    it("cannot be deleted while it is protected", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer({ DeleteProtection: "on" });
            const { code } = await refusal(slb("DeleteLoadBalancer", { LoadBalancerId }));
            assert.equal(code, "OperationDenied.DeleteProtectionIsOn");
            await slb("SetLoadBalancerDeleteProtection", {
                LoadBalancerId,
                DeleteProtection: "off",
            });
            await slb("DeleteLoadBalancer", { LoadBalancerId });
        }));

    it("cannot be deleted while it is a subscription", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            await slb("ModifyLoadBalancerPayType", {
                LoadBalancerId,
                PayType: "PrePay",
                PricingCycle: "month",
                Duration: 1,
                AutoPay: true,
            });
            const { code } = await refusal(slb("DeleteLoadBalancer", { LoadBalancerId }));
            assert.equal(code, "InvalidChargeType");
        }));

    it("cannot be deleted while it is the service resource of an endpoint service", () =>
        inNetwork(async ({ owner, slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const { ServiceId } = await owner.call(PRIVATELINK, "CreateVpcEndpointService", {
                ServiceResourceType: "slb",
            });
            const resource = { ServiceId, ResourceId: LoadBalancerId, ResourceType: "slb" };
            await eventually(
                () => owner.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
                ({ ServiceStatus }) => ServiceStatus === "Active",
            );
            await owner.call(PRIVATELINK, "AttachResourceToVpcEndpointService", resource);
            const { code } = await refusal(slb("DeleteLoadBalancer", { LoadBalancerId }));
            assert.equal(code, "OperationDenied.ServiceResourceInUse");
        }));

    it("changes its name, status, specification, protection and resource group", () =>
        inNetwork(async ({ emulator, owner, slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            await slb("SetLoadBalancerName", { LoadBalancerId, LoadBalancerName: "renamed" });
            await slb("SetLoadBalancerStatus", { LoadBalancerId, LoadBalancerStatus: "inactive" });
            await slb("ModifyLoadBalancerInstanceSpec", {
                LoadBalancerId,
                LoadBalancerSpec: "slb.s2.small",
            });
            await slb("SetLoadBalancerModificationProtection", {
                LoadBalancerId,
                ModificationProtectionStatus: "ConsoleProtection",
                ModificationProtectionReason: "managed",
            });
            const { accountId } = owner.account;
            const group = emulator.cloud.resourceGroups.add({ accountId, name: "other" });
            const move = (NewResourceGroupId: string) =>
                slb("MoveResourceGroup", {
                    ResourceId: LoadBalancerId,
                    ResourceType: "loadbalancer",
                    NewResourceGroupId,
                });
            await move(group.id);
            assert.equal(
                (await refusal(move("rg-nobodys"))).code,
                "InvalidResourceGroupId.NotFound",
            );
            const described = await slb("DescribeLoadBalancerAttribute", { LoadBalancerId });
            assert.equal(described["LoadBalancerName"], "renamed");
            assert.equal(described["LoadBalancerStatus"], "inactive");
            assert.equal(described["LoadBalancerSpec"], "slb.s2.small");
            assert.equal(described["ModificationProtectionStatus"], "ConsoleProtection");
            assert.equal(described["ModificationProtectionReason"], "managed");
            assert.equal(described["ResourceGroupId"], group.id);
            for (const [action, wrong, code] of [
                ["SetLoadBalancerName", { LoadBalancerName: "," }, "InvalidParameter"],
                ["SetLoadBalancerStatus", { LoadBalancerStatus: "locked" }, "InvalidParameter"],
                [
                    "ModifyLoadBalancerInstanceSpec",
                    { LoadBalancerSpec: "none" },
                    "ModifySpecNotAllowed",
                ],
                ["ModifyLoadBalancerInternetSpec", { Bandwidth: 10 }, "ActionNotAllowed"],
            ] as const) {
                const refused = await refusal(slb(action, { LoadBalancerId, ...wrong }));
                assert.equal(refused.code, code, action);
            }
        }));

    it("is billed by specification or by usage", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const LoadBalancerId = await loadBalancer();
            const change = (InstanceChargeType: string, LoadBalancerSpec?: string) =>
                slb("ModifyLoadBalancerInstanceChargeType", {
                    LoadBalancerId,
                    InstanceChargeType,
                    LoadBalancerSpec,
                });
            await change("PayByCLCU");
            const described = await slb("DescribeLoadBalancerAttribute", { LoadBalancerId });
            assert.equal(described["LoadBalancerSpec"], "slb.lcu.elastic");
            const fixed = { LoadBalancerId, LoadBalancerSpec: "slb.s2.small" };
            assert.equal(
                (await refusal(slb("ModifyLoadBalancerInstanceSpec", fixed))).code,
                "OperationDenied.PayByCLCU",
            );
            assert.equal(
                (await refusal(change("PayBySpec"))).code,
                "MissingParam.LoadBalancerSpec",
            );
            await change("PayBySpec", "slb.s2.small");
        }));

    it("is found by what it is, and not by another account", () =>
        inNetwork(async ({ slb, stranger, loadBalancer, vpcId, running }) => {
            const one = await loadBalancer({ LoadBalancerName: "one" });
            const other = await loadBalancer({
                VSwitchId: "",
                Tag: [{ Key: "team", Value: "edge" }],
            });
            const serverId = await running();
            await slb("AddBackendServers", {
                LoadBalancerId: one,
                BackendServers: JSON.stringify([{ ServerId: serverId }]),
            });
            const find = async (parameters: object) => {
                const { LoadBalancers } = await slb("DescribeLoadBalancers", { ...parameters });
                return LoadBalancers.LoadBalancer.map((found: any) => found.LoadBalancerId);
            };
            assert.deepEqual(await find({}), [other, one]);
            assert.deepEqual(await find({ VpcId: vpcId }), [one]);
            assert.deepEqual(await find({ LoadBalancerName: "one" }), [one]);
            assert.deepEqual(await find({ AddressType: "internet" }), [other]);
            assert.deepEqual(await find({ Tag: [{ Key: "team", Value: "edge" }] }), [other]);
            assert.deepEqual(await find({ ServerId: serverId }), [one]);
            assert.deepEqual(await find({ MasterZoneId: ZONE_C }), []);
            assert.deepEqual(await find({ PageSize: 1, PageNumber: 2 }), [one]);
            const { LoadBalancers } = await stranger.call(SLB, "DescribeLoadBalancers");
            assert.deepEqual(LoadBalancers.LoadBalancer, []);
            for (const action of ["DescribeLoadBalancerAttribute", "DeleteLoadBalancer"]) {
                const theirs = stranger.call(SLB, action, { LoadBalancerId: one });
                assert.equal((await refusal(theirs)).code, "InvalidLoadBalancerId.NotFound");
            }
        }));

    it("is tagged under the type `instance`", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const named = { ResourceType: "instance", ResourceId: [await loadBalancer()] };
            await slb("TagResources", { ...named, Tag: [{ Key: "a", Value: "1" }] });
            const { TagResources } = await slb("ListTagResources", named);
            assert.equal(TagResources.TagResource[0].TagKey, "a");
            await slb("UntagResources", { ...named, TagKey: ["a"] });
            const after = await slb("ListTagResources", named);
            assert.deepEqual(after["TagResources"].TagResource, []);
        }));

    it("can have any zone as primary with any other as secondary", () =>
        inNetwork(async ({ slb, loadBalancer }) => {
            const { AvailableResources } = await slb("DescribeAvailableResource", {
                AddressType: "vpc",
            });
            const pairs = AvailableResources.AvailableResource;
            assert.equal(pairs.length, 6);
            assert.deepEqual(pairs[0].SupportResources.SupportResource, [
                { AddressType: "vpc", AddressIPVersion: "ipv4" },
            ]);
            await loadBalancer({ MasterZoneId: ZONE_C, SlaveZoneId: ZONE_A });
            const { Zones } = await slb("DescribeZones");
            assert.equal(Zones.Zone[0].SlaveZones.SlaveZone.length, 2);
        }));
});
