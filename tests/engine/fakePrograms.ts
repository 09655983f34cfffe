import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { findOnPath } from "../../tools/engine/searchPath";

/**
 * A machine of its own for a test: a home, a cache and a PATH with nothing on it but what the test
 * puts there.
 */
export interface Machine {
    readonly folder: string;
    readonly programs: string;
    readonly cache: string;
    readonly environment: NodeJS.ProcessEnv;
    install(name: string, script: string): string;
    remove(): void;
}

export function newMachine(): Machine {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "engine-test-"));
    const programs = path.join(folder, "programs");
    fs.mkdirSync(programs);
    return {
        folder,
        programs,
        cache: path.join(folder, "cache", "alicloud-privatelink", "engine"),
        environment: {
            HOME: path.join(folder, "home"),
            XDG_CACHE_HOME: path.join(folder, "cache"),
            PATH: programs,
        },
        install: (name, script) => writeScript(path.join(programs, name), script),
        remove: () => fs.rmSync(folder, { recursive: true, force: true }),
    };
}

/** Links programs of this machine in a folder, for a PATH on which there is nothing else. */
export function linkPrograms(folder: string, names: readonly string[]): void {
    fs.mkdirSync(folder, { recursive: true });
    for (const name of names) {
        const program = findOnPath(name, process.env);
        assert.ok(program !== undefined, `${name} must be on PATH`);
        fs.symlinkSync(program, path.join(folder, name));
    }
}

export function writeScript(file: string, script: string): string {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
}

export interface FakeGo {
    /**
     * Shell commands that run in place of the compiler, after `$output` is set to the file asked
     * for.
     */
    readonly build?: string;
}

/**
 * What is built by a fake Go: answers everything with `{}`, which is a schema as far as it goes.
 */
export const writeFakeBinary = `
    printf '#!/bin/sh\\necho {}\\n' > "$output"
    /bin/chmod 755 "$output"`;

/**
 * Installs a `go` that notes its calls; gives a function that reads the notes. Every module is in the
 * machine's folder `module`.
 */
export function installFakeGo(machine: Machine, { build = writeFakeBinary }: FakeGo = {}) {
    const calls = path.join(machine.folder, "go-calls");
    machine.install(
        "go",
        `
echo "$*" >> '${calls}'
case "$1" in
env) echo go1.99.0 ;;
list) if [ "$2" = -m ]; then echo '${path.join(machine.folder, "module")}'; exit; fi
    echo "go: downloading example.com/module v1.0.0" >&2
    echo example.com/library
    echo example.com/program ;;
build)
    while [ $# -gt 0 ]; do
        [ "$1" = -o ] && output="$2"
        shift
    done
    echo example.com/library >&2
    ${build} ;;
esac`,
    );
    return () => (fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : []);
}

/** Installs a CLI of that version with a Node language host beside it. */
export function installFakePulumi(machine: Machine, version: string, otherwise = "exit 1"): string {
    machine.install("pulumi-language-nodejs", "exit 0");
    return machine.install(
        "pulumi",
        `case "$1" in version) echo '${version}' ;; *) ${otherwise} ;; esac`,
    );
}

/** Installs a Python of that version that notes what is installed with it. */
export function installFakePython(machine: Machine, version: string, pip = "exit 0") {
    const calls = path.join(machine.folder, "python-calls");
    const python = machine.install(
        "python3",
        `
case "$1 $2" in
-c*) echo "$0"; echo '${version}' ;;
"-m venv") /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
"-m pip") echo "$*" >> '${calls}'; ${pip} ;;
esac`,
    );
    return {
        python,
        calls: () =>
            fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [],
    };
}

export function entries(folder: string): string[] {
    return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
}
