import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { endOf, isRunning } from "../end-to-end/processes";

/** Starts the plugin as a CLI does, and prints its process ID once it serves. */
const PARENT = `
    const { spawn } = require("node:child_process");
    const plugin = spawn(process.execPath, process.argv.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    plugin.stdout.once("data", () => console.log(plugin.pid));
`;
const PLUGIN = [
    path.join(PACKAGE_FOLDER, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin"),
    PACKAGE_FOLDER,
    // The engine's address, which nothing uses until a component is made.
    "127.0.0.1:1",
];

describe("The plugin", () => {
    it("ends after a CLI that was killed", async () => {
        const parent = spawn(process.execPath, ["-e", PARENT, ...PLUGIN], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [line] = (await Promise.race([
            once(parent.stdout, "data"),
            // A plugin that cannot start ends, and its parent with it.
            once(parent.stdout, "end"),
        ])) as [Buffer | undefined];
        assert.ok(line !== undefined, "The plugin has ended before it served.");
        const plugin = Number(line.toString());
        try {
            assert.ok(isRunning(plugin));
            parent.kill("SIGKILL");
            await endOf([plugin]);
        } finally {
            if (isRunning(plugin)) {
                process.kill(plugin, "SIGKILL");
            }
        }
    });
});
