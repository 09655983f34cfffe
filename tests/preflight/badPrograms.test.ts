import * as assert from "node:assert/strict";

import fc from "fast-check";

import { type Finding, PreflightError } from "../../index";
import { RULES } from "../../tools/release/ruleTable";
import { answerCloudAssistant } from "../unit/consumer/connectivityCheck/cloudAssistant";
import { lines, type Refusal } from "../unit/harness";
import {
    answersTo,
    type BadProgram,
    build,
    described,
    programsWith,
    unreported,
} from "./badProgram";
import { MISTAKES } from "./mistakes";
import { refusalOf } from "./preview";

/** The same programs at each run, so that a failure can be repeated. */
const SEED = 20261126;
const PROGRAMS = Array.from({ length: 1000 }, (_, index) => {
    const program = programsWith(MISTAKES[index % MISTAKES.length]);
    return fc.sample(program, { numRuns: 1, seed: SEED + index })[0];
});
const TOGETHER = 100;

/** Half the time limit of lookups: a program that waits for an answer that never comes takes longer. */
const PATIENCE_MILLISECONDS = 30_000;

describe("1,000 bad programs", () => {
    before(answerCloudAssistant);

    it("make every mistake in the catalogue, which has one for each of the rules", () => {
        const made = PROGRAMS.flatMap((program) => program.made.map(({ mistake }) => mistake));

        assert.deepEqual(
            MISTAKES.filter((mistake) => !made.includes(mistake)).map(
                ({ rule, part, at }) => `${rule}: ${at} of ${part}`,
            ),
            [],
        );
        assert.deepEqual(
            Object.keys(RULES).filter((rule) => !MISTAKES.some((mistake) => mistake.rule === rule)),
            [],
        );
    });

    for (let first = 0; first < PROGRAMS.length; first += TOGETHER) {
        it(`end at preview with a finding for each mistake, and register nothing: from number ${first + 1}`, async () => {
            for (const program of PROGRAMS.slice(first, first + TOGETHER)) {
                await assertRefused(program);
            }
        });
    }
});

async function assertRefused(program: BadProgram): Promise<void> {
    const startedAt = Date.now();
    let refusal: Refusal | undefined;
    const preview = async () => {
        refusal = await refusalOf(() => {
            build(program);
        }, answersTo(program));
    };
    try {
        await around(program, preview);
    } catch (error) {
        throw new Error(`${described(program)}: ${(error as Error).stack}`);
    }
    const { error, registrations } = refusal as Refusal;
    const about = `${described(program)}\n${error.stack}`;
    assert.ok(error instanceof PreflightError, about);
    assert.deepEqual(unreported(program, error.findings), [], about);
    for (const finding of error.findings) {
        assertForm(finding, error, about);
    }
    assert.doesNotMatch(error.message, /\n\s+at |\[object /, about);
    assert.doesNotMatch(String(error.stack), /\n\s+at /, about);
    assert.deepEqual(lines(registrations), ["Stack project-stack"], about);
    assert.ok(Date.now() - startedAt < PATIENCE_MILLISECONDS, about);
}

/** Class and name of the component in a line of their own, then the property, what was found and what to do, and no sentence twice. */
function assertForm(
    { component, propertyPath, reason }: Finding,
    { findings, message }: PreflightError,
    about: string,
): void {
    // The plan of a VPC is made by a function, not by a class.
    assert.match(component, /^([A-Z][A-Za-z]+|address plan) "[^"]+"$/, about);
    assert.equal(message.split("\n").filter((line) => line === `${component}:`).length, 1, about);
    assert.ok(message.includes(`\n  - ${reason}`), about);
    const same = findings.filter((each) => each.component === component && each.reason === reason);
    assert.equal(same.length, 1, about);
    const start = propertyPath === "" ? "" : `${propertyPath}: `;
    assert.ok(reason.startsWith(start), about);
    const sentences = reason.slice(start.length).split(/(?<=\.) (?=[A-Z])/);
    assert.equal(new Set(sentences).size, sentences.length, about);
    assert.match(sentences[0], /^(?![A-Z][A-Za-z]* ")./, about);
    assert.ok(!sentences[0].startsWith(start) || start === "", about);
}

/** Runs a preview in the surroundings that its mistakes need. */
function around({ made }: BadProgram, preview: () => Promise<void>): Promise<void> {
    return made.reduce<() => Promise<void>>(
        (inner, { mistake }) =>
            mistake.around === undefined ? inner : () => mistake.around?.(inner) ?? inner(),
        preview,
    )();
}
