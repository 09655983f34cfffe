import assert from "node:assert/strict";

import { type Emulator, startEmulator } from "../../tools/emulator";
import { isRead } from "../../tools/emulator/call";
import { clients } from "./client";

type Parameters = Readonly<Record<string, unknown>>;
/** The field of an empty list, or what the call is refused with. */
type Outcome = string | readonly [code: string, status: number];
type Row = readonly [action: string, parameters: Parameters, outcome: Outcome];

/** What answers the same whatever there is, or names nothing that could be gone. */
const NAMES_NOTHING =
    /^(Describe(Regions|Zones|AvailableResource|InstanceTypes|Images|UserServiceStatus)|CheckProductOpen)$/;

const zonal = (product: string, codes: readonly [string, string, string]): Row[] => {
    const [loadBalancer, listener, group] = codes.map((code) => [code, 404] as const);
    return [
        ["GetLoadBalancerAttribute", { LoadBalancerId: `${product}-0` }, loadBalancer],
        ["ListLoadBalancers", { LoadBalancerIds: [`${product}-0`] }, "LoadBalancers"],
        ...(product === "gwlb"
            ? []
            : ([
                  ["ListListeners", { LoadBalancerIds: [`${product}-0`] }, "Listeners"],
                  ["ListListeners", { ListenerIds: ["lsn-0"] }, "Listeners"],
                  ["GetListenerAttribute", { ListenerId: "lsn-0" }, listener],
                  ["GetListenerHealthStatus", { ListenerId: "lsn-0" }, listener],
                  ["ListServerGroups", { ServerGroupIds: ["sgp-0"] }, "ServerGroups"],
                  ["ListServerGroupServers", { ServerGroupId: "sgp-0" }, group],
                  tags("loadbalancer", "TagResources"),
              ] as const)),
    ];
};

const tags = (ResourceType: string, list: string): Row => [
    "ListTagResources",
    { ResourceId: ["gone-0"], ResourceType },
    list,
];

const NO_SERVICE = ["EndpointServiceNotFound", 400] as const;
const NO_ENDPOINT = ["EndpointNotFound", 400] as const;
const NO_CLB = ["InvalidLoadBalancerId.NotFound", 404] as const;
const NO_INSTANCE = ["InvalidInstanceId.NotFound", 404] as const;
const NO_ZONE = ["Zone.NotExists", 400] as const;

