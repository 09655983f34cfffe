import * as assert from "node:assert/strict";

import { handWritten } from "./documents";

/**
 * Words that are not English in this meaning, or that docs/glossary.md has another word for. A quotation of
 * code is not text: what stands in backticks is left out.
 */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
    "accept, accepts": /\blet(s|ting)? (\w+ ){0,3}in\b/,
    "activate": /\bopen(s|ed|ing)? PrivateLink\b|\bPrivateLink (has been |is )?opened\b/,
    "anyone who": /\bwhoever\b/,
    "barrier": /\bgates?\b/,
    "fix": /\bmend(s|ed|ing)?\b/,
    "is listed more than once": /\bstands? more than once\b/,
    "lookup, looked up": /\basks? the cloud\b|\bis asked for each time\b/,
    "must be": /\ballowed (is|are) (an?|the|from|one)\b|\bhas to be\b|\bhave to be\b/,
    "owner's side": /\bprovider side\b/,
    "private DNS name": /\bprivate names?\b/,
    "quota": /\broom (for|in|left)\b|\bno room\b/,
    "says": /\bis told\b|\bare told\b|\btells? it all\b|\btold otherwise\b/,
    "once it is known": /\bonce it is certain\b/,
    "created": /\bwhat was made\b|\bis made only where\b/,
    "takes the value from": /\bgives it back\b/,
};

describe("the words of the documents", () => {
    for (const { file, text } of handWritten().filter((page) => page.file !== "docs/glossary.md")) {
        it(`are those of the glossary in ${file}`, () => {
            assert.deepEqual(forbiddenWords(text), []);
        });
    }

    it("are found where they are not those of the glossary, also across lines", () => {
        const text = "The owner lets each\nendpoint in. Whoever is on the list is told.\n";

        assert.deepEqual(forbiddenWords(text), [
            'line 1: "lets each endpoint in"; say "accept, accepts"',
            'line 2: "Whoever"; say "anyone who"',
            'line 2: "is told"; say "says"',
        ]);
    });

    it("may be anything in code", () => {
        assert.deepEqual(forbiddenWords("Call `letIn` or `is told`:\n\n```\nwhoever\n```\n"), []);
    });
});

function forbiddenWords(text: string): string[] {
    const prose = text.replaceAll(/^```[^]*?^```|`[^`]*`/gm, (code) =>
        code.replaceAll(/[^\n]/g, "_"),
    );
    return Object.entries(FORBIDDEN)
        .flatMap(([better, pattern]) =>
            [...prose.replaceAll("\n", " ").matchAll(new RegExp(pattern, "gi"))].map((match) => ({
                line: prose.slice(0, match.index).split("\n").length,
                found: match[0],
                better,
            })),
        )
        .sort((one, other) => one.line - other.line)
        .map(({ line, found, better }) => `line ${line}: "${found}"; say "${better}"`);
}
