import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { FIXTURES } from "./situations";

const ROOT = path.resolve(__dirname, "../..");

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command as `npm run diagram` does, for a user who is in a folder. */
async function diagram(folder: string, ...parameters: string[]): Promise<Ended> {
    const child = spawn(
        process.execPath,
        ["-r", "./tools/scripts/register.cjs", "tools/diagram/main.ts", ...parameters],
        { cwd: ROOT, env: { ...process.env, INIT_CWD: folder } },
    );
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, stdout, stderr };
}

describe("npm run diagram", () => {
    const provider = path.join(FIXTURES, "cross-account/provider.json");
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "diagram-"));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("draws files into a folder that it creates, and prints the Mermaid text", async () => {
        const consumer = path.join(FIXTURES, "cross-account/consumer-1.json");
        const { code, stdout } = await diagram(
            folder,
            provider,
            consumer,
            "--out",
            "deep/pictures",
        );
        assert.equal(code, 0);
        assert.match(stdout, /^---\nconfig:[^]*\nflowchart LR\n/);
        const out = path.join(folder, "deep/pictures");
        assert.equal(await readFile(path.join(out, "diagram.mmd"), "utf8"), stdout);
        assert.match(await readFile(path.join(out, "diagram.svg"), "utf8"), /^<svg /);
    });

    it("resolves paths from the current folder, and writes there", async () => {
        await writeFile(path.join(folder, "mine.json"), await readFile(provider));
        const { code, stderr } = await diagram(folder, "mine.json");
        assert.equal(code, 0, stderr);
        assert.deepEqual((await readdir(folder)).sort(), [
            "diagram.mmd",
            "diagram.svg",
            "mine.json",
        ]);
    });

    for (const [what, parameters, message] of [
        ["nothing named", [], /^stacks: are missing\. Name the stacks to draw\.\nUsage: /],
        ["an unknown option", ["--colour", "x"], /--colour[^]*Usage: /],
        [
            "a file that is not there",
            ["nowhere.json"],
            /^stacks: found "nowhere\.json"\. Must be a file, a folder, or one of the examples .*same-account/,
        ],
        [
            "a folder without a project",
            ["."],
            /^stacks: found ".*"\. Must be the folder of a Pulumi project, or one/,
        ],
        ["a file that is no state", [path.join(ROOT, "package.json")], /is not the exported state/],
        [
            "a stack's name where all are files",
            [provider, "--stack", "dev"],
            /--stack chooses among the stacks of a folder/,
        ],
    ] as const) {
        it(`refuses ${what}, without a stack trace, and writes nothing`, async () => {
            const { code, stdout, stderr } = await diagram(folder, ...parameters);
            assert.notEqual(code, 0);
            assert.match(stderr, message);
            assert.doesNotMatch(stderr, /^\s+at /m);
            assert.equal(stdout, "");
            assert.deepEqual(await readdir(folder), []);
        });
    }
});
