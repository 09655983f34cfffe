import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { texts } from "../../parameters";
import type { SecurityGroup } from "../ecs/state";
import { refusal } from "./errors";
import { configure } from "./loadBalancerUpdates";
import { configurableLoadBalancer } from "./lookups";

/** How many groups of its owner an NLB can be in. */
const GROUPS_PER_LOAD_BALANCER = 4;

export function joinSecurityGroups(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const groups = namedGroups(cloud, call);
    const { securityGroupIds: present, vpcId } = loadBalancer;
    for (const group of groups) {
        if (group.vpcId !== vpcId) {
            throw refusal("Mismatch.vpc", loadBalancer.id, group.id);
        }
        if (present.includes(group.id)) {
            throw refusal("Conflict.SecurityGroup", group.id);
        }
    }
    const securityGroupIds = [...present, ...groups.map(({ id }) => id)];
    if (securityGroupIds.length > GROUPS_PER_LOAD_BALANCER) {
        throw refusal(
            "QuotaExceeded.QuotaInsufficient",
            "SecurityGroup",
            present.length,
            GROUPS_PER_LOAD_BALANCER,
        );
    }
    stopIfDryRun(call);
    return configure(cloud, call, loadBalancer, { securityGroupIds });
}

export function leaveSecurityGroups(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const leaving = namedGroups(cloud, call).map(({ id }) => id);
    const { securityGroupIds: present } = loadBalancer;
    if (!leaving.every((id) => present.includes(id))) {
        throw refusal("ResourceNotFound.SecurityGroup");
    }
    stopIfDryRun(call);
    const securityGroupIds = present.filter((id) => !leaving.includes(id));
    return configure(cloud, call, loadBalancer, { securityGroupIds });
}

function namedGroups(cloud: Cloud, call: Call): SecurityGroup[] {
    return [...new Set(texts(call, "SecurityGroupIds"))].map((id) => {
        const group = cloud.ecs.securityGroups.owned(call, id);
        if (group === undefined) {
            throw refusal("ResourceNotFound.SecurityGroup");
        }
        return group;
    });
}
