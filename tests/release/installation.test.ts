import * as assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import {
    compilationProblems,
    install,
    installRepository,
    pack,
    pluginProblems,
    runProblems,
} from "../../tools/release/installation";
import {
    buildPackage,
    committedSchema,
    PACKAGE_FOLDER,
    packageManifest,
} from "../../tools/release/packageFolder";
import { javascriptProblems, runnerProblems, runnersFolder } from "../../tools/release/projects";
import { suiteFolder, temporaryFolder } from "./temporary";

describe("an installation of the package", () => {
    const whole = suiteFolder();
    const folder = temporaryFolder();
    const schema = committedSchema();
    const { name } = packageManifest();

    /** The package as it is installed, with its dependencies linked to those that are here. */
    before(async () => {
        await buildPackage();
        writeFileSync(path.join(whole.path, "package.json"), JSON.stringify({ private: true }));
        const modules = path.join(whole.path, "node_modules");
        mkdirSync(modules);
        for (const dependency of ["@pulumi", "@types", "typescript", "ts-node", "zod"]) {
            const here = path.join(PACKAGE_FOLDER, "node_modules", dependency);
            symlinkSync(here, path.join(modules, dependency));
        }
        for (const file of ["bin", "package.json", "PulumiPlugin.yaml", "schema.json"]) {
            cpSync(path.join(PACKAGE_FOLDER, file), path.join(modules, name, file), {
                recursive: true,
            });
        }
    });

    let installed: string;

    beforeEach(() => {
        cpSync(whole.path, folder.path, { recursive: true, verbatimSymlinks: true });
        installed = path.join(folder.path, "node_modules", name);
    });

    function inPackage(file: string): string {
        return path.join(installed, file);
    }

    it("is refused if its declarations lack something", async () => {
        writeFileSync(inPackage("bin/index.d.ts"), "export {};\n");

        const problems = await compilationProblems(folder.path);

        assert.equal(problems.length, 2);
        for (const [index, settings] of ["strict", "hostile"].entries()) {
            assert.ok(
                problems[index].startsWith(
                    `Compiling a program under tsconfig.${settings}.json failed:\nprogram.ts(`,
                ),
                problems[index],
            );
            assert.match(problems[index], /no exported member (named )?'EndpointService'/);
        }
    });

    describe("with programs that were compiled for it", () => {
        before(async () => {
            assert.deepEqual(await compilationProblems(whole.path), []);
        });

        it("passes unchanged", async () => {
            assert.deepEqual(await runProblems(folder.path, schema), []);
            assert.deepEqual(await pluginProblems(installed, folder.path, schema), []);
        });

        it("is refused if it fails at run time", async () => {
            appendFileSync(inPackage("bin/index.js"), 'throw new Error("No till is here.");\n');

            const problems = await runProblems(folder.path, schema);

            assert.equal(problems.length, 2);
            for (const [index, type] of ["commonjs", "module"].entries()) {
                assert.ok(
                    problems[index].startsWith(
                        `Running a program that was compiled as ${type} failed:\n`,
                    ),
                );
                assert.match(problems[index], /Error: No till is here\./);
            }
        });

        it("is refused if a program creates less than the schema has", async () => {
            const till = "alicloud-privatelink:index:Till";
            const more = { ...schema, resources: { ...schema.resources, [till]: {} } };

            assert.deepEqual(
                await runProblems(folder.path, more),
                ["commonjs", "module"].map(
                    (type) =>
                        `A program compiled as ${type} does not make ${till}. Let tools/release/consumer/program.ts make one, or see why none was registered.`,
                ),
            );
        });
    });

    describe("in projects of every kind", () => {
        let linked: string;

        beforeEach(() => {
            const modules = path.join(runnersFolder(folder.path), "node_modules");
            mkdirSync(modules);
            linked = path.join(modules, "mocha");
            symlinkSync(path.join(PACKAGE_FOLDER, "node_modules", "mocha"), linked);
        });

        it("passes unchanged", async () => {
            assert.deepEqual(await javascriptProblems(folder.path), []);
            assert.deepEqual(await runnerProblems(folder.path, ["mocha"]), []);
        });

        it("is refused without its mocks", async () => {
            rmSync(inPackage("bin/testing/mockCloud.js"));

            const problems = [
                ...(await javascriptProblems(folder.path)),
                ...(await runnerProblems(folder.path, ["mocha"])),
            ];
            assert.equal(problems.length, 4, problems.join("\n"));
            problems.forEach((problem) =>
                assert.match(problem, /Cannot find module '\.\/mockCloud'/),
            );
        });
    });

    it("is refused as a plugin that does not start", async () => {
        appendFileSync(inPackage("bin/index.js"), 'throw new Error("No till is here.");\n');

        assert.match(
            (await pluginProblems(installed, folder.path, schema)).join(),
            /^The installed package cannot be used as a plugin: The plugin ended with \d+ before it served:\n[^]*No till is here\./,
        );
    });

    it("is refused as a plugin that serves another schema", async () => {
        const other = { ...schema, description: "A shop." };

        assert.deepEqual(await pluginProblems(installed, folder.path, other), [
            'The installed package serves another schema than schema.json. Run "npm run schema" and review what changes.',
        ]);
    });

    it("is refused as a plugin that does not await what a component takes as plain values", async () => {
        appendFileSync(
            inPackage("bin/components/languages/plainParts.js"),
            "exports.resolvePlainParts = async (value) => ({ value, hadSecret: false });\n",
        );

        assert.match(
            (await pluginProblems(installed, folder.path, schema)).join(),
            /^The plugin does not construct a component: .*EndpointService[^]*zoneIds: is known only later\./,
        );
    });

    it("is refused as a plugin that creates something else", async () => {
        appendFileSync(
            inPackage("bin/components/consumer/interfaceEndpoint.js"),
            "exports.InterfaceEndpoint = require('../provider/endpointService').EndpointService;\n",
        );

        assert.match(
            (await pluginProblems(installed, folder.path, schema)).join(),
            /^The plugin does not construct a component: .*EndpointService[^]*serviceResources: /,
        );
    });

    it("is refused as a plugin whose findings do not come back", async () => {
        appendFileSync(
            inPackage("bin/components/preflight/rules/zones.js"),
            "exports.offeredZone.problem = () => undefined;\n",
        );

        assert.deepEqual(await pluginProblems(installed, folder.path, schema), [
            "The plugin does not answer with the finding about a zone, but with: no error",
        ]);
    });

    it("is refused as a plugin that writes into its folder", async () => {
        appendFileSync(
            inPackage("bin/index.js"),
            'require("node:fs").writeFileSync(__dirname + "/till", "");\n',
        );

        assert.deepEqual(await pluginProblems(installed, folder.path, schema), [
            "The plugin writes into its own folder, which a read-only installation does not allow.",
        ]);
    });
});

