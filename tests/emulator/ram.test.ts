import assert from "node:assert/strict";

import { type AccessKey, type Emulator, parsePolicy, startEmulator } from "../../tools/emulator";
import {
    type Clients,
    clients,
    CONSUMER,
    ECS,
    NLB,
    PRIVATELINK,
    PROVIDER,
    refusal,
    SLB,
    STS,
    VPC,
} from "./client";

type Document = Record<string, unknown>;

const allow = (Action: string | string[], Resource: string | string[] = "*"): Document => ({
    Effect: "Allow",
    Action,
    Resource,
});
const deny = (Action: string | string[], Resource: string | string[] = "*"): Document => ({
    ...allow(Action, Resource),
    Effect: "Deny",
});
const policy = (...Statement: Document[]) => parsePolicy({ Version: "1", Statement });

const SERVICES = `acs:privatelink:*:${PROVIDER.accountId}:vpcendpointservice/*`;
const ROLE = "deployer";
const ROLE_ARN = `acs:ram::${PROVIDER.accountId}:role/${ROLE}`;
const SESSION = { RoleArn: ROLE_ARN, RoleSessionName: "pipeline" };

describe("RAM", () => {
    let emulator: Emulator;

    before(async () => {
        emulator = await startEmulator({ transitionMilliseconds: 1 });
    });

    after(() => emulator.stop());

    /** The clients of a new user of the first account. */
    const user = (...statements: Document[]): Clients => {
        const policies = statements.length === 0 ? [] : [policy(...statements)];
        return clients(emulator, emulator.cloud.ram.addUser(PROVIDER.accountId, "ann", policies));
    };
    const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

    describe("a user", () => {
        it("may do nothing without a policy, but ask who it is", async () => {
            const ann = user();
            const { body } = await ann.sts.getCallerIdentity();
            assert.equal(body?.accountId, PROVIDER.accountId);
            assert.equal(body?.arn, `acs:ram::${PROVIDER.accountId}:user/ann`);
            assert.equal(body?.identityType, "RAMUser");
            assert.equal(await codeOf(ann.call(VPC, "DescribeVpcs")), "Forbidden");
        });

        for (const [product, action, code, message] of [
            [PRIVATELINK, "ListVpcEndpoints", "NoPermission", /not authorized to access/],
            [SLB, "DescribeLoadBalancers", "Forbidden", /User not authorized to operate/],
            [VPC, "DescribeVpcs", "Forbidden", /User not authorized to operate/],
            [ECS, "DescribeInstances", "Forbidden.RAM", /or this API doesn't support RAM/],
            [NLB, "ListLoadBalancers", "Forbidden.NoPermission", /Authentication is failed/],
        ] as const) {
            it(`is refused ${action} with HTTP 403 and ${code}`, async () => {
                const found = await refusal(user(allow("quotas:*")).call(product, action));
                assert.deepEqual([found.code, found.status], [code, 403]);
                assert.match(found.message, message);
            });
        }

        it("sees which permission is missing", async () => {
            const id = emulator.cloud.ram.users.length;
            const ann = user(allow("vpc:Describe*"));
            const error = await ann.call(PRIVATELINK, "CreateVpcEndpointService").then(
                () => assert.fail("it is not refused"),
                (thrown: { data: Record<string, unknown> }) => thrown,
            );
            const { EncodedDiagnosticMessage, ...detail } = error.data.AccessDeniedDetail as Record<
                string,
                string
            >;
            assert.ok(EncodedDiagnosticMessage);
            assert.deepEqual(detail, {
                AuthAction: "privatelink:CreateVpcEndpointService",
                AuthPrincipalDisplayName: emulator.cloud.ram.users[id].id,
                AuthPrincipalOwnerId: PROVIDER.accountId,
                AuthPrincipalType: "SubUser",
                NoPermissionType: "ImplicitDeny",
                PolicyType: "AccountLevelIdentityBasedPolicy",
            });
        });

        it("works on what its account owns, by action with wildcards in any case", async () => {
            const ann = user(allow(["VPC:create*", "vpc:Describe*"]));
            const { VpcId } = await ann.call(VPC, "CreateVpc");
            const { Vpcs } = await clients(emulator).call(VPC, "DescribeVpcs", { VpcId });
            assert.equal(Vpcs.Vpc.length, 1);
            assert.equal(await codeOf(ann.call(VPC, "DeleteVpc", { VpcId })), "Forbidden");
        });

        it("is limited to resources", async () => {
            const owner = clients(emulator);
            const [one, other] = await Promise.all([
                owner.call(PRIVATELINK, "CreateVpcEndpointService"),
                owner.call(PRIVATELINK, "CreateVpcEndpointService"),
            ]);
            const arn = (id: string) =>
                `acs:privatelink:*:${PROVIDER.accountId}:vpcendpointservice/${id}`;
            const get = "GetVpcEndpointServiceAttribute";
            const ann = user(allow("privatelink:*", arn(one.ServiceId)));
            await ann.call(PRIVATELINK, get, { ServiceId: one.ServiceId });
            for (const call of [
                ann.call(PRIVATELINK, get, { ServiceId: other.ServiceId }),
                ann.call(PRIVATELINK, "ListVpcEndpointServices"),
                ann.call(PRIVATELINK, "CreateVpcEndpointService"),
                ann.call(PRIVATELINK, "ListVpcEndpoints"),
            ]) {
                assert.equal(await codeOf(call), "NoPermission");
            }
        });

        it("changes a resource group where the resource is, though the call names no region", async () => {
            const { ServiceId } = await clients(emulator).call(
                PRIVATELINK,
                "CreateVpcEndpointService",
            );
            const { id: ResourceGroupId } = emulator.cloud.resourceGroups.add({
                accountId: PROVIDER.accountId,
                name: "other",
            });
            const change = (regionId: string) =>
                user(
                    allow(
                        "privatelink:ChangeResourceGroup",
                        `acs:privatelink:${regionId}:${PROVIDER.accountId}:vpcendpointservice/*`,
                    ),
                ).call(PRIVATELINK, "ChangeResourceGroup", {
                    // As the provider sends it.
                    RegionId: "",
                    ResourceId: ServiceId,
                    ResourceType: "VpcEndpointService",
                    ResourceGroupId,
                });
            assert.equal(await codeOf(change("cn-hangzhou")), "NoPermission");
            await change("eu-central-1");
            assert.equal(emulator.calls.at(-1)?.regionId, "eu-central-1");
        });

        it("needs permission for every resource that the action is about", async () => {
            const attach = "privatelink:AttachResourceToVpcEndpointService";
            const ids = {
                ServiceId: "epsrv-1",
                ResourceId: "lb-1",
                ResourceType: "slb",
                ZoneId: "eu-central-1a",
            };
            const withoutClb = user(allow(attach, SERVICES));
            const withClb = user(
                allow(attach, [SERVICES, `acs:slb:*:${PROVIDER.accountId}:loadbalancer/*`]),
            );
            const call = ({ call: send }: Clients) =>
                send(PRIVATELINK, "AttachResourceToVpcEndpointService", ids);
            assert.equal(await codeOf(call(withoutClb)), "NoPermission");
            assert.equal(await codeOf(call(withClb)), "EndpointServiceNotFound");
        });

        it("is denied what one statement denies, whatever others allow", async () => {
            const ann = user(allow("*"), deny("slb:Delete*"));
            await ann.call(SLB, "DescribeLoadBalancers");
            const found = await refusal(
                ann.call(SLB, "DeleteLoadBalancer", { LoadBalancerId: "lb-1" }),
            );
            assert.deepEqual([found.code, found.status], ["Forbidden", 403]);
        });

        it("may do everything but what NotAction names", async () => {
            const ann = user({ Effect: "Allow", NotAction: "slb:*", Resource: "*" });
            await ann.call(VPC, "DescribeVpcs");
            assert.equal(await codeOf(ann.call(SLB, "DescribeLoadBalancers")), "Forbidden");
        });

        it("loses a permission at once", async () => {
            const ann = emulator.cloud.ram.addUser(PROVIDER.accountId, "ann", [
                policy(allow("vpc:*")),
            ]);
            const { call } = clients(emulator, ann);
            await call(VPC, "DescribeVpcs");
            ann.policies = [];
            assert.equal(await codeOf(call(VPC, "DescribeVpcs")), "Forbidden");
        });

        it("is refused loudly where it is not known which resources an action needs", async () => {
            const ann = user(allow("vpc:*", `acs:vpc:*:${PROVIDER.accountId}:vpc/*`));
            assert.equal(await codeOf(ann.call(VPC, "DescribeVpcs")), "UnsupportedPolicy.Emulator");
        });
    });

    for (const [what, statement, message] of [
        [
            "a condition",
            { ...allow("vpc:*"), Condition: { IpAddress: { "acs:SourceIp": "10.0.0.0/8" } } },
            /Unrecognized key: "IpAddress"[\s\S]*Statement\[0\]\.Condition/,
        ],
        ["a wildcard for one character", allow("vpc:CreateVp?"), /no wildcard but \*/],
        ["a resource that is excepted", { NotResource: "*", ...allow("vpc:*") }, /NotResource/],
        ["no action", { Effect: "Allow", Resource: "*" }, /either Action or NotAction/],
    ] as const) {
        it(`refuses a policy with ${what}, which it does not evaluate`, () => {
            assert.throws(() => policy(statement), message);
        });
    }

    describe("a role", () => {
        before(() => {
            emulator.cloud.ram.addRole({
                accountId: PROVIDER.accountId,
                name: ROLE,
                policies: [policy(allow(["vpc:*", "slb:*"]))],
            });
        });

        const assume = async (
            parameters: Record<string, unknown> = {},
            caller = user(allow("sts:AssumeRole", ROLE_ARN)),
        ): Promise<AccessKey & { securityToken: string }> => {
            const { Credentials } = await caller.call(STS, "AssumeRole", {
                ...SESSION,
                ...parameters,
            });
            return {
                accountId: PROVIDER.accountId,
                accessKeyId: Credentials.AccessKeyId,
                accessKeySecret: Credentials.AccessKeySecret,
                securityToken: Credentials.SecurityToken,
            };
        };

        it("gives credentials that may do what the role may, under its name", async () => {
            const session = clients(emulator, await assume());
            await session.call(VPC, "DescribeVpcs");
            const { body } = await session.sts.getCallerIdentity();
            assert.equal(
                body?.arn,
                `acs:ram::${PROVIDER.accountId}:assumed-role/${ROLE}/${SESSION.RoleSessionName}`,
            );
            assert.equal(body?.identityType, "AssumedRoleUser");
            assert.equal(
                await codeOf(session.call(PRIVATELINK, "ListVpcEndpoints")),
                "NoPermission",
            );
        });

        it("can be limited further by the session's own policy", async () => {
            const Policy = JSON.stringify({ Version: "1", Statement: [allow("vpc:*")] });
            const session = clients(emulator, await assume({ Policy }));
            await session.call(VPC, "DescribeVpcs");
            assert.equal(await codeOf(session.call(SLB, "DescribeLoadBalancers")), "Forbidden");
        });

        it("answers until the credentials expire", async () => {
            const key = await assume({ DurationSeconds: 900 });
            const session = emulator.cloud.ram.sessions.at(-1);
            assert.ok(session);
            const left = session.expiration.getTime() - emulator.cloud.clock.now().getTime();
            assert.ok(left > 890_000 && left <= 900_000, `${left} ms`);
            session.expiration = emulator.cloud.clock.now();
            const { code, status } = await refusal(clients(emulator, key).sts.getCallerIdentity());
            assert.deepEqual([code, status], ["InvalidSecurityToken.Expired", 400]);
        });

        it("wants the token with the key, and the token of this key", async () => {
            const { securityToken, ...key } = await assume();
            const { securityToken: other } = await assume();
            const identity = (given: AccessKey) =>
                codeOf(clients(emulator, given).sts.getCallerIdentity());
            assert.equal(await identity(key), "MissingSecurityToken");
            assert.equal(
                await identity({ ...key, securityToken: other }),
                "InvalidSecurityToken.MismatchWithAccessKey",
            );
            assert.ok(securityToken);
        });

        for (const [what, parameters, code, status] of [
            ["no ARN", { RoleArn: ROLE }, "InvalidParameter.RoleArn", 400],
            ["a role that is not there", { RoleArn: `${ROLE_ARN}s` }, "EntityNotExist.Role", 404],
            ["no name", { RoleSessionName: "a b" }, "InvalidParameter.RoleSessionName", 400],
            ["14 minutes", { DurationSeconds: 899 }, "InvalidParameter.DurationSeconds", 400],
            ["over an hour", { DurationSeconds: 3601 }, "InvalidParameter.DurationSeconds", 400],
            ["no policy", { Policy: "{}" }, "InvalidParameter.PolicyGrammar", 400],
        ] as const) {
            it(`refuses ${what}: ${code}`, async () => {
                const ann = user(allow("sts:*"));
                const found = await refusal(
                    ann.call(STS, "AssumeRole", { ...SESSION, ...parameters }),
                );
                assert.deepEqual([found.code, found.status], [code, status]);
            });
        }

        it("cannot be assumed by an account's own key, without permission or without trust", async () => {
            const stranger = clients(
                emulator,
                emulator.cloud.ram.addUser(CONSUMER.accountId, "bob", [policy(allow("*"))]),
            );
            for (const caller of [clients(emulator), user(allow("vpc:*")), stranger]) {
                const found = await refusal(assume({}, caller));
                assert.deepEqual([found.code, found.status], ["NoPermission", 403]);
            }
        });

        it("can be assumed from another account that it trusts, and then works in its own", async () => {
            emulator.cloud.ram.addRole({
                accountId: PROVIDER.accountId,
                name: "guest",
                policies: [policy(allow("vpc:*"))],
                trustedAccountIds: [CONSUMER.accountId],
            });
            const bob = clients(
                emulator,
                emulator.cloud.ram.addUser(CONSUMER.accountId, "bob", [policy(allow("sts:*"))]),
            );
            const RoleArn = `acs:ram::${PROVIDER.accountId}:role/guest`;
            const session = clients(emulator, await assume({ RoleArn }, bob));
            const { body } = await session.sts.getCallerIdentity();
            assert.equal(body?.accountId, PROVIDER.accountId);
        });
    });
});
