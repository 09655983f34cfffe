import { InterfaceEndpoint, readOffer } from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();
    // By default, the stack of the same name in the provider's project.
    const project = "alicloud-privatelink-alb-provider";
    const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
    const name = config.get("providerStack") ?? sameName;
    const offer = await readOffer(new pulumi.StackReference("providerStack", { name }));

    // VPC1 with a small client in each zone, in place of your own.
    const vswitchCidrBlocks: Record<string, string> = {
        "cn-hangzhou-h": "10.0.10.0/24",
        "cn-hangzhou-i": "10.10.0.0/24",
        ...config.getObject<object>("vswitchCidrBlocks"),
    };
    const clients: Record<string, string> = {
        ecs01: "cn-hangzhou-h",
        ecs02: "cn-hangzhou-i",
        ...config.getObject<object>("clients"),
    };
    const vpcCidrBlock = config.require("vpcCidrBlock");
    const tags = config.getObject<Record<string, string>>("tags");
    const network = new vpc.Network("vpc1", { vpcName: "vpc1", cidrBlock: vpcCidrBlock, tags });
    const vswitches: Record<string, vpc.Switch> = {};
    for (const [zoneId, cidrBlock] of Object.entries(vswitchCidrBlocks).filter(([, set]) => set)) {
        vswitches[zoneId] = new vpc.Switch(
            `vpc1-${zoneId}`,
            { vswitchName: `vpc1-${zoneId}`, vpcId: network.id, zoneId, cidrBlock, tags },
            // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
            { dependsOn: Object.values(vswitches).slice(-1) },
        );
    }
    const securityGroup = new ecs.SecurityGroup("client", {
        securityGroupName: "client",
        vpcId: network.id,
        tags,
    });
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const clientIds: Record<string, pulumi.Output<string>> = {};
    for (const [name, zoneId] of Object.entries(clients).filter(([, zone]) => zone)) {
        const systemDiskCategory = "cloud_essd";
        const type = {
            cpuCoreCount: 2,
            memorySize: 4,
            availabilityZone: zoneId,
            systemDiskCategory,
        };
        clientIds[name] = new ecs.Instance(
            name,
            {
                instanceName: name,
                vswitchId: vswitches[zoneId]?.id,
                securityGroups: [securityGroup.id],
                instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
                imageId: ecs.getImagesOutput(image).images[0].id,
                systemDiskCategory,
                tags,
            },
            // What the lookups find changes over time. A running server must not change with it.
            { ignoreChanges: ["instanceType", "imageId"] },
        ).id;
    }

    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: network.id,
        zones: Object.entries(vswitches).map(([zoneId, { id }]) => ({ zoneId, vswitchId: id })),
        clientCidrBlocks: [vpcCidrBlock],
        endpointName: config.require("endpointName"),
        tags,
    });

    /** The connection stack reads the request. */
    const { request, endpointId, endpointDomain, zones } = endpoint;
    return { request, vpcId: network.id, clientIds, endpointId, endpointDomain, zones };
};
