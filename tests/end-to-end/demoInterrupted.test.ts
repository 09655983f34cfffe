import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { processesLeft } from "./processes";

const ROOT = path.resolve(__dirname, "../..");

/** What the user's Pulumi home is called in these tests. */
const HOME = "pulumi-home";

const GONE = "its stacks are gone, together with the emulator that they were in.";

/** Files that the demo writes into the projects of its first scenario. */
const CONFIG_FILES = ["provider", "consumer", "connection", "check"].map((project) =>
    path.join(ROOT, "examples/same-account", project, "Pulumi.demo.yaml"),
);

describe("the demo and Ctrl-C", () => {
    let folder: string;
    let demo: RunningDemo;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "interrupted-demo-"));
    });

    afterEach(async () => {
        await demo?.kill();
        for (const target of [folder, ...CONFIG_FILES]) {
            await rm(target, { recursive: true, force: true });
        }
    });

    /** Nothing that a demo made, but the report. */
    async function assertNothingLeft(): Promise<void> {
        assert.deepEqual(await processesLeft(folder), []);
        const left = (await readdir(folder)).filter(
            (name) => name.startsWith("alicloud-") || name === HOME,
        );
        assert.deepEqual([...left, ...CONFIG_FILES.filter(existsSync)], []);
    }

    it("ends a stack that is coming up, says so in its last lines and in the report, and leaves nothing", async () => {
        demo = new RunningDemo(folder, []);
        await demo.says("VpcEndpointService service");

        demo.interrupt();

        assert.equal(await demo.status(), 130, demo.output);
        assert.match(
            demo.output,
            new RegExp(`\nThe demo was interrupted: ${GONE}\nReport: ${demo.report}\n$`),
        );
        assert.equal(await demo.headline(), `The demo was interrupted: ${GONE}`);
        await assertNothingLeft();
    });

    it("ends what was kept: its commands worked until then, and no shell keeps their variables", async () => {
        demo = new RunningDemo(folder, ["--keep"]);
        await demo.says("In another terminal:");
        assert.equal(await demo.headline(), "Everything is up, and stays so until the demo ends.");
        const commands = demo.output.match(/(?<=^ {2})sh .* pulumi .*$/gm) ?? [""];
        for (const command of commands) {
            assert.match(await shell("sh", command), /Resources:|Current stack is demo/);
        }
        const file = commands[0].split(" ")[1];
        for (const name of ["sh", "bash"]) {
            assert.equal(
                await shell(name, `. ${file} > /dev/null; true; export -p`),
                await shell(name, "true; export -p"),
            );
        }

        demo.interrupt();

        assert.equal(await demo.status(), 0, demo.output);
        assert.match(
            demo.output,
            new RegExp(`\nThe demo has ended: ${GONE}\nReport: ${demo.report}\n$`),
        );
        assert.equal(await demo.headline(), `The demo has ended: ${GONE}`);
        await assertNothingLeft();
    });
});

async function shell(name: string, command: string): Promise<string> {
    return (await promisify(execFile)(name, ["-c", command], { cwd: ROOT })).stdout;
}

/** A demo in a process group of its own, as a terminal has one for what runs in it. */
class RunningDemo {
    output = "";
    readonly report: string;
    private readonly child: ChildProcess;
    private readonly ended: Promise<unknown>;

    constructor(folder: string, parameters: readonly string[]) {
        this.report = path.join(folder, "report.html");
        const main = path.join(ROOT, "tools/demo/main.ts");
        this.child = spawn(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", main, ...parameters, "--report", this.report],
            {
                cwd: ROOT,
                detached: true,
                env: { ...process.env, TMPDIR: folder, PULUMI_HOME: path.join(folder, HOME) },
            },
        );
        this.ended = once(this.child, "close");
        for (const stream of [this.child.stdout, this.child.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => {
                this.output += text;
                this.child.emit("said");
            });
        }
    }

    /** Waits until the demo has printed a text. */
    async says(text: string): Promise<void> {
        while (!this.output.includes(text)) {
            assert.equal(this.child.exitCode, null, this.output);
            await Promise.race([once(this.child, "said"), this.ended]);
        }
    }

    /** What Ctrl-C sends: to the demo and to everything that it started. */
    interrupt(): void {
        process.kill(-this.child.pid!, "SIGINT");
    }

    async status(): Promise<number | null> {
        await this.ended;
        return this.child.exitCode;
    }

    /** How the report says that the run ended. */
    async headline(): Promise<string | undefined> {
        return /class="closing[^>]*>([^<]*)</.exec(await readFile(this.report, "utf8"))?.[1];
    }

    async kill(): Promise<void> {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            process.kill(-this.child.pid!, "SIGKILL");
            await this.ended;
        }
    }
}
