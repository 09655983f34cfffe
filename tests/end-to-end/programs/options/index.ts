import {
    ClbInstanceChargeType,
    ClbListenerProtocol,
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
    Payer,
    TransportProtocol,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const zoneId = "eu-central-1b";
const resourceGroupId = config.require("resourceGroupId");
const consumerVpcId = config.require("consumerVpcId");
const consumerVswitchId = config.require("consumerVswitchId");

// One service over a load balancer that is there already; it pays, and accepts everyone by itself.
const existing = new ClbServiceResource("existing", {
    loadBalancerId: config.require("loadBalancerId"),
    listeners: [{ port: 53, protocol: ClbListenerProtocol.Udp, description: "names" }],
});
const open = new EndpointService("open", {
    serviceResources: [{ loadBalancerId: existing.loadBalancerId, zoneIds: [zoneId] }],
    ports: existing.ports,
    acceptanceRequired: false,
    zoneAffinityEnabled: false,
    payer: Payer.EndpointService,
    resourceGroupId,
});
const fixed = new InterfaceEndpoint("fixed", {
    serviceId: open.serviceId,
    vpcId: consumerVpcId,
    zones: [{ zoneId, vswitchId: consumerVswitchId, eniIp: "10.20.0.77" }],
    securityGroupIds: config.requireObject<string[]>("securityGroupIds"),
    resourceGroupId,
});

// Another over a new load balancer, billed by what it carries, with an HTTP listener.
const measured = new ClbServiceResource("measured", {
    vswitchId: config.require("providerVswitchId"),
    instanceChargeType: ClbInstanceChargeType.PayByClcu,
    address: "192.168.24.200",
    resourceGroupId,
    tags: { team: "payments" },
    listeners: [
        {
            port: 8080,
            protocol: ClbListenerProtocol.Http,
            backendPort: 80,
            scheduler: "wlc",
            healthCheck: {
                path: "/healthy",
                domain: "orders.example.com",
                httpCodes: "http_2xx,http_3xx",
                intervalSeconds: 7,
                timeoutSeconds: 6,
                healthyThreshold: 4,
                unhealthyThreshold: 5,
            },
        },
        {
            port: 8081,
            protocol: ClbListenerProtocol.Http,
            healthCheck: { enabled: false },
        },
        {
            port: 9000,
            persistenceTimeoutSeconds: 300,
            healthCheck: { type: "http", port: 9001, path: "/ready" },
        },
    ],
});
const closed = new EndpointService("closed", {
    serviceResources: [{ loadBalancerId: measured.loadBalancerId, zoneIds: [zoneId] }],
    ports: measured.ports,
    serviceDescription: "Billed by what it carries",
});
const lookedUp = new InterfaceEndpoint("looked-up", {
    serviceName: closed.serviceName,
    vpcId: consumerVpcId,
    zones: [{ zoneId, vswitchId: consumerVswitchId }],
    ports: [{ port: 8080 }, { port: 53, protocol: TransportProtocol.Udp }],
    icmpAllowed: false,
    resourceGroupId,
});
const connection = new EndpointConnection("connection", {
    serviceId: closed.serviceId,
    endpointId: lookedUp.endpointId,
    bandwidth: 100,
});

export const ids = {
    open: open.serviceId,
    closed: closed.serviceId,
    measured: measured.loadBalancerId,
    fixed: fixed.endpointId,
    lookedUp: lookedUp.endpointId,
};
export const existingZoneId = existing.zoneId;
export const existingPorts = existing.ports;
export const fixedGroups = fixed.securityGroupIds;
export const connectionStatus = connection.connectionStatus;
