import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { type Document, document, handWritten } from "./documents";

/** Folders whose sources are read as well: their comments and texts. */
const SOURCES = [
    "adopt",
    "components",
    "connections",
    "examples",
    "docs/examples",
    "repair",
    "stacks",
    "testing",
    "tests",
    "tools",
];

/** Words that are not idiomatic in this meaning, or for which docs/glossary.md has another one. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
    "accept, accepts": /\blet(s|ting)? (\w+ ){0,3}in\b/,
    "activate": /\bopen(s|ed|ing)? PrivateLink\b|\bPrivateLink (has been |is )?opened\b/,
    "anyone who": /\bwhoever\b/,
    "barrier": /\bgates?\b/,
    "fix": /\bmend(s|ed|ing)?\b/,
    "is listed more than once": /\bstands? more than once\b/,
    "is read or looked up": /\basks? the cloud\b|\bis asked for each time\b/,
    "listed or set": /\bis given (together|for)\b|\bgoes with\b|\beach once\b/,
    // An error of the API, word for word, says "have to be in the same vpc".
    "must be":
        /\ballowed (is|are) (an?|the|from|one|at|\d+)(?![-\w])|\bha(s|ve) to be\b(?! in the same vpc)/,
    "owner": /\bprovider side\b/,
    "private DNS name": /\bprivate names?\b/,
    "remove": /\btak(e|es|en|ing) (\w+ ){0,3}away\b/,
    "replace": /\btak(e|es|en|ing) the place of\b/,
    "still, or nevertheless": /\ball the same\b/,
    "every time": /\bat each try\b/,
    "quota": /\broom (for|in|left)\b|\bno room\b/,
    "says": /\b(is|are|be|was|were) told\b(?! apart)|\btells? (it|of|that|what)\b|\btold otherwise\b/,
    "once it is known": /\bonce it is certain\b/,
};

describe("the words of documents and texts", () => {
    const pages = handWritten().filter(({ file }) => file !== "docs/glossary.md");
    const sources = SOURCES.flatMap(sourcesBelow);

    it("are those of the glossary", () => {
        assert.ok(pages.length > 0 && sources.length > 0);
        assert.deepEqual(
            [...pages, ...sources].flatMap((each) =>
                forbiddenWords(each).map((found) => `${each.file}, ${found}`),
            ),
            [],
        );
    });

    it("are found where they are not, also across lines", () => {
        const text = "The owner lets each\nendpoint in. Whoever is on the list is told.\n";

        assert.deepEqual(forbiddenWords({ file: "page.md", text }), [
            'line 1: "lets each endpoint in"; say "accept, accepts"',
            'line 2: "Whoever"; say "anyone who"',
            'line 2: "is told"; say "says"',
        ]);
    });

    it("may be anything in the code of a page", () => {
        const text = "Call `mend`:\n\n```\nwhoever\n```\n";

        assert.deepEqual(forbiddenWords({ file: "page.md", text }), []);
    });

    it("are read in comments and texts of a program, and not in its code", () => {
        const text = "mend(gate); // a gate\n/** Mends\n * it. */\nthrow `Whoever ${gate}`;\n";

        assert.deepEqual(forbiddenWords({ file: "index.ts", text }), [
            'line 1: "gate"; say "barrier"',
            'line 2: "Mends"; say "fix"',
            'line 4: "Whoever"; say "anyone who"',
        ]);
    });
});

function sourcesBelow(folder: string): Document[] {
    return (
        readdirSync(path.join(PACKAGE_FOLDER, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(ts|py|go|yaml)$/.test(file) && !file.includes("node_modules"))
            .map((file) => path.posix.join(folder, file))
            // This file names the words.
            .filter((file) => file !== "tests/release/words.test.ts")
            .map(document)
    );
}

function forbiddenWords({ file, text }: Document): string[] {
    const prose = proseOf(file, text);
    // In a comment, a line begins with a star.
    const joined = prose.replaceAll(/\n( *\*)?/g, (end) => end.replaceAll(/[^ ]/g, " "));
    return Object.entries(FORBIDDEN)
        .flatMap(([better, pattern]) =>
            [...joined.matchAll(new RegExp(pattern, "gi"))].map((match) => ({
                line: prose.slice(0, match.index).split("\n").length,
                found: match[0].replaceAll(/\s+/g, " "),
                better,
            })),
        )
        .sort((one, other) => one.line - other.line)
        .map(({ line, found, better }) => `line ${line}: "${found}"; say "${better}"`);
}

/** A text with everything but its prose blanked out: code on a page, and what is not comment or text in a program. */
function proseOf(file: string, text: string): string {
    const blank = (code: string) => code.replaceAll(/[^\n]/g, " ");
    if (file.endsWith(".md")) {
        return text.replaceAll(/^```[^]*?^```|`[^`]*`/gm, blank);
    }
    if (!file.endsWith(".ts")) {
        return text;
    }
    const prose = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
    let end = 0;
    let result = "";
    for (const match of text.matchAll(prose)) {
        result += blank(text.slice(end, match.index));
        result += match[0].replaceAll(/\$\{[^}]*\}/g, blank);
        end = match.index + match[0].length;
    }
    return result + blank(text.slice(end));
}
