import { startEmulator, type Emulator } from "../../tools/emulator";
import { findRegion } from "../../tools/emulator/regions";
import {
    type Clients,
    clients,
    CONSUMER,
    ECS,
    eventually,
    PRIVATELINK,
    PROVIDER,
    REGION,
    SLB,
    VPC,
} from "./client";
import { IMAGE, pageServer, ZONE_A, ZONE_B } from "./networkScene";
import { agentIsUp, runScript, type ScriptResult } from "./scripts";

type Body = Record<string, any>;

/** A network of one account in two zones. */
export interface Side extends Clients {
    readonly vpcId: string;
    readonly vswitchIds: Readonly<Record<string, string>>;
    readonly groupId: string;
    /** A Running instance in the first zone, with Cloud Assistant up by default. */
    instance(parameters?: Body): Promise<string>;
    /** Accepts a block on a port, or removes the rule. */
    letIn(groupId: string, port: number, cidrBlock: string): Promise<void>;
    shutOut(groupId: string, port: number, cidrBlock: string): Promise<void>;
    securityGroup(): Promise<string>;
    vswitch(zoneId: string, cidrBlock: string): Promise<string>;
    stopInstance(instanceId: string): Promise<void>;
}

/** What a client of the consumer's sees of a URL. */
export interface Fetched {
    readonly exitCode: number;
    readonly status: string;
    readonly address: string;
    readonly body: string;
}

/**
 * A provider with two backends behind a CLB in each of two zones, and a consumer with an endpoint in both
 * zones and a client. All of it is made by calls, and the client's requests are those of a script on it.
 */
export interface TrafficScene {
    readonly emulator: Emulator;
    readonly provider: Side;
    readonly consumer: Side;
    /** By the name on their page. */
    readonly backendIds: Readonly<Record<"one" | "two", string>>;
    /** By zone. */
    readonly loadBalancerIds: Readonly<Record<string, string>>;
    readonly serviceId: string;
    readonly endpointId: string;
    readonly endpointGroupId: string;
    readonly domain: string;
    readonly zones: Readonly<Record<string, { readonly domain: string; readonly ip: string }>>;
    readonly clientId: string;
    connected(): Promise<void>;
    disconnected(): Promise<void>;
    healthIs(zoneId: string, healths: readonly string[]): Promise<void>;
    script(content: string): Promise<ScriptResult>;
    fetch(url: string, options?: string): Promise<Fetched>;
    /** The addresses that a name has on the client. */
    resolve(name: string): Promise<string[]>;
}

export const PORT = 80;
export const BACKEND_PORT = 8080;
export const CLIENTS = "10.0.0.0/16";
export const SERVERS = "192.168.0.0/16";

export async function withTraffic(
    test: (scene: TrafficScene) => Promise<void>,
    weights: Readonly<Record<"one" | "two", number>> = { one: 100, two: 100 },
    consumerRegionId: string = REGION,
): Promise<void> {
    const emulator = await startEmulator({ transitionMilliseconds: 10 });
    try {
        await test(await sceneOf(emulator, weights, consumerRegionId));
    } finally {
        await emulator.stop();
    }
}

