import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../../../tools/release/packageFolder";
import { RULE_TABLE_FILE, RULES, ruleTableText } from "../../../../tools/release/ruleTable";

describe("the table of rules", () => {
    it("is in docs/preflight.md as the rules are", () => {
        assert.equal(
            readFileSync(RULE_TABLE_FILE, "utf8"),
            ruleTableText(),
            'docs/preflight.md is out of date: run "npm run rules" and review what it changes.',
        );
    });

    it("has the rules of every module that has some", () => {
        const modules = new Set(Object.keys(RULES).map((name) => name.split(".")[0]));
        const withRules = sources(path.join(PACKAGE_FOLDER, "components"))
            .filter((file) => EXPORTED_RULE.test(readFileSync(file, "utf8")))
            .map((file) => path.basename(file, ".ts"));

        assert.deepEqual(
            withRules.filter((module) => !modules.has(module)),
            [],
        );
    });

    it("has every rule: none is hidden in a module", () => {
        const hidden = sources(path.join(PACKAGE_FOLDER, "components")).flatMap((file) =>
            [...readFileSync(file, "utf8").matchAll(HIDDEN_RULE)].map(
                ([, name]) => `${path.basename(file)}: ${String(name)}`,
            ),
        );

        assert.deepEqual(hidden, []);
    });

    it("has no two rules with the same name", () => {
        const names = Object.keys(RULES).map((id) => id.split(".")[1]);

        assert.deepEqual(
            names.filter((name, index) => names.indexOf(name) !== index),
            [],
        );
    });

    it("has each rule under the id that its findings show", () => {
        assert.deepEqual(
            Object.values(RULES).map(({ id }) => id),
            Object.keys(RULES),
        );
    });

    for (const [name, rule] of Object.entries(RULES)) {
        it(`says of ${name} what it is about, what it prevents and where it comes from`, () => {
            assert.match(rule.title, /^[A-Z].*[^.]$/);
            assert.match(rule.prevents, /^[A-Z].*\.$/);
            assert.match(rule.source, /^\S.*[^.]$/);
        });

        it(`shows the message of ${name} for a value that it refuses`, () => {
            const message = rule.problem(rule.example) ?? "(allowed)";

            assert.match(message, /\.$/);
            // After the component and the path of the property: without either, and each sentence once.
            assert.match(message, /^(?![A-Z][A-Za-z]* "|[\w.[\]]+: )/);
            const sentences = message.split(/(?<=\.) (?=[A-Z])/);
            assert.equal(new Set(sentences).size, sentences.length, message);
            // It stands between backticks in the table.
            assert.doesNotMatch(message, /`|\n|\bundefined\b|\[object/);
        });
    }
});

/** How a rule is declared: by its type, or by one of the functions that make one. */
const DECLARATION =
    "(?:: Rule<| = (?:rules\\.)?(?:valueRule|oneOf|nonEmptyList|wholeNumber|between|betweenEntries|text)\\()";

/** A rule that a module gives to others. */
const EXPORTED_RULE = new RegExp(`^export const \\w+${DECLARATION}`, "m");

/** A rule of a module that only the module itself sees. */
const HIDDEN_RULE = new RegExp(`^const (\\w+)${DECLARATION}`, "gm");

function sources(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.join(folder, file));
}
