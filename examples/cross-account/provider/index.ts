import {
    checkAddressPlan,
    ClbServiceResource,
    EndpointService,
    type Payer,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import { getService } from "@pulumi/alicloud/privatelink";
import * as vpc from "@pulumi/alicloud/vpc";

import { createServer } from "../../shared/server";
import { aNumber, StackConfig } from "../../shared/stackConfig";

export = async () => {
    const config = new StackConfig();
    if (config.getBoolean("openPrivateLink") === true) {
        // Activates PrivateLink in this account, also in a preview. This cannot be undone.
        await getService({ enable: "On" });
    }
    const zoneId = config.require("zoneId");
    const vpcCidrBlock = config.require("vpcCidrBlock");
    const vswitchCidrBlock = config.require("vswitchCidrBlock");
    const port = config.requireNumber("backendPort");
    const resourceGroupId = config.get("resourceGroupId");
    const tags = config.namedTexts("tags");

    // VPC2, in place of your own.
    const plan = { vpcCidrBlock, vswitchCidrBlocks: { [zoneId]: vswitchCidrBlock } };
    const network = new vpc.Network("vpc2", {
        vpcName: "vpc2",
        cidrBlock: checkAddressPlan("vpc2", plan).vpcCidrBlock,
        tags,
    });
    const vswitch = new vpc.Switch(`vpc2-${zoneId}`, {
        vswitchName: `vpc2-${zoneId}`,
        vpcId: network.id,
        zoneId,
        cidrBlock: vswitchCidrBlock,
        tags,
    });
    const securityGroup = new ecs.SecurityGroup("backends", {
        securityGroupName: "backends",
        description: "Servers of backends",
        vpcId: network.id,
        tags,
    });
    // Load balancers reach and check their backend servers from 100.64.0.0/10.
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
    const backends = config.entries("backends", aNumber, { ecs2: 100, ecs3: 100 });
    const servers = Object.keys(backends).map((name) => ({
        name,
        id: createServer(name, {
            zoneId,
            vswitchId: vswitch.id,
            securityGroupId: securityGroup.id,
            instanceType: config.get("instanceType"),
            imageId: config.get("imageId"),
            pagePort: port,
            tags,
        }).id,
    }));

    const loadBalancer = new ClbServiceResource("service", {
        vswitchId: vswitch.id,
        zoneId,
        loadBalancerSpec: config.require("loadBalancerSpec"),
        deletionProtection: config.requireBoolean("deletionProtection"),
        listeners: [{ port: config.requireNumber("listenerPort"), backendPort: port }],
        backendServers: servers.map(({ name, id }) => ({ serverId: id, weight: backends[name] })),
        resourceGroupId,
        tags,
    });
    const service = new EndpointService("service", {
        serviceResources: [loadBalancer],
        serviceDescription: config.require("serviceDescription"),
        acceptanceRequired: config.requireBoolean("acceptanceRequired"),
        zoneAffinityEnabled: config.requireBoolean("zoneAffinityEnabled"),
        allowedAccountIds: config.texts("allowedAccountIds"),
        whitelistedElsewhere: false,
        payer: config.require<Payer>("payer"),
        connectBandwidth: config.getNumber("connectBandwidth"),
        supportedRegionIds: config.texts("supportedRegionIds"),
        resourceGroupId,
        tags,
    });
    config.rejectUnknownKeys();

    return {
        /** For the consumer and the connection stack. */
        offer: service.offer,
        /** For each consumer, by its account: an offer that names no other account. */
        accountOffers: service.accountOffers,
        serviceId: service.serviceId,
        serviceName: service.serviceName,
        serviceDomain: service.serviceDomain,
        loadBalancerId: loadBalancer.loadBalancerId,
        loadBalancerAddress: loadBalancer.address,
        vpcId: network.id,
        backendIds: Object.fromEntries(servers.map(({ name, id }) => [name, id])),
    };
};
