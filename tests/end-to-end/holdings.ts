import { isDeepStrictEqual } from "node:util";

import {
    DescribeInstancesRequest,
    DescribeNetworkInterfacesRequest,
    DescribeSecurityGroupAttributeRequest,
    DescribeUserDataRequest,
} from "@alicloud/ecs20140526";
import { DescribeVpcAttributeRequest, DescribeVSwitchesRequest } from "@alicloud/vpc20160428";

import type { Emulator } from "../../tools/emulator";
import type { CallRecord } from "../../tools/emulator/callRecord";
import { type Clients, PRIVATELINK, REGION, SLB } from "../emulator/client";

// What the cloud holds, read back through the official SDKs.

type Fields = Record<string, any>;

/** How many resources of each kind there are, of all accounts. */
export function inventory(emulator: Emulator): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of emulator.inventory()) {
        counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
}

/** The calls that change something, since the call of that number. */
export function writes(emulator: Emulator, since = 0): string[] {
    return emulator.calls
        .slice(since)
        .map(({ action }) => String(action))
        .filter((action) => !/^(Describe|Get|List)/.test(action));
}

/** The calls that were refused and each refusal's code, every combination once, sorted. */
export function refusals(emulator: Emulator, since = 0): string[] {
    return described(emulator.calls.slice(since).filter(isRefused));
}

/**
 * How the API refuses a write while another one to the same account, service, endpoint or server group is under
 * way, or what a load balancer leaves behind is not cleaned up.
 */
const REPEATED = [
    "ConcurrentCallNotSupported",
    "DependencyViolation.SecurityGroup",
    "EndpointLocked",
    "EndpointServiceLocked",
    "IncorrectStatus.serverGroup",
];

/**
 * The refusals without those that only delayed a write: the provider repeated the call until it
 * succeeded. Whether two writes of an update meet is a matter of timing.
 */
export function finalRefusals(emulator: Emulator): string[] {
    const { calls } = emulator;
    const onlyDelayed = (call: CallRecord, index: number) =>
        REPEATED.includes(String(call.code)) &&
        calls.slice(index).some((later) => !isRefused(later) && isSameCall(call, later));
    return described(calls.filter((call, index) => isRefused(call) && !onlyDelayed(call, index)));
}

const isRefused = ({ status }: CallRecord) => status >= 400;

function isSameCall(one: CallRecord, other: CallRecord): boolean {
    const identity = ({ accountId, action, parameters }: CallRecord) => ({
        accountId,
        action,
        parameters: { ...parameters, ClientToken: undefined },
    });
    return isDeepStrictEqual(identity(one), identity(other));
}

function described(calls: readonly CallRecord[]): string[] {
    return [...new Set(calls.map(({ action, code }) => `${action} ${code}`))].sort();
}

export async function network(owner: Clients, vpcId: string) {
    const { body: vpc } = await owner.vpc.describeVpcAttribute(
        new DescribeVpcAttributeRequest({ regionId: REGION, vpcId }),
    );
    const { body: found } = await owner.vpc.describeVSwitches(
        new DescribeVSwitchesRequest({ regionId: REGION, vpcId }),
    );
    return {
        name: vpc?.vpcName,
        cidrBlock: vpc?.cidrBlock,
        vswitches: (found?.vSwitches?.vSwitch ?? []).map(({ cidrBlock, zoneId }) => ({
            cidrBlock,
            zoneId,
        })),
    };
}

/** Id of the only vSwitch of a VPC. */
export async function vswitchOf(owner: Clients, vpcId: string): Promise<string> {
    const { body } = await owner.vpc.describeVSwitches(
        new DescribeVSwitchesRequest({ regionId: REGION, vpcId }),
    );
    return String(body?.vSwitches?.vSwitch?.[0]?.vSwitchId);
}

/** The servers of a VPC by name, each with the lines of its start-up script that name one. */
export async function servers(owner: Clients, vpcId: string) {
    const { body } = await owner.ecs.describeInstances(
        new DescribeInstancesRequest({ regionId: REGION, vpcId, pageSize: 100 }),
    );
    const found = (body?.instances?.instance ?? []).map(async (instance) => {
        const { body: script } = await owner.ecs.describeUserData(
            new DescribeUserDataRequest({ regionId: REGION, instanceId: instance.instanceId }),
        );
        const text = Buffer.from(script?.userData ?? "", "base64").toString();
        return [
            String(instance.instanceName),
            {
                id: instance.instanceId,
                status: instance.status,
                chargeType: instance.instanceChargeType,
                publicAddresses: instance.publicIpAddress?.ipAddress ?? [],
                greetings: text.match(/Hello from \w+/g) ?? [],
            },
        ] as const;
    });
    return Object.fromEntries(await Promise.all(found));
}

export async function loadBalancer(owner: Clients, LoadBalancerId: string) {
    const found = await owner.call(SLB, "DescribeLoadBalancerAttribute", { LoadBalancerId });
    const ports = found.ListenerPortsAndProtocol.ListenerPortAndProtocol as Fields[];
    const servers = found.BackendServers.BackendServer as Fields[];
    return {
        status: found.LoadBalancerStatus,
        addressType: found.AddressType,
        payType: found.PayType,
        chargeType: found.InstanceChargeType,
        spec: found.LoadBalancerSpec,
        zoneId: found.MasterZoneId,
        resourceGroupId: found.ResourceGroupId,
        tags: Object.fromEntries(
            (found.Tags.Tag as Fields[]).map(({ TagKey, TagValue }) => [TagKey, TagValue]),
        ),
        listeners: ports
            .map(({ ListenerPort, ListenerProtocol }) => `${ListenerProtocol} ${ListenerPort}`)
            .sort(),
        weights: Object.fromEntries(servers.map(({ ServerId, Weight }) => [ServerId, Weight])),
    };
}

