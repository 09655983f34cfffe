/*
 * Pulumi's SDK takes a stack trace for every promise and every resource, thousands of them in a program, and looks up each
 * line of each one in source maps: a fifth of the processor time of a program. Nothing prints those of promises unless
 * PULUMI_DEBUG_PROMISE_LEAKS is set; those of resources become their source positions, which no test reads.
 *
 * This leaves those stack traces out. All others stay as they are.
 */
const path = require("node:path");

/** @param sdk The folder of an installation of the SDK. */
exports.leaveOutStackTraces = (sdk) => {
    leaveOutOfPromises(require(path.join(sdk, "runtime/debuggable.js")));
    const { Resource } = require(path.join(sdk, "index.js"));
    Resource.callsites = () => [];
};

function leaveOutOfPromises(debuggable) {
    const { debuggablePromise } = debuggable;
    debuggable.debuggablePromise = (...parameters) => {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 0;
        try {
            return debuggablePromise(...parameters);
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
    };
}
