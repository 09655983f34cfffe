import * as assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import {
    committedSchema,
    PACKAGE_FOLDER,
    packageManifest,
} from "../../tools/release/packageFolder";
import { nameOf } from "../../tools/release/packageSchema";
import { anchorsOf, codeBlocks, type Document, document, handWritten, linksOf } from "./documents";

const README_BYTES = 8000;

describe("the documents", () => {
    const pages = handWritten();

    it("link to files and headings that exist", () => {
        assert.deepEqual(faults(pages, brokenLinks), []);
    });

    it("name npm scripts, and steps and options of `npm test`, that exist", () => {
        const { scripts } = packageManifest();
        const steps = readFileSync(path.join(PACKAGE_FOLDER, "tools/scripts/test.mjs"), "utf8");

        const unknown = ({ text }: Document): string[] => [
            ...named(text, /npm run (?:--silent )?([\w:-]+)/g).filter(
                (name) => scripts[name] === undefined,
            ),
            ...named(text, /npm test -- ([a-z -]+)/g)
                .flatMap((names) => names.trim().split(" "))
                .filter((name) =>
                    name.startsWith("--")
                        ? !steps.includes(`process.argv.includes("${name}")`)
                        : !steps.includes(`    "${name}": `),
                ),
        ];
        assert.deepEqual(faults(pages, unknown), []);
    });

    it("change to folders that are Pulumi projects", () => {
        assert.deepEqual(faults(pages, missingFolders), []);
    });

    it("set config keys that an example has", () => {
        const projects = projectTexts();

        const unknown = ({ text }: Document): string[] =>
            named(text, /pulumi config set (?:--\w+ )*'?([\w:-]+)/g)
                .filter((key) => !key.startsWith("alicloud"))
                .filter((key) => !projects.some((each) => new RegExp(`\\b${key}\\b`).test(each)));
        assert.deepEqual(faults(pages, unknown), []);
    });

    it("are all listed in docs/README.md", () => {
        const listed = linksOf(document("docs/README.md"));
        const unlisted = readdirSync(path.join(PACKAGE_FOLDER, "docs"))
            .filter((name) => name.endsWith(".md") && name !== "README.md")
            .filter((page) => !listed.includes(page));

        assert.deepEqual(unlisted, []);
    });

    it("list every example in examples/README.md", () => {
        const listed = linksOf(document("examples/README.md"));
        const unlisted = ["same-account", "cross-account", "alb", "nlb"]
            .flatMap((scenario) =>
                readdirSync(path.join(PACKAGE_FOLDER, "examples", scenario)).map(
                    (project) => `${scenario}/${project}`,
                ),
            )
            .filter((project) => !listed.includes(project));

        assert.deepEqual(unlisted, []);
    });
});

describe("the examples", () => {
    const examples = path.join(PACKAGE_FOLDER, "examples");
    const programs = readdirSync(examples, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith("index.ts"))
        .map((file) => path.join("examples", file));

    it("are complete in one file, which a person can copy", () => {
        const relative = ({ text }: Document): string[] => named(text, /from "(\.[^"]*)"/g);

        assert.ok(programs.length > 0);
        assert.deepEqual(faults(programs.map(document), relative), []);
    });
});

describe("the README", () => {
    const readme = document("README.md");

    it(`has at most ${README_BYTES} bytes`, () => {
        assert.ok(Buffer.byteLength(readme.text) <= README_BYTES);
    });

    it("lists every component, with its page", () => {
        const links = linksOf(readme);
        const unlisted = Object.keys(committedSchema().resources)
            .map((token) => `docs/reference/${nameOf(token)}.md`)
            .filter((page) => !links.includes(page));

        assert.deepEqual(unlisted, []);
    });
});

describe("the checks of a page", () => {
    const page = (text: string): Document => ({ file: "docs/page.md", text });

    it("find links to files and headings that are missing", () => {
        const text =
            "# One\n[a](deploy.md) [b](tour.md) [c](operate.md#sell) [d](#one) [e](#two)\n";

        assert.deepEqual(brokenLinks(page(text)), ["tour.md", "operate.md#sell", "#two"]);
    });

    it("find folders that are no projects, in indented and fenced blocks", () => {
        const text =
            "Text:\n\n    cd examples/alb/provider\n    cd ../till\n\nMore:\n\n```sh\ncd tools\n```\n";

        assert.deepEqual(missingFolders(page(text)), ["cd ../till", "cd tools"]);
    });
});

function faults(pages: readonly Document[], find: (page: Document) => string[]): string[] {
    assert.ok(pages.length > 0);
    return pages.flatMap((page) => find(page).map((fault) => `${page.file}: ${fault}`));
}

function named(text: string, pattern: RegExp): string[] {
    return [...text.matchAll(pattern)].map(([, name]) => name);
}

function brokenLinks(page: Document): string[] {
    return linksOf(page)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
            const [file, anchor] = target.split("#");
            const linked = path.join(path.dirname(page.file), file);
            if (file !== "" && !existsSync(path.join(PACKAGE_FOLDER, linked))) {
                return true;
            }
            return (
                anchor !== undefined &&
                !anchorsOf(file === "" ? page : document(linked)).includes(anchor)
            );
        });
}

/** The commands of a page that change to a folder which is not a Pulumi project. */
function missingFolders(page: Document): string[] {
    return codeBlocks(page)
        .filter(({ language }) => language === "" || language === "sh")
        .flatMap(({ code }) => {
            let folder = PACKAGE_FOLDER;
            return code.split("\n").filter((line) => {
                const target = /^cd (\S+)/.exec(line)?.[1];
                folder = path.join(folder, target ?? "");
                return target !== undefined && !existsSync(path.join(folder, "Pulumi.yaml"));
            });
        });
}

/** The settings of the examples; the optional ones are in comments. */
function projectTexts(): string[] {
    const examples = path.join(PACKAGE_FOLDER, "examples");
    return readdirSync(examples, { recursive: true, encoding: "utf8" })
        .filter((file) => path.basename(file) === "Pulumi.yaml")
        .map((file) => readFileSync(path.join(examples, file), "utf8"));
}
