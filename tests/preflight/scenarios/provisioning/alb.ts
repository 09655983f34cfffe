import { ALB, type Clients, eventually } from "../../../emulator/client";
import { type Fields, type Provisions, tagsOf } from "./provision";

/** A call of ALB, which as the provider makes it names no region. */
function call(clients: Clients, action: string, parameters: Fields): Promise<Fields> {
    return clients.call(ALB, action, { RegionId: undefined, ...parameters });
}

/** What the provider does once a resource is there; the tags of its creation do not count. */
async function tag(
    clients: Clients,
    ResourceType: string,
    ResourceId: string,
    inputs: Fields,
): Promise<void> {
    const Tag = tagsOf(inputs);
    if (Tag.length > 0) {
        await call(clients, "TagResources", { ResourceType, ResourceId: [ResourceId], Tag });
    }
}

function availableGroup(clients: Clients, ServerGroupId: string): Promise<Fields> {
    return eventually(
        () => call(clients, "ListServerGroups", { ServerGroupIds: [ServerGroupId] }),
        ({ ServerGroups }) => ServerGroups[0]?.ServerGroupStatus === "Available",
    );
}

/** The calls that the provider makes for a resource of ALB, and the state that comes of them. */
export const APPLICATION_LOAD_BALANCING: Provisions = {
    "alb/loadBalancer:LoadBalancer": async (clients, inputs) => {
        const { LoadBalancerId } = await call(clients, "CreateLoadBalancer", {
            LoadBalancerName: inputs.loadBalancerName,
            LoadBalancerEdition: inputs.loadBalancerEdition,
            AddressType: inputs.addressType,
            AddressAllocatedMode: inputs.addressAllocatedMode,
            LoadBalancerBillingConfig: { PayType: "PostPay" },
            VpcId: inputs.vpcId,
            ZoneMappings: inputs.zoneMappings.map((zone: Fields) => ({
                ZoneId: zone.zoneId,
                VSwitchId: zone.vswitchId,
                IntranetAddress: zone.intranetAddress,
                AllocationId: "",
                EipType: "",
            })),
            DeletionProtectionEnabled: inputs.deletionProtectionConfig.enabled,
            Tags: tagsOf(inputs),
        });
        const found = await eventually(
            () => call(clients, "GetLoadBalancerAttribute", { LoadBalancerId }),
            ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
        );
        await tag(clients, "loadbalancer", LoadBalancerId, inputs);
        return {
            id: LoadBalancerId,
            state: {
                ...inputs,
                addressType: found.AddressType,
                dnsName: found.DNSName,
                status: found.LoadBalancerStatus,
                zoneMappings: found.ZoneMappings.map((zone: Fields) => ({
                    zoneId: zone.ZoneId,
                    vswitchId: zone.VSwitchId,
                    intranetAddress: zone.LoadBalancerAddresses[0].IntranetAddress,
                })),
            },
        };
    },
    "alb/serverGroup:ServerGroup": async (clients, inputs) => {
        const { healthCheckConfig: check, stickySessionConfig: session } = inputs;
        const { ServerGroupId } = await call(clients, "CreateServerGroup", {
            ServerGroupName: inputs.serverGroupName,
            ServerGroupType: inputs.serverGroupType,
            VpcId: inputs.vpcId,
            Protocol: inputs.protocol,
            Scheduler: inputs.scheduler,
            HealthCheckConfig: {
                HealthCheckEnabled: check.healthCheckEnabled,
                HealthCheckProtocol: check.healthCheckProtocol,
                HealthCheckMethod: check.healthCheckMethod,
                HealthCheckPath: check.healthCheckPath,
                HealthCheckHost: check.healthCheckHost,
                HealthCheckCodes: check.healthCheckCodes,
                HealthCheckConnectPort: check.healthCheckConnectPort,
                HealthCheckInterval: check.healthCheckInterval,
                HealthCheckTimeout: check.healthCheckTimeout,
                HealthyThreshold: check.healthyThreshold,
                UnhealthyThreshold: check.unhealthyThreshold,
            },
            StickySessionConfig: {
                StickySessionEnabled: session.stickySessionEnabled,
                StickySessionType: session.stickySessionType,
                Cookie: session.cookie,
                CookieTimeout: session.cookieTimeout,
            },
            Tags: tagsOf(inputs),
        });
        await availableGroup(clients, ServerGroupId);
        await tag(clients, "servergroup", ServerGroupId, inputs);
        await call(clients, "AddServersToServerGroup", {
            ServerGroupId,
            Servers: inputs.servers.map((server: Fields) => ({
                ServerId: server.serverId,
                ServerType: server.serverType,
                ServerIp: server.serverIp,
                Port: server.port,
                Weight: server.weight,
                RemoteIpEnabled: false,
            })),
        });
        await availableGroup(clients, ServerGroupId);
        return { id: ServerGroupId, state: inputs };
    },
    "alb/listener:Listener": async (clients, inputs) => {
        const { ListenerId, JobId } = await call(clients, "CreateListener", {
            LoadBalancerId: inputs.loadBalancerId,
            ListenerPort: inputs.listenerPort,
            ListenerProtocol: inputs.listenerProtocol,
            ListenerDescription: inputs.listenerDescription,
            Certificates:
                inputs.certificates === undefined
                    ? undefined
                    : [{ CertificateId: inputs.certificates.certificateId }],
            SecurityPolicyId: inputs.securityPolicyId,
            IdleTimeout: inputs.idleTimeout,
            RequestTimeout: inputs.requestTimeout,
            DefaultActions: inputs.defaultActions.map((action: Fields) => ({
                Type: action.type,
                ForwardGroupConfig: {
                    ServerGroupTuples: action.forwardGroupConfig.serverGroupTuples.map(
                        ({ serverGroupId }: Fields) => ({ ServerGroupId: serverGroupId }),
                    ),
                },
            })),
        });
        await eventually(
            () => call(clients, "ListAsynJobs", { JobIds: [JobId] }),
            ({ Jobs }) => Jobs[0]?.Status === "Succeeded",
        );
        return { id: ListenerId, state: inputs };
    },
};
