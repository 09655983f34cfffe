import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";

import { exactly, type Lookup, same, sameTags, sameTagsOrNone, text, texts, time } from "./lookup";

export const network: Lookup = async (inputs, options) => {
    const { vpcs } = await vpc.getNetworks(
        { cidrBlock: text(inputs.cidrBlock) || undefined },
        options,
    );
    return vpcs
        .filter(
            (found) =>
                same(found.vpcName, inputs.vpcName) &&
                same(found.description, inputs.description) &&
                sameTags(found.tags, inputs.tags),
        )
        .map(({ id, creationTime }) => ({ id, createdAt: time(creationTime) }));
};

/** Address ranges of one VPC do not overlap. */
export const vswitch: Lookup = async (inputs, options) => {
    const { vswitches } = await vpc.getSwitches(
        { vpcId: text(inputs.vpcId), cidrBlock: text(inputs.cidrBlock) },
        options,
    );
    return vswitches
        .filter((found) => same(found.zoneId, inputs.zoneId ?? found.zoneId))
        .map(({ id, creationTime }) => ({ id, createdAt: time(creationTime) }));
};

export const securityGroup: Lookup = async (inputs, options) => {
    const name = inputs.securityGroupName ?? inputs.name;
    const { groups } = await ecs.getSecurityGroups(
        { vpcId: text(inputs.vpcId), nameRegex: exactly(name) },
        options,
    );
    return groups
        .filter(
            (found) =>
                same(found.description, inputs.description) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id, creationTime }) => ({ id, createdAt: time(creationTime) }));
};

/** The same rule exists only once in a group. */
export const securityGroupRule: Lookup = async (inputs, options) => {
    const groupId = text(inputs.securityGroupId);
    const { type, ipProtocol, portRange = "-1/-1", policy = "accept", priority = 1 } = inputs;
    const cidrIp = text(inputs.cidrIp);
    const sourceGroupId = text(inputs.sourceSecurityGroupId);
    const { rules } = await ecs.getSecurityGroupRules(
        { groupId, direction: text(type), ipProtocol: text(ipProtocol) },
        options,
    );
    const isEgress = same(type, "egress");
    const found = rules.filter(
        (rule) =>
            same(rule.portRange, portRange) &&
            same(rule.policy, policy) &&
            same(rule.priority, priority) &&
            same(isEgress ? rule.destCidrIp : rule.sourceCidrIp, cidrIp) &&
            same(isEgress ? rule.destGroupId : rule.sourceGroupId, sourceGroupId),
    );
    // The provider writes its id in this way, with Go's word for a type of network that is not given.
    const id = [
        groupId,
        text(type),
        text(ipProtocol),
        text(portRange),
        text(inputs.nicType) || "<nil>",
        cidrIp || sourceGroupId,
        text(policy),
        text(priority),
    ].join(":");
    return found.length === 0 ? [] : [{ id }];
};

export const instance: Lookup = async (inputs, options) => {
    const { instances } = await ecs.getInstances(
        { vswitchId: text(inputs.vswitchId), nameRegex: exactly(inputs.instanceName) },
        options,
    );
    const groups = texts(inputs.securityGroups);
    return instances
        .filter(
            (found) =>
                same(found.instanceType, inputs.instanceType) &&
                same(found.imageId, inputs.imageId) &&
                groups.every((group) => found.securityGroups.includes(group)) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id, creationTime }) => ({ id, createdAt: time(creationTime) }));
};
