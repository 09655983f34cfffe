import * as assert from "node:assert/strict";

import { changelogProblems } from "../../tools/release/changelog";
import { compatibilityProblems } from "../../tools/release/compatibility";
import { changelogText, committedSchema } from "../../tools/release/packageFolder";
import { recordSchema, releasedSchemas } from "../../tools/release/releasedSchemas";
import { changed, shopSchema } from "./schemas";
import { temporaryFolder } from "./temporary";

const RELEASED = "## 1.4.2 (2026-01-31)\n\n- The shop.\n";

function withoutNote(version: string) {
    return changed(({ till }) => delete (till.inputProperties as { note?: object }).note, version);
}

describe("the committed schema", () => {
    it("breaks nothing of the released ones that CHANGELOG.md does not name", () => {
        const released = releasedSchemas();

        assert.ok(released.length > 0);
        assert.deepEqual(compatibilityProblems(committedSchema(), released, changelogText()), []);
    });
});

describe("a schema that breaks programs", () => {
    const broken =
        "Till.note: the input was removed, which breaks programs written for 1.4.2. Undo it, or ";
    const cases: Record<string, { version: string; changelog: string; expected: string[] }> = {
        "is refused in the version that is released": {
            version: "1.4.2",
            changelog: RELEASED,
            expected: [
                `${broken}raise the version in package.json to 2.0.0 and name \`Till.note\` under "## 2.0.0" in CHANGELOG.md.`,
            ],
        },
        "may be recorded anew in a version that is not released yet": {
            version: "1.4.2",
            changelog: "## 1.4.2 (unreleased)\n\n- The shop.\n",
            expected: [
                `${broken}raise the version in package.json to 2.0.0 and name \`Till.note\` under "## 2.0.0" in CHANGELOG.md. Or, as 1.4.2 is not released yet, record its schema anew with "npm run release:record".`,
            ],
        },
        "is refused in a new minor version, even if the changelog names it": {
            version: "1.5.0",
            changelog: "## 1.5.0 (unreleased)\n\n- `Till.note` is gone.\n",
            expected: [
                `${broken}raise the version in package.json to 2.0.0 and name \`Till.note\` under "## 2.0.0" in CHANGELOG.md.`,
            ],
        },
        "is refused in a new major version whose changelog does not name it": {
            version: "2.0.0",
            changelog: `## 2.0.0 (unreleased)\n\n- \`Till\` is new.\n\n${RELEASED}`,
            expected: [`${broken}name \`Till.note\` under "## 2.0.0" in CHANGELOG.md.`],
        },
        "is refused where another version's section names it": {
            version: "2.0.0",
            changelog: `## 2.0.0 (unreleased)\n\n- News.\n\n${RELEASED}- \`Till.note\` is new.\n`,
            expected: [`${broken}name \`Till.note\` under "## 2.0.0" in CHANGELOG.md.`],
        },
        "is taken in a new major version whose changelog names it": {
            version: "2.0.0",
            changelog: `## 2.0.0 (unreleased)\n\n- \`Till.note\` is gone.\n\n${RELEASED}`,
            expected: [],
        },
    };
    for (const [what, { version, changelog, expected }] of Object.entries(cases)) {
        it(what, () => {
            assert.deepEqual(
                compatibilityProblems(withoutNote(version), [shopSchema()], changelog),
                expected,
            );
        });
    }

    it("needs a new minor version while the version begins with 0", () => {
        const released = { ...shopSchema(), version: "0.4.2" };
        const changelog = (version: string) =>
            `## ${version} (unreleased)\n\n- No \`Till.note\`.\n`;

        assert.match(
            compatibilityProblems(withoutNote("0.4.3"), [released], changelog("0.4.3")).join(),
            /raise the version in package\.json to 0\.5\.0 and name `Till\.note` under "## 0\.5\.0"/,
        );
        assert.deepEqual(
            compatibilityProblems(withoutNote("0.5.0"), [released], changelog("0.5.0")),
            [],
        );
    });

    it("is compared with the newest version before it, not with older ones or later ones", () => {
        const older = { ...shopSchema(), version: "1.3.0" };
        const newest = withoutNote("2.0.0");
        const later = { ...shopSchema(), version: "3.0.0" };

        assert.deepEqual(
            compatibilityProblems(withoutNote("2.1.0"), [older, newest, later], ""),
            [],
        );
    });
});

describe("the record of released schemas", () => {
    const folder = temporaryFolder();

    it("returns what was recorded, in the order of the versions", () => {
        for (const version of ["1.10.0", "1.9.0"]) {
            recordSchema({ ...shopSchema(), version }, RELEASED, folder.path);
        }

        assert.deepEqual(
            releasedSchemas(folder.path),
            ["1.9.0", "1.10.0"].map((version) => ({ ...shopSchema(), version })),
        );
    });

    it("keeps the schema of a version that is released", () => {
        recordSchema(shopSchema(), RELEASED, folder.path);
        recordSchema(shopSchema(), RELEASED, folder.path);

        assert.throws(() => recordSchema(withoutNote("1.4.2"), RELEASED, folder.path), {
            message:
                '1.4.2 is released, according to CHANGELOG.md, with another schema. Raise the version in package.json and run "npm run schema" first.',
        });
        assert.deepEqual(releasedSchemas(folder.path), [shopSchema()]);
    });

    it("accepts another schema for a version that is not released", () => {
        const unreleased = RELEASED.replace("2026-01-31", "unreleased");
        recordSchema(shopSchema(), unreleased, folder.path);
        recordSchema(withoutNote("1.4.2"), unreleased, folder.path);

        assert.deepEqual(releasedSchemas(folder.path), [withoutNote("1.4.2")]);
    });
});

describe("the changelog of a release", () => {
    const cases: Record<string, { changelog: string; expected: RegExp | undefined }> = {
        "is complete with a day and something new": { changelog: RELEASED, expected: undefined },
        "lacks the version": { changelog: "# Changelog\n", expected: /has no section for 1\.4\.2/ },
        "has another version only": {
            changelog: "## 1.4.21 (2026-01-31)\n\n- News.\n",
            expected: /has no section for 1\.4\.2,/,
        },
        "says nothing": {
            changelog: "## 1.4.2 (2026-01-31)\n\n## 1.4.1 (2026-01-01)\n\n- News.\n",
            expected: /says nothing about 1\.4\.2/,
        },
        "calls it unreleased": {
            changelog: "## 1.4.2 (unreleased)\n\n- News.\n",
            expected: /has no day for 1\.4\.2/,
        },
        "has no day": { changelog: "## 1.4.2\n\n- News.\n", expected: /has no day for 1\.4\.2/ },
    };
    for (const [what, { changelog, expected }] of Object.entries(cases)) {
        it(`is judged when it ${what}`, () => {
            const problems = changelogProblems(changelog, "1.4.2");

            assert.equal(problems.length, expected === undefined ? 0 : 1);
            assert.match(problems.join(), expected ?? /^$/);
        });
    }
});
