import { InterfaceEndpoint, readOffer } from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();
    // By default, the stack of the same name in the provider's project.
    const project = "alicloud-privatelink-nlb-provider";
    const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
    const name = config.get("providerStack") ?? sameName;
    const offer = await readOffer(new pulumi.StackReference("providerStack", { name }));

    // VPC1 with a small client in its first zone, in place of your own.
    const cidrBlocks = config.getObject<Record<string, string>>("vswitchCidrBlocks") ?? {
        "cn-hangzhou-h": "10.0.10.0/24",
        "cn-hangzhou-i": "10.10.0.0/24",
    };
    const [clientZoneId] = Object.keys(cidrBlocks);
    const vpcCidrBlock = "10.0.0.0/8";
    const network = new vpc.Network("vpc1", { vpcName: "vpc1", cidrBlock: vpcCidrBlock });
    const vswitches: Record<string, vpc.Switch> = {};
    for (const [zoneId, cidrBlock] of Object.entries(cidrBlocks)) {
        vswitches[zoneId] = new vpc.Switch(
            `vpc1-${zoneId}`,
            { vswitchName: `vpc1-${zoneId}`, vpcId: network.id, zoneId, cidrBlock },
            // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
            { dependsOn: Object.values(vswitches).slice(-1) },
        );
    }
    const securityGroup = new ecs.SecurityGroup("client", {
        securityGroupName: "client",
        vpcId: network.id,
    });
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const systemDiskCategory = "cloud_essd";
    const type = {
        cpuCoreCount: 2,
        memorySize: 4,
        availabilityZone: clientZoneId,
        systemDiskCategory,
    };
    const client = new ecs.Instance(
        "ecs01",
        {
            instanceName: "ecs01",
            vswitchId: vswitches[clientZoneId].id,
            securityGroups: [securityGroup.id],
            instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
            imageId: ecs.getImagesOutput(image).images[0].id,
            systemDiskCategory,
        },
        // What the lookups find changes over time. A running server must not change with it.
        { ignoreChanges: ["instanceType", "imageId"] },
    );

    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: network.id,
        zones: Object.entries(vswitches).map(([zoneId, { id }]) => ({ zoneId, vswitchId: id })),
        clientCidrBlocks: [vpcCidrBlock],
        // Any other argument, from the config.
        ...config.getObject<object>("endpoint"),
    });

    /** The connection stack reads the request. */
    const { request, endpointId, endpointDomain, zones } = endpoint;
    return { request, vpcId: network.id, clientId: client.id, endpointId, endpointDomain, zones };
};