/** Chosen fields of a listener. */
export async function listener(
    owner: Clients,
    LoadBalancerId: string,
    protocol: "TCP" | "UDP" | "HTTP",
    ListenerPort: number,
    fields: readonly string[],
): Promise<Fields> {
    const found = await owner.call(SLB, `DescribeLoadBalancer${protocol}ListenerAttribute`, {
        LoadBalancerId,
        ListenerPort,
    });
    return Object.fromEntries(fields.map((field) => [field, found[field]]));
}

export async function service(owner: Clients, ServiceId: string) {
    const [found, resources, users, tags] = await Promise.all([
        owner.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
        owner.call(PRIVATELINK, "ListVpcEndpointServiceResources", { ServiceId }),
        owner.call(PRIVATELINK, "ListVpcEndpointServiceUsers", { ServiceId }),
        tagsOf(owner, "VpcEndpointService", ServiceId),
    ]);
    return {
        name: found.ServiceName,
        status: found.ServiceStatus,
        description: found.ServiceDescription,
        resourceType: found.ServiceResourceType,
        autoAccept: found.AutoAcceptEnabled,
        zoneAffinity: found.ZoneAffinityEnabled,
        payer: found.Payer,
        connectBandwidth: found.ConnectBandwidth,
        resourceGroupId: found.ResourceGroupId,
        zoneIds: found.Zones,
        resources: (resources.Resources as Fields[]).map(
            ({ ResourceId, ZoneId }) => `${ResourceId} in ${ZoneId}`,
        ),
        allowedAccountIds: (users.Users as Fields[]).map(({ UserId }) => String(UserId)).sort(),
        tags,
    };
}

export async function endpoint(owner: Clients, EndpointId: string) {
    const [found, zones, groups, tags] = await Promise.all([
        owner.call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
        owner.call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId }),
        owner.call(PRIVATELINK, "ListVpcEndpointSecurityGroups", { EndpointId }),
        tagsOf(owner, "VpcEndpoint", EndpointId),
    ]);
    return {
        name: found.EndpointName,
        description: found.EndpointDescription,
        status: found.EndpointStatus,
        connectionStatus: found.ConnectionStatus,
        bandwidth: found.Bandwidth,
        domain: found.EndpointDomain,
        vpcId: found.VpcId,
        serviceId: found.ServiceId,
        resourceGroupId: found.ResourceGroupId,
        zones: (zones.Zones as Fields[]).map((zone) => ({
            zoneId: zone.ZoneId,
            domain: zone.ZoneDomain,
            eniId: zone.EniId,
            eniIp: zone.EniIp,
            status: zone.ZoneStatus,
        })),
        securityGroupIds: (groups.SecurityGroups as Fields[]).map(
            ({ SecurityGroupId }) => SecurityGroupId as string,
        ),
        tags,
    };
}

/** The rules of a security group: `ingress tcp 80/80 10.10.0.0/16 Accept`, sorted. */
export async function securityRules(owner: Clients, securityGroupId: string): Promise<string[]> {
    const { body } = await owner.ecs.describeSecurityGroupAttribute(
        new DescribeSecurityGroupAttributeRequest({
            regionId: REGION,
            securityGroupId,
            direction: "all",
        }),
    );
    return (body?.permissions?.permission ?? [])
        .map((rule) =>
            [
                rule.direction,
                rule.ipProtocol?.toLowerCase(),
                rule.portRange,
                rule.sourceCidrIp,
                rule.policy,
            ].join(" "),
        )
        .sort();
}

/** The network interfaces of a vSwitch that PrivateLink made, and not a server. */
export async function endpointInterfaces(owner: Clients, vSwitchId: string) {
    const { body } = await owner.ecs.describeNetworkInterfaces(
        new DescribeNetworkInterfacesRequest({ regionId: REGION, vSwitchId }),
    );
    return (body?.networkInterfaceSets?.networkInterfaceSet ?? [])
        .filter(({ instanceId }) => instanceId === undefined || instanceId === "")
        .map((found) => ({
            eniId: found.networkInterfaceId,
            eniIp: found.privateIpAddress,
            securityGroupIds: found.securityGroupIds?.securityGroupId,
        }));
}

/** The connections of a service: endpoint, status, bandwidth. */
export async function connections(owner: Clients, ServiceId: string) {
    const found = await owner.call(PRIVATELINK, "ListVpcEndpointConnections", { ServiceId });
    return (found.Connections as Fields[]).map((connection) => ({
        endpointId: connection.EndpointId,
        status: connection.ConnectionStatus,
        bandwidth: connection.Bandwidth,
    }));
}

async function tagsOf(owner: Clients, ResourceType: string, id: string) {
    const { TagResources } = await owner.call(PRIVATELINK, "ListTagResources", {
        ResourceType,
        ResourceId: [id],
    });
    return Object.fromEntries(
        (TagResources as Fields[]).map(({ TagKey, TagValue }) => [TagKey, TagValue]),
    );
}
