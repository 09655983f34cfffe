import assert from "node:assert/strict";

import { callLine, parsePolicy, startEmulator } from "../../tools/emulator";
import { leastPolicy } from "../../tools/ram/leastPolicy";
import { recordedCalls } from "../../tools/ram/recordedLog";
import { clients, PRIVATELINK, PROVIDER, refusal, SLB, STS, VPC } from "./client";

describe("the least policy of a recorded log", () => {
    /** What a person might do: the same calls, of any caller. */
    async function work({ call }: ReturnType<typeof clients>): Promise<void> {
        await call(STS, "GetCallerIdentity");
        const { VpcId } = await call(VPC, "CreateVpc");
        await call(VPC, "DescribeVpcAttribute", { VpcId });
        const { ServiceId } = await call(PRIVATELINK, "CreateVpcEndpointService");
        await call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId });
        await call(PRIVATELINK, "TagResources", {
            ResourceType: "vpcendpointservice",
            ResourceId: [ServiceId],
            Tag: [{ Key: "team", Value: "orders" }],
        });
        await refusal(
            call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
                ServiceId,
                ResourceId: "lb-1",
                ResourceType: "slb",
            }),
        );
        await call(SLB, "DescribeLoadBalancers");
    }

    it("has each action once, with the resources that it needs", async () => {
        const log: string[] = ["The emulator listens on 127.0.0.1:1", ""];
        const emulator = await startEmulator({
            transitionMilliseconds: 1,
            onCall: (record) => log.push(callLine(record)),
        });
        try {
            await work(clients(emulator));
            const calls = recordedCalls(log.join("\n"));
            assert.deepEqual([...calls.keys()], [PROVIDER.accountId]);
            const policy = leastPolicy(calls.get(PROVIDER.accountId) ?? []);
            assert.deepEqual(policy.Statement, [
                {
                    Effect: "Allow",
                    Action: ["privatelink:AttachResourceToVpcEndpointService"],
                    Resource: [
                        "acs:privatelink:<region>:<account>:vpcendpointservice/*",
                        "acs:slb:<region>:<account>:loadbalancer/*",
                    ],
                },
                {
                    Effect: "Allow",
                    Action: [
                        "privatelink:CreateVpcEndpointService",
                        "privatelink:GetVpcEndpointServiceAttribute",
                        "privatelink:TagResources",
                    ],
                    Resource: ["acs:privatelink:<region>:<account>:vpcendpointservice/*"],
                },
                {
                    Effect: "Allow",
                    Action: ["slb:DescribeLoadBalancers"],
                    Resource: ["acs:slb:<region>:<account>:loadbalancer/*"],
                },
                {
                    Effect: "Allow",
                    Action: ["vpc:CreateVpc", "vpc:DescribeVpcAttribute"],
                    Resource: "*",
                },
            ]);

            // A user with it can do the same again, and with one action less cannot.
            const filled = JSON.stringify(policy)
                .replaceAll("<region>", "eu-central-1")
                .replaceAll("<account>", PROVIDER.accountId);
            const user = emulator.cloud.ram.addUser(PROVIDER.accountId, "ann", [
                parsePolicy(JSON.parse(filled)),
            ]);
            await work(clients(emulator, user));
            for (const action of policy.Statement.flatMap(({ Action }) => Action)) {
                user.policies = [parsePolicy(JSON.parse(filled.replace(`"${action}"`, '"ram:-"')))];
                const before = emulator.calls.length;
                await work(clients(emulator, user)).catch(() => undefined);
                const denied = emulator.calls.slice(before).filter(({ status }) => status === 403);
                assert.deepEqual(
                    denied.map((call) => `${call.product}:${call.action}`),
                    [action],
                );
            }
        } finally {
            await emulator.stop();
        }
    });

    it("has the roles that the first endpoint and load balancer create", () => {
        const call = (product: string, action: string) => ({
            accountId: PROVIDER.accountId,
            product,
            action,
            parameters: {},
        });
        const { Statement } = leastPolicy([
            call("nlb", "CreateLoadBalancer"),
            call("privatelink", "CreateVpcEndpoint"),
        ]);
        assert.deepEqual(Statement.at(-1), {
            Effect: "Allow",
            Action: ["ram:CreateServiceLinkedRole"],
            Resource: "*",
            Condition: {
                StringEquals: {
                    "ram:ServiceName": ["privatelink.aliyuncs.com", "nlb.aliyuncs.com"],
                },
            },
        });
    });
});
