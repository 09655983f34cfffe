import { ApiError, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import { stopIfDryRun } from "../../dryRun";
import { flag, refuseParameters, requiredText, text } from "../../parameters";
import type { Cloud } from "../../cloud";
import { newRegionalIdentifier } from "../../identifiers";
import type { OwnCodes } from "../../ownCodes";
import { pageByNumber, pageByToken, pagesByToken } from "../../paging";
import { resourceGroupOf } from "../../resourceGroups";
import { hasTags, readTags } from "../../tags";
import { ownedSecurityGroup } from "./lookups";
import { checkDescription, jsonTexts } from "./parameters";
import type { SecurityGroup } from "./state";

/** CreateSecurityGroup lists another code than the other actions of ECS. */
const TOO_MANY_TAGS: OwnCodes = {
    "NumberExceed.Tags": ["QuotaExceed.Tags", "The number of tags exceeds the quota.", 403],
};

/** Of an account in a region (CreateSecurityGroup). */
const GROUPS_PER_REGION = 100;

export function createSecurityGroup(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["ServiceManaged"], { ServiceManaged: false });
    const vpcId = text(call, "VpcId");
    if (vpcId === undefined) {
        // Without a VPC the group would be of the classic network, which new accounts do not have.
        throw new ApiError(
            "InvalidVpcId.NotFound",
            "The VpcId must not empty when only support vpc vm.",
            403,
        );
    }
    const vpc = cloud.vpc.vpcs.owned(call, vpcId);
    if (vpc === undefined) {
        throw notFound("InvalidVpcId.NotFound", "Specified VPC does not exist.");
    }
    if (vpc.status !== "Available") {
        throw new ApiError(
            "IncorrectVpcStatus",
            "Current VPC status does not support this operation.",
            403,
        );
    }
    checkNames(call);
    const type = text(call, "SecurityGroupType") ?? "normal";
    if (type !== "normal" && type !== "enterprise") {
        throw new ApiError(
            "InvalidParams.GroupType",
            "The specified security group type is not valid.",
        );
    }
    if (cloud.ecs.securityGroups.allOwned(call).length >= GROUPS_PER_REGION) {
        throw new ApiError(
            "QuotaExceed.SecurityGroup",
            "The maximum number of security groups is reached.",
            403,
        );
    }
    const group = cloud.ecs.securityGroups.add({
        id: newRegionalIdentifier("sg-", call.regionId),
        accountId: call.account.accountId,
        regionId: call.regionId,
        vpcId,
        name: text(call, "SecurityGroupName") ?? "",
        description: text(call, "Description") ?? "",
        type,
        innerAccessPolicy: type === "normal" ? "Accept" : "Drop",
        resourceGroupId: resourceGroupOf(cloud, call),
        rules: [],
        createdAt: cloud.clock.now(),
        tags: readTags(call, TOO_MANY_TAGS),
    });
    return { SecurityGroupId: group.id };
}

export function modifySecurityGroupAttribute(cloud: Cloud, call: Call): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    checkNames(call);
    group.name = text(call, "SecurityGroupName") ?? group.name;
    group.description = text(call, "Description") ?? group.description;
    return {};
}

export function modifySecurityGroupPolicy(cloud: Cloud, call: Call): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const policy = requiredText(call, "InnerAccessPolicy").toLowerCase();
    if (policy !== "accept" && policy !== "drop") {
        throw new ApiError("InvalidPolicy.Malformed", `The specified policy is not valid.`);
    }
    if (group.type === "enterprise") {
        throw notFound(
            "InvalidParameter.InnerAccessPolicy",
            "The InnerAccessPolicy attribute of enterprise level security group can't be modified.",
        );
    }
    group.innerAccessPolicy = policy === "accept" ? "Accept" : "Drop";
    return {};
}

