import {
    type AlbAddressAllocatedMode,
    type AlbEdition,
    AlbListenerProtocol,
    type AlbScheduler,
    AlbServiceResource,
    checkAddressPlan,
    EndpointService,
    type Payer,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";

import { createServer } from "../../shared/server";
import { aNumber, anObject, anyOf, aText, StackConfig } from "../../shared/stackConfig";

const config = new StackConfig();
const vpcCidrBlock = config.require("vpcCidrBlock");
const backendPort = config.requireNumber("backendPort");
const resourceGroupId = config.get("resourceGroupId");
const tags = config.namedTexts("tags");
const zone = anObject({ vswitchCidrBlock: aText, loadBalancerAddress: aText });
const zones = config.entries("zones", zone, {
    "cn-hangzhou-h": { vswitchCidrBlock: "192.168.3.0/24", loadBalancerAddress: "192.168.3.10" },
    "cn-hangzhou-i": { vswitchCidrBlock: "192.168.5.0/24", loadBalancerAddress: "192.168.5.10" },
});
const backend = anObject({
    zoneId: aText,
    weight: aNumber.optional(),
    port: aNumber.default(backendPort),
});
const backends = config.entries("backends", backend, {
    ecs03: { zoneId: "cn-hangzhou-h", weight: 100, port: backendPort },
    ecs04: { zoneId: "cn-hangzhou-i", weight: 100, port: backendPort },
});

// VPC2, in place of your own.
const plan = checkAddressPlan("vpc2", {
    vpcCidrBlock,
    vswitchCidrBlocks: mapped(zones, ({ vswitchCidrBlock }) => vswitchCidrBlock),
    addresses: mapped(zones, ({ loadBalancerAddress }) => [loadBalancerAddress]),
});
const network = new vpc.Network("vpc2", { vpcName: "vpc2", cidrBlock: plan.vpcCidrBlock, tags });
const vswitches: Record<string, vpc.Switch> = {};
for (const [zoneId, { vswitchCidrBlock }] of Object.entries(zones)) {
    vswitches[zoneId] = new vpc.Switch(
        `vpc2-${zoneId}`,
        {
            vswitchName: `vpc2-${zoneId}`,
            vpcId: network.id,
            zoneId,
            cidrBlock: vswitchCidrBlock,
            tags,
        },
        // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
        { dependsOn: Object.values(vswitches).slice(-1) },
    );
}
const securityGroup = new ecs.SecurityGroup("backends", {
    securityGroupName: "backends",
    description: "Servers of backends",
    vpcId: network.id,
    tags,
});
for (const port of new Set(Object.values(backends).map((each) => each.port))) {
    for (const cidrIp of [vpcCidrBlock, "100.64.0.0/10"]) {
        new ecs.SecurityGroupRule(`backends-tcp-${port}-${cidrIp}`, {
            securityGroupId: securityGroup.id,
            type: "ingress",
            ipProtocol: "tcp",
            portRange: `${port}/${port}`,
            cidrIp,
            policy: "accept",
            priority: 1,
        });
    }
}
const servers = mapped(backends, ({ zoneId, port }, name) =>
    createServer(name, {
        zoneId,
        vswitchId: vswitches[zoneId]?.id,
        securityGroupId: securityGroup.id,
        instanceType: config.get("instanceType"),
        imageId: config.get("imageId"),
        pagePort: port,
        tags,
    }),
);

const listener = anObject({
    port: aNumber,
    protocol: anyOf(AlbListenerProtocol).optional(),
    certificateId: aText.optional(),
    securityPolicyId: aText.optional(),
    description: aText.optional(),
    idleTimeoutSeconds: aNumber.optional(),
    requestTimeoutSeconds: aNumber.optional(),
});
const stickySession = anObject({
    cookie: aText.optional(),
    cookieTimeoutSeconds: aNumber.optional(),
});
const loadBalancer = new AlbServiceResource("service", {
    vpcId: network.id,
    zones: Object.entries(zones).map(([zoneId, { loadBalancerAddress }]) => ({
        zoneId,
        vswitchId: vswitches[zoneId].id,
        address: loadBalancerAddress,
    })),
    edition: config.require<AlbEdition>("edition"),
    addressAllocatedMode: config.require<AlbAddressAllocatedMode>("addressAllocatedMode"),
    deletionProtection: config.requireBoolean("deletionProtection"),
    listeners: config.list("listeners", listener, [
        { port: 80, protocol: AlbListenerProtocol.Http },
    ]),
    serverGroup: {
        serverGroupName: config.require("serverGroupName"),
        scheduler: config.require<AlbScheduler>("scheduler"),
        servers: Object.entries(backends).map(([name, { port, weight }]) => ({
            serverId: servers[name].id,
            serverIp: servers[name].primaryIpAddress,
            port,
            weight,
        })),
        healthCheck: {
            enabled: config.requireBoolean("healthCheckEnabled"),
            path: config.require("healthCheckPath"),
            codes: config.texts("healthCheckCodes"),
        },
        stickySession: config.object("stickySession", stickySession),
    },
    resourceGroupId,
    tags,
});
const service = new EndpointService("service", {
    serviceResources: [
        {
            ...loadBalancer,
            zoneIds: config.texts("serviceZoneIds") ?? loadBalancer.zoneIds,
            loadBalancerZoneIds: loadBalancer.zoneIds,
        },
    ],
    serviceDescription: config.require("serviceDescription"),
    acceptanceRequired: config.requireBoolean("acceptanceRequired"),
    zoneAffinityEnabled: config.requireBoolean("zoneAffinityEnabled"),
    allowedAccountIds: config.texts("allowedAccountIds"),
    whitelistedElsewhere: false,
    payer: config.require<Payer>("payer"),
    connectBandwidth: config.getNumber("connectBandwidth"),
    resourceGroupId,
    tags,
});
config.rejectUnknownKeys();

/** For the consumer and the connection stack. */
export const offer = service.offer;
export const { serviceId, serviceName, serviceDomain } = service;
export const {
    loadBalancerId,
    dnsName: loadBalancerDnsName,
    zoneIds: loadBalancerZoneIds,
} = loadBalancer;
export const vpcId = network.id;
export const backendIds = mapped(servers, ({ id }) => id);

/** The same keys, each with a value made from its own. */
function mapped<Value, Result>(
    values: Readonly<Record<string, Value>>,
    make: (value: Value, key: string) => Result,
): Record<string, Result> {
    return Object.fromEntries(Object.entries(values).map(([key, each]) => [key, make(each, key)]));
}
