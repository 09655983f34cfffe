const path = require("node:path");

const { leaveOutStackTraces } = require("./stackTraces.cjs");
const { loadUnusedModulesWhenUsed } = require("./unusedModules.cjs");

loadUnusedModulesWhenUsed();
leaveOutStackTraces(path.dirname(require.resolve("@pulumi/pulumi/package.json")));

// For the programs that tests run. A process of parallel tests has it from the one that started it.
const preload = `--require ${JSON.stringify(require.resolve("./preload.cjs"))}`;
const options = process.env.NODE_OPTIONS ?? "";
if (!options.includes(preload)) {
    process.env.NODE_OPTIONS = `${options} ${preload}`.trim();
}

// The CLI and the provider start in every command, and collect garbage most of the time that they do.
process.env.GOGC ??= "400";