async function sceneOf(
    emulator: Emulator,
    weights: Readonly<Record<"one" | "two", number>>,
    consumerRegionId: string,
): Promise<TrafficScene> {
    const [provider, consumer] = await Promise.all([
        sideOf(clients(emulator, PROVIDER), "192.168"),
        sideOf(clients(emulator, CONSUMER, consumerRegionId), "10.0"),
    ]);
    const { loadBalancerIds, backendIds } = await serve(provider, weights);
    const serviceId = await publish(provider, Object.values(loadBalancerIds), {
        SupportedRegionList: [consumerRegionId],
    });
    const endpointGroupId = await consumer.securityGroup();
    await consumer.letIn(endpointGroupId, PORT, CLIENTS);
    const endpointId = await subscribe(consumer, serviceId, endpointGroupId);
    const clientId = await consumer.instance();
    const { EndpointDomain } = await consumer.call(PRIVATELINK, "GetVpcEndpointAttribute", {
        EndpointId: endpointId,
    });
    const { Zones } = await consumer.call(PRIVATELINK, "ListVpcEndpointZones", {
        EndpointId: endpointId,
    });
    const connectionIs = async (wanted: string) => {
        await eventually(
            () =>
                provider.call(PRIVATELINK, "ListVpcEndpointConnections", {
                    ServiceId: serviceId,
                    EndpointId: endpointId,
                }),
            ({ Connections }) => Connections[0].ConnectionStatus === wanted,
        );
    };
    const named = { ServiceId: serviceId, EndpointId: endpointId };
    const script = (content: string) => runScript(consumer, clientId, content);
    return {
        emulator,
        provider,
        consumer,
        backendIds,
        loadBalancerIds,
        serviceId,
        endpointId,
        endpointGroupId,
        domain: EndpointDomain,
        zones: Object.fromEntries(
            Zones.map(({ ZoneId, ZoneDomain, EniIp }: Body) => [
                ZoneId,
                { domain: ZoneDomain, ip: EniIp },
            ]),
        ),
        clientId,
        async connected() {
            await provider.call(PRIVATELINK, "EnableVpcEndpointConnection", named);
            await connectionIs("Connected");
        },
        async disconnected() {
            await provider.call(PRIVATELINK, "DisableVpcEndpointConnection", named);
            await connectionIs("Disconnected");
        },
        async healthIs(zoneId, healths) {
            await healthIs(provider, loadBalancerIds[zoneId] ?? "", healths);
        },
        script,
        async resolve(name) {
            const { output } = await script(
                `getent ahostsv4 ${name} | awk '/STREAM/ { print $1 }'`,
            );
            return output.toString().split("\n").filter(Boolean);
        },
        async fetch(url, options = "") {
            const { output } = await script(
                `curl -s --connect-timeout 0.5 --max-time 5 -o page -w '%{http_code} %{remote_ip}' ${options} '${url}'; ` +
                    'echo " $?"; cat page 2>/dev/null || true',
            );
            const [first = "", ...rest] = output.toString().split("\n");
            const [status = "", address = "", exitCode = ""] = first.split(" ");
            return { status, address, exitCode: Number(exitCode), body: rest.join("\n").trim() };
        },
    };
}

/** A network whose addresses begin with these two numbers. */
export async function sideOf(own: Clients, network: string): Promise<Side> {
    const { call } = own;
    const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock: `${network}.0.0/16` });
    await eventually(
        () => call(VPC, "DescribeVpcAttribute", { VpcId }),
        ({ Status }) => Status === "Available",
    );
    const vswitch = async (ZoneId: string, CidrBlock: string) => {
        const { VSwitchId } = await call(VPC, "CreateVSwitch", { VpcId, ZoneId, CidrBlock });
        await eventually(
            () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return VSwitchId as string;
    };
    const vswitchIds: Record<string, string> = {};
    const zoneIds = findRegion(own.regionId)?.zoneIds.slice(0, 2) ?? [];
    for (const [position, zoneId] of zoneIds.entries()) {
        vswitchIds[zoneId] = await vswitch(zoneId, `${network}.${position + 1}.0/24`);
    }
    const securityGroup = async () =>
        (await call(ECS, "CreateSecurityGroup", { VpcId })).SecurityGroupId as string;
    const rule =
        (action: string) => async (SecurityGroupId: string, port: number, cidr: string) => {
            await call(ECS, action, {
                SecurityGroupId,
                IpProtocol: "tcp",
                PortRange: `${port}/${port}`,
                SourceCidrIp: cidr,
            });
        };
    const groupId = await securityGroup();
    const becomes = async (InstanceId: string, wanted: string) => {
        await eventually(
            () => call(ECS, "DescribeInstanceAttribute", { InstanceId }),
            ({ Status }) => Status === wanted,
        );
    };
    return {
        ...own,
        vpcId: VpcId,
        vswitchIds,
        groupId,
        securityGroup,
        vswitch,
        letIn: rule("AuthorizeSecurityGroup"),
        shutOut: rule("RevokeSecurityGroup"),
        async instance(parameters = {}) {
            const { InstanceIdSets } = await call(ECS, "RunInstances", {
                ImageId: IMAGE,
                InstanceType: "ecs.c7.large",
                VSwitchId: vswitchIds[zoneIds[0]],
                SecurityGroupId: groupId,
                ...parameters,
            });
            const [instanceId] = InstanceIdSets.InstanceIdSet as string[];
            await becomes(instanceId, "Running");
            if (parameters["ImageId"] === undefined) {
                await agentIsUp(own, instanceId);
            }
            return instanceId;
        },
        async stopInstance(InstanceId) {
            await call(ECS, "StopInstance", { InstanceId });
            await becomes(InstanceId, "Stopped");
        },
    };
}

