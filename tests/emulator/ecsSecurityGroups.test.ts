import assert from "node:assert/strict";

import { ECS, eventually, PRIVATELINK, refusal, VPC } from "./client";
import { inNetwork, type NetworkScene } from "./networkScene";

const WEB = { IpProtocol: "tcp", PortRange: "80/80", SourceCidrIp: "10.0.0.0/8" };

async function rulesOf({ ecs }: NetworkScene, SecurityGroupId: string, Direction?: string) {
    const { Permissions } = await ecs("DescribeSecurityGroupAttribute", {
        SecurityGroupId,
        Direction,
    });
    return Permissions.Permission as Record<string, unknown>[];
}

describe("the emulator's security groups", () => {
    it("creates, describes, changes and deletes a group", () =>
        inNetwork(async ({ ecs, vpcId }) => {
            const { SecurityGroupId } = await ecs("CreateSecurityGroup", {
                VpcId: vpcId,
                SecurityGroupName: "web",
                Description: "for the web",
                Tag: [{ Key: "team", Value: "edge" }],
            });
            const describe = async () => {
                const { SecurityGroups } = await ecs("DescribeSecurityGroups", { SecurityGroupId });
                return SecurityGroups.SecurityGroup[0];
            };
            const described = await describe();
            assert.match(SecurityGroupId, /^sg-gw8[0-9a-z]{17}$/);
            assert.equal(described.SecurityGroupName, "web");
            assert.equal(described.Description, "for the web");
            assert.equal(described.SecurityGroupType, "normal");
            assert.equal(described.VpcId, vpcId);
            assert.deepEqual(described.Tags.Tag, [{ TagKey: "team", TagValue: "edge" }]);
            await ecs("ModifySecurityGroupAttribute", {
                SecurityGroupId,
                SecurityGroupName: "web-2",
            });
            assert.equal((await describe()).SecurityGroupName, "web-2");
            assert.equal((await describe()).Description, "for the web");
            const attribute = () => ecs("DescribeSecurityGroupAttribute", { SecurityGroupId });
            assert.equal((await attribute()).InnerAccessPolicy, "Accept");
            await ecs("ModifySecurityGroupPolicy", { SecurityGroupId, InnerAccessPolicy: "drop" });
            assert.equal((await attribute()).InnerAccessPolicy, "Drop");
            await ecs("DeleteSecurityGroup", { SecurityGroupId });
            assert.equal(await describe(), undefined);
            const gone = await refusal(attribute());
            assert.deepEqual([gone.code, gone.status], ["InvalidSecurityGroupId.NotFound", 404]);
        }));

    for (const [what, wrong, code] of [
        ["no VPC", { VpcId: "" }, "InvalidVpcId.NotFound"],
        ["an unknown VPC", { VpcId: "vpc-nothing" }, "InvalidVpcId.NotFound"],
        [
            "a name that begins with a digit",
            { SecurityGroupName: "1web" },
            "InvalidSecurityGroupName.Malformed",
        ],
        ["a name of one letter", { SecurityGroupName: "w" }, "InvalidSecurityGroupName.Malformed"],
        [
            "a description like an address",
            { Description: "http://web" },
            "InvalidSecurityGroupDiscription.Malformed",
        ],
        ["an unknown type", { SecurityGroupType: "large" }, "InvalidParams.GroupType"],
        [
            "a tag of the cloud's own",
            { Tag: [{ Key: "acs:x", Value: "1" }] },
            "InvalidTagKey.Malformed",
        ],
    ] as const) {
        it(`refuses a group with ${what}`, () =>
            inNetwork(async ({ securityGroup }) => {
                assert.equal((await refusal(securityGroup(wrong))).code, code);
            }));
    }

    it("isolates the members of an advanced group permanently", () =>
        inNetwork(async ({ ecs, securityGroup, groupId }) => {
            const SecurityGroupId = await securityGroup({ SecurityGroupType: "enterprise" });
            const attribute = await ecs("DescribeSecurityGroupAttribute", { SecurityGroupId });
            assert.equal(attribute["InnerAccessPolicy"], "Drop");
            const policy = { SecurityGroupId, InnerAccessPolicy: "Accept" };
            assert.equal(
                (await refusal(ecs("ModifySecurityGroupPolicy", policy))).code,
                "InvalidParameter.InnerAccessPolicy",
            );
            const { SourceCidrIp, ...rest } = WEB;
            const Permissions = [{ ...rest, SourceGroupId: groupId }];
            assert.ok(SourceCidrIp);
            assert.equal(
                (await refusal(ecs("AuthorizeSecurityGroup", { SecurityGroupId, Permissions })))
                    .code,
                "InvalidGroupParameter.OperationDenied",
            );
        }));

    it("keeps a group while an instance is in it, or a rule of another group names it", () =>
        inNetwork(async ({ ecs, running, becomes, groupId, securityGroup }) => {
            const InstanceId = await running();
            const inUse = await refusal(ecs("DeleteSecurityGroup", { SecurityGroupId: groupId }));
            assert.deepEqual([inUse.code, inUse.status], ["DependencyViolation", 403]);
            await ecs("DeleteInstance", { InstanceId, Force: true });
            await becomes(InstanceId, undefined);
            const other = await securityGroup();
            const { SourceCidrIp: _, ...rule } = WEB;
            const Permissions = [{ ...rule, SourceGroupId: groupId }];
            await ecs("AuthorizeSecurityGroup", { SecurityGroupId: other, Permissions });
            assert.equal(
                (await refusal(ecs("DeleteSecurityGroup", { SecurityGroupId: groupId }))).code,
                "DependencyViolation",
            );
            await ecs("RevokeSecurityGroup", { SecurityGroupId: other, Permissions });
            await ecs("DeleteSecurityGroup", { SecurityGroupId: groupId });
        }));

    it("keeps a group while an endpoint of PrivateLink is in it", () =>
        inNetwork(async ({ owner, ecs, vpcId, groupId }) => {
            const { ServiceId } = await owner.call(PRIVATELINK, "CreateVpcEndpointService", {
                ServiceResourceType: "slb",
            });
            await eventually(
                () => owner.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
                ({ ServiceStatus }) => ServiceStatus === "Active",
            );
            await owner.call(PRIVATELINK, "CreateVpcEndpoint", {
                ServiceId,
                VpcId: vpcId,
                SecurityGroupId: [groupId],
            });
            const { code } = await refusal(
                ecs("DeleteSecurityGroup", { SecurityGroupId: groupId }),
            );
            assert.equal(code, "DependencyViolation");
        }));

    it("keeps a VPC while a group is in it", () =>
        inNetwork(async ({ owner, ecs, vpc, securityGroup }) => {
            const VpcId = await vpc("192.168.0.0/16");
            const SecurityGroupId = await securityGroup({ VpcId });
            const { code } = await refusal(owner.call(VPC, "DeleteVpc", { VpcId }));
            assert.equal(code, "DependencyViolation.SecurityGroup");
            await ecs("DeleteSecurityGroup", { SecurityGroupId });
            await owner.call(VPC, "DeleteVpc", { VpcId });
        }));

    it("refuses the same rule twice in one call, also under another description", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            const Permissions = [WEB, { ...WEB, IpProtocol: "TCP", Description: "again" }];
            for (const action of ["AuthorizeSecurityGroup", "RevokeSecurityGroup"]) {
                const { code, status } = await refusal(
                    scene.ecs(action, { SecurityGroupId, Permissions }),
                );
                assert.deepEqual([code, status], ["InvalidParam.DuplicatePermissions", 400]);
            }
            assert.deepEqual(await rulesOf(scene, SecurityGroupId), []);
        }));

    it("returns rules in the cloud's own notation, with the priority as text", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            await scene.ecs("AuthorizeSecurityGroup", {
                SecurityGroupId,
                Permissions: [
                    { ...WEB, Priority: "7", Policy: "drop", Description: "no web" },
                    { IpProtocol: "ALL", PortRange: "-1/-1", SourceCidrIp: "10.1.2.3/16" },
                ],
            });
            await scene.ecs("AuthorizeSecurityGroupEgress", {
                SecurityGroupId,
                IpProtocol: "udp",
                PortRange: "53/53",
                DestCidrIp: "100.100.2.136",
            });
            const [web, all, dns] = await rulesOf(scene, SecurityGroupId);
            assert.match(String(web?.["SecurityGroupRuleId"]), /^sgr-/);
            assert.equal(web?.["IpProtocol"], "TCP");
            assert.equal(web?.["Policy"], "Drop");
            assert.equal(web?.["Priority"], "7");
            assert.equal(web?.["NicType"], "intranet");
            assert.equal(web?.["Description"], "no web");
            assert.equal(all?.["SourceCidrIp"], "10.1.2.3/16");
            assert.equal(all?.["Policy"], "Accept");
            assert.equal(all?.["Priority"], "1");
            assert.equal(dns?.["Direction"], "egress");
            assert.equal(dns?.["DestCidrIp"], "100.100.2.136");
            assert.equal(dns?.["SourceCidrIp"], "");
            assert.equal((await rulesOf(scene, SecurityGroupId, "ingress")).length, 2);
            assert.equal((await rulesOf(scene, SecurityGroupId, "egress")).length, 1);
        }));

    it("adds a rule once, regardless of repetition and notation", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            const add = (Permissions: object[]) =>
                scene.ecs("AuthorizeSecurityGroup", { SecurityGroupId, Permissions });
            await add([WEB]);
            await add([{ ...WEB, IpProtocol: "TCP", Policy: "ACCEPT", Priority: "1" }]);
            await add([{ ...WEB, NicType: "intranet", Description: "the same" }]);
            assert.equal((await rulesOf(scene, SecurityGroupId)).length, 1);
            await add([{ ...WEB, Priority: "2" }]);
            await add([{ ...WEB, Policy: "drop" }]);
            await add([{ ...WEB, SourceCidrIp: "10.0.0.0/9" }]);
            assert.equal((await rulesOf(scene, SecurityGroupId)).length, 4);
        }));

    it("revokes a rule by its content, and succeeds if there is none", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            await scene.ecs("AuthorizeSecurityGroup", {
                SecurityGroupId,
                Permissions: [WEB, { ...WEB, Priority: "5" }],
            });
            const revoke = (rule: object) =>
                scene.ecs("RevokeSecurityGroup", { SecurityGroupId, ...rule });
            await revoke({ ...WEB, Policy: "drop" });
            await revoke({ ...WEB, Priority: "6" });
            await revoke({ ...WEB, PortRange: "81/81" });
            assert.equal((await rulesOf(scene, SecurityGroupId)).length, 2);
            await revoke({ ...WEB, NicType: "intranet", Policy: "accept", Priority: "5" });
            const [left] = await rulesOf(scene, SecurityGroupId);
            assert.equal(left?.["Priority"], "1");
            const SecurityGroupRuleId = [left?.["SecurityGroupRuleId"]];
            const byId = { SecurityGroupId, SecurityGroupRuleId };
            const wrongSide = await refusal(scene.ecs("RevokeSecurityGroupEgress", byId));
            assert.equal(wrongSide.code, "InvalidSecurityGroupRuleId.NotFound");
            await scene.ecs("RevokeSecurityGroup", byId);
            assert.deepEqual(await rulesOf(scene, SecurityGroupId), []);
            const again = await refusal(scene.ecs("RevokeSecurityGroup", byId));
            assert.equal(again.code, "InvalidSecurityGroupRuleId.NotFound");
        }));

    it("changes a rule's description by its content, and anything by its id", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            await scene.ecs("AuthorizeSecurityGroup", {
                SecurityGroupId,
                Permissions: [WEB, { ...WEB, PortRange: "443/443" }],
            });
            const modify = (rule: object) =>
                scene.ecs("ModifySecurityGroupRule", { SecurityGroupId, ...rule });
            await modify({ ...WEB, Description: "the web" });
            const [web, secure] = await rulesOf(scene, SecurityGroupId);
            assert.equal(web?.["Description"], "the web");
            assert.equal(secure?.["Description"], "");
            const unknown = await refusal(modify({ ...WEB, PortRange: "1/2" }));
            assert.deepEqual([unknown.code, unknown.status], ["SecurityGroupRule.NotFound", 404]);
            const SecurityGroupRuleId = web?.["SecurityGroupRuleId"];
            await modify({ SecurityGroupRuleId, PortRange: "8080/8090", Policy: "drop" });
            const [changed] = await rulesOf(scene, SecurityGroupId);
            assert.equal(changed?.["PortRange"], "8080/8090");
            assert.equal(changed?.["Policy"], "Drop");
            assert.equal(changed?.["Description"], "the web");
            const same = { SecurityGroupRuleId, PortRange: "443/443", Policy: "accept" };
            assert.equal(
                (await refusal(modify(same))).code,
                "InvalidParam.InvalidModifyRuleRequest",
            );
            const otherKind = { SecurityGroupRuleId, SourceGroupId: await scene.securityGroup() };
            assert.equal(
                (await refusal(modify(otherKind))).code,
                "InvalidOperation.ModifySgRuleEntityType",
            );
        }));

    for (const [what, wrong, code] of [
        ["no protocol", { IpProtocol: "" }, "MissingParameter"],
        ["an unknown protocol", { IpProtocol: "sctp" }, "InvalidIpProtocol.ValueNotSupported"],
        ["no port range", { PortRange: "" }, "MissingParameter"],
        ["one port only", { PortRange: "80" }, "InvalidIpProtocol.Malformed"],
        ["a port range upside down", { PortRange: "90/80" }, "OperationDenied"],
        ["port 0", { PortRange: "0/80" }, "OperationDenied"],
        ["port 65536", { PortRange: "80/65536" }, "OperationDenied"],
        ["all ports of TCP", { PortRange: "-1/-1" }, "OperationDenied"],
        ["a port of ICMP", { IpProtocol: "icmp" }, "OperationDenied"],
        ["a port of all protocols", { IpProtocol: "all" }, "OperationDenied"],
        ["no source", { SourceCidrIp: "" }, "MissingParameter.Source"],
        [
            "a source that is no address",
            { SourceCidrIp: "everywhere" },
            "InvalidSourceCidrIp.Malformed",
        ],
        ["a prefix of 33", { SourceCidrIp: "10.0.0.0/33" }, "InvalidSourceCidrIp.Malformed"],
        [
            "an IPv6 source",
            { SourceCidrIp: "", Ipv6SourceCidrIp: "::/0" },
            "EmulatorUnsupportedParameter",
        ],
        ["an unknown policy", { Policy: "maybe" }, "InvalidPolicy.Malformed"],
        ["priority 0", { Priority: "0" }, "InvalidPriority.ValueNotSupported"],
        ["priority 101", { Priority: "101" }, "InvalidPriority.ValueNotSupported"],
        ["a priority in words", { Priority: "high" }, "InvalidPriority.Malformed"],
        ["the public network card", { NicType: "internet" }, "InvalidNicType.Mismatch"],
        ["an unknown network card", { NicType: "wifi" }, "InvalidNicType.ValueNotSupported"],
        [
            "an unknown source group",
            { SourceCidrIp: "", SourceGroupId: "sg-nothing" },
            "InvalidSourceGroupId.NotFound",
        ],
        [
            "a very long description",
            { Description: "d".repeat(513) },
            "InvalidSecurityGroupDiscription.Malformed",
        ],
    ] as const) {
        it(`refuses a rule with ${what}, and adds none of the others`, () =>
            inNetwork(async (scene) => {
                const SecurityGroupId = scene.groupId;
                const Permissions = [
                    { ...WEB, PortRange: "22/22" },
                    { ...WEB, ...wrong },
                ];
                const refused = await refusal(
                    scene.ecs("AuthorizeSecurityGroup", { SecurityGroupId, Permissions }),
                );
                assert.equal(refused.code, code);
                assert.deepEqual(await rulesOf(scene, SecurityGroupId), []);
            }));
    }

    it("lets rules name groups of the same VPC, not the group itself or one elsewhere", () =>
        inNetwork(async (scene) => {
            const { ecs, groupId, vpc, securityGroup } = scene;
            const elsewhere = await securityGroup({ VpcId: await vpc("192.168.0.0/16") });
            const here = await securityGroup({ SecurityGroupName: "clients" });
            const add = (SourceGroupId: string) =>
                ecs("AuthorizeSecurityGroup", {
                    SecurityGroupId: groupId,
                    Permissions: [{ IpProtocol: "tcp", PortRange: "80/80", SourceGroupId }],
                });
            assert.equal((await refusal(add(elsewhere))).code, "InvalidSourceGroupId.Mismatch");
            assert.equal((await refusal(add(groupId))).code, "InvalidParamter.Conflict");
            await add(here);
            const [rule] = await rulesOf(scene, groupId);
            assert.equal(rule?.["SourceGroupId"], here);
            assert.equal(rule?.["SourceGroupName"], "clients");
            assert.equal(rule?.["SourceCidrIp"], "");
        }));

    it("has at most 200 rules, both directions together", () =>
        inNetwork(async (scene) => {
            const SecurityGroupId = scene.groupId;
            const rules = (from: number, count: number, side: string) =>
                Array.from({ length: count }, (_, index) => ({
                    IpProtocol: "tcp",
                    PortRange: `${from + index}/${from + index}`,
                    [side]: "10.0.0.0/8",
                }));
            const add = (Permissions: object[]) =>
                scene.ecs("AuthorizeSecurityGroup", { SecurityGroupId, Permissions });
            await add(rules(1, 100, "SourceCidrIp"));
            await scene.ecs("AuthorizeSecurityGroupEgress", {
                SecurityGroupId,
                Permissions: rules(1, 99, "DestCidrIp"),
            });
            const tooMany = await refusal(add(rules(1000, 2, "SourceCidrIp")));
            assert.deepEqual([tooMany.code, tooMany.status], ["AuthorizationLimitExceed", 403]);
            await add(rules(1000, 1, "SourceCidrIp"));
            await add(rules(1000, 1, "SourceCidrIp"));
            assert.equal((await rulesOf(scene, SecurityGroupId)).length, 200);
        }));

    it("finds groups by what they are, and none of another account", () =>
        inNetwork(async ({ ecs, stranger, groupId, vpcId, securityGroup }) => {
            const named = await securityGroup({ SecurityGroupName: "web" });
            const find = async (parameters: object) => {
                const { SecurityGroups } = await ecs("DescribeSecurityGroups", { ...parameters });
                return SecurityGroups.SecurityGroup.map((group: any) => group.SecurityGroupId);
            };
            assert.deepEqual(await find({ VpcId: vpcId }), [named, groupId]);
            assert.deepEqual(await find({ SecurityGroupName: "web" }), [named]);
            assert.deepEqual(await find({ SecurityGroupIds: JSON.stringify([groupId]) }), [
                groupId,
            ]);
            assert.deepEqual(await find({ SecurityGroupType: "enterprise" }), []);
            assert.deepEqual(await find({ PageSize: 1, PageNumber: 2 }), [groupId]);
            const { SecurityGroups } = await stranger.call(ECS, "DescribeSecurityGroups");
            assert.deepEqual(SecurityGroups.SecurityGroup, []);
            const theirs = stranger.call(ECS, "DeleteSecurityGroup", { SecurityGroupId: named });
            assert.equal((await refusal(theirs)).code, "InvalidSecurityGroup.NotFound");
        }));
});
