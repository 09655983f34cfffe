// Preloaded into what tests run in Node: programs, plugins and commands.
const path = require("node:path");

const COMMANDS = path.join("node_modules", "@pulumi", "pulumi", "cmd");
const PROGRAM = path.join(COMMANDS, "run", "index.js");
const PLUGIN = path.join(COMMANDS, "run-plugin");

const script = process.argv[1] ?? "";
const isPlugin = script.endsWith(PLUGIN);
// Without a script, it is Pulumi's language host that asks where the SDK is, once for each program.
if (script !== "") {
    require("./compileCache.cjs").keepCompiledCode();
    require("./unusedModules.cjs").loadUnusedModulesWhenUsed();
}
if (isPlugin || script.endsWith(PROGRAM)) {
    const sdk = script.slice(0, script.lastIndexOf(path.join("cmd", "run")));
    require("./inspector.cjs").leaveOutInspector(sdk);
    require("./stackTraces.cjs").leaveOutStackTraces(sdk);
}
if (isPlugin) {
    leaveOutTypeScript(require(path.join(script, "run.js")));
}

/** A package's compiled plugin has no use for a compiler, which the runner loads whatever it runs. */
function leaveOutTypeScript(runner) {
    const { run } = runner;
    runner.run = (options) => run({ ...options, typeScript: false });
}
