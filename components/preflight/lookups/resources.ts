import { getLoadBalancers as getApplicationLoadBalancers } from "@pulumi/alicloud/alb/getLoadBalancers";
import { getInstances } from "@pulumi/alicloud/ecs/getInstances";
import { getSecurityGroupRules } from "@pulumi/alicloud/ecs/getSecurityGroupRules";
import { getSecurityGroups } from "@pulumi/alicloud/ecs/getSecurityGroups";
import { getCallerIdentity } from "@pulumi/alicloud/getCallerIdentity";
import { getLoadBalancers as getNetworkLoadBalancers } from "@pulumi/alicloud/nlb/getLoadBalancers";
import { getVpcEndpointConnections } from "@pulumi/alicloud/privatelink/getVpcEndpointConnections";
import { getVpcEndpointServiceResources } from "@pulumi/alicloud/privatelink/getVpcEndpointServiceResources";
import { getVpcEndpointServiceUsers } from "@pulumi/alicloud/privatelink/getVpcEndpointServiceUsers";
import { getVpcEndpointServices } from "@pulumi/alicloud/privatelink/getVpcEndpointServices";
import { getVpcEndpointZones } from "@pulumi/alicloud/privatelink/getVpcEndpointZones";
import { getVpcEndpoints } from "@pulumi/alicloud/privatelink/getVpcEndpoints";
import { getApplicationLoadBalancers as getClassicLoadBalancers } from "@pulumi/alicloud/slb/getApplicationLoadBalancers";
import { getNetworks } from "@pulumi/alicloud/vpc/getNetworks";
import { getSwitches } from "@pulumi/alicloud/vpc/getSwitches";
import { region } from "@pulumi/alicloud/config/vars";
import type { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { type LookupScope, batchedById, cached, sharedList, undefinedOnError } from "./lookupCache";
import { isTransient, withRetries } from "./retry";

/** UID of the account whose credentials create a component's resources (STS GetCallerIdentity). */
export const callerAccountId = cached(
    async (options) => (await withRetries(() => getCallerIdentity(options))).accountId,
);

/** Region of a component's resources: its provider's. Undefined if it is not configured. */
export function regionOf(scope: LookupScope): pulumi.Input<string> | undefined {
    const provider = scope.getProvider("alicloud:index:any") as Provider | undefined;
    return provider === undefined ? region : (provider.region as pulumi.Input<string>);
}

/** A name that no endpoint can have, because names start with a letter. */
const UNUSED_ENDPOINT_NAME = "-";

/**
 * Whether PrivateLink is activated in the account. Otherwise every call is refused with NeedOpenProduct;
 * this one only reads (ListVpcEndpoints) and finds nothing.
 */
export const privateLinkActivated = cached(async (options) => {
    try {
        await withRetries(() =>
            getVpcEndpoints({ vpcEndpointName: UNUSED_ENDPOINT_NAME }, options),
        );
        return true;
    } catch (error) {
        if (String((error as Error).message).includes("NeedOpenProduct")) {
            return false;
        }
        warnNotChecked("PrivateLink", "privatelink:ListVpcEndpoints", error);
        return true;
    }
});

/** A VPC (DescribeVpcs). */
export const vpc = batchedById(
    optionalLookup("VPCs", "vpc:DescribeVpcs", async (ids, options) => {
        return (await getNetworks({ ids }, options)).vpcs;
    }),
    ({ id }) => id,
);

/** A vSwitch (DescribeVSwitches). */
export const vswitch = batchedById(
    optionalLookup("vSwitches", "vpc:DescribeVSwitches", async (ids, options) => {
        return (await getSwitches({ ids }, options)).vswitches;
    }),
    ({ id }) => id,
);

/** An ECS instance (DescribeInstances). */
export const instance = batchedById(
    optionalLookup("instances", "ecs:DescribeInstances", async (ids, options) => {
        return (await getInstances({ ids }, options)).instances;
    }),
    ({ id }) => id,
);

/** An endpoint (ListVpcEndpoints). */
export const endpoint = batchedById(
    optionalLookup("endpoints", "privatelink:ListVpcEndpoints", async (ids, options) => {
        return (await getVpcEndpoints({ ids }, options)).endpoints;
    }),
    ({ id }) => id,
);

/** A security group (DescribeSecurityGroups). */
export const securityGroup = batchedById(
    optionalLookup("security groups", "ecs:DescribeSecurityGroups", async (ids, options) => {
        return (await getSecurityGroups({ ids }, options)).groups;
    }),
    ({ id }) => id,
);

/** The ingress rules of a security group (DescribeSecurityGroupAttribute). */
export const securityGroupRules = batchedById(
    optionalLookup("security groups", "ecs:DescribeSecurityGroupAttribute", (ids, options) =>
        Promise.all(
            ids.map(async (groupId) => {
                const found = await getSecurityGroupRules(
                    { groupId, direction: "ingress" },
                    options,
                );
                return {
                    groupId,
                    rules: found.rules.map((rule) => ({ ...rule, securityGroupId: groupId })),
                };
            }),
        ),
    ),
    ({ groupId }) => groupId,
);

/** The properties of a load balancer that rules need. Which ones are set depends on its type. */
export interface LoadBalancer {
    readonly id: string;
    /** CLB: `intranet` or `internet`. ALB: `Intranet` or `Internet`. */
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
        optionalLookup("CLBs", "slb:DescribeLoadBalancers", async (ids, options) => {
            const { balancers } = await getClassicLoadBalancers({ ids }, options);
            return balancers.map(({ id, addressType, paymentType, masterZoneId }) => ({
                id,
                addressType,
                paymentType,
                primaryZoneId: masterZoneId,
            }));
        }),
        ({ id }) => id,
    ),
    // ListLoadBalancers of ALB
    alb: batchedById(
        optionalLookup("ALBs", "alb:ListLoadBalancers", async (ids, options) => {
            const { balancers } = await getApplicationLoadBalancers(
                { ids, enableDetails: true },
                options,
            );
            return balancers.map((found) => ({
                ...withZones(found),
                addressType: found.addressType,
            }));
        }),
        ({ id }) => id,
    ),
    // ListLoadBalancers of NLB
    nlb: batchedById(
        optionalLookup("NLBs", "nlb:ListLoadBalancers", async (ids, options) => {
            return (await getNetworkLoadBalancers({ ids }, options)).balancers.map(withZones);
        }),
        ({ id }) => id,
    ),
};

