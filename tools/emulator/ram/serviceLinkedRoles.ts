import type { Call } from "../call";
import type { Cloud } from "../cloud";
import { isAllowed } from "./authorize";

/** A role that a product needs in every account that uses it. */
export interface ServiceLinkedRole {
    readonly name: string;
    readonly serviceName: string;
    /** The call that creates it. */
    readonly product: string;
    readonly action: string;
}

export const PRIVATELINK_ROLE: ServiceLinkedRole = {
    name: "AliyunServiceRoleForPrivatelink",
    serviceName: "privatelink.aliyuncs.com",
    product: "privatelink",
    action: "CreateVpcEndpoint",
};

export const ALB_ROLE: ServiceLinkedRole = {
    name: "AliyunServiceRoleForAlb",
    serviceName: "alb.aliyuncs.com",
    product: "alb",
    action: "CreateLoadBalancer",
};

export const NLB_ROLE: ServiceLinkedRole = {
    name: "AliyunServiceRoleForNlb",
    serviceName: "nlb.aliyuncs.com",
    product: "nlb",
    action: "CreateLoadBalancer",
};

export const SERVICE_LINKED_ROLES = [PRIVATELINK_ROLE, ALB_ROLE, NLB_ROLE] as const;

/**
 * Whether the account has the role, or the caller may have it created. A product creates it in the caller's name with the
 * first resource of an account; `create` does that, after the last check.
 */
export function serviceLinkedRole(
    { ram }: Cloud,
    call: Call,
    { name, serviceName }: ServiceLinkedRole,
): { readonly isAvailable: boolean; readonly create: () => void } {
    const { accountId } = call.account;
    return {
        isAvailable:
            ram.hasServiceLinkedRole(accountId, name) ||
            isAllowed(call, {
                action: "ram:CreateServiceLinkedRole",
                resource: `acs:ram:*:${accountId}:role/*`,
                serviceName,
            }),
        create: () => ram.addServiceLinkedRole(accountId, name),
    };
}
