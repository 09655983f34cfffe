import * as assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { committedSchema } from "../../tools/release/packageFolder";
import { nameOf } from "../../tools/release/packageSchema";
import { PROGRAMS } from "../../tools/release/reference/arrange";
import {
    differingPages,
    REFERENCE_FOLDER,
    writeReference,
} from "../../tools/release/reference/generate";
import { exampleText } from "./examplePrograms";
import { suiteFolder, temporaryFolder } from "./temporary";

describe("the API reference", () => {
    const fresh = suiteFolder();
    const folder = temporaryFolder();
    const schema = committedSchema();

    before(() => writeReference(fresh.path));

    it("is in docs/reference as the code has it", () => {
        assert.deepEqual(differingPages(fresh.path, REFERENCE_FOLDER), []);
    });

    for (const [token, component] of Object.entries(schema.resources)) {
        it(`shows ${nameOf(token)} with every input and output, and its examples`, () => {
            const page = readFileSync(path.join(REFERENCE_FOLDER, `${nameOf(token)}.md`), "utf8");
            const example = nameOf(token)[0].toLowerCase() + nameOf(token).slice(1);

            for (const [name, { description }] of [
                ...Object.entries(component.inputProperties ?? {}),
                ...Object.entries(component.properties ?? {}),
            ]) {
                const text = String(description).replaceAll("\n", " ");
                const row = page
                    .split("\n")
                    .find((line) => line.includes(`\`${name}`) && line.includes(text));
                assert.ok(row !== undefined, `${name}: ${text}`);
            }
            for (const { file, block } of PROGRAMS) {
                const text = exampleText(example, file);
                assert.ok(page.includes(`\`\`\`${block}\n${text}\`\`\`\n`), file);
            }
        });
    }

    it("explains the values of every enum", () => {
        const enums = Object.entries(schema.types).filter(([, type]) => type.enum !== undefined);
        const pages = schemaPages();

        assert.ok(enums.length > 0);
        for (const [, { enum: values = [] }] of enums) {
            for (const { name, value, description } of values) {
                assert.ok(pages.includes(`\`${name}\` | \`"${value}"\` | ${description} |`), name);
            }
        }
    });

    it("is found to be out of date with a page changed, missing or too many", () => {
        const committed = path.join(folder.path, "committed");
        mkdirSync(committed);
        cpSync(REFERENCE_FOLDER, committed, { recursive: true });
        appendFileSync(path.join(committed, "EndpointService.md"), "More.\n");
        rmSync(path.join(committed, "InterfaceEndpoint.md"));
        writeFileSync(path.join(committed, "Till.md"), "# Till\n");

        assert.deepEqual(
            differingPages(fresh.path, committed).sort(),
            ["EndpointService", "InterfaceEndpoint", "Till"].map(
                (page) => `docs/reference/${page}.md is out of date. Run "npm run reference".`,
            ),
        );
    });

    function schemaPages(): string {
        return readFileSync(path.join(REFERENCE_FOLDER, "README.md"), "utf8")
            .split("\n")
            .flatMap((line) => /^- \[.*\]\((.*\.md)\)$/.exec(line)?.[1] ?? [])
            .map((page) => readFileSync(path.join(REFERENCE_FOLDER, page), "utf8"))
            .join("\n");
    }
});
