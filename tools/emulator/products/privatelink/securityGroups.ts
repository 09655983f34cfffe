import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { requiredText } from "../../parameters";
import type { SecurityGroup } from "../ecs/state";
import { illegalParam, refusal } from "./errors";
import { exclusively } from "./locks";
import { endpointLock, interfacesOf, ownedEndpoint, requireIdle, requireService } from "./lookups";
import { pageOf } from "./paging";
import type { Endpoint } from "./state";

/** CreateVpcEndpoint, SecurityGroupId.N: up to 10 groups. */
const SECURITY_GROUPS_PER_ENDPOINT = 10;

export function securityGroupActions(cloud: Cloud): Record<string, Action> {
    return {
        AttachSecurityGroupToVpcEndpoint(call) {
            const endpoint = ownedEndpoint(cloud, call);
            return exclusively(cloud, [endpointLock(endpoint)], () => {
                requireService(endpoint);
                requireIdle(endpoint);
                const securityGroupId = requiredText(call, "SecurityGroupId");
                if (endpoint.securityGroupIds.length === 0) {
                    throw refusal("AddSecurityGroupNotSupportWhenHaveNoSg");
                }
                if (endpoint.securityGroupIds.includes(securityGroupId)) {
                    throw refusal("SecurityGroupExist");
                }
                checkSecurityGroups(cloud, call, endpoint.vpcId, [
                    ...endpoint.securityGroupIds,
                    securityGroupId,
                ]);
                stopIfDryRun(call);
                endpoint.securityGroupIds.push(securityGroupId);
                change(cloud, endpoint, securityGroupId, "Attaching", () => undefined);
                return {};
            });
        },

        DetachSecurityGroupFromVpcEndpoint(call) {
            const endpoint = ownedEndpoint(cloud, call);
            return exclusively(cloud, [endpointLock(endpoint)], () => {
                requireService(endpoint);
                requireIdle(endpoint);
                const securityGroupId = requiredText(call, "SecurityGroupId");
                if (!endpoint.securityGroupIds.includes(securityGroupId)) {
                    throw refusal("SecurityGroupNotFound");
                }
                if (endpoint.securityGroupIds.length === 1) {
                    throw refusal("EndpointMustContainSecurityGroup");
                }
                stopIfDryRun(call);
                change(cloud, endpoint, securityGroupId, "Detaching", () => {
                    endpoint.securityGroupIds = endpoint.securityGroupIds.filter(
                        (id) => id !== securityGroupId,
                    );
                });
                return {};
            });
        },

        ListVpcEndpointSecurityGroups(call) {
            const endpoint = ownedEndpoint(cloud, call);
            const page = pageOf(call, endpoint.securityGroupIds, 50);
            return {
                SecurityGroups: page.items.map((id) => ({
                    SecurityGroupId: id,
                    SecurityGroupStatus: endpoint.changingSecurityGroups.get(id) ?? "Attached",
                })),
                TotalCount: endpoint.securityGroupIds.length,
                ...page.fields,
            };
        },
    };
}

/** The groups of an endpoint are of its VPC, all of one type, and none that a load balancer is managed with. */
export function checkSecurityGroups(
    cloud: Cloud,
    call: Call,
    vpcId: string,
    securityGroupIds: readonly string[],
): void {
    if (securityGroupIds.length > SECURITY_GROUPS_PER_ENDPOINT) {
        throw illegalParam("SecurityGroupId");
    }
    if (new Set(securityGroupIds).size < securityGroupIds.length) {
        throw refusal("SecurityGroupExist");
    }
    const groups = securityGroupIds.map((id): SecurityGroup => {
        if (cloud.ecs.managedSecurityGroups.owned(call, id) !== undefined) {
            throw refusal("SecurityGroupTypeNotSupport");
        }
        const group = cloud.ecs.securityGroups.owned(call, id);
        if (group?.vpcId !== vpcId) {
            throw refusal("SecurityGroupNotFound");
        }
        return group;
    });
    if (new Set(groups.map(({ type }) => type)).size > 1) {
        throw refusal("SecurityGroupTypeOnlySingleTypeSupporteded");
    }
}

/** The endpoint is Pending until the change has reached its interfaces. */
function change(
    cloud: Cloud,
    endpoint: Endpoint,
    securityGroupId: string,
    status: "Attaching" | "Detaching",
    finish: () => void,
): void {
    endpoint.status = "Pending";
    endpoint.changingSecurityGroups.set(securityGroupId, status);
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        finish();
        endpoint.changingSecurityGroups.delete(securityGroupId);
        for (const networkInterfaceId of endpoint.zones.flatMap(interfacesOf)) {
            const networkInterface = cloud.ecs.networkInterfaces.get(networkInterfaceId);
            if (networkInterface !== undefined) {
                networkInterface.securityGroupIds = [...endpoint.securityGroupIds];
            }
        }
        endpoint.status = "Active";
    });
}
