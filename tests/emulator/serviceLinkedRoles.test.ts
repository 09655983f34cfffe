import assert from "node:assert/strict";

import { type Emulator, parsePolicy } from "../../tools/emulator";
import { withAlb } from "./albScene";
import { ALB, clients, CONSUMER, NLB, PRIVATELINK, PROVIDER, refusal } from "./client";
import { ZONE_A, ZONE_B } from "./networkScene";
import { inScene } from "./privatelinkScene";

describe("service-linked roles", () => {
    /** The clients of a user who may use a product, and have the roles of some services created. */
    function userOf(emulator: Emulator, accountId: string, action: string, ...services: string[]) {
        const policy = parsePolicy({
            Version: "1",
            Statement: [
                { Effect: "Allow", Action: action, Resource: "*" },
                ...services.map((service) => ({
                    Effect: "Allow",
                    Action: "ram:CreateServiceLinkedRole",
                    Resource: "*",
                    Condition: { StringEquals: { "ram:ServiceName": [service] } },
                })),
            ],
        });
        return clients(emulator, emulator.cloud.ram.addUser(accountId, "ann", [policy]));
    }

    for (const [product, code] of [
        [ALB, "OperationDenyed.ServiceLinkedRoleNotExist"],
        [NLB, "OperationDenied.ServiceLinkedRoleNotExist"],
    ] as const) {
        const name = product === ALB ? "alb" : "nlb";
        it(`that of ${name} comes with the first load balancer of a user who may create it: ${code}`, () =>
            withAlb(async ({ emulator, vpcId, vswitchIds }) => {
                const create = async (...services: string[]) => {
                    const { accountId } = PROVIDER;
                    const user = userOf(emulator, accountId, `${name}:*`, ...services);
                    await user.call(product, "CreateLoadBalancer", {
                        VpcId: vpcId,
                        AddressType: "Intranet",
                        LoadBalancerBillingConfig: { PayType: "PostPay" },
                        ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
                            ZoneId,
                            VSwitchId: vswitchIds[ZoneId],
                        })),
                        ...(product === ALB ? { LoadBalancerEdition: "Basic" } : {}),
                    });
                };
                assert.equal((await refusal(create())).code, code);
                assert.equal((await refusal(create("other.aliyuncs.com"))).code, code);
                await create(`${name}.aliyuncs.com`);
                await create();
            }));
    }

    it("that of PrivateLink comes with the first endpoint: CheckServiceLinkRoleError", () =>
        inScene(async ({ emulator, consumer, service }) => {
            const ServiceId = await service();
            const create = async (...services: string[]) => {
                const { accountId } = CONSUMER;
                const user = userOf(emulator, accountId, "privatelink:*", ...services);
                await user.call(PRIVATELINK, "CreateVpcEndpoint", {
                    ServiceId,
                    VpcId: consumer.vpcId,
                    SecurityGroupId: [consumer.securityGroup()],
                });
            };
            assert.equal((await refusal(create())).code, "CheckServiceLinkRoleError");
            await create("privatelink.aliyuncs.com");
            await create();
        }));
});
