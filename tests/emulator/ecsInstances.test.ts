import assert from "node:assert/strict";

import { DescribeInstancesRequest, RunInstancesRequest } from "@alicloud/ecs20140526";

import { ECS, eventually, refusal, REGION } from "./client";
import { IMAGE, inNetwork, ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

/** Slow enough for what is looked at in between, on a busy machine too. */
const SLOW = { transitionMilliseconds: 300 };

describe("the emulator's ECS instances", () => {
    it("runs an instance that is Pending, Starting and then Running, as the official client reads it", () =>
        inNetwork(async ({ owner, vswitchId, vpcId, groupId }) => {
            const { body } = await owner.ecs.runInstances(
                new RunInstancesRequest({
                    regionId: REGION,
                    imageId: IMAGE,
                    instanceType: "ecs.c7.large",
                    vSwitchId: vswitchId,
                    securityGroupIds: [groupId],
                    instanceName: "web",
                    description: "a server",
                }),
            );
            const id = body?.instanceIdSets?.instanceIdSet?.[0] ?? "";
            assert.match(id, /^i-gw8[0-9a-z]{17}$/);
            const statuses = new Set<string>();
            const described = await eventually(
                async () => {
                    const answer = await owner.ecs.describeInstances(
                        new DescribeInstancesRequest({
                            regionId: REGION,
                            instanceIds: JSON.stringify([id]),
                        }),
                    );
                    const instance = answer.body?.instances?.instance?.[0];
                    statuses.add(instance?.status ?? "");
                    return instance;
                },
                (instance) => instance?.status === "Running",
            );
            assert.deepEqual([...statuses], ["Pending", "Starting", "Running"]);
            assert.equal(described?.instanceName, "web");
            assert.equal(described?.description, "a server");
            assert.equal(described?.hostName, `iZ${id.slice(2)}Z`);
            assert.equal(described?.zoneId, ZONE_A);
            assert.equal(described?.cpu, 2);
            assert.equal(described?.memory, 4096);
            assert.equal(described?.vpcAttributes?.vpcId, vpcId);
            assert.deepEqual(described?.vpcAttributes?.privateIpAddress?.ipAddress, ["10.0.1.1"]);
            assert.deepEqual(described?.securityGroupIds?.securityGroupId, [groupId]);
            assert.equal(described?.instanceChargeType, "PostPaid");
            assert.equal(described?.networkInterfaces?.networkInterface?.[0]?.type, "Primary");
        }, SLOW));

    it("gives an instance an interface and a system disk, and takes them back with it", () =>
        inNetwork(async ({ emulator, ecs, running, becomes }) => {
            const before = emulator.inventory().length;
            const instanceId = await running({ Tag: [{ Key: "role", Value: "web" }] });
            const { NetworkInterfaceSets } = await ecs("DescribeNetworkInterfaces", {
                InstanceId: instanceId,
            });
            const [networkInterface] = NetworkInterfaceSets.NetworkInterfaceSet;
            assert.equal(networkInterface.Attachment.InstanceId, instanceId);
            assert.equal(networkInterface.PrivateIpAddress, "10.0.1.1");
            assert.deepEqual(networkInterface.Tags.Tag, [{ TagKey: "role", TagValue: "web" }]);
            const { Disks } = await ecs("DescribeDisks", {
                InstanceId: instanceId,
                DiskType: "system",
            });
            assert.equal(Disks.Disk.length, 1);
            assert.equal(Disks.Disk[0].Category, "cloud_essd");
            assert.equal(Disks.Disk[0].PerformanceLevel, "PL0");
            assert.equal(Disks.Disk[0].Size, 40);
            assert.equal(emulator.inventory().length, before + 3);
            await ecs("DeleteInstance", { InstanceId: instanceId, Force: true });
            await becomes(instanceId, undefined);
            assert.equal(emulator.inventory().length, before);
            const again = await running({ PrivateIpAddress: "10.0.1.1" });
            await becomes(again, "Running");
        }));

    it("comes up even if delayed events are late and out of order", () =>
        inNetwork(async ({ emulator, launch, becomes }) => {
            const late: (() => void)[] = [];
            const { clock } = emulator.cloud;
            const after = clock.after.bind(clock);
            clock.after = (_milliseconds, happen) => late.push(happen);
            const instanceId = await launch();
            clock.after = after;
            late.reverse().forEach((happen) => happen());
            await becomes(instanceId, "Running");
        }));

    it("returns everything the provider reads of an instance", () =>
        inNetwork(async ({ ecs, running }) => {
            const userData = Buffer.from("#!/bin/sh\necho ready").toString("base64");
            const instanceId = await running({ UserData: userData });
            const named = { InstanceIds: JSON.stringify([instanceId]) };
            assert.equal(
                (await ecs("DescribeUserData", { InstanceId: instanceId })).UserData,
                userData,
            );
            const { InstanceRamRoleSets } = await ecs("DescribeInstanceRamRole", named);
            assert.deepEqual(InstanceRamRoleSets.InstanceRamRoleSet, [
                { InstanceId: instanceId, RamRoleName: "" },
            ]);
            const maintenance = await ecs("DescribeInstanceMaintenanceAttributes", {
                InstanceId: [instanceId],
            });
            assert.equal(
                maintenance["MaintenanceAttributes"].MaintenanceAttribute[0].InstanceId,
                instanceId,
            );
            const attachment = await ecs("DescribeInstanceAttachmentAttributes", named);
            assert.equal(
                attachment["Instances"].Instance[0].PrivatePoolOptionsMatchCriteria,
                "Open",
            );
            const attribute = await ecs("DescribeInstanceAttribute", { InstanceId: instanceId });
            assert.equal(attribute["InstanceId"], instanceId);
            assert.equal(attribute["EnableJumboFrame"], false);
            const { InstanceStatuses } = await ecs("DescribeInstanceStatus", {
                InstanceId: [instanceId],
            });
            assert.deepEqual(InstanceStatuses.InstanceStatus, [
                { InstanceId: instanceId, Status: "Running" },
            ]);
        }));

    for (const [what, wrong, code, status] of [
        ["an unknown image", { ImageId: "m-nothing" }, "InvalidImageId.NotFound", 404],
        ["no image", { ImageId: "" }, "MissingParameter", 400],
        [
            "an unknown type",
            { InstanceType: "ecs.c7.tiny" },
            "InvalidInstanceType.ValueNotSupported",
            400,
        ],
        ["no type", { InstanceType: "" }, "MissingParameter", 400],
        [
            "an ARM type with an x86 image",
            { InstanceType: "ecs.g8y.large" },
            "ImageNotSupportInstanceType",
            403,
        ],
        ["an unknown vSwitch", { VSwitchId: "vsw-nothing" }, "InvalidVSwitchId.NotFound", 404],
        ["no vSwitch", { VSwitchId: "" }, "MissingParameter", 400],
        ["another zone than the vSwitch's", { ZoneId: ZONE_B }, "InvalidParameter.NotMatch", 403],
        ["an unknown zone", { ZoneId: "cn-hangzhou-b" }, "InvalidZoneId.NotFound", 404],
        ["no security group", { SecurityGroupId: "" }, "MissingParameter", 400],
        [
            "an unknown security group",
            { SecurityGroupId: "sg-nothing" },
            "InvalidSecurityGroupId",
            404,
        ],
        ["a short name", { InstanceName: "a" }, "InvalidInstanceName.Malformed", 400],
        ["a name with a slash", { InstanceName: "web/1" }, "InvalidInstanceName.Malformed", 400],
        [
            "a description like an address",
            { Description: "https://web" },
            "InvalidDescription.Malformed",
            400,
        ],
        [
            "a host name with a hyphen at its end",
            { HostName: "web-" },
            "InvalidHostName.Malformed",
            400,
        ],
        [
            "a host name with two dots together",
            { HostName: "web..1" },
            "InvalidHostName.Malformed",
            400,
        ],
        ["a simple password", { Password: "password" }, "InvalidPassword.Malformed", 400],
        [
            "user data that is not base64",
            { UserData: "#!/bin/sh" },
            "InvalidUserData.Base64FormatInvalid",
            400,
        ],
        [
            "too much user data",
            { UserData: Buffer.alloc(32 * 1024 + 1).toString("base64") },
            "InvalidUserData.SizeExceeded",
            400,
        ],
        [
            "an unknown disk category",
            { SystemDisk: { Category: "floppy" } },
            "InvalidSystemDiskCategory.ValueNotSupported",
            400,
        ],
        [
            "a disk category that the type lacks",
            { SystemDisk: { Category: "cloud_efficiency" } },
            "InvalidDiskCategory.NotSupported",
            403,
        ],
        [
            "a disk smaller than the image",
            { SystemDisk: { Size: "19" } },
            "InvalidSystemDiskSize.LessThanImageSize",
            404,
        ],
        [
            "a disk too small for its level",
            { SystemDisk: { Category: "cloud_essd", PerformanceLevel: "PL2", Size: "100" } },
            "InvalidSystemDiskSize.LessThanMinSize",
            404,
        ],
        [
            "a disk that is too large",
            { SystemDisk: { Size: "2049" } },
            "InvalidSystemDiskSize.MoreThanMaxSize",
            404,
        ],
        [
            "a disk size that is no number",
            { SystemDisk: { Size: "big" } },
            "InvalidSystemDiskSize.ValueNotSupported",
            400,
        ],
        [
            "an encrypted disk",
            { SystemDisk: { Encrypted: "true" } },
            "EmulatorUnsupportedParameter",
            400,
        ],
        ["a subscription", { InstanceChargeType: "PrePaid" }, "EmulatorUnsupportedParameter", 400],
        [
            "an unknown charge type",
            { InstanceChargeType: "Free" },
            "InvalidInstanceChargeType.NotFound",
            404,
        ],
        ["a public address", { InternetMaxBandwidthOut: 5 }, "EmulatorUnsupportedParameter", 400],
        ["a data disk", { DataDisk: [{ Size: 20 }] }, "EmulatorUnsupportedParameter", 400],
        ["a key pair", { KeyPairName: "mine" }, "EmulatorUnsupportedParameter", 400],
        [
            "a credit specification of a type without credits",
            { CreditSpecification: "Unlimited" },
            "InvalidParameter.CreditSpecification",
            400,
        ],
        [
            "an address outside of the vSwitch",
            { PrivateIpAddress: "10.0.2.1" },
            "InvalidVSwitchId.IpInvalid",
            403,
        ],
        [
            "a reserved address",
            { PrivateIpAddress: "10.0.1.253" },
            "InvalidVSwitchId.IpInvalid",
            403,
        ],
        [
            "an address that is none",
            { PrivateIpAddress: "10.0.1" },
            "InvalidPrivateIpAddress.Malformed",
            400,
        ],
        ["none at all", { Amount: 0 }, "InvalidParameter", 400],
        ["more than a hundred", { Amount: 101 }, "InvalidParameter", 400],
        [
            "a malformed resource group",
            { ResourceGroupId: "mine" },
            "InvalidResourceGroup.NotFound",
            404,
        ],
        ["a dry run", { DryRun: true }, "DryRunOperation", 400],
    ] as const) {
        it(`refuses to run ${what}, and creates nothing`, () =>
            inNetwork(async ({ emulator, launch }) => {
                const before = emulator.inventory();
                const refused = await refusal(launch(wrong));
                assert.deepEqual([refused.code, refused.status], [code, status]);
                assert.deepEqual(emulator.inventory(), before);
            }));
    }

    it("refuses a type that the vSwitch's zone does not offer", () =>
        inNetwork(async ({ vpcId, vswitch, launch }) => {
            const VSwitchId = await vswitch(vpcId, "10.0.3.0/24", ZONE_C);
            const { code } = await refusal(launch({ VSwitchId, InstanceType: "ecs.n4.large" }));
            assert.equal(code, "InvalidInstanceType.ZoneNotSupported");
        }));

    it("refuses a security group of another VPC, and groups of both kinds together", () =>
        inNetwork(async ({ vpc, securityGroup, groupId, launch }) => {
            const VpcId = await vpc("192.168.0.0/16");
            const elsewhere = await securityGroup({ VpcId });
            const advanced = await securityGroup({ SecurityGroupType: "enterprise" });
            const other = await refusal(launch({ SecurityGroupId: elsewhere }));
            assert.equal(other.code, "OperationDenied.InconsistentNetwork");
            const both = await refusal(
                launch({ SecurityGroupId: "", SecurityGroupIds: [groupId, advanced] }),
            );
            assert.equal(both.code, "EnterpriseGroupLimited.MutliGroupType");
        }));

    it("creates several instances, or none if the vSwitch has not enough addresses", () =>
        inNetwork(async ({ emulator, ecs, vpcId, vswitch, launch }) => {
            const VSwitchId = await vswitch(vpcId, "10.0.4.0/28");
            const before = emulator.inventory().length;
            const { code } = await refusal(launch({ VSwitchId, Amount: 13 }));
            assert.equal(code, "QuotaExceeded.PrivateIpAddress");
            assert.equal(emulator.inventory().length, before);
            await launch({ VSwitchId, Amount: 12, InstanceName: "node", UniqueSuffix: true });
            const { Instances, TotalCount } = await ecs("DescribeInstances", {
                VSwitchId,
                PageSize: 100,
            });
            assert.equal(TotalCount, 12);
            assert.deepEqual(
                Instances.Instance.slice(-2).map((one: any) => one.InstanceName),
                ["node002", "node001"],
            );
        }));

    it("stops, changes the type of, starts and reboots an instance, each only in the right status", () =>
        inNetwork(async ({ ecs, running, becomes, status }) => {
            const InstanceId = await running();
            const whileRunning = await refusal(
                ecs("ModifyInstanceSpec", { InstanceId, InstanceType: "ecs.g7.large" }),
            );
            assert.deepEqual(
                [whileRunning.code, whileRunning.status],
                ["IncorrectInstanceStatus", 403],
            );
            assert.equal(
                (await refusal(ecs("StartInstance", { InstanceId }))).code,
                "IncorrectInstanceStatus",
            );
            await ecs("StopInstance", { InstanceId });
            assert.equal(
                (await refusal(ecs("StopInstance", { InstanceId }))).code,
                "IncorrectInstanceStatus",
            );
            await becomes(InstanceId, "Stopped");
            await ecs("ModifyInstanceSpec", { InstanceId, InstanceType: "ecs.g7.large" });
            const wrongDisk = await refusal(
                ecs("ModifyInstanceSpec", { InstanceId, InstanceType: "ecs.n4.large" }),
            );
            assert.equal(wrongDisk.code, "InvalidInstanceType.NotSupported");
            await ecs("StartInstance", { InstanceId });
            await becomes(InstanceId, "Running");
            const { InstanceType, Memory } = await ecs("DescribeInstanceAttribute", { InstanceId });
            assert.deepEqual([InstanceType, Memory], ["ecs.g7.large", 8192]);
            await ecs("RebootInstance", { InstanceId });
            assert.notEqual(await status(InstanceId), "Running");
            await becomes(InstanceId, "Running");
        }, SLOW));

    it("deletes a running instance only by force, a protected one not at all", () =>
        inNetwork(async ({ ecs, running, becomes }) => {
            const InstanceId = await running({ DeletionProtection: true });
            assert.equal(
                (await refusal(ecs("DeleteInstance", { InstanceId }))).code,
                "IncorrectInstanceStatus",
            );
            const isProtected = await refusal(ecs("DeleteInstance", { InstanceId, Force: true }));
            assert.deepEqual(
                [isProtected.code, isProtected.status],
                ["InvalidOperation.DeletionProtection", 403],
            );
            await ecs("ModifyInstanceAttribute", { InstanceId, DeletionProtection: false });
            await ecs("DeleteInstance", { InstanceId, Force: true });
            for (const action of ["DeleteInstance", "StopInstance", "StartInstance"]) {
                const { code } = await refusal(ecs(action, { InstanceId, Force: true }));
                assert.equal(code, "IncorrectInstanceStatus");
            }
            await becomes(InstanceId, undefined);
            const gone = await refusal(ecs("DeleteInstance", { InstanceId }));
            assert.deepEqual([gone.code, gone.status], ["InvalidInstanceId.NotFound", 404]);
        }, SLOW));

    it("changes names, descriptions, host name, user data and groups", () =>
        inNetwork(async ({ ecs, running, securityGroup }) => {
            const InstanceId = await running();
            const groupId = await securityGroup();
            const UserData = Buffer.from("new").toString("base64");
            await ecs("ModifyInstanceAttribute", {
                InstanceId,
                InstanceName: "renamed",
                Description: "changed",
                HostName: "web.example",
                Password: "Abcd1234!",
                UserData,
                SecurityGroupIds: [groupId],
            });
            const changed = await ecs("DescribeInstanceAttribute", { InstanceId });
            assert.equal(changed["InstanceName"], "renamed");
            assert.equal(changed["Description"], "changed");
            assert.equal(changed["HostName"], "web.example");
            assert.deepEqual(changed["SecurityGroupIds"].SecurityGroupId, [groupId]);
            assert.equal((await ecs("DescribeUserData", { InstanceId })).UserData, UserData);
            const wrong = await refusal(
                ecs("ModifyInstanceAttribute", { InstanceId, InstanceName: "kept", HostName: "-" }),
            );
            assert.equal(wrong.code, "InvalidHostName.Malformed");
            const after = await ecs("DescribeInstanceAttribute", { InstanceId });
            assert.equal(after["InstanceName"], "renamed");
        }));

    it("joins and leaves security groups, but never the last one", () =>
        inNetwork(async ({ ecs, running, groupId, securityGroup }) => {
            const InstanceId = await running();
            const other = await securityGroup();
            const last = await refusal(
                ecs("LeaveSecurityGroup", { InstanceId, SecurityGroupId: groupId }),
            );
            assert.deepEqual([last.code, last.status], ["InstanceLastSecurityGroup", 403]);
            const missing = await refusal(
                ecs("LeaveSecurityGroup", { InstanceId, SecurityGroupId: other }),
            );
            assert.equal(missing.code, "InvalidSecurityGroupAssociation.NotFound");
            await ecs("JoinSecurityGroup", { InstanceId, SecurityGroupId: other });
            const again = await refusal(
                ecs("JoinSecurityGroup", { InstanceId, SecurityGroupId: other }),
            );
            assert.equal(again.code, "InvalidInstanceId.AlreadyExists");
            await ecs("LeaveSecurityGroup", { InstanceId, SecurityGroupId: groupId });
            const { SecurityGroupIds } = await ecs("DescribeInstanceAttribute", { InstanceId });
            assert.deepEqual(SecurityGroupIds.SecurityGroupId, [other]);
        }));

    it("allows an instance in five security groups, but not in a sixth", () =>
        inNetwork(async ({ ecs, running, securityGroup }) => {
            const InstanceId = await running();
            for (let joined = 1; joined < 5; joined += 1) {
                await ecs("JoinSecurityGroup", {
                    InstanceId,
                    SecurityGroupId: await securityGroup(),
                });
            }
            const { code } = await refusal(
                ecs("JoinSecurityGroup", { InstanceId, SecurityGroupId: await securityGroup() }),
            );
            assert.equal(code, "InstanceSecurityGroupLimitExceeded");
        }));

    it("finds instances by what they are and pages through them both ways", () =>
        inNetwork(async ({ ecs, launch, groupId, vpcId, vswitchId }) => {
            const one = await launch({
                InstanceName: "web-1",
                Tag: [{ Key: "role", Value: "web" }],
            });
            const other = await launch({ InstanceName: "db-1", InstanceType: "ecs.g7.large" });
            const find = async (parameters: Record<string, unknown>) => {
                const { Instances } = await ecs("DescribeInstances", parameters);
                return Instances.Instance.map((instance: any) => instance.InstanceId);
            };
            assert.deepEqual(await find({ VpcId: vpcId, VSwitchId: vswitchId }), [other, one]);
            assert.deepEqual(await find({ InstanceName: "web*" }), [one]);
            assert.deepEqual(await find({ InstanceName: "web" }), []);
            assert.deepEqual(await find({ Tag: [{ Key: "role", Value: "web" }] }), [one]);
            assert.deepEqual(await find({ Tag: [{ Key: "role", Value: "db" }] }), []);
            assert.deepEqual(await find({ InstanceTypeFamily: "ecs.g7" }), [other]);
            assert.deepEqual(await find({ SecurityGroupId: groupId, InstanceName: "db-1" }), [
                other,
            ]);
            assert.deepEqual(await find({ PrivateIpAddresses: '["10.0.1.2"]' }), [other]);
            assert.deepEqual(await find({ InstanceNetworkType: "classic" }), []);
            assert.deepEqual(await find({ InstanceIds: '["i-nothing"]' }), []);
            assert.deepEqual(await find({ InstanceIds: "[]" }), []);
            assert.deepEqual(await find({ PageNumber: 2, PageSize: 1 }), [one]);
            const first = await ecs("DescribeInstances", { MaxResults: 1 });
            assert.deepEqual(await find({ MaxResults: 1, NextToken: first["NextToken"] }), [one]);
            for (const wrong of [
                { InstanceIds: "i-1" },
                { PageSize: 101 },
                { PageNumber: 0 },
                { NextToken: "nonsense" },
            ]) {
                assert.match((await refusal(ecs("DescribeInstances", wrong))).code, /^Invalid/);
            }
        }));

    it("shows another account nothing of an instance", () =>
        inNetwork(async ({ stranger, running }) => {
            const InstanceId = await running();
            const { Instances } = await stranger.call(ECS, "DescribeInstances");
            assert.deepEqual(Instances.Instance, []);
            for (const action of [
                "DescribeInstanceAttribute",
                "DescribeUserData",
                "StopInstance",
                "DeleteInstance",
                "ModifyInstanceAttribute",
            ]) {
                const theirs = await refusal(stranger.call(ECS, action, { InstanceId }));
                const nobodys = await refusal(
                    stranger.call(ECS, action, { InstanceId: "i-nothing" }),
                );
                assert.equal(theirs.code, "InvalidInstanceId.NotFound");
                assert.deepEqual([theirs.code, theirs.status], [nobodys.code, nobodys.status]);
            }
        }));
});
