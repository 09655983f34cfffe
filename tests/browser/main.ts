import { spawnSync } from "node:child_process";

import { findChromium, NO_CHROMIUM } from "./chromium";

/** Sees to it that there is a browser: on a system of its own (root, with apt-get) it installs one. */
function main(): void {
    if (findChromium() === undefined && isOwnSystem()) {
        console.log("Installing Chromium with apt-get, for the tests that look at pages");
        run("apt-get", "update", "--quiet");
        run("apt-get", "install", "--yes", "--quiet", "chromium", "fonts-liberation");
    }
    const found = findChromium();
    if (found === undefined) {
        throw new Error(NO_CHROMIUM);
    }
    console.log(`Browser: ${found}`);
}

function isOwnSystem(): boolean {
    return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).error === undefined;
}

function run(command: string, ...parameters: string[]): void {
    const { status, stdout, stderr } = spawnSync(command, parameters, {
        encoding: "utf8",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) {
        throw new Error(`${command} ${parameters.join(" ")} failed:\n${stdout}${stderr}`);
    }
}

try {
    main();
} catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
}
