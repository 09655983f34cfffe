import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { ensureEngine, makeSandboxHome } from "../../tools/engine";
import { downloadedVersion } from "../../tools/engine/downloadedPulumi";
import { ARCHIVE, type ArchiveServer, serveArchive } from "./archiveServer";
import {
    entries,
    installFakeGo,
    linkPrograms,
    type Machine,
    newMachine,
    writeScript,
} from "./fakePrograms";

const PLUGIN = "plugins/resource-alicloud-v3.108.0/pulumi-resource-alicloud";
const FOLDER = `pulumi-v${downloadedVersion}`;

/** A CLI that fetches the plugin, and otherwise answers with what is a schema as far as it goes. */
const CLI = `
case "$1" in
version) echo v${downloadedVersion} ;;
plugin)
    /bin/mkdir -p "$PULUMI_HOME/${path.dirname(PLUGIN)}"
    printf '#!/bin/sh\\n' > "$PULUMI_HOME/${PLUGIN}"
    /bin/chmod 755 "$PULUMI_HOME/${PLUGIN}" ;;
*) echo '{}' ;;
esac`;

describe("an engine from the vendor's archive", () => {
    let machine: Machine;
    let server: ArchiveServer;
    let lines: string[];
    const ensure = () =>
        ensureEngine({
            progress: (line, alive) => void (alive || lines.push(line)),
            environment: machine.environment,
        });
    const firstLine = () =>
        `Fetching the Pulumi CLI ${downloadedVersion} from ${machine.environment.ALICLOUD_PRIVATELINK_PULUMI_DOWNLOADS}`;

    beforeEach(async () => {
        machine = newMachine();
        lines = [];
        linkPrograms(machine.programs, ["curl", "tar", "gzip"]);
        server = await serveArchive(archiveWith(CLI));
        machine.environment.ALICLOUD_PRIVATELINK_PULUMI_DOWNLOADS = server.address;
    });
    afterEach(async () => {
        await server.stop();
        machine.remove();
    });

    /** The vendor's archive, with a CLI and a Node language host. */
    function archiveWith(cli: string): Buffer {
        const folder = path.join(machine.folder, "archive");
        writeScript(path.join(folder, "pulumi", "pulumi"), cli);
        writeScript(path.join(folder, "pulumi", "pulumi-language-nodejs"), "exit 0");
        const file = path.join(folder, "archive.tar.gz");
        execFileSync("tar", ["-czf", file, "-C", folder, "pulumi"]);
        return fs.readFileSync(file);
    }

    it("is fetched, with the plugin, where nothing is installed, and only once", async () => {
        const engine = await ensure();

        assert.deepEqual(engine.built, []);
        assert.equal(
            fs.statSync(path.join(engine.binFolder, "pulumi")).ino,
            fs.statSync(path.join(machine.cache, FOLDER, "pulumi")).ino,
        );
        assert.ok(fs.existsSync(path.join(engine.pulumiHome, PLUGIN)));
        assert.equal(server.requests.length, 2);
        assert.deepEqual(
            entries(machine.cache).filter((name) => /tar|unfinished/.test(name)),
            [],
        );
        lines = [];
        await ensure();
        assert.deepEqual([lines, server.requests.length], [[], 2]);
        assert.deepEqual(entries(path.join(machine.folder, "home")), []);
    });

    it("is not fetched where the npm package `pulumi` or the Automation API has fetched it", async () => {
        const bin = path.join(machine.folder, "home/.pulumi/versions", downloadedVersion, "bin");
        const pulumi = writeScript(path.join(bin, "pulumi"), CLI);
        writeScript(path.join(bin, "pulumi-language-nodejs"), "exit 0");

        const engine = await ensure();

        assert.equal(fs.realpathSync(path.join(engine.binFolder, "pulumi")), pulumi);
        assert.deepEqual(server.requests, []);
    });

    it("is found where the Automation API has fetched it, also by a program that runs in a sandbox", async () => {
        const bin = path.join(machine.folder, "home/.pulumi/versions", downloadedVersion, "bin");
        const pulumi = writeScript(path.join(bin, "pulumi"), CLI);
        writeScript(path.join(bin, "pulumi-language-nodejs"), "exit 0");
        const sandbox = path.join(machine.folder, "sandbox");
        makeSandboxHome(sandbox, (await ensure()).pulumiHome);
        machine.environment.PULUMI_HOME = sandbox;

        const engine = await ensure();

        assert.equal(fs.realpathSync(path.join(engine.binFolder, "pulumi")), pulumi);
        assert.deepEqual(server.requests, []);
    });

    it("goes on where an earlier try has ended", async () => {
        server.behaviour = "breaksOff";
        await assert.rejects(ensure(), /no usable `pulumi` on PATH and no Go to build one with/);
        assert.match(lines.join("\n"), /^ {2}not available: curl: \(18\) .*$/m);
        const part = fs.statSync(path.join(machine.cache, ARCHIVE)).size;

        server.behaviour = undefined;
        assert.deepEqual((await ensure()).built, []);
        assert.equal(server.requests.at(-1), `${ARCHIVE} bytes=${part}-`);
    });

    it("begins again where the server has no rest of it", async () => {
        server.behaviour = "breaksOff";
        await assert.rejects(ensure());

        server.behaviour = "withoutRanges";
        assert.deepEqual((await ensure()).built, []);
        assert.equal(server.requests.at(-1), ARCHIVE);
    });

    it("is not used, nor kept, where its checksum is another", async () => {
        installFakeGo(machine);
        server.behaviour = "otherChecksum";

        const engine = await ensure();

        assert.equal(engine.built.length, 3);
        assert.deepEqual(lines.slice(0, 2), [
            firstLine(),
            `  not available: ${server.address}/${ARCHIVE} does not have the checksum that is listed, and was deleted`,
        ]);
        assert.ok(!fs.existsSync(path.join(machine.cache, ARCHIVE)));
        assert.ok(!fs.existsSync(path.join(machine.cache, FOLDER)));
    });

    it("is not used where it does not run", async () => {
        await server.stop();
        server = await serveArchive(archiveWith(`echo "exec format error here" >&2; exit 1`));
        machine.environment.ALICLOUD_PRIVATELINK_PULUMI_DOWNLOADS = server.address;
        installFakeGo(machine);

        assert.equal((await ensure()).built.length, 3);
        assert.equal(lines[1], "  not available: exec format error here");
    });

    const WITHOUT: readonly (readonly [string, (machine: Machine) => unknown, RegExp])[] = [
        ["the address refuses", () => (server.behaviour = "refuses"), /error: 403$/],
        ["there is no network", () => server.stop(), /curl: \(7\) /],
        [
            "there is no curl",
            ({ programs }) => fs.rmSync(path.join(programs, "curl")),
            /there is no curl on PATH$/,
        ],
    ];
    for (const [title, prepare, reason] of WITHOUT) {
        it(`is built from source where ${title}, and asked for once`, async () => {
            installFakeGo(machine);
            await prepare(machine);

            assert.equal((await ensure()).built.length, 3);
            assert.equal(lines[0], firstLine());
            assert.match(lines[1], /^ {2}not available: /);
            assert.match(lines[1], reason);
            lines = [];
            await ensure();
            assert.deepEqual(lines, []);
        });
    }

    it("is not asked for where everything is to be built", async () => {
        installFakeGo(machine);
        machine.environment.ALICLOUD_PRIVATELINK_ENGINE = "build";

        assert.equal((await ensure()).built.length, 3);
        assert.deepEqual(server.requests, []);
    });
});
