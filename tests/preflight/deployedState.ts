import { type Inputs, PARTNER, REGION } from "../unit/cloud";
import { componentUrnOf, stateOf, urnOf } from "../unit/stackState";

/** What the last update left of each part of a program, by its identity. */
export const DEPLOYED = {
    /** A host name with an A record in each of two zones. */
    nameOfAddresses: "by-address",
    /** An endpoint whose connection was closed by hand. */
    closedEndpoint: "ep-closed",
} as const;

/** What parts of the programs may be called. */
const PARTS = ["app", "bad-0", "bad-1", "bad-2"];

const ENDPOINT_SERVICE = "alicloud-privatelink:index:EndpointService";
const PRIVATE_NAME = "alicloud-privatelink:index:PrivateDnsName";

/** Load balancers that were deployed as the good parts have them, but for the billing of the CLB. */
const DEPLOYED_CLB: Inputs = {
    id: "lb-deployed",
    address: "10.10.0.9",
    vswitchId: "vsw-1",
    masterZoneId: `${REGION}a`,
    slaveZoneId: `${REGION}b`,
    resourceGroupId: "rg-1",
    instanceChargeType: "PayByCLCU",
    deleteProtection: "on",
};
const DEPLOYED_ALB: Inputs = {
    id: "alb-deployed",
    vpcId: "vpc-1",
    loadBalancerEdition: "Standard",
    addressAllocatedMode: "Fixed",
    deletionProtectionConfig: { enabled: true },
    zoneMappings: [
        { zoneId: `${REGION}a`, vswitchId: "vsw-a", intranetAddress: "10.10.0.9" },
        { zoneId: `${REGION}b`, vswitchId: "vsw-b", intranetAddress: "10.10.1.9" },
    ],
};

/**
 * What a cloud answers in which the parts' load balancers have been deployed, each is attached to a service,
 * and endpoints are connected to it.
 */
export function withDeployedBalancers(token: string): Inputs | undefined {
    switch (token.split(":").pop()) {
        case "readStackResourceOutputs":
            return stateOf(
                Object.fromEntries(
                    PARTS.flatMap((name) => [
                        ...namesOf(name),
                        ...serviceOf(name),
                        ...balancersOf(name),
                        ...acceptedBy(name),
                        connectionOf(name),
                    ]),
                ),
            );
        case "getVpcEndpointConnections":
            return {
                connections: [
                    { endpointId: "ep-1", status: "Connected" },
                    { endpointId: "ep-2", status: "Disconnected" },
                    { endpointId: DEPLOYED.closedEndpoint, status: "Disconnected" },
                ],
            };
        default:
            return undefined;
    }
}

function connectionOf(name: string): [string, Inputs] {
    const connection =
        "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
    return [
        urnOf("alicloud-privatelink:index:EndpointConnection", connection, name),
        { serviceId: "epsrv-1", endpointId: DEPLOYED.closedEndpoint, status: "Connected" },
    ];
}

function balancersOf(name: string): [string, Inputs][] {
    const clb = "alicloud-privatelink:index:ClbServiceResource";
    const alb = "alicloud-privatelink:index:AlbServiceResource";
    const attachment = "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";
    const service = "alicloud-privatelink:index:EndpointService";
    return [
        [componentUrnOf(clb, name), { loadBalancerId: DEPLOYED_CLB.id }],
        [componentUrnOf(alb, name), { loadBalancerId: DEPLOYED_ALB.id }],
        [
            urnOf(clb, "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer", name),
            DEPLOYED_CLB,
        ],
        [
            urnOf(clb, "alicloud:slb/listener:Listener", `${name}-80`),
            { protocol: "tcp", backendPort: 8080, healthCheckDomain: "orders.example" },
        ],
        [urnOf(alb, "alicloud:alb/loadBalancer:LoadBalancer", name), DEPLOYED_ALB],
        ...[DEPLOYED_CLB, DEPLOYED_ALB].map((balancer): [string, Inputs] => [
            urnOf(service, attachment, `${name}-${String(balancer.id)}`),
            { serviceId: "epsrv-1", resourceId: balancer.id, zoneId: `${REGION}b` },
        ]),
    ];
}

/** The state of the stack, as the engine answers it. */
export function deployedState(): Inputs {
    return stateOf(
        Object.fromEntries(
            PARTS.flatMap((name) => [...namesOf(name), ...serviceOf(name), ...acceptedBy(name)]),
        ),
    );
}

/** An endpoint that a map of consumers has accepted. */
function acceptedBy(name: string): [string, Inputs][] {
    const map = "alicloud-privatelink:index:EndpointServiceConsumers";
    const connection =
        "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
    return [
        [
            urnOf(map, connection, `${name}-${PARTNER}-ep-1`),
            { serviceId: "epsrv-1", endpointId: "ep-1" },
        ],
    ];
}

function namesOf(name: string): [string, Inputs][] {
    const zoneId = `zone-${name}`;
    const rr = DEPLOYED.nameOfAddresses;
    return [
        [urnOf(PRIVATE_NAME, "alicloud:pvtz/zone:Zone", name), { id: zoneId }],
        ...["a", "b"].map((zone): [string, Inputs] => [
            urnOf(
                PRIVATE_NAME,
                "alicloud:pvtz/zoneRecord:ZoneRecord",
                `${name}-${rr}-${REGION}${zone}`,
            ),
            { zoneId, rr, type: "A", value: "10.20.0.7" },
        ]),
    ];
}

function serviceOf(name: string): [string, Inputs][] {
    const id = `epsrv-${name}`;
    const privatelink = "alicloud:privatelink";
    return [
        [
            urnOf(ENDPOINT_SERVICE, `${privatelink}/vpcEndpointService:VpcEndpointService`, name),
            { id, payer: "Endpoint", serviceResourceType: "slb" },
        ],
        [
            urnOf(
                ENDPOINT_SERVICE,
                `${privatelink}/vpcEndpointServiceResource:VpcEndpointServiceResource`,
                `${name}-blue-${REGION}a`,
            ),
            { serviceId: id, resourceId: "lb-1", zoneId: `${REGION}a` },
        ],
    ];
}
