/*
 * Pulumi's SDK loads npm's reader of package trees, TypeScript, its Automation API and OpenTelemetry in every process. It needs the
 * first two only for functions that become part of a deployment, the third for programs that deploy others, and the last where
 * a trace is asked for. No program here does any of that.
 *
 * This loads them when they are first used.
 */
const Module = require("node:module");
const path = require("node:path");

const SDK = path.join("@pulumi", "pulumi");
const CODE_PATHS = path.join(SDK, "runtime", "closure", "codePaths.js");
const TRACING = path.join(SDK, "cmd", "run", "tracing.js");
/** The modules, each with the end of the path of the file that loads it without using it. */
const UNUSED = {
    "./automation": path.join(SDK, "index.js"),
    "typescript": path.join(SDK, "typescript-shim.js"),
    "@npmcli/arborist": CODE_PATHS,
    "normalize-package-data": CODE_PATHS,
    "@opentelemetry/resources": TRACING,
    "@opentelemetry/sdk-trace-base": TRACING,
    "@opentelemetry/exporter-zipkin": TRACING,
    "@opentelemetry/instrumentation-grpc": TRACING,
    "@opentelemetry/sdk-trace-node": TRACING,
    "@opentelemetry/instrumentation": TRACING,
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
        get: (_, name) => (name === "__esModule" ? true : exportOf(load(), name)),
    });
}

/** What compiled TypeScript imports by default of a module that is not compiled TypeScript is all of it. */
function exportOf(exported, name) {
    return name === "default" && !exported.__esModule ? exported : exported[name];
}
