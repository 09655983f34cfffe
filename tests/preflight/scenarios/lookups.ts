import { ALB, type Clients, ECS, NLB, PRIVATELINK, SLB, VPC } from "../../emulator/client";
import type { Inputs } from "../../unit/cloud";
import type { Fields } from "./provisioning/provision";

type LookUp = (clients: Clients, inputs: Fields) => Promise<Inputs>;

/** What the provider's data sources answer, by their product and name. */
const LOOK_UPS: Readonly<Record<string, LookUp>> = {
    "index/getCallerIdentity": ({ account }) => Promise.resolve({ accountId: account.accountId }),
    "quotas/getQuotas": () => Promise.resolve({ quotas: [] }),
    "privatelink/getVpcEndpoints": async (clients, { vpcId }) => {
        const { Endpoints } = await clients.call(PRIVATELINK, "ListVpcEndpoints", {
            VpcId: vpcId,
        });
        return { endpoints: (Endpoints as Fields[]).map(({ EndpointId }) => ({ id: EndpointId })) };
    },
    "privatelink/getVpcEndpointServices": async (clients, { ids }) => {
        const { Services } = await clients.call(PRIVATELINK, "ListVpcEndpointServices");
        return {
            services: (Services as Fields[])
                .filter(({ ServiceId }) => ids.includes(ServiceId))
                .map(({ ServiceId }) => ({ id: ServiceId })),
        };
    },
    "privatelink/getVpcEndpointServiceResources": async (clients, { serviceId }) => {
        const { Resources } = await clients.call(PRIVATELINK, "ListVpcEndpointServiceResources", {
            ServiceId: serviceId,
        });
        return {
            resources: (Resources as Fields[]).map(({ ResourceId, ResourceType }) => ({
                resourceId: ResourceId,
                resourceType: ResourceType,
            })),
        };
    },
    "privatelink/getVpcEndpointConnections": async (clients, { serviceId, endpointId }) => {
        const { Connections } = await clients.call(PRIVATELINK, "ListVpcEndpointConnections", {
            ServiceId: serviceId,
            ...(endpointId && { EndpointId: endpointId }),
        });
        return {
            connections: (Connections as Fields[]).map((found) => ({
                endpointId: found.EndpointId,
                status: found.ConnectionStatus,
            })),
        };
    },
    "privatelink/getVpcEndpointServiceUsers": async (clients, { serviceId }) => {
        const { Users } = await clients.call(PRIVATELINK, "ListVpcEndpointServiceUsers", {
            ServiceId: serviceId,
        });
        return { users: (Users as Fields[]).map(({ UserId }) => ({ userId: UserId })) };
    },
    "privatelink/getVpcEndpointZones": async (clients, { endpointId }) => {
        const { Zones } = await clients.call(PRIVATELINK, "ListVpcEndpointZones", {
            EndpointId: endpointId,
        });
        return {
            zones: (Zones as Fields[]).map((zone) => ({
                zoneId: zone.ZoneId,
                zoneDomain: zone.ZoneDomain,
                eniId: zone.EniId,
                eniIp: zone.EniIp,
                status: zone.ZoneStatus,
            })),
        };
    },
    "vpc/getNetworks": async (clients, { ids }) => {
        const { Vpcs } = await clients.call(VPC, "DescribeVpcs", { VpcId: ids.join(",") });
        return {
            vpcs: (Vpcs.Vpc as Fields[]).map(({ VpcId, CidrBlock }) => ({
                id: VpcId,
                cidrBlock: CidrBlock,
            })),
        };
    },
    "vpc/getSwitches": async (clients, { ids }) => ({
        vswitches: await each(ids, async (VSwitchId) => {
            const { VSwitches } = await clients.call(VPC, "DescribeVSwitches", { VSwitchId });
            return (VSwitches.VSwitch as Fields[]).map((found) => ({
                id: found.VSwitchId,
                zoneId: found.ZoneId,
                vpcId: found.VpcId,
                cidrBlock: found.CidrBlock,
            }));
        }),
    }),
    "slb/getApplicationLoadBalancers": async (clients, { ids }) => {
        const { LoadBalancers } = await clients.call(SLB, "DescribeLoadBalancers", {
            LoadBalancerId: ids.join(","),
        });
        return {
            balancers: (LoadBalancers.LoadBalancer as Fields[]).map((found) => ({
                id: found.LoadBalancerId,
                addressType: found.AddressType,
                paymentType: found.PayType === "PrePay" ? "Subscription" : "PayAsYouGo",
                masterZoneId: found.MasterZoneId,
            })),
        };
    },
    "alb/getLoadBalancers": async (clients, { ids }) => {
        const { LoadBalancers } = await clients.call(ALB, "ListLoadBalancers", {
            LoadBalancerIds: ids,
        });
        const found = (LoadBalancers as Fields[]).map(({ LoadBalancerId }) => LoadBalancerId);
        return {
            balancers: await each(found, async (LoadBalancerId) => {
                const { AddressType, ZoneMappings } = await clients.call(
                    ALB,
                    "GetLoadBalancerAttribute",
                    { LoadBalancerId },
                );
                return [
                    {
                        id: LoadBalancerId,
                        addressType: AddressType,
                        zoneMappings: (ZoneMappings as Fields[]).map(({ ZoneId }) => ({
                            zoneId: ZoneId,
                        })),
                    },
                ];
            }),
        };
    },
    "nlb/getLoadBalancers": async (clients, { ids, vpcIds }) => {
        const { LoadBalancers } = await clients.call(NLB, "ListLoadBalancers", {
            LoadBalancerIds: ids,
            VpcIds: vpcIds,
        });
        return {
            balancers: (LoadBalancers as Fields[]).map((found) => ({
                id: found.LoadBalancerId,
                addressType: found.AddressType,
                zoneMappings: (found.ZoneMappings as Fields[]).map((zone) => ({
                    zoneId: zone.ZoneId,
                    privateIpv4Address: zone.LoadBalancerAddresses[0].PrivateIPv4Address,
                })),
            })),
        };
    },
    "slb/getZones": async (clients) => {
        const { AvailableResources } = await clients.call(SLB, "DescribeAvailableResource", {
            AddressType: "vpc",
        });
        const pairs = AvailableResources.AvailableResource as Fields[];
        return {
            zones: [...new Set(pairs.map(({ MasterZoneId }) => String(MasterZoneId)))].map(
                (id) => ({
                    id,
                    slbSlaveZoneIds: pairs
                        .filter(({ MasterZoneId }) => MasterZoneId === id)
                        .map(({ SlaveZoneId }) => SlaveZoneId),
                }),
            ),
        };
    },
    "alb/getZones": async (clients) => {
        const { Zones } = await clients.call(ALB, "DescribeZones");
        return { zones: (Zones as Fields[]).map(({ ZoneId }) => ({ zoneId: ZoneId })) };
    },
    "index/getZones": async (clients) => {
        const { Zones } = await clients.call(ECS, "DescribeZones");
        return { zones: (Zones.Zone as Fields[]).map(({ ZoneId }) => ({ id: ZoneId })) };
    },
    "nlb/getZones": async (clients) => {
        const { Zones } = await clients.call(NLB, "DescribeZones");
        return { zones: (Zones as Fields[]).map(({ ZoneId }) => ({ zoneId: ZoneId })) };
    },
    "ecs/getInstances": async (clients, { ids, vswitchId }) => {
        const { Instances } = await clients.call(ECS, "DescribeInstances", {
            ...(ids && { InstanceIds: JSON.stringify(ids) }),
            ...(vswitchId && { VSwitchId: vswitchId }),
        });
        return {
            instances: (Instances.Instance as Fields[]).map((found) => ({
                id: found.InstanceId,
                privateIp: found.VpcAttributes.PrivateIpAddress.IpAddress[0],
                vpcId: found.VpcAttributes.VpcId,
            })),
        };
    },
    "ecs/getSecurityGroups": async (clients, { ids }) => {
        const { SecurityGroups } = await clients.call(ECS, "DescribeSecurityGroups", {
            SecurityGroupIds: JSON.stringify(ids),
        });
        return {
            groups: (SecurityGroups.SecurityGroup as Fields[]).map((found) => ({
                id: found.SecurityGroupId,
                vpcId: found.VpcId,
            })),
        };
    },
    "ecs/getSecurityGroupRules": async (clients, { groupId }) => {
        const { Permissions } = await clients.call(ECS, "DescribeSecurityGroupAttribute", {
            SecurityGroupId: groupId,
            Direction: "ingress",
        });
        return {
            rules: (Permissions.Permission as Fields[]).map((rule) => ({
                ipProtocol: rule.IpProtocol,
                portRange: rule.PortRange,
                policy: rule.Policy,
                priority: Number(rule.Priority),
                sourceCidrIp: rule.SourceCidrIp,
            })),
        };
    },
};

/** Answers a lookup with the calls of an account; undefined if the scenarios have no answer to it. */
export function lookUp(
    clients: Clients,
    token: string,
    inputs: Inputs,
): Promise<Inputs> | undefined {
    return LOOK_UPS[token.split(":")[1]]?.(clients, inputs);
}

async function each<T>(ids: readonly string[], ask: (id: string) => Promise<T[]>): Promise<T[]> {
    return (await Promise.all(ids.map(ask))).flat();
}
