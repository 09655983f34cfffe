import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import type { Stack } from "@pulumi/pulumi/automation";
import fc from "fast-check";

import { RULES } from "../../tools/release/ruleTable";
import { BAD_PROGRAMS, type BadProgram, badParts } from "../preflight/badProgram";
import { titleOf } from "../preflight/goodParts";
import type { Changes } from "../preflight/mistake";
import { ODD } from "../preflight/oddCloud";
import { inventory, writes } from "./holdings";
import { failureOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

/** The same programs at each run: those that stack config can hold, and that need no odd cloud. */
const PROGRAMS = fc
    .sample(BAD_PROGRAMS, { numRuns: 1_000, seed: 20261125 })
    .filter(isForEngine)
    .slice(0, 25);

describe("25 generated bad programs", () => {
    let workbench: Workbench;
    let stack: Stack;

    before(async () => {
        workbench = await openWorkbench();
        stack = await workbench.open("tests/end-to-end/programs/parts");
    });

    after(() => workbench?.close());

    PROGRAMS.forEach((program, index) => {
        it(`end at a preview of the real engine with a finding for each mistake: number ${index + 1}, ${titles(program)}`, async () => {
            const parts = badParts(program).map(({ name, part }) => ({ name, ...part }));
            await workbench.sandbox.configure(stack, { "parts:parts": parts });
            const output = await failureOf(stack, "preview");

            program.made.forEach(({ mistake, changes }, position) => {
                const { name, ...part } = parts[position];
                const expected = mistake.says(sorted(changes) as Changes);
                const found = typeof expected === "string" ? expected : expected.source;
                assert.ok(output.includes(`${titleOf(part, name)}:`), output);
                assert.ok(
                    output.includes(`- ${mistake.at}: `),
                    `${mistake.at}: ${found}\n${output}`,
                );
                if (typeof expected === "string") {
                    assert.ok(output.includes(`- ${mistake.at}: ${expected}`), output);
                }
            });
            assert.doesNotMatch(output, /^\s+at \S/m);
            assert.doesNotMatch(output, /node_modules|unhandled exception|\[object Object\]/);
            assert.deepEqual(writes(workbench.emulator), []);
            assert.deepEqual(inventory(workbench.emulator), {});
        });
    });
});

function isForEngine(program: BadProgram): boolean {
    return (
        program.made.every(
            ({ mistake, changes, form }) =>
                form === "plain" &&
                !isOdd(changes) &&
                mistake.at !== "" &&
                mistake.part !== "an address plan" &&
                RULES[mistake.rule].lookup === undefined,
        ) &&
        badParts(program).every(({ part: { args } }) =>
            isDeepStrictEqual(JSON.parse(JSON.stringify(args)), args),
        ) &&
        // The engine reads a text that is only a line break from stack config as an empty one.
        !fc.stringify(badParts(program)).includes("\\n")
    );
}

/** Whether it needs something in the cloud. */
function isOdd(changes: Changes): boolean {
    const text = fc.stringify(changes);
    return Object.values(ODD).some((id) => text.includes(id));
}

function titles({ made }: BadProgram): string {
    return made.map(({ mistake: { rule, at } }) => `${at} (${rule})`).join(", ");
}

/** A value as it comes out of the stack's config, which sorts the keys of objects. */
function sorted(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(sorted);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
            .map(([key, each]) => [key, sorted(each)]),
    );
}
