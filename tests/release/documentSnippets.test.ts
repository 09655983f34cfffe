import * as assert from "node:assert/strict";

import { parseAllDocuments } from "yaml";

import { committedSchema } from "../../tools/release/packageFolder";
import { codeBlocks, handWritten } from "./documents";
import { exampleProblems } from "./exampleProblems";
import { PYTHON_SPELLING, pythonProgram } from "./pythonProgram";
import { YAML_SPELLING, yamlProgram } from "./yamlProgram";

const SCHEMA = committedSchema();

/** Blocks of code on the pages in a language, each with where it is. */
function blocksIn(...languages: readonly string[]) {
    return handWritten().flatMap((page) =>
        codeBlocks(page)
            .filter(({ language }) => languages.includes(language))
            .map(({ code }, index) => ({ where: `${page.file}, ${index + 1}`, code })),
    );
}

describe("the snippets on the pages", () => {
    for (const { where, code } of blocksIn("yaml", "yml")) {
        it(`parse in YAML, and set inputs that the schema has: ${where}`, () => {
            for (const each of parseAllDocuments(code)) {
                assert.deepEqual(each.errors, []);
            }
            if (code.includes("runtime: yaml")) {
                const made = yamlProgram(code, SCHEMA.name);

                assert.ok(made.length > 0);
                assert.deepEqual(exampleProblems(SCHEMA, made, YAML_SPELLING), []);
            }
        });
    }

    for (const { where, code } of blocksIn("python", "py")) {
        it(`compile in Python, and set inputs that the schema has: ${where}`, () => {
            const made = pythonProgram(code, SCHEMA);

            assert.equal(made.length > 0, /^(from|import) cloud_components_/m.test(code), where);
            assert.deepEqual(exampleProblems(SCHEMA, made, PYTHON_SPELLING), []);
        });
    }

    for (const { where, code } of blocksIn("json")) {
        it(`are JSON: ${where}`, () => {
            assert.doesNotThrow(() => JSON.parse(code) as unknown);
        });
    }
});
