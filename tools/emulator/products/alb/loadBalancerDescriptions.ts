import { apiTime } from "../../clock";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { ownedLoadBalancer } from "./lookups";
import type { ApplicationLoadBalancer, ZoneMapping } from "./state";

export function getLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    return {
        ...describeLoadBalancer(loadBalancer),
        RegionId: loadBalancer.regionId,
        ZoneMappings: loadBalancer.zones.map(describeZone),
    };
}

export function listLoadBalancers(cloud: Cloud, call: Call): Answer {
    const matching = cloud.alb.loadBalancers
        .allOwnedByHost(call)
        .filter((loadBalancer) => matches(call, loadBalancer));
    return listed(call, "LoadBalancers", matching, describeEntry);
}

/** In a list, what an ALB does not have is left out. */
function describeEntry(loadBalancer: ApplicationLoadBalancer): Answer {
    const { Tags, ...rest } = describeLoadBalancer(loadBalancer);
    return {
        ...rest,
        ...(loadBalancer.tags.size === 0 ? {} : { Tags }),
        ...(loadBalancer.modificationProtection.status === "NonProtection"
            ? { ModificationProtectionConfig: {} }
            : {}),
    };
}

function matches(call: Call, loadBalancer: ApplicationLoadBalancer): boolean {
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
        is("LoadBalancerStatus", loadBalancer.status) &&
        is("LoadBalancerBussinessStatus", "Normal") &&
        is("AddressType", loadBalancer.addressType) &&
        is("AddressIpVersion", "IPv4") &&
        is("PayType", "PostPay") &&
        is("ResourceGroupId", loadBalancer.resourceGroupId) &&
        is("DNSName", loadBalancer.dnsName) &&
        text(call, "Ipv6AddressType") === undefined &&
        (zoneId === undefined || loadBalancer.zones.some((zone) => zone.zoneId === zoneId)) &&
        hasTags(call, loadBalancer)
    );
}

function describeLoadBalancer(loadBalancer: ApplicationLoadBalancer): Answer {
    const { deletionProtection, modificationProtection } = loadBalancer;
    return {
        LoadBalancerId: loadBalancer.id,
        LoadBalancerName: loadBalancer.name,
        LoadBalancerStatus: loadBalancer.status,
        // The API's own spelling.
        LoadBalancerBussinessStatus: "Normal",
        LoadBalancerOperationLocks: [],
        LoadBalancerEdition: loadBalancer.edition,
        LoadBalancerBillingConfig: { PayType: "PostPay" },
        AddressType: loadBalancer.addressType,
        AddressAllocatedMode: loadBalancer.addressAllocatedMode,
        AddressIpVersion: "IPv4",
        DNSName: loadBalancer.dnsName,
        VpcId: loadBalancer.vpcId,
        AccessLogConfig: {},
        DeletionProtectionConfig:
            deletionProtection === undefined
                ? { Enabled: false }
                : { Enabled: true, EnabledTime: apiTime(deletionProtection) },
        ModificationProtectionConfig: {
            Status: modificationProtection.status,
            Reason: modificationProtection.reason,
        },
        ResourceGroupId: loadBalancer.resourceGroupId,
        CreateTime: apiTime(loadBalancer.createdAt),
        Tags: describeTags(loadBalancer.tags),
    };
}

function describeZone({ zoneId, vswitchId, intranetAddress, elasticIp }: ZoneMapping): Answer {
    return {
        ZoneId: zoneId,
        VSwitchId: vswitchId,
        Status: "Active",
        LoadBalancerAddresses: [
            {
                Address: elasticIp?.address ?? intranetAddress,
                IntranetAddress: intranetAddress,
                IntranetAddressHcStatus: "Healthy",
                ...(elasticIp === undefined
                    ? {}
                    : { AllocationId: elasticIp.allocationId, EipType: "Common" }),
            },
        ],
    };
}
