import { type Clients, eventually, NLB } from "../../../emulator/client";
import { type Fields, type Provisions, tagsOf } from "./provision";

function call(clients: Clients, action: string, parameters: Fields): Promise<Fields> {
    return clients.call(NLB, action, parameters);
}

/** Codes after which the provider asks again: the group is busy with another server. */
const BUSY = "IncorrectStatus.serverGroup";
/** What is waited for goes on in this process: it takes a number of turns, however slow the machine is. */
const MOST_ATTEMPTS = 60;

async function addServer(clients: Clients, parameters: Fields): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            await call(clients, "AddServersToServerGroup", parameters);
            return;
        } catch (error) {
            if ((error as { code?: string }).code !== BUSY || attempt === MOST_ATTEMPTS) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }
}

/** The calls that the provider makes for a resource of NLB, and the state that comes of them. */
export const NETWORK_LOAD_BALANCING: Provisions = {
    "nlb/loadBalancer:LoadBalancer": async (clients, inputs) => {
        const { LoadbalancerId } = await call(clients, "CreateLoadBalancer", {
            LoadBalancerName: inputs.loadBalancerName,
            AddressType: inputs.addressType,
            VpcId: inputs.vpcId,
            ZoneMappings: inputs.zoneMappings.map((zone: Fields) => ({
                ZoneId: zone.zoneId,
                VSwitchId: zone.vswitchId,
                PrivateIPv4Address: zone.privateIpv4Address,
            })),
            DeletionProtectionConfig: { Enabled: inputs.deletionProtectionConfig.enabled },
            Tag: tagsOf(inputs),
        });
        const named = { LoadBalancerId: LoadbalancerId };
        const active = () =>
            eventually(
                () => call(clients, "GetLoadBalancerAttribute", named),
                ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
            );
        const found = await active();
        const CrossZoneEnabled = inputs.crossZoneEnabled;
        if (CrossZoneEnabled !== found.CrossZoneEnabled) {
            await call(clients, "UpdateLoadBalancerAttribute", { ...named, CrossZoneEnabled });
            await active();
        }
        return {
            id: LoadbalancerId,
            state: { ...inputs, addressType: found.AddressType, dnsName: found.DNSName },
        };
    },
    "nlb/serverGroup:ServerGroup": async (clients, inputs) => {
        const { healthCheck: check } = inputs;
        const { ServerGroupId } = await call(clients, "CreateServerGroup", {
            ServerGroupName: inputs.serverGroupName,
            ServerGroupType: inputs.serverGroupType,
            Protocol: inputs.protocol,
            VpcId: inputs.vpcId,
            AnyPortEnabled: inputs.anyPortEnabled,
            Scheduler: inputs.scheduler,
            ConnectionDrainEnabled: inputs.connectionDrainEnabled,
            ConnectionDrainTimeout: inputs.connectionDrainTimeout,
            PreserveClientIpEnabled: inputs.preserveClientIpEnabled,
            HealthCheckConfig: {
                HealthCheckEnabled: check.healthCheckEnabled,
                HealthCheckType: check.healthCheckType,
                HttpCheckMethod: check.httpCheckMethod,
                HealthCheckUrl: check.healthCheckUrl,
                HealthCheckDomain: check.healthCheckDomain,
                HealthCheckHttpCode: check.healthCheckHttpCodes,
                HealthCheckConnectPort: check.healthCheckConnectPort,
                HealthCheckInterval: check.healthCheckInterval,
                HealthCheckConnectTimeout: check.healthCheckConnectTimeout,
                HealthyThreshold: check.healthyThreshold,
                UnhealthyThreshold: check.unhealthyThreshold,
            },
            Tag: tagsOf(inputs),
        });
        await eventually(
            () => call(clients, "ListServerGroups", { ServerGroupIds: [ServerGroupId] }),
            ({ ServerGroups }) => ServerGroups[0]?.ServerGroupStatus === "Available",
        );
        return { id: ServerGroupId, state: inputs };
    },
    "nlb/serverGroupServerAttachment:ServerGroupServerAttachment": async (clients, inputs) => {
        const { serverGroupId, serverId, serverType, serverIp, port, weight } = inputs;
        await addServer(clients, {
            ServerGroupId: serverGroupId,
            Servers: [
                {
                    ServerId: serverId,
                    ServerType: serverType,
                    ServerIp: serverIp,
                    Port: port,
                    Weight: weight,
                },
            ],
        });
        return { id: [serverGroupId, serverId, serverType, port].join(":"), state: inputs };
    },
    "nlb/listener:Listener": async (clients, inputs) => {
        const { proxyProtocolConfig: identity } = inputs;
        const { ListenerId, JobId } = await call(clients, "CreateListener", {
            LoadBalancerId: inputs.loadBalancerId,
            ServerGroupId: inputs.serverGroupId,
            ListenerProtocol: inputs.listenerProtocol,
            ListenerPort: inputs.listenerPort,
            StartPort: inputs.startPort,
            EndPort: inputs.endPort,
            ListenerDescription: inputs.listenerDescription,
            IdleTimeout: inputs.idleTimeout,
            Cps: inputs.cps,
            ProxyProtocolEnabled: inputs.proxyProtocolEnabled,
            ProxyProtocolV2Config: {
                Ppv2VpcIdEnabled: identity.proxyProtocolConfigVpcIdEnabled,
                Ppv2PrivateLinkEpIdEnabled: identity.proxyProtocolConfigPrivateLinkEpIdEnabled,
                Ppv2PrivateLinkEpsIdEnabled: identity.proxyProtocolConfigPrivateLinkEpsIdEnabled,
            },
            Tag: tagsOf(inputs),
        });
        await eventually(
            () => call(clients, "GetJobStatus", { JobId }),
            ({ Status }) => Status === "Succeeded",
        );
        return { id: ListenerId, state: inputs };
    },
};
