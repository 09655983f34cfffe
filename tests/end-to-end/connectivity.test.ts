import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Stack } from "@pulumi/pulumi/automation";

import type { ConnectivityRow } from "../../index";
import { ECS, eventually, PRIVATELINK, PVTZ, SLB } from "../emulator/client";
import { IMAGE } from "../emulator/networkScene";
import { agentIsUp, runScript } from "../emulator/scripts";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const PROJECT = "alicloud-privatelink-same-account";
const ZONE = "eu-central-1b";

const RUN_AGAIN = [
    "create-replacement ecs.Command check",
    "create-replacement ecs.EcsInvocation check",
    "delete-replaced ecs.Command check",
    "delete-replaced ecs.EcsInvocation check",
    "replace ecs.Command check",
    "replace ecs.EcsInvocation check",
];

describe("the check of the same-account example", () => {
    let workbench: Workbench;
    let provider: Stack;
    let consumer: Stack;
    let connection: Stack;
    let check: Stack;
    let ownerOutputs: Record<string, any>;
    let consumerOutputs: Record<string, any>;

    before(async () => {
        workbench = await openWorkbench();
        provider = await workbench.open("examples/same-account/provider", {
            [`${PROJECT}-provider:backends`]: { ecs2: 75, ecs3: 25 },
        });
        consumer = await workbench.open("examples/same-account/consumer");
        connection = await workbench.open("examples/same-account/connection");
        check = await workbench.open("examples/same-account/check", {
            [`${PROJECT}-check:timeoutSeconds`]: 4,
        });
        ownerOutputs = (await up(provider)).outputs;
        consumerOutputs = (await up(consumer)).outputs;
    });

    after(() => workbench?.close());

    function configure(config: Record<string, unknown>): Promise<void> {
        return workbench.sandbox.configure(
            check,
            Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`${PROJECT}-check:${key}`, value]),
            ),
        );
    }

    /** Changes an argument, so that the check runs again. */
    let timeoutSeconds = 4;
    function runAgain(): Promise<void> {
        timeoutSeconds += 1;
        return configure({ timeoutSeconds });
    }

    const ids = () => ({
        ServiceId: ownerOutputs.serviceId,
        EndpointId: consumerOutputs.endpointId,
    });

    async function connectionIs(status: string): Promise<void> {
        await eventually(
            () => holdings.connections(workbench.owner, ownerOutputs.serviceId),
            ([held]) => held.status === status,
        );
    }

    function withoutTimes(table: ConnectivityRow[]) {
        return table.map(({ zoneId, domain, resolvedTo, expected, httpStatus, verdict }) => ({
            zoneId,
            domain,
            resolvedTo,
            expected,
            httpStatus,
            verdict,
        }));
    }

    const statusIs = (InstanceId: string, status: string) =>
        eventually(
            () => workbench.owner.call(ECS, "DescribeInstanceAttribute", { InstanceId }),
            ({ Status }) => Status === status,
        );

    /** A running instance made by hand, in the VPC and the security group of a stack. */
    async function instanceIn(
        VpcId: string,
        SecurityGroupName: string,
        parameters: Record<string, string>,
    ): Promise<string> {
        const { SecurityGroups } = await workbench.owner.call(ECS, "DescribeSecurityGroups", {
            VpcId,
            SecurityGroupName,
        });
        const { InstanceIdSets } = await workbench.owner.call(ECS, "RunInstances", {
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId: await holdings.vswitchOf(workbench.owner, VpcId),
            SecurityGroupId: SecurityGroups.SecurityGroup[0].SecurityGroupId,
            ...parameters,
        });
        const [InstanceId] = InstanceIdSets.InstanceIdSet;
        await statusIs(InstanceId, "Running");
        return InstanceId;
    }

    it("fails before the owner has accepted the endpoint, and names that as the cause", async () => {
        const failure = await failureOf(check, "up");
        assert.match(failure, /ConnectivityCheck "check": the traffic does not arrive/);
        assert.match(
            failure,
            /1\. not accepted: the owner of the service has not accepted the endpoint/,
        );
        assert.match(failure, new RegExp(`accepted the endpoint in ${ZONE} \\(status Wait\\)`));
        assert.doesNotMatch(failure, /security group:|listener:|\n\s+at /);
    });

    it("passes for each target once it is accepted, with responses of both backends", async () => {
        await up(connection);
        const { operations, outputs } = await up(check);
        assert.deepEqual(operations, RUN_AGAIN);
        const { zones, endpointDomain } = consumerOutputs;
        const [{ domain, eniIp }] = zones;
        const expected = { resolvedTo: [eniIp], expected: [eniIp], httpStatus: 200 };
        assert.deepEqual(withoutTimes(outputs.check), [
            { zoneId: "all", domain: endpointDomain, ...expected, verdict: "passed" },
            { zoneId: ZONE, domain, ...expected, verdict: "passed" },
            { zoneId: ZONE, domain: eniIp, ...expected, verdict: "passed" },
        ]);
        const table = outputs.check as ConnectivityRow[];
        assert.ok(table.every(({ connectMilliseconds }) => connectMilliseconds >= 0));
        assert.deepEqual([...new Set(table.map(({ answer }) => answer))].sort(), [
            "<h1>Hello from ecs2</h1>",
            "<h1>Hello from ecs3</h1>",
        ]);
        assert.deepEqual(
            [outputs.passed, outputs.summary],
            [true, `All 3 targets passed at ${outputs.checkedAt}.`],
        );
    });

    it("shows that the service spreads requests in the ratio of the weights", async () => {
        const { output } = await runScript(
            workbench.owner,
            consumerOutputs.clientIds.ecs1,
            `for turn in $(seq 20); do curl -s http://${consumerOutputs.endpointDomain}/; done`,
        );
        const pages = output.toString().trim().split("\n");
        const countOf = (name: string) =>
            pages.filter((page) => page === `<h1>Hello from ${name}</h1>`).length;
        assert.deepEqual({ ecs2: countOf("ecs2"), ecs3: countOf("ecs3") }, { ecs2: 15, ecs3: 5 });
    });

    it("changes nothing while nothing changes, and runs once more on the client", async () => {
        const before = await check.outputs();
        const { operations, outputs } = await up(check);
        assert.deepEqual(operations, []);
        assert.deepEqual(withoutTimes(outputs.check), withoutTimes(before.check.value));
        assert.ok(outputs.checkedAt > before.checkedAt.value);
        assert.deepEqual(await operationsOf(check, "refresh"), []);
        await check.preview({ expectNoChanges: true });
    });

    it("says after a failure that it did not pass, and so does pulumi stack output", async () => {
        await configure({ expectedStatus: 204 });
        await failureOf(check, "up");
        const { passed, summary, checkedAt, check: table } = await check.outputs();
        assert.deepEqual(
            [passed.value, summary.value],
            [false, `3 of 3 targets failed at ${checkedAt.value}.`],
        );
        assert.match((table.value as ConnectivityRow[])[0].verdict, /^unexpected answer: HTTP 200/);
        const { stdout } = await promisify(execFile)(
            path.join(workbench.sandbox.engine.binFolder, "pulumi"),
            ["stack", "output", "passed", "--stack", check.name],
            {
                cwd: check.workspace.workDir,
                env: {
                    ...process.env,
                    ...workbench.sandbox.environment(workbench.emulator.accounts[0]),
                },
            },
        );
        assert.equal(stdout.trim(), "false");
        await configure({ expectedStatus: undefined });
        assert.equal((await up(check)).outputs.passed, true);
    });

    it("notices that the owner has changed the port, though nothing has changed in its own stack", async () => {
        const listenAt = async (listenerPort: number | undefined) => {
            const key = `${PROJECT}-provider:listenerPort`;
            await workbench.sandbox.configure(provider, { [key]: listenerPort });
            await up(provider);
        };
        await listenAt(8080);
        assert.match(
            await failureOf(check, "up"),
            /1\. listener: the connection to port 80 is refused/,
        );
        assert.equal((await check.outputs()).passed.value, false);

        await configure({ port: 8080 });
        assert.match(
            await failureOf(check, "up"),
            /1\. security group: nothing answers on port 8080/,
        );
        await up(consumer);
        assert.equal((await up(check)).outputs.passed, true);

        await listenAt(undefined);
        await configure({ port: undefined });
        await up(consumer);
        assert.equal((await up(check)).outputs.passed, true);
    });

    it("does not know whether it passes where its own program fails", async () => {
        await configure({ client: "nobody" });
        assert.match(
            await failureOf(check, "up"),
            /clientInstanceId: is missing\. It is required\./,
        );
        const { passed, summary, checkedAt } = await check.outputs();
        assert.match(summary.value, /^Not known: (?:.|\n)*clientInstanceId: is missing/);
        assert.deepEqual([passed.value, checkedAt.value], [false, ""]);
        await configure({ client: undefined });
        assert.deepEqual((await up(check)).operations, []);
    });

    it("runs again when its arguments change, and fails for another status than expected", async () => {
        await configure({ expectedStatus: 204 });
        assert.match(
            await failureOf(check, "up"),
            /1\. unexpected answer: HTTP 200, where 204 is expected/,
        );
        await configure({ expectedStatus: undefined });
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("names the security group when the port is closed; once it is open, runs again by itself", async () => {
        const [SecurityGroupId] = (
            await holdings.endpoint(workbench.owner, consumerOutputs.endpointId)
        ).securityGroupIds;
        const rule = {
            SecurityGroupId,
            IpProtocol: "tcp",
            PortRange: "80/80",
            SourceCidrIp: "10.10.0.0/16",
            Policy: "accept",
            Priority: 1,
            NicType: "intranet",
        };
        await workbench.owner.call(ECS, "RevokeSecurityGroup", rule);
        await runAgain();
        const failure = await failureOf(check, "up");
        assert.match(failure, /1\. security group: nothing answers on port 80/);
        assert.doesNotMatch(failure, /2\. /);
        assert.match(await failureOf(check, "up"), /1\. security group/);

        await workbench.owner.call(ECS, "AuthorizeSecurityGroup", rule);
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
        assert.deepEqual((await up(check)).operations, []);
    });

    it("passes with one backend stopped, by the responses of the other; with both, names listener or backend", async () => {
        const stop = async (name: string) => {
            const instanceId = ownerOutputs.backendIds[name];
            await workbench.owner.call(ECS, "StopInstance", { InstanceId: instanceId });
            await eventually(
                () =>
                    workbench.owner.call(SLB, "DescribeHealthStatus", {
                        LoadBalancerId: ownerOutputs.loadBalancerId,
                    }),
                ({ BackendServers }) =>
                    BackendServers.BackendServer.some(
                        (server: Record<string, string>) =>
                            server.ServerId === instanceId &&
                            server.ServerHealthStatus === "abnormal",
                    ),
            );
        };
        await stop("ecs2");
        await runAgain();
        const { outputs } = await up(check);
        assert.deepEqual(
            (outputs.check as ConnectivityRow[]).map(({ answer }) => answer),
            Array(3).fill("<h1>Hello from ecs3</h1>"),
        );
        await stop("ecs3");
        await runAgain();
        assert.match(
            await failureOf(check, "up"),
            /1\. listener: the connection to port 80 is refused; .*no running listener on it, or no healthy backend/,
        );
        for (const name of ["ecs2", "ecs3"]) {
            await workbench.owner.call(ECS, "StartInstance", {
                InstanceId: ownerOutputs.backendIds[name],
            });
        }
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("names the listener when it was stopped, and when it was removed; passes once the owner has put it back", async () => {
        const listener = { LoadBalancerId: ownerOutputs.loadBalancerId, ListenerPort: 80 };
        await runAgain();
        for (const action of ["StopLoadBalancerListener", "DeleteLoadBalancerListener"]) {
            await workbench.owner.call(SLB, action, listener);
            const failure = await failureOf(check, "up");
            assert.match(
                failure,
                /1\. listener: .*the load balancer has no running listener on it/,
                action,
            );
            assert.doesNotMatch(failure, /2\. /);
        }
        await operationsOf(provider, "refresh");
        assert.deepEqual((await up(provider)).operations, ["create slb.Listener service-80"]);
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("fails again by itself when the connection was closed", async () => {
        await workbench.owner.call(PRIVATELINK, "DisableVpcEndpointConnection", ids());
        await connectionIs("Disconnected");
        assert.match(await failureOf(check, "up"), /1\. not accepted: /);
        await workbench.owner.call(PRIVATELINK, "EnableVpcEndpointConnection", ids());
        await connectionIs("Connected");
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("names what resolves the client's name elsewhere, or nowhere", async () => {
        await configure({ endpointDomain: "nowhere.example.com" });
        assert.match(
            await failureOf(check, "up"),
            /1\. name does not resolve: the client found no address for nowhere\.example\.com/,
        );
        await configure({ endpointDomain: "10.10.0.77" });
        assert.match(await failureOf(check, "up"), /1\. name resolves elsewhere: 10\.10\.0\.77/);
        await configure({ endpointDomain: undefined });
    });

    it("names a private zone of the client's VPC that resolves the name elsewhere", async () => {
        const { endpointDomain, vpcId } = consumerOutputs;
        const { ZoneId } = await workbench.owner.call(PVTZ, "AddZone", {
            ZoneName: endpointDomain,
        });
        const attach = (...vpcIds: string[]) =>
            workbench.owner.call(PVTZ, "BindZoneVpc", {
                ZoneId,
                Vpcs: vpcIds.map((VpcId) => ({ RegionId: workbench.owner.regionId, VpcId })),
            });
        await workbench.owner.call(PVTZ, "AddZoneRecord", {
            ZoneId,
            Rr: "@",
            Type: "A",
            Value: "10.10.0.77",
        });
        await attach(vpcId);
        await runAgain();
        const failure = await failureOf(check, "up");
        assert.ok(
            failure.includes(
                `1. name resolves elsewhere: ${endpointDomain} resolves to 10.10.0.77 on the client and not to the endpoint, for instance because of a PrivateZone of its VPC`,
            ),
            failure,
        );
        assert.doesNotMatch(failure, /2\. /);
        await attach();
        await workbench.owner.call(PVTZ, "DeleteZone", { ZoneId });
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("shows the length of a binary page, and none of its content", async () => {
        const page = "\u0089PNG\u0000\u001b]0;title\u0007";
        const lines = [
            "#!/bin/sh",
            `echo '${page}' > /srv/page/picture.png`,
            "cd /srv/page && python3 -m http.server 80",
        ];
        const { vpcId } = ownerOutputs;
        const InstanceId = await instanceIn(vpcId, "backends", {
            UserData: Buffer.from(lines.join("\n")).toString("base64"),
        });
        const servers = (weights: Record<string, number>) =>
            JSON.stringify(
                Object.entries(weights).map(([ServerId, Weight]) => ({ ServerId, Weight })),
            );
        const { ecs2, ecs3 } = ownerOutputs.backendIds;
        const { loadBalancerId: LoadBalancerId } = ownerOutputs;
        await workbench.owner.call(SLB, "AddBackendServers", {
            LoadBalancerId,
            BackendServers: servers({ [InstanceId]: 100 }),
        });
        await workbench.owner.call(SLB, "SetBackendServers", {
            LoadBalancerId,
            BackendServers: servers({ [ecs2]: 0, [ecs3]: 0 }),
        });
        await configure({ path: "/picture.png" });
        const { outputs } = await up(check);
        assert.deepEqual(
            (outputs.check as ConnectivityRow[]).map(({ answer, verdict }) => [answer, verdict]),
            Array(3).fill([`binary, ${Buffer.byteLength(page) + 1} bytes`, "passed"]),
        );
        await configure({ path: undefined });
        await workbench.owner.call(SLB, "SetBackendServers", {
            LoadBalancerId,
            BackendServers: servers({ [ecs2]: 75, [ecs3]: 25 }),
        });
        await workbench.owner.call(SLB, "RemoveBackendServers", {
            LoadBalancerId,
            BackendServers: servers({ [InstanceId]: 0 }),
        });
        await workbench.owner.call(ECS, "DeleteInstance", { InstanceId, Force: true });
    });

    it("ends with the time limit when the client hangs in the middle of it, and leaves no process", async () => {
        await configure({ timeoutSeconds: 1 });
        const startedAt = Date.now();
        const failing = failureOf(check, "up");
        const [group] = await eventually(scriptGroups, ({ length }) => length > 0, 60_000);
        process.kill(-group, "SIGSTOP");
        const failure = await failing;
        assert.ok(Date.now() - startedAt < 75_000);
        assert.match(
            failure,
            /ConnectivityCheck "check": the script has not finished on the client i-\S+ within 21 seconds \(status Running\)\. Likely causes: the client hangs/,
        );
        assert.doesNotMatch(failure, /\n\s+at /);
        assert.deepEqual(await scriptGroups(), []);
        assert.deepEqual((await check.outputs()).passed.value, false);
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("refuses a client in another VPC, and one that does not exist, before anything runs", async () => {
        await configure({ clientInstanceId: ownerOutputs.backendIds.ecs2 });
        assert.match(
            await failureOf(check, "up"),
            /clientInstanceId: instance i-\S+ is in vpc-\S+, but the endpoint is in vpc-\S+\. Use a client in the endpoint's VPC\./,
        );
        await configure({ clientInstanceId: "i-nobodys" });
        assert.match(await failureOf(check, "up"), /clientInstanceId: .*no such instance/);
        await configure({ clientInstanceId: undefined });
        assert.deepEqual((await up(check)).operations, []);
    });

    it("refuses a client that is stopped, and passes once it runs again", async () => {
        const { ecs1: InstanceId } = consumerOutputs.clientIds;
        await workbench.owner.call(ECS, "StopInstance", { InstanceId });
        await statusIs(InstanceId, "Stopped");
        await runAgain();
        assert.match(
            await failureOf(check, "up"),
            /clientInstanceId: instance i-\S+ is Stopped\. Start it/,
        );
        await workbench.owner.call(ECS, "StartInstance", { InstanceId });
        await agentIsUp(workbench.owner, InstanceId);
        assert.deepEqual((await up(check)).operations, RUN_AGAIN);
    });

    it("refuses a client without Cloud Assistant", async () => {
        const InstanceId = await instanceIn(consumerOutputs.vpcId, "client", {
            ImageId: "centos_7_02_x64_20G_alibase_20170818.vhd",
        });
        await configure({ clientInstanceId: InstanceId });
        assert.match(
            await failureOf(check, "up"),
            /clientInstanceId: Cloud Assistant does not run on instance i-/,
        );
        await configure({ clientInstanceId: undefined });
        await workbench.owner.call(ECS, "DeleteInstance", { InstanceId, Force: true });
    });

    it("is destroyed with the rest, completely", async () => {
        for (const stack of [check, connection, consumer, provider]) {
            await operationsOf(stack, "destroy");
        }
        assert.deepEqual(holdings.inventory(workbench.emulator), {});
    });
});

/** The process groups of the scripts that run on the emulator's instances at this moment. */
async function scriptGroups(): Promise<number[]> {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pgid=,args="]);
    const folder = `${process.env.TMPDIR}/ecs-`;
    const groups = stdout
        .split("\n")
        .filter((line) => line.includes(folder))
        .map((line) => Number.parseInt(line, 10));
    return [...new Set(groups)];
}
