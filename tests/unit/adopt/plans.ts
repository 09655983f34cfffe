import { type Plan, type PlannedComponent, Reference } from "../../../adopt/plan";

/** A service with a whitelist and one connection, as the cloud could have it. */
export const SERVICE: PlannedComponent = {
    variable: "service",
    component: "EndpointService",
    name: "orders",
    args: {
        serviceResources: [
            {
                loadBalancerId: "nlb-1",
                zoneIds: ["eu-central-1a", "eu-central-1b"],
                ports: [{ port: 53, protocol: "udp" }, { port: 443 }],
            },
        ],
        serviceResourceType: "nlb",
        allowedAccountIds: ["1000000000000002"],
        payer: "EndpointService",
        connectBandwidth: undefined,
        addressIpVersion: "DualStack",
        tags: { "team": "orders", "cost center": '7"' },
    },
    exports: ["offer"],
    notes: [],
};

export const CONNECTION: PlannedComponent = {
    component: "EndpointConnection",
    name: "ep-1",
    args: { serviceId: new Reference("service", "serviceId"), endpointId: "ep-1" },
    notes: [],
};

export const ENDPOINT: PlannedComponent = {
    variable: "endpoint",
    component: "InterfaceEndpoint",
    name: "orders",
    args: {
        serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
        vpcId: "vpc-1",
        zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-1" }],
        securityGroupIds: ["sg-1"],
        addressIpVersion: "DualStack",
    },
    exports: ["request"],
    notes: [],
};

export const USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";
export const ENDPOINT_RESOURCE = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";

export function planWith(...components: PlannedComponent[]): Plan {
    return {
        regionId: "eu-central-1",
        components,
        idOf: (type, { userId }) => (type === USER ? `epsrv-1:${String(userId)}` : undefined),
        leftOut: [],
    };
}
