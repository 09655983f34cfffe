// Preloaded into the programs that tests run.
const path = require("node:path");

const { loadPackageTreeWhenUsed } = require("./packageTree.cjs");
const { leaveOutPromiseStacks } = require("./promiseStacks.cjs");

const RUNNERS = ["run", "run-plugin"].map((name) =>
    path.join("@pulumi", "pulumi", "cmd", name, "index.js"),
);

const script = process.argv[1] ?? "";
if (RUNNERS.some((runner) => script.endsWith(runner))) {
    loadPackageTreeWhenUsed();
    leaveOutPromiseStacks(require(path.join(script, "../../../runtime/debuggable.js")));
}
