import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createInterface } from "node:readline";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { runChecks } from "../../tools/release/runChecks";
import { temporaryFolder } from "./temporary";

const CHECKS = {
    good: { title: "all is well", problems: () => [] },
    bad: { title: "nothing is odd", problems: async () => ["One thing\nis odd.", "Another is."] },
    ugly: {
        title: "it works",
        problems: () => {
            throw new Error("It fell over.");
        },
    },
    last: { title: "it ends", problems: () => [] },
};

describe("the checks of a release", () => {
    async function runNamed(...names: string[]) {
        const lines: string[] = [];
        const failed = await runChecks(CHECKS, names, (line) => lines.push(line));
        return { failed, lines: lines.map((line) => line.replace(/\d+\.\d s$/, "0.0 s")) };
    }

    it("are all run, say what they found, and are named when they fail", async () => {
        assert.deepEqual(await runNamed(), {
            failed: ["bad", "ugly"],
            lines: [
                "good: all is well ...",
                "good: holds, 0.0 s",
                "bad: nothing is odd ...",
                "  - One thing\n    is odd.",
                "  - Another is.",
                "bad: FAILED, 0.0 s",
                "ugly: it works ...",
                "  - It fell over.",
                "ugly: FAILED, 0.0 s",
                "last: it ends ...",
                "last: holds, 0.0 s",
            ],
        });
    });

    it("are those that were named", async () => {
        assert.deepEqual(await runNamed("last", "good"), {
            failed: [],
            lines: [
                "good: all is well ...",
                "good: holds, 0.0 s",
                "last: it ends ...",
                "last: holds, 0.0 s",
            ],
        });
    });

    it("refuse an unknown name", async () => {
        await assert.rejects(runNamed("licenses"), {
            message: 'check: found "licenses". Must be one of good, bad, ugly, last.',
        });
    });
});

describe("npm run release:check", () => {
    const folder = temporaryFolder();

    function start(...names: string[]) {
        const release = spawn(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", "tools/release/main.ts", ...names],
            {
                cwd: PACKAGE_FOLDER,
                env: { ...process.env, TMPDIR: folder.path },
                stdio: ["ignore", "pipe", "pipe"],
            },
        );
        let said = "";
        release.stdout.on("data", (text: Buffer) => (said += text.toString()));
        release.stderr.on("data", (text: Buffer) => (said += text.toString()));
        const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
            release.on("close", (code) => resolve({ code, said }));
        });
        return { release, ended };
    }

    /** Without what Node's modules keep for their next run. */
    function left(): string[] {
        return readdirSync(folder.path).filter((name) => name.startsWith("unfinished-"));
    }

    it("says that all of it holds, and leaves no temporary folder", async () => {
        const { code, said } = await start("compatibility").ended;

        assert.match(said, /^compatibility: holds, .*\n\nAll of it holds\.$/m);
        assert.equal(code, 0);
        assert.deepEqual(left(), []);
    });

    it("fails for an unknown check, and leaves no temporary folder", async () => {
        const { code, said } = await start("everything").ended;

        assert.match(said, /check: found "everything"/);
        assert.equal(code, 1);
        assert.deepEqual(left(), []);
    });

    it("leaves no temporary folder when it is interrupted", async () => {
        const { release, ended } = start("reference");
        await new Promise((resolve) => {
            createInterface(release.stdout).once("line", resolve);
        });
        assert.notDeepEqual(left(), []);
        release.kill("SIGINT");

        assert.equal((await ended).code, 130);
        assert.deepEqual(left(), []);
    });
});
