import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ensureGoPrograms } from "../../tools/engine/goPrograms";
import { languageHost, sourceFolder } from "../../tools/engine/parts";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { entries, installFakeGo, newMachine, writeFakeBinary, writeScript } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

const EXAMPLES = path.join(PACKAGE_FOLDER, "examples", "languages", "go");
const COMPILED_WITH = path.join(PACKAGE_FOLDER, "tools", "engine", "go-programs", "go.mod");

describe("the programs in Go", () => {
    let machine: Machine;
    let programs: string[];
    let lines: string[];
    let sdkGenerator: string;
    let providerSchemaFile: string;
    const schema = { description: "A shop.", resources: { till: { description: "A till." } } };

    const ensure = (changed: object = {}) =>
        ensureGoPrograms({
            progress: (line, alive) => void (alive || lines.push(line)),
            environment: machine.environment,
            engine: { sdkGenerator, providerSchemaFile },
            schema: JSON.stringify({ ...schema, ...changed }),
            programs,
        });

    beforeEach(() => {
        machine = newMachine();
        lines = [];
        programs = ["buyer", "seller"].map((name) => path.join(machine.folder, name));
        for (const folder of programs) {
            fs.mkdirSync(folder);
            fs.writeFileSync(path.join(folder, "main.go"), `package main // ${folder}`);
        }
        // An SDK of one file, the schema itself.
        sdkGenerator = writeScript(path.join(machine.folder, "generator"), '/bin/cp "$2" "$3/sdk"');
        providerSchemaFile = path.join(machine.folder, "schema.json");
        fs.writeFileSync(providerSchemaFile, "{}");
    });
    afterEach(() => machine.remove());

    const compilations = (calls: () => string[]) =>
        calls().filter((call) => call.startsWith("build ")).length;

    it("are compiled with the SDKs that they import, where their go.mod looks for them", async () => {
        const sdks = path.join(machine.folder, "sdks");
        installFakeGo(machine, {
            build: `/bin/cp -r ../sdks '${sdks}' 2>/dev/null; ${writeFakeBinary}`,
        });
        const compiled = await ensure();
        assert.deepEqual([...compiled.keys()], programs);
        for (const [folder, executable] of compiled) {
            assert.equal(path.basename(executable), path.basename(folder));
            assert.ok(executable.startsWith(`${machine.cache}${path.sep}go-program-`));
            fs.accessSync(executable, fs.constants.X_OK);
        }
        assert.deepEqual(
            JSON.parse(fs.readFileSync(path.join(sdks, "alicloud-privatelink/sdk"), "utf8")),
            { resources: { till: {} }, meta: { supportPack: true } },
        );
        const { language } = JSON.parse(
            fs.readFileSync(path.join(sdks, "alicloud/go/sdk"), "utf8"),
        ) as { language: { go: { importBasePath: string } } };
        assert.equal(
            language.go.importBasePath,
            "github.com/pulumi/pulumi-alicloud/sdk/v3/go/alicloud",
        );
        const replaced = fs.readFileSync(COMPILED_WITH, "utf8").matchAll(/=> \.\.\/sdks\/(\S+)/g);
        for (const [, folder] of replaced) {
            assert.ok(fs.existsSync(path.join(sdks, folder)), folder);
        }
    });

    it("are compiled once, and again when their sources changed", async () => {
        const calls = installFakeGo(machine);
        const first = await ensure();
        assert.deepEqual(await ensure(), first);
        assert.deepEqual(await ensure({ description: "Another shop." }), first);
        assert.equal(compilations(calls), 2);
        fs.appendFileSync(path.join(programs[0], "main.go"), "\n");
        const second = await ensure();
        assert.equal(compilations(calls), 3);
        assert.notEqual(second.get(programs[0]), first.get(programs[0]));
        assert.equal(second.get(programs[1]), first.get(programs[1]));
        await ensure({ resources: {} });
        fs.writeFileSync(providerSchemaFile, '{ "name": "alicloud" }');
        await ensure();
        assert.equal(compilations(calls), 7);
    });

    it("are compiled once by two at once", async () => {
        const calls = installFakeGo(machine);
        const [first, second] = await Promise.all([ensure(), ensure()]);
        assert.deepEqual(first, second);
        assert.equal(compilations(calls), 2);
    });

    it("are removed a week later, when others are created", async () => {
        installFakeGo(machine);
        const first = await ensure();
        const weekAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
        const folders = programs.map((each) => path.dirname(String(first.get(each))));
        fs.utimesSync(folders[0], weekAgo, weekAgo);
        await ensure({ resources: {} });
        assert.deepEqual(folders.map(fs.existsSync), [false, true]);
    });

    it("without Go say what to install", async () => {
        await assert.rejects(ensure(), /^Error: There is no Go to compile programs with: install/);
        assert.deepEqual(entries(machine.cache), []);
    });

    it("that do not compile show what the compiler said", async () => {
        installFakeGo(machine, { build: 'echo "main.go:1:1: undefined: till" >&2; exit 1' });
        await assert.rejects(
            ensure(),
            /^Error: Building the buyer program in Go failed[^]*main\.go:1:1: undefined: till/,
        );
    });

    for (const example of fs.readdirSync(EXAMPLES)) {
        it(`of the examples require what they are compiled with: ${example}`, () => {
            const text = fs.readFileSync(path.join(EXAMPLES, example, "go.mod"), "utf8");
            const required = requirements(text);
            assert.ok(required.size > 0);
            const compiledWith = requirements(fs.readFileSync(COMPILED_WITH, "utf8"));
            for (const [module, version] of required) {
                assert.equal(version, compiledWith.get(module), module);
            }
        });
    }
});

function requirements(goMod: string): Map<string, string> {
    return new Map(
        [...goMod.matchAll(/^(?:require )?\s*(\S+\.\S+\/\S+) (v\S+)/gm)].map(
            ([, module, version]) => [module, version],
        ),
    );
}

describe("the start of the Go language host", () => {
    let machine: Machine;
    let started: string;

    beforeEach(() => {
        machine = newMachine();
        const host = languageHost("go");
        started = path.join(machine.programs, host.executable);
        fs.copyFileSync(path.join(sourceFolder(host), String(host.launcher)), started);
        writeScript(`${started}-binary`, 'for each in "$@"; do echo "$each"; done');
    });
    afterEach(() => machine.remove());

    const passedArguments = (environment: NodeJS.ProcessEnv) =>
        execFileSync("/bin/sh", [started, "127.0.0.1:1"], {
            env: { ...process.env, ...environment },
            encoding: "utf8",
        })
            .trim()
            .split("\n");

    it("passes the compiled program to the host", () => {
        assert.deepEqual(passedArguments({ PULUMI_GO_BINARY: "/programs of mine/seller" }), [
            "-binary=/programs of mine/seller",
            "127.0.0.1:1",
        ]);
    });

    it("otherwise leaves compiling to the host", () => {
        assert.deepEqual(passedArguments({}), ["127.0.0.1:1"]);
    });
});
