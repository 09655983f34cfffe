import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import type * as pulumi from "@pulumi/pulumi";

export const ZONE = "eu-central-1a";
export const OTHER_ZONE = "eu-central-1b";

/** What no move touches: the networks of the two sides, two servers and a client. */
export interface Surroundings {
    readonly vpcId: pulumi.Output<string>;
    readonly vswitchIds: Readonly<Record<string, pulumi.Output<string>>>;
    readonly serverIds: readonly pulumi.Output<string>[];
    readonly serverIps: readonly pulumi.Output<string>[];
    readonly clientVpcId: pulumi.Output<string>;
    readonly clientVswitchId: pulumi.Output<string>;
    readonly clientId: pulumi.Output<string>;
}

export function surroundings(): Surroundings {
    const network = createNetwork("vpc2", "192.168.0.0/16", {
        [ZONE]: "192.168.1.0/24",
        [OTHER_ZONE]: "192.168.2.0/24",
    });
    const backends = createSecurityGroup("backends", network.vpcId);
    for (const cidrIp of ["192.168.0.0/16", "100.64.0.0/10"]) {
        new ecs.SecurityGroupRule(`backends-tcp-80-${cidrIp}`, {
            securityGroupId: backends,
            type: "ingress",
            ipProtocol: "tcp",
            portRange: "80/80",
            cidrIp,
            policy: "accept",
            priority: 1,
        });
    }
    const vswitchId = network.vswitchIds[ZONE];
    const servers = ["one", "two"].map((name) => createServer(name, vswitchId, backends));
    const clients = createNetwork("vpc1", "10.0.0.0/16", { [ZONE]: "10.0.1.0/24" });
    const clientVswitchId = clients.vswitchIds[ZONE];
    return {
        vpcId: network.vpcId,
        vswitchIds: network.vswitchIds,
        serverIds: servers.map(({ id }) => id),
        serverIps: servers.map(({ primaryIpAddress }) => primaryIpAddress),
        clientVpcId: clients.vpcId,
        clientVswitchId,
        clientId: createServer(
            "client",
            clientVswitchId,
            createSecurityGroup("client", clients.vpcId),
        ).id,
    };
}

function createNetwork(
    name: string,
    cidrBlock: string,
    vswitchCidrBlocks: Readonly<Record<string, string>>,
) {
    const network = new vpc.Network(name, { vpcName: name, cidrBlock });
    const vswitches: vpc.Switch[] = [];
    const vswitchIds: Record<string, pulumi.Output<string>> = {};
    for (const [zoneId, vswitchCidrBlock] of Object.entries(vswitchCidrBlocks)) {
        const vswitch = new vpc.Switch(
            `${name}-${zoneId}`,
            {
                vswitchName: `${name}-${zoneId}`,
                vpcId: network.id,
                zoneId,
                cidrBlock: vswitchCidrBlock,
            },
            // One after the other: a VPC creates one vSwitch at a time.
            { dependsOn: vswitches.slice(-1) },
        );
        vswitches.push(vswitch);
        vswitchIds[zoneId] = vswitch.id;
    }
    return { vpcId: network.id, vswitchIds };
}

function createSecurityGroup(name: string, vpcId: pulumi.Output<string>): pulumi.Output<string> {
    const description = `Servers of ${name}`;
    return new ecs.SecurityGroup(name, { securityGroupName: name, description, vpcId }).id;
}

/** A server in the first zone, with a page that names it. */
function createServer(
    name: string,
    vswitchId: pulumi.Output<string>,
    securityGroupId: pulumi.Output<string>,
): ecs.Instance {
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: ZONE };
    const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
    const script = `#!/bin/bash
echo '<h1>Hello from ${name}</h1>' > /srv/index.html
cd /srv && python3 -m http.server 80 &
`;
    return new ecs.Instance(name, {
        instanceName: name,
        vswitchId,
        securityGroups: [securityGroupId],
        instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
        imageId: ecs.getImagesOutput(image).images[0].id,
        userData: Buffer.from(script).toString("base64"),
    });
}
