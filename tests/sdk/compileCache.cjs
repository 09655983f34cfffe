/*
 * Node keeps what V8 has compiled in the folder NODE_COMPILE_CACHE, from version 22.1. This does the same for the versions
 * before: compiling the SDKs takes a third of the processor time that a program takes to load.
 */
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { crc32 } = require("node:zlib");

/** Keeps the code of modules, if this version of Node does not do it by itself. */
exports.keepCompiledCode = () => {
    const folder = process.env.NODE_COMPILE_CACHE;
    if (folder === undefined || Module.enableCompileCache !== undefined) {
        return;
    }
    /** Scripts to keep, by the files to keep them in. */
    const compiled = new Map();
    const compile = Module.prototype._compile;
    Module.prototype._compile = function (content, filename, ...parameters) {
        if (!isOfInstalledPackage(filename) || content.startsWith("#!")) {
            return compile.call(this, content, filename, ...parameters);
        }
        const file = path.join(folder, keyOf(content, filename));
        const cachedData = contentOf(file);
        const script = new vm.Script(Module.wrap(content), {
            filename,
            cachedData,
            importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        });
        if (cachedData === undefined || script.cachedDataRejected === true) {
            compiled.set(file, script);
        }
        const run = script.runInThisContext();
        return run.call(
            this.exports,
            this.exports,
            requireOf(this),
            this,
            filename,
            path.dirname(filename),
        );
    };
    // At the end, when the functions that were called have been compiled too.
    process.on("exit", () => compiled.forEach(keep));
};

/** Those change rarely, so that the folder does not grow with every change of the code here. */
function isOfInstalledPackage(filename) {
    return /[\\/]node_modules[\\/].*\.c?js$/.test(filename);
}

/**
 * By content, so that every clone of the project finds the same. A checksum: with the first hash that a process makes,
 * OpenSSL looks up every algorithm that it has, for 0.03 s.
 */
function keyOf(content, filename) {
    const checksum = crc32(content).toString(16);
    const about = [process.version, process.arch, path.basename(filename), content.length];
    return [...about, checksum].join("-");
}

function contentOf(file) {
    try {
        return readFileSync(file);
    } catch {
        return undefined;
    }
}

/** Replaces a file as a whole, since other processes read it. */
function keep(script, file) {
    const whole = `${file}.${process.pid}`;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(whole, script.createCachedData());
    renameSync(whole, file);
}

/** What Node gives to a module as `require`; `createRequire` takes 0.06 s more in a program. */
function requireOf(module) {
    const require = (request) => module.require(request);
    return Object.assign(require, {
        resolve: Object.assign(
            (request, options) => Module._resolveFilename(request, module, false, options),
            { paths: (request) => Module._resolveLookupPaths(request, module) },
        ),
        main: process.mainModule,
        extensions: Module._extensions,
        cache: Module._cache,
    });
}
