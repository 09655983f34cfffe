import type { Cloud } from "../../cloud";
import type { Owned } from "../../collection";
import { newRegionalIdentifier } from "../../identifiers";
import { defaultResourceGroupId } from "../../resourceGroups";

/** What ALB and NLB put beside a load balancer: a security group of its VPC that its owner sees and cannot change. */
export function addManagedSecurityGroup(
    cloud: Cloud,
    { id, accountId, regionId, vpcId }: Owned & { readonly vpcId: string },
): void {
    cloud.ecs.managedSecurityGroups.add({
        id: newRegionalIdentifier("sg-", regionId),
        accountId,
        regionId,
        vpcId,
        loadBalancerId: id,
        name: id,
        description: "",
        type: "normal",
        innerAccessPolicy: "Accept",
        resourceGroupId: defaultResourceGroupId(accountId),
        rules: [],
        createdAt: cloud.clock.now(),
        tags: new Map(),
    });
}

/** It is gone some time after its load balancer, and until then keeps the VPC from being deleted. */
export function cleanUpManagedSecurityGroup(cloud: Cloud, { id }: { readonly id: string }): void {
    const group = cloud.ecs.managedSecurityGroups
        .all()
        .find(({ loadBalancerId }) => loadBalancerId === id);
    if (group !== undefined) {
        cloud.clock.after(cloud.options.cleanupMilliseconds, () =>
            cloud.ecs.managedSecurityGroups.remove(group.id),
        );
    }
}
