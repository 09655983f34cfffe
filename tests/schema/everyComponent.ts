import { rootCertificates } from "node:tls";

import * as pulumi from "@pulumi/pulumi";

import * as components from "../../index";
import { PARTNER, REGION } from "../unit/cloud";
import {
    answerCloudAssistant,
    seenLine,
    answered,
} from "../unit/consumer/connectivityCheck/cloudAssistant";
import { OFFER, REQUEST } from "../unit/contract/contracts";
import { answerServiceEndpoints } from "../unit/provider/serviceEndpoints";

type ComponentClass<Args = never> = new (name: string, args: Args) => pulumi.ComponentResource;

/** A program that makes one component. */
export interface Making {
    readonly componentClass: string;
    readonly args: object;
    readonly make: () => pulumi.ComponentResource;
}

function making<Args extends object>(component: ComponentClass<Args>, args: Args): Making {
    return {
        componentClass: component.name,
        args,
        make: () => new component("app", args),
    };
}

/** Every component that the package exports. */
export const EXPORTED = Object.values(components).filter(
    (each): each is Extract<typeof each, ComponentClass> =>
        typeof each === "function" && each.prototype instanceof pulumi.ComponentResource,
);

const TAGS = { team: "orders" };

// A connectivity check reads its result by a call of its own: the endpoint's domain, then the domain and
// the address of each zone.
answerCloudAssistant();
const [IN_A, IN_B, IN_C] = ["10.20.0.97", "10.20.0.98", "10.20.0.99"];
answered.runs = () => [
    {
        id: "EcsInvocation/app",
        output: [IN_A, IN_A, IN_A, IN_B, IN_B, IN_C, IN_C]
            .map((address, index) =>
                seenLine({ index, addresses: `${address},`, status: "204", endpoint: "ep-1" }),
            )
            .join("\n"),
    },
];

// A map of consumers lists the endpoints of its service by a call of its own.
answerServiceEndpoints();

/**
 * Programs that between them make every component in every way that sets other properties of
 * resources, with all of its arguments.
 */
