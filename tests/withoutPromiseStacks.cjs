const { leaveOutPromiseStacks } = require("./promiseStacks.cjs");

leaveOutPromiseStacks(require("@pulumi/pulumi/runtime/debuggable"));

// For the programs that tests run.
const preload = `--require ${JSON.stringify(require.resolve("./promiseStacks.cjs"))}`;
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, preload].filter(Boolean).join(" ");
