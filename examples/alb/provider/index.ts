import {
    type AlbListener,
    AlbServiceResource,
    EndpointService,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const tags = config.getObject<Record<string, string>>("tags");
const port = config.requireNumber("backendPort");
/** The defaults with what the config changes or adds; `false` leaves an entry out. */
function entries(key: string, defaults: Record<string, string>): [string, string][] {
    const all = { ...defaults, ...config.getObject<Record<string, string>>(key) };
    return Object.entries(all).filter(([, value]) => value);
}

// VPC2 with small servers in two zones, in place of your own. Each serves a page with its name.
const vpcCidrBlock = config.require("vpcCidrBlock");
const network = new vpc.Network("vpc2", { vpcName: "vpc2", cidrBlock: vpcCidrBlock, tags });
const vswitches: Record<string, vpc.Switch> = {};
for (const [zoneId, cidrBlock] of entries("vswitchCidrBlocks", {
    "cn-hangzhou-h": "192.168.3.0/24",
    "cn-hangzhou-i": "192.168.5.0/24",
})) {
    vswitches[zoneId] = new vpc.Switch(
        `vpc2-${zoneId}`,
        { vswitchName: `vpc2-${zoneId}`, vpcId: network.id, zoneId, cidrBlock, tags },
        // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
        { dependsOn: Object.values(vswitches).slice(-1) },
    );
}
const securityGroup = new ecs.SecurityGroup("backends", {
    securityGroupName: "backends",
    vpcId: network.id,
    tags,
});
// Load balancers reach and check their servers from their own vSwitches, or from 100.64.0.0/10.
for (const cidrIp of [vpcCidrBlock, "100.64.0.0/10"]) {
    new ecs.SecurityGroupRule(`backends-tcp-${port}-${cidrIp}`, {
        securityGroupId: securityGroup.id,
        type: "ingress",
        ipProtocol: "tcp",
        portRange: `${port}/${port}`,
        cidrIp,
    });
}
const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
const pageServer = (name: string) => `#!/bin/bash
echo '<h1>Hello from ${name}</h1>' > /srv/index.html
cd /srv && python3 -m http.server ${port} &
`;
const servers: Record<string, ecs.Instance> = {};
for (const [name, zoneId] of entries("backends", {
    ecs03: "cn-hangzhou-h",
    ecs04: "cn-hangzhou-i",
})) {
    const systemDiskCategory = "cloud_essd";
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: zoneId, systemDiskCategory };
    servers[name] = new ecs.Instance(
        name,
        {
            instanceName: name,
            vswitchId: vswitches[zoneId]?.id,
            securityGroups: [securityGroup.id],
            instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
            imageId: ecs.getImagesOutput(image).images[0].id,
            systemDiskCategory,
            userData: Buffer.from(pageServer(name)).toString("base64"),
            tags,
        },
        // What the lookups find changes over time. A running server must not change with it.
        { ignoreChanges: ["instanceType", "imageId"] },
    );
}

const addresses = Object.fromEntries(
    entries("loadBalancerAddresses", {
        "cn-hangzhou-h": "192.168.3.10",
        "cn-hangzhou-i": "192.168.5.10",
    }),
);
const weights = config.getObject<Record<string, number>>("weights") ?? {};
const loadBalancer = new AlbServiceResource("service", {
    vpcId: network.id,
    zones: Object.entries(vswitches).map(([zoneId, { id }]) => ({
        zoneId,
        vswitchId: id,
        address: addresses[zoneId],
    })),
    listeners: config.getObject<AlbListener[]>("listeners") ?? [{ port: 80 }],
    serverGroup: {
        serverGroupName: "rs1",
        servers: Object.entries(servers).map(([name, server]) => ({
            serverId: server.id,
            serverIp: server.primaryIpAddress,
            port,
            weight: weights[name],
        })),
    },
    tags,
    // Any other argument, from the config.
    ...config.getObject<object>("loadBalancer"),
});
const { zoneIds } = loadBalancer;
const service = new EndpointService("service", {
    serviceResources: [
        {
            ...loadBalancer,
            zoneIds: config.getObject<string[]>("serviceZoneIds") ?? zoneIds,
            loadBalancerZoneIds: zoneIds,
        },
    ],
    serviceDescription: config.require("serviceDescription"),
    zoneAffinityEnabled: false,
    whitelistedElsewhere: false,
    tags,
    // Any other argument, from the config.
    ...config.getObject<object>("service"),
});

/** For the consumer and the connection stack. */
export const offer = service.offer;
export const { serviceId, serviceName, serviceDomain } = service;
export const { loadBalancerId, dnsName: loadBalancerDnsName } = loadBalancer;
export const vpcId = network.id;
export const loadBalancerZoneIds = zoneIds;
export const backendIds = Object.fromEntries(
    Object.entries(servers).map(([name, { id }]) => [name, id]),
);
