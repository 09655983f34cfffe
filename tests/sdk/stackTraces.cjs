/*
 * Pulumi's SDK takes a stack trace for every promise, thousands of them in a program, and looks up each line of each one
 * in source maps: a fifth of the processor time of a program. Nothing prints them unless PULUMI_DEBUG_PROMISE_LEAKS is set.
 *
 * This leaves those stack traces out. All others stay as they are.
 */

/** @param debuggable The SDK's module runtime/debuggable, which is one for each installation of the SDK. */
exports.leaveOutPromiseStacks = (debuggable) => {
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
};
