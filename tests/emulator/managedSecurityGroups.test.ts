import assert from "node:assert/strict";

import { ALB, type Clients, ECS, eventually, NLB, refusal, type Versioned, VPC } from "./client";
import { inNetwork, ZONE_A, ZONE_B } from "./networkScene";

type Body = Record<string, any>;

/** An Active load balancer of a product, in both zones. */
async function loadBalancer(
    { call }: Clients,
    product: Versioned,
    VpcId: string,
    ZoneMappings: readonly Body[],
): Promise<string> {
    const created = await call(product, "CreateLoadBalancer", {
        VpcId,
        AddressType: "Intranet",
        LoadBalancerEdition: product === ALB ? "Standard" : undefined,
        LoadBalancerName: "orders",
        LoadBalancerBillingConfig: { PayType: "PostPay" },
        ZoneMappings,
    });
    const LoadBalancerId: string = created["LoadBalancerId"] ?? created["LoadbalancerId"];
    await eventually(
        () => call(product, "GetLoadBalancerAttribute", { LoadBalancerId }),
        ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
    );
    return LoadBalancerId;
}

async function code(call: Promise<unknown>): Promise<string> {
    const { status, code: name } = await refusal(call);
    return `${status} ${name}`;
}

describe("the managed security group", () => {
    for (const [name, product] of [
        ["an ALB", ALB],
        ["an NLB", NLB],
    ] as const) {
        it(`of ${name} is seen and not changed, and for a while keeps the VPC without it`, () =>
            inNetwork(
                async ({ owner, stranger, vpcId, vswitchId, groupId, vswitch, launch }) => {
                    const inB = await vswitch(vpcId, "10.0.2.0/24", ZONE_B);
                    const LoadBalancerId = await loadBalancer(owner, product, vpcId, [
                        { ZoneId: ZONE_A, VSwitchId: vswitchId },
                        { ZoneId: ZONE_B, VSwitchId: inB },
                    ]);
                    const groups = async (filter: Body, { call }: Clients = owner) => {
                        const { SecurityGroups } = await call(
                            ECS,
                            "DescribeSecurityGroups",
                            filter,
                        );
                        return SecurityGroups.SecurityGroup as Body[];
                    };
                    const [managed] = await groups({ VpcId: vpcId, ServiceManaged: true });
                    const SecurityGroupId: string = managed?.SecurityGroupId;
                    assert.deepEqual(
                        (await groups({})).map((group) => [
                            group.SecurityGroupId,
                            group.ServiceManaged,
                        ]),
                        [
                            [groupId, false],
                            [SecurityGroupId, true],
                        ],
                    );
                    assert.deepEqual(
                        (await groups({ ServiceManaged: false })).map(
                            (group) => group.SecurityGroupId,
                        ),
                        [groupId],
                    );
                    assert.deepEqual(await groups({}, stranger), []);
                    const { Permissions } = await owner.call(
                        ECS,
                        "DescribeSecurityGroupAttribute",
                        { SecurityGroupId },
                    );
                    assert.deepEqual(Permissions.Permission, []);
                    for (const attempt of [
                        owner.call(ECS, "DeleteSecurityGroup", { SecurityGroupId }),
                        owner.call(ECS, "ModifySecurityGroupAttribute", {
                            SecurityGroupId,
                            SecurityGroupName: "mine",
                        }),
                        owner.call(ECS, "AuthorizeSecurityGroup", {
                            SecurityGroupId,
                            IpProtocol: "tcp",
                            PortRange: "80/80",
                            SourceCidrIp: "10.0.0.0/16",
                        }),
                        launch({ SecurityGroupId }),
                    ]) {
                        assert.equal(
                            await code(attempt),
                            "403 InvalidOperation.ResourceManagedByCloudProduct",
                        );
                    }

                    await owner.call(product, "DeleteLoadBalancer", { LoadBalancerId });
                    await owner.call(ECS, "DeleteSecurityGroup", { SecurityGroupId: groupId });
                    const isDone = (action: string, parameters: Body) =>
                        eventually(
                            () =>
                                owner.call(VPC, action, parameters).then(
                                    () => "done",
                                    (error) => error.code as string,
                                ),
                            (outcome) => outcome === "done",
                        );
                    for (const VSwitchId of [vswitchId, inB]) {
                        await isDone("DeleteVSwitch", { VSwitchId });
                    }
                    await eventually(
                        () => owner.call(VPC, "DescribeVSwitches", { VpcId: vpcId }),
                        ({ TotalCount }) => TotalCount === 0,
                    );
                    assert.equal(
                        await code(owner.call(VPC, "DeleteVpc", { VpcId: vpcId })),
                        "400 DependencyViolation.SecurityGroup",
                    );
                    await isDone("DeleteVpc", { VpcId: vpcId });
                    assert.deepEqual(await groups({}), []);
                },
                { cleanupMilliseconds: 2000 },
            ));
    }
});
