import { getLoadBalancers as getApplicationLoadBalancers } from "@pulumi/alicloud/alb/getLoadBalancers";
import { getLoadBalancers as getNetworkLoadBalancers } from "@pulumi/alicloud/nlb/getLoadBalancers";
import { getApplicationLoadBalancers as getClassicLoadBalancers } from "@pulumi/alicloud/slb/getApplicationLoadBalancers";
import { getListeners as getClassicListeners } from "@pulumi/alicloud/slb/getListeners";

import { answeredList } from "./answeredList";
import { type LookupScope, batchedById, cachedById } from "./lookupCache";
import { optionalLookup } from "./optionalLookup";

/** The properties of a load balancer that rules need. Which ones are set depends on its type. */
export interface LoadBalancer {
    readonly id: string;
    /** CLB: `intranet` or `internet`. ALB and NLB: `Intranet` or `Internet`. */
    readonly addressType?: string;
    /** CLB: its billing method. */
    readonly paymentType?: string;
    /** CLB: the zone that carries the traffic. */
    readonly primaryZoneId?: string;
    /** ALB and NLB: all zones. */
    readonly zoneIds?: readonly string[];
}

const loadBalancersByType: Readonly<
    Record<string, (id: string, scope: LookupScope) => Promise<LoadBalancer | null | undefined>>
> = {
    // DescribeLoadBalancers of SLB
    slb: batchedById(
        optionalLookup("CLBs", "slb:DescribeLoadBalancers", async (ids: string[], options) => {
            const answer = await getClassicLoadBalancers({ ids }, options);
            return answeredList(answer, "balancers").map(
                ({ id, addressType, paymentType, masterZoneId }) => ({
                    id,
                    addressType,
                    paymentType,
                    primaryZoneId: masterZoneId,
                }),
            );
        }),
        ({ id }) => id,
    ),
    // ListLoadBalancers of ALB
    alb: batchedById(
        optionalLookup("ALBs", "alb:ListLoadBalancers", async (ids: string[], options) => {
            const answer = await getApplicationLoadBalancers({ ids, enableDetails: true }, options);
            return answeredList(answer, "balancers").map((found) => ({
                ...withZones(found),
                addressType: found.addressType,
            }));
        }),
        ({ id }) => id,
    ),
    // ListLoadBalancers of NLB
    nlb: batchedById(
        optionalLookup("NLBs", "nlb:ListLoadBalancers", async (ids: string[], options) => {
            const answer = await getNetworkLoadBalancers({ ids }, options);
            return answeredList(answer, "balancers").map((found) => ({
                ...withZones(found),
                addressType: found.addressType,
            }));
        }),
        ({ id }) => id,
    ),
};

function withZones(found: {
    readonly id: string;
    readonly zoneMappings: { readonly zoneId: string }[];
}): LoadBalancer {
    const zoneIds = answeredList(found, "zoneMappings").map(({ zoneId }) => zoneId);
    return { id: found.id, zoneIds };
}

/** The CLBs with a private address, in any VPC (DescribeLoadBalancers). */
export const classicLoadBalancersAt = cachedById(
    optionalLookup("CLBs", "slb:DescribeLoadBalancers", async (address: string, options) => {
        const found = await getClassicLoadBalancers({ address }, options);
        return { balancers: answeredList(found, "balancers") };
    }),
);

/** The listeners of a CLB (DescribeLoadBalancerAttribute and the action of each listener's protocol). */
export const classicListeners = cachedById(
    optionalLookup(
        "listeners",
        "slb:DescribeLoadBalancerAttribute",
        async (loadBalancerId: string, options) => {
            const found = await getClassicListeners({ loadBalancerId }, options);
            return { listeners: answeredList(found, "slbListeners") };
        },
    ),
);

/** The ALBs of a VPC, each with its private addresses (ListLoadBalancers). */
export const applicationLoadBalancersIn = cachedById(
    optionalLookup("ALBs", "alb:ListLoadBalancers", async (vpcId: string, options) => {
        const wanted = { vpcIds: [vpcId], enableDetails: true };
        const found = await getApplicationLoadBalancers(wanted, options);
        const balancers = answeredList(found, "balancers").map(({ id, zoneMappings }) => ({
            id,
            addresses: zoneMappings.flatMap(({ loadBalancerAddresses }) =>
                loadBalancerAddresses.map(({ intranetAddress }) => intranetAddress),
            ),
        }));
        return { balancers };
    }),
);

/** The NLBs of a VPC, each with its private addresses (ListLoadBalancers). */
export const networkLoadBalancersIn = cachedById(
    optionalLookup("NLBs", "nlb:ListLoadBalancers", async (vpcId: string, options) => {
        const found = await getNetworkLoadBalancers({ vpcIds: [vpcId] }, options);
        const balancers = answeredList(found, "balancers").map(({ id, zoneMappings }) => ({
            id,
            addresses: zoneMappings.map(({ privateIpv4Address }) => privateIpv4Address),
        }));
        return { balancers };
    }),
);

/** A load balancer of a type. Undefined for a type that has no data source. */
export async function loadBalancer(
    type: string,
    id: string,
    scope: LookupScope,
): Promise<LoadBalancer | null | undefined> {
    return loadBalancersByType[type]?.(id, scope);
}

/** All zones in which a load balancer can serve, if they are known. */
export function zonesOfLoadBalancer({
    primaryZoneId,
    zoneIds,
}: LoadBalancer): readonly string[] | undefined {
    return primaryZoneId === undefined ? zoneIds : [primaryZoneId];
}
