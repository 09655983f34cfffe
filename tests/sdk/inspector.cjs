/*
 * Pulumi's runner connects Node's inspector to each program, which then reports every script that is loaded: a sixth of the
 * processor time of a program. What it learns is read only for functions that become part of a deployment, which no program
 * here has.
 *
 * This leaves the inspector unconnected.
 */

/** @param hooks The SDK's module runtime/closure/v8Hooks, which is one for each installation of the SDK. */
exports.leaveOutInspector = (hooks) => {
    hooks.isInitializedAsync = () => Promise.resolve();
};
