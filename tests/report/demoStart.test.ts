import * as assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const ROOT = path.resolve(__dirname, "../..");

describe("a demo that begins", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "demo-start-"));
        await mkdir(path.join(folder, "bin"));
        await symlink(process.execPath, path.join(folder, "bin", "node"));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    /** Runs one of ours with nothing but Node on PATH, and a home in which nothing is. */
    async function run(program: readonly string[], environment: NodeJS.ProcessEnv = {}) {
        const child = spawn(process.execPath, ["-r", "./tools/scripts/register.cjs", ...program], {
            cwd: ROOT,
            env: { HOME: folder, PATH: path.join(folder, "bin"), ...environment },
        });
        const chunks: string[] = [];
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
        }
        const [status] = (await once(child, "close")) as [number | null];
        return { status, chunks };
    }

    it("first says what comes and what is made for it, before it looks for a way to make that", async () => {
        const { status, chunks } = await run(["tools/demo/main.ts", "alb"], {
            ALICLOUD_PRIVATELINK_ENGINE: "build",
        });

        const [first, second, ...rest] = chunks;
        assert.match(
            first,
            /^ALB: clients .*\nWhat comes.*:\n {2}[^]*up.*: provider[^]*destroy: check/,
        );
        assert.equal(
            second,
            [
                "  before that, once for this machine, fetched or built: Pulumi CLI, Node",
                "    language host, alicloud provider; a build takes about 21 min of processor",
                "    time where it was measured",
                "",
            ].join("\n"),
        );
        assert.match(rest.join(""), /^There is no usable `pulumi` on PATH and no Go/);
        assert.equal(status, 1);
    });

    // Elsewhere a page would open in the browser of the one who runs the tests.
    if (process.platform === "linux") {
        it("has its report opened by the desktop's own browser", async () => {
            const page = path.join(folder, "report of a demo.html");
            const seen = path.join(folder, "seen");
            const browser = path.join(folder, "browser");
            // Reading a pipe waits for the browser, which runs on when the demo has ended.
            await promisify(execFile)("mkfifo", [seen]);
            await writeFile(page, "<p>a report</p>");
            await writeFile(browser, `#!/bin/sh\nprintf %s "$1" > ${seen}\n`);
            await chmod(browser, 0o755);
            const opener = `require("./tools/demo/desktop").openFile(${JSON.stringify(page)}).then(console.log)`;

            const { status, chunks } = await run(["-e", opener], {
                PATH: process.env.PATH,
                DISPLAY: ":0",
                BROWSER: browser,
            });

            assert.deepEqual([status, chunks.join("")], [0, "undefined\n"]);
            assert.equal(await readFile(seen, "utf8"), page);
        });
    }
});
