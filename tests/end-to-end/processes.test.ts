import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { endOf, endOrphanedProviders, processesLeft, processesOf } from "./processes";

describe("what a CLI that has ended leaves running", () => {
    if (process.platform !== "linux") {
        // Elsewhere, no process is found.
        return;
    }
    let folder: string;
    let environment: NodeJS.ProcessEnv;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "orphans-"));
        environment = { ...process.env, PULUMI_BACKEND_URL: `file://${folder}` };
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    /** A program that waits under another name. */
    function waiting(name: string): string {
        const sleep = execFileSync("sh", ["-c", "command -v sleep"], { encoding: "utf8" }).trim();
        cpSync(sleep, path.join(folder, name), { dereference: true });
        return path.join(folder, name);
    }

    it("is ended if it is the vendor's plugin, and nothing else is", async () => {
        const plugin = waiting("pulumi-resource-alicloud");
        const other = waiting("pulumi-resource-other");
        // A shell in the place of the CLI.
        const script = `${plugin} 600 > /dev/null 2>&1 & echo $!; ${other} 600 > /dev/null 2>&1 & echo $!`;
        const [pluginId, otherId] = execFileSync("sh", ["-c", script], {
            env: environment,
            encoding: "utf8",
        })
            .trim()
            .split("\n")
            .map(Number);

        endOrphanedProviders(processesOf(folder));

        await endOf([pluginId]);
        process.kill(otherId);
        await endOf([otherId]);
        assert.deepEqual(await processesLeft(folder), []);
    });

    it("goes on while its CLI runs", async () => {
        const plugin = waiting("pulumi-resource-alicloud");
        const cli = spawn("sh", ["-c", `${plugin} 600 > /dev/null 2>&1 & echo $!; wait`], {
            env: environment,
            stdio: ["ignore", "pipe", "ignore"],
        });
        const [line] = (await cli.stdout.take(1).toArray()) as Buffer[];
        const pluginId = Number(line.toString());

        endOrphanedProviders(processesOf(folder));

        // Fails if it has ended.
        process.kill(pluginId);
        await endOf([pluginId]);
        assert.deepEqual(await processesLeft(folder), []);
    });
});
