import type { Parameters, ProductName } from "../api";
import type { Chapter, ParityCall } from "../call";

const NO_SERVICE = "epsrv-00000000000000000000";
const NO_ENDPOINT = "ep-00000000000000000000";

/** Calls that every account is refused, so that they neither create nor cost anything. */
export const REFUSALS: Chapter = {
    title: "What is refused",
    calls: [
        ...about("an endpoint service that does not exist", "privatelink", {
            GetVpcEndpointServiceAttribute: { ServiceId: NO_SERVICE },
            ListVpcEndpointConnections: { ServiceId: NO_SERVICE },
            ListVpcEndpointServiceResources: { ServiceId: NO_SERVICE },
            ListVpcEndpointServiceUsers: { ServiceId: NO_SERVICE },
            UpdateVpcEndpointServiceAttribute: {
                ServiceId: NO_SERVICE,
                ServiceDescription: "parity",
            },
            AddUserToVpcEndpointService: { ServiceId: NO_SERVICE, UserId: "1000000000000001" },
            RemoveUserFromVpcEndpointService: {
                ServiceId: NO_SERVICE,
                UserId: "1000000000000001",
            },
            EnableVpcEndpointConnection: { ServiceId: NO_SERVICE, EndpointId: NO_ENDPOINT },
            DisableVpcEndpointConnection: { ServiceId: NO_SERVICE, EndpointId: NO_ENDPOINT },
            DeleteVpcEndpointService: { ServiceId: NO_SERVICE },
        }),
        ...about("an endpoint that does not exist", "privatelink", {
            GetVpcEndpointAttribute: { EndpointId: NO_ENDPOINT },
            ListVpcEndpointZones: { EndpointId: NO_ENDPOINT },
            ListVpcEndpointSecurityGroups: { EndpointId: NO_ENDPOINT },
            UpdateVpcEndpointAttribute: {
                EndpointId: NO_ENDPOINT,
                EndpointDescription: "parity",
            },
            DeleteVpcEndpoint: { EndpointId: NO_ENDPOINT },
        }),
        ...about("a network that does not exist", "vpc", {
            DescribeVpcAttribute: { VpcId: "vpc-0000000000000000000000000" },
            DescribeVSwitchAttributes: { VSwitchId: "vsw-0000000000000000000000000" },
            DeleteVSwitch: { VSwitchId: "vsw-0000000000000000000000000" },
            DeleteVpc: { VpcId: "vpc-0000000000000000000000000" },
        }),
        ...about("a security group that does not exist", "ecs", {
            DescribeSecurityGroupAttribute: { SecurityGroupId: "sg-00000000000000000000" },
            DeleteSecurityGroup: { SecurityGroupId: "sg-00000000000000000000" },
        }),
        ...about("a CLB that does not exist", "slb", {
            DescribeLoadBalancerAttribute: { LoadBalancerId: "lb-0000000000000000000000000" },
        }),
        ...about("a record that is in no private zone", "pvtz", {
            UpdateZoneRecord: {
                RecordId: 1,
                Rr: "www",
                Type: "CNAME",
                Value: "parity.example",
            },
        }),
        {
            title: "an endpoint without a VPC",
            product: "privatelink",
            action: "CreateVpcEndpoint",
            parameters: () => ({ ServiceId: NO_SERVICE }),
        },
        {
            title: "an endpoint service of a type that does not exist",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: () => ({ ServiceResourceType: "router", DryRun: true }),
        },
        {
            title: "an endpoint service that pays, as a dry run",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: () => ({ Payer: "EndpointService", DryRun: true }),
        },
        {
            title: "an endpoint service, as a dry run",
            product: "privatelink",
            action: "CreateVpcEndpointService",
            parameters: () => ({ DryRun: true }),
        },
    ],
};

function about(
    what: string,
    product: ProductName,
    calls: Readonly<Record<string, Parameters>>,
): ParityCall[] {
    return Object.entries(calls).map(([action, parameters]) => ({
        title: `${action} of ${what}`,
        product,
        action,
        parameters: () => parameters,
    }));
}
