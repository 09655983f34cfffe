import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { stopIfDryRun } from "../../dryRun";
import { text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { ownedLoadBalancer } from "./lookups";
import type { NetworkLoadBalancer, ZoneMapping } from "./state";

export function getLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    stopIfDryRun(call);
    const loadBalancer = ownedLoadBalancer(cloud, call);
    return {
        ...describeLoadBalancer(loadBalancer),
        Cps: loadBalancer.connectionsPerSecond,
        Tags: attributeTags(loadBalancer.tags),
    };
}

export function listLoadBalancers(cloud: Cloud, call: Call): Answer {
    const matching = cloud.nlb.loadBalancers
        .allOwned(call)
        .filter((loadBalancer) => matches(call, loadBalancer));
    return listed(call, "LoadBalancers", matching, (loadBalancer) => ({
        ...describeLoadBalancer(loadBalancer),
        Tags: describeTags(loadBalancer.tags),
    }));
}

/** Tags of a single resource have other names than those of a list. */
export function attributeTags(tags: ReadonlyMap<string, string>): Answer[] {
    return [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

function matches(call: Call, loadBalancer: NetworkLoadBalancer): boolean {
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const isAmong = (name: string, value: string) => {
        const wanted = texts(call, name);
        return wanted.length === 0 || wanted.includes(value);
    };
    const zoneId = text(call, "ZoneId");
    return (
        isAmong("LoadBalancerIds", loadBalancer.id) &&
        isAmong("LoadBalancerNames", loadBalancer.name) &&
        isAmong("VpcIds", loadBalancer.vpcId) &&
        is("LoadBalancerType", "network") &&
        is("LoadBalancerStatus", loadBalancer.status) &&
        is("LoadBalancerBusinessStatus", "Normal") &&
        is("AddressType", loadBalancer.addressType) &&
        is("AddressIpVersion", "ipv4") &&
        is("ResourceGroupId", loadBalancer.resourceGroupId) &&
        is("DNSName", loadBalancer.dnsName) &&
        text(call, "Ipv6AddressType") === undefined &&
        (zoneId === undefined || loadBalancer.zones.some((zone) => zone.zoneId === zoneId)) &&
        hasTags(call, loadBalancer)
    );
}

function describeLoadBalancer(loadBalancer: NetworkLoadBalancer): Answer {
    const { deletionProtection, modificationProtection } = loadBalancer;
    return {
        LoadBalancerId: loadBalancer.id,
        LoadBalancerName: loadBalancer.name,
        LoadBalancerType: "network",
        LoadBalancerStatus: loadBalancer.status,
        LoadBalancerBusinessStatus: "Normal",
        LoadBalancerBillingConfig: { PayType: "PostPay" },
        OperationLocks: [],
        AddressType: loadBalancer.addressType,
        AddressIpVersion: "ipv4",
        CrossZoneEnabled: loadBalancer.crossZoneEnabled,
        DNSName: loadBalancer.dnsName,
        VpcId: loadBalancer.vpcId,
        RegionId: loadBalancer.regionId,
        ZoneMappings: loadBalancer.zones.map(describeZone),
        SecurityGroupIds: loadBalancer.securityGroupIds,
        DeletionProtectionConfig:
            deletionProtection === undefined
                ? { Enabled: false, Reason: "" }
                : {
                      Enabled: true,
                      EnabledTime: apiTime(deletionProtection.since),
                      Reason: deletionProtection.reason,
                  },
        ModificationProtectionConfig: {
            Status: modificationProtection.status,
            Reason: modificationProtection.reason,
        },
        ResourceGroupId: loadBalancer.resourceGroupId,
        CreateTime: apiTime(loadBalancer.createdAt),
    };
}

function describeZone({ zoneId, vswitchId, privateAddress, elasticIp }: ZoneMapping): Answer {
    return {
        ZoneId: zoneId,
        VSwitchId: vswitchId,
        Status: "Active",
        LoadBalancerAddresses: [
            {
                PrivateIPv4Address: privateAddress,
                PrivateIPv4HcStatus: "Healthy",
                ...(elasticIp === undefined
                    ? {}
                    : {
                          PublicIPv4Address: elasticIp.address,
                          AllocationId: elasticIp.allocationId,
                      }),
            },
        ],
    };
}
