// Preloaded into the programs that tests run.
const path = require("node:path");

const { loadPackageTreeWhenUsed } = require("./packageTree.cjs");
const { leaveOutPromiseStacks } = require("./promiseStacks.cjs");

const RUNNER = path.join("@pulumi", "pulumi", "cmd", "run", "index.js");

const script = process.argv[1] ?? "";
if (script.endsWith(RUNNER)) {
    loadPackageTreeWhenUsed();
    leaveOutPromiseStacks(require(path.join(script, "../../../runtime/debuggable.js")));
}
