import type { Account, Emulator } from "../../tools/emulator";
import { clients, ECS, eventually, PRIVATELINK, SLB, VPC } from "./client";
import { IMAGE, ZONE_A, ZONE_B } from "./networkScene";

type Body = Record<string, any>;

/** One resource of every kind that an action can name, by the kind. */
export type Belongings = Readonly<Record<BelongingKind, string>>;

export const BELONGING_KINDS = [
    "vpc",
    "vswitch",
    "route table",
    "security group",
    "security group rule",
    "instance",
    "disk",
    "network interface",
    "load balancer",
    "server group",
    "service",
    "endpoint",
    "endpoint interface",
    "command",
    "invocation",
] as const;
export type BelongingKind = (typeof BELONGING_KINDS)[number];

/** The ports of the load balancer's listeners. */
export const LISTENER_PORTS = { TCP: 80, UDP: 81, HTTP: 82, HTTPS: 443 } as const;

/** Makes an account one of everything, through the API, named and described with a word of its own. */
export async function belongingsOf(
    emulator: Emulator,
    account: Account,
    word: string,
): Promise<Belongings> {
    const { call } = clients(emulator, account);
    const Tag = [{ Key: word, Value: word }];
    const { VpcId, RouteTableId } = await call(VPC, "CreateVpc", {
        CidrBlock: "10.0.0.0/16",
        VpcName: word,
        Description: word,
    });
    await becomes(
        () => call(VPC, "DescribeVpcAttribute", { VpcId }),
        ({ Status }) => Status === "Available",
    );
    const vswitch = async (ZoneId: string, CidrBlock: string): Promise<string> => {
        const { VSwitchId } = await call(VPC, "CreateVSwitch", {
            VpcId,
            ZoneId,
            CidrBlock,
            VSwitchName: word,
        });
        await becomes(
            () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return VSwitchId as string;
    };
    const VSwitchId = await vswitch(ZONE_A, "10.0.1.0/24");
    const otherVswitchId = await vswitch(ZONE_B, "10.0.2.0/24");
    const { SecurityGroupId } = await call(ECS, "CreateSecurityGroup", {
        VpcId,
        SecurityGroupName: word,
        Tag,
    });
    await call(ECS, "AuthorizeSecurityGroup", {
        SecurityGroupId,
        IpProtocol: "tcp",
        PortRange: "80/80",
        SourceCidrIp: "10.0.0.0/16",
        Description: word,
    });
    const { Permissions } = await call(ECS, "DescribeSecurityGroupAttribute", { SecurityGroupId });

    const { InstanceIdSets } = await call(ECS, "RunInstances", {
        ImageId: IMAGE,
        InstanceType: "ecs.c7.large",
        VSwitchId,
        SecurityGroupId,
        InstanceName: word,
        Tag,
    });
    const InstanceId = InstanceIdSets.InstanceIdSet[0] as string;
    await becomes(
        () => call(ECS, "DescribeInstanceAttribute", { InstanceId }),
        ({ Status }) => Status === "Running",
    );
    const { Disks } = await call(ECS, "DescribeDisks", { InstanceId });
    const { NetworkInterfaceSets } = await call(ECS, "DescribeNetworkInterfaces", { InstanceId });

    const loadBalancer = async (VSwitchId: string): Promise<string> => {
        const { LoadBalancerId } = await call(SLB, "CreateLoadBalancer", {
            VSwitchId,
            LoadBalancerSpec: "slb.s1.small",
            LoadBalancerName: word,
        });
        return LoadBalancerId as string;
    };
    const LoadBalancerId = await loadBalancer(VSwitchId);
    await call(SLB, "AddBackendServers", {
        LoadBalancerId,
        BackendServers: JSON.stringify([{ ServerId: InstanceId, Weight: "100" }]),
    });
    const { VServerGroupId } = await call(SLB, "CreateVServerGroup", {
        LoadBalancerId,
        VServerGroupName: word,
        BackendServers: JSON.stringify([{ ServerId: InstanceId, Port: "80", Weight: "100" }]),
    });
    for (const [protocol, ListenerPort] of Object.entries(LISTENER_PORTS)) {
        await call(SLB, `CreateLoadBalancer${protocol}Listener`, {
            LoadBalancerId,
            ListenerPort,
            BackendServerPort: 80,
            Bandwidth: -1,
            Description: word,
            ...(protocol.startsWith("HTTP") ? { HealthCheck: "off", StickySession: "off" } : {}),
            ...(protocol === "HTTPS"
                ? { ServerCertificateId: `${account.accountId}_${word}` }
                : {}),
        });
    }

    const { ServiceId } = await call(PRIVATELINK, "CreateVpcEndpointService", {
        ServiceDescription: word,
        Tag,
    });
    await becomes(
        () => call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
        ({ ServiceStatus }) => ServiceStatus === "Active",
    );
    // A second zone, which the endpoint is not in yet.
    for (const ResourceId of [LoadBalancerId, await loadBalancer(otherVswitchId)]) {
        await call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
            ServiceId,
            ResourceId,
            ResourceType: "slb",
        });
    }
    const { EndpointId } = await call(PRIVATELINK, "CreateVpcEndpoint", {
        ServiceId,
        VpcId,
        SecurityGroupId: [SecurityGroupId],
        EndpointName: word,
        Zone: [{ ZoneId: ZONE_A, VSwitchId }],
        Tag,
    });
    await becomes(
        () => call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
        ({ EndpointStatus }) => EndpointStatus === "Active",
    );
    await call(PRIVATELINK, "EnableVpcEndpointConnection", { ServiceId, EndpointId });
    await becomes(
        () => call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
        ({ ConnectionStatus }) => ConnectionStatus === "Connected",
    );
    const { Zones } = await call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId });

    const { CommandId } = await call(ECS, "CreateCommand", {
        Name: word,
        Type: "RunShellScript",
        CommandContent: Buffer.from(`echo ${word}`).toString("base64"),
        Tag,
    });
    const { InvokeId } = await call(ECS, "InvokeCommand", { CommandId, InstanceId: [InstanceId] });
    await becomes(
        () => call(ECS, "DescribeInvocationResults", { InvokeId }),
        ({ Invocation }) => Invocation.InvocationResults.InvocationResult[0].FinishedTime !== "",
    );
    return {
        "vpc": VpcId,
        "vswitch": VSwitchId,
        "route table": RouteTableId,
        "security group": SecurityGroupId,
        "security group rule": Permissions.Permission[0].SecurityGroupRuleId,
        "instance": InstanceId,
        "disk": Disks.Disk[0].DiskId,
        "network interface": NetworkInterfaceSets.NetworkInterfaceSet[0].NetworkInterfaceId,
        "load balancer": LoadBalancerId,
        "server group": VServerGroupId,
        "service": ServiceId,
        "endpoint": EndpointId,
        "endpoint interface": Zones[0].EniId,
        "command": CommandId,
        "invocation": InvokeId,
    };
}

async function becomes(ask: () => Promise<Body>, wanted: (answer: Body) => boolean): Promise<void> {
    await eventually(ask, wanted);
}
