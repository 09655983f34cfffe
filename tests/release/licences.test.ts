import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import {
    type LockedPackage,
    licenceProblems,
    type PackageLock,
} from "../../tools/release/licences";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

function lockOf(package_: LockedPackage): PackageLock {
    return {
        packages: {
            "": { version: "1.0.0", license: "Apache-2.0" },
            "node_modules/a/node_modules/@acme/till": { version: "1.4.2", ...package_ },
        },
    };
}

describe("the licences of what the package needs at run time", () => {
    it("all allow it, of those in package-lock.json", () => {
        const lock = JSON.parse(
            readFileSync(path.join(PACKAGE_FOLDER, "package-lock.json"), "utf8"),
        ) as PackageLock;

        assert.deepEqual(licenceProblems(lock), []);
    });

    for (const license of ["MIT", "(MIT OR GPL-3.0-only)", "(BSD-3-Clause AND Apache-2.0)"]) {
        it(`may be ${license}`, () => {
            assert.deepEqual(licenceProblems(lockOf({ license })), []);
        });
    }

    for (const license of [
        "GPL-3.0-only",
        "(MIT AND GPL-3.0-only)",
        "UNLICENSED",
        "SEE LICENSE IN LICENSE",
    ]) {
        it(`must not be ${license}`, () => {
            assert.deepEqual(licenceProblems(lockOf({ license })), [
                `@acme/till 1.4.2 is under the licence "${license}". Do without it, or, if its licence may be used, name it in tools/release/licences.ts.`,
            ]);
        });
    }

    it("must be named", () => {
        assert.deepEqual(licenceProblems(lockOf({})), [
            "@acme/till 1.4.2 is under no licence that it names. Do without it, or, if its licence may be used, name it in tools/release/licences.ts.",
        ]);
    });

    it("do not matter for development dependencies", () => {
        const packages = {
            ...lockOf({ license: "MIT" }).packages,
            "node_modules/tool": { license: "GPL-3.0-only", dev: true },
        };

        assert.deepEqual(licenceProblems({ packages }), []);
    });

    it("are not considered checked if there is nothing to check", () => {
        assert.equal(licenceProblems({ packages: { "": {} } }).length, 1);
    });
});
