import assert from "node:assert/strict";

import { models, withAlb, type AlbScene } from "./albScene";
import { eventually, refusal } from "./client";
import { ZONE_A } from "./networkScene";

async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

function ecs(serverId: string, changes: object = {}) {
    return { serverId, serverType: "Ecs", port: 80, ...changes };
}

async function add({ alb, succeeds }: AlbScene, serverGroupId: string, servers: object[]) {
    const { body } = await alb.addServersToServerGroup(
        new models.AddServersToServerGroupRequest({
            serverGroupId,
            servers: servers.map(
                (server) => new models.AddServersToServerGroupRequestServers(server),
            ),
        }),
    );
    await succeeds(body?.jobId);
}

function remove({ alb }: AlbScene, serverGroupId: string, servers: object[]) {
    return alb.removeServersFromServerGroup(
        new models.RemoveServersFromServerGroupRequest({
            serverGroupId,
            servers: servers.map(
                (server) => new models.RemoveServersFromServerGroupRequestServers(server),
            ),
        }),
    );
}

function deleteGroup({ alb }: AlbScene, serverGroupId: string) {
    return alb.deleteServerGroup(new models.DeleteServerGroupRequest({ serverGroupId }));
}

function health(changes: object) {
    return {
        healthCheckConfig: new models.CreateServerGroupRequestHealthCheckConfig({
            healthCheckEnabled: true,
            ...changes,
        }),
    };
}

function sticky(changes: object) {
    return {
        stickySessionConfig: new models.CreateServerGroupRequestStickySessionConfig({
            stickySessionEnabled: true,
            ...changes,
        }),
    };
}

const slowStartConfig = new models.CreateServerGroupRequestSlowStartConfig({
    slowStartEnabled: true,
});

const UNFIT: readonly (readonly [string, string, object])[] = [
    ["an unknown type", "InvalidParameter", { serverGroupType: "Ecs" }],
    ["functions", "UnsupportedFeature.FcServerGroup", { serverGroupType: "Fc" }],
    ["an unknown protocol", "InvalidParameter", { protocol: "TCP" }],
    ["a protocol in small letters", "InvalidParameter", { protocol: "https" }],
    ["an unknown scheduler", "InvalidParameter", { scheduler: "wrr" }],
    ["hashing by nothing", "InvalidParameter", { scheduler: "Uch" }],
    ["a name that begins with a digit", "InvalidParameter", { serverGroupName: "1group" }],
    ["no VPC", "MissingVpcId", { vpcId: "" }],
    ["a VPC that does not exist", "ResourceNotFound.Vpc", { vpcId: "vpc-0" }],
    ["IPv6", "OperationDenied.VpcNotSupportIpv6", { ipv6Enabled: true }],
    ["no resource group", "NotExist.ResourceGroup", { resourceGroupId: "default" }],
    ["an interval of 51 seconds", "InvalidParameter", health({ healthCheckInterval: 51 })],
    ["a timeout of 301 seconds", "InvalidParameter", health({ healthCheckTimeout: 301 })],
    ["a threshold of 1", "InvalidParameter", health({ healthyThreshold: 1 })],
    ["a threshold of 11", "InvalidParameter", health({ unhealthyThreshold: 11 })],
    ["a path without a slash", "InvalidParameter", health({ healthCheckPath: "healthy" })],
    ["a path with a space", "InvalidParameter", health({ healthCheckPath: "/a b" })],
    ["a host without a dot", "InvalidParameter", health({ healthCheckHost: "localhost" })],
    ["a code of its own", "InvalidParameter", health({ healthCheckCodes: ["200"] })],
    ["an unknown method", "InvalidParameter", health({ healthCheckMethod: "PUT" })],
    ["port 65536", "InvalidParameter", health({ healthCheckConnectPort: 65536 })],
    ["an unknown check", "InvalidParameter", health({ healthCheckProtocol: "UDP" })],
    ["an unknown stickiness", "InvalidParameter", sticky({ stickySessionType: "Rewrite" })],
    ["a cookie for too long", "InvalidParameter", sticky({ cookieTimeout: 86401 })],
    ["a rewritten cookie without one", "InvalidParameter", sticky({ stickySessionType: "Server" })],
    ["a cookie with a comma", "InvalidParameter", sticky({ cookie: "a,b" })],
    ["a cookie with a blank", "InvalidParameter", sticky({ cookie: "a b" })],
    ["a cookie with a dollar sign first", "InvalidParameter", sticky({ cookie: "$session" })],
    ["a cookie of no ASCII characters", "InvalidParameter", sticky({ cookie: "订单" })],
    ["a cookie of 201 characters", "InvalidParameter", sticky({ cookie: "s".repeat(201) })],
    [
        "slow start without weights",
        "Mismatch.ServerGroupSchedulerAndSlowStartEnable",
        { scheduler: "Wlc", slowStartConfig },
    ],
    ["nothing but a try", "DryRunOperation", { dryRun: true }],
];

