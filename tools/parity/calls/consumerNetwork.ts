import { type ParityCall, RUN_NAME, tagOf, ZONE } from "../call";

/** A VPC of the second account with a vSwitch and a security group: free of charge. */
export const CONSUMER_NETWORK: readonly ParityCall[] = [
    {
        title: "consumer: create a VPC",
        product: "vpc",
        action: "CreateVpc",
        parameters: (known) => ({
            VpcName: known.get(RUN_NAME),
            CidrBlock: "10.214.0.0/16",
            Tag: tagOf(known),
        }),
        keeps: { consumerVpcId: ({ VpcId }) => VpcId },
    },
    {
        title: "consumer: until the VPC is available",
        product: "vpc",
        action: "DescribeVpcAttribute",
        parameters: (known) => ({ VpcId: known.get("consumerVpcId") }),
        awaits: { state: ({ Status }) => Status, final: ["Available"] },
    },
    {
        title: "consumer: create a vSwitch",
        product: "vpc",
        action: "CreateVSwitch",
        parameters: (known) => ({
            VpcId: known.get("consumerVpcId"),
            ZoneId: known.get(ZONE),
            CidrBlock: "10.214.1.0/24",
            VSwitchName: known.get(RUN_NAME),
            Tag: tagOf(known),
        }),
        keeps: { consumerVswitchId: ({ VSwitchId }) => VSwitchId },
    },
    {
        title: "consumer: until the vSwitch is available",
        product: "vpc",
        action: "DescribeVSwitchAttributes",
        parameters: (known) => ({ VSwitchId: known.get("consumerVswitchId") }),
        awaits: { state: ({ Status }) => Status, final: ["Available"] },
    },
    {
        title: "consumer: create a security group",
        product: "ecs",
        action: "CreateSecurityGroup",
        parameters: (known) => ({
            VpcId: known.get("consumerVpcId"),
            SecurityGroupName: known.get(RUN_NAME),
            Tag: tagOf(known),
        }),
        keeps: { consumerSecurityGroupId: ({ SecurityGroupId }) => SecurityGroupId },
    },
];
