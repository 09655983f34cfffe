import { getInstances } from "@pulumi/alicloud/ecs/getInstances";
import { getSecurityGroupRules } from "@pulumi/alicloud/ecs/getSecurityGroupRules";
import { getSecurityGroups } from "@pulumi/alicloud/ecs/getSecurityGroups";

import { answeredList } from "./answeredList";
import { batchedById, cachedById } from "./lookupCache";
import { optionalLookup } from "./optionalLookup";

/** An ECS instance (DescribeInstances). */
export const instance = batchedById(
    optionalLookup("instances", "ecs:DescribeInstances", async (ids: string[], options) => {
        return answeredList(await getInstances({ ids }, options), "instances");
    }),
    ({ id }) => id,
);

/** A security group (DescribeSecurityGroups). */
export const securityGroup = batchedById(
    optionalLookup(
        "security groups",
        "ecs:DescribeSecurityGroups",
        async (ids: string[], options) => {
            return answeredList(await getSecurityGroups({ ids }, options), "groups");
        },
    ),
    ({ id }) => id,
);

/** The ingress rules of a security group (DescribeSecurityGroupAttribute). */
export const securityGroupRules = cachedById(
    optionalLookup(
        "security groups",
        "ecs:DescribeSecurityGroupAttribute",
        async (groupId: string, options) => {
            const found = await getSecurityGroupRules({ groupId, direction: "ingress" }, options);
            const rules = answeredList(found, "rules");
            return { rules: rules.map((rule) => ({ ...rule, securityGroupId: groupId })) };
        },
    ),
);
