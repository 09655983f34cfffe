import { ClbServiceResource, EndpointService } from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import { getService } from "@pulumi/alicloud/privatelink";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();
    if (config.getBoolean("openPrivateLink")) {
        // Activates PrivateLink in this account, also in a preview. This cannot be undone.
        await getService({ enable: "On" });
    }
    const zoneId = config.require("zoneId");
    const port = config.requireNumber("backendPort");
    const tags = config.getObject<Record<string, string>>("tags");
    const weights = {
        ecs2: 100,
        ecs3: 100,
        ...config.getObject<Record<string, number>>("backends"),
    };

    // VPC2 with small servers, in place of your own. Each serves a page with its name.
    const vpcCidrBlock = config.require("vpcCidrBlock");
    const network = new vpc.Network("vpc2", { vpcName: "vpc2", cidrBlock: vpcCidrBlock, tags });
    const vswitch = new vpc.Switch(`vpc2-${zoneId}`, {
        vswitchName: `vpc2-${zoneId}`,
        vpcId: network.id,
        zoneId,
        cidrBlock: config.require("vswitchCidrBlock"),
        tags,
    });
    const securityGroup = new ecs.SecurityGroup("backends", {
        securityGroupName: "backends",
        vpcId: network.id,
        tags,
    });
    // Load balancers reach and check their servers from 100.64.0.0/10.
    for (const cidrIp of [vpcCidrBlock, "100.64.0.0/10"]) {
        new ecs.SecurityGroupRule(`backends-tcp-${port}-${cidrIp}`, {
            securityGroupId: securityGroup.id,
            type: "ingress",
            ipProtocol: "tcp",
            portRange: `${port}/${port}`,
            cidrIp,
        });
    }
    const systemDiskCategory = "cloud_essd";
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: zoneId, systemDiskCategory };
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const pageServer = (name: string) => `#!/bin/bash
echo '<h1>Hello from ${name}</h1>' > /srv/index.html
cd /srv && python3 -m http.server ${port} &
`;
    const serverIds: Record<string, pulumi.Output<string>> = {};
    for (const name of Object.keys(weights)) {
        serverIds[name] = new ecs.Instance(
            name,
            {
                instanceName: name,
                vswitchId: vswitch.id,
                securityGroups: [securityGroup.id],
                instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
                imageId: ecs.getImagesOutput(image).images[0].id,
                systemDiskCategory,
                userData: Buffer.from(pageServer(name)).toString("base64"),
                tags,
            },
            // What the lookups find changes over time. A running server must not change with it.
            { ignoreChanges: ["instanceType", "imageId"] },
        ).id;
    }

    const loadBalancer = new ClbServiceResource("service", {
        vswitchId: vswitch.id,
        zoneId,
        listeners: [{ port: config.requireNumber("listenerPort"), backendPort: port }],
        backendServers: Object.entries(weights).map(([name, weight]) => ({
            serverId: serverIds[name],
            weight,
        })),
        tags,
        // Any other argument, from the config.
        ...config.getObject<object>("loadBalancer"),
    });
    const service = new EndpointService("service", {
        serviceResources: [loadBalancer],
        serviceDescription: config.require("serviceDescription"),
        // The consumers' accounts. They may create endpoints; the owner still accepts each one.
        allowedAccountIds: config.getObject("allowedAccountIds"),
        whitelistedElsewhere: false,
        supportedRegionIds: config.getObject("supportedRegionIds"),
        tags,
        // Any other argument, from the config.
        ...config.getObject<object>("service"),
    });

    return {
        /** For the consumer and the connection stack. */
        offer: service.offer,
        /** By account: an offer that names no other consumer, to hand over as JSON. */
        accountOffers: service.accountOffers,
        serviceId: service.serviceId,
        serviceName: service.serviceName,
        serviceDomain: service.serviceDomain,
        loadBalancerId: loadBalancer.loadBalancerId,
        loadBalancerAddress: loadBalancer.address,
        vpcId: network.id,
        backendIds: serverIds,
    };
};
