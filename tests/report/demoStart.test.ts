import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { eventually } from "../emulator/client";

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

    const install = (program: string, script: string) =>
        writeFile(path.join(folder, "bin", program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

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
            await writeFile(page, "<p>a report</p>");
            await install("browser", `printf %s "$1" > ${seen}.part && mv ${seen}.part ${seen}`);
            // Comes before BROWSER where the machine has one. Without a display nothing else does.
            await install("run-mailcap", "exit 1");
            const opener = `require("./tools/demo/desktop").openFile(${JSON.stringify(page)}).then(console.log)`;

            const { status, chunks } = await run(["-e", opener], {
                PATH: [path.join(folder, "bin"), process.env.PATH].join(path.delimiter),
                BROWSER: "browser",
            });

            assert.deepEqual([status, chunks.join("")], [0, "undefined\n"]);
            // The browser may still be on its way when the demo has ended.
            await eventually(() => existsSync(seen), Boolean);
            assert.equal(await readFile(seen, "utf8"), page);
        });
    }
});
