import {
    checkAddressPlan,
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
    type Payer,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";

import { createServer } from "../../shared/server";
import { aNumber, StackConfig } from "../../shared/stackConfig";

const config = new StackConfig();
const zoneId = config.require("zoneId");
const backendPort = config.requireNumber("backendPort");
const listenerPort = config.requireNumber("listenerPort");
const acceptanceRequired = config.requireBoolean("acceptanceRequired");
const bandwidth = config.getNumber("bandwidth");
const tags = config.namedTexts("tags");
const resourceGroupId = config.get("resourceGroupId");
const machine = { instanceType: config.get("instanceType"), imageId: config.get("imageId") };

// The owner's side: VPC2 with backend servers, a CLB in front of them, and the endpoint service.
const ownerCidrBlock = config.require("providerVpcCidrBlock");
const ownerNetwork = createNetwork(
    "vpc2",
    ownerCidrBlock,
    config.require("providerVswitchCidrBlock"),
);
const backendGroup = createSecurityGroup("backends", ownerNetwork.vpcId);
// Load balancers reach and check their backend servers from 100.64.0.0/10.
for (const cidrIp of [ownerCidrBlock, "100.64.0.0/10"]) {
    new ecs.SecurityGroupRule(`backends-tcp-${backendPort}-${cidrIp}`, {
        securityGroupId: backendGroup.id,
        type: "ingress",
        ipProtocol: "tcp",
        portRange: `${backendPort}/${backendPort}`,
        cidrIp,
        policy: "accept",
        priority: 1,
    });
}
const backends = config.entries("backends", aNumber, { ecs2: 100, ecs3: 100 });
const loadBalancer = new ClbServiceResource("service", {
    vswitchId: ownerNetwork.vswitchId,
    zoneId,
    loadBalancerSpec: config.require("loadBalancerSpec"),
    deletionProtection: config.requireBoolean("deletionProtection"),
    listeners: [{ port: listenerPort, backendPort }],
    backendServers: Object.entries(backends).map(([name, weight]) => {
        const { vswitchId } = ownerNetwork;
        const place = { zoneId, vswitchId, securityGroupId: backendGroup.id };
        const server = createServer(name, { ...place, ...machine, pagePort: backendPort, tags });
        return { serverId: server.id, weight };
    }),
    resourceGroupId,
    tags,
});
const service = new EndpointService("service", {
    serviceResources: [loadBalancer],
    serviceDescription: config.require("serviceDescription"),
    acceptanceRequired,
    zoneAffinityEnabled: config.requireBoolean("zoneAffinityEnabled"),
    allowedAccountIds: config.texts("allowedAccountIds"),
    whitelistedElsewhere: false,
    payer: config.require<Payer>("payer"),
    connectBandwidth: config.getNumber("connectBandwidth"),
    resourceGroupId,
    tags,
});

// The consumer's side: VPC1 with a client, and the endpoint.
const eniIp = config.get("eniIp");
const consumerCidrBlock = config.require("consumerVpcCidrBlock");
const { vpcId, vswitchId } = createNetwork(
    "vpc1",
    consumerCidrBlock,
    config.require("consumerVswitchCidrBlock"),
    eniIp,
);
const securityGroupId = createSecurityGroup("client", vpcId).id;
createServer("ecs1", { zoneId, vswitchId, securityGroupId, ...machine, tags });
const securityGroupIds = config.texts("securityGroupIds");
const clientCidrBlocks = config.texts("clientCidrBlocks") ?? [consumerCidrBlock];
const icmpAllowed = config.getBoolean("icmpAllowed");
const endpoint = new InterfaceEndpoint("endpoint", {
    serviceName: service.serviceName,
    ports: [{ port: listenerPort }],
    vpcId,
    zones: [{ zoneId, vswitchId, eniIp }],
    // Security groups of your own take the place of the one that the component creates.
    ...(securityGroupIds ? { securityGroupIds } : { clientCidrBlocks, icmpAllowed }),
    endpointName: config.require("endpointName"),
    endpointDescription: config.get("endpointDescription"),
    resourceGroupId,
    tags,
});

// The owner accepts the endpoint.
const connection = acceptanceRequired
    ? new EndpointConnection("connection", {
          offer: service.offer,
          request: endpoint.request,
          bandwidth,
      })
    : undefined;
config.rejectUnknownKeys();

export const { serviceName } = service;
export const { endpointDomain, zones } = endpoint;
export const connectionStatus = connection?.connectionStatus ?? "accepted by the service itself";

/** A VPC with a vSwitch, in place of your own. */
function createNetwork(
    name: string,
    vpcCidrBlock: string,
    vswitchCidrBlock: string,
    fixedAddress?: string,
) {
    const plan = checkAddressPlan(name, {
        vpcCidrBlock,
        vswitchCidrBlocks: { [zoneId]: vswitchCidrBlock },
        addresses: { [zoneId]: fixedAddress === undefined ? [] : [fixedAddress] },
    });
    const network = new vpc.Network(name, { vpcName: name, cidrBlock: plan.vpcCidrBlock, tags });
    const vswitch = new vpc.Switch(`${name}-${zoneId}`, {
        vswitchName: `${name}-${zoneId}`,
        vpcId: network.id,
        zoneId,
        cidrBlock: vswitchCidrBlock,
        tags,
    });
    return { vpcId: network.id, vswitchId: vswitch.id };
}

function createSecurityGroup(name: string, vpcId: vpc.Network["id"]) {
    return new ecs.SecurityGroup(name, {
        securityGroupName: name,
        description: `Servers of ${name}`,
        vpcId,
        tags,
    });
}
