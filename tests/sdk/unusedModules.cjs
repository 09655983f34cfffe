/*
 * Pulumi's SDK loads npm's reader of package trees and TypeScript in every process, a third of the processor time that it
 * takes to load. It needs them only for functions that become part of a deployment, which no program here has.
 *
 * This loads them when they are first used.
 */
const Module = require("node:module");
const path = require("node:path");

const SDK = path.join("@pulumi", "pulumi");
/** The modules, each with the end of the path of the file that loads it without using it. */
const UNUSED = {
    "@npmcli/arborist": path.join(SDK, "runtime", "closure", "codePaths.js"),
    "typescript": path.join(SDK, "typescript-shim.js"),
};

exports.loadUnusedModulesWhenUsed = () => {
    const load = Module._load;
    Module._load = function (request, parent, ...parameters) {
        const loadNow = () => load.call(this, request, parent, ...parameters);
        const isUnused =
            Object.hasOwn(UNUSED, request) && parent?.filename?.endsWith(UNUSED[request]);
        return isUnused ? whenUsed(loadNow) : loadNow();
    };
};

/** Stands for the exports of a module until one of them is read. */
function whenUsed(load) {
    // What makes compiled TypeScript take it as it is, without reading all of its exports.
    const marker = { __esModule: true };
    return new Proxy(marker, {
        get: (_, name) => (name === "__esModule" ? true : load()[name]),
    });
}
