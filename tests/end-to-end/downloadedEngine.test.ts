import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { Sandbox } from "../../tools/demo/sandbox";
import { ensureEngine } from "../../tools/engine";
import { pluginFolderName } from "../../tools/engine/installedPlugin";
import { ARCHIVE, type ArchiveServer, serveArchive } from "../engine/archiveServer";
import { linkPrograms } from "../engine/fakePrograms";
import { operationsOf, up } from "./operations";

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64" };

describe("a machine without an engine that can reach the vendor's download address", () => {
    let folder: string;
    let server: ArchiveServer | undefined;

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "downloaded-engine-"));
        // What the vendor publishes, made of the parts that this machine has.
        const { binFolder, pulumiHome } = await ensureEngine({ progress: () => undefined });
        const architecture = ARCHITECTURES[process.arch] ?? process.arch;
        const plugin = `pulumi-${pluginFolderName}-${process.platform}-${architecture}.tar.gz`;
        server = await serveArchive(archiveOf(binFolder, "pulumi"), {
            [plugin]: archiveOf(path.join(pulumiHome, "plugins", pluginFolderName), "."),
        });
    });

    after(async () => {
        await server?.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    /** The files of a folder, in a folder of an archive. */
    function archiveOf(source: string, inArchive: string): Buffer {
        const whole = mkdtempSync(path.join(folder, "archive-"));
        const target = path.join(whole, "content", inArchive);
        mkdirSync(target, { recursive: true });
        for (const name of readdirSync(source)) {
            cpSync(path.join(source, name), path.join(target, name), { dereference: true });
        }
        const file = path.join(whole, "archive.tar.gz");
        const content = inArchive === "." ? readdirSync(target) : [inArchive];
        execFileSync("tar", ["-czf", file, "-C", path.join(whole, "content"), ...content], {
            env: { ...process.env, GZIP: "-1" },
            stdio: ["ignore", "inherit", "ignore"],
        });
        const archive = readFileSync(file);
        rmSync(whole, { recursive: true });
        return archive;
    }

    it("deploys an example with the CLI and the plugin that it fetches, and builds nothing", async () => {
        const address = String(server?.address);
        const lines: string[] = [];
        const programs = path.join(folder, "programs");
        linkPrograms(programs, ["curl", "gzip", "node", "tar"]);
        const sandbox = await Sandbox.open({
            progress: (line, alive) => void (alive || lines.push(line)),
            engineEnvironment: {
                HOME: path.join(folder, "home"),
                XDG_CACHE_HOME: path.join(folder, "cache"),
                PATH: programs,
                ALICLOUD_PRIVATELINK_PULUMI_DOWNLOADS: address,
                PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `^.*$=${address}`,
            },
        });
        try {
            assert.deepEqual(sandbox.engine.built, []);
            assert.ok(sandbox.engine.pulumiRoot.startsWith(folder));
            assert.ok(server?.requests.includes(ARCHIVE), String(server?.requests));
            const [account] = sandbox.emulator.accounts;
            const stack = await sandbox.openStack({
                folder: "examples/same-account/provider",
                stackName: "downloaded",
                account,
            });
            const { operations } = await up(stack);
            assert.ok(
                operations.includes("create privatelink.VpcEndpointService service"),
                operations.join("\n"),
            );
            assert.deepEqual(await operationsOf(stack, "preview"), []);
            await stack.destroy();
        } finally {
            await sandbox.close();
        }
        assert.deepEqual(
            lines.filter((line) => /not available|Building/.test(line)),
            [],
        );
    });
});
