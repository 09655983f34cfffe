/*
 * Pulumi's SDK loads npm's reader of package trees, TypeScript, its Automation API and OpenTelemetry in every process, nearly half of
 * the processor time that it takes to load. It needs the first two only for functions that become part of a deployment, the
 * third for programs that deploy others, and the last where a trace is asked for. No program here does any of that.
 *
 * This loads them when they are first used.
 */
const Module = require("node:module");
const path = require("node:path");

/** The modules, by the end of the path of the file that loads them without using them. */
const UNUSED = Object.entries({
    "index.js": ["./automation"],
    "typescript-shim.js": ["typescript"],
    "runtime/closure/codePaths.js": ["@npmcli/arborist", "normalize-package-data"],
    "cmd/run/tracing.js": [
        "@opentelemetry/resources",
        "@opentelemetry/sdk-trace-base",
        "@opentelemetry/exporter-zipkin",
        "@opentelemetry/instrumentation-grpc",
        "@opentelemetry/sdk-trace-node",
        "@opentelemetry/instrumentation",
    ],
}).map(([file, modules]) => [path.join("@pulumi", "pulumi", file), new Set(modules)]);
const REQUESTS = new Set(UNUSED.flatMap(([, modules]) => [...modules]));

exports.loadUnusedModulesWhenUsed = () => {
    const load = Module._load;
    Module._load = function (request, parent, ...parameters) {
        const loadNow = () => load.call(this, request, parent, ...parameters);
        return isUnused(request, parent?.filename ?? "") ? whenUsed(loadNow) : loadNow();
    };
};

function isUnused(request, filename) {
    return (
        REQUESTS.has(request) &&
        UNUSED.some(([file, modules]) => filename.endsWith(file) && modules.has(request))
    );
}

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