function withZones({
    id,
    zoneMappings,
}: {
    readonly id: string;
    readonly zoneMappings: readonly { readonly zoneId: string }[];
}): LoadBalancer {
    return { id, zoneIds: zoneMappings.map(({ zoneId }) => zoneId) };
}

/** The CLBs with a private address, in any VPC (DescribeLoadBalancers). */
export const classicLoadBalancersAt = batchedById(
    optionalLookup("CLBs", "slb:DescribeLoadBalancers", (addresses, options) =>
        Promise.all(
            addresses.map(async (address) => {
                const { balancers } = await getClassicLoadBalancers({ address }, options);
                return { address, balancers };
            }),
        ),
    ),
    ({ address }) => address,
);

/** The ALBs of a VPC, each with its private addresses (ListLoadBalancers). */
export const applicationLoadBalancersIn = batchedById(
    optionalLookup("ALBs", "alb:ListLoadBalancers", (vpcIds, options) =>
        Promise.all(
            vpcIds.map(async (vpcId) => {
                const found = await getApplicationLoadBalancers(
                    { vpcIds: [vpcId], enableDetails: true },
                    options,
                );
                const balancers = found.balancers.map(({ id, zoneMappings }) => ({
                    id,
                    addresses: zoneMappings.flatMap(({ loadBalancerAddresses }) =>
                        loadBalancerAddresses.map(({ intranetAddress }) => intranetAddress),
                    ),
                }));
                return { vpcId, balancers };
            }),
        ),
    ),
    ({ vpcId }) => vpcId,
);

/** A load balancer of a type. Undefined for a type that has no data source. */
export async function loadBalancer(
    type: string,
    id: string,
    scope: LookupScope,
): Promise<LoadBalancer | null | undefined> {
    return loadBalancersByType[type]?.(id, scope);
}

/** The zones in which an endpoint service of the account can be reached, at most. */
interface ServiceZones {
    readonly serviceId: string;
    /** Zones of its load balancers. Undefined if not all of them are known. */
    readonly zoneIds: readonly string[] | undefined;
}

/**
 * The zones of an endpoint service's load balancers, which only its owner can read
 * (ListVpcEndpointServices, ListVpcEndpointServiceResources).
 */
export const serviceZones = batchedById<ServiceZones>(
    (ids, options) =>
        undefinedOnError(
            async () => {
                const { services } = await getVpcEndpointServices({ ids }, options);
                return Promise.all(services.map(({ id }) => zonesOfService(id, options)));
            },
            // Consumers usually lack this permission. Debug level, so that they are not warned in every run.
            (error) =>
                void pulumi.log.debug(`The zones of ${ids.join(", ")} are not known: ${error}`),
        ),
    ({ serviceId }) => serviceId,
);

async function zonesOfService(
    serviceId: string,
    options: pulumi.InvokeOptions,
): Promise<ServiceZones> {
    const { resources } = await getVpcEndpointServiceResources({ serviceId }, options);
    const scope = options.parent as LookupScope;
    const found = await Promise.all(
        resources.map(({ resourceType, resourceId }) =>
            loadBalancer(resourceType, resourceId, scope),
        ),
    );
    const zoneIds = found.map((each) => each && zonesOf(each));
    return {
        serviceId,
        zoneIds: zoneIds.every((each) => each)
            ? [...new Set(zoneIds.flatMap((each) => each ?? []))].sort()
            : undefined,
    };
}

