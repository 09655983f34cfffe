import { SLB } from "../../../emulator/client";
import { type Fields, type Provisions, tagsOf } from "./provision";

/** The calls that the provider makes for a resource of CLB, and the state that comes of them. */
export const CLASSIC_LOAD_BALANCING: Provisions = {
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
};
