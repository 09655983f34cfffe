/*
 * Pulumi's SDK loads npm's reader of package trees in every process, a fifth of the processor time of a program. It needs it
 * only for functions that become part of a deployment, which no program here has.
 *
 * This loads the reader when it is first used.
 */
const Module = require("node:module");

const READER = "@npmcli/arborist";

exports.loadPackageTreeWhenUsed = () => {
    const load = Module._load;
    Module._load = function (request, ...parameters) {
        if (request !== READER) {
            return load.call(this, request, ...parameters);
        }
        const loadReader = () => load.call(this, request, ...parameters);
        return {
            __esModule: true,
            get Arborist() {
                return loadReader().Arborist;
            },
        };
    };
};
