import { ApiError, invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import { integer, requiredText, text, texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { newRegionalIdentifier } from "../../identifiers";
import { pageByToken } from "../../paging";
import { ownedSecurityGroup, readableSecurityGroup } from "./lookups";
import {
    identity,
    readChange,
    readPermissions,
    type Permission,
} from "./securityGroupRuleParameters";
import type { SecurityGroup, SecurityGroupRule } from "./state";

type Direction = SecurityGroupRule["direction"];

/** Inbound and outbound together (AuthorizeSecurityGroup). */
const RULES_PER_GROUP = 200;
const GROUPS_REFERENCED = 20;

/** A rule that the group already has is not added again, and that is no error. */
export function authorize(cloud: Cloud, call: Call, direction: Direction): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const added: Permission[] = [];
    for (const permission of readPermissions(cloud, call, group, direction)) {
        const known = [...group.rules.filter((rule) => rule.direction === direction), ...added];
        if (!known.some((rule) => isSame(rule, permission))) {
            added.push(permission);
        }
    }
    const referenced = [...group.rules, ...added].map(({ groupId }) => groupId).filter(Boolean);
    if (new Set(referenced).size > GROUPS_REFERENCED) {
        throw new ApiError(
            "AuthorizedGroupRule.LimitExceed",
            "You have reached the limit on the number of group authorization rules that you can add to a security group.When authorization object of rule is security group, the limit is 20.",
        );
    }
    if (group.rules.length + added.length > RULES_PER_GROUP) {
        throw new ApiError(
            "AuthorizationLimitExceed",
            "The limit of authorization records in the security group reaches.",
            403,
        );
    }
    for (const permission of added) {
        group.rules.push({
            ...permission,
            id: newRegionalIdentifier("sgr-", call.regionId),
            direction,
            createdAt: cloud.clock.now(),
        });
    }
    return {};
}

/** By id a missing rule is an error; by properties it is not (RevokeSecurityGroup). */
export function revoke(cloud: Cloud, call: Call, direction: Direction): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const ids = texts(call, "SecurityGroupRuleId");
    if (ids.length > 0) {
        if (call.parameters["Permissions"] !== undefined) {
            throw invalidParameter("SecurityGroupRuleId", "Permissions cannot be named as well.");
        }
        const rules = ids.map((id) => ownedRule(group, id, direction));
        rules.forEach((rule) => removeRule(group, rule));
        return {};
    }
    const permissions = readPermissions(cloud, call, group, direction, "revoke");
    for (const permission of permissions) {
        group.rules
            .filter((rule) => rule.direction === direction && isSame(rule, permission))
            .forEach((rule) => removeRule(group, rule));
    }
    return {};
}

/**
 * With `SecurityGroupRuleId` the rule takes the values given. Without it the values say which rule is
 * meant, and only its description changes.
 */
export function modifyRule(cloud: Cloud, call: Call, direction: Direction): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const id = text(call, "SecurityGroupRuleId");
    if (id === undefined) {
        const [permission] = readPermissions(cloud, call, group, direction);
        const rule = group.rules.find(
            (candidate) =>
                candidate.direction === direction &&
                permission !== undefined &&
                isSame(candidate, permission),
        );
        if (rule === undefined) {
            throw new ApiError(
                "SecurityGroupRule.NotFound",
                "The target security group rule not exist.",
                404,
            );
        }
        rule.description = text(call, "Description") ?? rule.description;
        return {};
    }
    const rule = ownedRule(group, id, direction);
    const changed = readChange(cloud, call, group, rule);
    const others = group.rules.filter((other) => other !== rule && other.direction === direction);
    if (others.some((other) => isSame(other, changed))) {
        throw new ApiError(
            "InvalidParam.InvalidModifyRuleRequest",
            "The request parameters are illegal.",
        );
    }
    Object.assign(rule, changed);
    return {};
}

export function describeSecurityGroupAttribute(cloud: Cloud, call: Call): Answer {
    const group = readableSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const direction = text(call, "Direction") ?? "all";
    if (!["all", "ingress", "egress"].includes(direction)) {
        throw invalidParameter("Direction", "Valid values: ingress, egress, all.");
    }
    // NicType is not read: the groups of a VPC have rules for the private network only, and the
    // provider sends whatever it has for it, even `<nil>`.
    const rules = group.rules.filter((rule) => direction === "all" || rule.direction === direction);
    const { page, nextToken } =
        integer(call, "MaxResults") === undefined && text(call, "NextToken") === undefined
            ? { page: rules, nextToken: "" }
            : pageByToken(call, rules, { standard: 500, largest: 1000 });
    return {
        RegionId: group.regionId,
        SecurityGroupId: group.id,
        SecurityGroupName: group.name,
        Description: group.description,
        VpcId: group.vpcId,
        InnerAccessPolicy: group.innerAccessPolicy,
        NextToken: nextToken,
        SnapshotPolicyIds: { SnapshotPolicyId: [] },
        Permissions: { Permission: page.map((rule) => describeRule(cloud, rule)) },
    };
}

function describeRule(cloud: Cloud, rule: SecurityGroupRule): Answer {
    const isIngress = rule.direction === "ingress";
    const groupName = cloud.ecs.securityGroups.get(rule.groupId)?.name ?? "";
    const here = (value: string) => (isIngress ? value : "");
    const there = (value: string) => (isIngress ? "" : value);
    return {
        SecurityGroupRuleId: rule.id,
        Direction: rule.direction,
        IpProtocol: rule.ipProtocol,
        PortRange: rule.portRange,
        SourcePortRange: "",
        Policy: rule.policy,
        // The cloud answers the priority as text.
        Priority: String(rule.priority),
        NicType: "intranet",
        Description: rule.description,
        CreateTime: apiTime(rule.createdAt),
        SourceCidrIp: here(rule.cidrIp),
        DestCidrIp: there(rule.cidrIp),
        Ipv6SourceCidrIp: "",
        Ipv6DestCidrIp: "",
        SourceGroupId: here(rule.groupId),
        SourceGroupName: here(groupName),
        SourceGroupOwnerAccount: "",
        DestGroupId: there(rule.groupId),
        DestGroupName: there(groupName),
        DestGroupOwnerAccount: "",
        SourcePrefixListId: "",
        SourcePrefixListName: "",
        DestPrefixListId: "",
        DestPrefixListName: "",
    };
}

function ownedRule(group: SecurityGroup, id: string, direction: Direction): SecurityGroupRule {
    const rule = group.rules.find((one) => one.id === id && one.direction === direction);
    if (rule === undefined) {
        throw new ApiError(
            "InvalidSecurityGroupRuleId.NotFound",
            "The specified SecurityGroupRuleId is not exists.",
            404,
        );
    }
    return rule;
}

function removeRule(group: SecurityGroup, rule: SecurityGroupRule): void {
    const position = group.rules.indexOf(rule);
    if (position >= 0) {
        group.rules.splice(position, 1);
    }
}

/** What makes two rules of one direction the same; the description does not count. */
function isSame(one: Permission, other: Permission): boolean {
    return identity(one) === identity(other);
}