/** The connections of an endpoint service of the account (ListVpcEndpointConnections). */
export const serviceConnections = batchedById(
    optionalLookup("connections", "privatelink:ListVpcEndpointConnections", (ids, options) =>
        Promise.all(
            ids.map(async (serviceId) => {
                const { connections } = await getVpcEndpointConnections({ serviceId }, options);
                return { serviceId, connections };
            }),
        ),
    ),
    ({ serviceId }) => serviceId,
);

const OPEN = ["Connected", "Connecting", "Pending", "Disconnecting"];

/**
 * Whether a connection keeps the cloud from detaching a load balancer. One that is closed or not accepted
 * yet (`Disconnected`) does not; one whose endpoint is being deleted (`Deleting`) goes away by itself.
 */
export function isOpen({ status }: { readonly status: string }): boolean {
    return OPEN.includes(status);
}
/** The accounts on the whitelist of an endpoint service of the account (ListVpcEndpointServiceUsers). */
export const whitelist = batchedById(
    optionalLookup("the whitelist", "privatelink:ListVpcEndpointServiceUsers", (ids, options) =>
        Promise.all(
            ids.map(async (serviceId) => {
                const { users } = await getVpcEndpointServiceUsers({ serviceId }, options);
                return { serviceId, accountIds: users.map(({ userId }) => userId) };
            }),
        ),
    ),
    ({ serviceId }) => serviceId,
);

/** The accounts that a program puts on whitelists, which an update adds after the lookups of its preview. */
export const programWhitelist = sharedList<string>();

/** The endpoints that are connected to an endpoint service of the account. */
export async function connectedEndpoints(
    serviceId: string,
    scope: LookupScope,
): Promise<
    { readonly serviceId: string; readonly endpointIds: readonly string[] } | null | undefined
> {
    const found = await serviceConnections(serviceId, scope);
    const open = found?.connections.filter(isOpen);
    return open && { serviceId, endpointIds: open.map(({ endpointId }) => endpointId).sort() };
}

/** The zones of an endpoint, which only its owner can read (ListVpcEndpointZones). */
export const endpointZones = batchedById<{
    readonly endpointId: string;
    readonly zoneIds: string[];
}>(
    async (ids, options) => {
        const found = ids.map((endpointId) =>
            undefinedOnError(
                async () => {
                    const { zones } = await getVpcEndpointZones({ endpointId }, options);
                    return { endpointId, zoneIds: zones.map(({ zoneId }) => zoneId) };
                },
                (error) =>
                    void pulumi.log.debug(`The zones of ${endpointId} are not known: ${error}`),
            ),
        );
        return (await Promise.all(found)).filter((each) => each !== undefined);
    },
    ({ endpointId }) => endpointId,
);

/** Which load balancers each endpoint service of the account has (ListVpcEndpointServiceResources). */
export const attachedLoadBalancers = cached((options) =>
    undefinedOnError(
        async () => {
            const { services } = await getVpcEndpointServices({}, options);
            return Promise.all(
                services.map(async ({ id: serviceId }) => {
                    const found = await getVpcEndpointServiceResources({ serviceId }, options);
                    const loadBalancerIds = found.resources.map(({ resourceId }) => resourceId);
                    return { serviceId, loadBalancerIds };
                }),
            );
        },
        (error) => {
            warnNotChecked("services", "privatelink:ListVpcEndpointServices", error);
        },
    ),
);

function zonesOf({ primaryZoneId, zoneIds }: LoadBalancer): readonly string[] | undefined {
    return primaryZoneId === undefined ? zoneIds : [primaryZoneId];
}

type LookUpByIds<Answer> = (
    ids: string[],
    options: pulumi.InvokeOptions,
) => Promise<readonly Answer[] | undefined>;

/** A lookup that may fail. The rules that need its answer are then skipped. */
function optionalLookup<Answer>(
    what: string,
    permission: string,
    lookUp: LookUpByIds<Answer>,
): LookUpByIds<Answer> {
    return (ids, options) =>
        undefinedOnError(
            () => lookUp(ids, options),
            (error) => {
                warnNotChecked(what, permission, error);
            },
        );
}

function warnNotChecked(what: string, permission: string, error: unknown): void {
    const next = isTransient(error) ? "Run the command again" : `Allow ${permission}`;
    void pulumi.log.warn(
        `The rules about ${what} are not checked, because the lookup failed: ` +
            `${(error as Error).message}. ${next}, or set preflight to "offline".`,
    );
}
