import { getInstances } from "@pulumi/alicloud/ecs/getInstances";
import { getSecurityGroupRules } from "@pulumi/alicloud/ecs/getSecurityGroupRules";
import { getSecurityGroups } from "@pulumi/alicloud/ecs/getSecurityGroups";
import * as pulumi from "@pulumi/pulumi";

import { answeredList } from "./answeredList";
import { batchedById, cachedById, undefinedOnError } from "./lookupCache";
import { optionalLookup } from "./optionalLookup";

/** An ECS instance (DescribeInstances). */
export const instance = batchedById(
    optionalLookup("instances", "ecs:DescribeInstances", async (ids: string[], options) => {
        return answeredList(await getInstances({ ids }, options), "instances");
    }),
    ({ id }) => id,
);

/**
 * The instances with an interface in a vSwitch (DescribeInstances). Undefined without a warning if the lookup fails: the
 * cloud itself refuses an address that is taken, and no policy has to allow it.
 */
export const instancesInVswitch = cachedById((vswitchId: string, options) =>
    undefinedOnError(
        options,
        async () => ({
            instances: answeredList(await getInstances({ vswitchId }, options), "instances"),
        }),
        ({ message }) =>
            void pulumi.log.debug(`The instances in ${vswitchId} are not known: ${message}`),
    ),
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
