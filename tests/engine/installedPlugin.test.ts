import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ensureEngine, makeSandboxHome } from "../../tools/engine";
import { entries, installFakeGo, installFakePulumi, newMachine, writeScript } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

const pluginFile = "plugins/resource-alicloud-v3.108.0/pulumi-resource-alicloud";

describe("an engine from what is installed", () => {
    let machine: Machine;
    let lines: string[];
    const ensure = () =>
        ensureEngine({
            progress: (line, alive) => void (alive || lines.push(line)),
            environment: machine.environment,
        });
    const answersSchema = `echo '{"name": "alicloud"}'`;

    beforeEach(() => {
        machine = newMachine();
        lines = [];
    });
    afterEach(() => machine.remove());

    it("uses the user's CLI and plugin, and a Pulumi home that is not the user's", async () => {
        const pulumi = installFakePulumi(machine, "v3.256.0", answersSchema);
        const home = path.join(machine.folder, "home", ".pulumi");
        const plugin = writeScript(path.join(home, pluginFile), "exit 0");
        const before = entries(home);
        const engine = await ensure();
        assert.deepEqual(engine.built, []);
        assert.equal(fs.realpathSync(path.join(engine.binFolder, "pulumi")), pulumi);
        assert.ok(fs.existsSync(path.join(engine.binFolder, "pulumi-language-nodejs")));
        assert.equal(fs.realpathSync(path.join(engine.pulumiHome, pluginFile)), plugin);
        assert.ok(engine.pulumiHome.startsWith(machine.cache));
        assert.deepEqual(JSON.parse(fs.readFileSync(engine.providerSchemaFile, "utf8")), {
            name: "alicloud",
        });
        assert.deepEqual(entries(home), before);
        assert.ok(!("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION" in engine.environment()));
    });

    it("finds the user's plugin in PULUMI_HOME too, but not half installed", async () => {
        installFakePulumi(machine, "v3.256.0", answersSchema);
        const home = path.join(machine.folder, "elsewhere");
        machine.environment.PULUMI_HOME = home;
        const plugin = writeScript(path.join(home, pluginFile), "exit 0");
        const engine = await ensure();
        assert.equal(fs.realpathSync(path.join(engine.pulumiHome, pluginFile)), plugin);
        fs.writeFileSync(`${path.dirname(plugin)}.partial`, "");
        await assert.rejects(
            ensure(),
            /plugin 3\.108\.0 is not installed, .* cannot fetch it, .* install Go 1\./,
        );
    });

    it("keeps nothing of a home with links to the user's plugin, as a sandbox has one", async () => {
        installFakePulumi(machine, "v3.256.0", answersSchema);
        const users = path.join(machine.folder, "home", ".pulumi");
        const plugin = writeScript(path.join(users, pluginFile), "exit 0");
        const { pulumiHome } = await ensure();
        const sandbox = path.join(machine.folder, "sandbox");
        makeSandboxHome(sandbox, pulumiHome);
        machine.environment.PULUMI_HOME = sandbox;
        const engine = await ensure();
        assert.equal(engine.pulumiHome, pulumiHome);
        assert.equal(fs.realpathSync(path.join(engine.pulumiHome, pluginFile)), plugin);
    });

    it("takes no plugin of its own, which a sandbox links to, for the user's", async () => {
        installFakePulumi(machine, "v3.256.0", answersSchema);
        const built = writeScript(path.join(machine.cache, pluginFile), "exit 0");
        const linked = path.join(machine.folder, "engine", pluginFile);
        fs.mkdirSync(path.dirname(linked), { recursive: true });
        fs.symlinkSync(built, linked);
        const sandbox = path.join(machine.folder, "sandbox");
        makeSandboxHome(sandbox, path.join(machine.folder, "engine"));
        machine.environment.PULUMI_HOME = sandbox;
        await assert.rejects(ensure(), /plugin 3\.108\.0 is not installed/);
    });

    it("lets the installed CLI fetch the plugin into the cache, once", async () => {
        const counter = path.join(machine.folder, "installs");
        installFakePulumi(
            machine,
            "v3.256.0",
            `[ "$*" = "plugin install resource alicloud 3.108.0" ] || { ${answersSchema}; exit; }
            echo call >> ${counter}
            /bin/mkdir -p "$PULUMI_HOME/${path.dirname(pluginFile)}"
            printf '#!/bin/sh\\n' > "$PULUMI_HOME/${pluginFile}"
            /bin/chmod 755 "$PULUMI_HOME/${pluginFile}"`,
        );
        const engine = await ensure();
        assert.ok(fs.existsSync(path.join(engine.pulumiHome, pluginFile)));
        assert.deepEqual((await ensure()).built, []);
        assert.equal(fs.readFileSync(counter, "utf8"), "call\n");
        assert.deepEqual(entries(path.join(machine.folder, "home")), []);
    });

    it("builds the plugin alone where the CLI cannot fetch it", async () => {
        installFakePulumi(machine, "v3.256.0", `echo "error: no route to host" >&2; exit 255`);
        installFakeGo(machine);
        const engine = await ensure();
        assert.deepEqual(
            engine.built.map(({ part }) => part),
            ["provider-alicloud"],
        );
        assert.ok(lines.includes("  not available: error: no route to host"), lines.join("\n"));
    });

    it("says why it does not use the CLI on PATH, and builds one", async () => {
        const pulumi = installFakePulumi(machine, "v3.100.0");
        installFakeGo(machine);
        const engine = await ensure();
        assert.equal(engine.built.length, 3);
        assert.equal(
            lines[0],
            `${pulumi} is v3.100.0, older than 3.230.0; another one is fetched or built instead`,
        );
        lines = [];
        await ensure();
        assert.deepEqual(lines, []);
    });

    it("builds everything when asked to, whatever is installed", async () => {
        installFakePulumi(machine, "v3.256.0");
        writeScript(path.join(machine.folder, "home", ".pulumi", pluginFile), "exit 0");
        installFakeGo(machine);
        machine.environment.ALICLOUD_PRIVATELINK_ENGINE = "build";
        assert.equal((await ensure()).built.length, 3);
        machine.environment.ALICLOUD_PRIVATELINK_ENGINE = "download";
        await assert.rejects(
            ensure(),
            /ALICLOUD_PRIVATELINK_ENGINE: found "download"\. Must be "build", or left out\./,
        );
    });
});
