import { type Chapter, RUN_NAME, tagOf, ZONE } from "../call";

/** A VPC with a vSwitch and a security group: free of charge. */
export const NETWORK: Chapter = {
    title: "A VPC, a vSwitch and a security group",
    calls: [
        {
            title: "VPC: create",
            product: "vpc",
            action: "CreateVpc",
            parameters: (known) => ({
                VpcName: known.get(RUN_NAME),
                CidrBlock: "10.213.0.0/16",
                Tag: tagOf(known),
            }),
            keeps: { vpcId: ({ VpcId }) => VpcId },
        },
        {
            title: "VPC: until it is available",
            product: "vpc",
            action: "DescribeVpcAttribute",
            parameters: (known) => ({ VpcId: known.get("vpcId") }),
            awaits: { state: ({ Status }) => Status, final: ["Available"] },
        },
        {
            title: "VPC: list",
            product: "vpc",
            action: "DescribeVpcs",
            parameters: (known) => ({ VpcId: known.get("vpcId") }),
        },
        {
            title: "vSwitch: create",
            product: "vpc",
            action: "CreateVSwitch",
            parameters: (known) => ({
                VpcId: known.get("vpcId"),
                ZoneId: known.get(ZONE),
                CidrBlock: "10.213.1.0/24",
                VSwitchName: known.get(RUN_NAME),
                Tag: tagOf(known),
            }),
            keeps: { vswitchId: ({ VSwitchId }) => VSwitchId },
        },
        {
            title: "vSwitch: until it is available",
            product: "vpc",
            action: "DescribeVSwitchAttributes",
            parameters: (known) => ({ VSwitchId: known.get("vswitchId") }),
            awaits: { state: ({ Status }) => Status, final: ["Available"] },
        },
        {
            title: "vSwitch: create another one with the same range",
            product: "vpc",
            action: "CreateVSwitch",
            parameters: (known) => ({
                VpcId: known.get("vpcId"),
                ZoneId: known.get(ZONE),
                CidrBlock: "10.213.1.0/24",
                VSwitchName: known.get(RUN_NAME),
                Tag: tagOf(known),
            }),
        },
        {
            title: "security group: create",
            product: "ecs",
            action: "CreateSecurityGroup",
            parameters: (known) => ({
                VpcId: known.get("vpcId"),
                SecurityGroupName: known.get(RUN_NAME),
                Tag: tagOf(known),
            }),
            keeps: { securityGroupId: ({ SecurityGroupId }) => SecurityGroupId },
        },
        {
            title: "security group: open a port",
            product: "ecs",
            action: "AuthorizeSecurityGroup",
            parameters: (known) => ({
                SecurityGroupId: known.get("securityGroupId"),
                IpProtocol: "tcp",
                PortRange: "80/80",
                SourceCidrIp: "10.213.0.0/16",
            }),
        },
        {
            title: "security group: its rules",
            product: "ecs",
            action: "DescribeSecurityGroupAttribute",
            parameters: (known) => ({ SecurityGroupId: known.get("securityGroupId") }),
        },
        {
            title: "security group: create an advanced one",
            product: "ecs",
            action: "CreateSecurityGroup",
            parameters: (known) => ({
                VpcId: known.get("vpcId"),
                SecurityGroupName: known.get(RUN_NAME),
                SecurityGroupType: "enterprise",
                Tag: tagOf(known),
            }),
            keeps: { advancedSecurityGroupId: ({ SecurityGroupId }) => SecurityGroupId },
        },
        {
            title: "VPC: delete while it has a vSwitch",
            product: "vpc",
            action: "DeleteVpc",
            parameters: (known) => ({ VpcId: known.get("vpcId") }),
        },
        {
            title: "endpoint: create for a service that does not exist",
            product: "privatelink",
            action: "CreateVpcEndpoint",
            parameters: (known) => ({
                ServiceId: "epsrv-00000000000000000000",
                VpcId: known.get("vpcId"),
                SecurityGroupId: [known.get("securityGroupId")],
                EndpointName: known.get(RUN_NAME),
                Tag: tagOf(known),
            }),
        },
    ],
};
