import type { Action, Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import type { ScriptRunner } from "../../instance/scripts";
import { tagActions } from "../../tags";
import { describeCloudAssistantStatus } from "./cloudAssistant/agents";
import * as commands from "./cloudAssistant/commands";
import * as results from "./cloudAssistant/invocationDescriptions";
import * as invocations from "./cloudAssistant/invocations";
import { describeImages } from "./images";
import { modifyInstanceAttribute, modifyInstanceSpec } from "./instanceUpdates";
import * as descriptions from "./instanceDescriptions";
import * as details from "./instanceAttributeDescriptions";
import * as lifecycle from "./instanceLifecycle";
import { describeInstanceTypes } from "./instanceTypes";
import { joinSecurityGroup, leaveSecurityGroup } from "./memberships";
import { describeNetworkInterfaces } from "./networkInterfaceDescriptions";
import { runInstances } from "./instances";
import * as rules from "./securityGroupRules";
import * as groups from "./securityGroups";
import { describeDisks } from "./systemDisks";
import { describeTags, taggedKinds } from "./tags";
import { describeAvailableResource, describeRegions, describeZones } from "./regionsAndZones";

export function ecs(cloud: Cloud, scripts: ScriptRunner): Product {
    const on =
        (action: (cloud: Cloud, call: Call) => Answer): Action =>
        (call) =>
            action(cloud, call);
    const rule =
        (
            action: (cloud: Cloud, call: Call, direction: "ingress" | "egress") => Answer,
            direction: "ingress" | "egress",
        ): Action =>
        (call) =>
            action(cloud, call, direction);
    const tags = tagActions(taggedKinds(cloud), "nested");
    return {
        name: "ecs",
        version: "2014-05-26",
        actions: {
            DescribeRegions: describeRegions,
            DescribeZones: describeZones,
            DescribeAvailableResource: describeAvailableResource,
            DescribeInstanceTypes: describeInstanceTypes,
            DescribeImages: describeImages,
            CreateSecurityGroup: on(groups.createSecurityGroup),
            DeleteSecurityGroup: on(groups.deleteSecurityGroup),
            DescribeSecurityGroups: on(groups.describeSecurityGroups),
            ModifySecurityGroupAttribute: on(groups.modifySecurityGroupAttribute),
            ModifySecurityGroupPolicy: on(groups.modifySecurityGroupPolicy),
            DescribeSecurityGroupAttribute: on(rules.describeSecurityGroupAttribute),
            AuthorizeSecurityGroup: rule(rules.authorize, "ingress"),
            AuthorizeSecurityGroupEgress: rule(rules.authorize, "egress"),
            RevokeSecurityGroup: rule(rules.revoke, "ingress"),
            RevokeSecurityGroupEgress: rule(rules.revoke, "egress"),
            ModifySecurityGroupRule: rule(rules.modifyRule, "ingress"),
            ModifySecurityGroupEgressRule: rule(rules.modifyRule, "egress"),
            RunInstances: on(runInstances),
            StartInstance: on(lifecycle.startInstance),
            StopInstance: on(lifecycle.stopInstance),
            RebootInstance: on(lifecycle.rebootInstance),
            DeleteInstance: on(lifecycle.deleteInstance),
            JoinResourceGroup: on(lifecycle.joinResourceGroup),
            ModifyInstanceAttribute: on(modifyInstanceAttribute),
            ModifyInstanceSpec: on(modifyInstanceSpec),
            JoinSecurityGroup: on(joinSecurityGroup),
            LeaveSecurityGroup: on(leaveSecurityGroup),
            DescribeInstances: on(descriptions.describeInstances),
            DescribeInstanceAttribute: on(descriptions.describeInstanceAttribute),
            DescribeInstanceStatus: on(descriptions.describeInstanceStatus),
            DescribeUserData: on(details.describeUserData),
            DescribeInstanceRamRole: on(details.describeInstanceRamRole),
            DescribeInstanceMaintenanceAttributes: on(
                details.describeInstanceMaintenanceAttributes,
            ),
            DescribeInstanceAttachmentAttributes: on(details.describeInstanceAttachmentAttributes),
            DescribeInstanceAutoRenewAttribute: on(details.describeInstanceAutoRenewAttribute),
            DescribeDisks: on(describeDisks),
            DescribeNetworkInterfaces: on(describeNetworkInterfaces),
            CreateCommand: on(commands.createCommand),
            ModifyCommand: on(commands.modifyCommand),
            DeleteCommand: on(commands.deleteCommand),
            DescribeCommands: on(commands.describeCommands),
            InvokeCommand: (call) => invocations.invokeCommand(cloud, call, scripts),
            RunCommand: (call) => invocations.runCommand(cloud, call, scripts),
            StopInvocation: on(invocations.stopInvocation),
            DescribeInvocations: on(results.describeInvocations),
            DescribeInvocationResults: on(results.describeInvocationResults),
            DescribeCloudAssistantStatus: on(describeCloudAssistantStatus),
            TagResources: tags.tag,
            UntagResources: tags.untag,
            ListTagResources: tags.list,
            DescribeTags: on(describeTags),
        },
    };
}
