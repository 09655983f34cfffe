import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { z } from "zod";

import { CONTRACTS, factsOf, OFFERED_PORT } from "../../../components/contract/description";
import { CONTRACT_FILES } from "../../../tools/release/contract/files";
import { PACKAGE_FOLDER } from "../../../tools/release/packageFolder";
import { RULES } from "../../../tools/release/ruleTable";

type Fields = Readonly<Record<string, z.ZodType>>;

const SCHEMAS: Readonly<Record<string, { readonly shape: Fields }>> = {
    ...CONTRACTS,
    port: OFFERED_PORT,
};

describe("the description of the contract", () => {
    for (const [file, text] of Object.entries(CONTRACT_FILES)) {
        it(`is what ${path.relative(PACKAGE_FOLDER, file)} is made of`, () => {
            assert.equal(
                readFileSync(file, "utf8"),
                text(),
                `${file} is out of date: run "npm run contract" and review what it changes.`,
            );
        });
    }

    it("says of every field what it is, who writes it, who reads it, and since when", () => {
        for (const [contract, { shape }] of Object.entries(SCHEMAS)) {
            for (const [name, schema] of Object.entries(shape)) {
                const { description, writtenBy, readBy, since } = factsOf(schema);

                assert.match(description, /\.$/, `${contract}.${name}`);
                assert.ok(writtenBy !== "" && readBy !== "", `${contract}.${name}`);
                assert.ok([1, 2].includes(since), `${contract}.${name}`);
            }
        }
    });

    it("names rules that there are", () => {
        const named = Object.values(SCHEMAS).flatMap(({ shape }) =>
            Object.values(shape).flatMap((schema) => factsOf(schema).checkedWith),
        );

        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter((id) => RULES[id] === undefined),
            [],
        );
    });
});
