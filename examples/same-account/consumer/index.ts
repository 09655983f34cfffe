import { InterfaceEndpoint, readOffer } from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();
    // By default, the stack of the same name in the provider's project.
    const project = "alicloud-privatelink-same-account-provider";
    const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
    const name = config.get("providerStack") ?? sameName;
    const offer = await readOffer(new pulumi.StackReference("providerStack", { name }));

    // VPC1 with a small client, in place of your own.
    const zoneId = config.require("zoneId");
    const vpcCidrBlock = config.require("vpcCidrBlock");
    const tags = config.getObject<Record<string, string>>("tags");
    const network = new vpc.Network("vpc1", { vpcName: "vpc1", cidrBlock: vpcCidrBlock, tags });
    const vswitch = new vpc.Switch(`vpc1-${zoneId}`, {
        vswitchName: `vpc1-${zoneId}`,
        vpcId: network.id,
        zoneId,
        cidrBlock: config.require("vswitchCidrBlock"),
        tags,
    });
    const securityGroup = new ecs.SecurityGroup("client", {
        securityGroupName: "client",
        vpcId: network.id,
        tags,
    });
    const systemDiskCategory = "cloud_essd";
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: zoneId, systemDiskCategory };
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const client = new ecs.Instance(
        "ecs1",
        {
            instanceName: "ecs1",
            vswitchId: vswitch.id,
            securityGroups: [securityGroup.id],
            instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
            imageId: ecs.getImagesOutput(image).images[0].id,
            systemDiskCategory,
            tags,
        },
        // What the lookups find changes over time. A running server must not change with it.
        { ignoreChanges: ["instanceType", "imageId"] },
    );

    const securityGroupIds = config.getObject<string[]>("securityGroupIds");
    const clientCidrBlocks = config.getObject<string[]>("clientCidrBlocks") ?? [vpcCidrBlock];
    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: network.id,
        zones: [{ zoneId, vswitchId: vswitch.id }],
        // Security groups of your own replace the one that the component creates.
        ...(securityGroupIds ? { securityGroupIds } : { clientCidrBlocks }),
        endpointName: config.require("endpointName"),
        endpointDescription: config.get("endpointDescription"),
        resourceGroupId: config.get("resourceGroupId"),
        tags,
    });

    /** The connection stack reads the request. */
    const { request, endpointId, endpointDomain, zones } = endpoint;
    const clientIds = { ecs1: client.id };
    return { request, vpcId: network.id, clientIds, endpointId, endpointDomain, zones };
};
