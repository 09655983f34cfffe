import * as assert from "node:assert/strict";

import { code, inScene, ZONE_A, type Side } from "./privatelinkScene";

const OTHER = 1419992691371925;

const users = async (side: Side, ServiceId: string, more = {}) => {
    const { Users } = await side.call("ListVpcEndpointServiceUsers", { ServiceId, ...more });
    return Users.map(({ UserId }: { UserId: number }) => UserId);
};

describe("PrivateLink service whitelists", () => {
    it("include the owner automatically and list users by id", () =>
        inScene(async ({ provider, consumer, service }) => {
            const owner = Number(provider.account.accountId);
            const consumerId = Number(consumer.account.accountId);
            const ServiceId = await service({}, []);
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: OTHER });
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: OTHER });
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: owner });
            const { RequestId, ...list } = await provider.call("ListVpcEndpointServiceUsers", {
                ServiceId,
            });
            assert.deepEqual(list, {
                Users: [{ UserId: owner }, { UserId: consumerId }, { UserId: OTHER }],
                UserARNs: [],
                TotalCount: "3",
                MaxResults: 50,
                NextToken: "",
            });
            assert.deepEqual(await users(provider, ServiceId, { UserId: OTHER }), [OTHER]);
            assert.deepEqual(await users(provider, ServiceId, { UserId: 5 }), []);
            await provider.call("RemoveUserFromVpcEndpointService", { ServiceId, UserId: OTHER });
            await provider.call("RemoveUserFromVpcEndpointService", { ServiceId, UserId: owner });
            assert.deepEqual(await users(provider, ServiceId), [owner, consumerId]);
        }));

    it("accept ARNs, alone or with the same account's id", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service({}, [ZONE_A]);
            const UserId = consumer.account.accountId;
            const UserARN = `acs:ram:*:${UserId}:*`;
            const add = (parameters: object) =>
                provider.call("AddUserToVpcEndpointService", { ServiceId, ...parameters });
            const remove = (parameters: object) =>
                provider.call("RemoveUserFromVpcEndpointService", { ServiceId, ...parameters });
            const create = () =>
                consumer.call("CreateVpcEndpoint", { ServiceId, VpcId: consumer.vpcId });
            await remove({ UserId });
            assert.equal(await code(create()), "EndpointServiceNotAuthorized");
            await add({ UserARN });
            await create();
            const { UserARNs, Users } = await provider.call("ListVpcEndpointServiceUsers", {
                ServiceId,
                UserListType: "UserARNs",
            });
            assert.deepEqual([UserARNs, Users], [[{ UserARN }], []]);
            await remove({ UserARN });
            assert.equal(await code(create()), "EndpointServiceNotAuthorized");
            await add({ UserARN, UserId });
            await create();
            await remove({ UserARN, UserId });
            assert.equal(await code(create()), "EndpointServiceNotAuthorized");
        }));

    it("refuse anything that is not an account", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const add = (parameters: object) =>
                code(provider.call("AddUserToVpcEndpointService", { ServiceId, ...parameters }));
            const ARN = "acs:ram:*:1:*";
            assert.equal(await add({}), "MissingParam.UserArn");
            assert.equal(await add({ UserId: 0 }), "IllegalParam.UserId");
            assert.equal(await add({ UserId: -7 }), "IllegalParam.UserId");
            assert.equal(await add({ UserId: "provider" }), "InvalidParameter");
            assert.equal(await add({ UserId: 2, UserARN: ARN }), "Mismatch.UserIdAndUserArn");
            assert.equal(await add({ UserARN: "acs:ram:*:*:*" }), "IllegalParamFormat.UserArn");
            assert.equal(await add({ UserARN: "*" }), "IllegalParamFormat.UserArn");
            assert.equal(await add({ UserId: 2, DryRun: true }), "DryRunOperation");
            const listed = provider.call("ListVpcEndpointServiceUsers", {
                ServiceId,
                UserListType: "Everyone",
            });
            assert.equal(await code(listed), "IllegalParam.UserListType");
        }));

    it("keep every digit of an id, and refuse what is no long integer", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const largest = Number.MAX_SAFE_INTEGER;
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: largest });
            assert.ok((await users(provider, ServiceId)).includes(largest));
            const long = String(BigInt(largest) + 2n);
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: long });
            assert.equal((await users(provider, ServiceId, { UserId: long })).length, 1);
            const neighbour = String(BigInt(largest) + 1n);
            assert.deepEqual(await users(provider, ServiceId, { UserId: neighbour }), []);
            const tooLarge = { ServiceId, UserId: String(2n ** 63n) };
            assert.equal(
                await code(provider.call("AddUserToVpcEndpointService", tooLarge)),
                "InvalidParameter",
            );
        }));

    it("accept 200 users one after another without a refusal, and list them page by page", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const ids = Array.from({ length: 200 }, (_, position) => 1100000000000000 + position);
            for (const UserId of ids) {
                await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId });
            }
            const listed: number[] = [];
            let NextToken = "";
            let pages = 0;
            do {
                const page = await provider.call("ListVpcEndpointServiceUsers", {
                    ServiceId,
                    NextToken,
                });
                assert.equal(page.TotalCount, "202");
                listed.push(...page.Users.map(({ UserId }: { UserId: number }) => UserId));
                NextToken = page.NextToken;
                pages += 1;
            } while (NextToken !== "");
            assert.equal(pages, 5);
            assert.deepEqual(listed.slice(2), ids);
            const tooLarge = { ServiceId, MaxResults: 51 };
            assert.equal(
                await code(provider.call("ListVpcEndpointServiceUsers", tooLarge)),
                "IllegalParam.MaxResults",
            );
        }));

    it("show a consumer its own services and those that list it", () =>
        inScene(async ({ provider, consumer, service }) => {
            const offered = await service({ Tag: [{ Key: "team", Value: "a" }] }, [ZONE_A]);
            const { ServiceId: hidden } = await provider.call("CreateVpcEndpointService");
            const seen = async (side: Side, parameters = {}) => {
                const { Services } = await side.call(
                    "ListVpcEndpointServicesByEndUser",
                    parameters,
                );
                return Services;
            };
            const [forConsumer, ...others] = await seen(consumer);
            assert.deepEqual(others, []);
            assert.equal(forConsumer.ServiceId, offered);
            assert.deepEqual(forConsumer.Zones, [ZONE_A]);
            assert.equal("Tags" in forConsumer, false);
            assert.equal("ResourceGroupId" in forConsumer, false);
            assert.deepEqual(await seen(consumer, { ServiceId: hidden }), []);
            assert.deepEqual(await seen(consumer, { Tag: [{ Key: "team" }] }), []);
            const byName = await seen(consumer, { ServiceName: forConsumer.ServiceName });
            assert.equal(byName.length, 1);
            const [forOwner] = await seen(provider, { Tag: [{ Key: "team", Value: "a" }] });
            assert.deepEqual(forOwner.Tags, [{ Key: "team", Value: "a" }]);
            assert.deepEqual(await seen(consumer, { ServiceType: "GatewayLoadBalancer" }), []);
        }));

    it("keep the connections of a removed user, which can create no more endpoints", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const ServiceId = await scene.service({}, [ZONE_A]);
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId);
            await scene.accept(ServiceId, EndpointId);
            await provider.call("RemoveUserFromVpcEndpointService", {
                ServiceId,
                UserId: consumer.account.accountId,
            });
            const connection = await scene.connection(ServiceId, EndpointId);
            assert.equal(connection.ConnectionStatus, "Connected");
            assert.equal(await code(scene.endpoint(ServiceId)), "EndpointServiceNotAuthorized");
            // The list of a user has what its endpoints are connected to.
            const listed = async () => {
                const { Services } = await consumer.call("ListVpcEndpointServicesByEndUser", {
                    ServiceId,
                });
                return Services.length as number;
            };
            assert.equal(await listed(), 1);
            await provider.call("DisableVpcEndpointConnection", { ServiceId, EndpointId });
            await scene.disconnected(ServiceId, EndpointId);
            assert.equal(await listed(), 0);
        }));
});
