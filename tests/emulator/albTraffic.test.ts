import assert from "node:assert/strict";

import { forwardTo, models, withAlb, type AlbScene } from "./albScene";
import { ECS, eventually } from "./client";
import { pageServer } from "./networkScene";
import { agentIsUp, runScript } from "./scripts";

type Body = Record<string, any>;

const PORT = 8080;

interface Servers {
    readonly loadBalancerId: string;
    readonly groupId: string;
    readonly listenerId: string;
    readonly instanceIds: readonly string[];
    /** The pages that requests to the ALB's name get, in their order. */
    fetch(times: number): Promise<string[]>;
    /** The ports and states of the servers that are not healthy. */
    problems(): Promise<string[]>;
}

describe("traffic through an ALB", () => {
    it("is spread over the servers in the ratio of their weights, once they are healthy", () =>
        withAlb(async (scene) => {
            const { fetch } = await serve(scene, { one: 60, two: 20 }, [
                "10.0.1.0/24",
                "10.0.2.0/24",
            ]);
            const pages = await fetch(8);
            assert.equal(pages.filter((page) => page === "one").length, 6);
            assert.equal(pages.filter((page) => page === "two").length, 2);
        }));

    it("needs the servers' security groups to allow all of the ALB's vSwitches", () =>
        withAlb(async (scene) => {
            const { fetch, problems } = await serve(scene, { one: 100, two: 100 }, []);
            const bothUnhealthy = (found: string[]) => found.join() === "Unhealthy,Unhealthy";
            await eventually(problems, bothUnhealthy);
            assert.match((await fetch(1)).join(), /503/);
            await letIn(scene, "10.0.1.0/24");
            assert.match((await fetch(1)).join(), /503/);
            await letIn(scene, "10.0.2.0/24");
            await eventually(problems, (found) => found.length === 0);
            assert.deepEqual((await fetch(2)).sort(), ["one", "two"]);
        }));

    it("leaves out a server with another health check page, or that is stopped", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const { fetch, problems, groupId, instanceIds } = await serve(
                scene,
                { one: 100, two: 100 },
                ["10.0.0.0/16"],
            );
            await scene.ecs("StopInstance", { InstanceId: instanceIds[0] });
            await eventually(problems, (found) => found.join() === "Unhealthy");
            assert.deepEqual(await fetch(2), ["two", "two"]);
            await alb.updateServerGroupAttribute(
                new models.UpdateServerGroupAttributeRequest({
                    serverGroupId: groupId,
                    healthCheckConfig:
                        new models.UpdateServerGroupAttributeRequestHealthCheckConfig({
                            healthCheckPath: "/missing",
                        }),
                }),
            );
            await eventually(problems, (found) => found.length === 2);
            assert.match((await fetch(1)).join(), /503/);
        }));

    it("goes to one server for one value of the parameter that requests are hashed by", () =>
        withAlb(async (scene) => {
            const { fetch } = await serve(scene, { one: 100, two: 100 }, ["10.0.0.0/16"], {
                scheduler: "Uch",
                uchConfig: new models.CreateServerGroupRequestUchConfig({
                    type: "QueryString",
                    value: "turn",
                }),
            });
            const both = [...(await fetch(8)), ...(await fetch(8))];
            assert.deepEqual(both.slice(0, 8), both.slice(8));
            assert.equal(new Set(both).size, 2);
        }));

    it("is refused if there is no listener, and not redirected", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const { listenerId, fetch } = await serve(scene, { one: 1, two: 1 }, ["10.0.0.0/16"]);
            const { body } = await alb.deleteListener(
                new models.DeleteListenerRequest({ listenerId }),
            );
            await scene.succeeds(body?.jobId);
            assert.deepEqual(await fetch(1), ["000"]);
        }));
});

/** An ALB in two zones with two servers, whose security group accepts the blocks. */
async function serve(
    scene: AlbScene,
    weights: Readonly<Record<string, number>>,
    blocks: readonly string[],
    changes: Body = {},
): Promise<Servers> {
    const { alb } = scene;
    for (const block of blocks) {
        await letIn(scene, block);
    }
    const instanceIds = await Promise.all(
        Object.keys(weights).map((name) => scene.running({ UserData: pageServer(name, PORT) })),
    );
    const groupId = await scene.group(changes);
    const { body } = await alb.addServersToServerGroup(
        new models.AddServersToServerGroupRequest({
            serverGroupId: groupId,
            servers: Object.values(weights).map(
                (weight, position) =>
                    new models.AddServersToServerGroupRequestServers({
                        serverId: instanceIds[position],
                        serverType: "Ecs",
                        port: PORT,
                        weight,
                    }),
            ),
        }),
    );
    await scene.succeeds(body?.jobId);
    const loadBalancerId = await scene.active();
    const listenerId = await scene.listener(loadBalancerId, groupId, {
        defaultActions: forwardTo(groupId),
    });
    const clientId = await scene.running();
    await agentIsUp(scene.owner, clientId);
    const { DNSName } = await scene.attributes(loadBalancerId);
    const problems = async () => {
        const answer = await alb.getListenerHealthStatus(
            new models.GetListenerHealthStatusRequest({ listenerId }),
        );
        const [group] = answer.body?.listenerHealthStatus?.[0]?.serverGroupInfos ?? [];
        return (group?.nonNormalServers ?? []).map(({ status }) => status ?? "");
    };
    if (blocks.length > 0) {
        await eventually(problems, (found) => found.length === 0);
    }
    return {
        loadBalancerId,
        groupId,
        listenerId,
        instanceIds,
        problems,
        async fetch(times) {
            const { output } = await runScript(
                scene.owner,
                clientId,
                `for turn in $(seq ${times}); do curl -s -f -w '%{http_code}\\n' -o page "http://${DNSName}/?turn=$turn" > code && cat page || cat code; done`,
            );
            return output.toString().trim().split("\n");
        },
    };
}

async function letIn({ owner, groupId }: AlbScene, cidrBlock: string): Promise<void> {
    await owner.call(ECS, "AuthorizeSecurityGroup", {
        SecurityGroupId: groupId,
        IpProtocol: "tcp",
        PortRange: `${PORT}/${PORT}`,
        SourceCidrIp: cidrBlock,
    });
}
