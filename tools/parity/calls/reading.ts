import type { Chapter } from "../call";

/** What every account can read, whatever it has. */
export const READING: Chapter = {
    title: "What can be read without creating anything",
    calls: [
        {
            title: "who calls",
            product: "sts",
            action: "GetCallerIdentity",
            parameters: () => ({}),
        },
        {
            title: "regions of PrivateLink",
            product: "privatelink",
            action: "DescribeRegions",
            parameters: () => ({}),
        },
        {
            title: "zones of PrivateLink",
            product: "privatelink",
            action: "DescribeZones",
            parameters: () => ({}),
        },
        {
            title: "whether PrivateLink is activated",
            product: "privatelink",
            action: "CheckProductOpen",
            parameters: () => ({}),
        },
        {
            title: "quotas of PrivateLink",
            product: "quotas",
            action: "ListProductQuotas",
            parameters: () => ({ ProductCode: "privatelink", MaxResults: 100 }),
        },
        {
            title: "VPCs under an id that no VPC has",
            product: "vpc",
            action: "DescribeVpcs",
            parameters: () => ({ VpcId: "vpc-0000000000000000000000000" }),
        },
        {
            title: "CLBs under an id that no CLB has",
            product: "slb",
            action: "DescribeLoadBalancers",
            parameters: () => ({ LoadBalancerId: "lb-0000000000000000000000000" }),
        },
        {
            title: "security groups under an id that none has",
            product: "ecs",
            action: "DescribeSecurityGroups",
            parameters: () => ({ SecurityGroupId: "sg-00000000000000000000" }),
        },
    ],
};
