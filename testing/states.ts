import { identifier } from "./identifiers";
import { list, type MockedResource, type Properties, text } from "./properties";
import * as tokens from "./tokens";

/** A resource that the cloud has just created. */
export interface CreatedResource {
    readonly name: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly regionId: string;
    /** The resource with an id, if it is known. */
    readonly find: (id: string) => MockedResource | undefined;
}

const CREATED_AT = "2026-01-01T00:00:00Z";
const RESOURCE_GROUP = "rg-acfmxy2026abcde";

/** In Mbit/s. */
const BANDWIDTH = 3072;

/** What the cloud adds to what was asked for, by type: what only it knows, and its defaults. */
const ADDED: Readonly<Record<string, (created: CreatedResource) => Properties>> = {
    [tokens.VPC]: ({ id, inputs, regionId }) => ({
        cidrBlock: "172.16.0.0/12",
        createTime: CREATED_AT,
        enableIpv6: false,
        ipv6CidrBlocks: [],
        isDefault: false,
        name: inputs.vpcName,
        regionId,
        resourceGroupId: RESOURCE_GROUP,
        routeTableId: identifier("vtb-", undefined, id),
        routerId: identifier("vrt-", undefined, id),
        routerTableId: identifier("vtb-", undefined, id),
        secondaryCidrBlocks: [],
        status: "Available",
        userCidrs: [],
        vpcName: inputs.name ?? "",
    }),
    [tokens.VSWITCH]: ({ inputs }) => ({
        availabilityZone: inputs.zoneId,
        createTime: CREATED_AT,
        enableIpv6: false,
        ipv6CidrBlock: "",
        isDefault: false,
        name: inputs.vswitchName,
        status: "Available",
        vswitchName: inputs.name ?? "",
        zoneId: inputs.availabilityZone,
    }),
    [tokens.INSTANCE]: ({ id, inputs, find }) => {
        const vswitch = find(text(inputs, "vswitchId"))?.state;
        const address = addressIn(vswitch, id);
        return {
            availabilityZone: vswitch?.zoneId,
            cpu: 2,
            createTime: CREATED_AT,
            deploymentSetGroupNo: "",
            expiredTime: "2099-12-31T15:59Z",
            hostName: `iZ${id.slice(2)}Z`,
            instanceChargeType: "PostPaid",
            instanceName: "ECS-Instance",
            memory: 4096,
            networkInterfaceId: identifier("eni-", undefined, id),
            osName: "Alibaba Cloud Linux 3.2104 LTS 64 bit",
            osType: "linux",
            primaryIpAddress: inputs.privateIp ?? address,
            privateIp: address,
            publicIp: "",
            resourceGroupId: RESOURCE_GROUP,
            startTime: CREATED_AT,
            status: "Running",
            systemDiskId: identifier("d-", undefined, id),
            vpcId: vswitch?.vpcId,
        };
    },
    [tokens.COMMAND]: () => ({ timeout: 60, workingDir: "" }),
    [tokens.INVOCATION]: () => ({
        repeatMode: "Once",
        status: "Success",
        timed: false,
        username: "root",
    }),
    [tokens.SECURITY_GROUP]: ({ inputs }) => ({
        createTime: CREATED_AT,
        innerAccess: inputs.innerAccessPolicy !== "Drop",
        innerAccessPolicy: inputs.innerAccess === false ? "Drop" : "Accept",
        name: inputs.securityGroupName,
        resourceGroupId: RESOURCE_GROUP,
        securityGroupName: inputs.name,
        securityGroupType: "normal",
    }),
    [tokens.SECURITY_GROUP_RULE]: ({ id }) => ({
        nicType: "intranet",
        policy: "accept",
        portRange: "-1/-1",
        prefixListId: "",
        priority: 1,
        securityGroupRuleId: identifier("sgr-", undefined, id),
    }),
    [tokens.CLB]: ({ id, inputs, regionId, find }) => {
        const vswitch = find(text(inputs, "vswitchId"))?.state;
        const primary =
            text(inputs, "masterZoneId") || text(vswitch, "zoneId") || zoneIn(regionId, "a");
        return {
            address: addressIn(vswitch, id),
            addressIpVersion: "ipv4",
            addressType: "intranet",
            bandwidth: 5120,
            deleteProtection: "off",
            instanceChargeType: inputs.loadBalancerSpec === undefined ? "PayByCLCU" : "PayBySpec",
            internetChargeType: "PayByTraffic",
            loadBalancerName: inputs.name ?? "",
            loadBalancerSpec: inputs.specification ?? "",
            masterZoneId: primary,
            modificationProtectionStatus: "NonProtection",
            name: inputs.loadBalancerName,
            paymentType: "PayAsYouGo",
            resourceGroupId: RESOURCE_GROUP,
            slaveZoneId: otherZone(primary, regionId),
            specification: inputs.loadBalancerSpec ?? "",
            status: "active",
        };
    },
    [tokens.CLB_LISTENER]: ({ inputs }) => ({
        aclIds: [],
        bandwidth: -1,
        healthCheckConnectPort: inputs.backendPort,
        proxyProtocolV2Enabled: false,
        scheduler: "wrr",
    }),
    [tokens.ALB]: ({ id, regionId }) => ({
        addressAllocatedMode: "Dynamic",
        addressIpVersion: "IPv4",
        addressType: "Intranet",
        createTime: CREATED_AT,
        deletionProtectionConfig: { enabled: false, enabledTime: "" },
        deletionProtectionEnabled: false,
        dnsName: `${id}.${regionId}.alb.aliyuncs.com`,
        loadBalancerEdition: "Basic",
        modificationProtectionConfig: { reason: "", status: "NonProtection" },
        regionId,
        resourceGroupId: RESOURCE_GROUP,
        status: "Active",
    }),
    [tokens.NLB]: ({ id, regionId }) => ({
        addressIpVersion: "Ipv4",
        addressType: "Intranet",
        createTime: CREATED_AT,
        crossZoneEnabled: true,
        dnsName: `${id}.${regionId}.nlb.aliyuncsslb.com`,
        loadBalancerBusinessStatus: "Normal",
        loadBalancerType: "Network",
        regionId,
        resourceGroupId: RESOURCE_GROUP,
        status: "Active",
    }),
    [tokens.ALB_LISTENER]: () => ({
        gzipEnabled: true,
        idleTimeout: 15,
        requestTimeout: 60,
        status: "Running",
    }),
    [tokens.ALB_SERVER_GROUP]: () => ({
        createTime: CREATED_AT,
        crossZoneEnabled: true,
        protocol: "HTTP",
        resourceGroupId: RESOURCE_GROUP,
        scheduler: "Wrr",
        serverGroupType: "Instance",
        status: "Available",
    }),
    [tokens.NLB_LISTENER]: ({ regionId }) => ({
        idleTimeout: 900,
        proxyProtocolEnabled: false,
        regionId,
        status: "Running",
    }),
    [tokens.NLB_SERVER_GROUP]: ({ regionId }) => ({
        addressIpVersion: "Ipv4",
        connectionDrainEnabled: false,
        preserveClientIpEnabled: true,
        protocol: "TCP",
        regionId,
        resourceGroupId: RESOURCE_GROUP,
        scheduler: "Wrr",
        serverGroupType: "Instance",
        status: "Available",
    }),
    [tokens.NLB_SERVER]: ({ inputs, find }) => ({
        port: 0,
        status: "Available",
        weight: 100,
        zoneId: find(text(inputs, "serverId"))?.state.availabilityZone ?? "",
    }),
    [tokens.SERVICE]: ({ id, regionId }) => ({
        addressIpVersion: "IPv4",
        autoAcceptConnection: false,
        connectBandwidth: BANDWIDTH,
        createTime: CREATED_AT,
        payer: "Endpoint",
        regionId,
        resourceGroupId: RESOURCE_GROUP,
        serviceBusinessStatus: "Normal",
        serviceDomain: `${id}.${regionId}.privatelink.aliyuncs.com`,
        serviceResourceType: "slb",
        serviceSupportIpv6: false,
        status: "Active",
        supportedRegionLists: [],
        vpcEndpointServiceName: `com.aliyuncs.privatelink.${regionId}.${id}`,
        zoneAffinityEnabled: false,
    }),
    [tokens.SERVICE_RESOURCE]: ({ regionId }) => ({ regionId }),
    [tokens.CONNECTION]: () => ({ bandwidth: BANDWIDTH, status: "Connected" }),
    [tokens.ENDPOINT]: ({ id, inputs, regionId }) => {
        const serviceRegionId = text(inputs, "serviceRegionId") || regionId;
        const serviceName = text(inputs, "serviceName");
        const serviceId = text(inputs, "serviceId") || serviceName.split(".").at(-1);
        return {
            addressIpVersion: "IPv4",
            bandwidth: BANDWIDTH,
            // As with the provider: from before the owner accepts the endpoint.
            connectionStatus: "Disconnected",
            createTime: CREATED_AT,
            endpointBusinessStatus: "Normal",
            endpointDomain: `${id}.${serviceId}.${regionId}.privatelink.aliyuncs.com`,
            endpointType: "Interface",
            regionId,
            resourceGroupId: RESOURCE_GROUP,
            serviceId,
            serviceName: `com.aliyuncs.privatelink.${serviceRegionId}.${serviceId}`,
            serviceRegionId,
            status: "Active",
            zonePrivateIpAddressCount: 1,
        };
    },
    [tokens.ENDPOINT_ZONE]: ({ id, inputs, regionId, find }) => ({
        eniIp: addressIn(find(text(inputs, "vswitchId"))?.state, id),
        regionId,
        status: "Wait",
    }),
    [tokens.PRIVATE_ZONE]: ({ inputs }) => ({
        isPtr: false,
        name: inputs.zoneName,
        recordCount: 0,
        resourceGroupId: RESOURCE_GROUP,
        zoneName: inputs.name,
    }),
    [tokens.PRIVATE_ZONE_ATTACHMENT]: ({ inputs }) => ({
        vpcIds: list<Properties>(inputs, "vpcs").map(({ vpcId }) => vpcId),
        vpcs: list(inputs, "vpcIds").map((vpcId) => ({ vpcId })),
    }),
    [tokens.PRIVATE_ZONE_RECORD]: ({ id, inputs }) => ({
        priority: 1,
        recordId: Number(id),
        resourceRecord: inputs.rr,
        rr: inputs.resourceRecord,
        status: "ENABLE",
        ttl: 60,
    }),
};

