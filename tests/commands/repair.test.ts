import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

describe("the command that repairs a stack", () => {
    for (const [what, args, said] of [
        [
            "no stack",
            [],
            /^stack: is missing\. Must be the name of a stack that "pulumi stack ls" shows\.\nUsage: /,
        ],
        ["two stacks", ["dev", "prod"], /^stack: found dev, prod\. Give one of them\.\nUsage: /],
        [
            "a folder that is not there",
            ["dev", "--cwd", "nowhere"],
            /^--cwd: found "nowhere", which does not exist\. Name the folder of the stack's project\.\nUsage: /,
        ],
    ] as const) {
        it(`ends with 2 and a sentence for ${what}`, () => {
            const loader = ["-r", "./tools/scripts/register.cjs"];
            const ended = spawnSync(process.execPath, [...loader, "repair/main.ts", ...args], {
                cwd: PACKAGE_FOLDER,
                encoding: "utf8",
            });
            assert.deepEqual([ended.status, ended.stdout], [2, ""]);
            assert.match(ended.stderr, said);
            assert.doesNotMatch(ended.stderr, /\n {4}at /);
        });
    }
});
