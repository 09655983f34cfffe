import * as assert from "node:assert/strict";

import fc from "fast-check";

import { type AnyRule, RULES } from "../../../../tools/release/ruleTable";
import { CASES } from "./cases";

/** The same inputs at each run, so that a failure can be repeated. */
const SEEDED: fc.Parameters<unknown> = { seed: 20261124, numRuns: 100 };

describe("the rules", () => {
    it("all have cases, and there are no cases of removed rules", () => {
        assert.deepEqual(Object.keys(CASES).sort(), Object.keys(RULES).sort());
    });

    for (const [name, rule] of Object.entries(RULES)) {
        const cases = CASES[name];
        if (cases === undefined) {
            continue;
        }

        describe(name, () => {
            it("allows valid values", () => {
                for (const value of cases.allows) {
                    assertAllowed(rule, value);
                }
            });

            it("refuses invalid values and says what they must be", () => {
                for (const [value, message] of cases.refuses) {
                    assert.match(rule.problem(value) ?? "(allowed)", message, fc.stringify(value));
                }
            });

            it("allows any generated valid input", () => {
                fc.assert(
                    fc.property(cases.good, (value) => {
                        assertAllowed(rule, value);
                    }),
                    SEEDED,
                );
            });

            it("refuses any generated invalid input, in a readable sentence", () => {
                fc.assert(
                    fc.property(cases.bad, (value) => {
                        const message = rule.problem(value) ?? "(allowed)";
                        assert.match(message, /\.$/, fc.stringify(value));
                        assert.doesNotMatch(message, /\[object|^\s*$/);
                    }),
                    SEEDED,
                );
            });

            it("never throws, for any input", () => {
                for (const value of [
                    ...RUBBISH,
                    ...RUBBISH.flatMap((each) => spoilt(rule.example, each)),
                ]) {
                    assertNoThrow(rule, value);
                }
                fc.assert(
                    fc.property(ANYTHING, (value) => {
                        assertNoThrow(rule, value);
                    }),
                    SEEDED,
                );
            });
        });
    }
});

const ANYTHING = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true });

const CIRCLE: Record<string, unknown> = {};
CIRCLE.again = CIRCLE;

/** What a program in a language without types can pass on by mistake. */
const RUBBISH: readonly unknown[] = [
    undefined,
    null,
    NaN,
    -0,
    1e21,
    10n,
    true,
    "",
    "rubbish",
    Symbol("rubbish"),
    () => undefined,
    [],
    [null],
    [[]],
    {},
    Object.create(null),
    { length: -1 },
    CIRCLE,
    Promise.resolve(),
];

/** Copies of a value in which one thing at a time is something else, however deep. */
function spoilt(value: unknown, rubbish: unknown): unknown[] {
    if (Array.isArray(value)) {
        return [
            [...(value as unknown[]), rubbish],
            ...value.flatMap((entry, at) =>
                [rubbish, ...spoilt(entry, rubbish)].map((other) =>
                    (value as unknown[]).map((each, index) => (index === at ? other : each)),
                ),
            ),
        ];
    }
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(value).flatMap(([key, entry]) =>
        [rubbish, ...spoilt(entry, rubbish)].map((other) => ({ ...value, [key]: other })),
    );
}

function assertAllowed(rule: AnyRule, value: unknown): void {
    const problem = rule.problem(value);
    assert.equal(problem, undefined, `${fc.stringify(value)}: ${problem}`);
}

function assertNoThrow(rule: AnyRule, value: unknown): void {
    assert.doesNotThrow(() => rule.problem(value), `${fc.stringify(value)}`);
}