describe("a package that cannot be packed or installed", () => {
    const folder = temporaryFolder();

    function writePackage(scripts: object): string {
        const package_ = path.join(folder.path, "package");
        mkdirSync(package_);
        writeFileSync(
            path.join(package_, "package.json"),
            JSON.stringify({ name: "till", version: "1.4.2", scripts }),
        );
        return package_;
    }

    it("is reported with the output of its build", async () => {
        const package_ = writePackage({ prepare: "echo The till does not compile. && exit 1" });

        await assert.rejects(
            pack(package_, folder.path),
            /^Error: Packing failed:\n[^]*The till does not compile\./,
        );
    });

    it("is packed with what npm would publish, regardless of what its build prints", async () => {
        const package_ = writePackage({ prepare: "echo [1] && echo '[' && touch built" });

        assert.deepEqual(await pack(package_, folder.path), {
            file: path.join(folder.path, "till-1.4.2.tgz"),
            contents: ["built", "package.json"],
        });
    });

    it("is reported with the tarball that cannot be installed", async () => {
        const file = path.join(folder.path, "till.tgz");
        writeFileSync(file, "no tarball");

        await assert.rejects(
            install({ file, contents: [] }, path.join(folder.path, "installed")),
            /^Error: npm install in .* failed:\n[^]*TAR_BAD_ARCHIVE/,
        );
    });

    it("is reported with the folder that git does not know", async () => {
        await assert.rejects(
            installRepository(writePackage({}), path.join(folder.path, "clone")),
            /^Error: git ls-files failed:\nfatal: not a git repository/,
        );
    });
});
