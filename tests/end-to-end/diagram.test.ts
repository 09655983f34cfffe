import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { drawDiagram, readState } from "../../tools/diagram";
import { stateTexts } from "../diagram/situations";
import { openWorkbench, type Workbench } from "./workbench";

const ROOT = path.resolve(__dirname, "../..");
const TITLES = ["provider", "consumer", "connection", "check"] as const;

describe("the picture of an example whose stacks are in a state backend", () => {
    let workbench: Workbench;
    /** The states that were put into the backend, in the order of the folders. */
    let texts: string[];

    before(async () => {
        workbench = await openWorkbench();
        const fixtures = stateTexts("same-account");
        texts = TITLES.map((title) =>
            fixtures[title]
                .replaceAll("urn:pulumi:demo::", `urn:pulumi:${workbench.stackName}::`)
                // What another passphrase encrypted cannot be imported.
                .replaceAll(/\{\s*"4dabf18193072939515e22adb298388d"[^}]*\}/g, '""'),
        );
        for (const [index, title] of TITLES.entries()) {
            const stack = await workbench.open(`examples/same-account/${title}`);
            await stack.importStack(JSON.parse(texts[index]));
        }
    });

    after(() => workbench?.close());

    /** Runs the command as `npm run diagram` does, with the sandbox's engine and backend. */
    async function diagram(...parameters: string[]) {
        const child = spawn(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", "tools/diagram/main.ts", ...parameters],
            {
                cwd: ROOT,
                env: {
                    ...process.env,
                    ...workbench.sandbox.environment(workbench.emulator.accounts[0]),
                    // Nothing is decrypted for it.
                    PULUMI_CONFIG_PASSPHRASE: "",
                    INIT_CWD: workbench.sandbox.folder,
                },
            },
        );
        let output = "";
        let errors = "";
        child.stdout.on("data", (chunk) => (output += chunk));
        child.stderr.on("data", (chunk) => (errors += chunk));
        const code = await new Promise((resolve) => child.on("close", resolve));
        return { code, output, errors };
    }

    it("is the one of its exported states, and no call was made to the cloud", async () => {
        const expected = await drawDiagram(texts.map((text) => readState(text, "state")));
        const { code, output, errors } = await diagram("same-account", "--out", "picture");
        assert.equal(code, 0, errors);
        assert.equal(output, expected.mermaid);
        const svg = path.join(workbench.sandbox.folder, "picture/diagram.svg");
        assert.equal(await readFile(svg, "utf8"), expected.svg);
        assert.deepEqual(workbench.emulator.calls, []);
    });

    it("is of one project if its folder is named", async () => {
        const folder = path.join(ROOT, "examples/same-account/consumer");
        const { code, output, errors } = await diagram(folder, "--stack", workbench.stackName);
        assert.equal(code, 0, errors);
        assert.match(output, /vpc1/);
        assert.doesNotMatch(output, /vpc2/);
    });

    it("cannot be drawn of stacks that are not in the backend, and says what to do", async () => {
        for (const [parameters, message] of [
            [["same-account", "--stack", "other"], /holds no stack called other of .*pulumi up/],
            [
                ["alb"],
                /holds no stack of check, connection, consumer, provider\. Deploy them first/,
            ],
        ] as const) {
            const { code, errors } = await diagram(...parameters);
            assert.equal(code, 1);
            assert.match(errors, message);
            assert.doesNotMatch(errors, /^\s+at /m);
        }
    });
});
