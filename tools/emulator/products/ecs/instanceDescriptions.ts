import type { Answer, Call } from "../../call";
import { apiMinute } from "../../clock";
import { stopIfDryRun } from "../../dryRun";
import { refuseParameters, requiredText, text, texts } from "../../parameters";
import type { Cloud } from "../../cloud";
import { pageByNumber, pageByToken, pagesByToken } from "../../paging";
import { hasTags } from "../../tags";
import { ownedInstance } from "./lookups";
import { isLike, jsonTexts } from "./parameters";
import { findImage } from "./images";
import { coreCount, findInstanceType, threadsPerCore } from "./instanceTypes";
import { primaryInterface } from "./memberships";
import type { Instance } from "./state";

const PAGES = { standard: 10, largest: 100 };

export function describeInstances(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Filter", "LockReason", "RdmaIpAddresses"]);
    stopIfDryRun(call);
    const matching = cloud.ecs.instances
        .allOwned(call)
        .filter((instance) => matches(cloud, call, instance));
    const answer = (page: Instance[]) => ({
        Instance: page.map((instance) => describe(cloud, instance)),
    });
    if (pagesByToken(call)) {
        const { page, nextToken } = pageByToken(call, matching, PAGES);
        return { TotalCount: matching.length, NextToken: nextToken, Instances: answer(page) };
    }
    const { page, fields } = pageByNumber(call, matching, PAGES);
    return { ...fields, NextToken: "", Instances: answer(page) };
}

function matches(cloud: Cloud, call: Call, instance: Instance): boolean {
    const is = (name: string, value: string | number | boolean | undefined) =>
        call.parameters[name] === undefined || call.parameters[name] === value;
    const isListed = (name: string, value: string | undefined) => {
        const list = jsonTexts(call, name);
        return list === undefined || (value !== undefined && list.includes(value));
    };
    const groupId = text(call, "SecurityGroupId");
    return (
        isListed("InstanceIds", instance.id) &&
        isListed("PrivateIpAddresses", instance.privateIpAddress) &&
        isListed("PublicIpAddresses", undefined) &&
        isListed("EipAddresses", undefined) &&
        isListed("InnerIpAddresses", undefined) &&
        texts(call, "Ipv6Address").length === 0 &&
        is("VpcId", instance.vpcId) &&
        is("VSwitchId", instance.vswitchId) &&
        is("ZoneId", instance.zoneId) &&
        is("Status", instance.status) &&
        is("ImageId", instance.imageId) &&
        is("InstanceType", instance.instanceType) &&
        is("InstanceTypeFamily", findInstanceType(instance.instanceType).family) &&
        is("InstanceNetworkType", "vpc") &&
        is("InstanceChargeType", "PostPaid") &&
        is("InternetChargeType", instance.internetChargeType) &&
        is("IoOptimized", true) &&
        is("DeviceAvailable", true) &&
        is("ResourceGroupId", instance.resourceGroupId) &&
        is("HttpEndpoint", instance.metadata.httpEndpoint) &&
        is("HttpTokens", instance.metadata.httpTokens) &&
        is("KeyPairName", undefined) &&
        is("HpcClusterId", undefined) &&
        isLike(instance.name, text(call, "InstanceName"), "whole") &&
        (groupId === undefined ||
            primaryInterface(cloud, instance).securityGroupIds.includes(groupId)) &&
        hasTags(call, instance)
    );
}

/** What DescribeInstances and DescribeInstanceAttribute answer alike. */
function commonFields(cloud: Cloud, instance: Instance): Answer {
    const instanceType = findInstanceType(instance.instanceType);
    return {
        InstanceId: instance.id,
        InstanceName: instance.name,
        Description: instance.description,
        HostName: instance.hostName,
        ImageId: instance.imageId,
        InstanceType: instance.instanceType,
        Cpu: instanceType.cores,
        Memory: instanceType.memoryGib * 1024,
        Status: instance.status,
        StoppedMode: instance.stoppedMode,
        RegionId: instance.regionId,
        ZoneId: instance.zoneId,
        ClusterId: "",
        SerialNumber: serialNumber(instance),
        VlanId: "",
        CreationTime: apiMinute(instance.createdAt),
        ExpiredTime: "2099-12-31T15:59Z",
        CreditSpecification: instance.creditSpecification,
        InstanceChargeType: "PostPaid",
        InstanceNetworkType: "vpc",
        InternetChargeType: instance.internetChargeType,
        // What recorded answers have for an instance without a limit.
        InternetMaxBandwidthIn: -1,
        InternetMaxBandwidthOut: 0,
        InnerIpAddress: { IpAddress: [] },
        PublicIpAddress: { IpAddress: [] },
        OperationLocks: { LockReason: [] },
        SecurityGroupIds: {
            SecurityGroupId: [...primaryInterface(cloud, instance).securityGroupIds],
        },
        VpcAttributes: {
            VpcId: instance.vpcId,
            VSwitchId: instance.vswitchId,
            PrivateIpAddress: { IpAddress: [instance.privateIpAddress] },
            NatIpAddress: "",
        },
    };
}

