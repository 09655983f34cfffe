import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { describeTags, listed } from "../../countedList";
import { refuseParameters, text, texts } from "../../parameters";
import { hasTags } from "../../tags";
import { ownedLoadBalancer } from "./lookups";
import type { GatewayLoadBalancer } from "./state";

export function getLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    return describe(ownedLoadBalancer(cloud, call));
}

export function listLoadBalancers(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Skip", "TrafficMode"], { Skip: 0 });
    const matching = cloud.gwlb.loadBalancers
        .allOwned(call)
        .filter((loadBalancer) => matches(call, loadBalancer));
    return listed(call, "LoadBalancers", matching, describe);
}

function matches(call: Call, loadBalancer: GatewayLoadBalancer): boolean {
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const isAmong = (name: string, ...values: string[]) => {
        const wanted = texts(call, name);
        return wanted.length === 0 || wanted.some((each) => values.includes(each));
    };
    return (
        isAmong("LoadBalancerIds", loadBalancer.id) &&
        isAmong("LoadBalancerNames", loadBalancer.name) &&
        isAmong("VpcIds", loadBalancer.vpcId) &&
        isAmong("ZoneIds", ...loadBalancer.zones.map(({ zoneId }) => zoneId)) &&
        is("LoadBalancerStatus", loadBalancer.status) &&
        is("LoadBalancerBusinessStatus", "Normal") &&
        is("AddressIpVersion", "Ipv4") &&
        is("ResourceGroupId", loadBalancer.resourceGroupId) &&
        hasTags(call, loadBalancer)
    );
}

function describe(loadBalancer: GatewayLoadBalancer): Answer {
    return {
        LoadBalancerId: loadBalancer.id,
        LoadBalancerName: loadBalancer.name,
        LoadBalancerStatus: loadBalancer.status,
        LoadBalancerBusinessStatus: "Normal",
        AddressIpVersion: "Ipv4",
        VpcId: loadBalancer.vpcId,
        ZoneMappings: loadBalancer.zones.map((zone) => ({
            ZoneId: zone.zoneId,
            VSwitchId: zone.vswitchId,
            LoadBalancerAddresses: [
                { EniId: zone.networkInterfaceId, PrivateIpv4Address: zone.privateAddress },
            ],
        })),
        ResourceGroupId: loadBalancer.resourceGroupId,
        CreateTime: apiTime(loadBalancer.createdAt),
        Tags: describeTags(loadBalancer.tags),
    };
}
