import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";

import { entries, installFakeGo, type Machine, newMachine } from "./fakePrograms";

const ROOT = path.resolve(__dirname, "../..");

const CLOSING = "The demo was interrupted before it had made anything.";

describe("Ctrl-C in a demo whose engine is not there yet", () => {
    let machine: Machine;
    let temporaryFolder: string;

    beforeEach(() => {
        machine = newMachine();
        temporaryFolder = path.join(machine.folder, "tmp");
        fs.mkdirSync(temporaryFolder);
    });
    afterEach(() => machine.remove());

    /** Starts the demo in a group of its own, sends all of it Ctrl-C when it says something, and gives back its output. */
    async function interruptedAt(said: string): Promise<string> {
        const demo = spawn(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", "tools/demo/main.ts"],
            {
                cwd: ROOT,
                detached: true,
                env: { ...machine.environment, TMPDIR: temporaryFolder },
            },
        );
        let output = "";
        for (const stream of [demo.stdout, demo.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                const before = output;
                output += text;
                if (output.includes(said) && !before.includes(said)) {
                    process.kill(-demo.pid!, "SIGINT");
                }
            });
        }
        await once(demo, "close");
        assert.equal(demo.exitCode, 130, output);
        // Node modules keep compiled code there, for the next process of the user.
        const left = entries(temporaryFolder).filter((name) => !name.startsWith("v8-"));
        assert.deepEqual(left, []);
        return output;
    }

    it("ends the build, and says so in its last line", async () => {
        installFakeGo(machine, { build: "/bin/sleep 600" });

        const output = await interruptedAt("Building the Pulumi CLI");

        assert.ok(output.endsWith(`\n${CLOSING}\n`), output);
        assert.doesNotMatch(output, /\n\s+at |Error/);
        assert.deepEqual(
            entries(machine.cache).filter((name) => !/^(go|cli\.log)$/.test(name)),
            [],
        );
    });

    it("ends the download, and says so in its last line", async () => {
        machine.install("curl", "/bin/sleep 600");

        const output = await interruptedAt("Fetching the Pulumi CLI");

        assert.ok(output.endsWith(`\n${CLOSING}\n`), output);
        assert.doesNotMatch(output, /\n\s+at |Error|not available/);
        assert.deepEqual(entries(machine.cache), []);
    });
});
