import { type Clients, ECS, eventually, PRIVATELINK, SLB } from "../../emulator/client";
import type { Inputs } from "../../unit/cloud";
import type { Made } from "../../unit/harness";

type Fields = Record<string, any>;
type Provision = (clients: Clients, inputs: Fields) => Promise<Made>;

/** Codes after which the provider asks again: somebody else writes to the same service or endpoint. */
const BUSY = [
    "ConcurrentCallNotSupported",
    "EndpointLocked",
    "EndpointServiceLocked",
    "EndpointServiceOperationDenied",
    "EndpointOperationDenied",
    "EndpointConnectionOperationDenied",
];
const PATIENCE_MILLISECONDS = 3000;

/** A call of PrivateLink, repeated as the provider repeats it. */
async function write(clients: Clients, action: string, parameters: Fields): Promise<Fields> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
        try {
            return await clients.call(PRIVATELINK, action, parameters);
        } catch (error) {
            if (!BUSY.includes((error as { code?: string }).code ?? "") || Date.now() > deadline) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }
}

/** The calls that the provider makes for a resource, by its type, and the state that comes of them. */
const PROVISIONS: Readonly<Record<string, Provision>> = {
    "slb/applicationLoadBalancer:ApplicationLoadBalancer": async (clients, inputs) => {
        const { LoadBalancerId } = await clients.call(SLB, "CreateLoadBalancer", {
            LoadBalancerName: inputs.loadBalancerName,
            AddressType: inputs.addressType,
            VSwitchId: inputs.vswitchId,
            MasterZoneId: inputs.masterZoneId,
            SlaveZoneId: inputs.slaveZoneId,
            Address: inputs.address,
            InstanceChargeType: inputs.instanceChargeType,
            LoadBalancerSpec: inputs.loadBalancerSpec,
            DeleteProtection: inputs.deleteProtection,
            Tag: tagsOf(inputs),
        });
        const { Address, AddressType, MasterZoneId } = await clients.call(
            SLB,
            "DescribeLoadBalancerAttribute",
            { LoadBalancerId },
        );
        return {
            id: LoadBalancerId,
            state: {
                ...inputs,
                address: Address,
                addressType: AddressType,
                paymentType: "PayAsYouGo",
                masterZoneId: MasterZoneId,
            },
        };
    },
    "slb/listener:Listener": async (clients, inputs) => {
        const layer4 = inputs.protocol === "tcp" || inputs.protocol === "udp";
        await clients.call(
            SLB,
            `CreateLoadBalancer${String(inputs.protocol).toUpperCase()}Listener`,
            {
                LoadBalancerId: inputs.loadBalancerId,
                ListenerPort: inputs.frontendPort,
                BackendServerPort: inputs.backendPort,
                Bandwidth: inputs.bandwidth,
                Scheduler: inputs.scheduler,
                Description: inputs.description,
                PersistenceTimeout: inputs.persistenceTimeout,
                ...(layer4 ? {} : { StickySession: "off", HealthCheck: inputs.healthCheck }),
                HealthCheckType: inputs.protocol === "tcp" ? inputs.healthCheckType : undefined,
                [layer4 ? "HealthCheckConnectTimeout" : "HealthCheckTimeout"]:
                    inputs.healthCheckTimeout,
                [layer4 ? "healthCheckInterval" : "HealthCheckInterval"]:
                    inputs.healthCheckInterval,
                HealthCheckURI: inputs.healthCheckUri,
                HealthyThreshold: inputs.healthyThreshold,
                UnhealthyThreshold: inputs.unhealthyThreshold,
            },
        );
        await clients.call(SLB, "StartLoadBalancerListener", {
            LoadBalancerId: inputs.loadBalancerId,
            ListenerPort: inputs.frontendPort,
            ListenerProtocol: inputs.protocol,
        });
        return {
            id: [inputs.loadBalancerId, inputs.protocol, inputs.frontendPort].join(":"),
            state: inputs,
        };
    },
    "slb/backendServer:BackendServer": async (clients, inputs) => {
        await clients.call(SLB, "AddBackendServers", {
            LoadBalancerId: inputs.loadBalancerId,
            BackendServers: JSON.stringify(
                inputs.backendServers.map(({ serverId, weight }: Fields) => ({
                    ServerId: serverId,
                    Weight: String(weight),
                    Type: "ecs",
                })),
            ),
        });
        return { id: inputs.loadBalancerId, state: inputs };
    },
    "privatelink/vpcEndpointService:VpcEndpointService": async (clients, inputs) => {
        const { ServiceId } = await write(clients, "CreateVpcEndpointService", {
            ServiceDescription: inputs.serviceDescription,
            ServiceResourceType: inputs.serviceResourceType,
            AutoAcceptEnabled: inputs.autoAcceptConnection,
            ZoneAffinityEnabled: inputs.zoneAffinityEnabled,
            Payer: inputs.payer,
            AddressIpVersion: inputs.addressIpVersion,
            SupportedRegionList: inputs.supportedRegionLists,
            Tag: tagsOf(inputs),
        });
        const found = await eventually(
            () => clients.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
            ({ ServiceStatus }) => ServiceStatus === "Active",
        );
        if (inputs.connectBandwidth !== undefined) {
            await write(clients, "UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                ConnectBandwidth: inputs.connectBandwidth,
            });
        }
        return {
            id: ServiceId,
            state: {
                ...inputs,
                vpcEndpointServiceName: found.ServiceName,
                serviceDomain: found.ServiceDomain,
                regionId: clients.regionId,
            },
        };
    },
    "privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource": async (
        clients,
        inputs,
    ) => {
        const { serviceId, resourceId, resourceType, zoneId } = inputs;
        await write(clients, "AttachResourceToVpcEndpointService", {
            ServiceId: serviceId,
            ResourceId: resourceId,
            ResourceType: resourceType,
            ZoneId: zoneId,
        });
        return { id: [serviceId, resourceId].join(":"), state: inputs };
    },
    "privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser": async (clients, inputs) => {
        const { serviceId, userId } = inputs;
        await write(clients, "AddUserToVpcEndpointService", {
            ServiceId: serviceId,
            UserId: userId,
        });
        return { id: [serviceId, userId].join(":"), state: inputs };
    },
    "privatelink/vpcEndpoint:VpcEndpoint": async (clients, inputs) => {
        const { EndpointId } = await write(clients, "CreateVpcEndpoint", {
            EndpointName: inputs.vpcEndpointName,
            EndpointDescription: inputs.endpointDescription,
            EndpointType: inputs.endpointType,
            VpcId: inputs.vpcId,
            ServiceId: inputs.serviceId,
            ServiceName: inputs.serviceName,
            ServiceRegionId: inputs.serviceRegionId,
            CrossRegionBandwidth: inputs.crossRegionBandwidth,
            AddressIpVersion: inputs.addressIpVersion,
            PolicyDocument: inputs.policyDocument,
            SecurityGroupId: inputs.securityGroupIds,
            Tag: tagsOf(inputs),
        });
        const found = await eventually(
            () => clients.call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
            ({ EndpointStatus }) => EndpointStatus === "Active",
        );
        return {
            id: EndpointId,
            state: {
                ...inputs,
                serviceId: found.ServiceId,
                serviceName: found.ServiceName,
                endpointDomain: found.EndpointDomain,
                regionId: clients.regionId,
            },
        };
    },
    "privatelink/vpcEndpointZone:VpcEndpointZone": async (clients, inputs) => {
        const { endpointId, zoneId, vswitchId, eniIp } = inputs;
        await write(clients, "AddZoneToVpcEndpoint", {
            EndpointId: endpointId,
            ZoneId: zoneId,
            VSwitchId: vswitchId,
            ip: eniIp,
        });
        await eventually(
            () =>
                clients.call(PRIVATELINK, "ListVpcEndpointZones", {
                    EndpointId: endpointId,
                }),
            ({ Zones }) =>
                ["Wait", "Connected"].includes(
                    Zones.find(({ ZoneId }: Fields) => ZoneId === zoneId)?.ZoneStatus,
                ),
        );
        return { id: [endpointId, zoneId].join(":"), state: inputs };
    },
    "privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection": async (
        clients,
        inputs,
    ) => {
        const named = { ServiceId: inputs.serviceId, EndpointId: inputs.endpointId };
        await write(clients, "EnableVpcEndpointConnection", {
            ...named,
            Bandwidth: inputs.bandwidth,
        });
        const { Connections } = await eventually(
            () => clients.call(PRIVATELINK, "ListVpcEndpointConnections", named),
            (found) => found.Connections[0]?.ConnectionStatus === "Connected",
        );
        return {
            id: Object.values(named).join(":"),
            state: { ...inputs, status: Connections[0].ConnectionStatus },
        };
    },
    "ecs/securityGroup:SecurityGroup": async (clients, inputs) => {
        const { SecurityGroupId } = await clients.call(ECS, "CreateSecurityGroup", {
            SecurityGroupName: inputs.securityGroupName,
            Description: inputs.description,
            VpcId: inputs.vpcId,
            SecurityGroupType: inputs.securityGroupType,
            Tag: tagsOf(inputs),
        });
        return { id: SecurityGroupId, state: inputs };
    },
    "ecs/securityGroupRule:SecurityGroupRule": async (clients, inputs) => {
        const { ipProtocol, portRange, cidrIp, policy, priority } = inputs;
        await clients.call(ECS, "AuthorizeSecurityGroup", {
            SecurityGroupId: inputs.securityGroupId,
            Permissions: [
                {
                    IpProtocol: ipProtocol,
                    PortRange: portRange,
                    SourceCidrIp: cidrIp,
                    Policy: policy,
                    Priority: priority,
                },
            ],
        });
        return {
            id: [inputs.securityGroupId, ipProtocol, portRange, cidrIp].join(":"),
            state: inputs,
        };
    },
};

/** Makes a resource with the calls of its account. */
export function provision(clients: Clients, type: string, inputs: Inputs): Promise<Made> {
    const provide = PROVISIONS[type.replace(/^alicloud:/, "")];
    if (provide === undefined) {
        throw new Error(`The scenarios were not to make a ${type}.`);
    }
    return provide(clients, inputs);
}

function tagsOf({ tags }: Fields): Fields[] {
    return Object.entries((tags ?? {}) as Fields).map(([Key, Value]) => ({ Key, Value }));
}
