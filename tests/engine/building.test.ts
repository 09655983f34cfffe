import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { ensureEngine, findTerraformProvider, languages } from "../../tools/engine";
import type { Engine, EngineOptions } from "../../tools/engine";
import { endOf } from "../end-to-end/processes";
import { evaluate } from "../shell/evaluate";
import { entries, installFakeGo, newMachine, writeFakeBinary, writeScript } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

/** Everything that is in the cache for good; a name's key is left out. */
function kept(machine: Machine): string[] {
    return entries(machine.cache).map((name) => name.replace(/-[0-9a-f]{16}(-go.*)?$/, ""));
}

function pluginOf(engine: Engine): string {
    const file = "plugins/resource-alicloud-v3.108.0/pulumi-resource-alicloud";
    return path.join(engine.pulumiHome, file);
}

const whole = ["cli", "home", "language-nodejs", "provider-alicloud", "root"];

describe("building the engine", () => {
    let machine: Machine;
    let lines: string[];
    const ensure = (force = false, more: Partial<EngineOptions> = {}) =>
        ensureEngine({
            progress: (line, alive) => void (alive || lines.push(line)),
            environment: machine.environment,
            force,
            ...more,
        });

    beforeEach(() => {
        machine = newMachine();
        lines = [];
    });
    afterEach(() => machine.remove());

    it("creates a root, a home and a schema, and leaves nothing else in the cache", async () => {
        installFakeGo(machine);
        const engine = await ensure();
        assert.deepEqual(
            engine.built.map(({ part }) => part),
            ["cli", "language-nodejs", "provider-alicloud"],
        );
        assert.deepEqual(kept(machine), whole);
        assert.equal(engine.binFolder, path.join(engine.pulumiRoot, "bin"));
        assert.deepEqual(entries(engine.binFolder), ["pulumi", "pulumi-language-nodejs"]);
        assert.ok(fs.existsSync(pluginOf(engine)));
        assert.equal(fs.readFileSync(engine.providerSchemaFile, "utf8"), "{}\n");
        assert.deepEqual(engine.environment(), {
            PATH: `${engine.binFolder}${path.delimiter}${machine.programs}`,
            PULUMI_HOME: engine.pulumiHome,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            NODE_COMPILE_CACHE: path.join(machine.cache, "node-compile-cache"),
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        });
    });

    it("from the command line prints lines that a shell takes as they are", async () => {
        installFakeGo(machine);
        const { stdout, stderr } = await promisify(execFile)(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", "tools/engine/main.ts"],
            { cwd: path.join(__dirname, "../.."), env: machine.environment },
        );
        assert.match(
            stderr,
            /^Fetching the Pulumi CLI .*\n {2}not available: there is no curl on PATH\nBuilding from source/,
        );
        const engine = await ensure();
        const { variables, said } = evaluate(stdout, { PATH: "/one:/two" });
        assert.equal(said, "");
        assert.deepEqual(variables, {
            ...engine.environment(),
            PATH: `${engine.binFolder}:/one:/two`,
        });
    });

    describe("for programs in other languages", () => {
        const everything = { languages, withSdkGenerator: true };
        beforeEach(() => {
            installFakeGo(machine);
            writeScript(
                path.join(machine.folder, "module/python/cmd/pulumi-language-python-exec"),
                "exit 0",
            );
        });

        it("builds their hosts, with the script that Python's starts, and the generator of SDKs", async () => {
            const engine = await ensure(false, everything);
            assert.deepEqual(entries(engine.binFolder), [
                "pulumi",
                "pulumi-language-go",
                "pulumi-language-go-binary",
                "pulumi-language-nodejs",
                "pulumi-language-python",
                "pulumi-language-python-exec",
                "pulumi-language-yaml",
            ]);
            assert.ok(fs.existsSync(String(engine.sdkGenerator)));
        });

        it("uses what exists, and does not change the engine for Node", async () => {
            const plain = await ensure();
            const engine = await ensure(false, everything);
            assert.deepEqual(
                engine.built.map(({ part }) => part),
                ["language-python", "language-go", "language-yaml", "sdk-generator"],
            );
            const again = await ensure();
            assert.deepEqual(
                [again.built, again.pulumiRoot, again.sdkGenerator],
                [[], plain.pulumiRoot, undefined],
            );
        });

        it("says what to install where only the generator is missing and there is no Go", async () => {
            await ensure(false, { languages });
            fs.rmSync(path.join(machine.programs, "go"));
            await assert.rejects(
                ensure(false, everything),
                /^Error: There is no Go to build the generator of SDKs with: install Go 1\.25\./,
            );
        });
    });

    it("builds the provider for Terraform where it is asked for, from the plugin's modules, and finds it again", async () => {
        const calls = installFakeGo(machine);
        await ensure();
        assert.equal(findTerraformProvider(machine.environment), undefined);

        const engine = await ensure(false, { withTerraformProvider: true });

        assert.deepEqual(
            engine.built.map(({ part }) => part),
            ["terraform-provider-alicloud"],
        );
        assert.match(
            String(calls().at(-1)),
            /^build .*-mod=readonly .* github\.com\/aliyun\/terraform-provider-alicloud$/,
        );
        const found = findTerraformProvider(machine.environment);
        assert.equal(found?.executable, engine.terraformProvider);
        assert.match(String(found?.version), /^\d+\.\d+\.\d+$/);
        const again = await ensure(false, { withTerraformProvider: true });
        assert.deepEqual([again.built, again.terraformProvider], [[], found?.executable]);
    });

    it("never lets Go write to go.mod, and keeps Go's caches to the engine's folder", async () => {
        const seen = path.join(machine.folder, "variables");
        const calls = installFakeGo(machine, {
            build: `
                echo "$GOMODCACHE $GOCACHE $GOPATH $GOTMPDIR" > ${seen}
                ${writeFakeBinary}`,
        });
        await ensure();
        const compilations = calls().filter((call) => /^(list|build) /.test(call));
        assert.equal(compilations.length, 6);
        for (const call of compilations) {
            assert.match(call, / -mod=readonly .*-trimpath /);
        }
        const folders = fs.readFileSync(seen, "utf8").trim().split(" ");
        assert.equal(folders.length, 4);
        for (const folder of folders) {
            assert.ok(folder.startsWith(`${machine.cache}${path.sep}`), folder);
        }
    });

    it("uses Go's caches that the caller names", async () => {
        const named = path.join(machine.folder, "named");
        const seen = path.join(machine.folder, "variables");
        machine.environment.GOMODCACHE = `${named}/modules`;
        machine.environment.GOCACHE = `${named}/build`;
        installFakeGo(machine, {
            build: `echo "$GOMODCACHE $GOCACHE" > ${seen}; ${writeFakeBinary}`,
        });
        await ensure();
        assert.equal(fs.readFileSync(seen, "utf8").trim(), `${named}/modules ${named}/build`);
    });

    it("happens once: the second time compiles nothing and says nothing", async () => {
        const calls = installFakeGo(machine);
        const first = await ensure();
        const compilations = () => calls().filter((call) => !call.startsWith("env ")).length;
        const before = compilations();
        lines = [];
        const second = await ensure();
        assert.deepEqual(second.built, []);
        assert.equal(second.pulumiRoot, first.pulumiRoot);
        assert.equal(second.pulumiHome, first.pulumiHome);
        assert.equal(compilations(), before);
        assert.deepEqual(lines, []);
    });

    it("happens again when forced, and the new programs replace the old ones", async () => {
        installFakeGo(machine);
        await ensure();
        installFakeGo(machine, { build: `${writeFakeBinary}; echo "# new" >> "$output"` });
        const engine = await ensure(true);
        assert.equal(engine.built.length, 3);
        assert.deepEqual(kept(machine), whole);
        const program = path.join(engine.binFolder, "pulumi");
        assert.match(fs.readFileSync(program, "utf8"), /new/);
        assert.match(fs.readFileSync(pluginOf(engine), "utf8"), /new/);
    });

    it("is not needed again when Go is removed", async () => {
        installFakeGo(machine);
        await ensure();
        fs.rmSync(path.join(machine.programs, "go"));
        assert.deepEqual((await ensure()).built, []);
    });

    it("without Go says in one sentence what to install", async () => {
        await assert.rejects(
            ensure(),
            /no usable `pulumi` on PATH and no Go .* install Pulumi .* Go 1\.26\./,
        );
        assert.deepEqual(kept(machine), []);
    });

    it("that fails shows what the compiler said, and leaves its log alone", async () => {
        installFakeGo(machine, { build: `echo "main.go:1:1: something is wrong" >&2; exit 2` });
        const error = await ensure().then(
            () => assert.fail("did not fail"),
            (failure: Error) => failure,
        );
        const log = path.join(machine.cache, "cli.log");
        assert.match(error.message, /^Building the Pulumi CLI failed \(exit code 2\)\.$/m);
        assert.match(error.message, /^ {4}main\.go:1:1: something is wrong$/m);
        assert.doesNotMatch(error.message, /^ *example\.com\/library$/m);
        assert.ok(error.message.endsWith(log));
        assert.match(fs.readFileSync(log, "utf8"), /something is wrong/);
        assert.deepEqual(kept(machine), ["cli.log"]);
    });

    it("continues, after a failure, with the missing parts", async () => {
        installFakeGo(machine, {
            build: `
                case "$output" in
                */pulumi-resource-*) echo "no space" >&2; exit 1 ;;
                *) ${writeFakeBinary} ;;
                esac`,
        });
        await assert.rejects(ensure(), /Building the alicloud provider failed/);
        assert.deepEqual(kept(machine), ["cli", "language-nodejs", "provider-alicloud.log"]);
        installFakeGo(machine);
        assert.deepEqual(
            (await ensure()).built.map(({ part }) => part),
            ["provider-alicloud"],
        );
        assert.deepEqual(kept(machine), whole);
    });

    it("by two at once happens once, and the second says that it waits", async () => {
        const calls = installFakeGo(machine);
        const engines = await Promise.all([ensure(), ensure()]);
        assert.deepEqual(
            engines.map(({ built }) => built.length),
            [3, 0],
        );
        assert.equal(engines[0].pulumiRoot, engines[1].pulumiRoot);
        assert.equal(calls().filter((call) => call.startsWith("build ")).length, 3);
        assert.equal(lines.filter((line) => line.startsWith("Another build is running")).length, 1);
        assert.deepEqual(kept(machine), whole);
    });

    it("removes what a killed build left", async () => {
        fs.mkdirSync(path.join(machine.cache, "unfinished-1", "scratch"), { recursive: true });
        installFakeGo(machine);
        await ensure();
        assert.deepEqual(kept(machine), whole);
    });

    const interruptions: readonly [
        what: string,
        signal: NodeJS.Signals,
        program: string,
        end: number | NodeJS.Signals,
    ][] = [
        ["by SIGINT", "SIGINT", "", "SIGINT"],
        ["by SIGTERM", "SIGTERM", "", "SIGTERM"],
        [
            "in a program that ends by itself then",
            "SIGINT",
            `process.on("SIGINT", () => process.exit(7));`,
            7,
        ],
    ];
    for (const [what, signal, program, end] of interruptions) {
        it(`interrupted ${what} ends the compiler and leaves nothing`, async () => {
            const started = path.join(machine.folder, "started");
            // A compiler with a child of its own, both of which would go on for minutes.
            installFakeGo(machine, {
                build: `
                    /bin/sleep 600 &
                    echo "$$ $!" > ${started}.part
                    /bin/mv ${started}.part ${started}
                    wait`,
            });
            const code = `${program} require("./tools/engine").ensureEngine({ progress() {} })`;
            const builder = spawn(
                process.execPath,
                ["-r", "./tools/scripts/register.cjs", "-e", code],
                {
                    cwd: path.join(__dirname, "..", ".."),
                    env: machine.environment,
                    stdio: "ignore",
                },
            );
            await appearance(started);
            const compilers = fs.readFileSync(started, "utf8").trim().split(" ").map(Number);
            assert.equal(compilers.length, 2);
            builder.kill(signal);
            const [exitCode, endedBy] = (await once(builder, "exit")) as [
                number | null,
                string | null,
            ];
            assert.equal(endedBy ?? exitCode, end);
            await endOf(compilers);
            assert.deepEqual(
                kept(machine).filter((name) => name !== "cli.log"),
                [],
            );
        });
    }
});

async function appearance(file: string): Promise<void> {
    const controller = new AbortController();
    const changes = fs.promises.watch(path.dirname(file), { signal: controller.signal });
    while (!fs.existsSync(file)) {
        await changes[Symbol.asyncIterator]().next();
    }
    controller.abort();
}
