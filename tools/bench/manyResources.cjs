const { ComponentResource } = require("@pulumi/pulumi");
const { SecurityGroup, SecurityGroupRule } = require("@pulumi/alicloud/ecs");
const { VpcEndpoint, VpcEndpointZone } = require("@pulumi/alicloud/privatelink");

// The resources of manyEndpoints.cjs, made by hand and checked by nobody.
for (let index = 0; index < 200; index += 1) {
    const name = `endpoint-${index}`;
    const parent = new ComponentResource("bench:index:Endpoint", name, {});
    const securityGroup = new SecurityGroup(
        name,
        { securityGroupName: name, vpcId: "vpc-1", tags: { team: "orders" } },
        { parent },
    );
    new SecurityGroupRule(
        name,
        {
            type: "ingress",
            ipProtocol: "tcp",
            portRange: "80/80",
            cidrIp: "10.0.0.0/16",
            securityGroupId: securityGroup.id,
        },
        { parent },
    );
    const endpoint = new VpcEndpoint(
        name,
        {
            vpcEndpointName: name,
            serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
            vpcId: "vpc-1",
            securityGroupIds: [securityGroup.id],
            tags: { team: "orders" },
        },
        { parent },
    );
    for (const zoneId of ["eu-central-1a", "eu-central-1b"]) {
        new VpcEndpointZone(
            `${name}-${zoneId}`,
            { endpointId: endpoint.id, zoneId, vswitchId: `vsw-${zoneId}` },
            { parent },
        );
    }
}