/** Refused while an interface, an endpoint or an NLB is in the group, or a rule of another group names it. */
export function deleteSecurityGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedSecurityGroup(cloud, call, requiredText(call, "SecurityGroupId"));
    const members = [
        ...cloud.ecs.networkInterfaces.all(),
        ...cloud.privatelink.endpoints.all(),
        ...cloud.nlb.loadBalancers.all(),
    ];
    if (members.some(({ securityGroupIds }) => securityGroupIds.includes(group.id))) {
        throw new ApiError(
            "DependencyViolation",
            "There is still instance(s) in the specified security group.",
            403,
        );
    }
    const others = cloud.ecs.securityGroups.all().filter(({ id }) => id !== group.id);
    if (others.some(({ rules }) => rules.some(({ groupId }) => groupId === group.id))) {
        throw new ApiError(
            "DependencyViolation",
            "The specified security group has been authorized in another one.",
            403,
        );
    }
    cloud.ecs.securityGroups.remove(group.id);
    return {};
}

export function describeSecurityGroups(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["FuzzyQuery"], { FuzzyQuery: false });
    stopIfDryRun(call);
    const ids = jsonTexts(call, "SecurityGroupIds");
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const isManaged = flag(call, "ServiceManaged");
    const own = isManaged === true ? [] : cloud.ecs.securityGroups.allOwned(call);
    const managed = isManaged === false ? [] : cloud.ecs.managedSecurityGroups.allOwned(call);
    const matching = [...own, ...managed].filter(
        (group) =>
            (ids === undefined || ids.includes(group.id)) &&
            is("SecurityGroupId", group.id) &&
            is("VpcId", group.vpcId) &&
            is("SecurityGroupName", group.name) &&
            is("SecurityGroupType", group.type) &&
            is("ResourceGroupId", group.resourceGroupId) &&
            is("NetworkType", "vpc") &&
            hasTags(call, group),
    );
    const withCount = flag(call, "IsQueryEcsCount") === true;
    const answer = (group: SecurityGroup) => describe(cloud, group, withCount);
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 100 });
    if (pagesByToken(call)) {
        const { page, nextToken } = pageByToken(call, matching, { standard: 10, largest: 100 });
        return {
            NextToken: nextToken,
            RegionId: call.regionId,
            SecurityGroups: { SecurityGroup: page.map(answer) },
        };
    }
    return {
        ...fields,
        NextToken: "",
        RegionId: call.regionId,
        SecurityGroups: { SecurityGroup: page.map(answer) },
    };
}

function describe(cloud: Cloud, group: SecurityGroup, withCount: boolean): Answer {
    const instances = cloud.ecs.networkInterfaces
        .all()
        .filter(
            ({ instanceId, securityGroupIds }) =>
                instanceId !== undefined && securityGroupIds.includes(group.id),
        );
    return {
        SecurityGroupId: group.id,
        SecurityGroupName: group.name,
        SecurityGroupType: group.type,
        Description: group.description,
        VpcId: group.vpcId,
        ResourceGroupId: group.resourceGroupId,
        ServiceManaged: "loadBalancerId" in group,
        CreationTime: apiTime(group.createdAt),
        RuleCount: group.rules.length,
        GroupToGroupRuleCount: group.rules.filter(({ groupId }) => groupId !== "").length,
        ...(withCount
            ? { EcsCount: instances.length, AvailableInstanceAmount: 2000 - instances.length }
            : {}),
        Tags: { Tag: [...group.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
    };
}

/** SecurityGroupName: 2 to 128 letters, digits and `:_.-`, a letter first. */
function checkNames(call: Call): void {
    const name = text(call, "SecurityGroupName");
    if (name !== undefined && !/^\p{L}[\p{L}\p{N}:_.-]{1,127}$/u.test(name)) {
        throw new ApiError(
            "InvalidSecurityGroupName.Malformed",
            "Specified security group name is not valid.",
        );
    }
    checkDescription(
        text(call, "Description"),
        "InvalidSecurityGroupDiscription.Malformed",
        "Description",
    );
}