/** The types of the resources to which the cloud adds something. */
export const TYPES_WITH_STATE: readonly string[] = Object.keys(ADDED);

/** What a resource has once it is created. What was asked for goes first. */
export function stateOf(type: string, created: CreatedResource): Properties {
    const requested = Object.entries(created.inputs).filter(([, value]) => value !== undefined);
    return { ...ADDED[type]?.(created), ...Object.fromEntries(requested) };
}

/** An address in a vSwitch, which depends on what has it alone. The cloud keeps the first and the last three. */
function addressIn(vswitch: Properties | undefined, id: string): string {
    const [first, length] = (text(vswitch, "cidrBlock") || "172.16.0.0/24").split("/");
    const size = 2 ** (32 - Number(length));
    const start = first.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    const offset = parseInt(identifier("", 6, id), 36) % Math.max(1, size - 4);
    const address = start + 1 + offset;
    return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}

/** A zone of a region: `eu-central-1a`, but `cn-hangzhou-a`. */
function zoneIn(regionId: string, letter: string): string {
    return /\d$/.test(regionId) ? `${regionId}${letter}` : `${regionId}-${letter}`;
}

/** A resource of which only its id is known: it exists, and where it is nobody says. */
export function assumedStateOf(type: string, id: string, regionId: string): Properties {
    const state = stateOf(type, { name: id, id, inputs: {}, regionId, find: () => undefined });
    return { ...state, masterZoneId: undefined, slaveZoneId: undefined };
}

function otherZone(zoneId: string, regionId: string): string {
    const second = zoneIn(regionId, "b");
    return zoneId === second ? zoneIn(regionId, "c") : second;
}
