import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import type { Finding } from "../../index";
import type { RunOptions } from "../unit/harness";
import { GOOD_PARTS, make, type Part, titleOf } from "./goodParts";
import { type Changes, type Mistake, spoilt } from "./mistake";
import { MISTAKES } from "./mistakes";

/** A mistake as it is made in a program: with values, some of which come as outputs or promises. */
export interface MadeMistake {
    readonly mistake: Mistake;
    /** The values as they are. */
    readonly changes: Changes;
    /** How the values come that may be known only later. */
    readonly form: Form;
}

type Form = "plain" | "output" | "promise" | "secret";

/** A program with mistakes, each in a part of its own, beside parts in which nothing is wrong. */
export interface BadProgram {
    readonly made: readonly MadeMistake[];
    /** Names of the good parts, in GOOD_PARTS. */
    readonly beside: readonly string[];
    /** Whether the good parts come first. */
    readonly goodFirst: boolean;
}

/** Programs with a mistake, and up to two others. */
export function programsWith(mistake: Mistake): fc.Arbitrary<BadProgram> {
    const others = fc.array(fc.constantFrom(...MISTAKES).chain(madeMistake), { maxLength: 2 });
    return fc.record({
        made: fc.tuple(madeMistake(mistake), others).map(([one, more]) => [one, ...more]),
        beside: fc.subarray(Object.keys(GOOD_PARTS), { maxLength: 3 }),
        goodFirst: fc.boolean(),
    });
}

function madeMistake(mistake: Mistake): fc.Arbitrary<MadeMistake> {
    return fc.record({
        mistake: fc.constant(mistake),
        changes: mistake.changes,
        form: fc.constantFrom<Form>("plain", "output", "promise", "secret"),
    });
}

/** Programs with from one to three mistakes. */
export const BAD_PROGRAMS: fc.Arbitrary<BadProgram> = fc
    .constantFrom(...MISTAKES)
    .chain(programsWith);

/** A part of a program under its name. */
interface NamedPart {
    readonly name: string;
    readonly part: Part;
}

export function badParts({ made }: BadProgram): NamedPart[] {
    return made.map(({ mistake, changes, form }, index) => ({
        name: `bad-${index}`,
        part: spoilt(mistake.part, inForm(changes, mistake.later, form)),
    }));
}

/** The parts that are as good by themselves as they are. */
function partsTogetherWith({ made }: BadProgram): NamedPart[] {
    return made.flatMap(({ mistake: { togetherWith } }, index) =>
        togetherWith === undefined
            ? []
            : [
                  {
                      name: `bad-${index}`,
                      part: spoilt(togetherWith.part, togetherWith.changes),
                  },
              ],
    );
}

function inForm(changes: Changes, later: readonly string[], form: Form): Changes {
    return Object.fromEntries(
        Object.entries(changes).map(([path, value]) => [
            path,
            later.includes(path) ? FORMS[form](value) : value,
        ]),
    );
}

const FORMS: Readonly<Record<Form, (value: unknown) => unknown>> = {
    plain: (value) => value,
    output: (value) => pulumi.output(value),
    promise: (value) => (pulumi.Output.isInstance(value) ? value : Promise.resolve(value)),
    secret: (value) => pulumi.secret(value),
};

/** Makes all parts of a program. */
export function build(program: BadProgram): void {
    const good = program.beside.map((key, index) => ({
        name: `good-${index}`,
        part: GOOD_PARTS[key],
    }));
    const bad = [...badParts(program), ...partsTogetherWith(program)];
    for (const { name, part } of program.goodFirst ? [...good, ...bad] : [...bad, ...good]) {
        make(part, name);
    }
}

/** What the cloud answers otherwise than it does to everybody. */
export function answersTo({ made }: BadProgram): NonNullable<RunOptions["answer"]> {
    return (token, inputs) =>
        made
            .map(({ mistake }) => mistake.answer?.(token, inputs))
            .find((answer) => answer !== undefined);
}

/** Mistakes that no finding is about, with the findings about their parts. */
export function unreported(program: BadProgram, findings: readonly Finding[]): string[] {
    const parts = badParts(program);
    return program.made.flatMap(({ mistake, changes, form }, index) => {
        const { name, part } = parts[index];
        const title = titleOf(part, name);
        const ofPart = findings.filter(({ component }) => component === title);
        return ofPart.some(
            (finding) =>
                isAbout(mistake, changes, finding) ||
                (form === "secret" && isAboutSecret(mistake, finding)),
        )
            ? []
            : [
                  `${title} is to say of ${mistake.at} (${mistake.rule}): ${String(mistake.says(changes))}`,
                  ...ofPart.map(({ reason }) => `  - ${reason}`),
              ];
    });
}

/** Whether a finding is that of a mistake. */
export function isAbout(
    { at, says }: Mistake,
    changes: Changes,
    { propertyPath, reason }: Finding,
): boolean {
    const expected = says(changes);
    const problem = propertyPath === "" ? reason : reason.slice(`${propertyPath}: `.length);
    const isSaid = typeof expected === "string" ? problem === expected : expected.test(problem);
    return propertyPath === at && isSaid;
}

/** Whether a finding is that of a mistake with a secret, which it does not quote. */
function isAboutSecret({ at, rule }: Mistake, finding: Finding): boolean {
    return (
        finding.propertyPath === at && finding.rule === rule && finding.reason.includes("[secret]")
    );
}

/** A program as the message of a test that fails shows it. */
export function described({ made, beside, goodFirst }: BadProgram): string {
    return fc.stringify({
        made: made.map(({ mistake: { rule, part, at }, changes, form }) => ({
            ...{ rule, part, at, changes, form },
        })),
        beside,
        goodFirst,
    });
}
