import * as assert from "node:assert/strict";

import { committedSchema } from "../../tools/release/packageFolder";
import { codeBlocks, document } from "./documents";
import { exampleProblems } from "./exampleProblems";
import { PYTHON_SPELLING, pythonProgram } from "./pythonProgram";
import { YAML_SPELLING, yamlProgram } from "./yamlProgram";

const SCHEMA = committedSchema();
const COMPONENTS = ["NlbServiceResource", "EndpointService"].map(
    (name) => `${SCHEMA.name}:index:${name}`,
);

describe("the programs of docs/database.md in other languages", () => {
    const blocks = codeBlocks(document("docs/database.md"));
    const textOf = (language: string) =>
        blocks.find((block) => block.language === language)?.code ?? "";

    for (const [language, made, spelling] of [
        ["YAML", () => yamlProgram(textOf("yaml"), SCHEMA.name), YAML_SPELLING],
        ["Python", () => pythonProgram(textOf("python"), SCHEMA), PYTHON_SPELLING],
    ] as const) {
        it(`make the load balancer and the service, as the schema has them: ${language}`, () => {
            const program = made();

            assert.deepEqual(
                program.map(({ type }) => type),
                COMPONENTS,
            );
            assert.deepEqual(exampleProblems(SCHEMA, program, spelling), []);
        });
    }
});