/** Without what is empty. */
function plain(value: unknown): unknown {
    return JSON.parse(JSON.stringify(value));
}

describe("the emulator's ALB server groups", () => {
    it("are created with the documented defaults, and are Creating at first", () =>
        withAlb(
            async (scene) => {
                const { alb, vpcId } = scene;
                const available = scene.emulator.cloud.clock.hold();
                const { body } = await alb.createServerGroup(
                    new models.CreateServerGroupRequest({
                        serverGroupName: "group",
                        vpcId,
                        ...health({}),
                    }),
                );
                const id = body?.serverGroupId ?? "";
                assert.equal((await scene.groupOf(id)).serverGroupStatus, "Creating");
                available();
                await scene.succeeds(body?.jobId);
                const { createTime, resourceGroupId, ...found } = plain(
                    await scene.groupOf(id),
                ) as Record<string, unknown>;
                assert.match(String(createTime), /Z$/);
                assert.match(String(resourceGroupId), /^rg-/);
                assert.deepEqual(found, {
                    configManagedEnabled: false,
                    connectionDrainConfig: {
                        connectionDrainEnabled: false,
                        connectionDrainTimeout: 300,
                    },
                    crossZoneEnabled: true,
                    healthCheckConfig: {
                        healthCheckCodes: ["http_2xx"],
                        healthCheckConnectPort: 0,
                        healthCheckEnabled: true,
                        healthCheckHost: "$SERVER_IP",
                        healthCheckHttpVersion: "HTTP1.1",
                        healthCheckInterval: 2,
                        healthCheckMethod: "HEAD",
                        healthCheckPath: "/",
                        healthCheckProtocol: "HTTP",
                        healthCheckTimeout: 5,
                        healthyThreshold: 3,
                        unhealthyThreshold: 3,
                    },
                    ipv6Enabled: false,
                    protocol: "HTTP",
                    relatedLoadBalancerIds: [],
                    scheduler: "Wrr",
                    serverCount: 0,
                    serverGroupId: id,
                    serverGroupName: "group",
                    serverGroupStatus: "Available",
                    serverGroupType: "Instance",
                    serviceName: "",
                    slowStartConfig: { slowStartDuration: 30, slowStartEnabled: false },
                    stickySessionConfig: { stickySessionEnabled: false },
                    tags: [],
                    upstreamKeepaliveEnabled: false,
                    vpcId,
                });
            },
            { transitionMilliseconds: 200 },
        ));

    it("are not created with values that do not fit", () =>
        withAlb(async (scene) => {
            for (const [what, refusedWith, changes] of UNFIT) {
                assert.equal(await code(scene.group(changes)), refusedWith, what);
            }
            assert.equal(scene.emulator.cloud.alb.serverGroups.all().length, 0);
        }));

    it("accept a cookie of letters, digits and the other characters of cookie names", () =>
        withAlb(async (scene) => {
            for (const cookie of [
                "JSESSIONID",
                "tf-example",
                "orders_session.id",
                "s".repeat(200),
            ]) {
                const id = await scene.group(sticky({ stickySessionType: "Server", cookie }));
                assert.equal((await scene.groupOf(id)).stickySessionConfig?.cookie, cookie);
            }
        }));

    it("can be changed in part, and keep the rest", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const id = await scene.group({
                scheduler: "Wlc",
                ...health({
                    healthCheckPath: "/a",
                    healthCheckCodes: ["http_2xx", "http_3xx"],
                }),
                ...sticky({ cookieTimeout: 60 }),
            });
            const configured = scene.emulator.cloud.clock.hold();
            const { body } = await alb.updateServerGroupAttribute(
                new models.UpdateServerGroupAttributeRequest({
                    serverGroupId: id,
                    serverGroupName: "renamed",
                    healthCheckConfig:
                        new models.UpdateServerGroupAttributeRequestHealthCheckConfig({
                            healthCheckInterval: 7,
                        }),
                }),
            );
            assert.equal((await scene.groupOf(id)).serverGroupStatus, "Configuring");
            assert.equal(await code(deleteGroup(scene, id)), "IncorrectStatus.ServerGroup");
            configured();
            await scene.succeeds(body?.jobId);
            const found = await scene.groupOf(id);
            assert.equal(found.serverGroupName, "renamed");
            assert.equal(found.scheduler, "Wlc");
            assert.equal(found.healthCheckConfig?.healthCheckInterval, 7);
            assert.equal(found.healthCheckConfig?.healthCheckPath, "/a");
            assert.deepEqual(found.healthCheckConfig?.healthCheckCodes, ["http_2xx", "http_3xx"]);
            assert.deepEqual(plain(found.stickySessionConfig), {
                cookie: "",
                cookieTimeout: 60,
                stickySessionEnabled: true,
                stickySessionType: "Insert",
            });
        }));

    it("accept instances of their VPC, with the instance's address", () =>
        withAlb(async (scene) => {
            const id = await scene.group();
            const instanceId = await scene.running();
            await add(scene, id, [
                ecs(instanceId, { weight: 30, description: "first" }),
                ecs(instanceId, { port: 8080 }),
            ]);
            assert.deepEqual(plain(await scene.servers(id)), [
                {
                    description: "first",
                    port: 80,
                    remoteIpEnabled: false,
                    serverGroupId: id,
                    serverId: instanceId,
                    serverIp: "10.0.1.1",
                    serverType: "Ecs",
                    status: "Available",
                    weight: 30,
                },
                {
                    description: "",
                    port: 8080,
                    remoteIpEnabled: false,
                    serverGroupId: id,
                    serverId: instanceId,
                    serverIp: "10.0.1.1",
                    serverType: "Ecs",
                    status: "Available",
                    weight: 100,
                },
            ]);
            assert.equal((await scene.groupOf(id)).serverCount, 2);
        }));

    it("refuse servers that do not exist, are not in the VPC, are badly described or are in the group already", () =>
        withAlb(async (scene) => {
            const { vpc, vswitch, securityGroup, running } = scene;
            const id = await scene.group();
            const attempt = (...servers: object[]) => code(add(scene, id, servers));
            const instanceId = await running();
            assert.equal(await attempt(ecs("i-0")), "ResourceNotFound.Ecs");
            assert.equal(
                await attempt({ ...ecs("eni-0"), serverType: "Eni" }),
                "ResourceNotFound.Eni",
            );
            assert.equal(
                await attempt({ ...ecs("eci-0"), serverType: "Eci" }),
                "ResourceNotFound.Eci",
            );
            const otherVpc = await vpc("192.168.0.0/16");
            const elsewhere = await running({
                VSwitchId: await vswitch(otherVpc, "192.168.1.0/24"),
                SecurityGroupId: await securityGroup({ VpcId: otherVpc }),
            });
            assert.equal(await attempt(ecs(elsewhere)), "Mismatch.VpcId");
            assert.equal(await attempt(ecs(instanceId, { port: 0 })), "InvalidParameter");
            assert.equal(await attempt(ecs(instanceId, { port: 65536 })), "InvalidParameter");
            assert.equal(await attempt(ecs(instanceId, { port: undefined })), "MissingServers");
            assert.equal(await attempt(ecs(instanceId, { weight: 101 })), "InvalidParameter");
            assert.equal(await attempt(ecs(instanceId, { weight: -1 })), "InvalidParameter");
            assert.equal(await attempt(ecs(instanceId, { description: "?" })), "InvalidParameter");
            assert.equal(
                await attempt(ecs(instanceId, { serverIp: "10.0.1.77" })),
                "IllegalParam.ServerIp",
            );
            assert.equal(
                await attempt({ ...ecs("10.0.1.7"), serverType: "Ip" }),
                "Mismatch.ServerType",
            );
            assert.equal(
                await attempt(ecs(instanceId), ecs(instanceId)),
                "DuplicatedParam.BackendServer",
            );
            await add(scene, id, [ecs(instanceId)]);
            assert.equal(await attempt(ecs(instanceId, { weight: 1 })), "Conflict.BackendServer");
            assert.equal((await scene.servers(id)).length, 1);
        }));

    it("of the type Ip accept addresses of the VPC, or remote ones if the call says so", () =>
        withAlb(async (scene) => {
            const id = await scene.group({ serverGroupType: "Ip" });
            const ip = (serverId: string, more = {}) => ({
                ...ecs(serverId, more),
                serverType: "Ip",
            });
            const attempt = (...servers: object[]) => code(add(scene, id, servers));
            const illegal = "IllegalParam.ServerIp";
            assert.equal(await attempt(ip("10.1.0.1")), illegal);
            assert.equal(await attempt(ip("10.0.1")), illegal);
            assert.equal(await attempt(ip("10.0.1.7", { serverIp: "10.0.1.8" })), illegal);
            assert.equal(await attempt(ip("8.8.8.8", { remoteIpEnabled: true })), illegal);
            assert.equal(await attempt(ecs(await scene.running())), "Mismatch.ServerType");
            await add(scene, id, [ip("10.0.1.7"), ip("10.1.0.1", { remoteIpEnabled: true })]);
            assert.deepEqual(
                (await scene.servers(id)).map(({ serverIp, remoteIpEnabled }) => [
                    serverIp,
                    remoteIpEnabled,
                ]),
                [
                    ["10.0.1.7", false],
                    ["10.1.0.1", true],
                ],
            );
        }));

    it("change weights, replace and remove servers, a moment after the call", () =>
        withAlb(
            async (scene) => {
                const { alb } = scene;
                const id = await scene.group();
                const [first, second] = [await scene.running(), await scene.running()];
                await add(scene, id, [ecs(first)]);
                const update = (server: object) =>
                    alb.updateServerGroupServersAttribute(
                        new models.UpdateServerGroupServersAttributeRequest({
                            serverGroupId: id,
                            servers: [
                                new models.UpdateServerGroupServersAttributeRequestServers(server),
                            ],
                        }),
                    );
                assert.equal(await code(update(ecs(second))), "ResourceNotFound.BackendServer");
                await update(ecs(first, { weight: 0 }));
                const during = await scene.servers(id);
                assert.deepEqual([during[0]?.status, during[0]?.weight], ["Configuring", 100]);
                await scene.becomesAvailable(id);
                assert.equal((await scene.servers(id))[0]?.weight, 0);

                await alb.replaceServersInServerGroup(
                    new models.ReplaceServersInServerGroupRequest({
                        serverGroupId: id,
                        addedServers: [
                            new models.ReplaceServersInServerGroupRequestAddedServers(ecs(second)),
                        ],
                        removedServers: [
                            new models.ReplaceServersInServerGroupRequestRemovedServers(ecs(first)),
                        ],
                    }),
                );
                assert.deepEqual(
                    (await scene.servers(id)).map(({ status }) => status),
                    ["Removing", "Adding"],
                );
                assert.equal(
                    await code(remove(scene, id, [ecs(second)])),
                    "IncorrectStatus.ServerGroup",
                );
                await scene.becomesAvailable(id);
                assert.equal(
                    await code(remove(scene, id, [ecs(first)])),
                    "ResourceNotFound.BackendServer",
                );
                await remove(scene, id, [ecs(second)]);
                await scene.becomesAvailable(id);
                assert.deepEqual(await scene.servers(id), []);
            },
            { transitionMilliseconds: 200 },
        ));

    it("lose an instance that is released", () =>
        withAlb(async (scene) => {
            const id = await scene.group();
            const instanceId = await scene.running();
            await add(scene, id, [ecs(instanceId)]);
            await scene.ecs("DeleteInstance", { InstanceId: instanceId, Force: true });
            await eventually(
                () => scene.servers(id),
                ({ length }) => length === 0,
            );
        }));

    it("are not deleted while a listener forwards to them", () =>
        withAlb(async (scene) => {
            const id = await scene.group();
            await add(scene, id, [ecs(await scene.running())]);
            const loadBalancerId = await scene.active();
            const listenerId = await scene.listener(loadBalancerId, id);
            assert.deepEqual((await scene.groupOf(id)).relatedLoadBalancerIds, [loadBalancerId]);
            assert.equal(await code(deleteGroup(scene, id)), "ResourceInUse.ServerGroup");
            const deleted = await scene.alb.deleteListener(
                new models.DeleteListenerRequest({ listenerId }),
            );
            await scene.succeeds(deleted.body?.jobId);
            const { body } = await deleteGroup(scene, id);
            await scene.succeeds(body?.jobId);
            assert.equal(await scene.groupOf(id), undefined);
            assert.equal(await code(scene.servers(id)), "ResourceNotFound.ServerGroup");
        }));

    it("of another account do not exist", () =>
        withAlb(async (scene) => {
            const id = await scene.group();
            const stranger = { ...scene, alb: scene.strangersAlb };
            const missing = "ResourceNotFound.ServerGroup";
            assert.equal(await code(deleteGroup(stranger, id)), missing);
            assert.equal(await code(add(stranger, id, [ecs("i-0")])), missing);
            const { body } = await scene.strangersAlb.listServerGroups(
                new models.ListServerGroupsRequest({ serverGroupIds: [id] }),
            );
            assert.deepEqual(body?.serverGroups, []);
            assert.equal(
                await code(
                    scene.strangersAlb.createServerGroup(
                        new models.CreateServerGroupRequest({
                            serverGroupName: "group",
                            vpcId: scene.vpcId,
                            ...health({}),
                        }),
                    ),
                ),
                "ResourceNotFound.Vpc",
            );
            assert.ok(scene.vswitchIds[ZONE_A]);
        }));
});
