import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import assert from "node:assert/strict";

import { parsePolicy } from "../../tools/emulator";
import {
    type Clients,
    clients,
    CONSUMER,
    PRIVATELINK,
    PROVIDER,
    RAM,
    refusal,
    REGION,
} from "./client";
import { inScene } from "./privatelinkScene";

const USER_ID = /^2\d{17}$/;

const EVERYTHING = parsePolicy({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

async function said(call: Promise<unknown>): Promise<string> {
    const { status, code } = await refusal(call);
    return `${status} ${code}`;
}

async function createUser({ call }: Clients, UserName: string): Promise<string> {
    const { User } = await call(RAM, "CreateUser", { UserName });
    return User.UserId as string;
}

describe("RAM users", () => {
    it("are created, read, listed and deleted, in their own account only", () =>
        inScene(async ({ emulator }) => {
            const owner = clients(emulator, PROVIDER);
            const { User } = await owner.call(RAM, "CreateUser", {
                UserName: "ann",
                DisplayName: "Ann",
                Comments: "reads",
            });
            assert.match(User.UserId, USER_ID);
            assert.deepEqual([User.UserName, User.DisplayName], ["ann", "Ann"]);
            const read = await owner.call(RAM, "GetUser", { UserName: "ann" });
            assert.deepEqual([read.User.UserId, read.User.Comments], [User.UserId, "reads"]);

            await createUser(owner, "bob");
            emulator.cloud.ram.addUser(PROVIDER.accountId, "carl", []);
            const names = async (parameters = {}) => {
                const { Users, Marker, IsTruncated } = await owner.call(
                    RAM,
                    "ListUsers",
                    parameters,
                );
                const found = Users.User as { UserName: string }[];
                return { names: found.map(({ UserName }) => UserName), Marker, IsTruncated };
            };
            const first = await names({ MaxItems: 2 });
            assert.equal(first.IsTruncated, true);
            const rest = await names({ MaxItems: 2, Marker: first.Marker });
            assert.deepEqual([rest.IsTruncated, rest.Marker], [false, undefined]);
            assert.deepEqual([...first.names, ...rest.names].sort(), ["ann", "bob", "carl"]);

            const stranger = clients(emulator, CONSUMER);
            for (const action of ["GetUser", "DeleteUser"]) {
                const theirs = stranger.call(RAM, action, { UserName: "ann" });
                assert.equal(await said(theirs), "404 EntityNotExist.User");
            }
            await owner.call(RAM, "DeleteUser", { UserName: "ann" });
            assert.equal(
                await said(owner.call(RAM, "GetUser", { UserName: "ann" })),
                "404 EntityNotExist.User",
            );
        }));

    it("are refused in the words of RAM", () =>
        inScene(async ({ emulator }) => {
            const { call } = clients(emulator, PROVIDER);
            const create = (parameters: object) => said(call(RAM, "CreateUser", { ...parameters }));
            await call(RAM, "CreateUser", { UserName: "ann" });
            assert.equal(await create({ UserName: "ann" }), "409 EntityAlreadyExists.User");
            assert.equal(
                await create({ UserName: "an n" }),
                "400 InvalidParameter.UserName.InvalidChars",
            );
            assert.equal(
                await create({ UserName: "a".repeat(65) }),
                "400 InvalidParameter.UserName.Length",
            );
            assert.equal(
                await create({ UserName: "bob", Comments: "c".repeat(129) }),
                "400 InvalidParameter.Comments.Length",
            );
            emulator.cloud.ram.addUser(PROVIDER.accountId, "carl", []);
            assert.equal(
                await said(call(RAM, "DeleteUser", { UserName: "carl" })),
                "409 DeleteConflict.User.AccessKey",
            );
        }));

    it("may do only what their policies allow", () =>
        inScene(async ({ emulator }) => {
            const policy = parsePolicy({
                Version: "1",
                Statement: [
                    {
                        Effect: "Allow",
                        Action: "ram:*User",
                        Resource: `acs:ram:*:${PROVIDER.accountId}:user/ann`,
                    },
                ],
            });
            const { call } = clients(
                emulator,
                emulator.cloud.ram.addUser(PROVIDER.accountId, "carl", [policy]),
            );
            await call(RAM, "CreateUser", { UserName: "ann" });
            for (const denied of [
                call(RAM, "CreateUser", { UserName: "bob" }),
                call(RAM, "ListUsers"),
            ]) {
                assert.equal(await said(denied), "403 NoPermission");
            }
        }));

    it("are on a whitelist without being an account: the list has the id, and nobody gets in by it", () =>
        inScene(async ({ emulator, provider, consumer, service }) => {
            const ServiceId = await service({}, []);
            await provider.call("RemoveUserFromVpcEndpointService", {
                ServiceId,
                UserId: consumer.account.accountId,
            });
            const ann = emulator.cloud.ram.addUser(CONSUMER.accountId, "ann", [EVERYTHING]);
            const UserId = ann.id;
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId });
            await provider.call("AddUserToVpcEndpointService", {
                ServiceId,
                UserARN: `acs:ram:*:${UserId}:*`,
            });
            const create = { ServiceId, VpcId: consumer.vpcId };
            for (const client of [clients(emulator, ann), clients(emulator, CONSUMER)]) {
                assert.equal(
                    await said(client.call(PRIVATELINK, "CreateVpcEndpoint", create)),
                    "400 EndpointServiceNotAuthorized",
                );
            }

            const neighbour = String(BigInt(UserId) + 1n);
            const listed = (filter: object) =>
                wireText(emulator.endpoint, "ListVpcEndpointServiceUsers", {
                    ServiceId,
                    ...filter,
                });
            assert.match(await listed({}), new RegExp(`"UserId":${UserId}[,}]`));
            assert.match(await listed({ UserId }), /"TotalCount":"1"/);
            assert.match(await listed({ UserId: neighbour }), /"TotalCount":"0"/);
            await provider.call("RemoveUserFromVpcEndpointService", { ServiceId, UserId });
            assert.match(await listed({ UserId }), /"TotalCount":"0"/);
        }));
});

/** The answer as it came over the wire: as an object it would have lost the last digits of a long integer. */
async function wireText(
    endpoint: string,
    action: string,
    parameters: Record<string, string>,
): Promise<string> {
    const { accessKeyId, accessKeySecret } = PROVIDER;
    const client = new OpenApiClient(
        new Config({ accessKeyId, accessKeySecret, endpoint, protocol: "http", regionId: REGION }),
    );
    const answer = await client.callApi(
        new Params({
            action,
            version: PRIVATELINK.version,
            protocol: "HTTP",
            pathname: "/",
            method: "POST",
            authType: "AK",
            style: "RPC",
            reqBodyType: "formData",
            bodyType: "string",
        }),
        new OpenApiRequest({ query: { RegionId: REGION, ...parameters } }),
        new RuntimeOptions({ autoretry: false }),
    );
    return String(answer.body);
}