export const EVERY_COMPONENT: Record<string, Making> = {
    "a new CLB, billed by specification": making(components.ClbServiceResource, {
        preflight: components.PreflightMode.Online,
        vswitchId: "vsw-1",
        zoneId: `${REGION}a`,
        secondaryZoneId: `${REGION}b`,
        loadBalancerName: "orders",
        address: "10.10.0.9",
        instanceChargeType: components.ClbInstanceChargeType.PayBySpec,
        loadBalancerSpec: "slb.s1.small",
        deletionProtection: false,
        resourceGroupId: "rg-1",
        tags: TAGS,
        listeners: [
            {
                port: 80,
                protocol: components.ClbListenerProtocol.Tcp,
                backendPort: 8080,
                description: "orders",
                scheduler: components.ClbScheduler.RoundRobin,
                bandwidth: 100,
                persistenceTimeoutSeconds: 60,
                healthCheck: {
                    enabled: true,
                    type: components.ClbHealthCheckType.Http,
                    port: 8081,
                    path: "/healthy",
                    domain: "orders.example",
                    httpCodes: "http_2xx",
                    intervalSeconds: 5,
                    timeoutSeconds: 5,
                    healthyThreshold: 3,
                    unhealthyThreshold: 3,
                },
            },
            {
                port: 443,
                protocol: components.ClbListenerProtocol.Https,
                serverCertificateId: "cert-1",
            },
        ],
        backendServers: [{ serverId: "i-1", weight: 50 }],
    }),
    "an existing CLB": making(components.ClbServiceResource, {
        loadBalancerId: "lb-1",
        listeners: [{ port: 53, protocol: components.ClbListenerProtocol.Udp }],
        backendServers: [{ serverId: "i-1" }],
    }),
    "a new ALB with every option of its servers": making(components.AlbServiceResource, {
        preflight: components.PreflightMode.Online,
        vpcId: "vpc-1",
        zones: [
            { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" },
            { zoneId: `${REGION}b`, vswitchId: "vsw-b", address: "10.10.1.9" },
        ],
        loadBalancerName: "orders",
        edition: components.AlbEdition.Standard,
        addressType: components.AlbAddressType.Intranet,
        addressAllocatedMode: components.AlbAddressAllocatedMode.Fixed,
        deletionProtection: false,
        resourceGroupId: "rg-1",
        tags: TAGS,
        listeners: [
            { port: 80, description: "orders", idleTimeoutSeconds: 30, requestTimeoutSeconds: 90 },
            {
                port: 443,
                protocol: components.AlbListenerProtocol.Https,
                certificateId: "cert-1",
                securityPolicyId: "tls_cipher_policy_1_2",
            },
        ],
        serverGroup: {
            serverGroupName: "orders",
            protocol: components.AlbServerProtocol.Http,
            scheduler: components.AlbScheduler.WeightedLeastConnections,
            servers: [{ serverId: "i-1", serverIp: "10.10.0.20", port: 8080, weight: 50 }],
            healthCheck: {
                enabled: true,
                protocol: components.AlbHealthCheckProtocol.Http,
                method: components.AlbHealthCheckMethod.Get,
                path: "/healthy",
                host: "orders.example",
                codes: ["http_2xx", "http_3xx"],
                port: 8081,
                intervalSeconds: 5,
                timeoutSeconds: 5,
                healthyThreshold: 3,
                unhealthyThreshold: 3,
            },
            stickySession: { cookieTimeoutSeconds: 600 },
        },
    }),
    "a new ALB whose servers are known by address and set a cookie": making(
        components.AlbServiceResource,
        {
            vpcId: "vpc-1",
            edition: components.AlbEdition.Standard,
            zones: [
                { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" },
                { zoneId: `${REGION}b`, vswitchId: "vsw-b", address: "10.10.1.9" },
            ],
            listeners: [{ port: 80 }],
            serverGroup: {
                servers: [{ serverIp: "10.10.0.20" }],
                stickySession: { cookie: "session" },
            },
        },
    ),
    "an existing ALB": making(components.AlbServiceResource, {
        loadBalancerId: "alb-1",
        zones: [{ zoneId: `${REGION}a` }],
        listeners: [{ port: 80 }],
        serverGroup: { servers: [{ serverIp: "10.10.0.20" }] },
    }),
    "a new NLB with every option of its servers": making(components.NlbServiceResource, {
        preflight: components.PreflightMode.Online,
        vpcId: "vpc-1",
        zones: [
            { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" },
            { zoneId: `${REGION}b`, vswitchId: "vsw-b" },
        ],
        loadBalancerName: "orders",
        addressType: components.NlbAddressType.Intranet,
        crossZoneEnabled: false,
        securityGroupIds: ["sg-1"],
        deletionProtection: false,
        consumerIdentity: true,
        resourceGroupId: "rg-1",
        tags: TAGS,
        listeners: [
            {
                port: 443,
                protocol: components.NlbListenerProtocol.Tcp,
                description: "orders",
                idleTimeoutSeconds: 300,
                connectionsPerSecond: 1000,
            },
            { port: 8443 },
        ],
        serverGroup: {
            serverGroupName: "orders",
            scheduler: components.NlbScheduler.WeightedLeastConnections,
            servers: [
                { name: "one", serverId: "i-1", port: 8080, weight: 50 },
                { name: "two", networkInterfaceId: "eni-1", port: 8080 },
            ],
            drainTimeoutSeconds: 60,
            clientAddressPreserved: true,
            healthCheck: {
                enabled: true,
                type: components.NlbHealthCheckType.Http,
                method: components.NlbHealthCheckMethod.Head,
                path: "/healthy",
                host: "orders.example",
                codes: ["http_2xx", "http_3xx"],
                port: 8081,
                intervalSeconds: 10,
                timeoutSeconds: 6,
                healthyThreshold: 3,
                unhealthyThreshold: 4,
            },
        },
    }),
    "a new NLB that listens on a range": making(components.NlbServiceResource, {
        vpcId: "vpc-1",
        zones: [
            { zoneId: `${REGION}a`, vswitchId: "vsw-a" },
            { zoneId: `${REGION}b`, vswitchId: "vsw-b" },
        ],
        listeners: [{ port: 8000, lastPort: 8100 }],
        serverGroup: {
            servers: [{ name: "one", serverId: "i-1" }],
            healthCheck: { port: 8000 },
        },
    }),
    "an existing NLB": making(components.NlbServiceResource, {
        loadBalancerId: "nlb-1",
        zones: [{ zoneId: `${REGION}a` }],
        listeners: [{ port: 53, protocol: components.NlbListenerProtocol.Udp }],
        serverGroup: { servers: [{ name: "database", serverIp: "10.10.0.20", port: 53 }] },
    }),
    "a service behind an ALB, in some of its zones": making(components.EndpointService, {
        serviceResources: [
            {
                loadBalancerId: "alb-1",
                zoneIds: [`${REGION}a`],
                loadBalancerZoneIds: [`${REGION}a`, `${REGION}b`],
            },
        ],
        serviceResourceType: components.ServiceResourceType.Alb,
    }),
    "a service with a whitelist": making(components.EndpointService, {
        serviceResources: [
            {
                name: "blue",
                loadBalancerId: "lb-1",
                zoneIds: [`${REGION}a`],
                serviceResourceType: components.ServiceResourceType.Clb,
                ports: [{ port: 443 }],
            },
        ],
        serviceResourceType: components.ServiceResourceType.Clb,
        ports: [{ port: 443, protocol: components.TransportProtocol.Tcp }],
        acceptanceRequired: true,
        allowedAccountIds: [PARTNER],
        whitelistedElsewhere: false,
        hostNames: ["orders.example"],
        idleTimeoutSeconds: 900,
        serviceDescription: "orders",
        zoneAffinityEnabled: true,
        payer: components.Payer.Endpoint,
        connectBandwidth: 1024,
        supportedRegionIds: ["cn-shanghai"],
        addressIpVersion: components.AddressIpVersion.IPv4,
        resourceGroupId: "rg-1",
        tags: TAGS,
        ignoreConnectedEndpoints: false,
        deletionGuard: false,
        preflight: components.PreflightMode.Online,
    }),
    "a whitelist": making(components.EndpointServiceWhitelist, {
        serviceId: "epsrv-1",
        allowedAccountIds: [PARTNER],
        preflight: components.PreflightMode.Offline,
    }),
    "a map of consumers": making(components.EndpointServiceConsumers, {
        serviceId: "epsrv-1",
        consumers: {
            [PARTNER]: {
                displayName: "orders",
                maxEndpoints: 1,
                regionIds: [REGION],
                zoneIds: [`${REGION}a`],
                bandwidth: 200,
                endDate: "9999-12-31",
            },
        },
        whenClosed: components.ClosedConnection.Repair,
        preflight: components.PreflightMode.Offline,
    }),
    "a connection": making(components.EndpointConnection, {
        offer: OFFER,
        request: REQUEST,
        bandwidth: 200,
        whenClosed: components.ClosedConnection.Repair,
        preflight: components.PreflightMode.Online,
    }),
    "a connection by ids": making(components.EndpointConnection, {
        serviceId: "epsrv-1",
        endpointId: "ep-1",
    }),
    "a connectivity check": making(components.ConnectivityCheck, {
        // Whether the client can run it is asked of the cloud.
        preflight: components.PreflightMode.Offline,
        clientInstanceId: "i-1",
        endpointId: "ep-1",
        endpointDomain: "ep-1.eu-central-1.privatelink.aliyuncs.com",
        port: 443,
        protocol: components.CheckProtocol.Https,
        serverName: "orders.example",
        caCertificate: rootCertificates[0],
        path: "/healthy",
        expectedStatus: 204,
        consumerIdentity: true,
        timeoutSeconds: 30,
        triggers: ["blue"],
    }),
    "names that lead to the endpoint's domain": making(components.PrivateDnsName, {
        preflight: components.PreflightMode.Online,
        zoneName: "internal.example",
        offer: { ...OFFER, hostNames: ["*.internal.example"] },
        hostNames: ["orders"],
        endpointDomain: "ep-1.eu-central-1.privatelink.aliyuncs.com",
        vpcIds: ["vpc-1"],
        connectionStatus: "Connected",
        ttlSeconds: 30,
        resourceGroupId: "rg-1",
        tags: TAGS,
    }),
    "names that lead to the endpoint's addresses": making(components.PrivateDnsName, {
        zoneName: "internal.example",
        hostNames: ["orders"],
        zones: [{ zoneId: `${REGION}a`, eniIp: "10.20.0.9" }],
        vpcIds: ["vpc-1"],
        connectionStatus: "Disconnected",
    }),
    "an endpoint for a service name, with named clients": making(components.InterfaceEndpoint, {
        serviceName: `com.aliyuncs.privatelink.${REGION}.oss`,
        policyDocument: '{"Version":"1","Statement":[]}',
        endpointDescription: "to the objects",
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
        ports: [{ port: 443, protocol: components.TransportProtocol.Tcp }],
        clientCidrBlocks: ["10.1.0.0/16"],
        icmpAllowed: false,
    }),
    "an endpoint for an offer, with a new security group": making(components.InterfaceEndpoint, {
        offer: OFFER,
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a", eniIp: "10.20.0.9" }],
        icmpAllowed: true,
        endpointName: "orders",
        endpointDescription: "to the orders",
        resourceGroupId: "rg-1",
        tags: TAGS,
    }),
    "an endpoint for a service id, with an existing security group": making(
        components.InterfaceEndpoint,
        {
            serviceId: "epsrv-1",
            serviceRegionId: "cn-shanghai",
            endpointDescription: "to the orders of another region",
            crossRegionBandwidth: 1000,
            addressIpVersion: components.AddressIpVersion.IPv4,
            vpcId: "vpc-1",
            zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
            securityGroupIds: ["sg-1"],
            preflight: components.PreflightMode.Online,
        },
    ),
};
