import * as assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { outputOf } from "../../tools/release/command";
import { PACKAGE_FOLDER, packageManifest } from "../../tools/release/packageFolder";
import { codeBlocks, type Document, handWritten } from "./documents";
import { suiteFolder } from "./temporary";

/** A program on a page. */
interface Program {
    /** The page, and where it has several programs without a name, which of them. */
    readonly folder: string;
    readonly file: string;
    readonly code: string;
}

/** What `pulumi new` gives a TypeScript project: CommonJS, strict. */
const COMPILER_OPTIONS = {
    target: "es2020",
    strict: true,
    outDir: "bin",
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
    skipLibCheck: true,
    types: ["node", "mocha"],
};

const MODULES = ["@pulumi", "@types", "mocha", "ts-node", "typescript"];

describe("the programs on the pages", () => {
    const project = suiteFolder();
    const programs = handWritten().flatMap(programsOf);

    before(() => {
        const { name } = packageManifest();
        const modules = path.join(project.path, "node_modules");
        mkdirSync(path.join(modules, path.dirname(name)), { recursive: true });
        symlinkSync(PACKAGE_FOLDER, path.join(modules, name));
        for (const dependency of MODULES) {
            symlinkSync(
                path.join(PACKAGE_FOLDER, "node_modules", dependency),
                path.join(modules, dependency),
            );
        }
        write("package.json", JSON.stringify({ private: true }));
        for (const { folder, file, code } of programs) {
            write(path.join(folder, file), code);
        }
    });

    function write(file: string, text: string): void {
        const whole = path.join(project.path, file);
        mkdirSync(path.dirname(whole), { recursive: true });
        writeFileSync(whole, text);
    }

    it("are two in the README, one for each side", () => {
        const readme = programs.filter(({ folder }) => folder.startsWith("README.md"));

        assert.equal(readme.length, 2);
        assert.match(readme[0].code, /new EndpointService\(/);
        assert.match(readme[1].code, /new InterfaceEndpoint\(/);
    });

    it("compile in a project as `pulumi new` makes it", async () => {
        const compilerOptions = { ...COMPILER_OPTIONS, module: "nodenext" };
        write(
            "tsconfig.json",
            JSON.stringify({ compilerOptions, files: programs.map(fileOf), exclude: [] }),
        );

        await outputOf("Compiling the programs", project.path, [
            process.execPath,
            path.join("node_modules", "typescript", "bin", "tsc"),
        ]);
    });

    it("of the README compile as ES modules, with the change that it says", async () => {
        const files = programs
            .filter(({ folder }) => folder.startsWith("README.md"))
            .map((program) => ({ ...program, folder: path.join("modules", program.folder) }));
        for (const { folder, file, code } of files) {
            write(path.join(folder, file), code.replace("export = ", "export default "));
        }
        write("modules/package.json", JSON.stringify({ private: true, type: "module" }));
        const compilerOptions = {
            ...COMPILER_OPTIONS,
            module: "nodenext",
            noEmit: true,
            verbatimModuleSyntax: true,
        };
        write(
            "tsconfig.modules.json",
            JSON.stringify({ compilerOptions, files: files.map(fileOf) }),
        );

        await outputOf("Compiling the README's programs", project.path, [
            process.execPath,
            path.join("node_modules", "typescript", "bin", "tsc"),
            "-p",
            "tsconfig.modules.json",
        ]);
    });

    it("pass where they are tests, as those of docs/unit-tests.md", async () => {
        const output = await outputOf("Running the tests of the page", project.path, [
            process.execPath,
            path.join("node_modules", "mocha", "bin", "mocha.js"),
            "--require",
            "ts-node/register/transpile-only",
            "docs/unit-tests.md/*.test.ts",
        ]);

        assert.match(output, /9 passing/);
    });

    it("pass in Node's own test runner, with the import that the page says", async () => {
        const tests = programs.filter(
            ({ folder, file }) => folder === "docs/unit-tests.md" && file.endsWith(".test.ts"),
        );
        for (const { file, code } of tests) {
            const imports = 'import { describe, it } from "node:test";\n';
            write(path.join("docs/unit-tests.md", `node-${file}`), `${imports}${code}`);
        }

        const output = await outputOf("Running the tests of the page", project.path, [
            process.execPath,
            "--require",
            "ts-node/register/transpile-only",
            "--test",
            ...tests.map(({ file }) => path.join("docs/unit-tests.md", `node-${file}`)),
        ]);

        assert.match(output, /^# pass 9$/m);
        assert.match(output, /^# fail 0$/m);
    });
});

function fileOf({ folder, file }: Program): string {
    return path.join(folder, file);
}

/** The programs of a page. The paragraph before a block may name its file. */
function programsOf(page: Document): Program[] {
    return codeBlocks(page)
        .filter(({ language }) => language === "typescript")
        .map(({ introduction, code }, index) => {
            const file = /`([\w.-]+\.ts)`:$/.exec(introduction)?.[1];
            return file === undefined
                ? { folder: `${page.file}-${index + 1}`, file: "index.ts", code }
                : { folder: page.file, file, code };
        });
}
