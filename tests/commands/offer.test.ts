import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { readOffer } from "../../index";
import { offerPage } from "../../tools/offer/page";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { CUSTOMER, PARTNER } from "../unit/cloud";
import { PARTNER_OFFER } from "../unit/contract/contracts";

describe("npm run offer", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "offer-test-"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    /** What the command prints about a file with this text. */
    async function run(text: string, ...parameters: string[]) {
        writeFileSync(path.join(folder, "offer.json"), text);
        const main = ["-r", "./tools/scripts/register.cjs", "tools/offer/main.ts"];
        return promisify(execFile)(process.execPath, [...main, "offer.json", ...parameters], {
            cwd: PACKAGE_FOLDER,
            env: { ...process.env, INIT_CWD: folder },
        }).then(
            ({ stdout }) => ({ stdout, stderr: "", code: 0 }),
            (error: unknown) => error as { stdout: string; stderr: string; code: number },
        );
    }

    it("prints the page of a file, and of one account's offer in a file", async () => {
        const whole = await run(JSON.stringify(PARTNER_OFFER));
        const one = await run(JSON.stringify({ [PARTNER]: PARTNER_OFFER }), "--account", PARTNER);

        assert.equal(
            whole.stdout.trim(),
            offerPage(await readOffer(JSON.stringify(PARTNER_OFFER))).trim(),
        );
        assert.equal(one.stdout, whole.stdout);
    });

    it("refuses what readOffer refuses, in the same words and without a stack trace", async () => {
        for (const [text, expected] of [
            ['{"contractVersion": 2, "servi', /^The JSON of "offer" cannot be read: /],
            ['{"contractVersion": 3}', /^The JSON of "offer" is of contract version 3, and/],
            [
                JSON.stringify({ ...PARTNER_OFFER, zone_ids: [] }),
                /^ {2}- zoneIds: is given in both/m,
            ],
        ] as const) {
            const { stderr, stdout, code } = await run(text);

            assert.equal(code, 1);
            assert.equal(stdout, "");
            assert.match(stderr, expected);
            assert.doesNotMatch(stderr, /^\s+at \S/m);
        }
    });

    it("says which account has no offer", async () => {
        const { stderr, code } = await run("{}", "--account", CUSTOMER);

        assert.equal(code, 1);
        assert.match(
            stderr,
            new RegExp(`^--account: found ${CUSTOMER}, for which there is no offer\\. Add it to`),
        );
    });
});
