import { apiTime } from "../../clock";
import { refuseParameters, text } from "../../parameters";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { pageByNumber } from "../../paging";
import { hasTags } from "../../tags";
import { networkType } from "./loadBalancers";
import { dropReleased, ownedLoadBalancer } from "./lookups";
import type { ClassicLoadBalancer } from "./state";

export function describeLoadBalancers(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Tags"]);
    const matching = cloud.slb.loadBalancers
        .allOwned(call)
        .filter((loadBalancer) => matches(cloud, call, loadBalancer));
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 100 });
    return { ...fields, LoadBalancers: { LoadBalancer: page.map(commonFields) } };
}

function matches(cloud: Cloud, call: Call, loadBalancer: ClassicLoadBalancer): boolean {
    const is = (name: string, value: string) => (text(call, name) ?? value) === value;
    const ids = text(call, "LoadBalancerId")?.split(",");
    const serverId = text(call, "ServerId");
    const serverAddress = text(call, "ServerIntranetAddress");
    dropReleased(cloud, loadBalancer.backendServers);
    return (
        (ids === undefined || ids.includes(loadBalancer.id)) &&
        is("LoadBalancerName", loadBalancer.name) &&
        is("LoadBalancerStatus", loadBalancer.status) &&
        is("Address", loadBalancer.address) &&
        is("AddressType", loadBalancer.addressType) &&
        is("AddressIPVersion", "ipv4") &&
        is("InternetChargeType", loadBalancer.internetChargeType) &&
        is("NetworkType", networkType(loadBalancer)) &&
        is("PayType", loadBalancer.payType) &&
        is("VpcId", loadBalancer.vpcId) &&
        is("VSwitchId", loadBalancer.vswitchId) &&
        is("MasterZoneId", loadBalancer.masterZoneId) &&
        is("SlaveZoneId", loadBalancer.slaveZoneId) &&
        is("ResourceGroupId", loadBalancer.resourceGroupId) &&
        (serverId === undefined ||
            loadBalancer.backendServers.some((server) => server.serverId === serverId)) &&
        (serverAddress === undefined ||
            loadBalancer.backendServers.some(
                (server) =>
                    (server.serverIp ||
                        cloud.ecs.instances.get(server.serverId)?.privateIpAddress) ===
                    serverAddress,
            )) &&
        hasTags(call, loadBalancer)
    );
}

export function describeLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    dropReleased(cloud, loadBalancer.backendServers);
    const { listeners } = loadBalancer;
    return {
        ...commonFields(loadBalancer),
        // What is not bought for a time ends in 2999.
        EndTime: "2999-09-08T16:00:00Z",
        EndTimeStamp: 32493801600000,
        RenewalStatus: "NormalRenewal",
        RenewalDuration: 0,
        RenewalCycUnit: "",
        BackendServers: {
            BackendServer: loadBalancer.backendServers.map((server) => ({
                ServerId: server.serverId,
                Type: server.type,
                Weight: server.weight,
                ServerIp: server.serverIp,
                ...(server.description === "" ? {} : { Description: server.description }),
            })),
        },
        ListenerPorts: { ListenerPort: listeners.map(({ port }) => port) },
        ListenerPortsAndProtocal: {
            ListenerPortAndProtocal: listeners.map(({ port, protocol }) => ({
                ListenerPort: port,
                ListenerProtocal: protocol,
            })),
        },
        ListenerPortsAndProtocol: {
            ListenerPortAndProtocol: listeners.map(({ port, protocol, attributes }) => ({
                ListenerPort: port,
                ListenerProtocol: protocol,
                ListenerForward: attributes["ListenerForward"] ?? "off",
                ...(attributes["ForwardPort"] === undefined
                    ? {}
                    : { ForwardPort: attributes["ForwardPort"] }),
                Description: attributes["Description"] ?? "",
            })),
        },
    };
}

function commonFields(loadBalancer: ClassicLoadBalancer): Answer {
    const { createdAt, modificationProtection, regionId } = loadBalancer;
    return {
        LoadBalancerId: loadBalancer.id,
        LoadBalancerName: loadBalancer.name,
        LoadBalancerStatus: loadBalancer.status,
        LoadBalancerSpec: loadBalancer.loadBalancerSpec,
        Address: loadBalancer.address,
        AddressType: loadBalancer.addressType,
        AddressIPVersion: "ipv4",
        NetworkType: networkType(loadBalancer),
        VpcId: loadBalancer.vpcId,
        VSwitchId: loadBalancer.vswitchId,
        MasterZoneId: loadBalancer.masterZoneId,
        SlaveZoneId: loadBalancer.slaveZoneId,
        RegionId: regionId,
        RegionIdAlias: regionId,
        PayType: loadBalancer.payType,
        InstanceChargeType: loadBalancer.instanceChargeType,
        InternetChargeType: loadBalancer.internetChargeType,
        Bandwidth: loadBalancer.bandwidth,
        DeleteProtection: loadBalancer.deleteProtection ? "on" : "off",
        ModificationProtectionStatus: modificationProtection.status,
        ModificationProtectionReason: modificationProtection.reason,
        ResourceGroupId: loadBalancer.resourceGroupId,
        CreateTime: apiTime(createdAt),
        CreateTimeStamp: createdAt.getTime(),
        Tags: {
            Tag: [...loadBalancer.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        },
    };
}
