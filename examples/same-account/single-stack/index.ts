import {
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const zoneId = config.require("zoneId");
const port = config.requireNumber("port");

// The owner's side: VPC2 with two servers, a CLB in front of them, and the endpoint service.
const ownerCidrBlock = config.require("providerVpcCidrBlock");
const ownerVswitchCidrBlock = config.require("providerVswitchCidrBlock");
const owner = createNetwork("vpc2", "backends", ownerCidrBlock, ownerVswitchCidrBlock);
// Load balancers reach and check their servers from 100.64.0.0/10.
for (const cidrIp of [ownerCidrBlock, "100.64.0.0/10"]) {
    new ecs.SecurityGroupRule(`backends-tcp-${port}-${cidrIp}`, {
        securityGroupId: owner.securityGroupId,
        type: "ingress",
        ipProtocol: "tcp",
        portRange: `${port}/${port}`,
        cidrIp,
    });
}
const loadBalancer = new ClbServiceResource("service", {
    vswitchId: owner.vswitchId,
    zoneId,
    listeners: [{ port, backendPort: port }],
    backendServers: ["ecs2", "ecs3"].map((name) => ({ serverId: createServer(name, owner).id })),
});
const service = new EndpointService("service", {
    serviceResources: [loadBalancer],
    serviceDescription: "A service behind a CLB",
    whitelistedElsewhere: false,
});

// The consumer's side: VPC1 with a client, and the endpoint.
const clientCidrBlock = config.require("consumerVpcCidrBlock");
const clientVswitchCidrBlock = config.require("consumerVswitchCidrBlock");
const consumer = createNetwork("vpc1", "client", clientCidrBlock, clientVswitchCidrBlock);
createServer("ecs1", consumer);
const endpoint = new InterfaceEndpoint("endpoint", {
    serviceName: service.serviceName,
    ports: [{ port }],
    vpcId: consumer.vpcId,
    zones: [{ zoneId, vswitchId: consumer.vswitchId }],
    clientCidrBlocks: [clientCidrBlock],
});

// The owner accepts the endpoint.
export const { connectionStatus } = new EndpointConnection("connection", {
    offer: service.offer,
    request: endpoint.request,
});
export const { serviceName } = service;
export const { endpointDomain, zones } = endpoint;

interface Network {
    readonly vpcId: pulumi.Output<string>;
    readonly vswitchId: pulumi.Output<string>;
    readonly securityGroupId: pulumi.Output<string>;
}

/** A VPC with a vSwitch and a security group for servers, in place of your own. */
function createNetwork(name: string, group: string, cidrBlock: string, part: string): Network {
    const vpcId = new vpc.Network(name, { vpcName: name, cidrBlock }).id;
    const vswitch = { vswitchName: `${name}-${zoneId}`, vpcId, zoneId, cidrBlock: part };
    return {
        vpcId,
        vswitchId: new vpc.Switch(`${name}-${zoneId}`, vswitch).id,
        securityGroupId: new ecs.SecurityGroup(group, { securityGroupName: group, vpcId }).id,
    };
}

/** A small server that serves a page with its name, in place of your own. */
function createServer(name: string, { vswitchId, securityGroupId }: Network): ecs.Instance {
    const systemDiskCategory = "cloud_essd";
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: zoneId, systemDiskCategory };
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const pageServer = `#!/bin/bash
echo '<h1>Hello from ${name}</h1>' > /srv/index.html
cd /srv && python3 -m http.server ${port} &
`;
    return new ecs.Instance(
        name,
        {
            instanceName: name,
            vswitchId,
            securityGroups: [securityGroupId],
            instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
            imageId: ecs.getImagesOutput(image).images[0].id,
            systemDiskCategory,
            userData: Buffer.from(pageServer).toString("base64"),
        },
        // What the lookups find changes over time. A running server must not change with it.
        { ignoreChanges: ["instanceType", "imageId"] },
    );
}