/** Two backends, and a CLB in each zone that forwards to both. */
async function serve(provider: Side, weights: Readonly<Record<"one" | "two", number>>) {
    const [one, two] = await Promise.all(
        [ZONE_A, ZONE_B].map((zoneId, position) =>
            provider.instance({
                VSwitchId: provider.vswitchIds[zoneId],
                UserData: pageServer(["one", "two"][position] ?? "", BACKEND_PORT),
            }),
        ),
    );
    const servers = [
        { ServerId: one, Weight: String(weights.one) },
        { ServerId: two, Weight: String(weights.two) },
    ];
    const loadBalancerIds: Record<string, string> = {};
    for (const [zoneId, VSwitchId] of Object.entries(provider.vswitchIds)) {
        const { LoadBalancerId } = await provider.call(SLB, "CreateLoadBalancer", {
            VSwitchId,
            LoadBalancerSpec: "slb.s1.small",
        });
        await provider.call(SLB, "AddBackendServers", {
            LoadBalancerId,
            BackendServers: JSON.stringify(servers),
        });
        await listen(provider, LoadBalancerId);
        await healthIs(provider, LoadBalancerId, ["normal", "normal"]);
        loadBalancerIds[zoneId] = LoadBalancerId;
    }
    return { loadBalancerIds, backendIds: { one, two } };
}

/** A Running listener; TCP by default. */
export async function listen(
    { call }: Clients,
    LoadBalancerId: string,
    protocol: "TCP" | "HTTP" = "TCP",
    parameters: Body = {},
): Promise<void> {
    const named = { LoadBalancerId, ListenerPort: PORT, ...parameters };
    await call(SLB, `CreateLoadBalancer${protocol}Listener`, {
        BackendServerPort: BACKEND_PORT,
        Bandwidth: -1,
        ...(protocol === "HTTP" ? { HealthCheck: "on", StickySession: "off" } : {}),
        ...named,
    });
    await call(SLB, "StartLoadBalancerListener", {
        LoadBalancerId,
        ListenerPort: named.ListenerPort,
    });
}

export async function healthIs(
    { call }: Clients,
    LoadBalancerId: string,
    healths: readonly string[],
): Promise<void> {
    await eventually(
        async () => {
            const { BackendServers } = await call(SLB, "DescribeHealthStatus", { LoadBalancerId });
            return BackendServers.BackendServer.map(
                ({ ServerHealthStatus }: Body) => ServerHealthStatus,
            ) as string[];
        },
        (found) => found.join() === healths.join(),
    );
}

/** An Active service of the provider's for which the consumer is whitelisted. */
export async function publish(
    { call }: Clients,
    resourceIds: readonly string[],
    parameters: Body = {},
): Promise<string> {
    const { ServiceId } = await call(PRIVATELINK, "CreateVpcEndpointService", parameters);
    const isActive = () =>
        eventually(
            () => call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
            ({ ServiceStatus }) => ServiceStatus === "Active",
        );
    await isActive();
    for (const ResourceId of resourceIds) {
        await call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
            ServiceId,
            ResourceId,
            ResourceType: "slb",
        });
        await isActive();
    }
    await call(PRIVATELINK, "AddUserToVpcEndpointService", {
        ServiceId,
        UserId: CONSUMER.accountId,
    });
    return ServiceId as string;
}

/** An endpoint with a zone in every vSwitch of the consumer's, all of them waiting to be accepted. */
async function subscribe(consumer: Side, ServiceId: string, groupId: string): Promise<string> {
    const { EndpointId } = await consumer.call(PRIVATELINK, "CreateVpcEndpoint", {
        ServiceId,
        ServiceRegionId: REGION,
        VpcId: consumer.vpcId,
        SecurityGroupId: [groupId],
        Zone: Object.entries(consumer.vswitchIds).map(([ZoneId, VSwitchId]) => ({
            ZoneId,
            VSwitchId,
        })),
    });
    await eventually(
        () => consumer.call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId }),
        ({ Zones }) => Zones.every(({ ZoneStatus }: Body) => ZoneStatus === "Wait"),
    );
    return EndpointId as string;
}