function describe(cloud: Cloud, instance: Instance): Answer {
    const image = findImage(instance.imageId);
    const instanceType = findInstanceType(instance.instanceType);
    const networkInterface = primaryInterface(cloud, instance);
    return {
        ...commonFields(cloud, instance),
        OSName: image.osName,
        OSNameEn: image.osName,
        OSType: image.osType,
        InstanceTypeFamily: instanceType.family,
        IoOptimized: true,
        DeviceAvailable: true,
        GPUAmount: 0,
        GPUSpec: "",
        KeyPairName: "",
        HpcClusterId: "",
        DeploymentSetId: "",
        ResourceGroupId: instance.resourceGroupId,
        DeletionProtection: instance.deletionProtection,
        Recyclable: false,
        SaleCycle: "",
        AutoReleaseTime: "",
        StartTime: instance.startedAt === undefined ? "" : apiMinute(instance.startedAt),
        SpotStrategy: "NoSpot",
        SpotPriceLimit: 0,
        SpotDuration: 0,
        CpuOptions: {
            CoreCount: coreCount(instanceType),
            ThreadsPerCore: threadsPerCore(instanceType),
            Numa: "ON",
        },
        MetadataOptions: {
            HttpEndpoint: instance.metadata.httpEndpoint,
            HttpTokens: instance.metadata.httpTokens,
            HttpPutResponseHopLimit: instance.metadata.httpPutResponseHopLimit,
        },
        ImageOptions: { LoginAsNonRoot: false },
        HibernationOptions: { Configured: false },
        AdditionalInfo: { EnableHighDensityMode: false },
        DedicatedHostAttribute: { DedicatedHostId: "", DedicatedHostName: "" },
        DedicatedInstanceAttribute: { Affinity: "", Tenancy: "" },
        EcsCapacityReservationAttr: {
            CapacityReservationId: "",
            CapacityReservationPreference: "",
        },
        EipAddress: { AllocationId: "", InternetChargeType: "", IpAddress: "" },
        RdmaIpAddress: { IpAddress: [] },
        NetworkInterfaces: {
            NetworkInterface: [
                {
                    NetworkInterfaceId: networkInterface.id,
                    Type: "Primary",
                    MacAddress: networkInterface.macAddress,
                    PrimaryIpAddress: networkInterface.privateIpAddress,
                    PrivateIpSets: {
                        PrivateIpSet: [
                            {
                                PrivateIpAddress: networkInterface.privateIpAddress,
                                Primary: true,
                            },
                        ],
                    },
                    Ipv6Sets: { Ipv6Set: [] },
                    Ipv4PrefixSets: { Ipv4PrefixSet: [] },
                    Ipv6PrefixSets: { Ipv6PrefixSet: [] },
                },
            ],
        },
        ...(instance.tags.size === 0
            ? {}
            : {
                  Tags: {
                      Tag: [...instance.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
                  },
              }),
    };
}

export function describeInstanceAttribute(cloud: Cloud, call: Call): Answer {
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    return {
        ...commonFields(cloud, instance),
        IoOptimized: "optimized",
        EnableJumboFrame: false,
        EnableNetworkEncryption: false,
        DedicatedHostAttribute: { DedicatedHostId: "", DedicatedHostName: "" },
        EipAddress: { AllocationId: "", InternetChargeType: "", IpAddress: "" },
    };
}

export function describeInstanceStatus(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "InstanceId");
    const zoneId = text(call, "ZoneId");
    refuseParameters(call, ["ClusterId"]);
    const matching = cloud.ecs.instances
        .allOwned(call)
        .filter(
            (instance) =>
                (ids.length === 0 || ids.includes(instance.id)) &&
                (zoneId === undefined || zoneId === instance.zoneId),
        );
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 50 });
    return {
        ...fields,
        InstanceStatuses: {
            InstanceStatus: page.map(({ id, status }) => ({ InstanceId: id, Status: status })),
        },
    };
}

function serialNumber({ id }: Instance): string {
    return Buffer.from(id).toString("hex").slice(0, 32);
}