/** The reasons are in the emulator's README. */
const ANSWERS: Readonly<Record<string, readonly Row[]>> = {
    privatelink: [
        ["GetVpcEndpointServiceAttribute", { ServiceId: "epsrv-0" }, NO_SERVICE],
        ["ListVpcEndpointServices", { ServiceId: "epsrv-0" }, "Services"],
        ["ListVpcEndpointServicesByEndUser", { ServiceId: "epsrv-0" }, "Services"],
        ["ListVpcEndpointServiceResources", { ServiceId: "epsrv-0" }, NO_SERVICE],
        ["ListVpcEndpointServiceUsers", { ServiceId: "epsrv-0" }, NO_SERVICE],
        ["ListVpcEndpointConnections", { ServiceId: "epsrv-0" }, "Connections"],
        ["GetVpcEndpointAttribute", { EndpointId: "ep-0" }, NO_ENDPOINT],
        ["ListVpcEndpoints", { EndpointId: "ep-0" }, "Endpoints"],
        ["ListVpcEndpointZones", { EndpointId: "ep-0" }, NO_ENDPOINT],
        ["ListVpcEndpointSecurityGroups", { EndpointId: "ep-0" }, NO_ENDPOINT],
        tags("vpcendpoint", "TagResources"),
    ],
    alb: [
        ...zonal("alb", [
            "ResourceNotFound.LoadBalancer",
            "ResourceNotFound.Listener",
            "ResourceNotFound.ServerGroup",
        ]),
        ["ListListenerCertificates", { ListenerId: "lsn-0" }, ["ResourceNotFound.Listener", 404]],
        ["ListAsynJobs", { JobIds: ["0"] }, "Jobs"],
    ],
    nlb: [
        ...zonal("nlb", [
            "ResourceNotFound.loadBalancer",
            "ResourceNotFound.listener",
            "ResourceNotFound.serverGroup",
        ]),
        ["GetJobStatus", { JobId: "0" }, ["ResourceNotFound.JobId", 404]],
    ],
    gwlb: zonal("gwlb", ["ResourceNotFound.LoadBalancer", "", ""]),
    slb: [
        ["DescribeLoadBalancers", { LoadBalancerId: "lb-0" }, "LoadBalancers.LoadBalancer"],
        ["DescribeLoadBalancerAttribute", { LoadBalancerId: "lb-0" }, NO_CLB],
        ...["TCP", "UDP", "HTTP", "HTTPS"].map((protocol): Row => [
            `DescribeLoadBalancer${protocol}ListenerAttribute`,
            { LoadBalancerId: "lb-0", ListenerPort: 80 },
            NO_CLB,
        ]),
        ["DescribeLoadBalancerListeners", { LoadBalancerId: ["lb-0"] }, "Listeners"],
        ["DescribeHealthStatus", { LoadBalancerId: "lb-0" }, NO_CLB],
        ["DescribeVServerGroups", { LoadBalancerId: "lb-0" }, NO_CLB],
        ["DescribeVServerGroupAttribute", { VServerGroupId: "rsp-0" }, ["InvalidParameter", 404]],
        tags("instance", "TagResources.TagResource"),
    ],
    vpc: [
        ["DescribeVpcs", { VpcId: "vpc-0" }, "Vpcs.Vpc"],
        ["DescribeVpcAttribute", { VpcId: "vpc-0" }, ["InvalidVpcID.NotFound", 404]],
        ["DescribeVSwitches", { VSwitchId: "vsw-0" }, "VSwitches.VSwitch"],
        ["DescribeVSwitches", { VpcId: "vpc-0" }, "VSwitches.VSwitch"],
        ["DescribeVSwitchAttributes", { VSwitchId: "vsw-0" }, ["InvalidVswitchID.NotFound", 404]],
        ["DescribeRouteTableList", { VpcId: "vpc-0" }, "RouterTableList.RouterTableListType"],
        tags("vpc", "TagResources.TagResource"),
    ],
    ecs: [
        ["DescribeSecurityGroups", { SecurityGroupId: "sg-0" }, "SecurityGroups.SecurityGroup"],
        [
            "DescribeSecurityGroupAttribute",
            { SecurityGroupId: "sg-0" },
            ["InvalidSecurityGroupId.NotFound", 404],
        ],
        ["DescribeInstances", { InstanceIds: '["i-0"]' }, "Instances.Instance"],
        ["DescribeInstanceAttribute", { InstanceId: "i-0" }, NO_INSTANCE],
        ["DescribeInstanceStatus", { InstanceId: ["i-0"] }, "InstanceStatuses.InstanceStatus"],
        ["DescribeUserData", { InstanceId: "i-0" }, NO_INSTANCE],
        [
            "DescribeInstanceRamRole",
            { InstanceIds: '["i-0"]' },
            "InstanceRamRoleSets.InstanceRamRoleSet",
        ],
        [
            "DescribeInstanceMaintenanceAttributes",
            { InstanceId: ["i-0"] },
            "MaintenanceAttributes.MaintenanceAttribute",
        ],
        ["DescribeInstanceAttachmentAttributes", { InstanceIds: '["i-0"]' }, "Instances.Instance"],
        [
            "DescribeInstanceAutoRenewAttribute",
            { InstanceId: "i-0" },
            ["InvalidParameter.InvalidInstanceId", 403],
        ],
        ["DescribeDisks", { InstanceId: "i-0" }, "Disks.Disk"],
        [
            "DescribeNetworkInterfaces",
            { NetworkInterfaceId: ["eni-0"] },
            "NetworkInterfaceSets.NetworkInterfaceSet",
        ],
        ["DescribeCommands", { CommandId: "c-0" }, "Commands.Command"],
        ["DescribeInvocations", { InvokeId: "t-0" }, "Invocations.Invocation"],
        [
            "DescribeInvocationResults",
            { InvokeId: "t-0" },
            "Invocation.InvocationResults.InvocationResult",
        ],
        [
            "DescribeCloudAssistantStatus",
            { InstanceId: ["i-0"] },
            ["InvalidInstance.NotFound", 404],
        ],
        ["DescribeTags", { ResourceId: "i-0", ResourceType: "instance" }, "Tags.Tag"],
        tags("instance", "TagResources.TagResource"),
    ],
    pvtz: [
        ["DescribeZones", { QueryVpcId: "vpc-0" }, "Zones.Zone"],
        ["DescribeZoneInfo", { ZoneId: "0" }, NO_ZONE],
        ["DescribeZoneRecords", { ZoneId: "0" }, NO_ZONE],
        ["DescribeSyncEcsHostTask", { ZoneId: "0" }, NO_ZONE],
        tags("ZONE", "TagResources"),
    ],
};

describe("about what is gone", () => {
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator();
    });

    after(() => emulator.stop());

    for (const [name, rows] of Object.entries(ANSWERS)) {
        for (const [action, parameters, outcome] of rows) {
            const named = Object.keys(parameters).join(" and ");
            const says = typeof outcome === "string" ? "lists nothing" : `answers ${outcome[0]}`;
            it(`${name}'s ${action}, by ${named}, ${says}`, async () => {
                const product = emulator.products.find((each) => each.name === name);
                assert.ok(product);
                const call = clients(emulator).call(product, action, parameters);
                if (typeof outcome === "string") {
                    const listed = outcome
                        .split(".")
                        .reduce<any>((answer, field) => answer[field], await call);
                    assert.deepEqual(listed, []);
                    return;
                }
                const [code, statusCode] = outcome;
                await assert.rejects(call, { code, statusCode });
            });
        }
    }

    it("every action that reads has been gone through", () => {
        const read = emulator.products
            .filter(({ name }) => name in ANSWERS)
            .flatMap(({ name, actions }) =>
                Object.keys(actions)
                    .filter((action) => isRead(action))
                    .filter((action) => name === "pvtz" || !NAMES_NOTHING.test(action))
                    .map((action) => `${name}.${action}`),
            );
        const covered = Object.entries(ANSWERS).flatMap(([name, rows]) =>
            rows.map(([action]) => `${name}.${action}`),
        );
        assert.deepEqual(
            read.filter((action) => !covered.includes(action)),
            ["pvtz.DescribeUserServiceStatus"],
        );
    });
});
