/*
 * Pulumi's runner connects Node's inspector to each program, which then reports every script that is loaded: a sixth of the
 * processor time of a program. What it learns is read only for functions that become part of a deployment, which no program
 * here has.
 *
 * This leaves the inspector unconnected.
 */
const path = require("node:path");

/** @param sdk The folder of an installation of the SDK. */
exports.leaveOutInspector = (sdk) => {
    const hooks = require(path.join(sdk, "runtime/closure/v8Hooks.js"));
    hooks.isInitializedAsync = () => Promise.resolve();
};
