import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import { texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { pageByNumber, pageByToken, pagesByToken } from "../../paging";
import { defaultResourceGroupId } from "../../resourceGroups";
import { hasTags } from "../../tags";
import type { NetworkInterface } from "./state";

export function describeNetworkInterfaces(cloud: Cloud, call: Call): Answer {
    const matching = cloud.ecs.networkInterfaces
        .allOwned(call)
        .filter((networkInterface) => matches(call, networkInterface));
    const answer = (page: NetworkInterface[]) => ({ NetworkInterfaceSet: page.map(describe) });
    if (pagesByToken(call)) {
        const { page, nextToken } = pageByToken(call, matching, { standard: 10, largest: 500 });
        return { NextToken: nextToken, NetworkInterfaceSets: answer(page) };
    }
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 500 });
    return { ...fields, NextToken: "", NetworkInterfaceSets: answer(page) };
}

function matches(call: Call, networkInterface: NetworkInterface): boolean {
    const is = (name: string, value: string | boolean | undefined) =>
        call.parameters[name] === undefined || call.parameters[name] === value;
    const isListed = (name: string, value: string) => {
        const list = texts(call, name);
        return list.length === 0 || list.includes(value);
    };
    const groupId = call.parameters["SecurityGroupId"];
    return (
        isListed("NetworkInterfaceId", networkInterface.id) &&
        isListed("PrivateIpAddress", networkInterface.privateIpAddress) &&
        texts(call, "Ipv6Address").length === 0 &&
        is("PrimaryIpAddress", networkInterface.privateIpAddress) &&
        is("InstanceId", networkInterface.instanceId) &&
        is("VpcId", networkInterface.vpcId) &&
        is("VSwitchId", networkInterface.vswitchId) &&
        is("Type", type(networkInterface)) &&
        is("Status", "InUse") &&
        is("ServiceManaged", networkInterface.managedBy !== undefined) &&
        is("NetworkInterfaceName", undefined) &&
        is("ResourceGroupId", defaultResourceGroupId(networkInterface.accountId)) &&
        (typeof groupId !== "string" || networkInterface.securityGroupIds.includes(groupId)) &&
        hasTags(call, networkInterface)
    );
}

function describe(networkInterface: NetworkInterface): Answer {
    const { instanceId, managedBy, privateIpAddress } = networkInterface;
    return {
        NetworkInterfaceId: networkInterface.id,
        NetworkInterfaceName: "",
        NetworkInterfaceTrafficMode: "Standard",
        Description: "",
        Type: type(networkInterface),
        Status: "InUse",
        MacAddress: networkInterface.macAddress,
        OwnerId: networkInterface.accountId,
        VpcId: networkInterface.vpcId,
        VSwitchId: networkInterface.vswitchId,
        ZoneId: networkInterface.zoneId,
        PrivateIpAddress: privateIpAddress,
        PrivateIpSets: {
            PrivateIpSet: [{ PrivateIpAddress: privateIpAddress, Primary: true }],
        },
        Ipv6Sets: { Ipv6Set: [] },
        Ipv4PrefixSets: { Ipv4PrefixSet: [] },
        Ipv6PrefixSets: { Ipv6PrefixSet: [] },
        AssociatedPublicIp: { AllocationId: "", PublicIpAddress: "" },
        SecurityGroupIds: { SecurityGroupId: [...networkInterface.securityGroupIds] },
        ServiceManaged: managedBy !== undefined,
        DeleteOnRelease: true,
        SourceDestCheck: false,
        ResourceGroupId: defaultResourceGroupId(networkInterface.accountId),
        CreationTime: apiTime(networkInterface.createdAt),
        ...(instanceId === undefined
            ? {}
            : {
                  InstanceId: instanceId,
                  Attachment: { InstanceId: instanceId, DeviceIndex: 0, NetworkCardIndex: 0 },
              }),
        Tags: {
            Tag: [...networkInterface.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        },
    };
}

function type({ instanceId }: NetworkInterface): "Primary" | "Secondary" {
    return instanceId === undefined ? "Secondary" : "Primary";
}
