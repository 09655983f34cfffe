import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { explain } from "../../tools/changed";
import { changeSince } from "../../tools/changed/changedFiles";
import { Repository } from "../../tools/changed/repository";
import { select } from "../../tools/changed/selection";
import { STEPS } from "../../tools/changed/steps";

const ROOT = path.resolve(__dirname, "../..");

describe("`npm test -- --changed`", () => {
    describe("in a small repository", () => {
        let folder: string;

        before(() => {
            folder = mkdtempSync(path.join(tmpdir(), "changed-"));
            const git = (...parameters: string[]) =>
                execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e", ...parameters], {
                    cwd: folder,
                });
            write("components/a.ts", 'import "./b";');
            write("components/b.ts", "");
            write("index.ts", 'export * from "./components/a";');
            write("tools/reader.ts", 'path.join(__dirname, "texts"); const file = "docs/page.md";');
            write("tools/texts/one.txt", "");
            write("docs/page.md", "");
            write("examples/alone/index.ts", 'import "@cloud-components/alicloud-privatelink";');
            write("examples/other/Main.yaml", "");
            write("tests/unit/imports.test.ts", "");
            write("tests/unit/a.test.ts", 'import "../../components/a";');
            write("tests/unit/gone.test.ts", 'import "../../tools/old";');
            write("tests/diagram/reads.test.ts", 'import "../../tools/reader";');
            write("tests/emulator/alone.test.ts", "start(`examples/alone/${name}`);");
            write("tests/emulator/other.test.ts", 'start("examples/other");');
            write("tests/end-to-end/engine.test.ts", "");
            write("tools/old.ts", "");
            git("init", "-q", "-b", "main");
            git("add", ".");
            git("commit", "-q", "-m", "all");
            git("checkout", "-q", "-b", "work");
            rmSync(path.join(folder, "tools/old.ts"));
            git("commit", "-q", "-a", "-m", "less");
            write("components/b.ts", "changed;");
            write("components/new.ts", "");
        });

        after(() => rmSync(folder, { recursive: true, force: true }));

        function write(file: string, text: string): void {
            mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
            writeFileSync(path.join(folder, file), text);
        }

        function testsFor(...changed: string[]): string[] {
            const { steps } = select(
                new Repository(folder, changeSince(folder).allFiles),
                changed,
                STEPS,
            );
            return [...steps]
                .flatMap(([step, found]) => [...found.keys()].map((file) => file || step))
                .sort();
        }

        it("takes what was committed since main, what was not, and what is new", () => {
            assert.deepEqual(changeSince(folder).files, [
                "components/b.ts",
                "components/new.ts",
                "tools/old.ts",
            ]);
        });

        it("says what to do where there is no main", () => {
            assert.throws(() => changeSince(folder, "trunk"), {
                message:
                    "--changed compares with the branch trunk, which is not in this repository: fetch it, or run `npm test` for everything.",
            });
        });

        it("runs the tests that import a file, through others too, and the programs that load the package", () => {
            assert.deepEqual(testsFor("components/b.ts"), [
                ...["build-engine", "format", "lint"],
                ...["tests/browser/main.ts", "tests/emulator/alone.test.ts"],
                ...["tests/emulator/other.test.ts", "tests/end-to-end/engine.test.ts"],
                ...["tests/unit/a.test.ts", "tests/unit/imports.test.ts", "tools/release/main.ts"],
                "types",
            ]);
        });

        it("runs the tests whose code names a file, or the folder in which it is", () => {
            for (const file of ["docs/page.md", "tools/texts/one.txt"]) {
                const tests = testsFor(file);
                assert.ok(tests.includes("tests/diagram/reads.test.ts"), tests.join());
                assert.ok(!tests.some((each) => each.includes("emulator")), tests.join());
            }
        });

        it("runs the step that prepares others, where one of them runs", () => {
            assert.ok(testsFor("tests/diagram/reads.test.ts").includes("browser"));
            assert.ok(!testsFor("tests/emulator/other.test.ts").includes("browser"));
        });

        it("runs what imports a file that is no longer there", () => {
            assert.ok(testsFor("tools/old.ts").includes("tests/unit/gone.test.ts"));
        });

        it("runs a test that has changed, and no other", () => {
            assert.deepEqual(testsFor("tests/unit/a.test.ts"), [
                ...["format", "lint", "tests/unit/a.test.ts", "types"],
            ]);
        });

        it("runs everything after a change of the dependencies, the compiler's settings or how tests are run", () => {
            for (const file of [
                ...["package-lock.json", "tsconfig.json", "tools/scripts/test.mjs"],
                "tests/sdk/register.cjs",
            ]) {
                const { everything, steps } = select(new Repository(folder, []), [file], STEPS);
                assert.equal(everything, file);
                assert.equal(steps.size, 0);
                assert.deepEqual(explain({ everything, steps }), [
                    `Everything runs: ${file} has changed.`,
                ]);
            }
        });

        it("says why each of them runs", () => {
            const repository = new Repository(folder, changeSince(folder).allFiles);
            const lines = explain(select(repository, ["components/b.ts"], STEPS));

            assert.ok(lines.includes("  types: components/b.ts"), lines.join("\n"));
            assert.ok(
                lines.includes("    tests/unit/a.test.ts: components/b.ts through components/a.ts"),
                lines.join("\n"),
            );
        });
    });

    describe("here", () => {
        const repository = new Repository(ROOT, changeSince(ROOT, "HEAD").allFiles);

        for (const [file, ...needed] of [
            [
                "components/consumer/interfaceEndpoint.ts",
                "tests/unit/consumer/interfaceEndpoint.test.ts",
                "tests/end-to-end/sameAccount.test.ts",
                "tests/languages/packedPackage.test.ts",
            ],
            ["examples/alb/provider/index.ts", "tests/end-to-end/alb.test.ts"],
            ["docs/faults.md", "tests/faults/document.test.ts"],
            ["docs/changes.md", "tests/changes/document.test.ts"],
            ["docs/glossary.md", "tests/release/words.test.ts"],
            ["schema.json", "tests/schema/schema.test.ts"],
            ["tools/engine/language-go/launcher.sh", "tests/languages/go.test.ts"],
            ["tools/engine/cli/go.mod", "tests/end-to-end/sameAccount.test.ts"],
            ["tools/emulator/api-models/vpc-2016-04-28.json", "tests/emulator/vpc.test.ts"],
            ["tools/demo/outlook.ts", "tests/report/demoStart.test.ts"],
        ]) {
            it(`a change of ${file} runs the tests that can see it`, () => {
                const { steps } = select(repository, [file], STEPS);
                const selected = [...steps.values()].flatMap((found) => [...found.keys()]);

                assert.deepEqual(
                    needed.filter((test) => !selected.includes(test)),
                    [],
                );
            });
        }

        it("knows the steps that there are", () => {
            const { stderr } = spawnSync(
                process.execPath,
                ["tools/scripts/test.mjs", "no-such-step"],
                { cwd: ROOT, encoding: "utf8" },
            );

            assert.equal(
                stderr.trim(),
                `step: found "no-such-step". Must be one of ${Object.keys(STEPS).join(", ")}.`,
            );
        });
    });
});
