// Preloaded into the programs and plugins that tests run.
const path = require("node:path");

const { keepCompiledCode } = require("./compileCache.cjs");
const { leaveOutInspector } = require("./inspector.cjs");
const { leaveOutStackTraces } = require("./stackTraces.cjs");
const { loadUnusedModulesWhenUsed } = require("./unusedModules.cjs");

const COMMANDS = path.join("node_modules", "@pulumi", "pulumi", "cmd");
const PROGRAM = path.join(COMMANDS, "run", "index.js");
const PLUGIN = path.join(COMMANDS, "run-plugin");

const script = process.argv[1] ?? "";
const isPlugin = script.endsWith(PLUGIN);
if (isPlugin || script.endsWith(PROGRAM)) {
    const sdk = script.slice(0, script.lastIndexOf(path.join("cmd", "run")));
    keepCompiledCode();
    loadUnusedModulesWhenUsed();
    leaveOutInspector(sdk);
    leaveOutStackTraces(sdk);
}
if (isPlugin) {
    leaveOutTypeScript(require(path.join(script, "run.js")));
}

/** A package's compiled plugin has no use for a compiler, which the runner loads whatever it runs. */
function leaveOutTypeScript(runner) {
    const { run } = runner;
    runner.run = (options) => run({ ...options, typeScript: false });
}
