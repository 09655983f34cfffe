import * as assert from "node:assert/strict";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { contentProblems, packageSources } from "../../tools/release/tarballContents";

const SOURCES = ["index.ts", "plugin.ts", "components/till.ts"];
const COMPLETE = [
    "CHANGELOG.md",
    "LICENSE",
    "PulumiPlugin.yaml",
    "README.md",
    "bin/components/till.d.ts",
    "bin/components/till.js",
    "bin/index.d.ts",
    "bin/index.js",
    "bin/plugin.d.ts",
    "bin/plugin.js",
    "components/till.ts",
    "index.ts",
    "package.json",
    "plugin.ts",
    "schema.json",
    "tsconfig.json",
];

describe("the contents of the tarball", () => {
    it("are the sources, what they are compiled to, and what the plugin starts with", () => {
        assert.deepEqual(contentProblems(COMPLETE, SOURCES), []);
    });

    for (const [what, file, expected] of [
        ["a test", "tests/till.test.ts", /^tests\/till\.test\.ts would ship\. Take it out/],
        ["a secret", ".env", /^\.env would ship\. Take it out/],
        ["stack config", "Pulumi.dev.yaml", /^Pulumi\.dev\.yaml would ship\. Take it out/],
        [
            "what was compiled from a source that is gone",
            "bin/components/shelf.js",
            /^bin\/components\/shelf\.js would ship, and is compiled from nothing/,
        ],
    ] as const) {
        it(`must not be ${what}`, () => {
            const problems = contentProblems([...COMPLETE, file], SOURCES);

            assert.equal(problems.length, 1);
            assert.match(problems[0], expected);
        });
    }

    for (const [what, file, expected] of [
        ["the plugin's file", "PulumiPlugin.yaml", /would be missing\. Put it into "files"/],
        ["a source", "components/till.ts", /Put it into "files"/],
        ["a compiled source", "bin/components/till.js", /Build the package/],
        ["declarations", "bin/index.d.ts", /Build the package/],
    ] as const) {
        it(`must have ${what}`, () => {
            const problems = contentProblems(
                COMPLETE.filter((each) => each !== file),
                SOURCES,
            );

            assert.equal(problems.length, 1);
            assert.ok(problems[0].startsWith(`${file} would be missing. `));
            assert.match(problems[0], expected);
        });
    }

    it("count the sources in the folders below components as well", () => {
        const sources = packageSources(PACKAGE_FOLDER);

        assert.ok(sources.includes("index.ts"));
        assert.ok(sources.includes("components/provider/endpointService.ts"));
        assert.ok(sources.every((source) => source.endsWith(".ts")));
    });
});
