import type { Resource } from "@pulumi/pulumi";

import { securityGroup } from "../lookups/ecs";
import type { Report } from "../report";
import * as rules from "../rules";

/**
 * Looks up whether security groups exist and are of a VPC, and reports those that do not. Returns whether all of them
 * exist, as far as is known.
 */
export async function checkSecurityGroups(
    report: Report,
    { ids, vpcId }: { readonly ids: readonly string[]; readonly vpcId: string | undefined },
    parent: Resource,
): Promise<boolean> {
    const groups = await Promise.all(ids.map((id) => securityGroup(id, parent)));
    groups.forEach((group, index) => {
        const path = `securityGroupIds[${index}]`;
        if (group !== undefined) {
            const facts = { securityGroupId: ids[index], exists: group !== null };
            report.check(path, facts, rules.securityGroupFound);
        }
        if (group && vpcId !== undefined) {
            const facts = { securityGroupId: group.id, actualVpcId: group.vpcId, vpcId };
            report.check(path, facts, rules.securityGroupVpc);
        }
    });
    return !groups.includes(null);
}
