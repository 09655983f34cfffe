import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";

import * as models from "@alicloud/ecs20140526";

import { isolation } from "../../tools/emulator/instance/isolation";
import { ECS, eventually, refusal } from "./client";
import { inNetwork, type NetworkScene } from "./networkScene";
import { agentIsUp, resultOf, runScript, startScript } from "./scripts";

const WITHOUT_AGENT = "centos_7_02_x64_20G_alibase_20170818.vhd";
const WINDOWS = "win2022_21H2_x64_dtc_en-us_40G_alibase_20250117.vhd";
const COMMAND = { Name: "a", Type: "RunShellScript", CommandContent: base64("true") };

describe("Cloud Assistant", () => {
    it("stores commands unchanged, changes and deletes them", () =>
        inNetwork(async ({ owner, ecs }) => {
            const content = base64("echo hello");
            const { CommandId } = await ecs("CreateCommand", {
                Name: "greeting",
                Description: "says hello",
                Type: "RunShellScript",
                CommandContent: content,
                Tag: [{ Key: "role", Value: "check" }],
            });
            const described = async (parameters = {}) => {
                const { Commands } = await ecs("DescribeCommands", { CommandId, ...parameters });
                return Commands.Command[0] as Record<string, any> | undefined;
            };
            const command = await described();
            assert.equal(command?.["CommandContent"], content);
            assert.equal(command?.["Timeout"], 60);
            assert.equal(command?.["EnableParameter"], false);
            assert.deepEqual(command?.["Tags"].Tag, [{ TagKey: "role", TagValue: "check" }]);
            const plain = await described({ ContentEncoding: "PlainText" });
            assert.equal(plain?.["CommandContent"], "echo hello");
            await ecs("ModifyCommand", { CommandId, Timeout: 30, Name: "other" });
            const { body } = await owner.ecs.describeCommands(
                new models.DescribeCommandsRequest({ regionId: owner.regionId, name: "*other*" }),
            );
            assert.equal(body?.commands?.command?.[0]?.timeout, 30);
            await ecs("DeleteCommand", { CommandId });
            assert.equal(await described(), undefined);
            const again = await refusal(ecs("DeleteCommand", { CommandId }));
            assert.deepEqual([again.code, again.status], ["InvalidCmdId.NotFound", 404]);
        }));

    for (const [what, parameters, code] of [
        ["no Base64", { CommandContent: "%%%" }, "CmdContent.DecodeError"],
        [
            "more than 24 KB in Base64",
            { CommandContent: base64("x".repeat(18_433)) },
            "CmdContent.ExceedLimit",
        ],
        ["an unknown type", { Type: "RunPythonScript" }, "InvalidCmdType.NotFound"],
        ["no time to run", { Timeout: 0 }, "InvalidParameter"],
        ["no name", { Name: undefined }, "MissingParameter"],
        ["a launcher", { Launcher: "python3" }, "EmulatorUnsupportedParameter"],
    ] as const) {
        it(`refuses a command with ${what}: ${code}`, () =>
            inNetwork(async ({ ecs }) => {
                const refused = await refusal(ecs("CreateCommand", { ...COMMAND, ...parameters }));
                assert.equal(refused.code, code);
            }));
    }

    it("takes a content of exactly 24 KB in Base64", () =>
        inNetwork(async ({ ecs }) => {
            const CommandContent = base64("#".repeat(18_432));
            await ecs("CreateCommand", { ...COMMAND, CommandContent });
        }));

    it("runs a command on several instances, with each one's own variables", () =>
        inNetwork(async (scene) => {
            const { ecs, owner } = scene;
            const [first, second] = [await ready(scene), await ready(scene)];
            const { CommandId } = await ecs("CreateCommand", {
                Name: "named",
                Type: "RunShellScript",
                EnableParameter: true,
                CommandContent: base64("echo {{ word }} {{ACS::InstanceId}} {{ACS::InvokeId}}"),
            });
            const unknown = { CommandId, InstanceId: [first], Parameters: '{"other":"x"}' };
            assert.equal(
                (await refusal(ecs("InvokeCommand", unknown))).code,
                "Parameter.NotMatched",
            );
            const { InvokeId } = await ecs("InvokeCommand", {
                CommandId,
                InstanceId: [first, second],
                Parameters: '{"word":"hello"}',
            });
            const { Invocations } = await eventually(
                () => ecs("DescribeInvocations", { InvokeId, IncludeOutput: true }),
                ({ Invocations: found }) => found.Invocation[0].InvocationStatus === "Success",
                10_000,
            );
            const [invocation] = Invocations.Invocation;
            assert.equal(invocation.InvokeStatus, "Finished");
            assert.equal(invocation.Parameters, '{"word":"hello"}');
            assert.deepEqual(
                invocation.InvokeInstances.InvokeInstance.map(({ Output }: any) =>
                    Buffer.from(Output, "base64").toString(),
                ),
                [first, second].map((id) => `hello ${id} ${InvokeId}\n`),
            );
            await ecs("StopInvocation", { InvokeId });
            const { status } = await resultOf(owner, InvokeId);
            assert.equal(status, "Success");
        }));

    it("describes an invocation by id, without its output by default", () =>
        inNetwork(async (scene) => {
            const { ecs, owner } = scene;
            const { invokeId } = await runScript(owner, await ready(scene), "echo hello");
            const { Invocations } = await ecs("DescribeInvocations", { InvokeId: invokeId });
            const [task] = Invocations.Invocation[0].InvokeInstances.InvokeInstance;
            assert.equal(task.ExitCode, 0);
            assert.ok(!("Output" in task));
            const count = async (parameters: object) =>
                (await ecs("DescribeInvocations", parameters))["TotalCount"] as number;
            assert.equal(await count({ CommandName: "other" }), 0);
            // The API says that a name has no effect beside an instance.
            assert.equal(await count({ CommandName: "other", InstanceId: task.InstanceId }), 1);
            const refused = await refusal(ecs("DescribeInvocations", { IncludeOutput: true }));
            assert.equal(refused.code, "MissingParameter");
        }));

    it("keeps both streams of a script in their order, its exit code, and nothing of its folder", () =>
        inNetwork(async (scene) => {
            const result = await runScript(
                scene.owner,
                await ready(scene),
                "echo out; echo error >&2; echo out; pwd; echo more > file; exit 7",
            );
            assert.deepEqual(
                [result.status, result.errorCode, result.exitCode, result.dropped],
                ["Failed", "ExitCodeNonzero", 7, 0],
            );
            const [folder = "", ...lines] = result.output.toString().trim().split("\n").reverse();
            assert.deepEqual(lines, ["out", "error", "out"]);
            await eventually(
                () => existsSync(folder),
                (exists) => !exists,
            );
        }));

    it("gives a script a clean environment and, where the machine lets it, none of the machine's network", () =>
        inNetwork(async (scene) => {
            process.env["SECRET_OF_THE_MACHINE"] = "secret";
            try {
                const script = [
                    "#!/bin/bash",
                    "env",
                    "command -v python3 perl nc wget dig ssh",
                    `(exec 3<>/dev/tcp/127.0.0.1/${scene.emulator.port}) 2>/dev/null; echo "reached: $?"`,
                ];
                const { output } = await runScript(
                    scene.owner,
                    await ready(scene),
                    script.join("\n"),
                );
                const text = output.toString();
                assert.doesNotMatch(text, /SECRET/);
                assert.match(text, /^PATH=\S+\/bin$/m);
                const isShutIn = (await isolation()).length > 0;
                assert.match(text, isShutIn ? /reached: 1$/m : /reached: \d$/m);
            } finally {
                delete process.env["SECRET_OF_THE_MACHINE"];
            }
        }));

    it("keeps binary output byte for byte, the first 24 KB of it, and counts the rest", () =>
        inNetwork(async (scene) => {
            const instanceId = await ready(scene);
            const bytes = "\\377\\000\\001\\200\\n";
            const small = await runScript(scene.owner, instanceId, `printf '${bytes}'`);
            assert.deepEqual([...small.output], [0xff, 0, 1, 0x80, 0x0a]);
            const large = await runScript(scene.owner, instanceId, "head -c 30000 /dev/zero");
            assert.equal(large.output.length, 24 * 1024);
            assert.equal(large.dropped, 30_000 - 24 * 1024);
            assert.equal(large.status, "Success");
        }));

    it("ends a script that hangs when its time is over, with every process it started", () =>
        inNetwork(async (scene) => {
            const marker = "86400.125";
            const started = Date.now();
            const result = await runScript(
                scene.owner,
                await ready(scene),
                `#!/bin/bash\necho begun\nsleep ${marker} &\n(trap '' TERM HUP; sleep ${marker}) &\nsleep ${marker}`,
                { timeout: 1 },
            );
            assert.deepEqual(
                [result.status, result.errorCode, result.output.toString()],
                ["Timeout", "ExecutionTimeout", "begun\n"],
            );
            assert.ok(Date.now() - started < 10_000);
            await nothingIsLeftOf(marker);
        }));

    it("ends the background processes that a script leaves", () =>
        inNetwork(async (scene) => {
            const marker = "86400.25";
            const result = await runScript(
                scene.owner,
                await ready(scene),
                `sleep ${marker} &\necho done`,
            );
            assert.deepEqual([result.status, result.output.toString()], ["Success", "done\n"]);
            await nothingIsLeftOf(marker);
        }));

    it("stops a script on demand", () =>
        inNetwork(async (scene) => {
            const { owner, ecs } = scene;
            const marker = "86400.375";
            const InvokeId = await startScript(owner, await ready(scene), `sleep ${marker}`);
            const becomes = async (wanted: string) => {
                await eventually(
                    () => resultOf(owner, InvokeId),
                    ({ status }) => status === wanted,
                );
            };
            await becomes("Running");
            await ecs("StopInvocation", { InvokeId });
            await becomes("Terminated");
            const { Invocations } = await ecs("DescribeInvocations", { InvokeId });
            assert.equal(Invocations.Invocation[0].InvocationStatus, "Stopped");
            assert.equal(Invocations.Invocation[0].InvokeStatus, "Stopped");
            await nothingIsLeftOf(marker);
        }));

    it("ends scripts with their instance, and with the emulator", async () => {
        const marker = "86400.5";
        await inNetwork(async (scene) => {
            const { owner, ecs } = scene;
            const [first, second] = [await ready(scene), await ready(scene)];
            const invokeId = await startScript(owner, first, `sleep ${marker}`);
            const other = await startScript(owner, second, `sleep ${marker}`);
            for (const id of [invokeId, other]) {
                await eventually(
                    () => resultOf(owner, id),
                    ({ status }) => status === "Running",
                );
            }
            await ecs("StopInstance", { InstanceId: first });
            await eventually(
                () => resultOf(owner, invokeId),
                ({ status, errorCode }) => status === "Error" && errorCode === "ExecutionException",
            );
            assert.equal((await resultOf(owner, other)).status, "Running");
        });
        await nothingIsLeftOf(marker);
    });

    it("does not reach an instance that is stopped, has no agent, or runs Windows", () =>
        inNetwork(async (scene) => {
            const { owner, ecs, running, becomes } = scene;
            const stopped = await ready(scene);
            await ecs("StopInstance", { InstanceId: stopped });
            await becomes(stopped, "Stopped");
            const agentless = await running({ ImageId: WITHOUT_AGENT });
            const windows = await running({ "ImageId": WINDOWS, "SystemDisk.Size": 40 });
            for (const [instanceId, status, errorCode] of [
                [stopped, "Aborted", "InstanceNotRunning"],
                [agentless, "Aborted", "ClientNotRunning"],
                [windows, "Invalid", "CommandNotApplicable"],
            ] as const) {
                const result = await runScript(owner, instanceId, "echo never");
                assert.deepEqual([result.status, result.errorCode], [status, errorCode]);
                assert.equal(result.output.length, 0);
                const { Invocations } = await ecs("DescribeInvocations", {
                    InvokeId: result.invokeId,
                });
                assert.equal(Invocations.Invocation[0].InvocationStatus, "Failed");
            }
            await agentIsUp(owner, stopped, false);
            await agentIsUp(owner, agentless, false);
        }));

    it("is up a moment after its instance", () =>
        inNetwork(
            async ({ owner, running }) => {
                const instanceId = await running();
                await agentIsUp(owner, instanceId, false);
                await agentIsUp(owner, instanceId);
            },
            { transitionMilliseconds: 300 },
        ));

    it("shows another account neither commands nor invocations, and runs nothing for it", () =>
        inNetwork(async (scene) => {
            const { owner, stranger } = scene;
            const instanceId = await ready(scene);
            const mine = await runScript(owner, instanceId, "echo mine");
            assert.equal((await resultOf(stranger, mine.invokeId)).status, "");
            const foreign = await refusal(startScript(stranger, instanceId, "echo theirs"));
            assert.deepEqual([foreign.code, foreign.status], ["InvalidInstance.NotFound", 404]);
            const stop = await refusal(
                stranger.call(ECS, "StopInvocation", { InvokeId: mine.invokeId }),
            );
            assert.equal(stop.status, 404);
            const { TotalCount } = await stranger.call(ECS, "DescribeInvocations", {});
            assert.equal(TotalCount, 0);
        }));
});

async function ready(scene: NetworkScene): Promise<string> {
    const instanceId = await scene.running();
    await agentIsUp(scene.owner, instanceId);
    return instanceId;
}

function base64(text: string): string {
    return Buffer.from(text).toString("base64");
}

/** No process of this machine has the word among its arguments. */
async function nothingIsLeftOf(word: string): Promise<void> {
    if (process.platform !== "linux") {
        return;
    }
    await eventually(
        () =>
            readdirSync("/proc")
                .filter((name) => /^\d+$/.test(name))
                .filter((pid) => argumentsOf(pid).includes(word)),
        (pids) => pids.length === 0,
    );
}

function argumentsOf(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
        // It has ended since.
        return "";
    }
}
