import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import { PreflightError } from "../../index";
import { RULES } from "../../tools/release/ruleTable";
import {
    answerCloudAssistant,
    outputWith,
    resetAnswers,
    answered,
} from "../unit/consumer/connectivityCheck/cloudAssistant";
import { lines, type Outcome, type RunOptions, unknown } from "../unit/harness";
import { isAbout } from "./badProgram";
import { GOOD_PARTS, make, type Part } from "./goodParts";
import { type Changes, type Mistake, spoilt, valueAt } from "./mistake";
import { MISTAKES } from "./mistakes";
import { outcomeOfProgram } from "./preview";

describe("values that are known only later", () => {
    before(() => {
        answerCloudAssistant();
        answered.runs = () => [{ id: "EcsInvocation/app", output: outputWith() }];
    });

    after(resetAnswers);

    for (const rule of Object.keys(RULES)) {
        const mistakes = MISTAKES.filter((mistake) => mistake.rule === rule);

        describe(rule, () => {
            for (const mistake of mistakes.filter(({ byPresence }) => byPresence === true)) {
                it(`is reported whether or not it is known: ${placeOf(mistake)}`, () =>
                    assertUnknownReported(mistake));
            }
            for (const mistake of mistakes.filter(isAboutValues)) {
                it(`lets a preview pass if it is not known: ${placeOf(mistake)}`, () =>
                    assertPreviewed(mistake));

                it(`is checked once it is known, before what needs it is created: ${placeOf(mistake)}`, () =>
                    assertRefusedOnceKnown(mistake));
            }
            for (const mistake of mistakes.filter(({ later }) => later.length === 0)) {
                it(`ends a preview, with or without an error, if it is not known: ${placeOf(mistake)}`, () =>
                    assertEnded(mistake));
            }
        });
    }
});

function isAboutValues({ later, byPresence }: Mistake): boolean {
    return later.length > 0 && byPresence !== true;
}

function placeOf({ at, part }: Mistake): string {
    return `${at === "" ? "the account" : at} of ${part}`;
}

/** Values that make a mistake, the same ones at each run. */
function valuesOf({ changes }: Mistake): Changes {
    return fc.sample(changes, { numRuns: 1, seed: 20261125 })[0];
}

/** The changes of a mistake, those that may come later as a test gives them. */
function changed(mistake: Mistake, comesLater: (path: string) => unknown): Changes {
    return Object.fromEntries(
        Object.entries(valuesOf(mistake)).map(([path, value]) => [
            path,
            mistake.later.includes(path) ? comesLater(path) : value,
        ]),
    );
}

/** Something that the program makes, known once it is there. */
class Origin extends pulumi.CustomResource {
    constructor(name: string) {
        super("test:index:Origin", name, {});
    }
}

/** Runs a program of one part, beside something that it depends on. */
function outcomeOf(
    mistake: Mistake,
    options: RunOptions,
    part: (origin: Origin) => Part,
): Promise<Outcome> {
    const run = async () => {
        outcome = await outcomeOfProgram(
            () => {
                make(part(new Origin("origin")), "app");
            },
            options,
            mistake.answer,
        );
    };
    let outcome: Outcome | undefined;
    return (mistake.around?.(run) ?? run()).then(() => outcome as Outcome);
}

const PREVIEW: RunOptions = { preview: true };
const UPDATE: RunOptions = { preview: false };

async function assertUnknownReported(mistake: Mistake): Promise<void> {
    const changes = changed(mistake, () => unknown());
    const { error, registrations } = await outcomeOf(mistake, PREVIEW, () =>
        spoilt(mistake.part, changes),
    );
    assertReports(error, mistake, changes);
    assert.deepEqual(lines(registrations), NOTHING);
}

/** All resources of the part are shown, though nothing is known of what is wrong with it. */
async function assertPreviewed(mistake: Mistake): Promise<void> {
    const { error, registrations } = await outcomeOf(mistake, PREVIEW, () =>
        spoilt(
            mistake.part,
            changed(mistake, () => unknown()),
        ),
    );
    assert.equal(error, undefined);
    // With the other changes alone, the part is right.
    const beside = Object.keys(valuesOf(mistake)).filter((path) => !mistake.later.includes(path));
    if (beside.length === 0) {
        const good = await outcomeOf(usual(mistake), PREVIEW, () => GOOD_PARTS[mistake.part]);
        assert.deepEqual(lines(registrations).sort(), lines(good.registrations).sort());
    }
    assert.ok(registrations.length > NOTHING.length + 1, String(lines(registrations)));
}

/** Nothing is made of what needs the value, which the same program shows with a value that is right. */
async function assertRefusedOnceKnown(mistake: Mistake): Promise<void> {
    const right = await outcomeOf(usual(mistake), UPDATE, (origin) =>
        spoilt(
            mistake.part,
            Object.fromEntries(
                mistake.later.map((path) => [
                    path,
                    origin.id.apply(() => valueAt(GOOD_PARTS[mistake.part].args, path)),
                ]),
            ),
        ),
    );
    const values = valuesOf(mistake);
    const { error, registrations } = await outcomeOf(mistake, UPDATE, (origin) =>
        spoilt(
            mistake.part,
            changed(mistake, (path) => origin.id.apply(() => values[path])),
        ),
    );
    assertReports(error, mistake, values);
    const origin = right.registrations.find(({ name }) => name === "origin");
    const inNeed = right.registrations.filter(({ dependencies }) =>
        dependencies.includes(String(origin?.urn)),
    );
    const made = lines(registrations);
    assert.deepEqual(
        lines(inNeed).filter((each) => made.includes(each)),
        [],
    );
}

/** Where resources depend on a value, it is reported as known too late; elsewhere the preview goes on. */
async function assertEnded(mistake: Mistake): Promise<void> {
    const path = Object.keys(valuesOf(mistake)).at(-1) ?? "tags";
    const part = spoilt(mistake.part, { [path]: unknown() });
    const { error, registrations } = await outcomeOf(usual(mistake), PREVIEW, () => part);
    if (error === undefined) {
        assert.ok(registrations.length > NOTHING.length, String(lines(registrations)));
        return;
    }
    assert.ok(error instanceof PreflightError, (error as Error).stack);
    const isReported = error.findings.some(
        (finding) =>
            (finding.propertyPath === path && /is known only later/.test(finding.reason)) ||
            // An offer decides which rules the new security group has, unless the ports are set beside it.
            (path.startsWith("offer") && finding.rule === "securityGroups.portsKnown") ||
            isAbout(mistake, valuesOf(mistake), finding),
    );
    assert.ok(isReported, error.message);
    assert.deepEqual(lines(registrations), NOTHING);
}

/** The same mistake in a cloud and a stack without anything that makes it one. */
function usual(mistake: Mistake): Mistake {
    return { ...mistake, answer: undefined, around: undefined };
}

/** What there is of a program in which a mistake was found. */
const NOTHING = ["Stack project-stack", "Origin origin"];

function assertReports(error: unknown, mistake: Mistake, values: Changes): void {
    assert.ok(error instanceof PreflightError, String(error));
    assert.ok(
        error.findings.some((finding) => isAbout(mistake, values, finding)),
        `${String(mistake.says(values))} is not in:\n${error.message}`,
    );
}
